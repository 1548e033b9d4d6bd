"""The look that the panels share: theme of the moment, fonts, plain text and small buttons."""

from functools import lru_cache
from html import escape
from math import ceil

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QCursor, QFont, QFontMetrics, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QToolTip, QWidget

from ui.theme.current import current
from ui.theme.fonts import reading_font, ui_font
from ui.theme.fonts import scale as font_scale
from ui.theme.tokens import Theme
from ui.widgets.wrapping import Lines

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
    return round(pixels * _growth(font_scale()))


@lru_cache(maxsize=8)
def _growth(_scale: float) -> float:
    return max(1.0, QFontMetrics(font(13)).height() / BODY_LINE)


def plain_tip(text: str) -> str:
    """A tooltip that shows `text` as it is: Qt takes what looks like HTML for HTML."""
    return f"<qt>{escape(text)}</qt>" if "<" in text else text


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
        return ceil(self._lines(width).height) + 2

    def sizeHint(self) -> QSize:
        """The whole text on one line, or wrapped at 240 px."""
        if self.wordWrap():
            return QSize(240, self.heightForWidth(240))
        metrics = QFontMetrics(self._face)
        return QSize(metrics.horizontalAdvance(self.text()) + 2, metrics.height())

    def minimumSizeHint(self) -> QSize:
        """Little width: the line elides."""
        if self.sizePolicy().horizontalPolicy() == QSizePolicy.Policy.Fixed:
            return self.sizeHint()
        return QSize(24, QFontMetrics(self._face).height())

    def _lines(self, width: int) -> Lines:
        align = self.alignment() & Align.AlignHorizontal_Mask
        return Lines(self.text(), self._face, width, align=align)

    def event(self, event: QEvent) -> bool:
        """Offer the whole text where only some of it fits."""
        if event.type() == QEvent.Type.ToolTip and not self.toolTip() and self.is_elided():
            QToolTip.showText(QCursor.pos(), plain_tip(self.text()), self)
            return True
        return super().event(event)

    def is_elided(self) -> bool:
        """Whether one line is too short for the text."""
        width = QFontMetrics(self._face).horizontalAdvance(self.text())
        return not self.wordWrap() and width > self.width()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the text in its tone; half as strong when disabled."""
        painter = QPainter(self)
        painter.setOpacity(1.0 if self.isEnabled() else 0.5)
        colour = str(getattr(theme(), self._tone))
        if not self.wordWrap():
            align = self.alignment() & Align.AlignHorizontal_Mask
            paint_line(painter, self.rect(), self.text(), self._face, colour, align)
            return
        self._lines(self.width()).draw(painter, 0, 0, self._tone)


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
        width, height, thick = self.width(), self.height(), theme().hairline
        places = {
            "t": QRect(0, 0, width, thick),
            "b": QRect(0, height - thick, width, thick),
            "l": QRect(0, 0, thick, height),
            "r": QRect(width - thick, 0, thick, height),
        }
        for edge in self._edges:
            painter.fillRect(places[edge], line)
