"""One person at work on one project: the door through which the window reads and edits.

Every edit is saved before memory and screen change; if saving fails, nothing has changed.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from typing import Literal

from psygnal import Signal

from annotator.annotations import Annotations
from annotator.changes import Change, Edit, Trashing, undoing
from annotator.edits.suggestions import prefill
from annotator.errors import EditRefused
from annotator.history import History
from annotator.memory.memory import Memory
from annotator.model import Annotator, Comment, make_annotator
from annotator.opened import OpenDocument
from annotator.opening import Ahead, look, read_ahead, suggestions_for, unsaid
from annotator.people import Rights, Role
from annotator.remembering import Remembering
from annotator.scheme import LabelKind, Scheme
from annotator.store import people
from annotator.store.comments import comments_of
from annotator.store.project import Project
from annotator.suggestion_mode import SuggestionMode, read_mode, write_mode
from annotator.text.tokens import Tokens

Reason = Literal[
    "open", "edit", "undo", "redo", "suggestions", "memory", "tokens", "scheme", "trash"
]


@dataclass(frozen=True, slots=True)
class Changed:
    """What views have to look at again. `changes` is empty where all of it may differ; for
    "memory", `spans` and `relations` are the ids of suggestions that came, went or changed."""

    reason: Reason
    documents: frozenset[str] = frozenset()
    changes: tuple[Change, ...] = ()
    spans: frozenset[str] = frozenset()
    relations: frozenset[str] = frozenset()


class Session:
    """A project, who works on it, the open document and the way back."""

    changed = Signal(Changed)

    def __init__(
        self,
        project: Project,
        who: str,
        threshold: float = 0.0,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.project = project
        self._clock = clock
        self.who: Annotator = _annotator(project, who)
        self.opened: OpenDocument | None = None
        self._threshold = threshold
        self._remembering: Remembering | None = None
        self._ahead: Ahead | None = None
        done, undone = project.history(self.who.id)
        self.history = History(done, undone)

    @property
    def scheme(self) -> Scheme:
        """The project's labels."""
        return self.project.scheme

    @property
    def rights(self) -> Rights:
        """What the project lets the person do; a courtesy, not a lock."""
        return people.rights_of(self.project, self.who.id)

    @property
    def role(self) -> Role:
        """The role that the project gives the person."""
        return people.role_of(self.project, self.who.id)

    @property
    def blind(self) -> bool:
        """Whether the others' labels stay hidden from the person."""
        return not self.rights.sees_others

    def check_reviews(self) -> None:
        """Raises EditRefused unless the person may decide about gold."""
        if not self.rights.reviews:
            raise EditRefused(
                f"{self.who.name} labels here; a reviewer or the lead decides about gold",
                do="The lead can give you that role.",
            )

    def others(self) -> list[tuple[Annotator, Annotations]]:
        """The other people's layers of the open document, to look at; none while the project is
        blind."""
        if self.opened is None or self.blind:
            return []
        id = self.opened.document.id
        known = {one.id: one for one in self.project.annotators() if one.kind == "person"}
        found = [known.get(layer.annotator) for layer in self.project.layers(id)]
        return [
            (one, self.project.annotations(id, one.id))
            for one in found
            if one is not None and one.id != self.who.id
        ]

    def comments(self) -> list[tuple[str, Comment]]:
        """The comments on the open document with their authors' names, the oldest first; only
        the person's own while the project is blind."""
        if self.opened is None:
            return []
        found = comments_of(self.project, self.opened.document.id)
        own = self.opened.own.comments
        return [one for one in found if not self.blind or one[1].id in own]

    @property
    def read_only(self) -> bool:
        """Whether edits are refused."""
        return self.project.read_only

    @property
    def current(self) -> OpenDocument:
        """The open document. Raises EditRefused when none is."""
        if self.opened is None:
            raise EditRefused("No document is open", do="Choose one in the list.")
        return self.opened

    def open(self, document: str) -> OpenDocument:
        """Open a document, with the stored tokens or, until they come, rough ones."""
        self.opened = self._look(document)
        self.changed.emit(Changed("open", frozenset({document})))
        self._prefill()
        return self.opened

    @property
    def mode(self) -> SuggestionMode:
        """How the project shows suggestions."""
        return read_mode(self.project)

    def set_mode(self, mode: SuggestionMode) -> None:
        """Show suggestions in another way from now on."""
        self._refuse_if_read_only()
        write_mode(self.project, mode)
        self.refresh_suggestions()

    def _prefill(self) -> None:
        """In a pre-filled project, take suggestions into a document that was not begun."""
        opened = self.opened
        if opened is None or opened.read_only or not opened.suggestions.spans:
            return
        if self.mode.mode == "pre-filled" and opened.own.status == "new":
            with suppress(EditRefused):
                self.do(prefill(opened))

    def close(self) -> None:
        """Close the document and the project."""
        self.opened = None
        self.project.close()

    def do(self, edit: Edit) -> Edit:
        """Save an edit, then show it. Raises what the store raises, with nothing changed."""
        when = self._clock().astimezone(UTC).isoformat(timespec="microseconds")
        edit = replace(edit, who=self.who.id, when=when)
        self.project.save(edit)
        self.history.add(edit)
        self._take_in("edit", edit.changes)
        self._take_in_beyond(edit)
        return edit

    def undo(self) -> Edit | None:
        """Take the last edit back; None when there is none."""
        if not self.history.done:
            return None
        edit = self.history.done[-1]
        self._refuse_if_read_only()
        self._refuse_if_strange(edit, undoing(edit))
        self.project.swap(edit, undone=True)
        self.history.take_back()
        self._take_in("undo", undoing(edit))
        self._take_in_beyond(edit)
        return edit

    def redo(self) -> Edit | None:
        """Do the last undone edit again; None when there is none."""
        if not self.history.undone:
            return None
        edit = self.history.undone[-1]
        self._refuse_if_read_only()
        self._refuse_if_strange(edit, edit.changes)
        self.project.swap(edit, undone=False)
        self.history.bring_again()
        self._take_in("redo", edit.changes)
        self._take_in_beyond(edit)
        return edit

    @property
    def threshold(self) -> float:
        """The lowest score at which a suggestion is shown, 0 to 1."""
        return self._threshold

    @threshold.setter
    def threshold(self, value: float) -> None:
        if value != self._threshold:
            self._threshold = value
            self.refresh_suggestions()

    def refresh_suggestions(self) -> None:
        """Read the models' layers of the open document again."""
        if self.opened is None:
            return
        opened = self.opened
        opened.suggestions = suggestions_for(
            self.project, opened.document, opened.own, self._threshold, self._remembering
        )
        self.changed.emit(Changed("suggestions", frozenset({opened.document.id})))
        self._prefill()

    def _look(self, document: str) -> OpenDocument:
        remembering = self._remembering
        return look(self.project, self.who, document, self._threshold, remembering, self._ahead)

    def read_ahead(self, document: str) -> str:
        """Read a document that is likely to be opened next; returns its text."""
        if self._ahead is None or self._ahead[0].id != document:
            self._ahead = read_ahead(self.project, document)
        return self._ahead[0].text

    def remember(self, memory: Memory | None) -> None:
        """Offer what a memory knows, and teach it by every edit; None offers nothing more."""
        self._remembering = None if memory is None else Remembering(memory)
        self.refresh_suggestions()

    @property
    def remembers(self) -> bool:
        """Whether there is a memory."""
        return self._remembering is not None

    def recall(self, seconds: float = 1.0) -> bool:
        """Show in the open document what was learnt since: soon after an edit, not in it.
        Stops after about so many seconds; True if there is more to do."""
        opened, remembering = self.opened, self._remembering
        if opened is None or remembering is None or not remembering.has_news:
            return False
        document, suggestions = opened.document, opened.suggestions
        if not self.mode.shows_in(document.id):
            return False
        gone, new = remembering.news(document.id, document.text, suggestions.index, seconds)
        spans = suggestions.replace(gone, unsaid(self.scheme, new, [suggestions.index]))
        links = suggestions.recheck_relations(spans)
        remembering.links.again(((s.start, s.end) for s in (*gone, *new)), everywhere=False)
        if not remembering.has_strings:
            lost, found = remembering.links.news(opened, seconds)
            links |= suggestions.replace_relations(lost, found)
        if spans or links:
            here = frozenset({document.id})
            self.changed.emit(Changed("memory", here, (), frozenset(spans), frozenset(links)))
        return remembering.has_news

    def reload_scheme(self) -> None:
        """Read the project's labels again, after an import brought new ones."""
        self.project.forget_scheme()
        here: frozenset[str] = frozenset()
        if self.opened is not None:
            self.opened.scheme = self.scheme
            here = frozenset({self.opened.document.id})
        self.changed.emit(Changed("scheme", here))

    def take_tokens(self, document: str, tokens: Tokens) -> None:
        """Store the tokenizer's answer, unless there is one, and use it."""
        if not self.read_only:
            self.project.set_tokens(document, tokens)
        opened = self.opened
        if opened is None or opened.document.id != document or opened.tokens == tokens:
            return
        known = self.project.tokens(document) or tokens
        if known != opened.tokens:
            opened.tokens = known
            self.changed.emit(Changed("tokens", frozenset({document})))

    def add_seconds(self, seconds: float) -> None:
        """Count active time on the open document, once it has a layer or an edit is likely."""
        if self.opened is not None and not self.read_only:
            self.project.add_seconds(self.opened.document.id, self.who.id, seconds)

    def _take_in(self, reason: Reason, changes: Sequence[Change]) -> None:
        if self.opened is not None:
            place = (self.opened.document.id, self.who.id)
            here = [c for c in changes if (c.document, c.annotator) == place]
            for change in here:
                self.opened.own.apply(change)
            self.opened.suggestions.recheck(here)
        self._learn(changes)
        if not changes:
            return
        documents = frozenset(change.document for change in changes)
        self.changed.emit(Changed(reason, documents, tuple(changes)))

    def _learn(self, changes: Sequence[Change]) -> None:
        if self._remembering is None:
            return
        by_document: dict[str, list[Change]] = {}
        for change in changes:
            if change.annotator == self.who.id:
                by_document.setdefault(change.document, []).append(change)
        for document, own in by_document.items():
            opened = self.opened
            if opened is not None and opened.document.id == document:
                self._remembering.take(own, opened.document.text, partial(_own, opened), here=True)
                continue
            text = self.project.document(document).text
            stored = partial(self.project.annotations, document, self.who.id)
            self._remembering.take(own, text, stored, here=False)

    def _take_in_beyond(self, edit: Edit) -> None:
        """What is beyond the layers is read again from the file."""
        if not edit.beyond:
            return
        trashed = [id for c in edit.beyond if isinstance(c, Trashing) for id in c.documents]
        if trashed:
            if self.opened is not None and self.opened.document.id in trashed:
                self.opened = None
            self.changed.emit(Changed("trash", frozenset(trashed)))
        if len(edit.beyond) > bool(trashed):
            if self.opened is not None:
                id = self.opened.document.id
                self.project.forget_scheme()
                self.opened = self._look(id)
            self.reload_scheme()

    def _refuse_if_strange(self, edit: Edit, changes: Sequence[Change]) -> None:
        """Labels that somebody renamed or deleted since must not come back by undo."""
        if edit.beyond:
            return
        kinds: dict[str, LabelKind] = {"span": "span", "relation": "relation", "label": "document"}
        for change in changes:
            label = getattr(change.after, "label", "")
            kind = kinds.get(change.kind)
            if kind and label and (kind, label) not in self.scheme.by_id:
                raise EditRefused(
                    f"“{edit.title}” used the label {label}, which the scheme no longer has",
                    do="What was done before that cannot be changed back.",
                )

    def _refuse_if_read_only(self) -> None:
        if self.read_only:
            raise EditRefused("This project is open for reading only")


def _annotator(project: Project, name: str) -> Annotator:
    return make_annotator(name) if project.read_only else project.annotator(name)


def _own(opened: OpenDocument) -> Annotations:
    return opened.own
