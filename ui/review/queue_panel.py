"""The queue at the left: conflicts by kind, of all documents or of one, and how far they are."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from ui.panels.document_rows import paint_row_ground
from ui.panels.documents import figure
from ui.panels.look import Align, Ground, Text, font, paint_line, scaled, theme
from ui.panels.parts import ProgressLine, row_of
from ui.panels.pictures import paint_icon
from ui.panels.toolbar import Mode, ModeSwitch
from ui.review.queue_model import ROW_ROLE, Heading, QueueModel, Shown
from ui.review.tiles import GROUP_TITLES, outcome, paint_tiles

ROW = 40
SCOPES = (Mode("all", "All documents"), Mode("one", "This one"))


class QueuePanel(Ground):
    """Shows a QueueModel; knows neither project nor desk."""

    scope_chosen = Signal(str)
    conflict_chosen = Signal(str, str)  # document and place

    def __init__(self, model: QueueModel, parent: QWidget | None = None) -> None:
        super().__init__("panel", parent=parent)
        self.model = model
        self.scopes = ModeSwitch()
        self.view = _Rows()
        self.empty = Text("", 13, "muted", wrap=True)
        self.decided = Text("", 13)
        self.documents = Text("", 13, "muted").keep_whole()
        self.line = ProgressLine()
        self._telling = False
        self._set_up_list()
        self._lay_out()
        self.show_scope("all")
        self.scopes.chosen.connect(self.scope_chosen)
        self.view.clicked.connect(self._clicked)
        self.view.selectionModel().currentChanged.connect(self._moved)
        self.setFocusProxy(self.view)

    def _set_up_list(self) -> None:
        self.view.setModel(self.model)
        self.view.setItemDelegate(_QueueDelegate(self.view))
        self.view.setUniformItemSizes(True)
        self.view.setMouseTracking(True)
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        self.view.viewport().setAutoFillBackground(False)
        self.view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setAccessibleName("Conflicts")

    def _lay_out(self) -> None:
        foot = Ground("panel", "t")
        box = QVBoxLayout(foot)
        box.setContentsMargins(12, 9, 12, 10)
        box.setSpacing(7)
        box.addWidget(row_of(self.decided, 1, self.documents))
        box.addWidget(self.line)
        self._none = QWidget()
        words = QVBoxLayout(self._none)
        words.setContentsMargins(12, 8, 12, 8)
        words.addWidget(self.empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        top = QVBoxLayout()
        top.setContentsMargins(8, 8, 8, 0)
        top.addWidget(self.scopes)
        layout.addLayout(top)
        layout.addWidget(self._none)
        layout.addWidget(self.view, 1)
        layout.addWidget(foot)
        self._none.hide()

    def show_scope(self, scope: str) -> None:
        """Whether all documents are listed, or one."""
        self.scopes.show_modes(SCOPES, scope)

    def show_counts(self, decided: int, total: int, documents: int) -> None:
        """The footer."""
        self.decided.setText(f"{figure(decided)} of {figure(total)} decided" if total else "")
        noun = "document" if documents == 1 else "documents"
        self.documents.setText(f"{figure(documents)} {noun}" if documents else "")
        self.documents.updateGeometry()
        self.line.set_share(decided / total if total else 0.0)

    def show_total(self, total: int, documents: int) -> None:
        """The footer where nothing is decided."""
        self.show_counts(0, total, documents)
        self.decided.setText("1 difference" if total == 1 else f"{figure(total)} differences")
        self.line.hide()

    def show_looking(self, share: float | None) -> None:
        """Documents are being compared; None says that no more are."""
        if share is not None:
            self.decided.setText(f"Comparing, {round(share * 100)} %")
            self.line.set_share(share)

    def show_empty(self, words: str) -> None:
        """What stands in place of an empty list."""
        self.empty.setText(words)
        self._none.setVisible(bool(words))

    def set_current(self, document: str, place: str) -> None:
        """Mark the conflict at hand and bring it into view."""
        number = self.model.place_of(document, place)
        self._telling = True
        if number < 0:
            self.view.selectionModel().clear()
        elif self.view.currentIndex().row() != number:
            index = self.model.index(number)
            self.view.setCurrentIndex(index)
            self.view.scrollTo(index)
        self._telling = False

    def _clicked(self, index: QModelIndex) -> None:
        row = index.data(ROW_ROLE)
        if isinstance(row, Heading):
            self.model.fold(row.group)
        elif isinstance(row, Shown):
            self.conflict_chosen.emit(row.row.document, row.row.place)

    def _moved(self, index: QModelIndex) -> None:
        row = index.data(ROW_ROLE)
        if isinstance(row, Shown) and not self._telling and self.view.hasFocus():
            self.conflict_chosen.emit(row.row.document, row.row.place)


class _Rows(QListView):
    """A row that changed is painted again where it stands: all are as high as before, so that
    nothing has to be laid out."""

    def dataChanged(
        self,
        top: QModelIndex | QPersistentModelIndex,
        bottom: QModelIndex | QPersistentModelIndex,
        roles: Sequence[int] = (),
    ) -> None:
        self.viewport().update(self.visualRect(top) | self.visualRect(bottom))


class _QueueDelegate(QStyledItemDelegate):
    """A heading with its figures, or words, place, and tiles or outcome."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(scaled(120), scaled(ROW))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        row = index.data(ROW_ROLE)
        painter.save()
        rect: QRect = option.rect
        if isinstance(row, Heading):
            _paint_heading(painter, rect, row)
        elif isinstance(row, Shown):
            paint_row_ground(painter, rect, option)
            _paint_conflict(painter, rect, row)
        painter.restore()


