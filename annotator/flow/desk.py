"""The reviewer's desk: the document under review, kept in step with the session.

All edits go through the session, so undo and redo are the session's. The desk follows what it
says has changed: gold from the changes themselves, the annotators' layers by reading them again.
Reading a document and comparing its layers needs nothing of the desk, so that a long one can be
prepared in another thread, with a connection of its own, and be put on the desk when it is ready.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from psygnal import Signal

from annotator.changes import Edit
from annotator.edits.adjudication import merge_agreed
from annotator.errors import EditRefused
from annotator.flow.learning import learn
from annotator.flow.reviewing import ensure_gold, open_review
from annotator.model import Decision
from annotator.review.adjudication import GOLD_ANNOTATOR, Review
from annotator.session import Changed, Session
from annotator.store.project import Project

MANY = 2000  # changes at once after which reading again is quicker than following each


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document ready for the desk; no review if it has not two finished layers. `merged` is
    what all agree on and is not saved yet: the review has it in gold already. `said`: see
    LearningDesk."""

    document: str
    review: Review | None
    merged: Edit | None = None
    said: Mapping[str, Decision] = field(default_factory=dict)


Going = Callable[[float], bool]  # is told how far it is, 0 to 1, and says whether to go on
Preparing = Callable[[Project, Going], Prepared | None]


def _on(_share: float) -> bool:
    return True


class Desk:
    """A session's document under review, and its id, which stands from before what all agree on
    is saved. `changed` comes after the review has followed. `renew` brings a document up to date
    whose layers are others now."""

    changed = Signal(Changed)

    def __init__(self, session: Session) -> None:
        self.session = session
        self.review: Review | None = None
        self.document = ""
        self.renew: Callable[[str], None] = self.read_again
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
        return self.take(self._prepared(document))

    def _prepared(self, document: str, merging: bool = True) -> Prepared:
        prepared = self.preparing(document, merging)(self.session.project, _on)
        assert prepared is not None
        return prepared

    def preparing(self, document: str, merging: bool = True) -> Preparing:
        """How a document is read, compared and, if `merging`, what all agree on brought into its
        gold: by a function that any thread may call with a project of its own. It returns
        None if it was told to stop."""
        session = self.session
        who, read_only = session.who, session.read_only
        merging = merging and not read_only and session.rights.reviews

        def prepare(project: Project, going: Going) -> Prepared | None:
            review = open_review(project, who, document) if going(0.0) else None
            if review is None:
                return Prepared(document, None)
            review.read_only = read_only
            if not going(0.5):
                return None
            merged = merge_agreed(review) if merging else None
            if merged is not None:
                if not going(0.8):
                    return None
                review.follow(merged.changes)
            return Prepared(document, review, merged)

        return prepare

    def take(self, prepared: Prepared) -> Review | None:
        """Put a prepared document on the desk, once what all agree on is saved."""
        self.review, self.document = None, prepared.document
        if prepared.merged is not None:
            ensure_gold(self.session.project)
            self.session.do(prepared.merged)
        self.review = prepared.review
        self.changed.emit(Changed("open", frozenset({prepared.document})))
        return self.review

    def close(self) -> None:
        """Clear the desk."""
        self.review, self.document = None, ""

    def do(self, edit: Edit) -> Edit:
        """Save a decision and follow it. Raises EditRefused for who may not review."""
        self.session.check_reviews()
        return self.session.do(edit)

    def _follow(self, event: Changed) -> None:
        review = self.review
        if review is not None and event.reason in ("scheme", "trash"):
            self.renew(review.document.id)
            self.changed.emit(event)
            return
        if review is None or review.document.id not in event.documents:
            return
        here = [c for c in event.changes if c.document == review.document.id]
        gold = [c for c in here if c.annotator == GOLD_ANNOTATOR.id]
        if len(gold) < len(here) or len(gold) > MANY:
            self.renew(review.document.id)
        else:
            review.follow(gold)
        self.changed.emit(event)

    def read_again(self, document: str) -> None:
        """Bring the document up to date from the file; nothing is merged."""
        self.review = self._prepared(document, merging=False).review


class LearningDesk(Desk):
    """The desk of somebody who looks at their own labels beside gold, and changes nothing. `said`
    are the reviewer's decisions by the place of the difference that they are about."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.said: dict[str, Decision] = {}

    def preparing(self, document: str, merging: bool = True) -> Preparing:  # noqa: ARG002
        """How the person's layer and gold are read; no review if gold is not adjudicated."""
        who = self.session.who

        def prepare(project: Project, _going: Going) -> Prepared:
            found = learn(project, who, document)
            if found is None:
                return Prepared(document, None)
            return Prepared(document, found.review, said=found.said)

        return prepare

    def take(self, prepared: Prepared) -> Review | None:
        """Put a prepared document on the desk."""
        self.said = dict(prepared.said)
        return super().take(prepared)

    def read_again(self, document: str) -> None:
        """Bring the document up to date from the file."""
        prepared = self._prepared(document)
        self.review, self.said = prepared.review, dict(prepared.said)

    def _follow(self, event: Changed) -> None:
        review = self.review
        whole = event.reason in ("scheme", "trash")
        if review is not None and (whole or review.document.id in event.documents):
            self.renew(review.document.id)
            self.changed.emit(event)

    def do(self, _edit: Edit) -> Edit:
        """Nothing is decided here."""
        raise EditRefused("Here one only looks", do="Annotate is the place to label.")
