"""A framed chip that is on or off by itself; on, it carries a check."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFocusEvent, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from ui.theme.current import current
from ui.theme.fonts import ui_font
from ui.theme.icons import pixmap
from ui.widgets.focus import KeyboardFocus

RADIUS = 4
PADDING = 8
CHECK, GAP = 12, 4


class ToggleChip(QAbstractButton):
    """For labels of a document, of which any number may be set."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(text)
        self.setCheckable(True)
        self.setAccessibleName(text)
        self._focus = KeyboardFocus(self, RADIUS)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.toggled.connect(lambda _on: self.updateGeometry())
        current().changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """Text and padding; the check, when it is on."""
        metrics = QFontMetrics(ui_font(12))
        mark = CHECK + GAP if self.isChecked() else 0
        width = metrics.horizontalAdvance(self.text()) + 2 * PADDING + mark
        return QSize(width, max(22, metrics.height() + 5))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw frame, check and text, elided where there is no room."""
        theme = current().theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setOpacity(1.0 if self.isEnabled() else 0.5)
        on, hover = self.isChecked(), self.underMouse() and self.isEnabled()
        fill = theme.sel if on else theme.button_hover if hover else theme.raised
        painter.setPen(QPen(QColor(theme.accent if on else theme.border2), 1))
        painter.setBrush(QColor(fill))
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(box, RADIUS, RADIUS)
        words = self.rect().adjusted(PADDING, 0, -PADDING, 0)
        if on:
            mark = pixmap("check", theme.text, CHECK, self.devicePixelRatioF())
            painter.drawPixmap(words.left() - 2, (self.height() - CHECK) // 2, CHECK, CHECK, mark)
            words.setLeft(words.left() + CHECK + GAP - 2)
        painter.setFont(ui_font(12))
        painter.setPen(QColor(theme.text))
        line = painter.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, words.width() + 2
        )
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, line)
        painter.end()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring when the keyboard brought the focus."""
        super().focusInEvent(event)
        self._focus.enter(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self._focus.leave()
