"""The page Insights: tiles that are computed in the background, and the spans behind them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from annotator.errors import UserError
from annotator.model import Document
from annotator.session import Changed
from annotator.store.project import Project
from ui.insights.cases import CasesPanel
from ui.insights.effort import EffortLine
from ui.insights.header import Header
from ui.insights.saving import SaveMenu
from ui.insights.tiles import Tiles
from ui.insights.words import Labels, several
from ui.page import Page
from ui.panels.look import Ground, scaled
from ui.tasks import Job, JobThread, Progress
from ui.widgets.frames import Banner
from ui.workspace import Message, Workspace

if TYPE_CHECKING:
    from annotator.flow.insights import Insights
    from annotator.review.agreement.confusion import Case

SETTLED_MS = 1500  # without an edit, before the numbers are computed anew
PANEL = 380
THREE, TWO = 1080, 800  # px from which there is room for so many columns
EDITS = ("edit", "undo", "redo")


class InsightsPage(Page):
    """Computes when it is looked at and something has changed; never on the window's thread."""

    id = "insights"
    title = "Insights"
    computed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace: Workspace | None = None
        self.header, self.tiles = Header(), Tiles()
        self.effort = EffortLine()
        self.header.tools.insertWidget(3, self.effort)
        self.save = SaveMenu("Insights", lambda: self.tiles, self.tiles.tables)
        self.header.tools.addWidget(self.save)
        self.save.hide()
        self.cases = CasesPanel(self._document)
        self.failure = Banner("danger", "", action="Try again")
        self._thread: JobThread | None = None
        self._stale = True
        self._again = False
        self._settling = QTimer(self, singleShot=True, interval=SETTLED_MS)
        self._settling.timeout.connect(self._compute)
        self._lay_out()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.header.measure_chosen.connect(self.tiles.set_measure)
        self.header.cancelled.connect(self._cancel)
        self.failure.activated.connect(self._compute)
        self.tiles.cell_opened.connect(self._open_cell)
        for menu in (self.save, *self.tiles.saves):
            menu.saved.connect(self._saved)
            menu.failed.connect(self._not_saved)
        self.cases.closed.connect(self._close_cases)
        self.cases.document_wanted.connect(self.place_wanted)

    def _lay_out(self) -> None:
        self.area = QScrollArea()
        self.area.setWidget(self.tiles)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QScrollArea.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.viewport().installEventFilter(self)
        left = Ground("panel")
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.failure)
        column.addWidget(self.area, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(left, 1)
        row.addWidget(self.cases)
        self.failure.hide()
        self.cases.hide()

    @property
    def busy(self) -> bool:
        """Whether numbers are being computed, or will be."""
        return self._thread is not None or self._settling.isActive()

    # ------------------------------------------------------------------ the window's page

    def show_workspace(self, workspace: Workspace | None) -> None:
        """Show another project, or none: what still runs for the old one is stopped."""
        self._stop()
        self.workspace = workspace
        self._stale = True
        self.cases.hide()
        self.tiles.setVisible(False)
        self.save.hide()
        if workspace is not None and self.isVisible():
            self._compute()

    def take_change(self, event: Changed) -> None:
        """Edits make the numbers old."""
        if event.reason in EDITS:
            self._stale = True
            self._again = self._thread is not None
            if self.isVisible():
                self._settling.start()

    def enter(self) -> None:
        """The page was chosen."""
        self.setFocus()
        self.effort.show_project(self.workspace.session.project.path if self.workspace else None)
        if self._stale:
            self._compute()
        else:
            self._focus_matrix()

    def _focus_matrix(self) -> None:
        """The arrows go to the matrix, unless the person is elsewhere."""
        if self.hasFocus() and self.tiles.confusion.isVisible():
            self.tiles.confusion.setFocus()

    def leave(self) -> None:
        """Another page was chosen; what runs may go on."""
        self._settling.stop()

    # ------------------------------------------------------------------ computing

    def _compute(self) -> None:
        if self.workspace is None or self._thread is not None:
            return  # what runs ends first, and sees that it is old
        self._stale = self._again = False
        self.failure.hide()
        self.header.show_work(None)
        thread = JobThread(_job(self.workspace.session.project.path), self)
        self._thread = thread
        thread.progressed.connect(lambda done, of: self.header.show_work(done / max(1, of)))
        thread.succeeded.connect(self._show)
        thread.failed.connect(self._fail)
        thread.finished.connect(self._finished)
        thread.start()

    def _show(self, found: Insights | None) -> None:
        if self.workspace is None or found is None:
            self._stale = True
            self.header.show_state("Stopped")
            return
        self.tiles.show_insights(Labels(self.workspace.session.scheme), found)
        self.tiles.setVisible(True)
        self.save.show()
        self._focus_matrix()
        documents = several(found.agreement.documents, "document")
        self.header.show_state(f"Agreement from {documents} with two finished layers or more")

    def _fail(self, error: BaseException) -> None:
        if not isinstance(error, UserError):
            raise error
        self._stale = True
        self.header.show_state("")
        self.failure.set_text(error.what, f"{error.where} {error.do}".strip(), "Try again")
        self.failure.show()

    def _finished(self) -> None:
        self._thread = None
        if self._again and self.isVisible():
            self._settling.start()
        self.computed.emit()

    def _saved(self, path: str) -> None:
        if self.workspace is not None:
            self.workspace.said.emit(Message("success", f"Saved as {Path(path).name}", path))

    def _not_saved(self, error: UserError) -> None:
        if self.workspace is not None:
            self.workspace.said.emit(Message("danger", error.what, f"{error.where} {error.do}"))

    def _cancel(self) -> None:
        if self._thread is not None:
            self._thread.requestInterruption()

    def _stop(self) -> None:
        """Stop, and wait: the file is about to be closed."""
        self._settling.stop()
        thread, self._thread = self._thread, None
        if thread is not None:
            thread.succeeded.disconnect(self._show)
            thread.failed.disconnect(self._fail)
            thread.finished.disconnect(self._finished)
            thread.requestInterruption()
            thread.wait()

    # ------------------------------------------------------------------ the spans behind a cell

    def _document(self, id: str) -> Document:
        assert self.workspace is not None
        return self.workspace.session.project.document(id)

    def _open_cell(self, pair: tuple[str, str], cases: list[Case]) -> None:
        if self.workspace is not None:
            self.cases.setFixedWidth(min(scaled(PANEL), self.width() // 2))
            self.cases.show()
            labels = Labels(self.workspace.session.scheme)
            self.cases.show_cases(labels, self.tiles.names, pair, cases)
            # The tiles find their new places first.
            QTimer.singleShot(0, self, self._show_matrix)

    def _show_matrix(self) -> None:
        self.area.ensureWidgetVisible(self.tiles.confusion_card, 0, 0)

    def _close_cases(self) -> None:
        self.cases.hide()
        self.tiles.confusion.setFocus()

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """As many columns as there is room for."""
        if isinstance(event, QResizeEvent):
            width = event.size().width()
            self.tiles.set_columns(
                3 if width >= scaled(THREE) else 2 if width >= scaled(TWO) else 1
            )
        return False

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing is computed for a page that nobody sees."""
        self._settling.stop()
        super().hideEvent(event)


def _job(path: Path) -> Job:
    """Read with a connection of its own."""

    def work(progress: Progress, cancelled: Callable[[], bool]) -> Insights | None:
        # Imported in the thread: the window opens without numpy.
        from annotator.flow.insights import insights_of

        with Project.open(path, read_only=True) as project:
            return insights_of(project, progress=progress, cancelled=cancelled)

    return work
