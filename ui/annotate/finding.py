"""Finding in the open document: hits on the canvas, and the way from one to the next."""

from bisect import bisect_left
from itertools import islice

from PySide6.QtCore import QObject

from annotator.errors import PatternRefused
from annotator.model import Range
from annotator.session import Changed
from annotator.text.matching import find
from ui.canvas.view import CanvasView
from ui.page import Command
from ui.panels.find_bar import FindBar
from ui.workspace import Workspace

MOST = 20_000  # hits


class Finding(QObject):
    """Keeps bar and canvas equal to what is searched for."""

    def __init__(self, bar: FindBar, canvas: CanvasView, parent: QObject) -> None:
        super().__init__(parent)
        self._bar, self._canvas = bar, canvas
        self._workspace: Workspace | None = None
        self._hits: list[Range] = []
        self._current = -1
        bar.hide()
        bar.changed.connect(self.search)
        bar.stepped.connect(self.step)
        bar.closed.connect(self.close)

    def commands(self) -> dict[str, Command]:
        """Actions of the table that find in the document."""
        return {
            "find": self.open,
            "find_next": lambda: self.step(1),
            "find_previous": lambda: self.step(-1),
        }

    def show_workspace(self, workspace: Workspace | None) -> None:
        """Search in another project, or in none."""
        self._workspace = workspace
        self._bar.hide()
        self.search()

    def take_change(self, event: Changed) -> None:
        """Another document has other hits; the canvas forgets its marks when all is shown anew."""
        if event.reason == "open":
            self._hits, self._current = [], -1
        self.search()

    def open(self) -> None:
        """Show the bar; a selection or the current span on one line is what is searched for."""
        workspace = self._workspace
        text = ""
        if workspace is not None and workspace.opened is not None and not self._bar.isVisible():
            span, selection = workspace.span(), workspace.at.selection
            start, end = (span.start, span.end) if span else selection or (0, 0)
            text = workspace.opened.document.text[start:end]
        self._bar.open_with(text if len(text) < 100 and "\n" not in text else "")
        self.search()

    def close(self) -> None:
        """Hide the bar; the current hit stays selected, ready for a label key."""
        hit = self._hits[self._current] if self._current >= 0 else None
        self._bar.hide()
        self._show([], -1)
        self._canvas.setFocus()
        if hit is not None:
            self._canvas.set_selection(*hit)

    def search(self) -> None:
        """Find all hits again; the current is the first one from the caret or the old hit on."""
        opened = self._workspace.opened if self._workspace else None
        if opened is None or self._bar.isHidden():
            self._show([], -1)
            return
        before = self._hits[self._current][0] if self._current >= 0 else self._place()
        try:
            hits = list(islice(find(self._bar.wanted, opened.document.text), MOST + 1))
        except PatternRefused as error:
            self._show([], -1)
            self._bar.show_error(error.what)
            return
        more = len(hits) > MOST
        del hits[MOST:]
        place = bisect_left(hits, (before, 0))
        self._show(hits, (place if place < len(hits) else 0) if hits else -1, more)

    def step(self, step: int) -> None:
        """Go to the next or previous hit; after the last comes the first."""
        if self._bar.isHidden():
            self.open()
        elif self._hits:
            self._show(self._hits, (self._current + step) % len(self._hits))

    def _place(self) -> int:
        at = self._workspace.at if self._workspace else None
        return 0 if at is None else (at.selection or (at.caret, 0))[0]

    def _show(self, hits: list[Range], current: int, more: bool = False) -> None:
        self._hits, self._current = hits, current
        self._canvas.set_hits(hits, current)
        self._bar.show_count(current, len(hits), more or len(hits) == MOST)
