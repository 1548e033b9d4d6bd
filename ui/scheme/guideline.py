"""Guidelines written and read: the section of one label, or the whole text."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QSyntaxHighlighter,
    QTextCharFormat,
    QTextDocument,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QSplitter, QVBoxLayout, QWidget

from annotator.text.offsets import Utf16Map
from ui.panels.look import Ground, Text, font, scaled, theme
from ui.panels.markdown import EXAMPLE, Colours, MarkdownView
from ui.panels.parts import LabelChip, button
from ui.panels.toolbar import Mode, ModeSwitch
from ui.theme.current import current
from ui.theme.tokens import LabelColours

MODES = (Mode("write", "Write"), Mode("both", "Side by side"), Mode("read", "Read"))
SETTLED_MS = 700  # without a key, before what was typed is saved
HINT = (
    "What gets this label, and what does not?\n\n"
    "- yes: [a text that gets it]{LABEL}\n- no: [a text that does not]{}"
)


class GuidelinePart(QWidget):
    """A header, an editor and what it says, beside each other. `written` gives the text after
    a pause, and when the editor is left; `whole_chosen` asks for all of it or one section."""

    written = Signal(str)
    whole_chosen = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.chip, self.name = LabelChip(""), Text("", 13)
        self.whole = button("Whole text", small=True)
        self.whole.setCheckable(True)
        self.modes = ModeSwitch()
        self.editor, self.view = MarkdownEditor(), MarkdownView("Guideline, as it is read")
        self._colours: Colours = lambda _id: None
        self._told = ""
        self._settling = QTimer(self, singleShot=True, interval=SETTLED_MS)
        self._lay_out()
        self.editor.textChanged.connect(self._typed)
        self.editor.installEventFilter(self)
        self._settling.timeout.connect(self.commit)
        self.whole.toggled.connect(self.whole_chosen)
        self.modes.chosen.connect(self.set_mode)
        self.set_mode("both")

    def _lay_out(self) -> None:
        header = Ground("panel", "b")
        row = QHBoxLayout(header)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(8)
        for part in (Text("Guideline", 14, bold=True).keep_whole(), self.chip):
            row.addWidget(part)
        row.addWidget(self.name, 1)
        row.addWidget(self.whole)
        row.addWidget(self.modes)
        header.setFixedHeight(scaled(46))
        self.halves = QSplitter(Qt.Orientation.Horizontal)
        self.halves.setHandleWidth(1)
        self.halves.setChildrenCollapsible(False)
        for half in (self.editor, self.view):
            half.setMinimumWidth(scaled(140))
            self.halves.addWidget(half)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(header)
        layout.addWidget(self.halves, 1)

    def set_mode(self, mode: str) -> None:
        """Write, read, or both."""
        self.modes.show_modes(MODES, mode)
        self.editor.setVisible(mode != "read")
        self.view.setVisible(mode != "write")

    def show_subject(self, name: str, chip: str, colours: LabelColours | None) -> None:
        """Whose guideline it is; without colours there is no chip."""
        self.name.setText(name)
        self.chip.setVisible(colours is not None)
        if colours is not None:
            self.chip.set_label(chip, colours)

    def show_text(self, text: str, colours: Colours, editable: bool) -> None:
        """Show what is stored. What is being typed stays: it is stored after the next pause."""
        self._colours = colours
        self.editor.setReadOnly(not editable)
        self.editor.setPlaceholderText(HINT if editable else "No guideline is written yet.")
        if self._settling.isActive():
            return
        if text != self.editor.words() and not (self.editor.hasFocus() and self._same(text)):
            self._told = text
            self.editor.show_words(text)
        self._told = self.editor.words()
        self.view.show_markdown(text, colours)

    def _same(self, stored: str) -> bool:
        """Whether what is stored is what was typed, with the heading that it lacked."""
        typed = self.editor.words().strip("\n")
        return self._told == self.editor.words() and stored.strip("\n").endswith(typed)

    def _typed(self) -> None:
        if self.editor.words() != self._told:
            self.view.show_markdown(self.editor.words(), self._colours)
            self._settling.start()

    def commit(self) -> None:
        """Save what was typed."""
        self._settling.stop()
        words = self.editor.words()
        if words != self._told and not self.editor.isReadOnly():
            self._told = words
            self.written.emit(words)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What was typed is saved when the editor is left."""
        if watched is self.editor and event.type() == QEvent.Type.FocusOut:
            self.commit()
        return False


class MarkdownEditor(QPlainTextEdit):
    """Markdown with its marks coloured."""

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("bare", True)
        self.setAccessibleName("Guideline in Markdown")
        self.setTabChangesFocus(True)
        face = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        face.setPixelSize(font(12).pixelSize())
        self.setFont(face)
        self.document().setDocumentMargin(12)
        self._marks = Marks(self.document())

    def words(self) -> str:
        """The text."""
        return self.toPlainText()

    def show_words(self, text: str) -> None:
        """Show another text."""
        self.setPlainText(text)


class Marks(QSyntaxHighlighter):
    """Headings bold, examples in accent, quotations muted."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        current().changed.connect(self.rehighlight)

    def highlightBlock(self, text: str) -> None:
        """Colour one line."""
        bold = QTextCharFormat()
        bold.setFontWeight(QFont.Weight.DemiBold)
        units = Utf16Map(text)
        length = units.to_utf16(len(text))
        if text.startswith("#"):
            self.setFormat(0, length, bold)
        if text.startswith(">"):
            muted = QTextCharFormat()
            muted.setForeground(QColor(theme().muted))
            self.setFormat(0, length, muted)
        example = QTextCharFormat()
        example.setForeground(QColor(theme().accent_text))
        for found in EXAMPLE.finditer(text):
            start, end = units.to_utf16(found.start()), units.to_utf16(found.end())
            self.setFormat(start, end - start, example)
