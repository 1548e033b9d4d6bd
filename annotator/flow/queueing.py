"""The reviewer's queue over many documents, read with a connection of its own."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from annotator.flow.reviewing import ready, reviews
from annotator.model import Annotator
from annotator.review.listing import Listed, listed
from annotator.store.project import Project

Progress = Callable[[int, int], object]


@dataclass(frozen=True, slots=True)
class Queued:
    """A document's part of the queue: its name, whose layers were compared, and its conflicts.
    `agreed` waits to be merged: what all agree on and is not in gold yet."""

    document: str
    name: str
    names: tuple[str, ...]
    rows: tuple[Listed, ...]
    agreed: int = 0

    @property
    def open(self) -> int:
        """How many conflicts wait for the reviewer."""
        return sum(row.open for row in self.rows)


def queue(
    project: Project,
    who: Annotator,
    documents: Collection[str] | None = None,
    progress: Progress = lambda _done, _total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> list[Queued] | None:
    """The queues of all documents that are ready, or of some, in the order of import; None if
    it was cancelled."""
    there = set(project.document_ids())
    wanted = None if documents is None else list(documents)
    chosen = [x for x in ready(project, wanted) if x.document in there]
    found = []
    for number, review in enumerate(reviews(project, who, chosen), start=1):
        if cancelled():
            return None
        document = review.document
        rows = tuple(listed(review))
        found.append(Queued(document.id, document.name, review.names, rows, len(review.pending)))
        progress(number, len(chosen))
    return found