def _paint_heading(painter: QPainter, rect: QRect, row: Heading) -> None:
    line = rect.adjusted(26, scaled(10), -12, 0)
    middle = line.center().y() + 1
    arrow = "chevron-right" if row.folded else "chevron-down"
    paint_icon(painter, rect.left() + 8, middle, arrow, "muted", 12)
    paint_line(painter, line, GROUP_TITLES[row.group], font(12, bold=True), theme().muted)
    total = figure(row.total)
    counts = f"{figure(row.decided)} of {total}" if row.decided >= 0 else total
    paint_line(painter, line, counts, font(12), theme().muted, Align.AlignRight)


def _paint_conflict(painter: QPainter, rect: QRect, shown: Shown) -> None:
    colours, row = theme(), shown.row
    middle = rect.center().y() + 1
    words = outcome(row)
    right = rect.right() - 11
    if words:
        right = _paint_outcome(painter, rect, words, row.late or row.choice == "later") - 8
    else:
        right = round(paint_tiles(painter, right, middle, row.versions)) - 8
    left = rect.left() + 26
    top = QRect(left, rect.top() + scaled(3), right - left, scaled(18))
    quiet = bool(words) and not row.open
    paint_line(painter, top, row.words, font(13), colours.muted if quiet else colours.text)
    below = QRect(left, rect.top() + scaled(21), right - left, scaled(15))
    face = font(11)
    place = f" ¶{row.paragraph}" if row.what != "document" else ""
    name = QFontMetrics(face).elidedText(
        shown.name,
        Qt.TextElideMode.ElideRight,
        max(20, below.width() - QFontMetrics(face).horizontalAdvance(place)),
    )
    paint_line(painter, below, f"{name}{place}", face, colours.muted)


def _paint_outcome(painter: QPainter, rect: QRect, words: str, waiting: bool) -> int:
    """What was decided, with a check, at the right; its left edge. It never takes more than half
    of the row."""
    face, side = font(12), scaled(12)
    room = rect.width() // 2 - side - 6
    width = min(QFontMetrics(face).horizontalAdvance(words) + 2, room)
    place = QRect(rect.right() - 11 - width, rect.top(), width, rect.height())
    tone = theme().warning if waiting else theme().muted
    paint_line(painter, place, words, face, tone)
    icon, colour = ("clock", "warning") if waiting else ("check", "success")
    paint_icon(painter, place.left() - side - 5, rect.center().y() + 1, icon, colour, 12)
    return place.left() - side - 5
