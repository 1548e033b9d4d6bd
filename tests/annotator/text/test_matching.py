"""Matches are exact in code points, whatever is ignored."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.errors import PatternRefused
from annotator.text.matching import Wanted, check, find, without_accents
from tests.support.records import TEXTS


def found(wanted: Wanted, text: str) -> list[str]:
    return [text[a:b] for a, b in find(wanted, text)]


@pytest.mark.parametrize(
    ("wanted", "text", "matches"),
    [
        (Wanted("kim"), "Kim, kim and Kimono", ["Kim", "kim", "Kim"]),
        (Wanted("Kim", case=True), "Kim, kim", ["Kim"]),
        (Wanted("kim", whole=True), "Kim's kimono, Kim-un; Kim_1", ["Kim", "Kim"]),
        (Wanted("Kim Jong-un"), "Kim\n  Jong-un", ["Kim\n  Jong-un"]),
        (Wanted("angstrom"), "Ångström Ångström", ["Ångström", "Ångström"]),
        (Wanted("Ångström"), "angstrom", ["angstrom"]),
        (Wanted("angstrom", accents=True), "Ångström", []),
        (Wanted("café", whole=True), "cafe\u0301s cafe\u0301", ["cafe\u0301"]),
        (Wanted("가"), "각", []),
        (Wanted("か"), "が", []),
        (Wanted("שלום"), "שָׁלוֹם", ["שָׁלוֹם"]),
        (Wanted("北京", whole=True), "我在北京住", ["北京"]),
        (Wanted("U.S.", whole=True), "the U.S. and U.S.A", ["U.S.", "U.S."]),
        (Wanted("a.c"), "abc a.c", ["a.c"]),
        (Wanted("a.c", pattern=True), "abc a.c", ["abc", "a.c"]),
        (Wanted("^b", pattern=True), "ab\nb", ["b"]),
        (Wanted("x*", pattern=True), "abxx", ["xx"]),
        (Wanted(r"\w+", pattern=True, whole=True), "ab cd", ["ab", "cd"]),
        (Wanted("  "), "a  b", []),
        (Wanted("\u0301"), "e\u0301", []),
        (Wanted("😀a"), "é😀a", ["😀a"]),
    ],
)
def test_matches(wanted: Wanted, text: str, matches: list[str]) -> None:
    assert found(wanted, text) == matches


@pytest.mark.parametrize("pattern", ["(", "[", "a{2", "(?P<x"])
def test_a_broken_pattern_is_the_persons_to_mend(pattern: str) -> None:
    if pattern == "a{2":  # read as plain text
        check(Wanted(pattern, pattern=True))
        return
    with pytest.raises(PatternRefused) as caught:
        check(Wanted(pattern, pattern=True))
    assert caught.value.do


def test_a_pattern_without_end_is_stopped() -> None:
    with pytest.raises(PatternRefused, match="too long"):
        list(find(Wanted(r"(a|aa)+$", pattern=True), "a" * 80 + "!", patience=0.05))


@given(TEXTS)
def test_places_lead_back_to_the_original(text: str) -> None:
    bare, places = without_accents(text)
    if places is None:
        assert len(bare) == len(text)
    else:
        assert len(places) == len(bare)
        assert list(places) == sorted(set(places))


@given(TEXTS, st.data(), st.booleans(), st.booleans())
def test_what_stands_in_a_text_is_found_there(
    text: str, data: st.DataObject, case: bool, accents: bool
) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, min(len(text), start + 6)))
    wanted = Wanted(text[start:end], case=case, accents=accents)
    if not without_accents(wanted.text)[0].strip():
        return
    ranges = list(find(wanted, text))
    assert ranges
    assert all(0 <= a < b <= len(text) for a, b in ranges)
    assert all(one[1] <= other[0] for one, other in pairwise(ranges))
