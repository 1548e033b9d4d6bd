"""The queue of all documents: compared in a thread, and kept up to date from the desk."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, QThread, QTimer, Signal

from annotator.errors import UserError
from annotator.flow.queueing import Queued
from annotator.model import Annotator
from annotator.review.adjudication import Review
from annotator.review.listing import Group, Listed, listed_one
from annotator.session import Changed
from annotator.store.project import Project
from annotator.text.paragraphs import ParagraphNumbers
from ui.tasks import Job, JobThread, Progress

SOON_MS = 1200  # after a change, before documents are compared anew
REST_MS = 1  # after each document, so that the window's thread is not held up


Read = Callable[
    [Project, Annotator, Collection[str] | None, Progress, Callable[[], bool]],
    list[Queued] | None,
]


class QueueKeeper(QObject):
    """Knows what is open in each document, as `read` finds it. `counted`: there are other
    figures. `renewed`: whole documents came or went. `row_changed(old, new)`: one conflict of the
    desk's document."""

    counted = Signal()
    renewed = Signal()
    row_changed = Signal(object, object)
    progressed = Signal(float)
    failed = Signal(object)

    def __init__(self, read: Read, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._read = read
        self._path: Path | None = None
        self._who: Annotator | None = None
        self._queues: dict[str, Queued] = {}
        self._rows: dict[str, Listed] = {}
        self._here: tuple[Review, ParagraphNumbers] | None = None
        self._places: dict[str, int] = {}
        self._stale: set[str] | None = None  # None: everything
        self._thread: JobThread | None = None
        self._soon = QTimer(self, singleShot=True, interval=SOON_MS)
        self._soon.timeout.connect(self.look)
        self.known = False
        self.decided = self.total = 0
        self._open: dict[Group, int] = {}

    # ------------------------------------------------------------------ asking

    def queues(self) -> list[Queued]:
        """The documents that can be reviewed, in order; the desk's is as it is now."""
        self._settle()
        return list(self._queues.values())

    def queue(self, document: str) -> Queued | None:
        """A document's part."""
        self._settle()
        return self._queues.get(document)

    @property
    def ids(self) -> list[str]:
        """The documents that can be reviewed, in order."""
        return list(self._queues)

    def position(self, document: str) -> tuple[int, int]:
        """1-based place of a document among them, 0 if unknown, and how many they are."""
        ids = self.ids
        return (ids.index(document) + 1 if document in self._queues else 0), len(ids)

    def open_by_group(self) -> dict[Group, int]:
        """Open conflicts of each kind that there is."""
        return dict(self._open)

    @property
    def open(self) -> int:
        """Conflicts that wait."""
        return self.total - self.decided

    @property
    def busy(self) -> bool:
        """Whether documents are being compared, or soon will be."""
        return self._thread is not None or self._soon.isActive()

    def beside(self, document: str, step: int) -> str:
        """The document before or after one; empty at the ends."""
        ids = list(self._queues)
        if document not in self._queues:
            return ids[0] if ids else ""
        place = ids.index(document) + step
        return ids[place] if 0 <= place < len(ids) else ""

    def next_open(self, document: str) -> str:
        """The next document with something to decide, from the top if need be."""
        self._settle()
        ids = list(self._queues)
        start = ids.index(document) + 1 if document in self._queues else 0
        ring = [*ids[start:], *ids[:start]]
        return next((id for id in ring if id != document and self._queues[id].open), "")

    # ------------------------------------------------------------------ the thread

    def watch(self, path: Path | None, who: Annotator | None) -> None:
        """Keep the queue of another project, or of none."""
        self.stop()
        self._path, self._who = path, who
        self._queues, self._stale, self.known = {}, None, False
        self._here, self._rows = None, {}
        self.decided = self.total = 0
        self._open = {}

    def look_soon(self) -> None:
        """Compare what has to be compared, when it is quiet."""
        if self._path is not None:
            self._soon.start()

    def look(self) -> None:
        """Compare what has to be compared now, beside the window."""
        self._soon.stop()
        if self._path is None or self._who is None or self._thread is not None:
            return
        if self._stale is not None and not self._stale:
            return
        wanted, self._stale = self._stale, set()
        thread = JobThread(_job(self._read, self._path, self._who, wanted), self)
        self._thread = thread
        thread.progressed.connect(lambda done, of: self.progressed.emit(done / max(1, of)))
        thread.succeeded.connect(lambda found: self._take(wanted, found))
        thread.failed.connect(self._failed)
        thread.finished.connect(self._finished)
        thread.start()

    def stop(self) -> None:
        """Stop, and wait: the file is about to be closed."""
        self._soon.stop()
        thread, self._thread = self._thread, None
        if thread is not None:
            thread.succeeded.disconnect()
            thread.failed.disconnect()
            thread.finished.disconnect()
            thread.requestInterruption()
            thread.wait()

    def _take(self, wanted: set[str] | None, found: list[Queued] | None) -> None:
        if found is None:
            self._stale = None
            return
        fresh = {queued.document: queued for queued in found}
        if wanted is None:
            self._queues = fresh
        else:
            for id in wanted - fresh.keys():
                self._queues.pop(id, None)
            self._queues |= fresh  # those that were there keep their place
        self.known = True
        if self._here is not None:
            self._put_here(self._here[0])
        self._count()
        self.renewed.emit()

    def _failed(self, error: BaseException) -> None:
        if not isinstance(error, UserError):
            raise error
        self._stale = None
        self.failed.emit(error)

    def _finished(self) -> None:
        if self._thread is not None:
            self._thread.deleteLater()
        self._thread = None
        if self._stale:
            self._soon.start()
        self.counted.emit()

    # ------------------------------------------------------------------ the desk

    def take_review(
        self, review: Review | None, rows: Iterable[Listed], numbers: ParagraphNumbers | None
    ) -> None:
        """Another document is on the desk, or its layers were compared anew: its conflicts, and
        the numbers of its paragraphs."""
        self._settle()
        self._here = None
        if review is not None and numbers is not None:
            self._here = (review, numbers)
            self._rows = {row.place: row for row in rows}
            self._put_here(review)
            self._count()
            self.renewed.emit()

    def _put_here(self, review: Review) -> None:
        document, rows = review.document, tuple(self._rows.values())
        self._queues[document.id] = Queued(document.id, document.name, review.names, rows)

    def take_places(self, places: Iterable[str]) -> None:
        """These conflicts of the desk's document may look different."""
        if self._here is None:
            return
        review, numbers = self._here
        for place in places:
            old = self._rows.get(place)
            unit = review.unit(place)
            if old is None or unit is None:
                continue
            new = listed_one(review, unit, numbers)
            if new != old:
                self._rows[place] = new
                closed = (not new.open) - (not old.open)
                self.decided += closed
                self._open[new.group] -= closed
                self.row_changed.emit(old, new)
        self.counted.emit()

    def _settle(self) -> None:
        """Write down the rows of the desk's document."""
        if self._here is not None:
            id = self._here[0].document.id
            self._queues[id] = replace(self._queues[id], rows=tuple(self._rows.values()))

    def take_change(self, event: Changed, here: str) -> None:
        """Layers changed: what is not on the desk is compared again."""
        if self._path is None:
            return
        if event.reason in ("scheme", "trash"):
            self._stale = None
            self.look_soon()
        elif event.reason in ("edit", "undo", "redo") and self._stale is not None:
            touched = event.documents - {here}
            self._stale |= touched
            if touched:
                self.look_soon()

    def _count(self) -> None:
        rows = [row for queued in self._queues.values() for row in queued.rows]
        self.total = len(rows)
        self.decided = sum(not row.open for row in rows)
        self._open = {}
        for row in rows:
            self._open[row.group] = self._open.get(row.group, 0) + row.open
        self.counted.emit()


def _job(read: Read, path: Path, who: Annotator, wanted: set[str] | None) -> Job:
    """Compare with a connection of its own."""

    def work(progress: Progress, cancelled: Callable[[], bool]) -> list[Queued] | None:
        def rested(done: int, total: int) -> None:
            progress(done, total)
            QThread.msleep(REST_MS)

        with Project.open(path, read_only=True) as project:
            return read(project, who, wanted, rested, cancelled)

    return work
