"""Training as a part of the program: opens the dialog, runs one training at a time beside the
window, and lets the project use what came of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.errors import UserError
from annotator.store.project import Project
from ui.jobs import Jobs
from ui.main_window import MainWindow
from ui.page import Command
from ui.preferences import Preferences
from ui.projects import Projects
from ui.tasks import Job, Progress
from ui.workspace import Message, Workspace

if TYPE_CHECKING:
    from annotator.flow.material import Material
    from annotator.flow.trained import Version
    from annotator.flow.training import Wish
    from annotator.train.messages import Reply
    from ui.training.dialog import TrainingDialog
    from ui.training.thread import TrainingThread
    from ui.training.versions import Choice


class Training:
    """At most one training runs; it goes on when the dialog is closed, or another project is
    opened: its version is listed in the project that it began with."""

    def __init__(
        self, window: MainWindow, preferences: Preferences, jobs: Jobs, projects: Projects
    ) -> None:
        self._window, self._preferences = window, preferences
        self._jobs, self._projects = jobs, projects
        self.dialog: TrainingDialog | None = None
        self._shown: Path | None = None
        self._thread: TrainingThread | None = None
        self._trains: Path | None = None

    def commands(self) -> dict[str, Command]:
        """The action of the table that trains."""
        return {"train": self.show}

    @property
    def running(self) -> bool:
        """Whether a training runs."""
        return self._thread is not None

    def show(self) -> None:
        """Show the dialog of the open project."""
        workspace = self._window.workspace
        if workspace is None:
            return
        path = workspace.session.project.path
        if self.dialog is None or self._shown != path:
            self._make_dialog(workspace)
        dialog = self.dialog
        assert dialog is not None
        self._show_versions()
        dialog.show()
        dialog.raise_()
        dialog.activateWindow()

    def _make_dialog(self, workspace: Workspace) -> None:
        from annotator.flow import trained
        from ui.insights.words import Labels
        from ui.training.dialog import Facts, TrainingDialog

        if self.dialog is not None:
            self.dialog.close()
            self.dialog.deleteLater()
        project = workspace.session.project
        pipeline = self._pipeline(project)
        people = [one.name for one in project.annotators() if one.kind != "model"]
        current = trained.title_of(project, pipeline)
        facts = Facts(Labels(workspace.session.scheme), people, current, pipeline)
        path = project.path
        dialog = TrainingDialog(facts, lambda wish: _look(path, wish), self._window)
        self.dialog, self._shown = dialog, path
        dialog.training_wanted.connect(self._train)
        dialog.stop_wanted.connect(self.cancel)
        dialog.use_wanted.connect(self.use)
        dialog.remove_wanted.connect(self._remove)
        last = next(iter(reversed(trained.versions(project))), None)
        dialog.show_version(last)
        if self.running and self._trains == path:
            dialog.begin()

    def _pipeline(self, project: Project) -> str:
        return project.get_setting("pipeline", self._preferences.values.pipeline)

    # ------------------------------------------------------------------ a training

    def _train(self, wish: Wish) -> None:
        from ui.training.thread import TrainingThread

        workspace, dialog = self._window.workspace, self.dialog
        if workspace is None or dialog is None:
            return
        if self.running:
            self._window.say(Message("warning", "A training is running already", "Wait for it."))
            return
        path = workspace.session.project.path
        thread = TrainingThread(path, wish, self._window)
        self._thread, self._trains = thread, path
        thread.heard.connect(self._hear)
        thread.succeeded.connect(self._succeed)
        thread.failed.connect(self._fail)
        thread.finished.connect(self._finished)
        dialog.begin()
        self._window.status.set_work("Training")
        thread.start()

    def cancel(self) -> None:
        """Stop the training; nothing of it is kept."""
        if self._thread is not None:
            self._thread.requestInterruption()

    def stop(self) -> None:
        """Stop it and wait for its end; close the dialog."""
        if self._thread is not None:
            self._thread.requestInterruption()
            self._thread.wait()
        if self.dialog is not None:
            self.dialog.close()

    def _current_dialog(self) -> TrainingDialog | None:
        """The dialog, if it shows the project that is trained on."""
        return self.dialog if self._shown == self._trains else None

    def _hear(self, reply: Reply) -> None:
        from annotator.train.messages import Stepped

        dialog = self._current_dialog()
        if dialog is not None:
            dialog.hear(reply)
        if isinstance(reply, Stepped):
            share = reply.step / max(1, reply.steps)
            self._window.status.set_work(f"Training, step {reply.step:,}", share)

    def _succeed(self, version: Version | None) -> None:
        dialog = self._current_dialog()
        if dialog is not None:
            dialog.finish(version)
            self._show_versions()
        if version is None or (dialog is not None and dialog.isVisible()):
            return
        better = "It finds more than the pipeline before" if version.is_better else ""
        self._window.say(
            Message("success", f"{version.name} is trained", better, "Show", self.show)
        )

    def _fail(self, error: BaseException) -> None:
        if not isinstance(error, UserError):
            raise error
        dialog = self._current_dialog()
        if dialog is not None:
            dialog.finish(None, str(error))
        if dialog is None or not dialog.isVisible():
            self._window.say(Message("danger", error.what, f"{error.where} {error.do}".strip()))

    def _finished(self) -> None:
        self._thread = None
        self._window.status.set_work("")

    # ------------------------------------------------------------------ versions

    def _show_versions(self) -> None:
        workspace, dialog = self._window.workspace, self.dialog
        if workspace is None or dialog is None or self._shown != workspace.session.project.path:
            return
        dialog.show_versions(_choices(workspace.session.project, self._preferences.values.pipeline))

    def use(self, name: str) -> None:
        """Let the project use a pipeline, and look with it at the documents."""
        from annotator.flow import trained

        workspace = self._window.workspace
        if workspace is None:
            return
        path = workspace.session.project.path

        def job(_progress: Progress, _cancelled: Callable[[], bool]) -> str:
            with Project.open(path) as project:
                return trained.use(project, name)

        self._jobs.run("Changing the pipeline", job, self._used)

    def _used(self, name: str) -> None:
        self._projects.change_pipeline()
        self._show_versions()
        words = "The documents are looked at with it; what the one before suggested is hidden."
        self._window.say(Message("success", f"{name} suggests from now on", words))

    def _remove(self, number: int) -> None:
        from annotator.flow import trained

        workspace, dialog = self._window.workspace, self.dialog
        if workspace is not None and dialog is not None and dialog.confirms_removal(number):
            workspace.attempt(lambda: trained.remove(workspace.session.project, number))
            self._show_versions()


def _look(path: Path, wish: Wish) -> Job:
    def job(_progress: Progress, cancelled: Callable[[], bool]) -> Material:
        from annotator.flow.material import gather

        with Project.open(path, read_only=True) as project:
            return gather(project, wish.layer, wish.held, wish.seed, cancelled)

    return job


def _choices(project: Project, preferred: str) -> list[Choice]:
    """The versions, the last first, then what else the project may go back to."""
    from annotator.flow import trained
    from annotator.suggest.pipelines import embedded
    from ui.training.versions import Choice, choice_of

    current = project.get_setting("pipeline", preferred)
    found = trained.versions(project)
    rows = [choice_of(version, version.path == current) for version in reversed(found)]
    used = trained.title_of(project, current)
    for info in embedded(project.language):
        title = info.full_name
        rows.append(Choice(title, title, info.description, used=title == used))
    known = {row.title for row in rows}
    starts = dict.fromkeys(version.start for version in found if version.start)
    rows += [Choice(x, x, "used before", used=x == used) for x in starts if x not in known]
    if used not in {row.title for row in rows}:
        rows.append(Choice(current, used, "the project’s pipeline", used=True))
    return rows
