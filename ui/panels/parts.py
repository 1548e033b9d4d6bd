"""The controls that the panels are made of, so that each is made in one way."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFocusEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from ui.panels.cards import LabelCard
from ui.panels.look import Text, scaled, theme
from ui.theme.label_colours import label_colours
from ui.theme.tokens import LabelColours
from ui.widgets.buttons import Button, ToolButton
from ui.widgets.chips import LabelChip
from ui.widgets.focus import BY_KEYBOARD
from ui.widgets.key_hint import KeyHint, hint_size, paint_hint


def button(
    text: str,
    keys: str = "",
    *,
    primary: bool = False,
    danger: bool = False,
    small: bool = False,
) -> Button:
    """A push button, with the key that presses it."""
    return Button(text, key=keys, primary=primary, danger=danger, small=small)


def icon_button(icon: str, tip: str) -> ToolButton:
    """A button of an icon alone, named for screen readers."""
    made = ToolButton(icon)
    made.setToolTip(tip)
    made.setAccessibleName(tip)
    return made


def card_colours(card: LabelCard) -> LabelColours:
    """The colours of a label."""
    return label_colours(theme(), card.id, card.colour, card.position)


def row_of(*parts: QWidget | int, spacing: int = 8, margins: tuple[int, int] = (0, 0)) -> QWidget:
    """The widgets beside each other; a number is a stretch. `margins` are (sides, ends)."""
    holder = QWidget()
    layout = QHBoxLayout(holder)
    layout.setContentsMargins(margins[0], margins[1], margins[0], margins[1])
    layout.setSpacing(spacing)
    for part in parts:
        if isinstance(part, int):
            layout.addStretch(part)
        else:
            layout.addWidget(part)
    return holder


class Row(QAbstractButton):
    """A row that is pressed: fill for hover and current, a ring inside for the keyboard."""

    height_px = 25

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.current = self._by_keyboard = False
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_current(self, current: bool) -> None:
        """Fill the row as the current one."""
        if self.current != current:
            self.current = current
            self.update()

    def sizeHint(self) -> QSize:
        """The row's height; the layout gives the width."""
        return QSize(scaled(160), scaled(self.height_px))

    def minimumSizeHint(self) -> QSize:
        """Rows may become narrow: names elide."""
        return QSize(scaled(80), scaled(self.height_px))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground, then what `paint_row` draws."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QRect(self.rect()).adjusted(6, 0, -6, 0)
        self._paint_ground(painter, ground)
        if not self.isEnabled():
            painter.setOpacity(0.5)
        self.paint_row(painter, ground.adjusted(6, 0, -6, 0))

    def _paint_ground(self, painter: QPainter, rect: QRect) -> None:
        colours = theme()
        painter.setPen(Qt.PenStyle.NoPen)
        fill = colours.sel if self.current else colours.hover
        if self.current or (self.isEnabled() and self.underMouse()):
            painter.setBrush(QColor(fill))
            painter.drawRoundedRect(rect, 4, 4)
        if self.hasFocus() and self._by_keyboard:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(colours.accent), 2))
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 4, 4)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The ring shows when the keyboard brought the focus."""
        self._by_keyboard = event.reason() in BY_KEYBOARD
        super().focusInEvent(event)

    def paint_row(self, painter: QPainter, rect: QRect) -> None:
        """Draw the contents within `rect`."""
        raise NotImplementedError


class ProgressLine(QWidget):
    """A thin bar of how far something is; `share` is 0 to 1, or None while unknown."""

    def __init__(self, width: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._share: float | None = 0.0
        self.setFixedHeight(4)
        if width:
            self.setFixedWidth(width)

    @property
    def share(self) -> float | None:
        """How far it is."""
        return self._share

    def set_share(self, share: float | None) -> None:
        """Show another state."""
        self._share = None if share is None else min(1.0, max(0.0, share))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the track and what is done; a middle third while unknown."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme().border))
        painter.drawRoundedRect(self.rect(), 2, 2)
        painter.setBrush(QColor(theme().accent))
        width = self.width()
        left, right = (width / 3, width / 3) if self._share is None else (0.0, width * self._share)
        if right > 0:
            painter.drawRoundedRect(QRect(round(left), 0, max(4, round(right)), 4), 2, 2)


def painted_key(painter: QPainter, rect: QRect, text: str, align_right: bool = False) -> QRect:
    """Draw a key hint at the left (or right) of `rect`, centred in height; the place taken."""
    size = hint_size(text)
    left = rect.right() + 1 - size.width() if align_right else rect.left()
    place = QRect(left, rect.center().y() + 1 - size.height() // 2, size.width(), size.height())
    colours = theme()
    paint_hint(painter, place.toRectF(), text, colours.muted, colours.border2, colours.raised)
    return place


__all__ = [
    "Button",
    "KeyHint",
    "LabelChip",
    "ProgressLine",
    "Row",
    "Text",
    "ToolButton",
    "button",
    "card_colours",
    "icon_button",
    "painted_key",
    "row_of",
]
