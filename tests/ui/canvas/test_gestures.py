from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from pytestqt.qtbot import QtBot

from ui.canvas.content import ShownRelation, ShownSpan

ALT, SHIFT = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier
Make = Callable[..., ShownSpan]

TEXTS = {
    "ascii": ("The minister of Norway met Ana in Oslo.", "Norway met Ana"),
    "emoji": ("We saw 👩‍👩‍👧 and 🇨🇭 with 𝒳yz in Basel 🎉 today.", "Basel"),
    "combining": ("Le cafe\u0301 de l'e\u0301te\u0301 est ferme\u0301.", "e\u0301te\u0301 est"),
    "arabic": ("قال الرئيس فلاديمير بوتين إنه سيزور موسكو.", "فلاديمير بوتين"),
    "hebrew": ("ראש הממשלה נפגש עם ביידן ביום שלישי.", "נפגש עם"),
    "ligature": ("The officials find it significant.", "officials"),
    "wrapped": ("Emoji 🎉🎉🎉 stand here. " * 5 + "Then Basel 𝒳 came.", "Basel 𝒳 came"),
    "bidi": ("The word مرحبا بالعالم means hello.", "means hello"),
    "second paragraph": ("One 🎉 line.\r\nTwo 🎉 lines: Oslo.\u2028Three.", "Oslo"),
}


def ends(text: str, part: str) -> tuple[int, int]:
    start = text.index(part)
    return start, start + len(part)


def last_character(text: str, end: int) -> int:
    """The start of the last character as people see it: before its combining marks."""
    index = end - 1
    while text[index] == "\u0301":
        index -= 1
    return index


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("keys", [Qt.KeyboardModifier.NoModifier, ALT], ids=["plain", "alt"])
def test_a_drag_selects_exact_code_points(hand, qtbot: QtBot, name: str, keys) -> None:
    text, part = TEXTS[name]
    start, end = ends(text, part)
    hand.show(text)
    with qtbot.waitSignal(hand.view.selection_changed) as told:
        hand.drag(hand.point(start), hand.point(last_character(text, end), after=True), keys)
    assert told.args == [start, end]
    assert hand.view.selection == (start, end)


@pytest.mark.parametrize("name", ["ascii", "arabic", "emoji"])
def test_a_drag_backwards_selects_the_same(hand, name: str) -> None:
    text, part = TEXTS[name]
    start, end = ends(text, part)
    hand.show(text)
    hand.drag(hand.point(end - 1, after=True), hand.point(start))
    assert hand.view.selection == (start, end)


def test_a_drag_within_words_snaps_to_them_but_not_with_alt(hand) -> None:
    text = "The minister of Norway spoke."
    hand.show(text)
    first, last = text.index("ister"), text.index("way")
    hand.drag(hand.point(first), hand.point(last - 1, after=True))
    assert hand.view.selection == ends(text, "minister of Norway")
    hand.drag(hand.point(first), hand.point(last - 1, after=True), ALT)
    assert hand.view.selection == (first, last)


def test_shift_alt_takes_sentences(hand) -> None:
    text = "One came. Two 🎉 went home. Three stayed."
    hand.show(text)
    place = text.index("went")
    hand.drag(hand.point(place), hand.point(place + 3, after=True), ALT | SHIFT)
    assert hand.view.selection == ends(text, "Two 🎉 went home.")


def test_an_emoji_is_never_cut(hand) -> None:
    text = "a👩‍👩‍👧b"
    hand.show(text)
    hand.drag(hand.point(0), hand.point(1, after=True), ALT)
    assert hand.view.selection == (0, len(text) - 1)


def test_a_ligature_is_divided(hand) -> None:
    text = "The officials find it significant."
    hand.show(text)
    place = text.index("ffi") + 1
    hand.drag(hand.point(place), hand.point(place + 3, after=True), ALT)
    assert hand.view.selection == (place, place + 4)


def test_a_double_click_selects_the_token(hand) -> None:
    text = "One 🎉 of Norway."
    hand.show(text)
    hand.send(QEvent.Type.MouseButtonDblClick, hand.point(text.index("rway")))
    assert hand.view.selection == ends(text, "Norway")


def test_shift_click_extends_from_the_caret(hand) -> None:
    text = "One two three four."
    hand.show(text)
    hand.click(hand.point(text.index("two")))
    hand.click(hand.point(text.index("three") + 4, after=True), SHIFT)
    assert hand.view.selection == ends(text, "two three")


def test_clicks_go_from_the_inner_span_outwards_and_round(hand, span: Make) -> None:
    text = "The Bank of Norway met."
    hand.show(text, (span(text, "Bank of Norway", "outer"), span(text, "Norway", "inner")))
    told: list[str] = []
    hand.view.span_activated.connect(told.append)
    hand.view.span_activated.connect(hand.view.set_current)
    for _ in range(3):
        hand.click(hand.point(text.index("rway")))
    assert told == ["inner", "outer", "inner"]


