"""A search field with its icon and its key, and chips that filter."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget

from ui.theme.current import current
from ui.theme.fonts import ui_font
from ui.theme.icons import icon
from ui.widgets.buttons import paint_focus
from ui.widgets.key_hint import key_text


class SearchField(QLineEdit):
    """A line to type in, with a magnifying glass and, while empty, its key."""

    def __init__(self, placeholder: str, key: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(placeholder)
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
        """The field, and the key at its right end."""
        super().paintEvent(event)
        if self._key and not self.text():
            painter = QPainter(self)
            painter.setFont(ui_font(11))
            painter.setPen(QColor(current().theme.faint))
            rect = self.rect().adjusted(0, 0, -9, 0)
            flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(rect, int(flags), key_text(self._key))
            painter.end()


class FilterChip(QAbstractButton):
    """A rounded button that stays on; with a count in muted."""

    def __init__(self, text: str, count: int | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(text)
        self._count = count
        self.setCheckable(True)
        current().changed.connect(self.update)

    def set_count(self, count: int | None) -> None:
        """Show another count."""
        self._count = count
        self.updateGeometry()
        self.update()

    def _number(self) -> str:
        return "" if self._count is None else f"{self._count:,}".replace(",", "\u2009")

    def sizeHint(self) -> QSize:
        """Text, count and padding."""
        metrics = QFontMetrics(ui_font(12.5))
        gap = 5 if self._number() else 0
        width = metrics.horizontalAdvance(self.text()) + gap
        width += metrics.horizontalAdvance(self._number()) + 18
        return QSize(width, metrics.height() + 4)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw fill, text and count."""
        theme = current().theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self.isEnabled():
            painter.setOpacity(0.5)
        radius = self.height() / 2
        if self.isChecked() or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.sel if self.isChecked() else theme.hover))
            painter.drawRoundedRect(QRectF(self.rect()), radius, radius)
        face = ui_font(12.5)
        painter.setFont(face)
        painter.setPen(QColor(theme.text if self.isChecked() else theme.muted))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(9, 0, self.width(), self.height()), middle, self.text())
        left = 9 + QFontMetrics(face).horizontalAdvance(self.text()) + 5
        painter.setPen(QColor(theme.muted))
        painter.drawText(QRectF(left, 0, self.width(), self.height()), middle, self._number())
        if self.hasFocus():
            paint_focus(painter, QRectF(self.rect()), radius - 1)
        painter.end()
