"""The bar that searches in the open document: what, how, and where among the hits."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from annotator.text.matching import Wanted
from ui.panels.look import Ground, Text, scaled
from ui.panels.parts import icon_button
from ui.widgets import FilterChip, SearchField, set_invalid


class FindBar(Ground):
    """Enter goes to the next hit, Shift+Enter to the one before, Esc closes."""

    changed = Signal()
    stepped = Signal(int)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("panel", "b", parent)
        self.field = SearchField("Find in this document")
        self.case = FilterChip("Aa")
        self.whole = FilterChip("Words")
        self.accents = FilterChip("é ≠ e")
        self.pattern = FilterChip(".*")
        self.count = Text("", 12, "muted")
        self.previous = icon_button("chevron-up", "Previous hit (Shift+Enter)")
        self.next = icon_button("chevron-down", "Next hit (Enter)")
        self.close_button = icon_button("close", "Close (Esc)")
        self._lay_out()
        self.field.textChanged.connect(lambda *_: self.changed.emit())
        for chip in self._chips():
            chip.toggled.connect(lambda *_: self.changed.emit())
        self.previous.clicked.connect(lambda: self.stepped.emit(-1))
        self.next.clicked.connect(lambda: self.stepped.emit(1))
        self.close_button.clicked.connect(self.closed)

    def _chips(self) -> tuple[FilterChip, ...]:
        return (self.case, self.whole, self.accents, self.pattern)

    def _lay_out(self) -> None:
        tips = ("Match case", "Whole words", "Match accents", "Regular expression")
        for chip, tip in zip(self._chips(), tips, strict=True):
            chip.setToolTip(tip)
            chip.setAccessibleName(tip)
        self.field.setMinimumWidth(scaled(140))
        self.field.setMaximumWidth(scaled(320))
        self.count.setMinimumWidth(scaled(60))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 6, 8, 6)
        layout.setSpacing(4)
        layout.addWidget(self.field, 2)
        for chip in self._chips():
            layout.addWidget(chip)
        layout.addSpacing(8)
        layout.addWidget(self.count, 1)
        for part in (self.previous, self.next, self.close_button):
            layout.addWidget(part)

    @property
    def wanted(self) -> Wanted:
        """What the fields say now."""
        return Wanted(
            self.field.text(),
            pattern=self.pattern.isChecked(),
            case=self.case.isChecked(),
            accents=self.accents.isChecked(),
            whole=self.whole.isChecked(),
        )

    def open_with(self, text: str) -> None:
        """Show the bar and take the focus; a text replaces what was searched before."""
        self.show()
        if text:
            self.field.setText(text)
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def show_count(self, current: int, total: int, more: bool = False) -> None:
        """Say "3 of 12"; `current` counts from 0, and is −1 where none is."""
        self._say("" if not self.field.text() else _words(current, total, more), "muted")
        set_invalid(self.field, False)
        for part in (self.previous, self.next):
            part.setEnabled(total > 0)

    def show_error(self, words: str) -> None:
        """Say why there can be no hits."""
        self._say(words, "danger")
        set_invalid(self.field, True)

    def _say(self, words: str, tone: str) -> None:
        self.count.setText(words)
        self.count.set_tone(tone)
        self.count.setToolTip(words if tone == "danger" else "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, Shift+Enter and Esc."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.stepped.emit(-1 if back else 1)
        elif event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)


def _words(current: int, total: int, more: bool) -> str:
    number = f"{total:,}".replace(",", "\u2009") + ("+" if more else "")
    if not total:
        return "No hits"
    return f"{current + 1:,} of {number}".replace(",", "\u2009")
