"""The application around the window: projects, identity, suggestions, dialogs and errors."""

import sys
import traceback
from dataclasses import replace
from pathlib import Path
from types import TracebackType

from PySide6.QtWidgets import QApplication, QFileDialog

from annotator import __version__, settings
from annotator.errors import ProjectLocked, ProjectReadOnly, UserError
from annotator.flow import choices, export_project, import_files, open_sample
from annotator.schemes import load_scheme
from annotator.session import Session
from annotator.store.project import Project
from ui.actions import GROUPS, by_group
from ui.main_window import MainWindow
from ui.start import RecentProject
from ui.suggesting import BackgroundSuggestions
from ui.tasks import JobThread
from ui.theme.apply import apply, chosen_theme
from ui.workspace import Message, Workspace


class Application:
    """Owns the window and the open project."""

    def __init__(self, app: QApplication, theme: str = "", who: str = "") -> None:
        self.app = app
        self.settings = settings.load()
        if who:
            self.settings = replace(self.settings, annotator_name=who)
        apply(app, chosen_theme(app, theme or self.settings.theme))
        self.window = MainWindow(self.command)
        app.installEventFilter(self.window)
        self._suggestions: BackgroundSuggestions | None = None
        self._job: JobThread | None = None
        self._connect()
        self._show_start()

    def _connect(self) -> None:
        start, window = self.window.start, self.window
        start.sample_requested.connect(lambda: self.command("open_sample"))
        start.import_requested.connect(lambda: self.command("new_project"))
        start.open_requested.connect(lambda: self.command("open_project"))
        start.project_chosen.connect(lambda path: self.open_project(Path(path)))
        window.status.cancel_requested.connect(self._cancel)

    def _show_start(self) -> None:
        from datetime import datetime

        rows = []
        for text in self.settings.recent_projects:
            path = Path(text)
            if path.exists():
                day = datetime.fromtimestamp(path.stat().st_mtime).strftime("%-d %B")
                rows.append(RecentProject(text, path.stem, when=day))
        self.window.start.show_recent(rows)

    # ------------------------------------------------------------------ projects

    def open_project(self, path: Path) -> bool:
        """Open a project; one that another window holds opens for reading. False on refusal."""
        try:
            project = Project.open(path, exclusive=True)
        except (ProjectLocked, ProjectReadOnly) as error:
            try:
                project = Project.open(path, read_only=True)
            except UserError:
                return self._refused(error)
            self.window.say(Message("warning", error.what, "It is open for reading here."))
        except UserError as error:
            return self._refused(error)
        self._show_project(project)
        return True

    def _show_project(self, project: Project) -> None:
        self._close_project()
        session = Session(project, self.settings.annotator_name, self.settings.suggestion_threshold)
        workspace = Workspace(session, self.window)
        self.window.show_workspace(workspace)
        self._remember(project.path)
        first = self.window.list.next_open("") or next(iter(self.window.list.ids()), "")
        self.window.open_document(first)
        if not project.read_only:
            self._start_suggestions(workspace)

    def _start_suggestions(self, workspace: Workspace) -> None:
        pipeline = workspace.session.project.get_setting("pipeline", self.settings.pipeline)
        if not pipeline:
            return
        background = BackgroundSuggestions(workspace, pipeline, self.window)
        self._suggestions = background
        background.said.connect(self.window.say)
        background.arrived.connect(self.window.list.refresh)
        background.progressed.connect(self._show_progress)
        workspace.changed.connect(self._want_opened)
        missing = self.window.list.unlooked()
        if workspace.opened is not None and workspace.opened.document.id in missing:
            background.want(workspace.opened.document.id)
        background.want_all(missing)

    def _want_opened(self, event: object) -> None:
        workspace = self.window.workspace
        if getattr(event, "reason", "") != "open" or workspace is None or not self._suggestions:
            return
        opened = workspace.opened
        row = self.window.list.summary(opened.document.id) if opened else None
        if opened is not None and row is not None and row.suggestions is None:
            self._suggestions.want(opened.document.id)

    def _show_progress(self, done: int, total: int) -> None:
        if total <= 1:
            self.window.status.set_work("")
        else:
            self.window.status.set_work(f"Suggesting, {done} of {total}", done / total)

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.requestInterruption()
        elif self._suggestions is not None:
            self._suggestions.cancel()

    def _close_project(self) -> None:
        if self._suggestions is not None:
            self._suggestions.stop()
            self._suggestions = None
        workspace = self.window.workspace
        if workspace is not None:
            workspace.session.changed.disconnect()
            self.window.show_workspace(None)
            workspace.session.close()

    def _remember(self, path: Path) -> None:
        self.settings = settings.with_recent(self.settings, str(path))
        self._save_settings()

    def _save_settings(self) -> None:
        try:
            settings.save(self.settings)
        except UserError as error:
            self.window.say(Message("warning", error.what, error.do))

    def _refused(self, error: UserError) -> bool:
        self.window.say(Message("danger", error.what, f"{error.where} {error.do}".strip()))
        return False

    # ------------------------------------------------------------------ commands

    def command(self, id: str) -> None:
        """Run an action of the table that concerns the application."""
        try:
            getattr(self, f"do_{id}")()
        except UserError as error:
            self._refused(error)

    def do_closing(self) -> None:
        """The window closes."""
        self.settings = replace(self.settings, zoom=self.window.canvas.zoom)
        self._save_settings()
        if self._job is not None:
            self._job.requestInterruption()
            self._job.wait()
        self._close_project()

    def do_open_sample(self) -> None:
        """Open the sample project, made on first use."""
        self.open_project(open_sample())

    def do_new_project(self) -> None:
        """Ask where, make a project, and import into it."""
        name, _ = QFileDialog.getSaveFileName(
            self.window, "New project", "project.annodb", "Projects (*.annodb)"
        )
        if name:
            path = Path(name).with_suffix(".annodb")
            Project.create(path, load_scheme("news")).close()
            if self.open_project(path):
                self.do_import_documents()

    def do_open_project(self) -> None:
        """Ask which, and open it."""
        name, _ = QFileDialog.getOpenFileName(
            self.window, "Open a project", "", "Projects (*.annodb)"
        )
        if name:
            self.open_project(Path(name))

    def do_import_documents(self) -> None:
        """Ask what, and import it in the background."""
        from ui.dialogs.imports import FormatChoice, ImportDialog

        workspace = self.window.workspace
        if workspace is None:
            return
        formats = [FormatChoice(*row) for row in choices.readable()]
        dialog = ImportDialog(formats, [self.settings.annotator_name], [], self.window)
        if dialog.exec():
            choice = dialog.choice
            self.import_paths(list(choice.paths), choice.format, choice.annotator,
                              choice.keep_duplicates)  # fmt: skip

    def import_paths(
        self, paths: list[Path], format: str = "", who: str = "", keep: bool = False
    ) -> None:
        """Import files in a thread with a connection of its own."""
        workspace = self.window.workspace
        if workspace is None:
            return
        project_path = workspace.session.project.path

        def job(progress: object, cancelled: object) -> object:
            with Project.open(project_path) as project:
                return import_files(
                    project,
                    paths,
                    format=format or None,
                    annotator=who or None,
                    keep_duplicates=keep,
                    progress=progress,  # type: ignore[arg-type]  # a signal's emit
                    cancelled=cancelled,  # type: ignore[arg-type]  # a QThread's method
                )

        self._run_job("Importing", job, self._imported)

    def _imported(self, report: object) -> None:
        window, workspace = self.window, self.window.workspace
        problems = getattr(report, "problems", ())
        detail = str(problems[0]) if problems else ""
        kind = "warning" if problems else "success"
        count = getattr(report, "documents", 0)
        window.say(Message(kind, f"{count} documents imported", detail))
        if workspace is None:
            return
        workspace.session.reload_scheme()
        window.list.reload()
        if workspace.opened is None:
            window.open_document(next(iter(window.list.ids()), ""))
        if self._suggestions is not None:
            self._suggestions.want_all(window.list.unlooked())

    def do_export_documents(self) -> None:
        """Ask how, and export in the background."""
        from ui.dialogs.export import ExportDialog
        from ui.dialogs.imports import FormatChoice

        workspace = self.window.workspace
        if workspace is None:
            return
        formats = [FormatChoice(*row) for row in choices.writable()]
        layers = [("best", "The best of each document"), ("each", "Every layer"),
                  (workspace.session.who.name, "Mine")]  # fmt: skip
        dialog = ExportDialog(
            formats, layers, lambda choice: choices.limits(choice.format), self.window
        )
        if not dialog.exec():
            return
        choice, project_path = dialog.choice, workspace.session.project.path
        target = choice.target
        if target is None:
            return

        def job(_progress: object, cancelled: object) -> object:
            with Project.open(project_path, read_only=True) as project:
                return export_project(
                    project,
                    target,
                    format=choice.format,
                    layer=choice.layer,
                    status=choice.status,
                    split=choice.split or None,
                    strict=choice.strict,
                    cancelled=cancelled,  # type: ignore[arg-type]  # a QThread's method
                )

        self._run_job("Exporting", job, self._exported)

    def _exported(self, report: object) -> None:
        count = getattr(report, "documents", 0)
        losses = getattr(report, "losses", {})
        detail = ", ".join(f"{n} {what}" for what, n in losses.items())
        detail = f"Not written: {detail}" if detail else ""
        kind = "warning" if detail else "success"
        self.window.say(Message(kind, f"{count} documents exported", detail))

    def _run_job(self, title: str, job: object, done: object) -> None:
        if self._job is not None:
            self.window.say(Message("warning", "Something is running already", "Wait for it."))
            return
        thread = JobThread(job, self.window)  # type: ignore[arg-type]  # a Job
        self._job = thread
        thread.progressed.connect(
            lambda n, of: self.window.status.set_work(f"{title}, {n}", n / of if of else None)
        )
        thread.succeeded.connect(done)
        thread.failed.connect(self._job_failed)
        thread.finished.connect(self._job_finished)
        self.window.status.set_work(title)
        thread.start()

    def _job_failed(self, error: BaseException) -> None:
        if isinstance(error, UserError):
            self._refused(error)
        else:
            self.report_bug(type(error), error, error.__traceback__)

    def _job_finished(self) -> None:
        self._job = None
        self.window.status.set_work("")

    def do_suggest_all(self) -> None:
        """Look at every document again."""
        if self._suggestions is not None:
            self._suggestions.want_all(self.window.list.ids())

    def do_choose_identity(self) -> None:
        """Ask who labels."""
        from ui.dialogs.identity import IdentityDialog

        workspace = self.window.workspace
        people = workspace.session.project.annotators() if workspace else []
        names = [person.name for person in people if person.kind == "person"]
        dialog = IdentityDialog(names, self.settings.annotator_name, self.window)
        if dialog.exec() and dialog.name != self.settings.annotator_name:
            self.settings = replace(self.settings, annotator_name=dialog.name)
            self._save_settings()
            if workspace is not None:
                path = workspace.session.project.path
                self._close_project()
                self.open_project(path)

    def do_theme_light(self) -> None:
        """The light theme."""
        self._set_theme("light")

    def do_theme_dark(self) -> None:
        """The dark theme."""
        self._set_theme("dark")

    def do_theme_system(self) -> None:
        """The system's theme."""
        self._set_theme("system")

    def _set_theme(self, name: str) -> None:
        self.settings = replace(self.settings, theme=name)
        self._save_settings()
        apply(self.app, chosen_theme(self.app, name))

    def do_show_keys(self) -> None:
        """The sheet of all keys."""
        from ui.dialogs.keys import KeyGroup, KeysDialog

        groups = [
            KeyGroup(group, tuple((row.title, row.keys[0]) for row in by_group(group) if row.keys))
            for group in GROUPS
        ]
        KeysDialog([group for group in groups if group.keys], self.window).exec()

    def do_about(self) -> None:
        """What this is."""
        from ui.dialogs.about import AboutDialog

        AboutDialog([("Version", __version__), ("Licence", "MIT")], self.window).exec()

    # ------------------------------------------------------------------ bugs

    def report_bug(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """A bug of ours: on standard error, and as a text that can be copied."""
        from ui.dialogs.bug import BugDialog

        text = "".join(traceback.format_exception(kind, error, trace))
        sys.stderr.write(text)
        BugDialog(text, self.window).show()
