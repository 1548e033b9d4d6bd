"""Import and export from the window: asked for in a dialog, done in a thread."""

from collections.abc import Callable
from pathlib import Path

from annotator.flow import ExportReport, ImportReport, choices, export_project, import_files
from annotator.store.project import Project
from ui.jobs import Jobs
from ui.main_window import MainWindow
from ui.page import Command
from ui.projects import Projects
from ui.tasks import Progress
from ui.workspace import Message


class Transfer:
    """Every job has a connection of its own."""

    def __init__(self, window: MainWindow, jobs: Jobs, projects: Projects) -> None:
        self._window = window
        self._jobs = jobs
        self._projects = projects

    def commands(self) -> dict[str, Command]:
        """Actions of the table that bring data in or out."""
        return {
            "import_documents": self.ask_import,
            "export_documents": self.ask_export,
        }

    def ask_import(self) -> None:
        """Ask what, and import it."""
        from ui.dialogs.imports import FormatChoice, ImportDialog

        workspace = self._window.workspace
        if workspace is None:
            return
        formats = [FormatChoice(*row) for row in choices.readable()]
        dialog = ImportDialog(formats, [workspace.session.who.name], [], self._window)
        if dialog.exec():
            choice = dialog.choice
            self.import_paths(
                list(choice.paths), choice.format, choice.annotator, choice.keep_duplicates
            )

    def import_paths(
        self, paths: list[Path], format: str = "", who: str = "", keep: bool = False
    ) -> None:
        """Import files in the background."""
        workspace = self._window.workspace
        if workspace is None:
            return
        path = workspace.session.project.path

        def job(progress: Progress, cancelled: Callable[[], bool]) -> ImportReport:
            with Project.open(path) as project:
                return import_files(
                    project, paths, format or None, who or None, keep, progress, cancelled
                )

        self._jobs.run("Importing", job, self._imported)

    def _imported(self, report: ImportReport) -> None:
        window, workspace = self._window, self._window.workspace
        detail = str(report.problems[0]) if report.problems else ""
        kind = "warning" if report.problems else "success"
        noun = "document" if report.documents == 1 else "documents"
        window.say(Message(kind, f"{report.documents:,} {noun} imported", detail))
        if workspace is None:
            return
        workspace.session.reload_scheme()
        window.annotate.list.reload()
        if workspace.opened is None:
            window.open_document(next(iter(window.annotate.list.ids()), ""))
        self._projects.suggest_missing()

    def ask_export(self) -> None:
        """Ask how, and export."""
        from ui.dialogs.export import ExportChoice, ExportDialog
        from ui.dialogs.imports import FormatChoice

        workspace = self._window.workspace
        if workspace is None:
            return
        formats = [FormatChoice(*row) for row in choices.writable()]
        layers = [
            ("best", "The best of each document"),
            ("each", "Every layer"),
            (workspace.session.who.name, "Mine"),
        ]

        def limits(choice: ExportChoice) -> list[str]:
            return choices.limits(choice.format)

        dialog = ExportDialog(formats, layers, limits, self._window)
        if dialog.exec() and dialog.choice.target is not None:
            self.export_to(workspace.session.project.path, dialog.choice.target, dialog.choice)

    def export_to(self, path: Path, target: Path, choice: object) -> None:
        """Export a project in the background."""
        from ui.dialogs.export import ExportChoice

        assert isinstance(choice, ExportChoice)

        def job(progress: Progress, cancelled: Callable[[], bool]) -> ExportReport:
            with Project.open(path, read_only=True) as project:
                return export_project(
                    project,
                    target,
                    format=choice.format,
                    layer=choice.layer,
                    status=choice.status,
                    split=choice.split or None,
                    strict=choice.strict,
                    progress=progress,
                    cancelled=cancelled,
                )

        self._jobs.run("Exporting", job, self._exported)

    def _exported(self, report: ExportReport) -> None:
        lost = ", ".join(f"{count} {what}" for what, count in report.losses.items())
        noun = "document" if report.documents == 1 else "documents"
        detail = f"Not written: {lost}" if lost else ""
        kind = "warning" if lost else "success"
        self._window.say(Message(kind, f"{report.documents:,} {noun} exported", detail))
