"""Labels, pairs and guidelines are changed by keys and mouse, and every change is in the file."""

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.scheme import Attribute
from annotator.scheme_pairs import allowed_pairs
from tests.ui.scheme.conftest import KEYS, MODS, Hand
from ui.dialogs.attributes import AttributesDialog
from ui.dialogs.label_changes import MoveDialog, RenameDialog
from ui.dialogs.schemes import SchemesDialog
from ui.scheme.colours import ColourPopup

LEFT = Qt.MouseButton.LeftButton


def answer(kind: type, act: object) -> list[object]:
    """Do something in the dialog of a kind that comes next."""
    seen: list[object] = []
    clock = QTimer(QApplication.instance(), interval=5)

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if dialog is None:
            return
        clock.stop()
        seen.append(dialog)
        try:
            assert isinstance(dialog, kind), dialog
            act(dialog)  # type: ignore[operator]
        finally:
            dialog.close()

    clock.timeout.connect(look)
    clock.start()
    return seen


def test_it_is_reached_and_left_by_key_and_shows_what_is_used(hand: Hand) -> None:
    window, labels = hand.window, hand.table().labels
    assert not window.toolbar.isVisible()
    used = {row.label.id: row.used for row in labels._rows}
    assert (used["PERSON"], used["GPE"], used["ORG"]) == (8, 4, 0)
    assert hand.table().hasFocus()
    hand.press(KEYS.Key_Escape)
    assert window.page is window.annotate
    assert window.toolbar.isVisible()
    window.run("mode_insights")
    hand.bot.waitUntil(lambda: not window.insights.busy)
    window.run("scheme")
    hand.bot.mouseClick(hand.desk.bar.back, LEFT)
    assert window.page is window.insights
    window.run("mode_annotate")


def test_cells_are_edited_in_place_and_undone(hand: Hand) -> None:
    hand.write("PERSON", "name", "Human  being")
    hand.write("PERSON", "short", "HUM")
    hand.write("PERSON", "description", "People, real or not.")
    stored = hand.label("PERSON")
    assert (stored.name, stored.short) == ("Human being", "HUM")
    assert stored.description == "People, real or not."
    hand.click("PERSON", "name")
    hand.press(KEYS.Key_F2)
    hand.type("never")
    hand.press(KEYS.Key_Escape)
    assert hand.label("PERSON") == stored
    for _ in range(3):
        hand.press(KEYS.Key_Z, MODS.ControlModifier)
    assert hand.label("PERSON").name == "Person"
    assert hand.stored == hand.scheme
    hand.press(KEYS.Key_Z, MODS.ControlModifier | MODS.ShiftModifier)
    assert hand.label("PERSON").name == "Human being"


def test_a_key_is_one_press_and_conflicts_are_told(hand: Hand) -> None:
    for key, refusal in (("2", "2 is the key of Organisation"), ("r", "R belongs to a command")):
        hand.click("PERSON", "key")
        hand.press(KEYS.Key_F2)
        hand.type(key)
        assert hand.window.toast.message is not None
        assert hand.window.toast.message.title == refusal
        assert hand.label("PERSON").key == "1"
    hand.click("PERSON", "key")
    hand.press(KEYS.Key_F2)
    hand.type("q")
    assert hand.label("PERSON").key == "q"
    hand.press(KEYS.Key_Escape)  # the message
    hand.press(KEYS.Key_Escape)
    hand.bot.keyClick(hand.window.annotate.canvas, KEYS.Key_Right, MODS.ShiftModifier)
    hand.bot.keyClick(hand.window.annotate.canvas, KEYS.Key_Q)
    opened = hand.window.workspace.opened  # type: ignore[union-attr]
    assert ("Ada", "PERSON") in [(opened.text_of(s), s.label) for s in opened.own.spans.values()]


