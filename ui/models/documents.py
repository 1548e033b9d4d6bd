"""The documents of a project as rows of a list."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from annotator.model import Status

ROW_ROLE = int(Qt.ItemDataRole.UserRole)
Index = QModelIndex | QPersistentModelIndex
NO_PARENT = QModelIndex()


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """One document in the list; `size` in code points, `suggestions` counts the open ones and is
    None while nobody has looked for any. `error` says why a document cannot be read."""

    id: str
    name: str
    section: str = ""
    size: int = 0
    status: Status = "new"
    seconds: float = 0.0
    suggestions: int | None = None
    error: str = ""
    comments: int = 0

    @property
    def caption(self) -> str:
        """The second line, such as "World · 2 KB · 6 min"."""
        if self.error:
            return self.error
        minutes = f"{round(self.seconds / 60)} min" if self.seconds >= 30 else ""
        skipped = "skipped" if self.status == "skipped" else ""
        return " · ".join(x for x in (self.section, size_text(self.size), minutes, skipped) if x)


class DocumentsModel(QAbstractListModel):
    """A list of DocumentRow; DisplayRole is the name, ROW_ROLE the row itself."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[DocumentRow] = []
        self._places: dict[str, int] = {}

    def set_rows(self, rows: Sequence[DocumentRow]) -> None:
        """Show other rows, in the order given."""
        self.beginResetModel()
        self._rows = list(rows)
        self._places = {row.id: place for place, row in enumerate(self._rows)}
        self.endResetModel()

    def update_row(self, id: str, row: DocumentRow) -> None:
        """Replace the row of the document `id`; nothing happens when it is not listed."""
        place = self._places.get(id)
        if place is None or self._rows[place] == row:
            return
        self._rows[place] = row
        if row.id != id:
            self._places[row.id] = self._places.pop(id)
        index = self.index(place)
        self.dataChanged.emit(index, index)

    def row_of(self, id: str) -> int:
        """The place of a document, or -1 when it is not listed."""
        return self._places.get(id, -1)

    def row(self, place: int) -> DocumentRow:
        """The row at a place; raises IndexError outside the list."""
        return self._rows[place]

    def rowCount(self, parent: Index = NO_PARENT) -> int:
        """How many documents there are; a document has no children."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        """The name, the tooltip, what a screen reader says, or the row."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return row.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken(row)
        return None


def spoken(row: DocumentRow) -> str:
    """The row in words, for screen readers."""
    parts = [row.name, "cannot be read" if row.error else row.status, row.caption]
    if row.suggestions:
        parts.append(f"{row.suggestions} suggestions")
    return ", ".join(x for x in parts if x)


def size_text(size: int) -> str:
    """A size in thousands of characters, as "2 KB"; nothing for an empty text."""
    if size <= 0:
        return ""
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))} KB"
    return f"{size / 1_000_000:.1f} MB"
