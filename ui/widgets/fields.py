"""A search field with its icon and its key, and chips that filter."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFocusEvent, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QLineEdit, QWidget

from ui.theme.current import current
from ui.theme.fonts import ui_font
from ui.theme.icons import icon
from ui.widgets.focus import KeyboardFocus
from ui.widgets.key_hint import key_text

CHIP_PADDING = 8
CHIP_GAP = 5


def set_invalid(field: QWidget, invalid: bool) -> None:
    """Give a field the edge of what cannot stay, or take it off."""
    field.setProperty("invalid", invalid)
    field.style().unpolish(field)
    field.style().polish(field)


class SearchField(QLineEdit):
    """A line to type in, with a magnifying glass and, while empty, its key."""

    def __init__(self, placeholder: str, key: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self.setFont(ui_font(13))
        self._key = key
        place = QLineEdit.ActionPosition.LeadingPosition
        self._glass = self.addAction(icon("search", current().theme.muted), place)
        current().changed.connect(self._recolour)

    def set_key(self, key: str) -> None:
        """Show another key."""
        self._key = key
        self.update()

    def _recolour(self) -> None:
        self._glass.setIcon(icon("search", current().theme.muted))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The field, and the key at its far end."""
        super().paintEvent(event)
        if self._key and not self.text():
            painter = QPainter(self)
            painter.setFont(ui_font(11))
            painter.setPen(QColor(current().theme.faint))
            rect = self.rect().adjusted(9, 0, -9, 0)
            right = self.layoutDirection() == Qt.LayoutDirection.LeftToRight
            side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
            painter.drawText(rect, side | Qt.AlignmentFlag.AlignVCenter, key_text(self._key))
            painter.end()


class FilterChip(QAbstractButton):
    """A rounded button that stays on; with a count in muted."""

    def __init__(self, text: str, count: int | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(text)
        self._count = count
        self._focus = KeyboardFocus(self, 11)
        self.setCheckable(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._name()
        current().changed.connect(self.update)

    def set_count(self, count: int | None) -> None:
        """Show another count."""
        self._count = count
        self._name()
        self.updateGeometry()
        self.update()

    def _name(self) -> None:
        self.setAccessibleName(f"{self.text()} {self._number()}".strip())

    def _number(self) -> str:
        return "" if self._count is None else f"{self._count:,}".replace(",", "\u2009")

    def sizeHint(self) -> QSize:
        """Text, count and padding."""
        metrics = QFontMetrics(ui_font(12))
        number = self._number()
        width = metrics.horizontalAdvance(self.text()) + 2 * CHIP_PADDING
        if number:
            width += CHIP_GAP + metrics.horizontalAdvance(number)
        return QSize(width, max(22, metrics.height() + 5))

    def minimumSizeHint(self) -> QSize:
        """Never clipped."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw fill, text and count."""
        theme = current().theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self.isEnabled():
            painter.setOpacity(0.5)
        self._paint_ground(painter)
        painter.setFont(ui_font(12))
        words = QRectF(self.rect()).adjusted(CHIP_PADDING, 0, -CHIP_PADDING, 0)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        near, far = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        if mirrored:
            near, far = far, near
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(QColor(theme.text if self.isChecked() else theme.muted))
        painter.drawText(words, near | middle, self.text())
        painter.setPen(QColor(theme.muted))
        painter.drawText(words, far | middle, self._number())
        painter.end()

    def _paint_ground(self, painter: QPainter) -> None:
        theme = current().theme
        if not (self.isChecked() or (self.underMouse() and self.isEnabled())):
            return
        painter.setPen(Qt.PenStyle.NoPen)
        if theme.high_contrast and self.isChecked():
            painter.setPen(QPen(QColor(theme.accent), 2))
        painter.setBrush(QColor(theme.sel if self.isChecked() else theme.hover))
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring when the keyboard brought the focus."""
        super().focusInEvent(event)
        self._focus.enter(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self._focus.leave()


def exclusive(chips: list[FilterChip], parent: QWidget) -> QButtonGroup:
    """A group of which exactly one chip is on; the first, at the beginning."""
    group = QButtonGroup(parent)
    group.setExclusive(True)
    for place, chip in enumerate(chips):
        group.addButton(chip, place)
    if chips:
        chips[0].setChecked(True)
    return group
