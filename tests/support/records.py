"""Records over all of Unicode, for the properties of formats."""

from hypothesis import strategies as st

from annotator.annotations import reading_order
from annotator.formats.base import Record
from annotator.model import Comment, DocumentLabel, Relation, Span
from annotator.text.tokens import rough_tokens

ODD = "\r\n\t \x00\u2028\ufeff😀é\u0301بسم‏हिन्दी漢👩‍👩‍👧"
TEXTS = st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from(ODD), min_size=1)
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=4)
LABELS = st.sampled_from(["PERSON", "ORG", "Ort é"])
IDS = st.uuids().map(str)


@st.composite
def _span(draw: st.DrawFn, length: int) -> Span:
    edges = sorted(draw(st.sets(st.integers(0, length), min_size=2, max_size=4)))
    fragments = ((edges[0], edges[1]), (edges[2], edges[3])) if len(edges) == 4 else ()
    return Span(
        draw(IDS),
        edges[0],
        edges[-1],
        draw(LABELS),
        draw(st.sampled_from(["human", "news@1.0", "news@1.0+corrected", "import:brat"])),
        draw(st.none() | st.floats(0, 1)),
        draw(WORDS),
        draw(WORDS),
        draw(st.dictionaries(WORDS, WORDS, max_size=2)),
        fragments,
    )


@st.composite
def records(draw: st.DrawFn) -> Record:
    """An annotated record with everything that our formats hold."""
    text = draw(TEXTS)
    found = draw(
        st.lists(_span(len(text)), max_size=5, unique_by=(lambda x: x.key, lambda x: x.id))
    )
    spans = tuple(sorted(found, key=reading_order))
    pairs = [(a.id, b.id) for a in spans for b in spans if a is not b]
    chosen = draw(st.lists(st.sampled_from(pairs), unique=True, max_size=3)) if pairs else []
    relations = tuple(
        Relation(
            draw(IDS), draw(LABELS), a, b, note=draw(WORDS), score=draw(st.none() | st.just(1.0))
        )
        for a, b in chosen
    )
    tokens = rough_tokens(text)
    return Record(
        name=draw(WORDS.filter(bool)),
        text=text,
        id=draw(IDS),
        source=draw(WORDS.filter(bool)),
        meta=draw(st.dictionaries(WORDS, st.integers() | WORDS | st.none(), max_size=2)),
        annotator=draw(WORDS.filter(bool)),
        kind=draw(st.sampled_from(["person", "model", "gold"])),
        status=draw(st.sampled_from(["new", "in progress", "done", "skipped"])),
        seconds=float(draw(st.integers(0, 9999))) / 4,
        tokens=tokens if len(tokens) and draw(st.booleans()) else None,
        spans=spans,
        relations=relations,
        labels=tuple(DocumentLabel("", x, "human") for x in draw(st.sets(LABELS))),
        comments=tuple(Comment(draw(IDS), "why", "2026-01-02T03:04:05Z", x.id) for x in spans[:1]),
    )
