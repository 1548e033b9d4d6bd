"""The list of hits with the hits below each other, as concordances print them."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ui.models.concordance import CHECK, ROW_ROLE, ConcordanceModel, HeadingRow, HitRow
from ui.panels.document_rows import paint_row_ground
from ui.panels.look import Align, font, paint_line, scaled, serif, theme
from ui.theme.icons import pixmap

Index = QModelIndex | QPersistentModelIndex
BOX = 15
SIDE = 16
HIT_AT = 0.4  # of the width


class ConcordanceView(QListView):
    """Space ticks, Enter or a double click goes to the hit."""

    hit_activated = Signal(int)

    def __init__(self, model: ConcordanceModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.concordance = model
        self.setModel(model)
        self.setItemDelegate(_Delegate(model, self))
        self.setUniformItemSizes(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Hits")
        self.doubleClicked.connect(lambda index: self._activate(index.row()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Text stands on the canvas, headings on the panel."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), QColor(theme().canvas))
        painter.end()
        super().paintEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space and Enter; the rest moves in the list."""
        index = self.currentIndex()
        if event.key() == Qt.Key.Key_Space and index.isValid():
            self.concordance.toggle(index.row())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._activate(index.row())
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on the box ticks."""
        index = self.indexAt(event.position().toPoint())
        super().mouseReleaseEvent(event)
        reach = scaled(SIDE + BOX + 10)
        if index.isValid() and self.concordance.checkable and event.position().x() <= reach:
            self.concordance.toggle(index.row())

    def _activate(self, place: int) -> None:
        if place >= 0 and self.concordance.hit_at(place) >= 0:
            self.hit_activated.emit(self.concordance.hit_at(place))


class _Delegate(QStyledItemDelegate):
    def __init__(self, model: ConcordanceModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """The same for every row."""
        return QSize(scaled(200), scaled(28))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a heading or a hit."""
        row = index.data(ROW_ROLE)
        rect: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(row, HeadingRow):
            painter.fillRect(rect, QColor(theme().panel))
        paint_row_ground(painter, rect, option)
        left = rect.left() + scaled(SIDE)
        if self._model.checkable:
            state = self._model.state(index.row())
            possible = not isinstance(row, HitRow) or row.possible
            paint_check(painter, left, rect.center().y(), state, possible)
            left += scaled(BOX + 10)
        rest = QRect(left, rect.top(), rect.right() - scaled(SIDE) - left, rect.height())
        if isinstance(row, HeadingRow):
            self._paint_heading(painter, rest, row)
        elif isinstance(row, HitRow):
            quiet = self._model.checkable and self._model.state(index.row()) != CHECK.Checked
            paint_hit(painter, rest, rect, row, quiet)
        painter.restore()

    def _paint_heading(self, painter: QPainter, rect: QRect, row: HeadingRow) -> None:
        ticked, total = self._model.count(row)
        words = f"{ticked} of {total}" if self._model.checkable else f"{total}"
        width = painter.fontMetrics().horizontalAdvance("0000 of 0000")
        paint_line(painter, rect.adjusted(0, 0, -width, 0), row.title, font(13), theme().text)
        paint_line(painter, rect, words, font(12), theme().muted, Align.AlignRight)


def paint_hit(painter: QPainter, rect: QRect, whole: QRect, row: HitRow, quiet: bool) -> None:
    """Paragraph, words before, the hit in its box, words after, and the remark."""
    colours, face = theme(), serif(14)
    paint_line(painter, rect, row.place, font(11), colours.muted)
    remark = 0
    if row.remark:
        painter.setFont(font(12))
        remark = painter.fontMetrics().horizontalAdvance(row.remark) + scaled(12)
        tone = colours.warning if row.warns else colours.muted
        paint_line(painter, rect, row.remark, font(12), tone, Align.AlignRight)
    ink = colours.muted if quiet else colours.text
    painter.setFont(face)
    metrics = painter.fontMetrics()
    at = whole.left() + int(whole.width() * HIT_AT)
    room = rect.right() - remark - at
    text = metrics.elidedText(row.text, Qt.TextElideMode.ElideMiddle, max(40, room - 20))
    width = metrics.horizontalAdvance(text)
    before = QRect(rect.left() + scaled(40), rect.top(), 0, rect.height())
    before.setRight(at - 5)
    painter.setPen(QColor(ink))
    words = metrics.elidedText(row.before, Qt.TextElideMode.ElideLeft, before.width())
    painter.drawText(before, int(Align.AlignRight | Align.AlignVCenter), words)
    box = QRectF(
        at - 2.5, rect.center().y() - metrics.height() / 2, width + 6, metrics.height() + 1
    )
    painter.setPen(QPen(QColor(colours.border2 if quiet else colours.accent), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush if quiet else QColor(colours.sel))
    painter.drawRoundedRect(box, 3, 3)
    painter.setPen(QColor(ink))
    painter.drawText(QRect(at, rect.top(), width + 4, rect.height()), int(Align.AlignVCenter), text)
    after = QRect(at + width + 6, rect.top(), rect.right() - remark - at - width - 6, rect.height())
    words = metrics.elidedText(row.after, Qt.TextElideMode.ElideRight, after.width())
    painter.drawText(after, int(Align.AlignVCenter), words)


def paint_check(
    painter: QPainter, left: int, middle: int, state: Qt.CheckState, possible: bool
) -> None:
    """A check box: empty, ticked, or with a bar for "some"."""
    colours, side = theme(), scaled(BOX)
    box = QRectF(left + 0.5, middle - side / 2 + 0.5, side - 1, side - 1)
    on = state != CHECK.Unchecked
    if not possible:
        painter.setOpacity(0.45)
    painter.setPen(QPen(QColor(colours.accent if on else colours.strong), 1))
    painter.setBrush(QColor(colours.accent if on else colours.field))
    painter.drawRoundedRect(box, 3, 3)
    if state == CHECK.Checked:
        ratio = painter.device().devicePixelRatioF()
        picture = pixmap("check", colours.on_accent, side - 2, ratio)
        painter.drawPixmap(int(box.left()) + 1, int(box.top()) + 1, side - 2, side - 2, picture)
    elif on:
        bar = QRectF(box.left() + 3, box.center().y() - 1, box.width() - 6, 2)
        painter.fillRect(bar, QColor(colours.on_accent))
    painter.setOpacity(1.0)
