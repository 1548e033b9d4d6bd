"""The list of pipelines, one row each."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from annotator.flow.catalogue import Entry
from ui.panels.look import Align, font, paint_line, plain_tip, scaled, theme
from ui.panels.parts import Row

SOURCES = {
    "embedded": "built in",
    "trained": "trained here",
    "installed": "installed",
    "folder": "from a folder",
}


def size_of(count: int) -> str:
    """Bytes in words; empty where the size is not known."""
    if count <= 0:
        return ""
    return f"{count / 1e6:,.1f} MB" if count >= 100_000 else f"{count / 1e3:,.1f} kB"


class PipelineRow(Row):
    """Name and version over language, origin and size; "in use" at the right."""

    height_px = 46

    def __init__(self, entry: Entry, used: bool) -> None:
        super().__init__()
        self.entry, self.used = entry, used
        info = entry.info
        self.title = info.full_name if info.version else info.name
        parts = (info.language, SOURCES[entry.source], size_of(info.size))
        self.detail = entry.why_not or " · ".join(part for part in parts if part)
        self.setAccessibleName(f"{self.title}, in use" if used else self.title)
        self.setAccessibleDescription(self.detail)
        self.setToolTip(plain_tip(info.path or info.description))

    def paint_row(self, painter: QPainter, rect: QRect) -> None:
        """Draw the two lines."""
        colours, middle, line = theme(), rect.center().y() + 1, scaled(18)
        upper = QRect(rect.left(), middle - line, rect.width(), line)
        if self.used:
            words = "in use"
            paint_line(painter, upper, words, font(12), colours.success, Align.AlignRight)
            upper.setRight(upper.right() - painter.fontMetrics().horizontalAdvance(words) - 10)
        paint_line(painter, upper, self.title, font(13, bold=self.current), colours.text)
        lower = QRect(rect.left(), middle, rect.width(), line)
        tone = colours.warning if self.entry.why_not else colours.muted
        paint_line(painter, lower, self.detail, font(12), tone)


class PipelineList(QScrollArea):
    """`chosen` has the pipeline that is pressed, or gone to by keys."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setProperty("framed", True)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAccessibleName("Pipelines")
        self.rows: list[PipelineRow] = []

    def show_entries(self, entries: Sequence[Entry], used: str) -> None:
        """Show these; `used` is the id of the one in use."""
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(0)
        self.rows = []
        for entry in entries:
            row = PipelineRow(entry, used in (entry.id, entry.info.full_name))
            row.clicked.connect(lambda _on=False, row=row: self._choose(row))
            column.addWidget(row)
            self.rows.append(row)
        column.addStretch(1)
        self.setWidget(holder)

    def choose(self, id: str) -> None:
        """Make a pipeline the current one; the first if it is not there."""
        if self.rows:
            self._choose(next((x for x in self.rows if x.entry.id == id), self.rows[0]))

    def _choose(self, chosen: PipelineRow) -> None:
        for row in self.rows:
            row.set_current(row is chosen)
        self.chosen.emit(chosen.entry)
