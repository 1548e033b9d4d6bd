"""A key as a small framed sign beside the action that it runs."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QKeySequence, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from ui.theme.current import current
from ui.theme.fonts import ui_font

PADDING = 4.5
SIZE = 10.5


def key_text(keys: str) -> str:
    """Keys as the platform writes them, with spaces for the plus signs."""
    if any(sign in keys for sign in "–←→") or len(keys) < 2:
        return keys.replace("+", " ")
    text = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText) or keys
    return text.replace("Return", "Enter").replace("+", " ")


def hint_size(keys: str) -> QSize:
    """The size of the sign, in px."""
    metrics = QFontMetricsF(ui_font(SIZE))
    height = max(17, round(metrics.height() + 2))
    width = metrics.horizontalAdvance(key_text(keys)) + 2 * PADDING
    return QSize(max(height, round(width)), height)


def paint_hint(
    painter: QPainter, rect: QRectF, keys: str, colour: str, edge: str, fill: str = ""
) -> None:
    """Draw the sign into a rectangle; `fill` is its ground, empty for none."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(edge), 1))
    if fill:
        painter.setBrush(QColor(fill))
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
    painter.setPen(QColor(colour))
    painter.setFont(ui_font(SIZE))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, key_text(keys))
    painter.restore()


class KeyHint(QWidget):
    """The sign as a widget; `plain` has no frame, for use inside a field."""

    def __init__(self, keys: str, plain: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys, self._plain = keys, plain
        self.set_keys(keys)
        current().changed.connect(self.update)

    @property
    def keys(self) -> str:
        """The keys as given."""
        return self._keys

    def set_keys(self, keys: str) -> None:
        """Show other keys."""
        self._keys = keys
        self.setAccessibleName(key_text(keys))
        self.setFixedSize(hint_size(keys))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the sign."""
        theme = current().theme
        painter = QPainter(self)
        if self._plain:
            painter.setFont(ui_font(11))
            painter.setPen(QColor(theme.faint))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, key_text(self._keys))
        else:
            box = QRectF(self.rect())
            paint_hint(painter, box, self._keys, theme.muted, theme.border2, theme.raised)
        painter.end()
