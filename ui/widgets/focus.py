"""The ring of keyboard focus: 2 px of accent, 2 px off the control, never cut by a layout."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFocusEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractScrollArea, QWidget
from shiboken6 import isValid

from ui.theme.current import current

GAP = 2
WIDTH = 2
REACH = GAP + WIDTH
BY_KEYBOARD = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)
_MOVES = (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide)


def paint_focus(painter: QPainter, rect: QRectF, radius: float = 6) -> None:
    """The ring inside a rectangle, for rows and cells."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(current().theme.accent), WIDTH))
    painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), radius, radius)


class FocusRing(QWidget):
    """The ring around `control`. It lies over the window (or the scrolled area that holds the
    control), so that it needs no room in the layout; the mouse does not see it."""

    def __init__(self, control: QWidget, radius: float) -> None:
        ground = _ground(control)
        super().__init__(ground)
        self._control, self._radius = control, radius
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        part: QWidget | None = control
        while part is not None and part is not ground:
            part.installEventFilter(self)
            part = part.parentWidget()
        self._place()
        self.raise_()

    def _place(self) -> None:
        ground = self.parentWidget()
        if ground is None or not isValid(ground) or not isValid(self._control):
            return  # the window is being taken down
        corner = self._control.mapTo(ground, QPoint(0, 0))
        box = QRect(corner, self._control.size())
        self.setGeometry(box.adjusted(-REACH, -REACH, REACH, REACH))
        self.setVisible(self._control.isVisible())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go along when the control or what holds it moves."""
        if event.type() in _MOVES:
            self._place()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ring."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_focus(painter, QRectF(self.rect()), self._radius + GAP + 1)
        painter.end()


class KeyboardFocus:
    """Shows the ring while a control has focus that came by keyboard."""

    def __init__(self, control: QWidget, radius: float = 5) -> None:
        self._control, self._radius = control, radius
        self._ring: FocusRing | None = None

    @property
    def shown(self) -> bool:
        """Whether the ring is there."""
        return self._ring is not None

    def enter(self, event: QFocusEvent) -> None:
        """The control got focus."""
        if self._ring is None and _by_keyboard(self._control, event.reason()):
            self._ring = FocusRing(self._control, self._radius)

    def leave(self) -> None:
        """The control lost focus."""
        if self._ring is not None:
            self._ring.hide()
            self._ring.deleteLater()
            self._ring = None


def _by_keyboard(control: QWidget, reason: Qt.FocusReason) -> bool:
    if reason in BY_KEYBOARD:
        return True
    if reason == Qt.FocusReason.MouseFocusReason:
        return False
    return control.window().testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)


def _ground(control: QWidget) -> QWidget:
    """The window, or the nearest viewport that the control scrolls in."""
    part = control
    while not part.isWindow():
        parent = part.parentWidget()
        if parent is None:
            break
        if isinstance(parent, QAbstractScrollArea) and part is parent.viewport():
            break
        part = parent
    return part
