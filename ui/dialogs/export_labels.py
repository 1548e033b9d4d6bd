"""Which labels an export takes, and what they are called in it."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QWidget

from ui.dialogs.label_mapping import LabelChoice
from ui.panels.documents import figure
from ui.panels.look import Ground

_KINDS = {"span": "", "relation": " (relation)", "document": " (document)"}


class ExportLabels(Ground):
    """A row for each label of the scheme: whether it is written, and under which name."""

    changed = Signal()

    def __init__(self, labels: Sequence[LabelChoice], parent: QWidget | None = None) -> None:
        super().__init__("raised", "tblr", parent)
        self._rows: dict[str, tuple[QCheckBox, QLineEdit]] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(12, 8, 12, 8)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        for one in labels:
            if one.id not in self._rows:
                self._add(grid, one)

    def _add(self, grid: QGridLayout, one: LabelChoice) -> None:
        box, name = QCheckBox(f"{one.name}{_KINDS[one.kind]}"), QLineEdit()
        box.setChecked(True)
        box.setToolTip(one.id)
        name.setPlaceholderText(one.id)
        name.setAccessibleName(f"{one.name} is written as")
        box.toggled.connect(name.setEnabled)
        box.toggled.connect(lambda _on: self.changed.emit())
        name.editingFinished.connect(self.changed.emit)
        row = len(self._rows)
        grid.addWidget(box, row, 0)
        grid.addWidget(name, row, 1)
        self._rows[one.id] = box, name

    def row(self, label: str) -> tuple[QCheckBox, QLineEdit]:
        """The controls of a label."""
        return self._rows[label]

    @property
    def names(self) -> dict[str, str]:
        """Other names of labels; empty where a label is left out."""
        found = {}
        for label, (box, field) in self._rows.items():
            name = (field.text().strip() or label) if box.isChecked() else ""
            if name != label:
                found[label] = name
        return found

    def in_words(self) -> str:
        """What is chosen, for a button."""
        names = self.names
        left = sum(not name for name in names.values())
        renamed = len(names) - left
        words = "All labels" if not left else f"{figure(len(self._rows) - left)} labels"
        return f"{words}, {figure(renamed)} renamed…" if renamed else f"{words}…"
