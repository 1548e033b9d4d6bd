"""The page of labels on a real file, on which two people have labelled."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from annotator.model import Layer, Relation, Span, layer_id, make_document
from annotator.scheme import Label, LabelKind, Scheme
from annotator.schemes import load_scheme
from annotator.session import Session
from annotator.store.project import Project
from ui.main_window import MainWindow
from ui.models.labels import Column
from ui.scheme.desk import Desk
from ui.scheme.table import LabelTable
from ui.workspace import Workspace

TEXT = "Ada Lovelace met Kim in Oslo on Monday."
KEYS, MODS = Qt.Key, Qt.KeyboardModifier


def fill(path: Path) -> None:
    """Two documents; ana and ben label three spans and two relations in each."""
    with Project.create(path, load_scheme("news")) as project:
        for id in ("d1", "d2"):
            project.add_documents([make_document(f"article {id}", TEXT, id=id)], None)
            for who in ("ana", "ben"):
                person = project.annotator(who)
                at = layer_id(id, person.id)
                items = [
                    Span(f"{at}1", 0, 12, "PERSON"),
                    Span(f"{at}2", 17, 20, "PERSON"),
                    Span(f"{at}3", 24, 28, "GPE"),
                    Relation(f"{at}4", "meets", f"{at}1", f"{at}2"),
                    Relation(f"{at}5", "visits", f"{at}1", f"{at}3"),
                ]
                project.add_layers([(Layer(at, id, person.id, "done", 60), items)])


@dataclass
class Hand:
    """What a person does on the page, by keys and mouse."""

    bot: QtBot
    window: MainWindow

    @property
    def desk(self) -> Desk:
        return self.window.scheme.desk

    @property
    def scheme(self) -> Scheme:
        assert self.window.workspace is not None
        return self.window.workspace.session.scheme

    @property
    def stored(self) -> Scheme:
        """As the file has it now."""
        assert self.window.workspace is not None
        with Project.open(self.window.workspace.session.project.path, read_only=True) as again:
            return again.scheme

    def label(self, id: str, kind: LabelKind = "span") -> Label:
        return self.stored.by_id[(kind, id)]

    def table(self, kind: LabelKind = "span") -> LabelTable:
        return self.desk.tables[kind]

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = MODS.NoModifier) -> None:
        self.window.activateWindow()
        self.bot.waitUntil(lambda: QApplication.activeWindow() is self.window)
        at = QApplication.focusWidget()
        here = at is not None and self.window.isAncestorOf(at)
        self.bot.keyClick(at if here and at is not None else self.window, key, modifiers)

    def type(self, text: str) -> None:
        self.bot.keyClicks(QApplication.focusWidget(), text)

    def cell(self, id: str, column: Column, kind: LabelKind = "span") -> QPoint:
        """The middle of a cell on its viewport."""
        labels = self.table(kind).labels
        index = labels.index(labels.row_of(id), labels.columns.index(column))
        self.table(kind).scrollTo(index)
        return self.table(kind).visualRect(index).center()

    def click(self, id: str, column: Column, kind: LabelKind = "span") -> None:
        place = self.cell(id, column, kind)
        self.bot.mouseClick(self.table(kind).viewport(), Qt.MouseButton.LeftButton, pos=place)

    def write(self, id: str, column: Column, text: str, kind: LabelKind = "span") -> None:
        """Click a cell, F2, type, Enter."""
        self.click(id, column, kind)
        self.press(KEYS.Key_F2)
        self.finish(text)

    def finish(self, text: str) -> None:
        """Type into the cell that is open, and Enter; Qt closes it in its own time."""
        field = QApplication.focusWidget()
        assert isinstance(field, QLineEdit)
        field.selectAll()
        self.type(text)
        self.press(KEYS.Key_Return)
        self.bot.waitUntil(lambda: QApplication.focusWidget() is not field)

    def settle(self) -> None:
        """Wait until the labels are counted."""
        self.bot.waitUntil(lambda: not self.desk._asking.busy)


def _closed(window: MainWindow) -> None:
    workspace = window.workspace
    assert workspace is not None
    window.show_workspace(None)
    workspace.session.changed.disconnect()
    workspace.session.close()


def open_window(qtbot: QtBot, project: Project) -> MainWindow:
    window = MainWindow()
    qtbot.addWidget(window)
    window.show_workspace(Workspace(Session(project, "ana"), window))
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    window.open_document(window.annotate.list.ids()[0])
    qtbot.waitUntil(window.annotate.canvas.hasFocus)
    return window


@pytest.fixture
def path(tmp_path: Path) -> Path:
    fill(tmp_path / "desk.annodb")
    return tmp_path / "desk.annodb"


@pytest.fixture
def hand(qtbot: QtBot, path: Path) -> Iterator[Hand]:
    window = open_window(qtbot, Project.open(path, exclusive=True))
    hand = Hand(qtbot, window)
    with qtbot.waitSignal(window.scheme.desk.counted):
        qtbot.keyClick(window, KEYS.Key_L, MODS.ControlModifier | MODS.ShiftModifier)
    assert window.page is window.scheme
    yield hand
    _closed(window)


@pytest.fixture
def reading(qtbot: QtBot, path: Path) -> Iterator[Hand]:
    """The same, open for reading."""
    window = open_window(qtbot, Project.open(path, read_only=True))
    with qtbot.waitSignal(window.scheme.desk.counted):
        window.run("scheme")
    yield Hand(qtbot, window)
    _closed(window)