def test_a_click_on_a_chip_tells_its_span(hand, qtbot: QtBot, span: Make) -> None:
    text = "The Bank of Norway met."
    hand.show(text, (span(text, "Bank of Norway", "outer"), span(text, "Bank", "inner")))
    with qtbot.waitSignal(hand.view.span_activated) as told:
        hand.click(hand.chip("outer"))
    assert told.args == ["outer"]


def test_a_click_on_bare_text_puts_the_caret(hand, qtbot: QtBot) -> None:
    hand.show("One two three.")
    with qtbot.waitSignals([hand.view.empty_clicked, hand.view.selection_changed]):
        hand.click(hand.point(4))
    assert hand.view.caret.place == 4


def test_dragging_from_chip_to_chip_asks_for_a_relation(hand, qtbot: QtBot, span: Make) -> None:
    text = "Ana leads the Bank in Oslo."
    hand.show(text, (span(text, "Ana"), span(text, "Bank")))
    with qtbot.waitSignal(hand.view.relation_requested) as told:
        hand.drag(hand.chip("Ana"), hand.chip("Bank"))
    assert told.args == ["Ana", "Bank"]
    assert not hand.view.marks.targets


@pytest.mark.parametrize(
    ("side", "grab", "goal", "result"),
    [("end", "way", "spoke", len("The Bank of Norway spoke")), ("start", "Norway", "Bank", 4)],
)
def test_an_edge_of_the_current_span_is_dragged_to_a_token(
    hand, qtbot: QtBot, span: Make, side: str, grab: str, goal: str, result: int
) -> None:
    text = "The Bank of Norway spoke of trade."
    hand.show(text, (span(text, "Norway", "n"),))
    hand.view.set_current("n")
    place = text.index(grab) + (2 if side == "end" else 0)
    edge = hand.point(place, after=side == "end")
    edge.setX(edge.x() + (2 if side == "end" else -2))
    aim = hand.point(text.index(goal) + (1 if side == "end" else 0), after=side == "end")
    with qtbot.waitSignal(hand.view.edge_dragged) as told:
        hand.drag(edge, aim)
    assert told.args == ["n", side, result]


def test_a_click_on_an_edge_moves_nothing(hand, qtbot: QtBot, span: Make) -> None:
    text = "The Bank of Norway spoke."
    hand.show(text, (span(text, "Norway", "n"),))
    hand.view.set_selection(0, 3)
    hand.view.set_current("n")
    with qtbot.assertNotEmitted(hand.view.edge_dragged):
        hand.click(hand.point(text.index("Norway") + 5, after=True))


def test_a_pill_jumps_to_the_far_end_and_flashes_it(hand, span: Make) -> None:
    text = "Ana leads.\n" + "Nothing here.\n" * 60 + "The Bank of Norway."
    spans = (span(text, "Ana"), span(text, "Norway"))
    hand.show(text, spans, (ShownRelation("r", "Ana", "Norway", "leads"),))
    pill = hand.view.page.laid(0).rows[0].pills[0]
    assert pill.text == "leads → Norway ¶62"
    hand.click(hand.place(0, pill.rect.center()))
    assert "Norway" in hand.view.marks.flashing
    point = hand.point(text.index("Norway"))
    assert 0 < point.y() < hand.view.viewport().height()


def test_a_crowded_line_counts_what_it_leaves_out_and_opens(hand, span: Make) -> None:
    text = " ".join(f"N{i}" for i in range(12))
    spans = tuple(span(text, f"N{i}", f"n{i}") for i in range(12))
    relations = tuple(ShownRelation(f"r{i}", "n0", f"n{i}", "leads") for i in range(1, 11))
    hand.show(text, spans, relations)
    row = hand.view.page.laid(0).rows[0]
    assert len(row.arcs) + row.more.count == 10
    hand.click(hand.place(0, row.more.rect.center()))
    assert len(hand.view.page.laid(0).rows[0].arcs) == 10


def test_resting_on_the_count_of_a_crowded_line_opens_it(hand, qtbot: QtBot, span: Make) -> None:
    text = " ".join(f"w{number}" for number in range(9))
    spans = tuple(span(text, f"w{number}") for number in range(9))
    relations = tuple(ShownRelation(f"r{n}", "w0", f"w{n}", "sees") for n in range(1, 9))
    hand.show(text, spans, relations)
    row = hand.view.page.laid(0).rows[0]
    assert row.more is not None
    hand.send(QEvent.Type.MouseMove, hand.place(0, row.more.rect.center()))
    qtbot.waitUntil(lambda: hand.view.page.laid(0).rows[0].more is None)


def test_hovering_a_span_lets_other_relations_step_back(hand, span: Make) -> None:
    text = "one two three four"
    spans = tuple(span(text, word) for word in text.split())
    relations = (ShownRelation("a", "one", "two", "sees"), ShownRelation("b", "three", "four", "x"))
    hand.show(text, spans, relations)
    hand.send(QEvent.Type.MouseMove, hand.chip("one"))
    marks = hand.view.marks
    assert [marks.dims(relation) for relation in relations] == [False, True]
    assert [marks.dims_span(s.id) for s in spans] == [False, False, True, True]
    hand.send(QEvent.Type.MouseMove, QPointF(500, 400))
    assert not any(marks.dims(relation) for relation in relations)
