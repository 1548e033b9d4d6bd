"""The real window in the reviewer's mode, on a real file."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from pytestqt.qtbot import QtBot

from annotator.session import Session
from annotator.store.project import Project
from tests.support.reviewed import REVIEWER
from ui.adjudication import Adjudication
from ui.main_window import MainWindow
from ui.review.page import ReviewPage
from ui.workspace import Workspace


class Desk:
    """A window under review, and the keys that were pressed in it."""

    def __init__(self, qtbot: QtBot, path: Path, who: str = REVIEWER) -> None:
        self.qtbot, self.path = qtbot, path
        self.window = window = MainWindow()
        qtbot.addWidget(window)
        self.bulk = Adjudication(window)
        window.add_commands(self.bulk.commands())
        self.workspace = Workspace(Session(Project.open(path), who), window)
        window.show_workspace(self.workspace)
        with qtbot.waitExposed(window):
            window.show()
        window.activateWindow()
        window.open_document(window.annotate.list.ids()[0])
        qtbot.waitUntil(window.annotate.canvas.hasFocus)
        self.keys = 0
        qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
        qtbot.waitUntil(lambda: not self.page.busy)

    @property
    def page(self) -> ReviewPage:
        """The page."""
        return self.window.review

    def press(self, *keys: str) -> None:
        """Press keys, as "1" or "Alt+Left", one after the other, where the focus is."""
        for key in keys:
            combined = QKeySequence(key)[0]
            focus = self.window.focusWidget()
            assert focus is not None
            self.qtbot.keyClick(focus, combined.key(), combined.keyboardModifiers())
            self.keys += 1

    def activate(self) -> None:
        """Come back to the window after a dialog."""
        self.window.activateWindow()
        self.qtbot.waitUntil(self.window.isActiveWindow)

    def gold(self) -> list[tuple[str, str]]:
        """The gold spans as (text, label), in reading order."""
        review = self.page.desk_review
        assert review is not None
        return [(review.text_of(span), span.label) for span in review.gold.in_order()]

    def shown(self) -> dict[str, str]:
        """What the canvas shows: the chip of each box by its text."""
        page = self.page.canvas.page
        assert page is not None
        return {page.content.text[s.start : s.end]: s.chip for s in page.spans.values()}

    def people(self) -> dict[str, list[object]]:
        """What the file holds of each annotator, gold left out."""
        with Project.open(self.path, read_only=True) as project:
            return {
                who.name: sorted(
                    (item for id in project.document_ids() for item in
                     project.annotations(id, who.id).items()),
                    key=lambda item: item.id,
                )
                for who in project.annotators()
                if who.kind == "person"
            }  # fmt: skip

    def close(self) -> None:
        """Close project and window."""
        self.window.show_workspace(None)
        self.workspace.session.changed.disconnect()
        self.workspace.session.close()


@pytest.fixture
def sit_down(qtbot: QtBot) -> Iterator[Callable[..., Desk]]:
    """Opens desks, and closes them in the end."""
    made: list[Desk] = []

    def make(path: Path, who: str = REVIEWER) -> Desk:
        made.append(Desk(qtbot, path, who))
        return made[-1]

    yield make
    for desk in made:
        desk.close()
