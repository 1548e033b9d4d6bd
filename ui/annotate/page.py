"""The page on which people label: documents, the text, and the inspector."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from annotator.model import Span
from annotator.session import Changed
from ui.annotate.acts import ACTS, caret_moves, zooms
from ui.annotate.ahead import Ahead
from ui.annotate.beside import Beside
from ui.annotate.document_acts import MENU, DocumentActs
from ui.annotate.finding import Finding
from ui.bindings import Bindings
from ui.canvas.boundaries import FocusUnit
from ui.canvas.view import CanvasView
from ui.canvas_link import CanvasLink
from ui.document_list import DocumentList
from ui.effort import EffortCounter
from ui.inspection import (
    comment_cards,
    document_label_cards,
    guideline_card,
    key_hints,
    label_cards,
    relation_cards,
    relation_item_card,
    span_card,
)
from ui.models.documents import DocumentsModel
from ui.page import Command, Page, column, fill_column
from ui.panels.columns import Columns
from ui.panels.document_bar import DocumentBar
from ui.panels.documents import DocumentsPanel
from ui.panels.find_bar import FindBar
from ui.panels.inspector import Inspector
from ui.panels.key_strip import KeyStrip
from ui.panels.rail import Rail
from ui.panels.side import Side
from ui.theme.current import current
from ui.workspace import Message, Workspace


class AnnotatePage(Page):
    """Keeps its panels equal to the workspace."""

    id = "annotate"
    title = "Annotate"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace: Workspace | None = None
        self.model = DocumentsModel(self)
        self.documents, self.rail = DocumentsPanel(self.model), Rail(self.model)
        self.bar, self.canvas, self.strip = DocumentBar(), CanvasView(), KeyStrip()
        self.find_bar = FindBar()
        self.finding = Finding(self.find_bar, self.canvas, self)
        self.inspector = Inspector()
        self.side = Side(self.inspector)
        self.list = DocumentList(self.documents, self.model, self)
        self.acts = DocumentActs(self.list)
        self.effort = EffortCounter(self.canvas, self)
        self._ahead = Ahead(self.list, self.canvas, self)
        self.link = CanvasLink(self.canvas, self)
        self._bindings: Bindings | None = None
        self._soon = QTimer(self, interval=0, singleShot=True)
        self._soon.timeout.connect(self._show_panels)
        current().changed.connect(self._take_theme)
        self._lay_out()

    # ------------------------------------------------------------------ layout

    def _lay_out(self) -> None:
        self.middle = column(self.bar, self.find_bar, self.canvas, self.strip, stretch=self.canvas)
        self.middle.setFocusProxy(self.canvas)
        self.rail.share_selection(self.documents.view)
        self.columns = Columns(
            self.documents,
            self.rail,
            self.middle,
            self.side,
            self.documents.focus_filter,
        )
        self.rail.list_wanted.connect(self.columns.open_from_rail)
        self.beside = Beside(
            self.side, self.inspector, self.columns, self.canvas, self._show_panels
        )
        self.columns.moved.connect(self.state_changed)
        self.columns.folded.connect(self._take_fold)
        fill_column(self, self.columns, stretch=self.columns)
        self.canvas.set_empty_text("No document is open. Choose one in the list.")

    def _take_fold(self, folded: bool) -> None:
        self.bar.set_narrow(folded)
        self.strip.set_narrow(folded)

    def cell_widths(self) -> tuple[int, int]:
        """As wide as the list and the inspector are."""
        return self.columns.cell_widths()

    def message_host(self) -> QWidget:
        """Messages lie over the text."""
        return self.canvas

    def connect_to(self, run: Callable[[str], None], bindings: Bindings) -> None:
        """What the panels ask for goes through `run`, by the ids of the table of actions."""
        self._bindings = bindings
        bindings.keys_changed.connect(self._show_keys)
        self._show_keys()
        self.documents.document_activated.connect(self.open_document)
        self.rail.document_activated.connect(self.open_document)
        self.documents.progressed.connect(lambda p: self.rail.show_progress(p.done, p.total))
        self.documents.import_requested.connect(lambda: run("import_documents"))
        self.documents.action_wanted.connect(run)
        self.documents.set_menu([bindings.actions[id] for id in MENU])
        self.documents.status_filter_changed.connect(lambda _: self.state_changed.emit())
        self.bar.previous_requested.connect(lambda: run("previous_document"))
        self.bar.next_requested.connect(lambda: run("next_document"))
        self.bar.skip_requested.connect(lambda: run("skip"))
        self.bar.done_requested.connect(lambda: run("finish"))
        self._connect_inspector(run)

    def _connect_inspector(self, run: Callable[[str], None]) -> None:
        inspector = self.inspector
        self.beside.edit_wanted.connect(lambda: run("scheme"))
        inspector.left.connect(self.canvas.setFocus)
        inspector.label_chosen.connect(lambda id: self._with(lambda w: w.label(id)))
        inspector.note_edited.connect(lambda id, text: self._with(lambda w: w.set_note(id, text)))
        inspector.kb_edited.connect(lambda id, text: self._with(lambda w: w.set_kb_id(id, text)))
        inspector.attribute_edited.connect(
            lambda *said: self._with(lambda w: w.set_attribute(*said))
        )
        inspector.comment_written.connect(
            lambda *said: self._with(lambda w: w.write_comment(*said))
        )
        inspector.comment_deleted.connect(lambda id: self._with(lambda w: w.delete_comment(id)))
        inspector.reverse_requested.connect(lambda: run("reverse"))
        inspector.relation_requested.connect(lambda: run("draw_relation"))
        inspector.delete_requested.connect(lambda: run("remove"))
        inspector.accept_requested.connect(lambda: run("accept"))
        inspector.reject_requested.connect(lambda: run("remove"))
        inspector.relation_activated.connect(lambda id: self._with(lambda w: w.point(id)))
        inspector.document_label_toggled.connect(
            lambda id: self._with(lambda w: w.toggle_document_label(id))
        )

    # ------------------------------------------------------------------ what is shown

    def show_workspace(self, workspace: Workspace | None) -> None:
        """Show a project, or nothing."""
        self.workspace = workspace
        self.link.connect_to(workspace)
        self.finding.show_workspace(workspace)
        self.beside.show_workspace(workspace)
        self.list.show_project(workspace)
        self.acts.show_workspace(workspace)
        self.effort.show_workspace(workspace)
        if workspace is None:
            self.bar.clear()
            self._ahead.stop()
        else:
            workspace.pointed.connect(self.show_state)
            workspace.next_wanted.connect(self._go_on)
            self.bar.set_read_only(
                workspace.session.read_only, "Another window has this project open."
            )
        self.show_state()

    def enter(self) -> None:
        """Keys go to the text."""
        self.canvas.setFocus()
        self._soon.start()

    def take_change(self, event: Changed) -> None:
        """Edits change the rows of their documents."""
        if event.reason == "trash":
            self._take_trash()
        elif event.reason in ("edit", "undo", "redo"):
            workspace = self.workspace
            who = workspace.session.who.id if workspace is not None else ""
            self.list.refresh_all({c.document for c in event.changes if c.annotator == who})
        else:
            self.finding.take_change(event)
        if event.reason == "scheme":
            self.beside.refresh()
        if event.reason == "open":
            self._show_document()

    def _take_trash(self) -> None:
        """Documents went or came; where the open one went, the next is opened."""
        workspace = self.workspace
        here = self.list.position(self.documents.current)
        self.list.reload()
        if workspace is not None and workspace.opened is None:
            ids = self.list.ids()
            self.finding.show_workspace(workspace)
            self._show_document()
            self.open_document(ids[min(max(0, here - 1), len(ids) - 1)] if ids else "")
        self.show_state()

    def open_document(self, id: str) -> None:
        """Open a document of the project."""
        if self.workspace is not None and id:
            workspace = self.workspace
            if id in self.list.trashed:
                act = self.acts.restore
                self.say(Message("warning", "This document is in the trash", "", "Restore", act))
                return
            workspace.attempt(lambda: workspace.session.open(id))
            self.columns.close_list()
            self.canvas.setFocus()

    def _show_document(self) -> None:
        opened = self.workspace.opened if self.workspace else None
        if self.workspace is None or opened is None:
            self.bar.clear()
            return
        id = opened.document.id
        self.documents.set_current(id)
        place, total = self.list.position(id), len(self.list.ids())
        self.bar.show_document(opened.document.name, place, total, self.list.why(id))
        self.show_time()
        self._ahead.after_opening(self.workspace)

    def show_time(self) -> None:
        """The seconds of work on the open document, as the file has them."""
        opened = self.workspace.opened if self.workspace else None
        if opened is not None:
            self.list.refresh(opened.document.id)
            row = self.list.summary(opened.document.id)
            self.bar.show_time(row.seconds if row else 0.0)

    def show_state(self) -> None:
        """Take what the person points at: the keys hold at once, and the panels follow when the
        text is painted, once for however many changes."""
        workspace = self.workspace
        if workspace is not None and self._bindings is not None:
            self._bindings.set_labels_once(
                workspace.session.scheme,
                bool(workspace.at.drawing) or workspace.relation() is not None,
                lambda id: self._with(lambda w: w.label(id)),
            )
        self._soon.start()
        self.state_changed.emit()

    def _show_panels(self) -> None:
        """Not while another page is shown: it comes up to date when it is entered."""
        workspace = self.workspace if self.isVisible() else None
        if self.workspace is not None and workspace is None:
            return
        if workspace is None:
            self.strip.set_keys([])
            return
        self._show_inspection(workspace)
        if self._bindings is not None:
            self.strip.set_keys(key_hints(workspace, self._bindings.keys_of))

    def _take_theme(self) -> None:
        """Panels hold the colours of what they show."""
        self._soon.start()

    def _show_keys(self) -> None:
        if self._bindings is not None:
            self.documents.set_filter_key(self._bindings.keys_of("filter_documents"))
            self.bar.set_done_text("Done", self._bindings.keys_of("finish"))
        self.show_state()

    def _show_inspection(self, workspace: Workspace) -> None:
        drawing = bool(workspace.at.drawing)
        span, relation = workspace.span(), workspace.relation()
        related = drawing or relation is not None
        label = "" if drawing else getattr(span or relation, "label", "")
        inspector = self.inspector
        inspector.show_labels(label_cards(workspace), label, "relation" if related else "span")
        inspector.show_span(span_card(workspace))
        inspector.show_relation(relation_item_card(workspace))
        inspector.show_relations(relation_cards(workspace), relation.id if relation else "")
        inspector.show_guideline(guideline_card(workspace))
        inspector.show_document_labels(document_label_cards(workspace))
        self._show_comments(workspace, span)

    def _show_comments(self, workspace: Workspace, span: Span | None) -> None:
        opened = workspace.opened
        own = span if opened is not None and span and span.id in opened.own.spans else None
        self.inspector.show_comments(
            comment_cards(workspace),
            own.id if own else "",
            opened.text_of(own) if opened is not None and own else "",
            editable=opened is not None and not opened.read_only,
        )

    # ------------------------------------------------------------------ actions

    def commands(self) -> Mapping[str, Command]:
        """The workspace's actions, and those of the panels."""
        acts = {id: (lambda act=act: self._with(act)) for id, act in ACTS.items()}
        return {
            **acts,
            **caret_moves(self.canvas),
            **self.finding.commands(),
            **self.acts.commands(),
            "next_document": lambda: self._beside(1),
            "previous_document": lambda: self._beside(-1),
            "filter_documents": self._focus_filter,
            **{id: self._said(act) for id, act in self.beside.commands().items()},
            "focus_mode": self._change_focus,
            **zooms(self.canvas),
            "toggle_documents": self.columns.toggle_list,
        }

    def scopes(self) -> Mapping[str, QWidget]:
        """Letters label only while the text has the focus."""
        return {"canvas": self.canvas}

    def reasons(self) -> Mapping[str, str]:
        """What the history says of undo and redo."""
        if self.workspace is None:
            return {}
        return {**self.acts.reasons(), **self.workspace.history_reasons()}

    def _said(self, act: Command) -> Command:
        """An action whose refusal is a message of the workspace."""
        return lambda: self._with(lambda _workspace: act())

    def _with(self, act: Callable[[Workspace], object]) -> None:
        workspace = self.workspace
        if workspace is not None:
            workspace.attempt(lambda: act(workspace))

    def _go_on(self, _step: int) -> None:
        workspace = self.workspace
        if workspace is None or workspace.opened is None:
            return
        following = self.list.next_open(workspace.opened.document.id)
        if following:
            self.open_document(following)
        else:
            self.say(Message("success", "All documents are done", "Ctrl+Shift+E exports them."))

    def _beside(self, step: int) -> None:
        opened = self.workspace.opened if self.workspace else None
        self.open_document(self.list.beside(opened.document.id if opened else "", step))

    def _change_focus(self) -> None:
        units: dict[FocusUnit, FocusUnit] = {"": "sentence", "sentence": "paragraph"}
        unit = units.get(self.canvas.focus_unit, "")
        self.canvas.set_focus_unit(unit)
        what = f"Only the {unit} at hand stands out" if unit else "The whole text is shown"
        self.say(Message("success", what))

    def _focus_filter(self) -> None:
        self.columns.reveal_list()
        self.documents.focus_filter()
