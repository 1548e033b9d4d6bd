"""The page Insights in the real window: computed beside it, and opened down to the span."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from annotator.model import Layer, Span, layer_id, make_document
from annotator.schemes import load_scheme
from annotator.session import Session
from annotator.store.project import Project
from ui.insights.cases import CASE
from ui.insights.tiles import NO_PAIRS, NO_WORK
from ui.main_window import MainWindow
from ui.workspace import Workspace

TEXT = "Ada Lovelace met Kim in Oslo on Monday."
DOCUMENTS = 6


def _fill(path: Path) -> None:
    with Project.create(path, load_scheme("news")) as project:
        ids = [f"d{n}" for n in range(DOCUMENTS)]
        project.add_documents([make_document(f"article {id}", TEXT, id=id) for id in ids], None)
        for who, label in (("ana", "GPE"), ("ben", "LOC")):
            person = project.annotator(who)
            for id in ids:
                layer = layer_id(id, person.id)
                spans = [Span(f"{layer}1", 0, 12, "PERSON"), Span(f"{layer}2", 24, 28, label)]
                project.add_layers([(Layer(layer, id, person.id, "done", 60), spans)])


def _opened(qtbot: QtBot, path: Path) -> MainWindow:
    window = MainWindow()
    qtbot.addWidget(window)
    window.show_workspace(Workspace(Session(Project.open(path), "ana"), window))
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    window.open_document(window.annotate.list.ids()[0])
    qtbot.waitUntil(window.annotate.canvas.hasFocus)
    return window


def _closed(window: MainWindow) -> None:
    workspace = window.workspace
    assert workspace is not None
    window.show_workspace(None)
    workspace.session.changed.disconnect()
    workspace.session.close()


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    _fill(tmp_path / "desk.annodb")
    window = _opened(qtbot, tmp_path / "desk.annodb")
    yield window
    _closed(window)


def _enter(qtbot: QtBot, window: MainWindow) -> None:
    with qtbot.waitSignal(window.insights.computed):
        qtbot.keyClick(window, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    assert window.page is window.insights


def test_the_tiles_show_what_was_measured(qtbot: QtBot, window: MainWindow) -> None:
    _enter(qtbot, window)
    tiles = window.insights.tiles
    assert (
        tiles.agreement.tip(1, 0)
        == "ben and ana, spans: 0.50, 95 % interval 0.50–0.50, 6 documents"
    )
    qtbot.mouseClick(
        window.insights.header.measures.button("f1_unlabelled"), Qt.MouseButton.LeftButton
    )
    assert tiles.agreement.tip(1, 0).startswith("ben and ana, spans: 1.00")
    assert "ana: 6 of 6 done" in tiles.people.accessibleDescription()
    assert "PERSON 12" in tiles.labels.accessibleDescription()
    words = "ana: Done 6, Spans 12, Mean spans 2.0, Median time 60 s, Time a span 30.0 s"
    assert words in tiles.table.accessibleDescription()
    assert tiles.outcomes_card.empty.isVisible()
    assert not tiles.agreement_card.empty.isVisible()


def test_a_cell_opens_its_spans_and_a_span_its_document(qtbot: QtBot, window: MainWindow) -> None:
    _enter(qtbot, window)
    page = window.insights
    grid = page.tiles.confusion
    qtbot.waitUntil(grid.hasFocus)
    assert grid.labels_at(*grid.current) == ("GPE", "LOC")
    qtbot.keyClick(grid, Qt.Key.Key_Return)
    view = page.cases.view
    qtbot.waitUntil(view.hasFocus)
    assert page.cases.title.text() == "GPE × LOC, 6 spans"
    assert page.cases.model.rowCount() == DOCUMENTS
    qtbot.keyClick(view, Qt.Key.Key_Down)
    shown = view.currentIndex().data(CASE)
    assert (shown.words, shown.before[-3:], shown.after[:3]) == ("Oslo", "in ", " on")
    assert (shown.labels, shown.who) == (("GPE", "LOC"), ("ana", "ben"))
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert window.page is window.annotate
    assert window.workspace.opened.document.id == shown.document
    assert window.annotate.canvas.selection == (24, 28)


def test_the_mouse_does_the_same(qtbot: QtBot, window: MainWindow) -> None:
    _enter(qtbot, window)
    page = window.insights
    grid = page.tiles.confusion
    place = grid.cell(0, 0).center().toPoint()
    qtbot.mouseClick(grid, Qt.MouseButton.LeftButton, pos=place)
    assert page.cases.title.text() == "PER × PER, 6 spans"
    view = page.cases.view
    first = view.visualRect(page.cases.model.index(0, 0)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=first)
    assert window.page is window.annotate
    assert window.annotate.canvas.selection == (0, 12)


def test_arrows_move_and_escape_closes(qtbot: QtBot, window: MainWindow) -> None:
    _enter(qtbot, window)
    page = window.insights
    grid = page.tiles.confusion
    row, column = grid.current
    qtbot.keyClick(grid, Qt.Key.Key_Left)
    assert grid.current == (row, column - 1)
    qtbot.keyClick(grid, Qt.Key.Key_Home)
    qtbot.keyClick(grid, Qt.Key.Key_Up)
    assert grid.current == (row - 1, 0)
    assert "Confusion" in grid.accessibleName()
    qtbot.keyClick(grid, Qt.Key.Key_End)
    qtbot.keyClick(grid, Qt.Key.Key_Return)
    assert not page.cases.isVisible()  # an empty cell has nothing to open
    grid._go(row, column)
    qtbot.keyClick(grid, Qt.Key.Key_Return)
    qtbot.keyClick(page.cases.view, Qt.Key.Key_Escape)
    assert not page.cases.isVisible()
    assert grid.hasFocus()


def test_an_edit_makes_it_compute_again(qtbot: QtBot, window: MainWindow) -> None:
    _enter(qtbot, window)
    page = window.insights
    window.run("mode_annotate")
    workspace = window.workspace
    workspace.point(next(iter(workspace.opened.own.spans)))
    window.run("remove")
    _enter(qtbot, window)
    assert "PERSON 11" in page.tiles.labels.accessibleDescription()
    with qtbot.waitSignal(page.computed, timeout=10_000):
        workspace.session.undo()
    assert "PERSON 12" in page.tiles.labels.accessibleDescription()


def test_closing_stops_what_runs(qtbot: QtBot, window: MainWindow) -> None:
    workspace = window.workspace
    qtbot.keyClick(window, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    assert window.insights.busy
    window.show_workspace(None)
    assert not window.insights.busy
    window.show_workspace(workspace)


@pytest.mark.parametrize(("width", "columns"), [(1366, 3), (1000, 2), (760, 1)])
def test_fewer_columns_in_a_narrow_window(
    qtbot: QtBot, window: MainWindow, width: int, columns: int
) -> None:
    _enter(qtbot, window)
    window.resize(width, 700)
    tiles = window.insights.tiles
    qtbot.waitUntil(lambda: tiles._columns == columns)
    QApplication.processEvents()
    assert tiles.width() <= window.insights.area.viewport().width()


def test_what_is_missing_is_said(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "new.annodb"
    with Project.create(path, load_scheme("news")) as project:
        project.add_documents([make_document("one", TEXT)], None)
    window = _opened(qtbot, path)
    _enter(qtbot, window)
    tiles = window.insights.tiles
    assert tiles.agreement_card.empty.text() == NO_PAIRS
    assert tiles.progress_card.empty.text() == NO_WORK
    for card in (tiles.agreement_card, tiles.progress_card, tiles.labels_card):
        assert card.empty.isVisible()
    assert not tiles.confusion.isVisible()
    _closed(window)


def test_a_tile_and_the_page_are_saved_as_pictures_and_numbers(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _enter(qtbot, window)
    page = window.insights
    labels = page.tiles.saves[3]
    for menu, kind in ((labels, "png"), (labels, "svg"), (labels, "csv"), (page.save, "csv")):
        path = tmp_path / f"{menu.accessibleName()}.{kind}"
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, p=path: (str(p), ""))
        titles = {"png": "PNG picture…", "svg": "SVG picture…", "csv": "Numbers as CSV…"}
        qtbot.mouseClick(menu, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(menu.choices.isVisible)
        action = next(x for x in menu.choices.actions() if x.text() == titles[kind])
        with qtbot.waitSignal(menu.saved):
            qtbot.mouseClick(
                menu.choices,
                Qt.MouseButton.LeftButton,
                pos=menu.choices.actionGeometry(action).center(),
            )
        assert path.stat().st_size > 30
        assert window.toast.message.title == f"Saved as {path.name}"
    assert not QImage(str(tmp_path / "Save Labels.png")).isNull()
    assert (tmp_path / "Save Labels.svg").read_text(encoding="utf-8").count("<text") > 3
    text = (tmp_path / "Save Labels.csv").read_text(encoding="utf-8-sig")
    assert text == "label,spans\nPERSON,12\nGPE,6\nLOC,6\n"
    whole = (tmp_path / "Save Insights.csv").read_text(encoding="utf-8-sig")
    assert "\n\nAgreement\nannotator,other," in whole
    assert labels.isVisible()


def test_what_cannot_be_written_is_said(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    _enter(qtbot, window)
    for kind in ("png", "svg", "csv"):
        window.insights.save.save(tmp_path / "no" / f"x.{kind}", kind)
        assert window.toast.message.title.startswith("This file cannot be written")
