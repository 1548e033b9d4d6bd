"""UIMA's XMI, as DKPro Core and INCEpTION have it: one document a file, the type system beside.

    <xmi:XMI xmlns:…>
      <type:Token xmi:id="2" sofa="1" begin="0" end="3"/>…
      <ner:NamedEntity xmi:id="9" sofa="1" begin="0" end="3" value="PERSON" identifier="Q7259"/>
      <custom:Relation xmi:id="11" sofa="1" begin="17" end="20" Governor="9" Dependent="10"
        label="meets"/>
      <cas:Sofa xmi:id="1" sofaNum="1" sofaID="_InitialView" mimeType="text" sofaString="…"/>
      <cas:View sofa="1" members="2 … 9 10 11"/>
    </xmi:XMI>

Offsets count UTF-16 units. Spans are DKPro's NamedEntity, relations a layer that goes from the
Governor to the Dependent. Files are written and read as XML: they are a few lines of it, and a
reader of any type system then needs none of its types. Where the words do not reach the outer
white space of a span, it is no part of it, as in WebAnno TSV.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from annotator.formats.base import Files, Look, Option, Record, labels_only
from annotator.formats.folders import Names
from annotator.formats.restricting import XML_UNWRITABLE, by_document, restricted
from annotator.formats.uima import (
    ENTITY,
    IDENTIFIER,
    LABEL,
    RELATION,
    TOKEN,
    VALUE,
    words,
)
from annotator.formats.uima import OPTIONS as MAPPING
from annotator.formats.xmi_reading import belongs as belongs
from annotator.formats.xmi_reading import read as read
from annotator.formats.xmi_types import METADATA, TYPE_SYSTEM, written_types
from annotator.formats.xml_writing import HEAD, attribute, spelled
from annotator.scheme import Scheme
from annotator.text.offsets import Utf16Map
from annotator.text.sentences import sentences

CARRIES = labels_only(kb_ids=True, unwritable=XML_UNWRITABLE)
OPTIONS = (*MAPPING, Option("typesystem", "the file of the type system, if it is not beside"))
_PREFIXES: Final = {METADATA: "metadata", TOKEN: "segmentation", ENTITY: "ner", RELATION: "custom"}
_OPEN = "".join(
    f' xmlns:{prefix}="http:///{name.rpartition(".")[0].replace(".", "/")}.ecore"'
    for name, prefix in _PREFIXES.items()
)
_HEAD = (
    f'{HEAD}<xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore"'
    f'{_OPEN} xmi:version="2.0">\n<cas:NULL xmi:id="0"/>\n'
)
_SOFA = 1


def write(records: Iterable[Record], files: Files, scheme: Scheme) -> int:  # noqa: ARG001
    """A file for each layer, then the type system; returns how many layers."""
    names = Names()
    names.of(TYPE_SYSTEM.removesuffix(".xml"))
    count = 0
    for layers in by_document(records):
        for record in layers:
            kept, _ = restricted(record, CARRIES, "")
            stem = names.of(record.name, record.annotator if len(layers) > 1 else "")
            with files.open(f"{stem}.xmi") as out:
                out.write(_file(kept, record).encode())
            count += 1
    with files.open(TYPE_SYSTEM) as out:
        out.write(written_types().encode())
    return count


def _file(record: Record, whole: Record) -> str:
    lines = list(_lines(record, whole))
    sofa = (
        f'<cas:Sofa xmi:id="{_SOFA}" sofaNum="1" sofaID="_InitialView" mimeType="text" '
        f'sofaString="{attribute(record.text)}"/>\n'
    )
    members = " ".join(str(_SOFA + number) for number in range(1, len(lines) + 1))
    return (
        f'{_HEAD}{"".join(lines)}{sofa}<cas:View sofa="{_SOFA}" members="{members}"/>\n</xmi:XMI>\n'
    )


def _lines(record: Record, whole: Record) -> Iterator[str]:
    """An annotation each; their ids follow each other, after that of the text."""
    to_utf16 = Utf16Map(record.text).to_utf16
    id = _SOFA

    def line(tag: str, start: int, end: int, more: str = "") -> str:
        nonlocal id
        id += 1
        edges = f'begin="{to_utf16(start)}" end="{to_utf16(end)}"'
        return f'<{tag} xmi:id="{id}" sofa="{_SOFA}" {edges}{more}/>\n'

    title = attribute(whole.name)
    more = f' documentTitle="{title}" documentId="{title}" isLastSegment="false"'
    yield line("metadata:DocumentMetaData", 0, len(record.text), more)
    places = words(record.text, whole.tokens, record.spans)
    for group in sentences(record.text, places):
        yield line("segmentation:Sentence", group[0][0], group[-1][1])
        for start, end in group:
            yield line("segmentation:Token", start, end)
    ids: dict[str, int] = {}
    for span in record.spans:
        more = f' {VALUE}="{attribute(span.label)}"'
        more += f' {IDENTIFIER}="{attribute(spelled(span.kb_id))}"' if span.kb_id else ""
        yield line("ner:NamedEntity", span.start, span.end, more)
        ids[span.id] = id
    by_id = {x.id: x for x in record.spans}
    for relation in record.relations:
        tail = by_id[relation.tail]
        ends = f' Governor="{ids[relation.head]}" Dependent="{ids[relation.tail]}"'
        more = f'{ends} {LABEL}="{attribute(relation.label)}"'
        yield line("custom:Relation", tail.start, tail.end, more)


def recognise(look: Look) -> bool:
    """By the element that holds all, or the type system that goes with it."""
    start = look.start
    return look.suffix == ".xmi" or b"<xmi:XMI" in start or b"http://www.omg.org/XMI" in start
