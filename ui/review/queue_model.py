"""The queue as the rows of a list: a heading for each group, and its conflicts."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from annotator.flow.queueing import Queued
from annotator.review.listing import GROUPS, Group, Listed
from ui.review.tiles import GROUP_TITLES, outcome, spoken_versions

ROW_ROLE = int(Qt.ItemDataRole.UserRole)
Index = QModelIndex | QPersistentModelIndex
NO_PARENT = QModelIndex()


@dataclass(slots=True)
class Heading:
    """A group: how many of its conflicts are decided (−1 where none can be), and whether they
    are folded away."""

    group: Group
    decided: int
    total: int
    folded: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """A conflict with its document's name."""

    row: Listed
    name: str


class QueueModel(QAbstractListModel):
    """Headings and conflicts; ROW_ROLE is a Heading or a Shown."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Heading | Shown] = []
        self._places: dict[tuple[str, str], int] = {}
        self._headings: dict[Group, int] = {}
        self._queues: list[Queued] = []
        self._folded: set[Group] = set()
        self._plain = False

    def set_plain(self) -> None:
        """Nothing is decided here: headings only count."""
        self._plain = True

    def set_queues(self, queues: Sequence[Queued]) -> None:
        """Show the conflicts of these documents."""
        self._queues = list(queues)
        self._rebuild()

    def _rebuild(self) -> None:
        groups: dict[Group, list[Shown]] = {group: [] for group in GROUPS}
        for queue in self._queues:
            for row in queue.rows:
                groups[row.group].append(Shown(row, queue.name))
        self.beginResetModel()
        self._rows, self._places, self._headings = [], {}, {}
        for group, rows in groups.items():
            if rows:
                decided = sum(not shown.row.open for shown in rows)
                folded = group in self._folded
                self._headings[group] = len(self._rows)
                done = -1 if self._plain else decided
                self._rows.append(Heading(group, done, len(rows), folded))
                for shown in () if folded else rows:
                    self._places[(shown.row.document, shown.row.place)] = len(self._rows)
                    self._rows.append(shown)
        self.endResetModel()

    def fold(self, group: Group) -> None:
        """Fold a group away, or bring it back."""
        self._folded ^= {group}
        self._rebuild()

    def update_row(self, old: Listed, row: Listed) -> None:
        """A conflict was decided, or is open again."""
        heading = self._headings.get(row.group)
        if heading is not None and old.open != row.open:
            at = self._rows[heading]
            assert isinstance(at, Heading)
            at.decided += 1 if old.open else -1
            self.dataChanged.emit(self.index(heading), self.index(heading))
        place = self._places.get((row.document, row.place))
        if place is not None:
            shown = self._rows[place]
            assert isinstance(shown, Shown)
            self._rows[place] = Shown(row, shown.name)
            self.dataChanged.emit(self.index(place), self.index(place))

    def replace_queue(self, queue: Queued) -> None:
        """Keep what a folded group will show when it is brought back."""
        self._queues = [queue if x.document == queue.document else x for x in self._queues]

    def place_of(self, document: str, place: str) -> int:
        """The number of a conflict's row; −1 where it is not listed."""
        return self._places.get((document, place), -1)

    def rowCount(self, parent: Index = NO_PARENT) -> int:
        """Headings and conflicts together."""
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Headings cannot be current."""
        if index.isValid() and isinstance(self._rows[index.row()], Heading):
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        """The row, or its words."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == ROW_ROLE:
            return row
        if isinstance(row, Heading):
            words = f"{GROUP_TITLES[row.group]}, {row.decided} of {row.total} decided"
            return words if role in _WORDS else None
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{row.row.words}\n{row.name}, paragraph {row.row.paragraph}"
        if role in _WORDS:
            state = outcome(row.row) or spoken_versions(row.row.versions)
            return f"{row.row.words}, {row.name}, paragraph {row.row.paragraph}, {state}"
        return None


_WORDS = (int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.AccessibleTextRole))
