"""What WebAnno TSV and UIMA XMI have in common: layers of annotations with features.

A layer's type and features say what it is; here they become a label and what goes with it, the
same for both formats, so that a document exported as either reads the same. Offsets of both
count UTF-16 units.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from annotator.formats.base import Option
from annotator.formats.xml_writing import unspelled
from annotator.model import Range, Span
from annotator.text.tokens import Tokens, rough_tokens

CORE = "de.tudarmstadt.ukp.dkpro.core.api"
ENTITY = f"{CORE}.ner.type.NamedEntity"
RELATION = "webanno.custom.Relation"
TOKEN = f"{CORE}.segmentation.type.Token"
SENTENCE = f"{CORE}.segmentation.type.Sentence"
VALUE, IDENTIFIER, LABEL = "value", "identifier", "label"
COREFERENCE = "coreference"

OPTIONS = (
    Option("types", "the types that are imported, parted by commas; all but words and sentences"),
    Option("label", "the features that hold the label, parted by commas, the first that is there"),
)
_LABELS = (
    VALUE, LABEL, "PosValue", "DependencyType", "referenceType", "relation", "relationType",
    "category", "type", "entityType", "name",
)  # fmt: skip
_STRUCTURE = frozenset(
    ("DocumentMetaData", "DocumentAnnotation", "TagsetDescription", "TagDescription", "Token",
     "Sentence", "Lemma", "Stem", "Paragraph", "Heading", "Div", "MorphologicalFeatures",
     "SourceDocumentInformation", "Annotation", "AnnotationBase", "XmlElement", "XmlTextNode",
     "LayoutElement", "Pdf", "PdfPage", "PdfChunk")
)  # fmt: skip
_SAYS_NOTHING = frozenset(("NamedEntity", "Span", "SimpleSpan"))
_UNNAMED = "Span"
_WIDEST_LEAD = 100  # code points of white space before the first word


def short(type_name: str) -> str:
    """The name of a type without its package."""
    return type_name.rpartition(".")[2]


@dataclass(frozen=True, slots=True)
class LayerMapping:
    """Which types are imported, and which of their features hold the label."""

    types: Collection[str] = ()
    labels: Sequence[str] = _LABELS

    def wants(self, type_name: str) -> bool:
        """Whether annotations of this type are imported."""
        name = short(type_name)
        if self.types:
            return name in self.types or type_name in self.types
        return name not in _STRUCTURE

    def told(self, type_name: str, features: Mapping[str, str]) -> tuple[str, str, dict[str, str]]:
        """Label, knowledge-base id and attributes."""
        rest = {name: value for name, value in features.items() if value}
        held = next((x for x in self.labels if x in rest), "")
        label = rest.pop(held, "") or _named(type_name)
        return label, unspelled(rest.pop(IDENTIFIER, "")), rest


def _named(type_name: str) -> str:
    name = short(type_name)
    return _UNNAMED if name in _SAYS_NOTHING else name


def mapping_of(types: str, label: str) -> LayerMapping:
    """As the options say."""
    names = [x.strip() for x in label.split(",") if x.strip()]
    wanted = {x.strip() for x in types.split(",") if x.strip()}
    return LayerMapping(wanted, [*names, *_LABELS] if names else _LABELS)


def words(text: str, tokens: Tokens | None, spans: Iterable[Span]) -> list[Range]:
    """The tokens, and as tokens of their own those gaps between them in which a span begins or
    ends, so that every span is made of words and parts of words. There is at least one."""
    there = list(tokens) if tokens is not None and len(tokens) else list(rough_tokens(text))
    edges = sorted({edge for x in spans for edge in (x.start, x.end - 1)})
    if text[:1].isspace() and not _is_lead(text):
        edges.insert(0, 0)
    found: list[Range] = []
    at = place = 0
    for start, end in [*there, (len(text), len(text))]:
        while place < len(edges) and edges[place] < at:
            place += 1
        if at < start and place < len(edges) and edges[place] < start:
            found.append((at, start))
        if start < end:
            found.append((start, end))
        at = end
    return found or [(0, len(text))]


def _is_lead(text: str) -> bool:
    """Whether a text begins with spaces only, which TSV gives back without having them."""
    lead = len(text) - len(text.lstrip())
    return lead <= _WIDEST_LEAD and not text[:lead].strip(" ")