def test_order_by_keys_and_by_dragging_the_grip(hand: Hand) -> None:
    before = [label.id for label in hand.stored.of("span")]
    hand.click("ORG", "name")
    hand.press(KEYS.Key_Up, MODS.AltModifier)
    assert [x.id for x in hand.stored.of("span")][:2] == ["ORG", "PERSON"]
    current = hand.table().current_label
    assert current is not None
    assert current.id == "ORG"
    hand.press(KEYS.Key_Up, MODS.AltModifier)  # at the top already
    hand.press(KEYS.Key_Down, MODS.AltModifier)
    assert [x.id for x in hand.stored.of("span")] == before
    view = hand.table().viewport()
    start, end = hand.cell("ORG", "grip"), hand.cell("DATE", "grip") + QPoint(0, 12)
    QTest.mousePress(view, LEFT, pos=start)
    QTest.mouseMove(view, (start + end) / 2)
    QTest.mouseMove(view, end)
    QTest.mouseRelease(view, LEFT, pos=end)
    after = [x.id for x in hand.stored.of("span")]
    assert after.index("ORG") == after.index("DATE") + 1
    assert sorted(after) == sorted(before)


def test_a_colour_of_the_palette_and_a_free_one(hand: Hand) -> None:
    hand.click("ORG", "colour")
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, ColourPopup)
    assert popup.swatches["violet"].hasFocus()
    hand.bot.keyClick(popup.focusWidget(), KEYS.Key_Right)
    hand.bot.keyClick(popup.focusWidget(), KEYS.Key_Return)
    assert hand.label("ORG").colour == "teal"
    hand.table().setFocus()
    hand.press(KEYS.Key_F2)
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, ColourPopup)
    popup.field.setFocus()
    hand.bot.keyClicks(popup.field, "#f0a0")
    assert not popup.take.isEnabled()
    hand.bot.keyClicks(popup.field, "30")
    assert "2.1 : 1 as given" in popup.told.text()
    hand.bot.keyClick(popup.field, KEYS.Key_Return)
    assert hand.label("ORG").colour == "#F0A030"


def test_a_label_is_added_named_and_deleted(hand: Hand) -> None:
    hand.click("ORG", "name")
    hand.press(KEYS.Key_Insert)
    hand.finish("VESSEL")
    hand.bot.waitUntil(lambda: ("span", "VESSEL") in hand.scheme.by_id)
    assert [x.id for x in hand.stored.of("span")][:3] == ["PERSON", "ORG", "VESSEL"]
    hand.click("VESSEL", "name")
    hand.press(KEYS.Key_Delete)
    assert ("span", "VESSEL") not in hand.stored.by_id
    assert hand.window.toast.message is not None
    assert hand.window.toast.message.action == "Undo"
    current = hand.table().current_label
    assert current is not None
    hand.bot.mouseClick(hand.desk.add_relation, LEFT)
    hand.finish("owns")
    assert hand.stored.of("relation")[1].name == "owns"


def test_a_rename_is_asked_with_the_count_and_reaches_all_layers(hand: Hand) -> None:
    session = hand.window.workspace.session  # type: ignore[union-attr]
    seen = answer(RenameDialog, lambda dialog: dialog.verb.click())
    hand.write("PERSON", "id", "HUMAN")
    hand.bot.waitUntil(lambda: ("span", "HUMAN") in hand.scheme.by_id)
    dialog = seen[0]
    assert isinstance(dialog, RenameDialog)
    assert dialog.consequence.text() == "8 spans in 2 documents change. Undo takes it back."
    for document in ("d1", "d2"):
        for who in session.project.annotators():
            spans = session.project.annotations(document, who.id).spans.values()
            assert sorted(x.label for x in spans) == ["GPE", "HUMAN", "HUMAN"]
    assert hand.stored.allows("meets", "HUMAN", "HUMAN")
    hand.press(KEYS.Key_Z, MODS.ControlModifier)
    assert ("span", "HUMAN") not in hand.stored.by_id
    assert session.current.own.in_order()[0].label == "PERSON"


def test_a_name_that_is_taken_cannot_be_chosen(hand: Hand) -> None:
    def look(dialog: RenameDialog) -> None:
        dialog.field.clear()
        QTest.keyClicks(dialog.field, "ORG")
        assert dialog.why.text().startswith("There is a label ORG already")
        assert not dialog.verb.isEnabled()
        QTest.keyClick(dialog, KEYS.Key_Escape)

    seen = answer(RenameDialog, look)
    hand.click("PERSON", "name")
    hand.press(KEYS.Key_R, MODS.ControlModifier)
    assert seen
    assert hand.stored == hand.scheme


