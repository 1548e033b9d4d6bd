"""Hits with their surroundings, grouped by document, as rows of a list; they may be ticked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

ROW_ROLE = int(Qt.ItemDataRole.UserRole)
Index = QModelIndex | QPersistentModelIndex
NO_PARENT = QModelIndex()
CHECK = Qt.CheckState


@dataclass(frozen=True, slots=True)
class HitRow:
    """One hit; `place` is its paragraph, `remark` what stands in its way. A hit that is not
    `possible` cannot be ticked."""

    before: str
    text: str
    after: str
    place: str = ""
    remark: str = ""
    warns: bool = False
    possible: bool = True
    ticked: bool = True


@dataclass(frozen=True, slots=True)
class HeadingRow:
    """A document over its hits, which are the rows `[first, last)` of all hits."""

    title: str
    first: int
    last: int


class ConcordanceModel(QAbstractListModel):
    """Rows of headings and hits. A tick on a heading is one on each of its hits."""

    ticks_changed = Signal()

    def __init__(self, checkable: bool = True, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.checkable = checkable
        self.hits: list[HitRow] = []
        self._rows: list[HeadingRow | int] = []
        self._ticked: set[int] = set()
        self._places: dict[int, int] = {}

    def set_hits(self, groups: Iterable[tuple[str, Sequence[HitRow]]]) -> None:
        """Show other hits, grouped under titles."""
        self.beginResetModel()
        self.hits, self._rows, self._places = [], [], {}
        for title, hits in groups:
            first = len(self.hits)
            self._rows.append(HeadingRow(title, first, first + len(hits)))
            for hit in hits:
                self._places[len(self.hits)] = len(self._rows)
                self._rows.append(len(self.hits))
                self.hits.append(hit)
        self._ticked = {n for n, hit in enumerate(self.hits) if hit.ticked and hit.possible}
        self.endResetModel()
        self.ticks_changed.emit()

    @property
    def ticked(self) -> list[int]:
        """The numbers of the ticked hits, from 0."""
        return sorted(self._ticked)

    def headings_ticked(self) -> int:
        """Under how many headings something is ticked."""
        return sum(
            any(n in self._ticked for n in range(row.first, row.last))
            for row in self._rows
            if isinstance(row, HeadingRow)
        )

    def heading(self, place: int) -> HeadingRow | None:
        """The heading at a row, or None."""
        row = self._rows[place]
        return row if isinstance(row, HeadingRow) else None

    def hit_at(self, place: int) -> int:
        """The number of the hit at a row; −1 for a heading."""
        row = self._rows[place]
        return row if isinstance(row, int) else -1

    def row_of(self, hit: int) -> int:
        """The row of a hit."""
        return self._places.get(hit, -1)

    def state(self, place: int) -> CHECK:
        """Whether the row is ticked; a heading may be so in part."""
        heading = self.heading(place)
        if heading is None:
            return CHECK.Checked if self.hit_at(place) in self._ticked else CHECK.Unchecked
        ticked = sum(n in self._ticked for n in range(heading.first, heading.last))
        if not ticked:
            return CHECK.Unchecked
        whole = sum(self.hits[n].possible for n in range(heading.first, heading.last))
        return CHECK.Checked if ticked == whole else CHECK.PartiallyChecked

    def count(self, heading: HeadingRow) -> tuple[int, int]:
        """How many hits of a heading are ticked, and how many it has."""
        numbers = range(heading.first, heading.last)
        return sum(n in self._ticked for n in numbers), len(numbers)

    def toggle(self, place: int) -> None:
        """Tick a row or strike it out; a heading goes with all its hits."""
        if not self.checkable:
            return
        heading, on = self.heading(place), self.state(place) != CHECK.Checked
        numbers = [self.hit_at(place)] if heading is None else range(heading.first, heading.last)
        for number in numbers:
            if on and self.hits[number].possible:
                self._ticked.add(number)
            else:
                self._ticked.discard(number)
        self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1))
        self.ticks_changed.emit()

    def rowCount(self, parent: Index = NO_PARENT) -> int:
        """Headings and hits; a row has no children."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        """The row, its words, and whether it is ticked."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == ROW_ROLE:
            return row if isinstance(row, HeadingRow) else self.hits[row]
        if role == Qt.ItemDataRole.CheckStateRole and self.checkable:
            return self.state(index.row())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            if isinstance(row, HeadingRow):
                return row.title
            hit = self.hits[row]
            return f"{hit.before}{hit.text}{hit.after}" + (f", {hit.remark}" if hit.remark else "")
        return None
