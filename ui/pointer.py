"""What the person points at in the open document: current item, selection, drawn relation."""

from collections.abc import Container
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from annotator import relating
from annotator.errors import EditRefused, OutsideScheme
from annotator.model import Relation, Span
from annotator.navigate import Step, neighbour, shown
from annotator.opened import OpenDocument
from annotator.scheme import Label
from annotator.session import Session


@dataclass(slots=True)
class Pointing:
    """The current item, the selected text and the relation that is being drawn; `behind` is the
    span that was current until text was selected, or whose relations are gone through."""

    current: str = ""
    behind: str = ""
    selection: tuple[int, int] | None = None
    caret: int = 0
    drawing: str = ""
    target: str = ""


class Pointer(QObject):
    """A pointer into a session's open document. No widget is known here; views listen to
    `pointed` and ask again."""

    pointed = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.at = Pointing()

    # ------------------------------------------------------------------ questions

    @property
    def opened(self) -> OpenDocument | None:
        """The open document, if any."""
        return self.session.opened

    def span(self) -> Span | None:
        """The current span or suggestion."""
        if self.opened is None:
            return None
        id = self.at.current
        return self.opened.own.spans.get(id) or self.opened.suggestions.spans.get(id)

    def relation(self) -> Relation | None:
        """The current relation."""
        if self.opened is None:
            return None
        id = self.at.current
        return self.opened.own.relations.get(id) or self.opened.suggestions.relations.get(id)

    def is_suggested(self) -> bool:
        """Whether the current item still waits for an answer."""
        if self.opened is None:
            return False
        open_ = self.opened.suggestions
        return self.at.current in open_.spans or self.at.current in open_.relations

    def span_at_hand(self) -> Span | None:
        """The current span, or the one whose relation is current."""
        relation = self.relation()
        if relation is None or self.opened is None:
            return self.span()
        own = self.opened.own.spans
        return own.get(self.at.behind) or own.get(relation.head)

    def relation_choices(self) -> dict[str, str]:
        """For the relation that is drawn or current: each label and why it is refused, or ""."""
        opened, relation = self.opened, self.relation()
        if opened is None:
            return {}
        ends = (self.at.drawing, self.at.target)
        if not self.at.drawing and relation is not None and relation.id in opened.own.relations:
            ends = (relation.head, relation.tail)
        if not ends[0]:
            return {}
        head, tail = opened.span(ends[0]), opened.span(ends[1]) if ends[1] else None
        labels = relation_labels(opened)
        return {label.id: relating.refusal(opened, label, head, tail) for label in labels}

    def targets(self) -> Container[str]:
        """Spans that the drawn relation may go to."""
        opened = self.opened
        if opened is None or not self.at.drawing:
            return ()
        return relating.Targets(opened, opened.span(self.at.drawing))

    def _exists(self, id: str) -> bool:
        opened = self.opened
        if opened is None:
            return False
        homes = (opened.own.spans, opened.own.relations)
        open_ = (opened.suggestions.spans, opened.suggestions.relations)
        return any(id in home for home in (*homes, *open_))

    # ------------------------------------------------------------------ pointing

    def point(self, id: str) -> None:
        """Make a span or relation current; while a relation is drawn, make it the target."""
        if self.at.drawing:
            self.aim(id)
            return
        self.at.current = id
        self.at.selection = None
        self.pointed.emit()

    def select(self, start: int, end: int) -> None:
        """Text was selected; an empty range takes the selection back."""
        self.at.selection = (start, end) if start < end else None
        self.at.caret = end
        if start < end:
            self.at.behind = self.at.current or self.at.behind
            self.at.current = ""
        self.pointed.emit()

    def escape(self) -> None:
        """One step back: the relation, then the selection, then the current item."""
        if self.at.drawing:
            self.at.drawing = self.at.target = ""
        elif self.at.selection:
            self.at.selection = None
        else:
            self.at.current = ""
        self.pointed.emit()

    def step(self, step: Step) -> None:
        """Go to the next or previous span or suggestion; while drawing, to the next target."""
        opened = self.session.current
        if self.at.drawing:
            self._step_target(opened, step)
            return
        at: Span | int = self.span_at_hand() or (self.at.selection or (self.at.caret, 0))[0]
        if self.at.current == "" and self.at.selection is None:
            around = shown(opened, self.at.caret, self.at.caret + 1)
            if around:
                self.point(around[0 if step > 0 else -1].id)
                return
            if step < 0:
                at = self.at.caret or len(opened.document.text)
        found = neighbour(opened, at, step)
        if found is None:
            start = -1 if step > 0 else len(opened.document.text)
            found = neighbour(opened, start, step)
        if found is None:
            raise EditRefused(
                "There are no spans here yet", do="Select text and press a label key."
            )
        self.point(found.id)

    def step_relation(self, step: Step) -> None:
        """Go to the next or previous relation of the current span, and from the last one back to
        the span."""
        opened, span = self.session.current, self.span_at_hand()
        if span is None:
            raise EditRefused("No span is selected", do="Tab goes to the next one.")
        offered = opened.suggestions.relations
        found = [r.id for r in opened.own.relations_of(span.id)]
        found += [r.id for r in opened.suggestions.relations_of(span.id) if r.id in offered]
        if not found:
            raise EditRefused("This span has no relations", do="R draws one.")
        ring = [span.id, *found]
        place = ring.index(self.at.current) if self.at.current in ring else 0
        self.at.behind = span.id
        self.at.current = ring[(place + step) % len(ring)]
        self.pointed.emit()

    def step_suggestion(self, step: Step = 1) -> None:
        """Go to the next suggestion that waits for an answer."""
        opened = self.session.current
        here: Span | int = self.span() or self.at.caret
        open_ids = opened.suggestions.spans
        found = neighbour(opened, here, step, lambda s: s.id in open_ids)
        found = found or neighbour(opened, -1, 1, lambda s: s.id in open_ids)
        self.at.current = found.id if found else ""
        self.pointed.emit()

    # ------------------------------------------------------------------ relations

    def draw_relation(self) -> None:
        """Begin a relation at the current span, or turn the drawn one round."""
        opened, span = self.session.current, self.span()
        if span is None:
            raise EditRefused("A relation starts from a span", do="Tab goes to the next one.")
        if not relation_labels(opened):
            raise OutsideScheme("The scheme has no relation labels", do="Add one to the scheme.")
        self.at.drawing, self.at.target = span.id, ""
        self._step_target(opened, 1)

    def aim(self, id: str) -> None:
        """Make a span the target of the relation that is drawn."""
        opened = self.session.current
        if id != self.at.drawing and (id in opened.own.spans or id in opened.suggestions.spans):
            self.at.target = id
            self.pointed.emit()

    def connect_spans(self, head: str, tail: str) -> None:
        """A drag from one chip to another: the label is asked for next."""
        self.at.current = self.at.drawing = head
        self.at.target = tail
        self.pointed.emit()

    def _step_target(self, opened: OpenDocument, step: Step) -> None:
        target = opened.span(self.at.target) if self.at.target else None
        try:
            found = relating.next_target(opened, opened.span(self.at.drawing), target, step)
        except EditRefused:
            self.at.drawing = ""
            raise
        self.at.target = found.id
        self.pointed.emit()


def relation_labels(opened: OpenDocument) -> tuple[Label, ...]:
    """The scheme's labels for relations."""
    return opened.scheme.of("relation")
