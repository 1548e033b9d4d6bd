"""Guidelines, written in Markdown, as plain text with what it quotes set apart."""

import re
from math import ceil

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent, QTextCharFormat
from PySide6.QtWidgets import QWidget

from ui.panels.look import font, scaled, serif, theme
from ui.widgets.wrapping import Lines

_RULES = (
    (re.compile(r"^[ \t]*[-*+]\s+yes:\s*", re.MULTILINE | re.IGNORECASE), "✓ "),
    (re.compile(r"^[ \t]*[-*+]\s+no:\s*", re.MULTILINE | re.IGNORECASE), "✗ "),
    (re.compile(r"\[([^\[\]\n]+)\]\{[^{}\n]*\}"), r"`\1`"),
    (re.compile(r"^#{1,6}\s*", re.MULTILINE), ""),
    (re.compile(r"^\s*[-*+]\s+", re.MULTILINE), "• "),
    (re.compile(r"^>\s?", re.MULTILINE), ""),
    (re.compile(r"!?\[([^\]]*)\]\([^)]*\)"), r"\1"),
    (re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1"), r"\2"),
    (re.compile(r"(?<![\w*])[*](?=\S)([^*\n]+?)(?<=\S)[*](?![\w*])"), r"\1"),
)
_QUOTED = re.compile(r"`([^`]+)`")


def plain_text(markdown: str) -> str:
    """The words of a Markdown text; lines of a paragraph are joined, list items stay apart."""
    text = markdown
    for pattern, by in _RULES:
        text = pattern.sub(by, text)
    blocks = (_joined(block) for block in re.split(r"\n\s*\n", text.strip()))
    return "\n\n".join(block for block in blocks if block)


def quoted_text(markdown: str) -> tuple[str, list[tuple[int, int]]]:
    """The words, and the ranges of what stands between backticks, in code points."""
    words, ranges, end = "", [], 0
    marked = plain_text(markdown)
    for found in _QUOTED.finditer(marked):
        words += marked[end : found.start()]
        ranges.append((len(words), len(words) + len(found[1])))
        words += found[1]
        end = found.end()
    return words + marked[end:], ranges


def _joined(block: str) -> str:
    lines: list[str] = []
    for line in block.splitlines():
        words = line.strip()
        if lines and not words.startswith(("•", "✓", "✗")):
            lines[-1] = f"{lines[-1]} {words}"
        else:
            lines.append(words)
    return "\n".join(lines)


class GuidelineWords(QWidget):
    """Wrapped words; what they quote stands in serif on a tint."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self._quoted: list[tuple[int, int]] = []

    def show_words(self, text: str, quoted: list[tuple[int, int]]) -> None:
        """Show a text; `quoted` are ranges of it, in code points."""
        self.text, self._quoted = text, quoted
        self.setAccessibleName(text)
        self._fit()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap again."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.setFixedHeight(ceil(self._lines().height) + 2)

    def minimumSizeHint(self) -> QSize:
        """Words wrap, so that little width is enough."""
        return QSize(scaled(120), self.height())

    def _lines(self) -> Lines:
        colours = theme()
        look = QTextCharFormat()
        look.setFont(serif(13))
        look.setBackground(QColor(colours.panel if colours.high_contrast else colours.sel))
        formats = [(start, end, look) for start, end in self._quoted]
        return Lines(self.text, font(12), max(120, self.width()), formats=formats)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the lines."""
        painter = QPainter(self)
        self._lines().draw(painter, 0, 0, "text")
        painter.end()
