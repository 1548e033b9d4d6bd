"""Long texts are cut where nothing is lost."""

from hypothesis import given
from hypothesis import strategies as st

from annotator.train.messages import TrainingText
from annotator.train.pieces import pieces

LINES = st.lists(st.text("ab ", max_size=12), min_size=1, max_size=12)


@st.composite
def texts(draw) -> TrainingText:
    text = "\n".join(draw(LINES))
    edges = st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))
    places = draw(st.sets(edges.map(lambda x: (min(x), max(x))), max_size=6))
    spans = sorted((start, end, "A") for start, end in places if start < end)
    ends = st.integers(0, max(0, len(spans) - 1))
    links = draw(st.lists(st.tuples(st.just("r"), ends, ends), max_size=4)) if spans else []
    return TrainingText("d", "train", text, spans, links, spans[:1])


@given(texts(), st.integers(1, 20))
def test_the_pieces_are_the_text_and_hold_every_span(text, longest):
    found = list(pieces(text, longest))
    assert "".join(piece.text for piece in found) == text.text
    at, spans = 0, []
    for piece in found:
        spans += [(start + at, end + at, label) for start, end, label in piece.spans]
        for _label, head, tail in piece.relations:
            assert max(head, tail) < len(piece.spans)
        at += len(piece.text)
    assert sorted(spans) == text.spans
    assert len({piece.id for piece in found}) == len(found)


def test_a_short_text_is_left_as_it_is():
    text = TrainingText("d", "train", "a\nb", [(0, 3, "A")], [("r", 0, 0)])
    assert list(pieces(text)) == [text]


def test_a_piece_ends_after_a_line():
    text = TrainingText("d", "train", "aaaa\nbbbb\ncccc", [(5, 9, "B")])
    assert [x.text for x in pieces(text, 7)] == ["aaaa\n", "bbbb\n", "cccc"]
