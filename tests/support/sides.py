"""Layers of several annotators on one text, by hand and by chance."""

from collections.abc import Sequence
from pathlib import Path

from hypothesis import strategies as st

from annotator.model import (
    DocumentLabel,
    Item,
    Layer,
    Relation,
    Span,
    layer_id,
    make_annotator,
    make_document,
)
from annotator.review.units import Labelled, labelled
from annotator.store.project import Project
from tests.support.documents import SCHEME, TEXT
from tests.support.projects import DOCUMENT

NAMES = ("ana", "ben", "chloé")


def words(id: str, text: str, label: str = "PERSON", nth: int = 0) -> Span:
    """A span where a text stands for the nth time."""
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(text, start + 1)
    return Span(id, start, start + len(text), label)


def side(name: str, *items: Item) -> Labelled:
    """A layer for comparing."""
    return labelled(name, items)


def write(project: Project, layers: Sequence[Labelled], document: str = DOCUMENT) -> None:
    """Store finished layers."""
    for layer in layers:
        who = project.annotator(layer.name)
        row = Layer(layer_id(document, who.id), document, who.id, "done")
        project.add_layers([(row, (*layer.spans, *layer.relations, *layer.labels))])


def make_reviewed(path: Path, layers: Sequence[Labelled]) -> Path:
    """A closed project with one document and these finished layers."""
    with Project.create(path, SCHEME) as project:
        project.add_documents([make_document("one", TEXT, id=DOCUMENT)])
        for name in (layer.name for layer in layers):
            project.annotator(make_annotator(name).name)
        write(project, layers)
    return path


# Few places and labels, so that layers meet.
_EDGES = (0, 10, 13, 22, 27, 30, 34, 38, 42, 48)


@st.composite
def sides(draw: st.DrawFn, names: Sequence[str] = NAMES) -> tuple[Labelled, ...]:
    """A layer for each name: nested, stacked, discontinuous spans, relations, labels."""
    return tuple(draw(_side(name)) for name in names)


@st.composite
def _side(draw: st.DrawFn, name: str) -> Labelled:
    found = draw(st.lists(_span(), max_size=5, unique_by=lambda span: span.key))
    spans = [
        Span(f"{name}-s{i}", x.start, x.end, x.label, kb_id=x.kb_id, fragments=x.fragments)
        for i, x in enumerate(found)
    ]
    pairs = [(a, b) for a in spans for b in spans if a is not b]
    links = [
        (label, a.id, b.id)
        for a, b in pairs
        for label in ("visits", "meets")
        if SCHEME.allows(label, a.label, b.label)
    ]
    chosen = draw(st.lists(st.sampled_from(links), max_size=3, unique=True)) if links else []
    relations = [Relation(f"{name}-r{i}", *link) for i, link in enumerate(chosen)]
    labels = [DocumentLabel(f"{name}-l", "World")] if draw(st.booleans()) else []
    return labelled(name, [*spans, *relations, *labels])


@st.composite
def _span(draw: st.DrawFn) -> Span:
    edges = sorted(draw(st.sets(st.sampled_from(_EDGES), min_size=2, max_size=4)))
    parts = ((edges[0], edges[1]), (edges[2], edges[3])) if len(edges) == 4 else ()
    label = draw(st.sampled_from(["PERSON", "PERSON", "GPE"]))
    kb_id = draw(st.sampled_from(["", "", "", "Q1"]))
    return Span("", edges[0], edges[-1], label, kb_id=kb_id, fragments=parts)
