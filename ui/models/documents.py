"""The documents of a project as rows of a list."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QStringListModel, Qt

from annotator.model import Status
from ui.panels.look import plain_tip

ROW_ROLE = int(Qt.ItemDataRole.UserRole)
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """One document in the list; `size` in code points, `suggestions` counts the open ones and is
    None while nobody has looked for any. `error` says why a document cannot be read, `reason`
    why it stands where it does."""

    id: str
    name: str
    section: str = ""
    size: int = 0
    status: Status = "new"
    seconds: float = 0.0
    suggestions: int | None = None
    error: str = ""
    comments: int = 0
    reason: str = ""

    @property
    def caption(self) -> str:
        """The second line, such as "World · 2 KB · 6 min"; why it is next, where that is known."""
        if self.error or self.reason:
            return self.error or self.reason
        minutes = f"{round(self.seconds / 60)} min" if self.seconds >= 30 else ""
        skipped = "skipped" if self.status == "skipped" else ""
        return " · ".join(x for x in (self.section, size_text(self.size), minutes, skipped) if x)


class DocumentsModel(QStringListModel):
    """A list of DocumentRow; DisplayRole is the name, ROW_ROLE the row itself.

    It holds but the ids, and asks for a row when that is looked at. A view asks after the index
    of every row when it lays them out; Qt's own list answers that without Python, so a hundred
    thousand documents are shown as fast as ten.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ids: Sequence[str] = ()
        self._find: Callable[[str], DocumentRow] = lambda id: DocumentRow(id, id)

    def show_ids(self, ids: Sequence[str], find: Callable[[str], DocumentRow]) -> None:
        """Show these documents in the order given; `find` gives the row of one."""
        self._ids, self._find = ids, find
        self.setStringList([""] * len(ids))

    def set_rows(self, rows: Sequence[DocumentRow]) -> None:
        """Show other rows, in the order given."""
        by_id = {row.id: row for row in rows}
        self.show_ids([*by_id], by_id.__getitem__)

    def row_changed(self, id: str) -> None:
        """Look at the row of a document again; nothing happens when it is not listed."""
        place = self.row_of(id)
        if place >= 0:
            index = self.index(place)
            self.dataChanged.emit(index, index)

    def row_of(self, id: str) -> int:
        """The place of a document, or -1 when it is not listed."""
        try:
            return self._ids.index(id)
        except ValueError:
            return -1

    def row(self, place: int) -> DocumentRow:
        """The row at a place; raises IndexError outside the list."""
        return self._find(self._ids[place])

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Rows are picked, never edited or dropped on."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flag = Qt.ItemFlag
        return flag.ItemIsEnabled | flag.ItemIsSelectable | flag.ItemNeverHasChildren

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        """The name, the tooltip, what a screen reader says, or the row."""
        if not index.isValid() or index.row() >= len(self._ids):
            return None
        row = self.row(index.row())
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.name
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(f"{row.name}\n{row.reason}" if row.reason else row.name)
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
