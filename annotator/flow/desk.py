"""The reviewer's desk: the document under review, kept in step with the session.

All edits go through the session, so undo and redo are the session's. The desk follows what it
says has changed: gold from the changes themselves, the annotators' layers by reading them again.
"""

from psygnal import Signal

from annotator.changes import Edit
from annotator.edits.adjudication import merge_agreed
from annotator.errors import EditRefused
from annotator.flow.learning import learn
from annotator.flow.reviewing import ensure_gold, open_review
from annotator.model import Decision
from annotator.review.adjudication import GOLD_ANNOTATOR, Review
from annotator.session import Changed, Session


class Desk:
    """A session's document under review. `changed` comes after the review has followed."""

    changed = Signal(Changed)

    def __init__(self, session: Session) -> None:
        self.session = session
        self.review: Review | None = None
        session.changed.connect(self._follow)

    def leave(self) -> None:
        """Follow no longer."""
        self.session.changed.disconnect(self._follow)

    @property
    def current(self) -> Review:
        """The document under review. Raises EditRefused when there is none."""
        if self.review is None:
            raise EditRefused("No document is under review", do="Choose one in the list.")
        return self.review

    def open(self, document: str) -> Review | None:
        """Put a document on the desk; what all agree on goes into gold. None if it has not
        two finished layers."""
        self.review = self.read(document)
        if self.review is not None and not self.review.read_only and self.session.rights.reviews:
            ensure_gold(self.session.project)
            merged = merge_agreed(self.review)
            if merged is not None:
                self.session.do(merged)
        self.changed.emit(Changed("open", frozenset({document})))
        return self.review

    def read(self, document: str) -> Review | None:
        """Read a document's layers and gold."""
        return open_review(self.session.project, self.session.who, document)

    def close(self) -> None:
        """Clear the desk."""
        self.review = None

    def do(self, edit: Edit) -> Edit:
        """Save a decision and follow it. Raises EditRefused for who may not review."""
        self.session.check_reviews()
        return self.session.do(edit)

    def _follow(self, event: Changed) -> None:
        review = self.review
        if review is not None and event.reason in ("scheme", "trash"):
            self._read_again(review.document.id)
            self.changed.emit(event)
            return
        if review is None or review.document.id not in event.documents:
            return
        here = [c for c in event.changes if c.document == review.document.id]
        gold = [c for c in here if c.annotator == GOLD_ANNOTATOR.id]
        for change in gold:
            review.apply(change)
        review.recheck(gold)
        if len(gold) < len(here):
            self._read_again(review.document.id)
        self.changed.emit(event)

    def _read_again(self, document: str) -> None:
        self.review = self.read(document)


class LearningDesk(Desk):
    """The desk of somebody who looks at their own labels beside gold, and changes nothing. `said`
    are the reviewer's decisions by the place of the difference that they are about."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.said: dict[str, Decision] = {}

    def read(self, document: str) -> Review | None:
        """Read the person's layer and gold; None if gold is not adjudicated."""
        found = learn(self.session.project, self.session.who, document)
        self.said = found.said if found is not None else {}
        return found.review if found is not None else None

    def _follow(self, event: Changed) -> None:
        review = self.review
        whole = event.reason in ("scheme", "trash")
        if review is not None and (whole or review.document.id in event.documents):
            self._read_again(review.document.id)
            self.changed.emit(event)

    def do(self, _edit: Edit) -> Edit:
        """Nothing is decided here."""
        raise EditRefused("Here one only looks", do="Annotate is the place to label.")
