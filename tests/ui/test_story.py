"""A person labels an article with keys and mouse alone, in the real window on a real file."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication

from annotator.model import Span, make_annotator, make_document, new_id
from annotator.schemes import load_scheme
from annotator.session import Session
from annotator.store.project import Project
from ui.main_window import MainWindow
from ui.theme.apply import apply
from ui.theme.tokens import LIGHT
from ui.workspace import Workspace

TEXT = "World\nTalks in Oslo\nAda Lovelace met 😀 Kim Jong-un in Oslo on Monday.\n"
KEYS = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def project_path(tmp_path):
    path = tmp_path / "p.annodb"
    with Project.create(path, load_scheme("news")) as project:
        first = make_document("Talks in Oslo", TEXT)
        project.add_documents([first, make_document("Second", "Nothing here.")], None)
        model = project.annotator("news@1.0", "model")
        at = TEXT.index("Kim"), TEXT.rindex("Oslo")
        spans = [
            Span(new_id(), at[0], at[0] + 11, "PERSON", "news@1.0", 0.9),
            Span(new_id(), at[1], at[1] + 4, "GPE", "news@1.0", 0.8),
        ]
        project.set_suggestions(first.id, model, spans, [])
    return path


@pytest.fixture
def window(qtbot, project_path):
    apply(QApplication.instance(), LIGHT)
    made = MainWindow()
    qtbot.addWidget(made)
    workspace = Workspace(Session(Project.open(project_path), "ana"), made)
    made.show_workspace(workspace)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    made.open_document(made.annotate.list.ids()[0])
    qtbot.waitUntil(made.annotate.canvas.hasFocus)
    yield made
    workspace.session.close()


def press(qtbot, window, key, modifiers=Qt.KeyboardModifier.NoModifier):
    qtbot.keyClick(window.annotate.canvas, key, modifiers)


def labelled(window):
    opened = window.workspace.opened
    return [(opened.text_of(s), s.label, s.origin) for s in opened.own.in_order()]


def test_accept_label_relate_and_finish_by_keys(qtbot, window, project_path):
    press(qtbot, window, KEYS.Key_Tab)
    assert window.workspace.opened.text_of(window.workspace.span()) == "Kim Jong-un"
    press(qtbot, window, KEYS.Key_Return)
    press(qtbot, window, KEYS.Key_Return)
    assert labelled(window) == [
        ("Kim Jong-un", "PERSON", "news@1.0"),
        ("Oslo", "GPE", "news@1.0"),
    ]
    press(qtbot, window, KEYS.Key_Escape)
    window.annotate.canvas.caret.put(TEXT.index("Ada"))
    press(qtbot, window, KEYS.Key_Right, SHIFT)
    press(qtbot, window, KEYS.Key_Right, SHIFT)
    press(qtbot, window, KEYS.Key_1)
    assert labelled(window)[0] == ("Ada Lovelace", "PERSON", "human")
    press(qtbot, window, KEYS.Key_R)
    press(qtbot, window, KEYS.Key_M)
    (relation,) = window.workspace.opened.own.relations.values()
    assert relation.label == "meets"
    press(qtbot, window, KEYS.Key_Return, CTRL)
    assert window.workspace.opened.document.name == "Second"
    with Project.open(project_path, read_only=True) as again:
        first = again.document_ids()[0]
        ana = make_annotator("ana").id
        stored = again.annotations(first, ana)
        assert len(stored.spans) == 3
        assert len(stored.relations) == 1
        assert stored.status == "done"


def test_reject_edges_delete_undo_and_redo(qtbot, window):
    press(qtbot, window, KEYS.Key_Tab)
    press(qtbot, window, KEYS.Key_X)
    assert labelled(window) == []
    assert len(window.workspace.opened.suggestions.spans) == 1
    press(qtbot, window, KEYS.Key_Left, ALT | SHIFT)
    assert labelled(window) == [("in Oslo", "GPE", "news@1.0+corrected")]
    press(qtbot, window, KEYS.Key_Delete)
    assert labelled(window) == []
    qtbot.keyClick(window, KEYS.Key_Z, CTRL)
    assert labelled(window) == [("in Oslo", "GPE", "news@1.0+corrected")]
    qtbot.keyClick(window, KEYS.Key_Z, CTRL)
    qtbot.keyClick(window, KEYS.Key_Z, CTRL)
    assert len(window.workspace.opened.suggestions.spans) == 2
    qtbot.keyClick(window, KEYS.Key_Z, CTRL | SHIFT)
    assert len(window.workspace.opened.suggestions.spans) == 1


def place(window, offset):
    """The middle of a character on the screen."""
    canvas = window.annotate.canvas
    page = canvas.page
    index = page.index_of(offset)
    laid = page.laid(index)
    number = laid.block.line_of(offset)
    line, row = laid.block.lines[number], laid.rows[number]
    cluster = next(c for c in laid.block.clusters(line) if c.start <= offset < c.end)
    x = canvas.text_left() + (cluster.left + cluster.right) / 2
    y = page.heights.above(index) + row.baseline - 4 + 14 - canvas.verticalScrollBar().value()
    return QPoint(round(x), round(y))


def test_a_drag_selects_whole_tokens_and_a_label_key_labels_them(qtbot, window):
    view = window.annotate.canvas.viewport()
    start, end = place(window, TEXT.index("da Love")), place(window, TEXT.index("lace met"))
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(view, (start + end) / 2)
    qtbot.mouseMove(view, end)
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=end)
    press(qtbot, window, KEYS.Key_1)
    assert labelled(window) == [("Ada Lovelace", "PERSON", "human")]


def test_a_click_makes_a_suggestion_current(qtbot, window):
    view = window.annotate.canvas.viewport()
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=place(window, TEXT.index("Jong")))
    assert window.workspace.opened.text_of(window.workspace.span()) == "Kim Jong-un"


def test_a_refused_relation_says_why(qtbot, window):
    qtbot.keyClick(window, KEYS.Key_Return, CTRL | SHIFT)
    assert len(labelled(window)) == 2
    press(qtbot, window, KEYS.Key_Escape)
    press(qtbot, window, KEYS.Key_Tab)
    press(qtbot, window, KEYS.Key_R)
    press(qtbot, window, KEYS.Key_M)
    assert "cannot be “meets”" in window.toast.message.title
    assert window.workspace.opened.own.relations == {}


def test_the_caret_goes_by_sentence_paragraph_and_text(window, qtbot):
    canvas, key = window.annotate.canvas, Qt.Key
    press(qtbot, window, key.Key_Home, CTRL)
    places = []
    for pressed in (key.Key_Down, key.Key_Down, key.Key_Right, key.Key_End):
        press(qtbot, window, pressed, CTRL)
        places.append(canvas.caret.place)
    assert places[0] == TEXT.index("\n")
    assert places == sorted(places)
    assert places[-1] == len(TEXT)
    press(qtbot, window, key.Key_Home, CTRL | SHIFT)
    assert canvas.selection == (0, len(TEXT))


def test_the_focus_veils_what_is_not_at_hand(window, qtbot):
    canvas = window.annotate.canvas
    press(qtbot, window, Qt.Key.Key_Home, CTRL)
    plain = canvas.viewport().grab().toImage()
    units = []
    for _ in range(3):
        press(qtbot, window, Qt.Key.Key_F8)
        units.append(canvas.focus_unit)
        assert (canvas.viewport().grab().toImage() == plain) == (units[-1] == "")
    assert units == ["sentence", "paragraph", ""]


def test_a_span_of_two_parts_is_made_by_keys(window, qtbot):
    canvas = window.annotate.canvas
    canvas.put_caret(TEXT.index("Ada"))
    press(qtbot, window, KEYS.Key_Right, SHIFT)
    press(qtbot, window, KEYS.Key_1)
    canvas.caret.put(TEXT.index("met"))
    press(qtbot, window, KEYS.Key_Right, SHIFT)
    press(qtbot, window, KEYS.Key_J, CTRL)
    assert labelled(window) == [("Ada … met", "PERSON", "human")]
    canvas.set_selection(TEXT.index("met"), TEXT.index("met") + 3)
    press(qtbot, window, KEYS.Key_J, CTRL | SHIFT)
    assert labelled(window) == [("Ada", "PERSON", "human")]


def test_a_relation_is_found_relabelled_and_turned_round_by_keys(window, qtbot):
    qtbot.keyClick(window, KEYS.Key_Return, CTRL | SHIFT)
    window.annotate.canvas.put_caret(TEXT.index("Ada"))
    press(qtbot, window, KEYS.Key_Right, SHIFT)
    press(qtbot, window, KEYS.Key_Right, SHIFT)
    press(qtbot, window, KEYS.Key_1)
    press(qtbot, window, KEYS.Key_R)
    press(qtbot, window, KEYS.Key_Tab)
    press(qtbot, window, KEYS.Key_V)
    workspace = window.workspace
    (relation,) = workspace.opened.own.relations.values()
    assert relation.label == "visits"
    ada = workspace.at.current
    press(qtbot, window, KEYS.Key_Down, ALT)
    assert workspace.relation() == relation
    press(qtbot, window, KEYS.Key_O)
    assert workspace.relation().label == "born_in"
    press(qtbot, window, KEYS.Key_R, SHIFT)
    assert "cannot be “born in”" in window.toast.message.title
    press(qtbot, window, KEYS.Key_Down, ALT)
    assert workspace.at.current == ada
    press(qtbot, window, KEYS.Key_Up, ALT)
    press(qtbot, window, KEYS.Key_X)
    assert workspace.opened.own.relations == {}


def test_tab_goes_through_the_spans_under_the_caret(window, qtbot):
    workspace, canvas = window.workspace, window.annotate.canvas
    qtbot.keyClick(window, KEYS.Key_Return, CTRL | SHIFT)
    kim = TEXT.index("Kim")
    workspace.select(kim, kim + 3)
    workspace.label("PERSON")
    workspace.escape()
    canvas.put_caret(kim + 1)
    found = []
    for _ in range(2):
        press(qtbot, window, KEYS.Key_Tab)
        found.append(workspace.opened.text_of(workspace.span()))
    assert found == ["Kim Jong-un", "Kim"]
