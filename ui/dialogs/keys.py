"""The sheet of all keys, which F1 opens, and in which they can be changed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QKeyCombination, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QWidget

from ui.dialogs.frame import Dialog
from ui.panels.look import Text
from ui.panels.parts import icon_button
from ui.widgets.fields import SearchField
from ui.widgets.key_hint import key_text

_MODIFIERS = (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta)
_CLEARING = (Qt.Key.Key_Backspace, Qt.Key.Key_Delete)


@dataclass(frozen=True, slots=True)
class KeyRow:
    """An action and its keys; `changed` if they are not those of the program."""

    id: str
    group: str
    title: str
    keys: tuple[str, ...]
    changed: bool = False


Change = Callable[[str, str | None], str]


class KeysDialog(Dialog):
    """Shows the keys as they are bound now.

    `rows` gives them, and is asked again after each change. `change(id, keys)` binds others,
    none ("") or the program's own (None); it returns a sentence if it refuses.
    """

    def __init__(
        self,
        rows: Callable[[], Sequence[KeyRow]],
        change: Change,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("Keys", width=600, parent=parent)
        self._rows, self._change = rows, change
        self.filter = SearchField("Filter by action or key")
        self.filter.textChanged.connect(self._filter)
        self.body.addWidget(self.filter)
        self.nothing = Text("No action and no key is called that.", 13, "muted")
        self.body.addWidget(self.nothing)
        self.lines: dict[str, _Line] = {}
        self._headings: dict[str, QLabel] = {}
        self._lay_out(rows())
        self.body.addStretch(1)
        self.consequence.setText("Click a key to change it; Backspace takes it away.")
        self._filter("")

    def _lay_out(self, rows: Sequence[KeyRow]) -> None:
        for group in dict.fromkeys(row.group for row in rows):
            heading = self._headings[group] = Text(group, 13, bold=True)
            self.body.addSpacing(6)
            self.body.addWidget(heading)
            grid = QGridLayout()
            grid.setHorizontalSpacing(8)
            grid.setVerticalSpacing(2)
            grid.setColumnStretch(0, 1)
            for place, row in enumerate(row for row in rows if row.group == group):
                line = self.lines[row.id] = _Line(row, self)
                line.asked.connect(self._ask)
                line.put_into(grid, place)
            self.body.addLayout(grid)

    def _ask(self, id: str, keys: str | None) -> None:
        refusal = self._change(id, keys)
        self.consequence.setText(refusal or "Saved.")
        for row in self._rows():
            self.lines[row.id].show_row(row)
        self.lines[id].button.setFocus()

    def _filter(self, text: str) -> None:
        words = text.casefold().split()
        shown = [line for line in self.lines.values() if line.matches(words)]
        for line in self.lines.values():
            line.set_visible(line in shown)
        groups = {line.row.group for line in shown}
        for group, heading in self._headings.items():
            heading.setVisible(group in groups)
        self.nothing.setVisible(not shown)


class _Line(QObject):
    """One action: its title, a button with its key, and the way back to the program's own."""

    asked = Signal(str, object)

    def __init__(self, row: KeyRow, parent: QObject) -> None:
        super().__init__(parent)
        self.title = Text(row.title)
        self.button = _KeyButton(row.title)
        self.reset = icon_button("undo", f"Back to the program's own key: {row.title}")
        self.button.pressed_keys.connect(lambda keys: self.asked.emit(row.id, keys))
        self.reset.clicked.connect(lambda: self.asked.emit(row.id, None))
        self.show_row(row)

    def show_row(self, row: KeyRow) -> None:
        self.row = row
        self.button.show_keys(row.keys)
        self.reset.setEnabled(row.changed)

    def put_into(self, grid: QGridLayout, place: int) -> None:
        grid.addWidget(self.title, place, 0)
        grid.addWidget(self.button, place, 1, Qt.AlignmentFlag.AlignRight)
        grid.addWidget(self.reset, place, 2)

    def matches(self, words: Sequence[str]) -> bool:
        keys = " ".join(f"{key} {key_text(key)}" for key in self.row.keys)
        text = f"{self.row.group} {self.row.title} {keys}".casefold()
        return all(word in text for word in words)

    def set_visible(self, visible: bool) -> None:
        for part in (self.title, self.button, self.reset):
            part.setVisible(visible)


class _KeyButton(QPushButton):
    """Shows keys; pressed, it waits for other ones. Escape leaves it as it was."""

    pressed_keys = Signal(str)

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = title
        self._texts: tuple[str, ...] = ()
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setMinimumWidth(140)
        self.toggled.connect(self._show)

    def show_keys(self, keys: tuple[str, ...]) -> None:
        self._texts = tuple(dict.fromkeys(key_text(key) for key in keys))
        self.setChecked(False)
        self._show()

    def _show(self) -> None:
        shown = " or ".join(self._texts) or "–"
        self.setText("Press the new key" if self.isChecked() else shown)
        self.setAccessibleName(f"{self._title}: {shown}")

    def event(self, event: QEvent) -> bool:
        """While waiting, every key is an answer, Tab and shortcuts of the window too."""
        if self.isChecked() and isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                self._take(event)
                return True
        return super().event(event)

    def _take(self, event: QKeyEvent) -> None:
        key, modifiers = Qt.Key(event.key()), event.modifiers()
        if key in _MODIFIERS:
            return
        if key == Qt.Key.Key_Escape and not modifiers:
            self.setChecked(False)
            return
        clears = key in _CLEARING and not modifiers
        without_pad = modifiers & ~Qt.KeyboardModifier.KeypadModifier
        sequence = QKeySequence(QKeyCombination(without_pad, key))
        self.pressed_keys.emit("" if clears else sequence.toString())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """To look elsewhere is to leave it as it was."""
        self.setChecked(False)
        super().focusOutEvent(event)
