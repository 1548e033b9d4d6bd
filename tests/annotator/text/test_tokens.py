import sys
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.model import Range
from annotator.text.tokens import Tokens, rough_tokens

TEXT = "Ada met Kim."
TOKENS = Tokens([(0, 3), (4, 7), (8, 11), (11, 12)])


@st.composite
def token_lists(draw: st.DrawFn) -> Tokens:
    edges = sorted(draw(st.sets(st.integers(0, 200), max_size=40)))
    return Tokens(zip(edges[0::2], edges[1::2], strict=False))


@given(token_lists())
def test_the_stored_form_reads_back(tokens: Tokens) -> None:
    assert Tokens.from_bytes(tokens.to_bytes()) == tokens
    assert len(tokens.to_bytes()) == 8 * len(tokens)


def test_the_stored_form_is_little_endian(monkeypatch: pytest.MonkeyPatch) -> None:
    assert Tokens([(1, 3)]).to_bytes() == b"\x01\0\0\0\x02\0\0\0"
    other = "big" if sys.byteorder == "little" else "little"
    monkeypatch.setattr(sys, "byteorder", other)
    assert Tokens([(1, 3)]).to_bytes() == b"\0\0\0\x01\0\0\0\x02"


@given(token_lists(), st.integers(0, 210), st.integers(1, 60))
def test_snapping_takes_whole_tokens_and_settles(tokens: Tokens, start: int, size: int) -> None:
    end = start + size
    touched = [(s, e) for s, e in tokens if s < end and e > start]
    snapped = tokens.snap(start, end)
    assert snapped == ((touched[0][0], touched[-1][1]) if touched else None)
    if snapped is not None:
        assert tokens.snap(*snapped) == snapped
        assert tokens.aligned(*snapped) == tokens.covering(start, end)


@given(token_lists(), st.integers(0, 210))
def test_the_next_edges_are_the_nearest(tokens: Tokens, offset: int) -> None:
    ends = [end for _, end in tokens if end > offset]
    starts = [start for start, _ in tokens if start < offset]
    assert tokens.next_edge(offset) == (ends[0] if ends else None)
    assert tokens.previous_edge(offset) == (starts[-1] if starts else None)


@pytest.mark.parametrize(
    ("place", "snapped"),
    [((1, 2), (0, 3)), ((2, 5), (0, 7)), ((9, 12), (8, 12)), ((3, 4), None), ((7, 8), None)],
)
def test_a_selection_snaps(place: Range, snapped: Range | None) -> None:
    assert TOKENS.snap(*place) == snapped


def test_only_edges_of_tokens_are_aligned() -> None:
    assert TOKENS.aligned(0, 7) == (0, 1)
    assert TOKENS.aligned(0, 6) is None
    assert TOKENS.aligned(3, 4) is None


def test_tokens_equal_tokens_only() -> None:
    assert Tokens([(0, 3)]) != Tokens([(0, 2)])
    assert Tokens() != [()]


@given(st.text(max_size=80))
def test_rough_tokens_leave_out_white_space_only(text: str) -> None:
    tokens = list(rough_tokens(text))
    assert all(a_end <= b_start for (_, a_end), (b_start, _) in pairwise(tokens))
    covered = {i for start, end in tokens for i in range(start, end)}
    assert {i for i, char in enumerate(text) if not char.isspace()} == covered


def test_rough_tokens_of_a_sentence() -> None:
    assert rough_tokens(TEXT) == TOKENS
