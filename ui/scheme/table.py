"""A table of labels: edited in place, ordered by dragging the grip."""

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from annotator.scheme import Label, LabelKind
from ui.models.labels import FLAGS, TITLES, Change, Column, Index, LabelsModel
from ui.panels.look import font, scaled, theme
from ui.scheme.delegate import PADDING, ROW, LabelDelegate, text_width
from ui.widgets.chips import chip_size

HEADER = 30
WIDTHS: dict[Column, tuple[int, int]] = {  # least and most, in px
    "grip": (24, 24),
    "key": (44, 44),
    "colour": (64, 64),
    "short": (56, 104),
    "name": (90, 150),
    "symmetric": (80, 80),
    "transitive": (80, 80),
    "id": (72, 110),
    "used": (48, 64),
}
FLEXIBLE: tuple[Column, ...] = ("description", "joins")


class LabelTable(QTableView):
    """One kind of label. `pointed` tells that another row is current, `colour_wanted` that the
    colour of a cell is to be chosen, `dropped` the new place of a label."""

    pointed = Signal()
    colour_wanted = Signal(object, QRect)
    dropped = Signal(object, int)

    def __init__(self, kind: LabelKind, name: str, change: Change) -> None:
        super().__init__()
        self.labels = LabelsModel(kind, change)
        self.setModel(self.labels)
        self.setItemDelegate(LabelDelegate(self))
        self.setAccessibleName(name)
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        trigger = QAbstractItemView.EditTrigger
        self.setEditTriggers(trigger.DoubleClicked | trigger.EditKeyPressed)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self._style_headers()
        self._carried: int | None = None
        self._goal = 0
        self.clicked.connect(self._click)
        self.labels.modelReset.connect(self._fit)
        self.labels.dataChanged.connect(self._fit)

    def _style_headers(self) -> None:
        across, down = self.horizontalHeader(), self.verticalHeader()
        across.setFont(font(12))
        across.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        across.setMinimumSectionSize(16)
        across.setHighlightSections(False)
        across.setSectionsClickable(False)
        across.setFixedHeight(scaled(HEADER))
        down.setVisible(False)
        down.setDefaultSectionSize(scaled(ROW))
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    # ------------------------------------------------------------------ what is current

    @property
    def current_label(self) -> Label | None:
        """The label of the current row."""
        index = self.currentIndex()
        return self.labels.row(index).label if index.isValid() else None

    def go_to(self, id: str, column: Column = "name") -> QModelIndex:
        """Make a label current, in a column."""
        index = self.labels.index(self.labels.row_of(id), self.labels.columns.index(column))
        if index.isValid():
            flags = QItemSelectionModel.SelectionFlag
            self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
            self.scrollTo(index)
        return index

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell when another row is current."""
        super().currentChanged(current, previous)
        if current.row() != previous.row() or not previous.isValid():
            self.pointed.emit()

    def hint_height(self) -> int:
        """The height of header and rows, in px."""
        return scaled(HEADER) + scaled(ROW) * self.labels.rowCount() + 1

    # ------------------------------------------------------------------ widths

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width out."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        columns = self.labels.columns
        widths = {column: self._natural(column) for column in columns if column not in FLEXIBLE}
        room = self.viewport().width() - sum(widths.values())
        for place, column in enumerate(columns):
            width = max(scaled(60), room) if column in FLEXIBLE else widths[column]
            self.setColumnWidth(place, width)

    def _natural(self, column: Column) -> int:
        least, most = WIDTHS[column]
        labels = self.labels.labels()
        if column == "short":
            wanted = max((chip_size(x.chip).width() for x in labels), default=0) + PADDING + 4
        elif column in ("name", "id"):
            texts = [x.title if column == "name" else x.id for x in labels]
            wanted = text_width([*texts, TITLES[column]], 13 if column == "name" else 12)
        else:
            wanted = least
        return min(max(wanted, scaled(least)), scaled(most))

    # ------------------------------------------------------------------ keys and mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space and Enter act on a cell; F2 edits it, also where it has a list of its own."""
        index, key = self.currentIndex(), event.key()
        if index.isValid() and self.state() != QAbstractItemView.State.EditingState:
            enters = key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2)
            if (enters or key == Qt.Key.Key_Space) and self._act(index, enters):
                return
        super().keyPressEvent(event)

    def _act(self, index: QModelIndex, enters: bool) -> bool:
        column = self.labels.column_of(index)
        if not self.labels.editable:
            return False
        if column in FLAGS:
            self._toggle(index)
        elif column == "colour":
            self.colour_wanted.emit(self.labels.row(index).label, self._on_screen(index))
        elif enters:
            self.edit(index)
        else:
            return False
        return True

    def _toggle(self, index: QModelIndex) -> None:
        label, column = self.labels.row(index).label, self.labels.column_of(index)
        self.labels.setData(index, not getattr(label, column))

    def _click(self, index: QModelIndex) -> None:
        if self.labels.editable and self.labels.column_of(index) in (*FLAGS, "colour"):
            self._act(index, False)

    def _on_screen(self, index: QModelIndex) -> QRect:
        cell = self.visualRect(index)
        return QRect(self.viewport().mapToGlobal(cell.topLeft()), cell.size())

    # ------------------------------------------------------------------ dragging a row

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The grip takes the row up."""
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and self.labels.editable and self.labels.column_of(index) == "grip":
            self.go_to(self.labels.row(index).label.id)
            self._carried = self._goal = index.row()
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
            return
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show where the row would come."""
        at = event.position().toPoint()
        if self._carried is None:
            index = self.indexAt(at)
            grips = index.isValid() and self.labels.column_of(index) == "grip"
            shape = Qt.CursorShape.OpenHandCursor if grips else Qt.CursorShape.ArrowCursor
            self.viewport().setCursor(shape)
            super().mouseMoveEvent(event)
            return
        self._goal = self._gap(at)
        self.viewport().update()

    def _gap(self, at: QPoint) -> int:
        """The gap between rows that is nearest: 0 above the first."""
        top = at.y() + self.verticalScrollBar().value() + scaled(ROW) // 2
        return max(0, min(top // scaled(ROW), self.labels.rowCount()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Put the row down."""
        if self._carried is None:
            super().mouseReleaseEvent(event)
            return
        carried, goal = self._carried, self._goal
        self._carried = None
        self.viewport().unsetCursor()
        self.viewport().update()
        place = goal - 1 if goal > carried else goal
        if place != carried:
            self.dropped.emit(self.labels.labels()[carried], place)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The rows, and a line where the carried one would come."""
        super().paintEvent(event)
        if self._carried is not None and self._goal not in (self._carried, self._carried + 1):
            painter = QPainter(self.viewport())
            y = self._goal * scaled(ROW) - self.verticalScrollBar().value()
            painter.fillRect(0, max(0, y - 1), self.viewport().width(), 2, QColor(theme().accent))
            painter.end()
