"""Consistency: checks the person's labels beside the window, and has findings mended."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from annotator.store.project import Project
from ui.jobs import Jobs
from ui.main_window import MainWindow
from ui.page import Command
from ui.tasks import Job, Progress
from ui.workspace import Message, Workspace

if TYPE_CHECKING:
    from annotator.consistency.findings import Finding
    from annotator.flow.consistency import Checked, Mended
    from ui.dialogs.consistency import ConsistencyDialog


class Consistency:
    """Checking and making the edit have connections of their own; only saving is here."""

    def __init__(self, window: MainWindow, jobs: Jobs) -> None:
        self._window, self._jobs = window, jobs
        self.dialog: ConsistencyDialog | None = None
        self._followed: Workspace | None = None
        window.closing.connect(self.close)

    def commands(self) -> dict[str, Command]:
        """The action of the table that checks."""
        return {"check_consistency": self.show}

    def show(self) -> None:
        """Show the dialog, which stays open while the person works."""
        from ui.dialogs.consistency import ConsistencyDialog

        workspace = self._window.workspace
        if workspace is None:
            return
        self.close()
        chips = {label.id: label.chip for label in workspace.session.scheme.of("span")}
        dialog = ConsistencyDialog(lambda: _check(workspace), chips, self._window)
        self.dialog = dialog
        dialog.place_wanted.connect(lambda *place: self._open(workspace, *place))
        dialog.mending_wanted.connect(lambda found: self._mend(workspace, found))
        if self._followed is not workspace:
            workspace.changed.connect(self._follow)
            self._followed = workspace
        dialog.finished.connect(self._forget)
        dialog.show()

    def close(self) -> None:
        """Close the dialog, if it is open."""
        if self.dialog is not None:
            self.dialog.close()

    def _forget(self) -> None:
        self.dialog = None

    def _follow(self, event: object) -> None:
        """What was found may be out of date after an edit."""
        if self.dialog is not None and getattr(event, "reason", "") in ("edit", "undo", "redo"):
            self.dialog.stale = True

    def _is_shown(self, workspace: Workspace) -> bool:
        """Whether this project is still open; the dialog of another one is closed."""
        if workspace is not self._window.workspace:
            self.close()
            return False
        return True

    def _open(self, workspace: Workspace, document: str, start: int, end: int) -> None:
        if self._is_shown(workspace):
            self._window.open_place(document, start, end)

    def _mend(self, workspace: Workspace, findings: list[Finding]) -> None:
        from annotator.flow.consistency import mend

        if not self._is_shown(workspace):
            return
        session = workspace.session
        path, who = session.project.path, session.who

        def job(_progress: Progress, _cancelled: Callable[[], bool]) -> Mended:
            with Project.open(path) as project:
                return mend(project, who, findings)

        self._jobs.run("Mending", job, lambda found: self._finish(workspace, found))

    def _finish(self, workspace: Workspace, mended: Mended) -> None:
        if not self._is_shown(workspace):
            return
        if not workspace.attempt(lambda: workspace.session.do(mended.edit)):
            return
        count = "1 finding" if mended.count == 1 else f"{mended.count:,} findings"
        left = (
            f"{len(mended.refused):,} could not be: {mended.refused[0]}" if mended.refused else ""
        )
        self._window.say(Message("success", f"{count} mended", left, "Undo", workspace.undo))
        if self.dialog is not None:
            self.dialog.ask()


def _check(workspace: Workspace) -> Job:
    path, name = workspace.session.project.path, workspace.session.who.name

    def job(progress: Progress, cancelled: Callable[[], bool]) -> list[Checked] | None:
        from annotator.flow.consistency import check_consistency

        with Project.open(path, read_only=True) as project:
            known = {one.name for one in project.annotators() if one.kind == "person"}
            return check_consistency(project, [name], progress, cancelled) if name in known else []

    return job
