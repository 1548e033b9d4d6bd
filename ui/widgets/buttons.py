"""Buttons with their key beside the text, and tool buttons with an icon alone."""

from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFocusEvent, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QToolButton, QWidget

from ui.theme.current import current
from ui.theme.fonts import ui_font
from ui.theme.icons import pixmap
from ui.widgets.focus import KeyboardFocus, paint_focus
from ui.widgets.key_hint import hint_size, key_text, paint_hint

Kind = Literal["normal", "primary", "danger"]
RADIUS = 5
KEY_GAP = 7
DARKER_HOVER, DARKER_PRESSED = 112, 126


class Button(QPushButton):
    """A push button with the key that presses it. At most one in a view is primary; `danger`
    deletes for good. `primary` and `danger` as flags say the same as `kind`."""

    def __init__(
        self,
        text: str,
        key: str = "",
        kind: Kind = "normal",
        small: bool = False,
        *,
        primary: bool = False,
        danger: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._key, self._small = key, small
        self._kind: Kind = "primary" if primary else "danger" if danger else kind
        self._focus = KeyboardFocus(self, RADIUS)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        current().changed.connect(self.update)

    @property
    def kind(self) -> Kind:
        """How much weight it has."""
        return self._kind

    def set_kind(self, kind: Kind) -> None:
        """Give it another weight."""
        self._kind = kind
        self.updateGeometry()
        self.update()

    def set_key(self, key: str) -> None:
        """Show another key."""
        self._key = key
        self.updateGeometry()
        self.update()

    def _face(self) -> QFont:
        weight = QFont.Weight.DemiBold if self._kind == "primary" else QFont.Weight.Normal
        return ui_font(12 if self._small else 13, weight)

    def _key_width(self) -> int:
        return hint_size(self._key).width() + KEY_GAP if self._key else 0

    def sizeHint(self) -> QSize:
        """Text, key and padding."""
        metrics = QFontMetrics(self._face())
        padding = 8 if self._small else 13
        width = metrics.horizontalAdvance(self.text()) + self._key_width() + 2 * padding
        return QSize(width, metrics.height() + (7 if self._small else 10))

    def minimumSizeHint(self) -> QSize:
        """Never clipped."""
        slack = 4 if self._small else 8
        return self.sizeHint() - QSize(slack, 0)

    def _colours(self) -> tuple[str, str, str]:
        """Fill, ink and edge in the present state."""
        theme = current().theme
        hover = self.isEnabled() and self.underMouse()
        if self._kind == "primary":
            fill = QColor(theme.accent)
            if self.isDown() or hover:
                fill = fill.darker(DARKER_PRESSED if self.isDown() else DARKER_HOVER)
            return fill.name(), theme.on_accent, fill.name()
        fill_name = theme.raised
        if self.isDown() or self.isChecked():
            fill_name = theme.button_pressed
        elif hover:
            fill_name = theme.button_hover
        if self._kind == "danger":
            return fill_name, theme.danger, theme.danger
        return fill_name, theme.text, theme.border2

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw fill, text and key."""
        fill, ink, edge = self._colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self.isEnabled():
            painter.setOpacity(0.5)
        painter.setPen(QPen(QColor(edge), 1))
        painter.setBrush(QColor(fill))
        painter.drawRoundedRect(
            QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS - 0.5, RADIUS - 0.5
        )
        self._paint_words(painter, ink)
        painter.end()

    def _paint_words(self, painter: QPainter, ink: str) -> None:
        metrics = QFontMetrics(self._face())
        room = self.width() - self._key_width() - 4
        text = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, room)
        width = metrics.horizontalAdvance(text)
        left = (self.width() - width - self._key_width()) / 2
        words, key = QRectF(left, 0, width + 2, self.height()), QRectF()
        if self._key:
            hint = hint_size(self._key)
            top = (self.height() - hint.height()) / 2
            key = QRectF(left + width + KEY_GAP, top, hint.width(), hint.height())
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            words.moveRight(self.width() - words.left())
            key.moveRight(self.width() - key.left())
        painter.setFont(self._face())
        painter.setPen(QColor(ink))
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, text)
        if self._key:
            self._paint_key(painter, key, ink)

    def _paint_key(self, painter: QPainter, rect: QRectF, ink: str) -> None:
        theme = current().theme
        if self._kind != "primary":
            paint_hint(painter, rect, self._key, theme.muted, theme.border2)
            return
        edge = QColor(theme.on_accent)
        edge.setAlphaF(0.5)
        paint_hint(painter, rect, self._key, ink, edge.name(QColor.NameFormat.HexArgb))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring when the keyboard brought the focus."""
        super().focusInEvent(event)
        self._focus.enter(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self._focus.leave()


class ToolButton(QToolButton):
    """28 × 28 px with an icon of 16; `side` and `icon_side` make it smaller."""

    def __init__(
        self,
        icon: str,
        tip: str = "",
        *,
        side: int = 28,
        icon_side: int = 16,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon = icon
        self._share = icon_side / side
        line = QFontMetrics(ui_font(13)).height()
        grown = max(side, round(side * (line + 10) / 28))
        self.setFixedSize(grown, grown)
        self._focus = KeyboardFocus(self, RADIUS)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
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
            box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
            painter.drawRoundedRect(box, RADIUS - 1, RADIUS - 1)
        if not self.isEnabled():
            painter.setOpacity(0.5)
        side = round(self._share * self.width())
        left = (self.width() - side) // 2
        picture = pixmap(self._icon, theme.muted, side, self.devicePixelRatioF())
        painter.drawPixmap(left, left, side, side, picture)
        painter.end()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring when the keyboard brought the focus."""
        super().focusInEvent(event)
        self._focus.enter(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self._focus.leave()


def action_tip(text: str, keys: str) -> str:
    """A tooltip with the key behind the text."""
    return f"{text} ({key_text(keys)})" if keys else text


__all__ = ["Button", "Kind", "ToolButton", "action_tip", "paint_focus"]
