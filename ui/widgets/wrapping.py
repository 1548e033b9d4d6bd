"""Text in lines that never run out of their box: words wrap, a word that is too long breaks."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)

from annotator.text.offsets import Utf16Map
from ui.theme.current import current

Formats = Sequence[tuple[int, int, QTextCharFormat]]


class Lines:
    """A text laid out at a width, in px. With `most`, the last of so many lines elides;
    `formats` are ranges of code points, each with its look."""

    def __init__(
        self,
        text: str,
        face: QFont,
        width: float,
        most: int = 0,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
        formats: Formats = (),
    ) -> None:
        self._layouts: list[tuple[QTextLayout, float]] = []
        self.height = 0.0
        self.count = 0
        self.last_right = 0.0
        self.last_height = 0.0
        self._face, self._width = face, max(1.0, width)
        self._option = QTextOption(align)
        self._option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        offset = 0
        for paragraph in text.split("\n"):
            here = _moved(formats, offset, len(paragraph))
            if not self._add(paragraph, here, most):
                return
            offset += len(paragraph) + 1

    def _add(self, text: str, formats: Formats, most: int) -> bool:
        """Lay out one paragraph; False when no more lines are wanted."""
        layout, units = self._layout(text, formats), Utf16Map(text)
        layout.beginLayout()
        height = 0.0
        while True:
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(self._width)
            line.setPosition(QPointF(0, height))
            start = line.textStart()
            self.last_height = line.height()
            self.last_right = line.naturalTextWidth()
            height += line.height()
            self.count += 1
            more = start + line.textLength() < units.to_utf16(len(text))
            if most and self.count == most and more:
                layout.endLayout()
                self._elide(text, units.to_code_point(start), height - line.height(), formats)
                return False
        layout.endLayout()
        self._layouts.append((layout, self.height))
        self.height += height
        return not most or self.count < most

    def _elide(self, text: str, start: int, top: float, formats: Formats) -> None:
        """The lines before `start`, and the rest elided on one more."""
        if start:
            before = self._layout(text[:start].rstrip(), formats)
            before.beginLayout()
            y = 0.0
            while (line := before.createLine()).isValid():
                line.setLineWidth(self._width)
                line.setPosition(QPointF(0, y))
                y += line.height()
            before.endLayout()
            self._layouts.append((before, self.height))
        metrics = QFontMetricsF(self._face)
        words = metrics.elidedText(text[start:], Qt.TextElideMode.ElideRight, self._width)
        last = self._layout(words, ())
        last.beginLayout()
        line = last.createLine()
        line.setLineWidth(self._width)
        self.last_right, self.last_height = line.naturalTextWidth(), line.height()
        last.endLayout()
        self._layouts.append((last, self.height + top))
        self.height += top + self.last_height

    def _layout(self, text: str, formats: Formats) -> QTextLayout:
        layout = QTextLayout(text, self._face)
        layout.setTextOption(self._option)
        units, ranges = Utf16Map(text), []
        for start, end, look in formats:
            one = QTextLayout.FormatRange()
            one.start = units.to_utf16(start)
            one.length = units.to_utf16(min(end, len(text))) - one.start
            one.format = look
            ranges.append(one)
        layout.setFormats(ranges)
        return layout

    def draw(self, painter: QPainter, left: float, top: float, tone: str) -> None:
        """Draw the lines in a tone of the theme."""
        painter.setPen(QColor(str(getattr(current().theme, tone))))
        for layout, y in self._layouts:
            layout.draw(painter, QPointF(left, top + y))


def _moved(formats: Formats, offset: int, length: int) -> Formats:
    """The formats that touch a paragraph, counted from its start."""
    moved = ((max(0, s - offset), min(length, e - offset), look) for s, e, look in formats)
    return [(start, end, look) for start, end, look in moved if start < end]
