"""The sheet of all keys, which F1 opens."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QGridLayout, QWidget

from ui.dialogs.frame import Dialog
from ui.panels.look import Text
from ui.widgets import KeyHint


@dataclass(frozen=True, slots=True)
class KeyGroup:
    """A heading and its pairs of (what happens, keys)."""

    title: str
    keys: tuple[tuple[str, str], ...]


class KeysDialog(Dialog):
    """Shows the keys as they are bound now."""

    def __init__(self, groups: Sequence[KeyGroup], parent: QWidget | None = None) -> None:
        super().__init__("Keys", width=520, parent=parent)
        for group in groups:
            self.body.addWidget(Text(group.title, 13, bold=True))
            grid = QGridLayout()
            grid.setColumnStretch(0, 1)
            for place, (title, keys) in enumerate(group.keys):
                grid.addWidget(Text(title), place, 0)
                grid.addWidget(KeyHint(keys), place, 1)
            self.body.addLayout(grid)
        self.body.addStretch(1)
