"""Markdown to read, from files that nobody vouches for: no HTML, no pictures, no links to
follow, and nothing is ever loaded.

Two marks of our own, for examples: `[text]{PER}` is a span with that label, `[text]{}` a text
that gets none; an item that begins with "yes:" or "no:" gets its sign.
"""

import re
from collections.abc import Callable

from PySide6.QtCore import QByteArray, QUrl
from PySide6.QtGui import (
    QColor,
    QPainter,
    QPaintEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from annotator.text.offsets import Utf16Map
from ui.panels.look import font, serif, theme
from ui.theme.current import current
from ui.theme.tokens import LabelColours

Colours = Callable[[str], LabelColours | None]
_IMAGE = re.compile(r"!\[([^\]]*)\]\([^)]*\)|!\[([^\]]*)\]\[[^\]]*\]")
EXAMPLE = re.compile(r"\[([^\[\]\n]+)\]\{([^{}\n]*)\}")
_VERDICT = re.compile(r"(yes|no):[ \t]*", re.IGNORECASE)
_SIZES = {1: 17, 2: 15}
FEATURES = QTextDocument.MarkdownFeature.MarkdownDialectGitHub | (
    QTextDocument.MarkdownFeature.MarkdownNoHTML
)
BAR = 3


class MarkdownView(QTextEdit):
    """Shows a text; `colours` gives those of a label by its id or chip."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("bare", True)
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(16)
        self._markdown = ""
        self._colours: Colours = lambda _id: None
        current().changed.connect(self._render)

    @property
    def markdown(self) -> str:
        """What is shown, as it was given."""
        return self._markdown

    def show_markdown(self, text: str, colours: Colours) -> None:
        """Show a text; where one reads stays where it is."""
        self._markdown, self._colours = text, colours
        self._render()

    def go_to(self, heading: str) -> bool:
        """Scroll to a heading; False if there is none such."""
        block = self.document().begin()
        while block.isValid():
            if block.blockFormat().headingLevel() and block.text().strip() == heading:
                bar = self.verticalScrollBar()
                top = self.document().documentLayout().blockBoundingRect(block).top()
                bar.setValue(round(top) - 8)
                return True
            block = block.next()
        return False

    def loadResource(self, type: int, name: QUrl | str) -> object:
        """Nothing is loaded, from the network or the disk. For an answer that is nothing, Qt
        would look for a local file."""
        return QByteArray(b"-")

    def _render(self) -> None:
        place = self.verticalScrollBar().value()
        document = self.document()
        document.setDefaultFont(font(13))
        words = _IMAGE.sub(lambda found: found[1] or found[2] or "", self._markdown)
        document.setMarkdown(words, FEATURES)
        everything = QTextCursor(document)
        everything.select(QTextCursor.SelectionType.Document)
        ink = QTextCharFormat()
        ink.setForeground(QColor(theme().text))
        everything.mergeCharFormat(ink)
        block = document.begin()
        while block.isValid():
            following = block.next()
            self._style(block)
            block = following
        self.verticalScrollBar().setValue(place)

    def _style(self, block: QTextBlock) -> None:
        cursor = QTextCursor(block)
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        level = block.blockFormat().headingLevel()
        cursor.mergeBlockFormat(_spaced(4 if level else 6))
        if level:
            look = QTextCharFormat()
            look.setFont(font(_SIZES.get(level, 13), bold=True))
            look.setForeground(QColor(theme().text))
            cursor.setCharFormat(look)  # Qt's own has a size that would be multiplied in
        elif _quote(block):
            look = QTextCharFormat()
            look.setForeground(QColor(theme().muted))
            cursor.mergeCharFormat(look)
            shape = _spaced(6)
            shape.setLeftMargin(14)
            cursor.mergeBlockFormat(shape)
        self._style_quoted(block)
        if block.textList() is not None:
            self._give_sign(block)
        for found in reversed(list(EXAMPLE.finditer(block.text()))):
            self._show_example(block, found)

    def _style_quoted(self, block: QTextBlock) -> None:
        """What stands between backticks is quoted text, not code."""
        ranges = []
        fragments = block.begin()
        while not fragments.atEnd():
            fragment = fragments.fragment()
            if fragment.charFormat().fontFixedPitch():
                ranges.append((fragment.position(), fragment.position() + fragment.length()))
            fragments += 1
        for start, end in ranges:
            self._cursor(start, end).setCharFormat(_quoted(theme().sel))

    def _give_sign(self, block: QTextBlock) -> None:
        found = _VERDICT.match(block.text())
        if found is None:
            return
        right = found[1].lower() == "yes"
        whole = self._cursor(block.position(), block.position() + block.length() - 1)
        face = QTextCharFormat()
        face.setFont(serif(14))
        whole.mergeCharFormat(face)
        look = QTextCharFormat()
        look.setFont(font(13, bold=True))
        look.setForeground(QColor(theme().success if right else theme().danger))
        sign = self._cursor(block.position(), block.position() + found.end())
        sign.insertText("✓\u2002" if right else "✗\u2002", look)
        listed = block.textList()
        if listed is not None:
            listed.remove(block)
        shape = _spaced(6)
        shape.setIndent(0)
        QTextCursor(block).mergeBlockFormat(shape)

    def _show_example(self, block: QTextBlock, found: re.Match[str]) -> None:
        units = Utf16Map(block.text())
        start = block.position() + units.to_utf16(found.start())
        end = block.position() + units.to_utf16(found.end())
        colours = self._colours(found[2].strip()) if found[2].strip() else None
        look = _quoted(colours.tint if colours else theme().sel)
        if not found[2].strip():
            look = _quoted("")
            look.setFontStrikeOut(True)
            look.setForeground(QColor(theme().muted))
        elif colours is not None and theme().high_contrast:
            look.setFontUnderline(True)
        self._cursor(start, end).insertText(found[1], look)

    def _cursor(self, start: int, end: int) -> QTextCursor:
        cursor = QTextCursor(self.document())
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def paintEvent(self, event: QPaintEvent) -> None:
        """The text, and a bar beside what is quoted."""
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        layout, offset = self.document().documentLayout(), self.verticalScrollBar().value()
        block = self.document().begin()
        while block.isValid():
            if _quote(block):
                box = layout.blockBoundingRect(block)
                left = self.document().documentMargin()
                bar = box.translated(0, -offset)
                bar.setLeft(left)
                bar.setWidth(BAR)
                painter.fillRect(bar, QColor(theme().border2))
            block = block.next()
        painter.end()


def _quote(block: QTextBlock) -> bool:
    return bool(block.blockFormat().intProperty(QTextBlockFormat.Property.BlockQuoteLevel.value))


def _spaced(below: float) -> QTextBlockFormat:
    shape = QTextBlockFormat()
    shape.setTopMargin(0)
    shape.setBottomMargin(below)
    return shape


def _quoted(ground: str) -> QTextCharFormat:
    look = QTextCharFormat()
    look.setFont(serif(14))
    look.setForeground(QColor(theme().text))
    if ground and not theme().high_contrast:
        look.setBackground(QColor(ground))
    return look
