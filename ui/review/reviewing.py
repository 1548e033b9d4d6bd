"""What the reviewer points at, and what the keys do with it: between the desk and the views.

No widget is known here; views listen to the signals and ask again.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QObject, Signal

from annotator.changes import Edit
from annotator.edits import adjudication as edits
from annotator.errors import EditRefused
from annotator.flow.desk import Desk, Prepared
from annotator.model import Decision, Range, Span
from annotator.navigate import Side, Step, edge_target
from annotator.review.adjudication import Review
from annotator.review.listing import in_groups
from annotator.review.units import Unit
from annotator.session import Changed
from annotator.store.tallies import labels_of
from annotator.text.tokens import Tokens, rough_tokens
from ui.review.laid import Laid
from ui.review.opening import Opening
from ui.workspace import Message, Workspace

LONG = 1500  # labels in all layers from which comparing would be felt


class Reviewing(QObject):
    """A desk with a pointer into its queue. Every public method is an action or a question.

    `opened`: another document, or its layers were compared anew. `decided`: gold has changed,
    with the changes. `finished`: the last open conflict was decided; `next_wanted`: the person
    wants to go on from there.
    """

    opened = Signal()
    decided = Signal(object)
    pointed = Signal()
    finished = Signal()
    next_wanted = Signal()
    failed = Signal(object)

    def __init__(
        self, workspace: Workspace, parent: QObject | None = None, desk: Desk | None = None
    ) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.desk = desk if desk is not None else Desk(workspace.session)
        self.desk.changed.connect(self._follow)
        self.desk.renew = self._renew
        workspace.session.changed.connect(self._look_out)
        self.opening = Opening(self)
        self.opening.ready.connect(self._take)
        self.opening.failed.connect(self.failed)
        self._goal: tuple[str, str, bool] = ("", "", True)  # what is being opened
        self.laid: Laid | None = None
        self._known: Review | None = None
        self.go_on = True
        self.current = ""
        self.editing = False
        self._moving = False
        self.selection: Range | None = None
        self._back: list[str] = []
        self._queue: list[Unit] = []
        self._places: dict[str, int] = {}
        self._seen: tuple[object, ...] = ()

    def leave(self) -> None:
        """Follow the session no longer."""
        self.opening.stop()
        self.workspace.session.changed.disconnect(self._look_out)
        self.desk.changed.disconnect(self._follow)
        self.desk.leave()

    # ------------------------------------------------------------------ questions

    @property
    def review(self) -> Review | None:
        """The document on the desk."""
        return self.desk.review

    @property
    def queue(self) -> list[Unit]:
        """The conflicts in the order in which they are worked, decided or not."""
        review = self.review
        if review is None:
            return []
        seen = (review, review.comparison, frozenset(review.late))
        if seen != self._seen:
            self._seen = seen
            self._queue = in_groups(review.queue())
            self._places = {unit.place: n for n, unit in enumerate(self._queue)}
        return self._queue

    def position(self, place: str) -> int:
        """Where a conflict stands in the queue, from 0; −1 if it is not there."""
        return self._places.get(place, -1) if self.queue else -1

    def unit(self) -> Unit | None:
        """The current conflict."""
        review = self.review
        return review.unit(self.current) if review is not None and self.current else None

    def is_open(self, place: str) -> bool:
        """Whether a conflict waits: undecided, put off, or changed since."""
        review = self.review
        return review is not None and (place in review.open or place in review.late)

    def following(self, step: Step = 1) -> Unit | None:
        """The next open conflict in the queue, from its other end if need be; those put off
        come after all others."""
        review, queue = self.review, self.queue
        if review is None or not queue:
            return None
        start = self.position(self.current)
        ring = [*queue[start + 1 :], *queue[: max(0, start)]] if step > 0 else queue[:start][::-1]
        waiting = (unit for unit in ring if self.is_open(unit.place))
        later = None
        for unit in waiting:
            decision = review.decision(unit.place)
            if decision is None or decision.choice != "later":
                return unit
            later = later or unit
        return later

    def gold_span(self) -> Span | None:
        """The gold span of the current conflict, else the first version's: what editing starts
        from."""
        review, unit = self.review, self.unit()
        if review is None or unit is None:
            return None
        decision = review.decision(unit.place)
        gold = review.gold_items(decision) if decision is not None else []
        found = [*gold, *(version.item for version in unit.versions)]
        return next((x for x in found if isinstance(x, Span)), None)

    # ------------------------------------------------------------------ pointing

    def open(self, document: str, place: str = "") -> bool:
        """Put a document on the desk, at a conflict or the first that is open. False if it has
        not two finished layers, or is long: then it comes when it is ready, unless another one
        is opened before."""
        if self.opening.busy and self._goal[0] == document:
            self._goal = (document, place, self._goal[2])
            return False
        self.opening.cancel()
        self.editing, self.selection = False, None
        self._back.clear()
        self.current = ""
        if labels_of(self.workspace.session.project, document) >= LONG:
            self._prepare(document, place)
            return False
        self.laid = None
        return self.desk.open(document) is not None and self._start(place)

    def _prepare(self, document: str, place: str, merging: bool = True) -> None:
        """Clear the desk for a long document, and have it prepared."""
        self._goal = (document, place, merging)
        self.desk.close()
        self._known = self.laid = None
        path = self.workspace.session.project.path
        self.opening.start(path, self.desk.preparing(document, merging))
        self.opened.emit()
        self.pointed.emit()

    def _take(self, prepared: Prepared, laid: Laid | None) -> None:
        self.laid = laid
        self.workspace.attempt(lambda: self.desk.take(prepared))
        if self.desk.review is not None:
            self._start(self._goal[1])

    def _renew(self, document: str) -> None:
        """Bring the document on the desk up to date, whose layers are others now."""
        if labels_of(self.workspace.session.project, document) >= LONG:
            self._prepare(document, self.current, merging=False)
        else:
            self.desk.read_again(document)

    def _look_out(self, event: Changed) -> None:
        """What is being prepared may be out of date already."""
        document, place, merging = self._goal
        touched = event.reason in ("scheme", "trash") or any(
            change.document == document for change in event.changes
        )
        if self.opening.busy and touched:
            self._prepare(document, place, merging)

    def _start(self, place: str) -> bool:
        if place and self.position(place) >= 0:
            self.current = place
        else:
            first = self.following()
            self.current = first.place if first is not None else ""
        self.pointed.emit()
        return True

    def point(self, place: str) -> None:
        """Go to a conflict."""
        if self.current and self.current != place:
            self._back.append(self.current)
        self.current = place
        self.editing, self.selection = False, None
        self.pointed.emit()

    def select(self, start: int, end: int) -> None:
        """Text was selected; an empty range takes the selection back."""
        self.selection = (start, end) if start < end else None

    def next(self) -> None:
        """Go to the next open conflict; where none is left, the document is finished."""
        if self.editing and self.selection is not None:
            self.take_selection()
            return
        following = self.following()
        if following is not None and following.place != self.current:
            self.point(following.place)
        elif self.review is not None and not self.review.open and not self.review.late:
            self.editing = False
            self.next_wanted.emit()
        else:
            self.editing = False
            self.pointed.emit()

    def back(self) -> None:
        """Go to where one was before, else up the queue."""
        self.editing = False
        while self._back:
            place = self._back.pop()
            if self.position(place) >= 0:
                self.current = place
                self.pointed.emit()
                return
        at = self.position(self.current)
        if at > 0:
            self.current = self.queue[at - 1].place
            self.pointed.emit()

    # ------------------------------------------------------------------ deciding

    def take(self, number: int) -> None:
        """Take the version of an annotator, counted from 1; who has nothing means nothing."""
        review, place = self._here()
        if number > len(review.names):
            raise EditRefused(f"There is no annotator {number} here")
        self._decide(edits.decide(review, place, review.names[number - 1]))

    def take_none(self) -> None:
        """Decide that nothing belongs here."""
        review, place = self._here()
        self._decide(edits.decide_none(review, place))

    def later(self) -> None:
        """Put the conflict off and go on."""
        review, place = self._here()
        old = review.decision(place)
        if old is None or old.choice != "later":
            with self._held():
                self.desk.do(edits.defer(review, place))
        self.next()

    def keep(self) -> None:
        """Keep what was decided although annotators changed something since."""
        review, place = self._here()
        self._decide(edits.keep(review, place))

    def reopen(self) -> None:
        """Take the decision back."""
        review, place = self._here()
        self.desk.do(edits.reopen(review, place))

    def write(self, text: str) -> None:
        """Write the comment of the current conflict, unless it says so already."""
        review, place = self._here()
        old = review.decision(place)
        if (old.comment if old is not None else "") != text.strip():
            self.desk.do(edits.comment(review, place, text))

    def _decide(self, edit: Edit) -> None:
        with self._held(self.go_on):
            self.desk.do(edit)
        following = self.following() if self.go_on else None
        if following is not None and following.place != self.current:
            self.point(following.place)
        elif self.go_on:
            self.pointed.emit()
        if self.review is not None and not self.review.open and not self.review.late:
            self.finished.emit()

    @contextmanager
    def _held(self, held: bool = True) -> Iterator[None]:
        """Say nothing of the pointer while something is done that moves it afterwards."""
        self._moving = held
        try:
            yield
        finally:
            self._moving = False

    def _here(self) -> tuple[Review, str]:
        if not self.current:
            raise EditRefused("No conflict is chosen", do="Enter goes to the next one.")
        return self.desk.current, self.current

    # ------------------------------------------------------------------ a version of one's own

    def edit(self) -> None:
        """Begin to make a version of one's own: label keys, edges and selections act on it. With
        text selected, a span where nobody has one."""
        if self.desk.current.read_only:
            raise EditRefused("This project is open for reading only")
        if self.selection is not None:
            self.current, self.editing = "", True
            self.pointed.emit()
            return
        review, place = self._here()
        unit = review.unit(place)
        if unit is not None and not unit.versions:
            raise EditRefused("Nobody has anything here any more", do="Keep it, or press 0.")
        self.editing = True
        self.pointed.emit()

    def stop_editing(self) -> None:
        """Back to the versions; what was made stays."""
        self.editing, self.selection = False, None
        self.pointed.emit()

    def label(self, label: str) -> None:
        """Give the own version a label; a selection becomes its place."""
        if not self.current and self.selection is not None:
            self._add(label, self.selection)
            return
        review, place = self._here()
        unit = review.unit(place)
        if unit is not None and unit.what == "relation":
            self.desk.do(edits.decide_other_relation(review, place, label))
        elif unit is not None and unit.what == "document":
            self.desk.do(edits.decide_own_label(review, place, label))
        else:
            span = self.gold_span()
            ranges = (self.selection,) if self.selection else span.ranges if span else ()
            with self._held():
                self.desk.do(edits.decide_own_span(review, place, ranges, label))
            self.selection = None
            self.pointed.emit()

    def _add(self, label: str, place: Range) -> None:
        """Bring a span into gold that nobody has, and point at it."""
        with self._held():
            edit = self.desk.do(edits.decide_own_span(self.desk.current, None, (place,), label))
        made = next(c.item for c in edit.changes if isinstance(c.item, Decision))
        self.selection = None
        self.current = made.place
        self.pointed.emit()

    def turn(self) -> None:
        """Turn the relation round."""
        review, place = self._here()
        self.desk.do(edits.decide_other_relation(review, place, turned=True))

    def take_selection(self) -> None:
        """Make the selected text the own version's place, under the label that it has."""
        span = self.gold_span()
        if self.selection is None or span is None:
            raise EditRefused("No text is selected", do="Shift and the arrows select some.")
        self.label(span.label)

    def nudge(self, side: Side, step: Step, by: str = "token") -> None:
        """Move an edge of the own version by a token or a character."""
        review, place = self._here()
        span = self.gold_span()
        if span is None:
            raise EditRefused("This has no edges to move")
        offset = span.end if side == "end" else span.start
        tokens = self.tokens
        goal = offset + step if by == "character" else edge_target(tokens, side, offset, step)
        if goal is None:
            raise EditRefused(f"The edge is at the {'end' if step > 0 else 'start'} of the text")
        first, last = span.ranges[0], span.ranges[-1]
        if side == "start":
            ranges = ((goal, first[1]), *span.ranges[1:])
        else:
            ranges = (*span.ranges[:-1], (last[0], goal))
        self.desk.do(edits.decide_own_span(review, place, ranges, span.label))

    def _tokens_of(self, review: Review) -> Tokens:
        stored = self.workspace.session.project.tokens(review.document.id)
        return stored if stored is not None else rough_tokens(review.document.text)

    @property
    def tokens(self) -> Tokens:
        """The tokens of the document on the desk."""
        review = self.desk.current
        return self.laid.tokens if self.laid is not None else self._tokens_of(review)

    # ------------------------------------------------------------------ undo

    def undo(self) -> None:
        """Take back the last edit."""
        with self._held():
            edit = self.workspace.session.undo()
        if edit is None:
            raise EditRefused("There is nothing to undo")
        self._show(edit, "Undone")

    def redo(self) -> None:
        """Do the last undone edit again."""
        with self._held():
            edit = self.workspace.session.redo()
        if edit is None:
            raise EditRefused("There is nothing to redo")
        self._show(edit, "Done again")

    def _show(self, edit: Edit, verb: str) -> None:
        """Go to the first decision that an edit of this document touched; say so of others."""
        review = self.review
        here = [c.item for c in edit.changes if review and c.document == review.document.id]
        places = [x.place for x in here if isinstance(x, Decision)]
        found = next((place for place in places if self.position(place) >= 0), "")
        if found:
            self.current = found
        if here:
            self.pointed.emit()
        if not here or len(places) > 1:
            self.workspace.said.emit(Message("success", f"{verb}: {edit.title}"))

    # ------------------------------------------------------------------ plumbing

    def _lay(self, review: Review | None) -> None:
        if review is None:
            self.laid = None
        elif self.laid is None or self.laid.review is not review:
            self.laid = Laid(review, self._tokens_of(review))

    def _follow(self, event: Changed) -> None:
        review = self.review
        if review is None or review is not self._known:
            self._known = review
            self._lay(review)
            self.opened.emit()
            if self.current and self.position(self.current) < 0:
                self.current = ""
            self.pointed.emit()
            return
        here = [c for c in event.changes if c.document == review.document.id]
        self.decided.emit(here)
        if not self._moving:
            self.pointed.emit()


Act = Callable[[Reviewing], object]
