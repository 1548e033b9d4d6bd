"""The soft shadow under what lies over the window: messages, popups, frameless dialogs."""

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.theme.current import current
from ui.theme.tokens import Theme

BLUR = 20
DROP = 6
DROP_DARK = 8
_LAYERS = 12


def paint_shadow(painter: QPainter, card: QRectF, radius: float, theme: Theme) -> None:
    """Draw the shadow of a card around, not under it."""
    drop = DROP_DARK if theme.dark else DROP
    outside = QPainterPath()
    outside.addRect(card.adjusted(-2 * BLUR, -2 * BLUR, 2 * BLUR, 2 * BLUR))
    inside = QPainterPath()
    inside.addRoundedRect(card, radius, radius)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setClipPath(outside.subtracted(inside))
    painter.setPen(Qt.PenStyle.NoPen)
    for layer in range(_LAYERS):
        # Each layer is a little larger and the sum falls off as a square, much as a blur does.
        share = (layer + 1) / _LAYERS
        grown = BLUR * (1 - share) - 4 * share
        colour = QColor(theme.shadow)
        colour.setAlphaF(theme.shadow_share * 1.5 * share / (_LAYERS + 1))
        painter.setBrush(colour)
        box = card.adjusted(-grown, -grown, grown, grown).translated(0, drop)
        corner = radius + max(0.0, grown)
        painter.drawRoundedRect(box, corner, corner)
    painter.restore()


class Shadow(QWidget):
    """The shadow of a sibling; the mouse does not see it."""

    def __init__(self, radius: float, parent: QWidget) -> None:
        super().__init__(parent)
        self._radius = radius
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        current().changed.connect(self.update)

    def lie_under(self, card: QRect) -> None:
        """Take the place of a card's shadow, in the parent's coordinates."""
        self.setGeometry(card.adjusted(-BLUR, -BLUR, BLUR, BLUR + DROP_DARK))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        painter = QPainter(self)
        card = QRectF(self.rect()).adjusted(BLUR, BLUR, -BLUR, -BLUR - DROP_DARK)
        paint_shadow(painter, card, self._radius, current().theme)
        painter.end()
