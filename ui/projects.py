"""Opening, making and closing projects, and the suggestions that run beside an open one."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFileDialog

from annotator.errors import ProjectLocked, ProjectReadOnly, UserError
from annotator.schemes import own_starters, starters
from annotator.session import Changed, Session
from annotator.store.project import Project
from ui.jobs import Jobs
from ui.main_window import MainWindow
from ui.page import Command
from ui.preferences import Preferences
from ui.workspace import Message, Workspace

if TYPE_CHECKING:
    from annotator.flow.sample import Sample
    from ui.background_memory import BackgroundMemory
    from ui.start import StartPage
    from ui.suggesting import BackgroundSuggestions

FILES = "Projects (*.annodb)"
FIRST = "news"  # the starter scheme that is offered


class Projects:
    """Holds the open project; at most one."""

    def __init__(self, window: MainWindow, preferences: Preferences, jobs: Jobs) -> None:
        self._window = window
        self._jobs = jobs
        self._preferences = preferences
        self.suggestions: BackgroundSuggestions | None = None
        self.memory: BackgroundMemory | None = None
        window.start_made.connect(self._join)

    def _join(self, start: "StartPage") -> None:
        window = self._window
        start.sample_requested.connect(lambda: window.run("open_sample"))
        start.review_requested.connect(lambda: window.run("open_review_sample"))
        start.import_requested.connect(lambda: window.run("new_project"))
        start.open_requested.connect(lambda: window.run("open_project"))
        start.project_chosen.connect(lambda path: self.open(Path(path)))
        self._show_recent(start)

    def commands(self) -> dict[str, Command]:
        """Actions of the table that open projects or look for suggestions."""
        return {
            "open_sample": self.open_sample,
            "open_review_sample": lambda: self.open_sample("review"),
            "new_project": lambda: self.make(),
            "open_project": self.choose,
            "suggest_all": self.suggest_all,
            "reopen_project": self.reopen,
            "choose_identity": self.choose_identity,
        }

    def open_sample(self, sample: "Sample" = "articles") -> None:
        """Open a sample project, made beside the window on first use."""
        from annotator.flow.sample import make_sample, sample_path

        path = sample_path(sample)
        if path.exists():
            self.open(path)
            return

        def made(whole: object) -> None:
            if whole:
                self.open(path)

        self._jobs.run(
            "Making the sample",
            lambda progress, cancelled: make_sample(path, sample, progress, cancelled),
            made,
        )

    def _show_recent(self, start: "StartPage") -> None:
        """The projects that were open before, on the start page."""
        from ui.start import RecentProject

        rows = []
        for text in self._preferences.values.recent_projects:
            path = Path(text)
            if path.exists():
                when = datetime.fromtimestamp(path.stat().st_mtime).astimezone()
                rows.append(RecentProject(text, path.stem, when=f"{when.day} {when:%B}"))
        start.show_recent(rows)

    def open(self, path: Path) -> bool:
        """Open a project; one that another window holds opens for reading. False on refusal."""
        try:
            project = Project.open(path, exclusive=True)
        except (ProjectLocked, ProjectReadOnly) as error:
            try:
                project = Project.open(path, read_only=True)
            except UserError:
                return self._refused(error)
            self._window.say(Message("warning", error.what, "It is open for reading here."))
        except UserError as error:
            return self._refused(error)
        self.show(project)
        return True

    def _refused(self, error: UserError) -> bool:
        self._window.say(Message("danger", error.what, f"{error.where} {error.do}".strip()))
        return False

    def show(self, project: Project) -> None:
        """Put an open project into the window, in place of the one before."""
        self.close()
        window, values = self._window, self._preferences.values
        session = Session(project, values.annotator_name, values.suggestion_threshold)
        workspace = Workspace(session, window)
        window.show_workspace(workspace)
        self._preferences.remember_project(project.path)
        documents = window.annotate.list
        window.open_document(documents.next_open("") or next(iter(documents.ids()), ""))
        if not project.read_only:
            QTimer.singleShot(0, window, lambda: self._start_helpers(workspace))

    def reopen(self) -> None:
        """Close the project and open it again, as somebody else or after a change from outside."""
        workspace = self._window.workspace
        if workspace is not None:
            path = workspace.session.project.path
            self.close()
            self.open(path)

    def close(self) -> None:
        """End the suggestions and close the file."""
        if self.suggestions is not None:
            self.suggestions.stop()
            self.suggestions = None
        if self.memory is not None:
            self.memory.stop()
            self.memory = None
        workspace = self._window.workspace
        if workspace is not None:
            workspace.session.changed.disconnect()
            self._window.show_workspace(None)
            workspace.session.close()

    def make(self, paths: Sequence[Path] = ()) -> None:
        """Ask where and with which labels, make a project, and import into it, `paths` if they
        are given."""
        from ui.dialogs.schemes import SchemesDialog

        name, _ = QFileDialog.getSaveFileName(self._window, "New project", "project.annodb", FILES)
        if not name:
            return
        dialog = SchemesDialog(starters() | own_starters(), None, self._window)
        dialog.choose(FIRST)
        if dialog.exec() and dialog.scheme is not None:
            path = Path(name).with_suffix(".annodb")
            Project.create(path, dialog.scheme).close()
            if self.open(path) and paths:
                self._window.files_dropped.emit(list(paths))
            elif self._window.workspace is not None:
                self._window.run("import_documents")

    def choose(self) -> None:
        """Ask which, and open it."""
        name, _ = QFileDialog.getOpenFileName(self._window, "Open a project", "", FILES)
        if name:
            self.open(Path(name))

    def choose_identity(self) -> None:
        """Ask who labels."""
        from ui.dialogs.identity import IdentityDialog

        workspace = self._window.workspace
        people = workspace.session.project.annotators() if workspace else []
        names = [person.name for person in people if person.kind == "person"]
        before = self._preferences.values.annotator_name
        dialog = IdentityDialog(names, before, self._window)
        if dialog.exec() and dialog.name != before:
            self._preferences.change(annotator_name=dialog.name)
            self._window.status.set_identity(dialog.name)
            self.reopen()

    # ------------------------------------------------------------------ suggestions

    def _start_helpers(self, workspace: Workspace) -> None:
        """Once the article is painted: suggestions and memory, if the project is still open."""
        from ui.background_memory import BackgroundMemory

        if self._window.workspace is workspace:
            self._start_suggestions(workspace)
            window = self._window
            self.memory = BackgroundMemory(
                workspace, window, lambda: window.page is window.annotate
            )

    def _start_suggestions(self, workspace: Workspace) -> None:
        from ui.suggesting import BackgroundSuggestions

        project = workspace.session.project
        pipeline = project.get_setting("pipeline", self._preferences.values.pipeline)
        if not pipeline:
            return
        window = self._window
        background = BackgroundSuggestions(workspace, pipeline, window)
        self.suggestions = background
        background.said.connect(window.say)
        background.arrived.connect(window.annotate.list.refresh)
        background.progressed.connect(self._show_progress)
        workspace.changed.connect(self._want_opened)
        missing = window.annotate.list.unlooked()
        if workspace.opened is not None and workspace.opened.document.id in missing:
            background.want(workspace.opened.document.id)
        background.want_all(missing)

    def change_pipeline(self) -> None:
        """The project uses another pipeline now: show its suggestions, and look at the documents
        that it has not seen."""
        workspace = self._window.workspace
        if workspace is None or workspace.session.read_only:
            return
        if self.suggestions is not None:
            self.suggestions.stop()
            self.suggestions = None
            workspace.changed.disconnect(self._want_opened)
        workspace.session.refresh_suggestions()
        self._window.annotate.list.reload()
        self._window.annotate.list.work_out()
        self._start_suggestions(workspace)

    def _want_opened(self, event: Changed) -> None:
        workspace = self._window.workspace
        if event.reason != "open" or workspace is None or self.suggestions is None:
            return
        opened = workspace.opened
        row = self._window.annotate.list.summary(opened.document.id) if opened else None
        if opened is not None and row is not None and row.suggestions is None:
            self.suggestions.want(opened.document.id)
        following = self._window.annotate.list.next_open(opened.document.id) if opened else ""
        row = self._window.annotate.list.summary(following)
        if row is not None and row.suggestions is None:
            self.suggestions.want(following)

    def _show_progress(self, done: int, total: int) -> None:
        if total <= 1:
            self._window.status.set_work("")
        else:
            self._window.status.set_work(f"Suggesting, {done} of {total}", done / total)

    def suggest_all(self) -> None:
        """Look at every document again."""
        if self.suggestions is not None:
            self.suggestions.want_all(self._window.annotate.list.ids())

    def suggest_missing(self) -> None:
        """Look at the documents that nobody has looked at."""
        if self.suggestions is not None:
            self.suggestions.want_all(self._window.annotate.list.unlooked())
