"""Documents in an order that is worked out: the sort menu, the list, and the reasons in it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from pytestqt.qtbot import QtBot

from annotator.model import Span, new_id
from ui.main_window import MainWindow

PATIENCE = 60_000  # ms; numpy is imported first


def _choose(qtbot: QtBot, window: MainWindow, order: str) -> None:
    actions = window.annotate.documents.sort.menu().actions()
    action: QAction = next(x for x in actions if x.data() == order)
    documents = window.annotate.list
    with qtbot.waitSignal(documents.queue.changed, timeout=PATIENCE):
        action.trigger()
    qtbot.waitUntil(lambda: not documents.queue.busy, timeout=PATIENCE)


def _names(window: MainWindow) -> list[str]:
    model = window.annotate.model
    return [model.row(place).name for place in range(model.rowCount())]


def test_the_least_certain_comes_first_and_says_why(qtbot: QtBot, desk: MainWindow) -> None:
    project = desk.workspace.session.project
    ids = desk.annotate.list.ids()
    model = project.annotator("news@1.0", "model")
    span = Span(new_id(), 0, 5, "PERSON", "news@1.0", 0.2)
    project.set_suggestions(ids[1], model, [span], [])
    before = _names(desk)
    _choose(qtbot, desk, "uncertainty")
    assert _names(desk) == [before[1], before[0], before[2]]
    row = desk.annotate.model.row(0)
    assert row.caption == "unsure: score 0.20 of 1"
    index = desk.annotate.model.index(0)
    assert row.caption in index.data(Qt.ItemDataRole.ToolTipRole)
    desk.open_document(ids[1])
    assert desk.annotate.bar.reason.text() == row.caption
    # Done, it has no reason any more, and the next in the order is opened.
    with qtbot.waitSignal(desk.workspace.next_wanted):
        qtbot.keyClick(desk, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert desk.workspace.opened.document.id == ids[0]
    assert "unsure" not in desk.annotate.model.row(0).caption
    assert project.get_setting("document_order") == "uncertainty"


def test_other_orders_forget_the_reasons(qtbot: QtBot, desk: MainWindow) -> None:
    _choose(qtbot, desk, "both")
    assert "different: none of the" in desk.annotate.model.row(0).caption
    desk.annotate.documents.order_chosen.emit("name")
    assert _names(desk) == sorted(_names(desk))
    assert "different" not in desk.annotate.model.row(0).caption
