"""Buttons with their key beside the text, and tool buttons with an icon alone."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QToolButton, QWidget

from ui.theme.current import current
from ui.theme.fonts import ui_font
from ui.theme.icons import pixmap
from ui.widgets.key_hint import hint_size, key_text, paint_hint

RING = 3


def paint_focus(painter: QPainter, rect: QRectF, radius: float = 6) -> None:
    """The ring of keyboard focus, inside a rectangle."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(current().theme.accent), 2))
    painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), radius, radius)


class Button(QPushButton):
    """A push button; at most one in a view is primary."""

    def __init__(
        self,
        text: str,
        key: str = "",
        *,
        primary: bool = False,
        danger: bool = False,
        small: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._key, self._primary, self._danger, self._small = key, primary, danger, small
        self.setCursor(Qt.CursorShape.ArrowCursor)
        current().changed.connect(self.update)

    def set_key(self, key: str) -> None:
        """Show another key."""
        self._key = key
        self.updateGeometry()
        self.update()

    def _face(self) -> QFont:
        weight = QFont.Weight.DemiBold if self._primary else QFont.Weight.Normal
        return ui_font(12.5 if self._small else 13, weight)

    def sizeHint(self) -> QSize:
        """Text, key and padding."""
        metrics = QFontMetrics(self._face())
        padding = 6 if self._small else 12
        width = metrics.horizontalAdvance(self.text()) + 2 * padding
        if self._key:
            width += hint_size(self._key).width() + 7
        return QSize(width, metrics.height() + (6 if self._small else 10))

    def minimumSizeHint(self) -> QSize:
        """Never clipped."""
        return self.sizeHint()

    def _colours(self) -> tuple[str, str, str]:
        theme = current().theme
        if self._primary:
            fill = QColor(theme.accent).darker(112).name() if self.underMouse() else theme.accent
            return fill, theme.on_accent, fill
        fill = theme.raised
        if self.isDown():
            fill = theme.button_pressed
        elif self.underMouse() and self.isEnabled():
            fill = theme.button_hover
        return (
            (fill, theme.danger, theme.danger)
            if self._danger
            else (fill, theme.text, theme.border2)
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw fill, text and key."""
        fill, ink, edge = self._colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self.isEnabled():
            painter.setOpacity(0.5)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(QColor(edge), 1))
        painter.setBrush(QColor(fill))
        painter.drawRoundedRect(box, 5, 5)
        self._paint_words(painter, ink)
        if self.hasFocus():
            paint_focus(painter, QRectF(self.rect()), 5)
        painter.end()

    def _paint_words(self, painter: QPainter, ink: str) -> None:
        face = self._face()
        painter.setFont(face)
        painter.setPen(QColor(ink))
        text = QFontMetrics(face).horizontalAdvance(self.text())
        hint = hint_size(self._key) if self._key else QSize(0, 0)
        whole = text + (hint.width() + 7 if self._key else 0)
        left = (self.width() - whole) / 2
        painter.drawText(
            QRectF(left, 0, text + 2, self.height()), Qt.AlignmentFlag.AlignVCenter, self.text()
        )
        if self._key:
            theme = current().theme
            rect = QRectF(left + text + 7, (self.height() - hint.height()) / 2, hint.width(),
                          hint.height())  # fmt: skip
            edge = QColor(theme.on_accent if self._primary else theme.border2)
            if self._primary:
                edge.setAlphaF(0.5)
            colour = ink if self._primary else theme.muted
            paint_hint(painter, rect, self._key, colour, edge.name(QColor.NameFormat.HexArgb))


class ToolButton(QToolButton):
    """28 × 28 px with an icon of 16."""

    def __init__(self, icon: str, tip: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon
        side = max(28, QFontMetrics(ui_font(13)).height() + 10)
        self.setFixedSize(side, side)
        if tip:
            self.setToolTip(tip)
            self.setAccessibleName(tip)
        current().changed.connect(self.update)

    def set_icon(self, icon: str) -> None:
        """Show another icon."""
        self._icon = icon
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the icon on its fill."""
        theme = current().theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.isDown() or self.isChecked() or (self.underMouse() and self.isEnabled()):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.border2 if self.isDown() else theme.border))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 5, 5)
        if not self.isEnabled():
            painter.setOpacity(0.4)
        side = round(16 * self.width() / 28)
        left = (self.width() - side) // 2
        painter.drawPixmap(left, left, side, side, pixmap(self._icon, theme.muted, side))
        if self.hasFocus():
            painter.setOpacity(1)
            paint_focus(painter, QRectF(self.rect()), 5)
        painter.end()


def action_tip(text: str, keys: str) -> str:
    """A tooltip with the key behind the text."""
    return f"{text} ({key_text(keys)})" if keys else text
