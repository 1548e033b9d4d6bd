"""Painting of one document in the list: glyph, title, caption and open suggestions."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.models.documents import ROW_ROLE, DocumentRow
from ui.panels.glyphs import paint_pill, paint_status
from ui.panels.look import font, paint_line, scaled, theme
from ui.panels.pictures import paint_icon

Index = QModelIndex | QPersistentModelIndex


class DocumentDelegate(QStyledItemDelegate):
    """Rows of 42 px at the ordinary text size."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """The same for every row."""
        return QSize(scaled(120), scaled(42))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the row of `index`."""
        row = index.data(ROW_ROLE)
        if not isinstance(row, DocumentRow):
            return
        painter.save()
        rect = _rect(option)
        paint_row_ground(painter, rect, option)
        glyph = QRectF(rect.left() + 12, rect.top() + scaled(6), scaled(14), scaled(14))
        paint_status(painter, glyph, "error" if row.error else row.status)
        text = rect.adjusted(12 + scaled(14) + 9, 0, -12, 0)
        _paint_title(painter, text, row)
        _paint_caption(painter, text, row)
        painter.restore()


def _paint_comments(painter: QPainter, line: QRect, count: int) -> int:
    """A comment mark with its count at the right of a line; where it begins, in px."""
    width = QFontMetrics(font(11)).horizontalAdvance(str(count))
    words = QRect(line.right() + 1 - width, line.top(), width + 1, line.height())
    paint_line(painter, words, str(count), font(11), theme().warning)
    left = words.left() - 3 - scaled(12)
    paint_icon(painter, left, line.center().y() + 1, "comment", "warning", 12)
    return left


def _rect(option: QStyleOptionViewItem) -> QRect:
    rect: QRect = option.rect
    return rect


def paint_row_ground(painter: QPainter, rect: QRect, option: QStyleOptionViewItem) -> None:
    """Fill for hover and current; a bar marks the current row, a ring the keyboard's focus."""
    state: QStyle.StateFlag = option.state
    colours = theme()
    active = _in_active_window(option)
    if state & QStyle.StateFlag.State_Selected:
        painter.fillRect(rect, QColor(colours.sel if active else colours.selinactive))
        bar = QRect(rect.left(), rect.top(), 3, rect.height())
        painter.fillRect(bar, QColor(colours.accent if active else colours.strong))
    elif state & QStyle.StateFlag.State_MouseOver:
        painter.fillRect(rect, QColor(colours.hover))
    if state & QStyle.StateFlag.State_HasFocus and not state & QStyle.StateFlag.State_Selected:
        painter.setPen(QPen(QColor(colours.accent), 2))
        painter.drawRect(rect.adjusted(1, 1, -1, -1))


def _in_active_window(option: QStyleOptionViewItem) -> bool:
    """A style sheet takes State_Active from rows whose list has no focus; the bar of the open
    document stays in the accent all the same."""
    view = option.widget
    return view.isActiveWindow() if isinstance(view, QWidget) else False


def _paint_title(painter: QPainter, rect: QRect, row: DocumentRow) -> None:
    colours = theme()
    quiet = row.status in ("done", "skipped") and not row.error
    line = QRect(rect.left(), rect.top() + scaled(4), rect.width(), scaled(18))
    paint_line(painter, line, row.name, font(13), colours.muted if quiet else colours.text)


def _paint_caption(painter: QPainter, rect: QRect, row: DocumentRow) -> None:
    colours = theme()
    line = QRect(rect.left(), rect.top() + scaled(22), rect.width(), scaled(15))
    if row.suggestions and not row.error:
        middle = line.center().y() + 0.5
        left = paint_pill(painter, line.right() + 1, middle, str(row.suggestions))
        line.setRight(int(left) - 6)
    if row.comments and not row.error:
        line.setRight(_paint_comments(painter, line, row.comments) - 6)
    colour = colours.danger if row.error else colours.muted
    paint_line(painter, line, row.caption, font(11), colour, Qt.AlignmentFlag.AlignLeft)
