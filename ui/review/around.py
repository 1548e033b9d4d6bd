"""What stands around the text under review: queue, rail, bar, side panel and keys."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from annotator.review.adjudication import Review
from annotator.review.listing import Listed
from ui.panels.key_strip import KeyStrip
from ui.review import sights
from ui.review.bar import ReviewBar
from ui.review.hints import key_hints
from ui.review.queue_keeper import QueueKeeper
from ui.review.queue_model import QueueModel
from ui.review.queue_panel import QueuePanel
from ui.review.rail import QueueRail
from ui.review.reviewing import Reviewing
from ui.review.side import SidePanel

NOTHING = "No document has two finished layers yet. It stands here when two people are done."
DONE = "The annotators agree on all of this."


class Around(QObject):
    """Shows what keeper and desk know; asked again whenever something has changed."""

    def __init__(self, keeper: QueueKeeper, keys: Callable[[str], str], parent: QObject) -> None:
        super().__init__(parent)
        self._keeper, self._keys = keeper, keys
        self.model = QueueModel(self)
        self.queue, self.rail = QueuePanel(self.model), QueueRail()
        self.bar, self.strip, self.side = ReviewBar(), KeyStrip(), SidePanel()
        self.tally: sights.Tally | None = None
        self.scope = "all"
        self.read_only = False
        self.nothing = NOTHING
        self._rows: list[tuple[Listed, Listed]] = []
        keeper.row_changed.connect(self._show_row)
        keeper.progressed.connect(self.queue.show_looking)

    def take_tally(self, tally: sights.Tally | None) -> None:
        """Another document is on the desk, or its layers were compared anew."""
        self.tally = tally

    def list_queue(self, review: Review | None) -> None:
        """List the conflicts of all documents, or of the one on the desk."""
        queues = self._keeper.queues()
        if self.scope == "one":
            here = review.document.id if review is not None else ""
            queues = [queued for queued in queues if queued.document == here]
        self._rows.clear()
        self.model.set_queues(queues)

    def _show_row(self, old: Listed, new: Listed) -> None:
        self._rows.append((old, new))

    def show(self, reviewing: Reviewing | None) -> None:
        """Bring everything up to date."""
        keeper = self._keeper
        for old, new in self._rows:
            self.model.update_row(old, new)
        self._rows.clear()
        if self.read_only:
            self.queue.show_total(keeper.total, len(keeper.ids))
        else:
            self.queue.show_counts(keeper.decided, keeper.total, len(keeper.ids))
        self.rail.show_counts(keeper.open_by_group())
        empty = "" if not keeper.known or keeper.total else DONE if keeper.ids else self.nothing
        self.queue.show_empty(empty)
        review = reviewing.review if reviewing is not None else None
        if reviewing is None or review is None or self.tally is None:
            self.strip.set_keys([])
            self.bar.clear()
            self.side.clear()
            return
        id = review.document.id
        self.queue.set_current(id, reviewing.current)
        self.bar.show_document(review.document.name, *keeper.position(id))
        if self.read_only:
            keys = [
                (self._keys("next_conflict"), "next"),
                (self._keys("previous_conflict"), "back"),
            ]
            self.strip.set_keys(keys)
            self.side.clear()
            self.side.show_guideline(sights.guideline(review, reviewing.unit()))
            return
        self.bar.show_left(len(reviewing.queue), len(review.open | review.late.keys()))
        self.strip.set_keys(key_hints(reviewing, self._keys))
        self._show_side(reviewing, self.tally)

    def _show_side(self, reviewing: Reviewing, tally: sights.Tally) -> None:
        review, unit, side = tally.review, reviewing.unit(), self.side
        side.show_annotators(sights.annotators(review, tally.scores, self._keys))
        ends = sights.ends_of(review, unit)
        following = reviewing.following() if not ends else None
        key = self._keys("next_conflict")
        side.show_upcoming(sights.upcoming(review, following, tally.numbers), key)
        side.show_ends(ends)
        side.show_decided(*tally.decided())
        side.show_guideline(sights.guideline(review, unit))
        side.show_agreed(tally.agreed_words())
