from collections.abc import Sequence

import pytest

TEXT = "One 🎉two. And cafe\u0301 four.\nNext one."


def moves(hand, steps: Sequence[tuple[int, str, bool]]) -> int:
    for step in steps:
        hand.view.move_caret(*step)
    return int(hand.view.caret.place)


@pytest.mark.parametrize(
    ("steps", "place"),
    [
        ([(1, "token", False)], TEXT.index(" ")),
        ([(1, "character", False)] * 5, TEXT.index("two")),
        ([(1, "sentence", False)], TEXT.index("And")),
        ([(1, "paragraph", False)], TEXT.index("\n")),
        ([(1, "line", False)], TEXT.index("Next")),
        ([(1, "line edge", False)], TEXT.index("\n")),
        ([(1, "paragraph", False)] * 2, TEXT.index("Next")),
        ([(-1, "character", False)], 0),
    ],
)
def test_the_caret_moves_by_units(hand, steps: Sequence[tuple[int, str, bool]], place: int) -> None:
    hand.show(TEXT)
    assert moves(hand, steps) == place


def test_a_character_with_its_mark_is_one_step(hand) -> None:
    hand.show(TEXT)
    place = TEXT.index("e\u0301")
    hand.view.caret.put(place)
    assert moves(hand, [(1, "character", False)]) == place + 2


def test_shift_and_arrows_select_whole_tokens(hand) -> None:
    hand.show("One two three four.")
    moves(hand, [(1, "token", False), (1, "token", True), (1, "token", True)])
    assert hand.view.selection == (4, 13)
    moves(hand, [(-1, "token", True)])
    assert hand.view.selection == (4, 8)


def test_left_goes_forward_in_arabic(hand) -> None:
    text = "قال الرئيس فلاديمير."
    hand.show(text)
    assert moves(hand, [(-1, "token", False)]) == text.index(" ")
    moves(hand, [(-1, "token", True)])
    assert hand.view.selection == (4, 10)


def test_every_place_is_reached_and_shown(hand) -> None:
    hand.show("\n".join(f"Line {i} of many." for i in range(100)))
    for _ in range(90):
        hand.view.move_caret(1, "line", False)
    assert 0 < hand.point(hand.view.caret.place).y() < hand.view.viewport().height()
