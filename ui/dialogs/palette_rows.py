"""Painting of the command palette's rows and of the headings between them."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.dialogs.matching import Match
from ui.panels.document_rows import Index
from ui.panels.look import Align, font, paint_line, scaled, theme
from ui.panels.parts import painted_key
from ui.panels.pictures import paint_icon

MATCH = int(Qt.ItemDataRole.UserRole)
ROW, HEADING = 32, 28


class PaletteDelegate(QStyledItemDelegate):
    """Icon, title with its matched letters in accent, detail or reason, and keys. An item
    without a Match is a heading."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Headings are a little lower."""
        row = isinstance(index.data(MATCH), Match)
        return QSize(scaled(200), scaled(ROW if row else HEADING))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the row of `index`."""
        match = index.data(MATCH)
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(match, Match):
            _paint_row(painter, rect, match, bool(state & QStyle.StateFlag.State_Selected))
        else:
            words = rect.adjusted(12, scaled(6), -12, 0)
            title = str(index.data(Qt.ItemDataRole.DisplayRole))
            paint_line(painter, words, title, font(12), theme().muted)
        painter.restore()


def _paint_row(painter: QPainter, rect: QRect, match: Match, selected: bool) -> None:
    entry, colours = match.entry, theme()
    if selected:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.sel))
        painter.drawRoundedRect(rect, 4, 4)
        if colours.high_contrast:
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), colours.accent)
    painter.setOpacity(1.0 if entry.enabled else 0.5)
    inner = rect.adjusted(12, 0, -12, 0)
    _paint_sign(painter, inner, match)
    inner.setLeft(inner.left() + scaled(16) + 10)
    if entry.keys:
        inner.setRight(painted_key(painter, inner, entry.keys, align_right=True).left() - 10)
    painter.setOpacity(1.0 if entry.enabled else 0.6)
    left = _paint_title(painter, inner, match)
    detail = QRect(inner)
    detail.setLeft(left + 10)
    if detail.width() > scaled(24):
        paint_line(painter, detail, entry.reason or entry.detail, font(12), colours.muted)


def _paint_sign(painter: QPainter, rect: QRect, match: Match) -> None:
    middle = rect.center().y() + 1
    if match.entry.colour:
        side = scaled(12)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(match.entry.colour))
        box = QRectF(rect.left() + 2, middle - side / 2, side, side)
        painter.drawRoundedRect(box, 3, 3)
    elif match.entry.icon:
        paint_icon(painter, rect.left(), middle, match.entry.icon, "muted", 16)


def _paint_title(painter: QPainter, rect: QRect, match: Match) -> int:
    """Draw the title in runs of plain and matched letters; its right edge, in px."""
    left = rect.left()
    for text, matched in runs(match.entry.title, match.places):
        face = font(13, bold=matched)
        room = rect.right() - left
        metrics = QFontMetrics(face)
        line = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
        painter.setFont(face)
        painter.setPen(QColor(theme().accent_text if matched else theme().text))
        place = QRect(left, rect.top(), room, rect.height())
        painter.drawText(place, int(Align.AlignVCenter | Align.AlignLeft), line)
        left += metrics.horizontalAdvance(line)
        if line != text:
            break
    return left


def runs(title: str, places: frozenset[int]) -> list[tuple[str, bool]]:
    """The title cut where matched letters begin and end."""
    found: list[tuple[str, bool]] = []
    for place, letter in enumerate(title):
        matched = place in places
        if found and found[-1][1] == matched:
            found[-1] = (found[-1][0] + letter, matched)
        else:
            found.append((letter, matched))
    return found
