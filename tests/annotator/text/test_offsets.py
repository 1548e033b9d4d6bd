import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.text.offsets import Utf16Map

TEXTS = st.text(st.sampled_from("ab é\u0301ü語🎉👩🏽\u200d🇩\n"), max_size=60)


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


@given(TEXTS)
def test_every_offset_agrees_with_the_codec(text: str) -> None:
    map16 = Utf16Map(text)
    for offset in range(len(text) + 1):
        assert map16.to_utf16(offset) == units(text[:offset])


@given(TEXTS)
def test_there_and_back_is_the_same_offset(text: str) -> None:
    map16 = Utf16Map(text)
    for offset in range(len(text) + 1):
        assert map16.to_code_point(map16.to_utf16(offset)) == offset


@given(TEXTS)
def test_units_never_run_backwards_and_stay_inside(text: str) -> None:
    map16 = Utf16Map(text)
    points = [map16.to_code_point(unit) for unit in range(units(text) + 1)]
    assert points == sorted(points)
    assert points[0] == 0
    assert points[-1] == len(text)


@pytest.mark.parametrize(("unit", "offset"), [(0, 0), (1, 1), (2, 1), (3, 2), (4, 3), (5, 3)])
def test_the_middle_of_a_pair_rounds_down(unit: int, offset: int) -> None:
    assert Utf16Map("a🎉b🎉").to_code_point(unit) == offset


def test_plain_text_needs_no_map() -> None:
    map16 = Utf16Map("Zürich 語")
    assert [map16.to_utf16(7), map16.to_code_point(7)] == [7, 7]
