"""What the person points at, and what the keys do with it: between the session and the views.

No widget is known here; views listen to the signals and ask again.
"""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from annotator.changes import Edit
from annotator.edits import comments, layers, parts, relations, spans, suggestions
from annotator.errors import EditRefused, OutsideScheme, UserError
from annotator.model import Relation, Span, Status
from annotator.navigate import Side, Step, edge_target, neighbour
from annotator.opened import OpenDocument
from annotator.session import Changed, Session
from ui.pointer import Pointer, Pointing

EDITS = ("edit", "undo", "redo")


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence for the person: kind is success, warning or danger."""

    kind: str
    title: str
    detail: str = ""
    action: str = ""
    run: Callable[[], None] | None = None


class Workspace(Pointer):
    """The session with a pointer into it. Every public method is an action or a question."""

    changed = Signal(object)
    said = Signal(object)
    flashed = Signal(list)
    next_wanted = Signal(int)
    scheme_wanted = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(session, parent)
        session.changed.connect(self._session_changed)

    def history_reasons(self) -> dict[str, str]:
        """Why undo and redo cannot run now."""
        history, reasons = self.session.history, {}
        if not history.done:
            reasons["undo"] = "There is nothing to undo"
        if not history.undone:
            reasons["redo"] = "There is nothing to redo"
        return reasons

    # ------------------------------------------------------------------ edits

    def attempt(self, action: Callable[[], object]) -> bool:
        """Run an action; a UserError becomes a message. False when it was refused."""
        try:
            action()
        except OutsideScheme as error:
            way = ("Scheme…", self.scheme_wanted.emit)
            self.said.emit(Message("warning", error.what, error.do, *way))
            return False
        except EditRefused as error:
            self.said.emit(Message("warning", error.what, error.do))
            return False
        except UserError as error:
            self.said.emit(Message("danger", f"Not saved: {error.what}", error.do))
            return False
        return True

    def label(self, label: str) -> None:
        """A label key: labels the selection, else relabels the current span; while a relation
        is drawn, the label of the relation."""
        opened, at = self.session.current, self.at
        if at.drawing:
            self._finish_relation(opened, label)
        elif at.selection:
            edit = self.session.do(spans.add_span(opened, *at.selection, label))
            self._point_at_new(edit)
        elif self.relation() is not None:
            self.session.do(relations.relabel_relation(opened, at.current, label))
        elif at.current:
            self._relabel(opened, label)
        else:
            raise EditRefused("Nothing is selected", do="Select text, or press Tab for a span.")

    def _relabel(self, opened: OpenDocument, label: str) -> None:
        suggested = self.is_suggested()
        edit = self.session.do(spans.relabel(opened, [self.at.current], label))
        self._point_at_new(edit)
        if suggested and opened.suggestions.spans:
            self.step_suggestion()

    def accept(self) -> None:
        """Accept the current suggestion and go to the next."""
        opened = self.session.current
        if not self.is_suggested():
            self.step_suggestion()
            if not self.at.current:
                raise EditRefused("No suggestions are left here", do="Ctrl+Enter finishes it.")
            return
        after = self._after_current(opened)
        self.session.do(suggestions.accept(opened, [self.at.current]))
        self._go_on(after)

    def remove(self) -> None:
        """Reject the current suggestion and go to the next, or delete the current item."""
        opened = self.session.current
        if not self.at.current:
            raise EditRefused("No span is selected", do="Tab goes to the next one.")
        if self.is_suggested():
            after = self._after_current(opened)
            self.session.do(suggestions.reject(opened, [self.at.current]))
            self._go_on(after)
        else:
            after = self._after_current(opened)
            self.session.do(spans.delete(opened, [self.at.current]))
            self.at.current = after if self._exists(after) else ""
            self.pointed.emit()

    def _after_current(self, opened: OpenDocument) -> str:
        span = self.span()
        if span is None:
            return ""
        if self.is_suggested():
            wanted = opened.suggestions.spans
            found = neighbour(opened, span, 1, lambda s: s.id in wanted)
        else:
            found = neighbour(opened, span, 1)
        return found.id if found else ""

    def _go_on(self, after: str) -> None:
        if after and self._exists(after):
            self.at.current = after
            self.pointed.emit()
        else:
            self.step_suggestion()

    def accept_all(self) -> None:
        """Accept every suggestion that is shown."""
        opened = self.session.current
        edit = self.session.do(suggestions.accept_all(opened))
        ids = [c.after.id for c in edit.changes if isinstance(c.after, Span)]
        self.flashed.emit(ids)
        noun = "suggestion" if len(ids) == 1 else "suggestions"
        self.said.emit(Message("success", f"{len(ids)} {noun} accepted", "", "Undo", self.undo))

    def nudge(self, side: Side, step: Step, by: str = "token") -> None:
        """Move an edge of the current span by a token or a character."""
        opened, span = self.session.current, self.span()
        if span is None:
            raise EditRefused("No span is selected", do="Tab goes to the next one.")
        offset = span.end if side == "end" else span.start
        goal = (
            offset + step if by == "character" else edge_target(opened.tokens, side, offset, step)
        )
        if goal is None:
            raise EditRefused(f"The edge is at the {'end' if step > 0 else 'start'} of the text")
        self.move_edge(span.id, side, goal)

    def move_edge(self, id: str, side: Side, offset: int) -> None:
        """Put an edge of a span at an offset."""
        edit = self.session.do(spans.move_edge(self.session.current, id, side, offset))
        self._point_at_new(edit)

    def split(self) -> None:
        """Cut the current span at the caret."""
        span = self.span()
        if span is None:
            raise EditRefused("No span is selected", do="Tab goes to the next one.")
        self.session.do(spans.split(self.session.current, span.id, self.at.caret))

    def add_part(self) -> None:
        """Let the span that was current also cover the selected text."""
        self._change_parts(parts.add_part)

    def take_part(self) -> None:
        """Let the span that was current cover the selected text no more."""
        self._change_parts(parts.take_part)

    def _change_parts(self, make: Callable[[OpenDocument, str, int, int], Edit]) -> None:
        opened, selection = self.session.current, self.at.selection
        if selection is None:
            raise EditRefused("Nothing is selected", do="Go to a span, then select text.")
        id = self.at.behind
        if id not in opened.own.spans and id not in opened.suggestions.spans:
            raise EditRefused("No span was selected before", do="Go to a span, then select text.")
        self._point_at_new(self.session.do(make(opened, id, *selection)))

    def set_note(self, id: str, note: str) -> None:
        """Write the note of an item."""
        self.session.do(spans.set_note(self.session.current, id, note))

    def set_kb_id(self, id: str, kb_id: str) -> None:
        """Link a span to a knowledge base."""
        self.session.do(spans.set_kb_id(self.session.current, id, kb_id))

    def set_attribute(self, id: str, name: str, value: str) -> None:
        """Give an item an attribute, or take it off."""
        self.session.do(spans.set_attribute(self.session.current, id, name, value))

    def write_comment(self, id: str, text: str, span: str) -> None:
        """Say something about the document or a span, or with an id say it otherwise."""
        opened = self.session.current
        if id:
            self.session.do(comments.edit_comment(opened, id, text))
        else:
            self.session.do(comments.add_comment(opened, text, span))

    def delete_comment(self, id: str) -> None:
        """Take an own comment back."""
        self.session.do(comments.delete_comment(self.session.current, id))

    def toggle_document_label(self, label: str) -> None:
        """Put a label on the document or take it off."""
        self.session.do(layers.toggle_document_label(self.session.current, label))

    def set_status(self, status: Status) -> None:
        """Mark the document."""
        self.session.do(layers.set_status(self.session.current, status))

    def finish(self, status: Status = "done") -> None:
        """Mark the document and go to the next that is not finished."""
        if self.session.current.own.status != status:
            self.set_status(status)
        self.next_wanted.emit(1)

    def undo(self) -> None:
        """Take back the last edit, in whichever document it was."""
        edit = self.session.undo()
        if edit is None:
            raise EditRefused("There is nothing to undo")
        self._show_edit(edit, "Undone")

    def redo(self) -> None:
        """Do the last undone edit again."""
        edit = self.session.redo()
        if edit is None:
            raise EditRefused("There is nothing to redo")
        self._show_edit(edit, "Done again")

    def _show_edit(self, edit: Edit, verb: str) -> None:
        opened = self.opened
        documents = {change.document for change in edit.changes}
        if opened is not None and opened.document.id in documents:
            ids = [c.item.id for c in edit.changes if isinstance(c.item, Span | Relation)]
            self.flashed.emit([id for id in ids if self._exists(id)])
            return
        if not edit.changes or edit.beyond:
            self.said.emit(Message("success", f"{verb}: {edit.title}"))
            return
        first = edit.changes[0].document
        name = self.session.project.document(first).name

        def go() -> None:
            self.session.open(first)

        self.said.emit(Message("success", f"{verb} in “{name}”", edit.title, "Show", go))

    # ------------------------------------------------------------------ relations

    def _finish_relation(self, opened: OpenDocument, label: str) -> None:
        if not self.at.target:
            raise EditRefused("The relation has no target yet", do="Tab goes to the next one.")
        edit = relations.add_relation(opened, self.at.drawing, self.at.target, label)
        done = self.session.do(edit)
        drawn = next(c.after for c in done.changes if isinstance(c.after, Relation))
        self.at.drawing = self.at.target = ""
        self.at.current = drawn.head
        self.flashed.emit([drawn.id])
        self.pointed.emit()

    def reverse(self) -> None:
        """Turn the current relation round."""
        self.session.do(relations.reverse_relation(self.session.current, self.at.current))

    # ------------------------------------------------------------------ plumbing

    def _point_at_new(self, edit: Edit) -> None:
        after = [c.after for c in edit.changes if isinstance(c.after, Span)]
        if after:
            self.at.current = after[0].id
        self.at.selection = None
        self.pointed.emit()

    def _session_changed(self, event: Changed) -> None:
        if event.reason == "open":
            self.at = Pointing()
        elif self.at.current and not self._exists(self.at.current):
            self.at.current = ""
        if self.at.drawing and not self._exists(self.at.drawing):
            self.at.drawing = self.at.target = ""
        if self.at.target and not self._exists(self.at.target):
            self.at.target = ""
        self.changed.emit(event)
        if event.reason not in EDITS or any(
            change.annotator == self.session.who.id for change in event.changes
        ):
            self.pointed.emit()
