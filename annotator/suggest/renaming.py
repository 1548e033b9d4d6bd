"""Entities under other names, as a spaCy component: a pipeline that was trained further in a
project says what the project says, whatever its older parts call it."""

from collections.abc import Mapping

from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup

FACTORY = "rename_labels"


class LabelRenamer:
    """`names` lead from the labels of the components before it to those that are wanted."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self._names = dict(names)

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels that it gives, for the pipeline's `meta.json`."""
        return tuple(sorted(set(self._names.values())))

    def __call__(self, doc: Doc) -> Doc:
        """Rename entities and the spans of groups; scores and other facts of a group stay."""
        doc.ents = tuple(self._renamed(doc, span) for span in doc.ents)
        for key, group in list(doc.spans.items()):
            spans = [self._renamed(doc, span) for span in group]
            doc.spans[key] = SpanGroup(doc, name=key, attrs=dict(group.attrs), spans=spans)
        return doc

    def _renamed(self, doc: Doc, span: Span) -> Span:
        label = self._names.get(span.label_)
        if label is None:
            return span
        return Span(doc, span.start, span.end, label=label, kb_id=span.kb_id)


@Language.factory(FACTORY, default_config={"names": {}})
def make_label_renamer(nlp: Language, name: str, names: dict[str, str]) -> LabelRenamer:  # noqa: ARG001  spaCy's signature
    """The component."""
    return LabelRenamer(names)