def test_a_label_in_use_moves_before_it_goes(hand: Hand) -> None:
    def move(dialog: MoveDialog) -> None:
        dialog.others.setCurrentIndex(dialog.others.findData("LOC"))
        QTest.mouseClick(dialog.verb, LEFT)

    seen = answer(MoveDialog, move)
    hand.click("GPE", "name")
    hand.press(KEYS.Key_Delete)
    assert seen
    assert ("span", "GPE") not in hand.stored.by_id
    message = hand.window.toast.message
    assert message is not None
    assert message.title == "4 spans in 2 documents became Other place"
    session = hand.window.workspace.session  # type: ignore[union-attr]
    assert sorted(x.label for x in session.current.own.spans.values())[0] == "LOC"
    hand.bot.mouseClick(hand.window.toast._button, LEFT)
    assert ("span", "GPE") in hand.stored.by_id
    assert sorted(x.label for x in session.current.own.spans.values())[0] == "GPE"


def test_pairs_are_toggled_by_space_block_and_click(hand: Hand) -> None:
    hand.click("visits", "name", "relation")
    grid = hand.desk.relation.grid
    assert grid.tip(0, 2) == "Person to Country, city, state: allowed, used 4 times"
    grid.setFocus()
    hand.press(KEYS.Key_Down)  # ORG to PERSON
    for _ in range(2):
        hand.press(KEYS.Key_Right, MODS.ShiftModifier)
    hand.press(KEYS.Key_Down, MODS.ShiftModifier)
    before = allowed_pairs(hand.stored, "visits")
    block = {(head, tail) for head in ("ORG", "GPE") for tail in ("PERSON", "ORG", "GPE")}
    assert not block <= before
    hand.press(KEYS.Key_Space)
    assert allowed_pairs(hand.stored, "visits") == before | block
    hand.press(KEYS.Key_Space)
    assert allowed_pairs(hand.stored, "visits") == before - block
    hand.bot.mouseClick(grid, LEFT, pos=grid.cell(3, 3).center().toPoint())
    assert ("LOC", "LOC") in allowed_pairs(hand.stored, "visits")
    hand.bot.mouseClick(hand.desk.relation.everything, LEFT)
    assert not [rule for rule in hand.stored.rules if rule.label == "visits"]
    hand.bot.mouseClick(hand.desk.relation.only, LEFT)
    assert allowed_pairs(hand.stored, "visits") == {("LOC", "LOC")}
    grid.setFocus()
    hand.press(KEYS.Key_Space)
    assert hand.window.toast.message is not None
    assert "would join nothing" in hand.window.toast.message.title


def test_flags_and_description_of_a_relation(hand: Hand) -> None:
    hand.click("leads", "symmetric", "relation")
    assert hand.label("leads", "relation").symmetric
    hand.press(KEYS.Key_Right)
    hand.press(KEYS.Key_Space)
    assert hand.label("leads", "relation").transitive
    field = hand.desk.relation.description
    field.setFocus()
    field.selectAll()
    hand.type("Who is at the head.")
    hand.press(KEYS.Key_Return)
    assert hand.label("leads", "relation").description == "Who is at the head."


def test_a_guideline_is_saved_after_a_pause_and_read_as_it_will_be(hand: Hand) -> None:
    hand.click("DATE", "name")
    editor, view = hand.desk.guideline.editor, hand.desk.guideline.view
    editor.setFocus()
    hand.type("- yes: [Monday]{DATE} <b>now</b>")
    assert view.toPlainText() == "✓\u2002Monday <b>now</b>"
    hand.bot.waitUntil(lambda: "## Date\n- yes: [Monday]{DATE}" in hand.scheme.guidelines)
    assert editor.hasFocus()
    hand.type("!")
    hand.click("EVENT", "name")
    assert hand.stored.guidelines.rstrip().endswith("## Date\n- yes: [Monday]{DATE} <b>now</b>!")
    assert editor.words() == ""
    hand.click("PERSON", "name")
    assert editor.words().startswith("## Person\n")
    hand.bot.mouseClick(hand.desk.guideline.whole, LEFT)
    assert editor.words() == hand.stored.guidelines
    hand.write("DATE", "name", "Day")
    assert "## Day\n- yes" in hand.stored.guidelines


