"""Checking one's labels in the real window: ranked, opened in place, mended and taken back."""

import pytest
from PySide6.QtCore import Qt

from annotator.edits.layers import set_status
from annotator.edits.spans import add_span
from annotator.model import make_document
from ui.consistency import Consistency
from ui.jobs import Jobs

KEYS = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton
TEXTS = {
    "one": ("Reuters came to Bergen.", [("Reuters", "ORG"), ("Bergen.", "GPE")]),
    "two": ("Then Reuters left.", [("Reuters", "ORG")]),
    "three": ("Reuters wrote.", [("Reuters", "PERSON")]),
}


@pytest.fixture
def window(qtbot, desk):
    session = desk.workspace.session
    session.project.add_documents(
        [make_document(id, text, id=id) for id, (text, _) in TEXTS.items()]
    )
    for id, (text, labelled) in TEXTS.items():
        for words, label in labelled:
            opened = session.open(id)
            start = text.index(words)
            session.do(add_span(opened, start, start + len(words), label))
        session.do(set_status(session.current, "done"))
    desk.annotate.list.reload()
    jobs = Jobs(desk)
    part = Consistency(desk, jobs)
    desk.add_commands(part.commands())
    desk.consistency = part
    yield desk
    part.close()
    jobs.stop()


@pytest.fixture
def dialog(qtbot, window):
    window.run("check_consistency")
    shown = window.consistency.dialog
    qtbot.waitUntil(lambda: not shown.busy)
    shown.activateWindow()
    qtbot.waitUntil(shown.isActiveWindow)
    return shown


def labels(window, document):
    session = window.workspace.session
    there = session.project.annotations(document, session.who.id).in_order()
    return [(span.start, span.end, span.label) for span in there]


def words(dialog):
    return [(hit.text, hit.remark, hit.ticked) for hit in dialog.model.hits]


def test_the_likeliest_stands_first_and_says_what_mending_does(dialog):
    assert words(dialog) == [("Bergen.", "end −1", True), ("Reuters", "PER → ORG", False)]
    assert dialog.verb.text() == "Mend 1"
    assert dialog.reason.text().startswith("one: “Bergen” would be whole")


def test_enter_opens_the_finding_in_place(qtbot, window, dialog):
    qtbot.keyClick(dialog.view, KEYS.Key_Return)
    assert window.workspace.opened.document.id == "one"
    assert window.workspace.at.selection == (16, 23)
    assert dialog.isVisible()


def test_all_are_mended_by_keys_and_come_back_with_one_undo(qtbot, window, dialog):
    before = {id: labels(window, id) for id in TEXTS}
    last = dialog.model.rowCount() - 1
    dialog.view.setCurrentIndex(dialog.model.index(last))
    qtbot.keyClick(dialog.view, KEYS.Key_Space)
    qtbot.keyClick(dialog, KEYS.Key_Return, CTRL)
    qtbot.waitUntil(lambda: labels(window, "three") == [(0, 7, "ORG")])
    qtbot.waitUntil(lambda: not dialog.busy and words(dialog) == [])
    assert "Nothing odd found in your labels of 3 documents" in dialog.note.text()
    assert window.toast.message.title == "2 findings mended"
    window.workspace.undo()
    assert {id: labels(window, id) for id in TEXTS} == before
    assert dialog.stale


def test_a_kind_is_chosen_with_the_mouse(qtbot, dialog):
    qtbot.mouseClick(dialog.kinds["label"], LEFT)
    assert [hit.text for hit in dialog.model.hits] == ["Reuters"]
    qtbot.mouseClick(dialog.kinds["twins"], LEFT)
    assert dialog.model.hits == []
    assert not dialog.verb.isEnabled()


def test_after_an_edit_in_the_window_it_looks_again(qtbot, window, dialog):
    window.open_document("three")
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    session = window.workspace.session
    session.do(add_span(session.current, 8, 13, "ORG"))
    assert dialog.stale
    dialog.activateWindow()
    qtbot.waitUntil(lambda: not dialog.stale and not dialog.busy)
    assert dialog.isVisible()


def test_a_key_checks_again(qtbot, dialog):
    qtbot.keyClick(dialog.view, KEYS.Key_F5)
    assert dialog.busy
    qtbot.waitUntil(lambda: not dialog.busy)
    assert len(dialog.model.hits) == 2


def test_when_the_project_is_closed_a_finding_opens_nothing(qtbot, window, dialog):
    workspace = window.workspace
    window.show_workspace(None)
    qtbot.keyClick(dialog.view, KEYS.Key_Return)
    assert window.consistency.dialog is None
    window.show_workspace(workspace)
