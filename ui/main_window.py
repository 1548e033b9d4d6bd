"""The window: panels around the canvas, and the actions that need more than the workspace."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QMainWindow, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from annotator.session import Changed
from ui.actions import BY_ID
from ui.bindings import Bindings
from ui.canvas.view import CanvasView
from ui.canvas_link import CanvasLink
from ui.dialogs.palette import Palette
from ui.document_list import DocumentList
from ui.inspection import (
    document_label_cards,
    guideline_card,
    key_hints,
    label_cards,
    relation_cards,
    span_card,
)
from ui.models.documents import DocumentsModel
from ui.notify import Toast
from ui.panels.document_bar import DocumentBar
from ui.panels.documents import DocumentsPanel
from ui.panels.inspector import Inspector
from ui.panels.key_strip import KeyStrip
from ui.panels.status_bar import StatusBar
from ui.panels.toolbar import Toolbar
from ui.start import StartPage
from ui.workspace import Message, Workspace

LEFT, RIGHT = 248, 288
TICK_MS = 1000
IDLE_MS = 60_000


class MainWindow(QMainWindow):
    """Lays the parts out and keeps them equal to the workspace. `commands` runs the actions
    that are not the workspace's own, by their id in the table."""

    def __init__(self, commands: Callable[[str], None]) -> None:
        super().__init__()
        self._commands = commands
        self.workspace: Workspace | None = None
        self.model = DocumentsModel(self)
        self.toolbar, self.status = Toolbar(), StatusBar()
        self.documents = DocumentsPanel(self.model)
        self.bar, self.canvas, self.strip = DocumentBar(), CanvasView(), KeyStrip()
        self.inspector = Inspector()
        self.start = StartPage()
        self.list = DocumentList(self.documents, self.model, self)
        self.link = CanvasLink(self.canvas, self)
        self.toast = Toast(self.canvas)
        self.palette_box = Palette(self)
        self.bindings = Bindings(self, self.canvas, self.run)
        self._idle_ms = 0
        self._clock = QTimer(self, interval=TICK_MS)
        self._clock.timeout.connect(self._tick)
        self._lay_out()
        self._connect()
        self.setMinimumSize(760, 520)
        self.resize(1366, 820)
        self.show_workspace(None)

    # ------------------------------------------------------------------ layout

    def _lay_out(self) -> None:
        middle = _column(self.bar, self.canvas, self.strip)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        for part in (self.documents, middle, self.inspector):
            self.splitter.addWidget(part)
        self.splitter.setHandleWidth(1)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setSizes([LEFT, 1366 - LEFT - RIGHT, RIGHT])
        self.pages = QStackedWidget()
        self.pages.addWidget(self.start)
        self.pages.addWidget(self.splitter)
        self.setCentralWidget(_column(self.toolbar, self.pages, self.status))
        self.splitter.splitterMoved.connect(lambda *_: self._line_up())
        self.toolbar.set_menu(self.bindings.menu(self))
        self.toolbar.set_project_menu(self.bindings.menu(self, ["File"]))
        actions = self.bindings.actions
        self.toolbar.set_actions(actions["undo"], actions["redo"])
        self.toolbar.set_modes([], "")
        self.toolbar.set_command_key("Ctrl+K")
        self.documents.set_filter_key("Ctrl+Shift+F")
        self.bar.set_done_text("Done", "Ctrl+Return")
        self.status.set_accept_all_key("Ctrl+Shift+Return")
        self.canvas.set_empty_text("No document is open. Choose one in the list.")

    def _connect(self) -> None:
        run = self.run
        self.toolbar.command_requested.connect(lambda: run("command_palette"))
        self.documents.document_activated.connect(self.open_document)
        self.documents.import_requested.connect(lambda: run("import_documents"))
        bar = self.bar
        bar.previous_requested.connect(lambda: run("previous_document"))
        bar.next_requested.connect(lambda: run("next_document"))
        bar.skip_requested.connect(lambda: run("skip"))
        bar.done_requested.connect(lambda: run("finish"))
        self._connect_inspector(run)
        self._connect_status(run)
        self.canvas.zoom_changed.connect(self.status.set_zoom)
        self.palette_box.chosen.connect(self._run_entry)

    def _connect_inspector(self, run: Callable[[str], None]) -> None:
        inspector = self.inspector
        inspector.label_chosen.connect(lambda id: self._with(lambda w: w.label(id)))
        inspector.note_edited.connect(lambda id, text: self._with(lambda w: w.set_note(id, text)))
        inspector.kb_edited.connect(lambda id, text: self._with(lambda w: w.set_kb_id(id, text)))
        inspector.relation_requested.connect(lambda: run("draw_relation"))
        inspector.delete_requested.connect(lambda: run("remove"))
        inspector.accept_requested.connect(lambda: run("accept"))
        inspector.reject_requested.connect(lambda: run("remove"))
        inspector.relation_activated.connect(lambda id: self._with(lambda w: w.point(id)))
        inspector.document_label_toggled.connect(
            lambda id: self._with(lambda w: w.toggle_document_label(id))
        )

    def _connect_status(self, run: Callable[[str], None]) -> None:
        status = self.status
        status.identity_requested.connect(lambda: run("choose_identity"))
        status.accept_all_requested.connect(lambda: run("accept_all"))
        status.threshold_changed.connect(self._set_threshold)
        status.zoom_in_requested.connect(lambda: run("zoom_in"))
        status.zoom_out_requested.connect(lambda: run("zoom_out"))
        status.zoom_reset_requested.connect(lambda: run("zoom_reset"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the panels less room in a narrow window."""
        super().resizeEvent(event)
        width = self.width()
        self.documents.setVisible(width >= 900 and not self._list_hidden)
        self.inspector.setVisible(width >= 900 and not self._inspector_hidden)
        self.bar.set_narrow(width < 1180)
        right = RIGHT if width >= 1280 else 256
        left = LEFT if width >= 1180 else 200
        self.splitter.setSizes([left, max(300, width - left - right - 2), right])
        self._line_up()

    _list_hidden = False
    _inspector_hidden = False

    def _line_up(self) -> None:
        sizes = self.splitter.sizes()
        left = sizes[0] if self.documents.isVisibleTo(self) else LEFT
        right = sizes[2] if self.inspector.isVisibleTo(self) else 64
        self.toolbar.set_cell_widths(left, right)
        self.status.set_left_width(left)

    # ------------------------------------------------------------------ workspace

    def show_workspace(self, workspace: Workspace | None) -> None:
        """Show a project, or the start page."""
        self.workspace = workspace
        self.pages.setCurrentWidget(self.splitter if workspace else self.start)
        self.toolbar.set_project(workspace.session.project.name if workspace else "")
        self.setWindowTitle(
            f"{workspace.session.project.name} – Annotator" if workspace else "Annotator"
        )
        self.link.connect_to(workspace)
        self.list.show_project(workspace)
        if workspace is None:
            self.bar.clear()
            self._clock.stop()
        else:
            self._follow(workspace)
        self._show_state()

    def _follow(self, workspace: Workspace) -> None:
        workspace.changed.connect(self._changed)
        workspace.pointed.connect(self._show_state)
        workspace.said.connect(self.say)
        workspace.next_wanted.connect(self._go_on)
        session = workspace.session
        self.status.set_identity(session.who.name)
        self.status.set_threshold(session.threshold)
        self.status.set_saved("read-only" if session.read_only else "saved")
        self.bar.set_read_only(session.read_only, "Another window has this project open.")
        self._clock.start()

    def say(self, message: Message) -> None:
        """Show a message."""
        self.toast.show_message(message)
        if message.kind == "danger" and message.title.startswith("Not saved"):
            self.status.set_saved("failed", message.title)

    def open_document(self, id: str) -> None:
        """Open a document of the project."""
        if self.workspace is not None and id:
            workspace = self.workspace
            workspace.attempt(lambda: workspace.session.open(id))
            self.canvas.setFocus()

    def _changed(self, event: Changed) -> None:
        workspace = self.workspace
        if workspace is None:
            return
        if event.reason in ("edit", "undo", "redo"):
            self.status.set_saved("saved")
            for document in event.documents:
                self.list.refresh(document)
        if event.reason == "open":
            self._show_document(workspace)

    def _show_document(self, workspace: Workspace) -> None:
        opened = workspace.opened
        if opened is None:
            self.bar.clear()
            return
        id = opened.document.id
        self.documents.set_current(id)
        ids = self.list.ids()
        self.bar.show_document(opened.document.name, self.list.position(id), len(ids))
        row = self.list.summary(id)
        self.bar.show_time(row.seconds if row else 0.0)

    def _show_state(self) -> None:
        workspace = self.workspace
        self.bindings.enable(self._reasons(workspace))
        if workspace is None:
            self.strip.set_keys([])
            self.status.set_suggestions(0)
            return
        drawing = bool(workspace.at.drawing)
        self.bindings.set_labels_once(
            workspace.session.scheme, drawing, lambda id: self._with(lambda w: w.label(id))
        )
        span, relation = workspace.span(), workspace.relation()
        current = "" if drawing or span is None else span.label
        self.inspector.show_labels(
            label_cards(workspace), current, "relation" if drawing else "span"
        )
        self.inspector.show_span(span_card(workspace))
        self.inspector.show_relations(relation_cards(workspace), relation.id if relation else "")
        self.inspector.show_guideline(guideline_card(workspace))
        self.inspector.show_document_labels(document_label_cards(workspace))
        self.strip.set_keys(key_hints(workspace))
        opened = workspace.opened
        self.status.set_suggestions(len(opened.suggestions.spans) if opened else 0)

    def _reasons(self, workspace: Workspace | None) -> dict[str, str]:
        reasons = {}
        for id, row in BY_ID.items():
            if row.needs and workspace is None:
                reasons[id] = "Open a project first"
            elif row.needs in ("document", "edit") and workspace and workspace.opened is None:
                reasons[id] = "Open a document first"
            elif row.needs == "edit" and workspace and workspace.session.read_only:
                reasons[id] = "This project is open for reading only"
        if workspace is not None:
            history = workspace.session.history
            if not history.done:
                reasons["undo"] = "There is nothing to undo"
            if not history.undone:
                reasons["redo"] = "There is nothing to redo"
        return reasons

    # ------------------------------------------------------------------ actions

    def run(self, id: str) -> None:
        """Run an action of the table."""
        own = getattr(self, f"do_{id}", None)
        if own is not None:
            own()
        elif self.workspace is not None and hasattr(_Acts, id):
            self._with(getattr(_Acts, id))
        elif id.startswith(("move_", "select_")):
            self._caret(id)
        else:
            self._commands(id)

    def _with(self, act: Callable[[Workspace], object]) -> None:
        workspace = self.workspace
        if workspace is not None:
            workspace.attempt(lambda: act(workspace))

    def _caret(self, id: str) -> None:
        verb, _, where = id.partition("_")
        step = -1 if where in ("left", "up", "line_start") else 1
        units = {"left": "token", "right": "token", "up": "line", "down": "line"}
        unit = units.get(where, "line edge")
        self.canvas.move_caret(step, unit, verb == "select")  # type: ignore[arg-type]  # a Unit

    def _go_on(self, step: int) -> None:
        workspace = self.workspace
        if workspace is None or workspace.opened is None:
            return
        following = self.list.next_open(workspace.opened.document.id)
        if following:
            self.open_document(following)
        else:
            self.say(Message("success", "All documents are done", "Ctrl+Shift+E exports them."))

    def do_next_document(self) -> None:
        """The next of the list."""
        self._beside(1)

    def do_previous_document(self) -> None:
        """The one before in the list."""
        self._beside(-1)

    def _beside(self, step: int) -> None:
        opened = self.workspace.opened if self.workspace else None
        self.open_document(self.list.beside(opened.document.id if opened else "", step))

    def do_filter_documents(self) -> None:
        """Put the caret into the filter."""
        self.documents.focus_filter()

    def do_edit_note(self) -> None:
        """Put the caret into the note."""
        self.inspector.focus_note()

    def do_zoom_in(self) -> None:
        """Larger text."""
        self.canvas.set_zoom(self.canvas.zoom + 0.1)

    def do_zoom_out(self) -> None:
        """Smaller text."""
        self.canvas.set_zoom(self.canvas.zoom - 0.1)

    def do_zoom_reset(self) -> None:
        """The ordinary size."""
        self.canvas.set_zoom(1.0)

    def do_toggle_documents(self) -> None:
        """Show or hide the list."""
        self._list_hidden = self.documents.isVisibleTo(self)
        self.documents.setVisible(not self._list_hidden)
        self._line_up()

    def do_toggle_inspector(self) -> None:
        """Show or hide the inspector."""
        self._inspector_hidden = self.inspector.isVisibleTo(self)
        self.inspector.setVisible(not self._inspector_hidden)
        self._line_up()

    def do_command_palette(self) -> None:
        """Open the command palette."""
        from ui.palette_entries import entries

        self.palette_box.open_with(entries(self.bindings, self.list))

    def _run_entry(self, id: str) -> None:
        kind, _, name = id.partition(":")
        if kind == "document":
            self.open_document(name)
        else:
            self.run(name)

    def do_close_window(self) -> None:
        """Close."""
        self.close()

    def _set_threshold(self, value: float) -> None:
        if self.workspace is not None:
            self.workspace.session.threshold = value

    # ------------------------------------------------------------------ time and end

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A key or the mouse is a sign of work."""
        if event.type() in (QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress):
            self._idle_ms = 0
        return False

    def _tick(self) -> None:
        workspace = self.workspace
        self._idle_ms += TICK_MS
        active = QGuiApplication.applicationState() == Qt.ApplicationState.ApplicationActive
        if workspace is None or workspace.opened is None or self._idle_ms > IDLE_MS or not active:
            return
        if workspace.opened.own.status == "new" or workspace.session.read_only:
            return
        workspace.session.add_seconds(TICK_MS / 1000)
        row = self.list.summary(workspace.opened.document.id)
        if row is not None:
            self.list.refresh(row.id)
            fresh = self.list.summary(row.id)
            self.bar.show_time(fresh.seconds if fresh else row.seconds)

    def closeEvent(self, event: QCloseEvent) -> None:
        """End the work in the background and close the file."""
        self._clock.stop()
        self._commands("closing")
        event.accept()


class _Acts:
    """Actions of the table that are the workspace's."""

    undo = Workspace.undo
    redo = Workspace.redo
    accept = Workspace.accept
    remove = Workspace.remove
    accept_all = Workspace.accept_all
    draw_relation = Workspace.draw_relation
    reverse = Workspace.reverse
    escape = Workspace.escape
    split = Workspace.split

    @staticmethod
    def next_span(workspace: Workspace) -> None:
        workspace.step(1)

    @staticmethod
    def previous_span(workspace: Workspace) -> None:
        workspace.step(-1)

    @staticmethod
    def end_right(workspace: Workspace) -> None:
        workspace.nudge("end", 1)

    @staticmethod
    def end_left(workspace: Workspace) -> None:
        workspace.nudge("end", -1)

    @staticmethod
    def start_right(workspace: Workspace) -> None:
        workspace.nudge("start", 1)

    @staticmethod
    def start_left(workspace: Workspace) -> None:
        workspace.nudge("start", -1)

    @staticmethod
    def end_right_character(workspace: Workspace) -> None:
        workspace.nudge("end", 1, "character")

    @staticmethod
    def end_left_character(workspace: Workspace) -> None:
        workspace.nudge("end", -1, "character")

    @staticmethod
    def finish(workspace: Workspace) -> None:
        workspace.finish("done")

    @staticmethod
    def skip(workspace: Workspace) -> None:
        workspace.finish("skipped")


def _column(*parts: QWidget) -> QWidget:
    body = QWidget()
    layout = QVBoxLayout(body)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    for part in parts:
        stretch = isinstance(part, CanvasView | QStackedWidget)
        layout.addWidget(part, 1 if stretch else 0)
    return body