def test_attributes_are_written_in_a_table(hand: Hand) -> None:
    def fill(dialog: AttributesDialog) -> None:
        dialog.add.click()
        for column, text in enumerate(("gender", "f, m , f")):
            dialog.table.item(0, column).setText(text)
        assert dialog.verb.isEnabled()
        dialog.verb.click()

    answer(AttributesDialog, fill)
    hand.click("PERSON", "name")
    hand.press(KEYS.Key_E, MODS.ControlModifier)
    assert hand.label("PERSON").attributes == (Attribute("gender", ("f", "m")),)


def test_a_starter_is_added_or_takes_the_place(hand: Hand) -> None:
    def replace(dialog: SchemesDialog) -> None:
        names = [dialog.list.item(row).text() for row in range(dialog.list.count())]
        dialog.list.setCurrentRow(names.index("conll-4"))
        assert dialog.consequence.text().endswith("come. Undo takes it back.")
        dialog.replace.setChecked(True)
        assert "in use stay" in dialog.consequence.text()
        dialog.verb.click()

    before = hand.stored
    answer(SchemesDialog, replace)
    hand.bot.mouseClick(hand.desk.bar.load, LEFT)
    assert {"PER", "LOC", "ORG", "MISC", "PERSON", "GPE"} == {x.id for x in hand.stored.of("span")}
    assert {x.id for x in hand.stored.of("relation")} == {"meets", "visits"}
    hand.press(KEYS.Key_Z, MODS.ControlModifier)
    assert hand.stored == before


def test_document_labels_have_a_table_of_their_own(hand: Hand) -> None:
    hand.bot.mouseClick(hand.desk.kinds.button("document"), LEFT)
    table = hand.table("document")
    assert table.isVisible()
    first = hand.stored.of("document")[0]
    hand.write(first.id, "name", "All of it", "document")
    assert hand.label(first.id, "document").name == "All of it"


def test_a_project_that_is_open_for_reading_can_only_be_read(reading: Hand) -> None:
    before = reading.stored
    reading.click("PERSON", "name")
    reading.press(KEYS.Key_F2)
    reading.press(KEYS.Key_Up, MODS.AltModifier)
    reading.press(KEYS.Key_Insert)
    reading.press(KEYS.Key_Delete)
    reading.click("meets", "symmetric", "relation")
    grid = reading.desk.relation.grid
    reading.bot.mouseClick(grid, LEFT, pos=grid.cell(3, 3).center().toPoint())
    assert reading.desk.guideline.editor.isReadOnly()
    assert not reading.desk.bar.load.isEnabled()
    assert reading.stored == before


def test_a_refusal_of_the_scheme_leads_to_it(hand: Hand) -> None:
    hand.press(KEYS.Key_Escape)
    canvas = hand.window.annotate.canvas
    for key in (KEYS.Key_Tab, KEYS.Key_R, KEYS.Key_I):
        hand.bot.keyClick(canvas, key)
    message = hand.window.toast.message
    assert message is not None
    assert (message.kind, message.action) == ("warning", "Scheme…")
    hand.bot.mouseClick(hand.window.toast._button, LEFT)
    assert hand.window.page is hand.window.scheme


@pytest.mark.parametrize("half", ["labels", "relations"])
def test_in_a_narrow_window_the_halves_are_tabs(hand: Hand, half: str) -> None:
    hand.window.resize(1024, 700)
    hand.bot.waitUntil(hand.desk.halves.isVisible)
    hand.desk.halves.button(half).click()
    assert hand.desk.left.isVisible() == (half == "labels")
    assert hand.desk.right.isVisible() == (half == "relations")
    hand.window.resize(1366, 820)
    assert hand.desk.left.isVisible()
    assert hand.desk.right.isVisible()
