"""The labels of one kind as a table, edited in place."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from annotator.scheme import Label, LabelKind, Scheme
from annotator.scheme_pairs import joins
from ui.widgets.key_hint import key_text

Column = Literal[
    "grip", "key", "colour", "short", "name", "description", "joins", "symmetric", "transitive",
    "id", "used",
]  # fmt: skip
Index = QModelIndex | QPersistentModelIndex
Change = Callable[[Label, Column, object], bool]

COLUMNS: dict[LabelKind, tuple[Column, ...]] = {
    "span": ("grip", "key", "colour", "short", "name", "description", "id", "used"),
    "relation": ("grip", "key", "name", "joins", "symmetric", "transitive", "id", "used"),
    "document": ("grip", "name", "description", "id", "used"),
}
TITLES: dict[Column, str] = {
    "grip": "",
    "key": "Key",
    "colour": "Colour",
    "short": "Short",
    "name": "Name",
    "description": "Description",
    "joins": "Joins",
    "symmetric": "Symmetric",
    "transitive": "Transitive",
    "id": "Stored as",
    "used": "Used",
}
TIPS: dict[Column, str] = {
    "short": "What stands on the chip",
    "symmetric": "The relation holds both ways round",
    "transitive": "If it joins a to b and b to c, it joins a to c: chains of mentions",
    "id": "What is stored and exported; changing it renames all labels in the project",
    "used": "How many labels of people and models there are",
}
FLAGS: tuple[Column, ...] = ("symmetric", "transitive")
FIXED: tuple[Column, ...] = ("grip", "colour", "joins", "used")  # no field to type in
_ROOT = QModelIndex()


@dataclass(frozen=True, slots=True)
class Row:
    """One label as the table shows it; `used` is None while it is being counted."""

    label: Label
    position: int
    joins: str = ""
    used: int | None = None


class LabelsModel(QAbstractTableModel):
    """Asks `change` for every edit, and shows what the scheme then says."""

    def __init__(self, kind: LabelKind, change: Change) -> None:
        super().__init__()
        self.kind, self.columns = kind, COLUMNS[kind]
        self._change = change
        self._rows: list[Row] = []
        self._editable = True

    def show_scheme(
        self, scheme: Scheme, used: Mapping[str, int] | None, editable: bool = True
    ) -> None:
        """Show the labels of a scheme; the same labels in the same order keep their places."""
        relation = self.kind == "relation"
        rows = [
            Row(
                label,
                position,
                joins(scheme, label.id) if relation else "",
                None if used is None else used.get(label.id, 0),
            )
            for position, label in enumerate(scheme.of(self.kind))
        ]
        self._editable = editable
        if [row.label.id for row in rows] == [row.label.id for row in self._rows]:
            self._rows = rows
            if rows:
                self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, self._last()))
        else:
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()

    def _last(self) -> int:
        return len(self.columns) - 1

    def row(self, index: Index) -> Row:
        """What a row shows."""
        return self._rows[index.row()]

    def row_of(self, id: str) -> int:
        """The row of a label; -1 if it is not shown."""
        return next((n for n, row in enumerate(self._rows) if row.label.id == id), -1)

    def labels(self) -> list[Label]:
        """The labels in order."""
        return [row.label for row in self._rows]

    def column_of(self, index: Index) -> Column:
        """What a column is about."""
        return self.columns[index.column()]

    # ------------------------------------------------------------------ Qt's model

    def rowCount(self, parent: Index = _ROOT) -> int:
        """One row a label."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """The columns of the kind."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What stands in a cell."""
        if not index.isValid():
            return None
        row, column = self.row(index), self.column_of(index)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return self._text(row, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return TIPS.get(column, "") if column != "name" else row.label.description
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{TITLES[column] or 'Order'}: {self._said(row, column)}"
        if role == Qt.ItemDataRole.CheckStateRole and column in FLAGS:
            on = bool(getattr(row.label, column))
            return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
        return None

    def _text(self, row: Row, column: Column) -> str:
        if column == "used":
            return "" if row.used is None else f"{row.used:,}".replace(",", "\u2009")
        if column == "joins":
            return row.joins
        if column == "grip" or column in FLAGS:
            return ""
        return str(getattr(row.label, column))

    def _said(self, row: Row, column: Column) -> str:
        if column in FLAGS:
            return "yes" if getattr(row.label, column) else "no"
        if column == "key":
            return key_text(row.label.key.upper()) or "none"
        return self._text(row, column) or row.label.title

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Titles above; nothing at the left."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return TITLES[column]
        if role == Qt.ItemDataRole.ToolTipRole:
            return TIPS.get(column, "")
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column == "used" else Qt.AlignmentFlag.AlignLeft
            centred = column in FLAGS
            return int(
                (Qt.AlignmentFlag.AlignHCenter if centred else side) | Qt.AlignmentFlag.AlignVCenter
            )
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Cells that hold a field can be edited."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        column = self.column_of(index)
        if self._editable and column not in FIXED and column not in FLAGS:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    @property
    def editable(self) -> bool:
        """Whether anything can be changed."""
        return self._editable

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Have a field changed; False if that was refused or changes nothing."""
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        label, column = self.row(index).label, self.column_of(index)
        if isinstance(value, str):
            value = " ".join(value.split())
        if value == getattr(label, column):
            return False
        return self._change(label, column, value)
