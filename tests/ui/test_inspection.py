"""Notes, attributes, comments and relations in the inspector, reached and written by keys."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.edits.comments import add_comment
from annotator.edits.spans import add_span
from annotator.model import Relation, Span
from annotator.scheme import Attribute, Scheme
from annotator.session import Session
from annotator.store.people import set_blind
from annotator.store.project import Project
from ui.main_window import MainWindow
from ui.panels.attributes import ADD, Choice
from ui.workspace import Workspace

KEYS, MODS = Qt.Key, Qt.KeyboardModifier
CTRL, SHIFT = MODS.ControlModifier, MODS.ShiftModifier


def workspace_of(window: MainWindow) -> Workspace:
    assert window.workspace is not None
    return window.workspace


def press(qtbot: QtBot, key: Qt.Key, modifiers: Qt.KeyboardModifier = MODS.NoModifier) -> None:
    qtbot.keyClick(QApplication.focusWidget(), key, modifiers)


def write(qtbot: QtBot, text: str) -> None:
    qtbot.keyClicks(QApplication.focusWidget(), text)
    press(qtbot, KEYS.Key_Return)


def declare(window: MainWindow) -> None:
    """The scheme has attributes for persons and for meetings."""
    session = workspace_of(window).session
    more = {"PERSON": Attribute("gender", ("f", "m")), "meets": Attribute("mood", ("good",))}
    labels = tuple(
        replace(x, attributes=(more[x.id],)) if x.id in more else x for x in session.scheme.labels
    )
    session.project.set_scheme(Scheme(labels, session.scheme.rules))
    session.reload_scheme()


def person(window: MainWindow, qtbot: QtBot) -> Span:
    """An own span, current."""
    session = workspace_of(window).session
    start = session.current.document.text.index("Ada")
    edit = session.do(add_span(session.current, start, start + 12, "PERSON"))
    made = next(c.after for c in edit.changes if isinstance(c.after, Span))
    workspace_of(window).point(made.id)
    qtbot.waitUntil(lambda: window.annotate.inspector.span.words.text == "Ada Lovelace")
    return made


def stored(window: MainWindow, id: str) -> Span | Relation:
    session = workspace_of(window).session
    with Project.open(session.project.path, read_only=True) as again:
        own = again.annotations(session.current.document.id, session.who.id)
        return own.spans.get(id) or own.relations[id]


def test_attributes_of_the_scheme_and_of_ones_own(desk: MainWindow, qtbot: QtBot) -> None:
    declare(desk)
    made = person(desk, qtbot)
    press(qtbot, KEYS.Key_E, CTRL)
    field = QApplication.focusWidget()
    assert isinstance(field, Choice)
    press(qtbot, KEYS.Key_Down)
    assert stored(desk, made.id).attributes == {"gender": "f"}
    rows = desk.annotate.inspector.span.attributes
    qtbot.waitUntil(lambda: rows.fields["gender"] is field)
    rows.add.setFocus()
    assert rows.add.accessibleName() == ADD
    write(qtbot, "role")
    assert rows.fields["role"].hasFocus()
    write(qtbot, "mathematician")
    assert stored(desk, made.id).attributes == {"gender": "f", "role": "mathematician"}
    assert desk.annotate.canvas.hasFocus()
    press(qtbot, KEYS.Key_Z, CTRL)
    assert stored(desk, made.id).attributes == {"gender": "f"}
    qtbot.waitUntil(lambda: list(rows.fields) == ["gender"])


def test_note_and_entry_of_a_knowledge_base(desk: MainWindow, qtbot: QtBot) -> None:
    made = person(desk, qtbot)
    press(qtbot, KEYS.Key_N, CTRL | SHIFT)
    write(qtbot, "first programmer")
    press(qtbot, KEYS.Key_B, CTRL | SHIFT)
    write(qtbot, "Q7259")
    span = stored(desk, made.id)
    assert isinstance(span, Span)
    assert (span.note, span.kb_id) == ("first programmer", "Q7259")


def test_the_current_relation_has_a_card(desk: MainWindow, qtbot: QtBot) -> None:
    declare(desk)
    person(desk, qtbot)
    for key in (KEYS.Key_R, KEYS.Key_M):
        press(qtbot, key)
    workspace = workspace_of(desk)
    (relation,) = workspace.session.current.own.relations.values()
    workspace.point(relation.id)
    part = desk.annotate.inspector.relation
    qtbot.waitUntil(part.isVisible)
    assert not desk.annotate.inspector.span.isVisible()
    assert part.name.text() == "meets, both ways"
    assert (part.head.words.text(), part.tail.words.text()) == ("Ada Lovelace", "Kim Jong-un")
    press(qtbot, KEYS.Key_N, CTRL | SHIFT)
    write(qtbot, "in Oslo")
    press(qtbot, KEYS.Key_E, CTRL)
    press(qtbot, KEYS.Key_Down)
    kept = stored(desk, relation.id)
    assert (kept.note, kept.attributes) == ("in Oslo", {"mood": "good"})
    desk.annotate.canvas.setFocus()
    press(qtbot, KEYS.Key_R, SHIFT)
    turned = stored(desk, relation.id)
    assert isinstance(turned, Relation)
    assert turned.head == relation.tail
    qtbot.waitUntil(lambda: part.head.words.text() == "Kim Jong-un")
    qtbot.mouseClick(part.delete, Qt.MouseButton.LeftButton)
    assert not workspace.session.current.own.relations
    qtbot.waitUntil(lambda: not part.isVisible())


def test_comments_on_span_and_document_with_author(desk: MainWindow, qtbot: QtBot) -> None:
    made = person(desk, qtbot)
    workspace = workspace_of(desk)
    press(qtbot, KEYS.Key_C, CTRL | SHIFT)
    write(qtbot, "Is <b>this</b> her?")
    assert desk.annotate.canvas.hasFocus()
    workspace.escape()
    qtbot.waitUntil(
        lambda: desk.annotate.inspector.comments.field.placeholderText().endswith("document")
    )
    press(qtbot, KEYS.Key_C, CTRL | SHIFT)
    write(qtbot, "A short one.")
    said = workspace.session.comments()
    assert [(who, x.text, x.span) for who, x in said] == [
        ("ana", "Is <b>this</b> her?", made.id),
        ("ana", "A short one.", ""),
    ]
    id = workspace.session.current.document.id
    row = desk.annotate.list.summary(id)
    assert row is not None
    assert row.comments == 2
    press(qtbot, KEYS.Key_C, CTRL | SHIFT)
    qtbot.keyClicks(QApplication.focusWidget(), "never said")
    press(qtbot, KEYS.Key_Escape)
    assert len(workspace.session.comments()) == 2
    desk.annotate.inspector.comments.deleted.emit(said[0][1].id)
    assert [x.text for _, x in workspace.session.comments()] == ["A short one."]


def test_others_comments_are_seen_unless_the_project_is_blind(desk: MainWindow) -> None:
    session = workspace_of(desk).session
    id = session.current.document.id
    other = Session(session.project, "ben")
    other.open(id)
    other.do(add_comment(other.current, "From ben"))
    assert session.comments() == []
    set_blind(session.project, False)
    assert [(who, x.text) for who, x in session.comments()] == [("ben", "From ben")]
    other.changed.disconnect()


def test_document_labels_by_keys(desk: MainWindow, qtbot: QtBot) -> None:
    workspace = workspace_of(desk)
    first = workspace.session.scheme.of("document")[0].id
    press(qtbot, KEYS.Key_D, CTRL | SHIFT)
    press(qtbot, KEYS.Key_Space)
    assert [x.label for x in workspace.session.current.own.labels.values()] == [first]


def test_the_guidelines_stand_beside_the_text(desk: MainWindow, qtbot: QtBot) -> None:
    session = workspace_of(desk).session
    scheme = session.scheme
    text = "General.\n" + "\n\nMore." * 60 + "\n\n# Person\n- yes: [Ada]{PER}\n"
    session.project.set_scheme(Scheme(scheme.labels, scheme.rules, text))
    session.reload_scheme()
    person(desk, qtbot)
    page = desk.annotate
    qtbot.waitUntil(lambda: page.inspector.guideline.words.text.endswith("\n\n✓ Ada"))
    press(qtbot, KEYS.Key_F2)
    assert page.beside.guidelines.isVisible()
    assert not page.inspector.isVisible()
    assert page.beside.guidelines.view.verticalScrollBar().value() > 0
    assert "✓\u2002Ada" in page.beside.guidelines.view.toPlainText()
    press(qtbot, KEYS.Key_F2)
    assert page.inspector.isVisible()
    assert page.canvas.hasFocus()
    press(qtbot, KEYS.Key_F2)
    press(qtbot, KEYS.Key_F3)
    assert page.inspector.isVisible()
