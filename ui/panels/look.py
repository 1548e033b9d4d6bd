"""The look that the panels share: theme of the moment, fonts, plain text and small buttons."""

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from ui.theme.current import current
from ui.theme.fonts import reading_font, ui_font
from ui.theme.tokens import Theme

Align = Qt.AlignmentFlag
MIDDLE = Align.AlignVCenter
BODY_LINE = 18


def theme() -> Theme:
    """The theme of the moment."""
    return current().theme


def font(size: int, bold: bool = False) -> QFont:
    """The interface font at `size` px, regular or 600."""
    return ui_font(size, QFont.Weight.DemiBold if bold else QFont.Weight.Normal)


def serif(size: int) -> QFont:
    """The font for quoted text at `size` px."""
    return reading_font(size)


def scaled(pixels: float) -> int:
    """A length that grows with the interface font; unchanged at the ordinary size."""
    return round(pixels * max(1.0, QFontMetrics(font(13)).height() / BODY_LINE))


def paint_line(
    painter: QPainter,
    rect: QRect,
    text: str,
    face: QFont,
    colour: str,
    align: Qt.AlignmentFlag = Align.AlignLeft,
) -> None:
    """Draw one line of plain text, elided at its end."""
    painter.setFont(face)
    painter.setPen(QColor(colour))
    line = painter.fontMetrics().elidedText(
        " ".join(text.split()), Qt.TextElideMode.ElideRight, rect.width()
    )
    flags = int(align | MIDDLE) | int(Qt.TextFlag.TextSingleLine)
    painter.drawText(rect, flags, line)


class Text(QLabel):
    """Plain text in a tone of the theme ("text", "muted", "faint", "success", "warning",
    "danger" or "accent_text"): one elided line, or wrapped lines. Never read as HTML."""

    def __init__(
        self,
        text: str = "",
        size: int = 13,
        tone: str = "text",
        *,
        bold: bool = False,
        quoted: bool = False,
        wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        self._face = serif(size) if quoted else font(size, bold)
        self._tone = tone
        self.setText(text)
        if not wrap:
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def set_tone(self, tone: str) -> None:
        """Take another colour of the theme."""
        self._tone = tone
        self.update()

    def keep_whole(self) -> "Text":
        """Never elide: the text's width is its least width."""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        return self

    def hasHeightForWidth(self) -> bool:
        """Wrapped text grows with the lines."""
        return self.wordWrap()

    def heightForWidth(self, width: int) -> int:
        """The height of the wrapped lines, in px."""
        return self._bounds(width).height() + 2

    def sizeHint(self) -> QSize:
        """The whole text on one line, or wrapped at 240 px."""
        if self.wordWrap():
            return self._bounds(240).size() + QSize(1, 2)
        metrics = QFontMetrics(self._face)
        return QSize(metrics.horizontalAdvance(self.text()) + 2, metrics.height())

    def minimumSizeHint(self) -> QSize:
        """Little width: the line elides."""
        if self.sizePolicy().horizontalPolicy() == QSizePolicy.Policy.Fixed:
            return self.sizeHint()
        return QSize(24, QFontMetrics(self._face).height())

    def _bounds(self, width: int) -> QRect:
        flags = int(Qt.TextFlag.TextWordWrap)
        return QFontMetrics(self._face).boundingRect(0, 0, width, 100_000, flags, self.text())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the text in its tone; half as strong when disabled."""
        painter = QPainter(self)
        painter.setOpacity(1.0 if self.isEnabled() else 0.5)
        colour = str(getattr(theme(), self._tone))
        if not self.wordWrap():
            align = self.alignment() & Align.AlignHorizontal_Mask
            paint_line(painter, self.rect(), self.text(), self._face, colour, align)
            return
        painter.setFont(self._face)
        painter.setPen(QColor(colour))
        flags = int(self.alignment() & Align.AlignHorizontal_Mask) | int(Align.AlignTop)
        painter.drawText(self.rect(), flags | int(Qt.TextFlag.TextWordWrap), self.text())


class Link(Text):
    """A line that acts when clicked or when Enter or Space is pressed on it."""

    clicked = Signal()

    def __init__(self, text: str = "", size: int = 13, parent: QWidget | None = None) -> None:
        super().__init__(text, size, "accent_text", parent=parent)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Act when released inside."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.pos()):
            self.clicked.emit()

    def event(self, event: QEvent) -> bool:
        """Act on Enter and Space."""
        if event.type() == QEvent.Type.KeyPress and _activates(event):
            self.clicked.emit()
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the text, underlined while focused by keyboard."""
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            painter.setPen(QColor(theme().accent))
            painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)


def _activates(event: QEvent) -> bool:
    key = getattr(event, "key", lambda: None)()
    return key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class Ground(QFrame):
    """A surface filled with a colour of the theme, with hairlines on the sides named."""

    def __init__(self, tone: str, edges: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tone = tone
        self._edges = edges

    def paintEvent(self, event: QPaintEvent) -> None:
        """Fill, then the hairlines ("t", "b", "l", "r")."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(str(getattr(theme(), self._tone))))
        line = QColor(theme().border)
        width, height = self.width(), self.height()
        places = {
            "t": QRect(0, 0, width, 1),
            "b": QRect(0, height - 1, width, 1),
            "l": QRect(0, 0, 1, height),
            "r": QRect(width - 1, 0, 1, height),
        }
        for edge in self._edges:
            painter.fillRect(places[edge], line)
