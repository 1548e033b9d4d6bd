"""The window: bars above and below, pages between them, and the actions of the table."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget

from annotator.errors import UserError
from annotator.session import Changed
from ui.actions import ACTIONS, ActionRow
from ui.annotate.page import AnnotatePage
from ui.bindings import Bindings
from ui.modes import MINE, MODES, PAGES
from ui.notify import Toast
from ui.page import Command, Page, PageRow, column, local_paths
from ui.panels.status_bar import StatusBar
from ui.panels.toolbar import Mode, Toolbar
from ui.work_timer import WorkTimer
from ui.workspace import Message, Workspace

if TYPE_CHECKING:
    from ui.dialogs.palette import Palette
    from ui.insights.page import InsightsPage
    from ui.review.page import ReviewPage
    from ui.scheme.page import SchemePage
    from ui.start import StartPage

START_CELLS = 248, 288
SIZE = 1366, 820


class MainWindow(QMainWindow):
    """Shows one page at a time, and runs an action where it belongs: on the page, in the
    window, or in the application, which adds its commands."""

    closing = Signal()
    files_dropped = Signal(list)
    start_made = Signal(object)
    workspace_shown = Signal()
    page_made = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.workspace: Workspace | None = None
        self.annotate = AnnotatePage()
        self.page: Page = self.annotate
        self._before: Page = self.annotate
        self._made: dict[str, Page] = {}
        self._start: StartPage | None = None
        self._palette: Palette | None = None
        self._page_commands: dict[str, Mapping[str, Command]] = {}
        self.toolbar, self.status = Toolbar(), StatusBar()
        self.toast = Toast(self.annotate.canvas)
        self.timer = WorkTimer(self._add_seconds, self)
        self._commands: dict[str, Command] = {
            "command_palette": self._open_palette,
            "focus_message": self.toast.focus_message,
            "close_window": self.close,
            "scheme": self.turn_scheme,
            **{f"mode_{row.id}": self._chooser(row.id) for row in (*MODES, MINE)},
        }
        self.bindings = Bindings(self, self.annotate.scopes(), self.run)
        self._lay_out()
        self._connect()
        self._add_page(self.annotate)
        self.setAcceptDrops(True)
        self.setMinimumSize(760, 520)
        self.resize(*SIZE)

    def add_commands(self, commands: Mapping[str, Command]) -> None:
        """Actions of the table that are the application's."""
        self._commands |= commands
        self._show_state()

    # ------------------------------------------------------------------ layout

    def _lay_out(self) -> None:
        self.pages = QStackedWidget()
        self.setCentralWidget(column(self.toolbar, self.pages, self.status, stretch=self.pages))
        self.toolbar.set_menu(self.bindings.menu(self))
        self.toolbar.set_project_menu(self.bindings.menu(self, ["File"]))
        actions = self.bindings.actions
        self.toolbar.set_actions(actions["undo"], actions["redo"])
        self._show_keys()

    def _show_keys(self) -> None:
        self.toolbar.set_command_key(self.bindings.keys_of("command_palette"))
        self.status.set_accept_all_key(self.bindings.keys_of("accept_all"))

    def _connect(self) -> None:
        run, status = self.run, self.status
        self.bindings.keys_changed.connect(self._show_keys)
        self.toolbar.command_requested.connect(lambda: run("command_palette"))
        self.toolbar.mode_chosen.connect(lambda id: run(f"mode_{id}"))
        self.timer.ticked.connect(self.annotate.show_time)
        self.annotate.list.queue.working.connect(status.set_work)
        self.annotate.list.queue.said.connect(self.say)
        self.annotate.canvas.zoom_changed.connect(status.set_zoom)
        status.identity_requested.connect(lambda: run("choose_identity"))
        status.accept_all_requested.connect(lambda: run("accept_all"))
        status.threshold_changed.connect(self._set_threshold)
        status.zoom_in_requested.connect(lambda: run("zoom_in"))
        status.zoom_out_requested.connect(lambda: run("zoom_out"))
        status.zoom_reset_requested.connect(lambda: run("zoom_reset"))
        status.cancel_requested.connect(lambda: run("cancel_work"))

    # ------------------------------------------------------------------ parts made when wanted

    def page_of(self, id: str) -> Page:
        """The page of a mode, made when it is first asked for."""
        if id not in self._made:
            page = next(row for row in PAGES if row.id == id).make()
            self._add_page(page)
            page.share_look(self.annotate.canvas)
            self.bindings.add_scopes(page.scopes())
            self.page_made.emit(page)
            if self.workspace is not None:
                page.show_workspace(self.workspace)
        return self._made[id]

    def made_pages(self) -> tuple[Page, ...]:
        """The pages that have been looked at."""
        return tuple(self._made.values())

    def _add_page(self, page: Page) -> None:
        self._made[page.id] = page
        self._page_commands[page.id] = dict(page.commands())
        self.pages.addWidget(page)
        page.connect_to(self.run, self.bindings)
        page.said.connect(self.say)
        page.state_changed.connect(self._show_state)
        page.document_wanted.connect(self.open_document)
        page.place_wanted.connect(self.open_place)
        page.count_changed.connect(self._show_modes)
        page.words_changed.connect(self._show_words)
        page.action_wanted.connect(self.run)

    @property
    def review(self) -> "ReviewPage":
        """The page Review."""
        from ui.review.page import ReviewPage

        page = self.page_of("review")
        assert isinstance(page, ReviewPage)
        return page

    @property
    def insights(self) -> "InsightsPage":
        """The page Insights."""
        from ui.insights.page import InsightsPage

        page = self.page_of("insights")
        assert isinstance(page, InsightsPage)
        return page

    @property
    def scheme(self) -> "SchemePage":
        """The page of labels and guidelines."""
        from ui.scheme.page import SchemePage

        page = self.page_of("scheme")
        assert isinstance(page, SchemePage)
        return page

    @property
    def start(self) -> "StartPage":
        """The page before a project is open."""
        if self._start is None:
            from ui.start import StartPage

            self._start = StartPage()
            self.pages.addWidget(self._start)
            self.start_made.emit(self._start)
        return self._start

    @property
    def palette_box(self) -> "Palette":
        """The command palette."""
        if self._palette is None:
            from ui.dialogs.palette import Palette

            self._palette = Palette(self)
            self._palette.chosen.connect(self._run_entry)
        return self._palette

    def showEvent(self, event: QShowEvent) -> None:
        """A window without a project shows the ways in."""
        if self.workspace is None and self._start is None:
            self.show_workspace(None)
        super().showEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The bars line up with the panels of the page."""
        super().resizeEvent(event)
        self._line_up()

    def _line_up(self) -> None:
        left, right = self.page.cell_widths() if self.workspace else START_CELLS
        self.toolbar.set_cell_widths(left, right)
        self.status.set_left_width(left)

    # ------------------------------------------------------------------ workspace and pages

    def show_workspace(self, workspace: Workspace | None) -> None:
        """Show a project, or the start page."""
        self.workspace = workspace
        name = workspace.session.project.name if workspace else ""
        self.toolbar.set_project(name)
        self.setWindowTitle(f"{name} – Annotator" if workspace else "Annotator")
        for page in self._made.values():
            page.show_workspace(workspace)
        if workspace is None:
            self.timer.stop()
            self.page = self._before = self.annotate
            self.pages.setCurrentWidget(self.start)
            self.toast.move_to(self.start)
            self.start.enter()
        else:
            self._follow(workspace)
            self.pages.setCurrentWidget(self.page)
            self.toast.move_to(self.page.message_host())
        self._show_modes()
        self._show_state()
        self.workspace_shown.emit()

    def _follow(self, workspace: Workspace) -> None:
        workspace.changed.connect(self._changed)
        workspace.said.connect(self.say)
        workspace.scheme_wanted.connect(lambda: self.run("scheme"))
        session = workspace.session
        self.status.set_project_shown(True)
        role = session.role if session.role != "annotator" else ""
        self.status.set_identity(session.who.name, role=role)
        self.status.set_threshold(session.threshold)
        self.status.set_saved("read-only" if session.read_only else "saved")
        self.timer.start()

    def _changed(self, event: Changed) -> None:
        if event.reason in ("edit", "undo", "redo"):
            self.status.set_saved("saved")
        for page in self._made.values():
            page.take_change(event)

    def show_page(self, page: Page) -> None:
        """Go to another mode."""
        if self.workspace is None or page is self.page:
            return
        self.page.leave()
        self._before, self.page = self.page, page
        self.pages.setCurrentWidget(page)
        self.toast.move_to(page.message_host())
        self._show_modes()
        page.enter()
        self._show_state()

    def turn_scheme(self) -> None:
        """To the labels, or back to where one came from."""
        self.show_page(self._before if self.page.id == "scheme" else self.page_of("scheme"))

    def _chooser(self, id: str) -> Command:
        return lambda: self.show_page(self.page_of(id))

    def _show_modes(self) -> None:
        shown: tuple[PageRow, ...] = MODES if self.workspace is not None else ()
        counts = {id: page.count() for id, page in self._made.items()}
        shown = (*shown, MINE) if shown and self.page.id == MINE.id else shown
        modes = [Mode(row.id, row.title, counts.get(row.id)) for row in shown]
        self.toolbar.set_modes(modes, self.page.id)
        framed = self.page.framed or self.workspace is None
        self.toolbar.setVisible(framed)
        self.status.setVisible(framed)

    def open_document(self, id: str) -> None:
        """Open a document where people label."""
        self.show_page(self.annotate)
        self.annotate.open_document(id)

    def open_place(self, id: str, start: int, end: int) -> None:
        """Open a document at a range of code points, and select it."""
        self.open_document(id)
        self.annotate.canvas.scroll_to(start, end)
        self.annotate.canvas.set_selection(start, end)

    def say(self, message: Message) -> None:
        """Show a message."""
        self.toast.show_message(message)
        if message.kind == "danger" and message.title.startswith("Not saved"):
            self.status.set_saved("failed", message.title)

    def _show_state(self) -> None:
        self.bindings.enable(self._reasons())
        opened = self.workspace.opened if self.workspace else None
        offered = opened.suggestions.spans.values() if opened else ()
        self.status.set_suggestions(len(offered))
        scored = any(span.score is not None for span in offered)
        threshold = self.workspace.session.threshold if self.workspace else 0.0
        self.status.set_threshold_offered(scored or threshold > 0)
        if self.workspace is None:
            self.status.set_project_shown(False)
        self._show_words()
        self._line_up()

    def _show_words(self) -> None:
        self.status.set_words(self.page.status_words() if self.workspace is not None else "")

    # ------------------------------------------------------------------ actions

    def run(self, id: str) -> None:
        """Run an action of the table where it belongs; a UserError becomes a message. Esc takes
        a message away before it does anything else."""
        if id in ("escape", "stop_editing") and self.toast.dismiss():
            return
        command = self._page_commands[self.page.id].get(id) or self._commands.get(id)
        if command is None:
            return
        try:
            command()
        except UserError as error:
            self.say(Message("danger", error.what, f"{error.where} {error.do}".strip()))

    def _reasons(self) -> dict[str, str]:
        """Why each action that cannot run now cannot."""
        reasons = {row.id: why for row in ACTIONS if (why := self._why_not(row))}
        return {**self.page.reasons(), **reasons} if self.workspace else reasons

    def knows(self, id: str) -> bool:
        """Whether some part of the window can run an action."""
        pages = [self.page_of(row.id) for row in PAGES]
        return id in self._commands or any(id in self._page_commands[x.id] for x in pages)

    def _why_not(self, row: ActionRow) -> str:
        workspace = self.workspace
        if row.needs and workspace is None:
            return "Open a project first"
        if row.id not in self._page_commands[self.page.id] and row.id not in self._commands:
            return f"Not in {self.page.title}"
        if workspace is None or not row.needs or row.needs == "project":
            return ""
        if workspace.opened is None:
            return "Open a document first"
        if row.needs == "edit" and workspace.session.read_only:
            return "This project is open for reading only"
        return ""

    def _open_palette(self) -> None:
        from ui.palette_entries import entries, found_texts

        documents, workspace = self.annotate.list, self.workspace
        self.palette_box.open_with(
            entries(self.bindings, documents, workspace),
            search=lambda text: found_texts(documents, workspace, text),
            over=self.page.message_host() if workspace else self.start,
        )

    def _run_entry(self, id: str) -> None:
        kind, _, name = id.partition(":")
        workspace = self.workspace
        if kind == "document":
            self.open_document(name)
        elif kind == "span" and workspace is not None:
            self.show_page(self.annotate)
            workspace.point(name)
        elif kind == "label" and workspace is not None:
            workspace.attempt(lambda: workspace.label(name))
        else:
            self.run(name)

    def _set_threshold(self, value: float) -> None:
        if self.workspace is not None:
            self.workspace.session.threshold = value

    def _add_seconds(self, seconds: float) -> bool:
        """Count work on the open document, once it was begun; whether it was counted."""
        workspace = self.workspace
        if workspace is None or workspace.opened is None or workspace.session.read_only:
            return False
        if self.page is not self.annotate or workspace.opened.own.status == "new":
            return False
        workspace.session.add_seconds(seconds)
        return True

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files may be dropped anywhere."""
        if local_paths(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Hand the files on once the drag is over: a dialog inside it would hold the other
        program up."""
        paths = local_paths(event.mimeData())
        event.acceptProposedAction()
        QTimer.singleShot(0, self, lambda: self.files_dropped.emit(paths))

    def closeEvent(self, event: QCloseEvent) -> None:
        """The application ends the work in the background and closes the file."""
        self.timer.stop()
        self.closing.emit()
        event.accept()
