"""Pipelines as a part of the program: opens the dialog, and does what was chosen there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.store.project import Project
from ui.jobs import Jobs
from ui.main_window import MainWindow
from ui.page import Command
from ui.preferences import Preferences
from ui.projects import Projects
from ui.tasks import Job, Progress
from ui.workspace import Message, Workspace

if TYPE_CHECKING:
    from annotator.flow.catalogue import Entry
    from ui.pipelines.dialog import Desk, PipelinesDialog, Wish


class Pipelines:
    """Without an open project, what is chosen holds for new ones."""

    def __init__(
        self,
        window: MainWindow,
        preferences: Preferences,
        jobs: Jobs,
        projects: Projects,
        shown: Callable[[], None],
    ) -> None:
        self._window, self._preferences = window, preferences
        self._jobs, self._projects = jobs, projects
        self._show_choices = shown
        self.dialog: PipelinesDialog | None = None

    def commands(self) -> dict[str, Command]:
        """The action of the table that opens the dialog."""
        return {"pipelines": self.show}

    def show(self) -> None:
        """Show the dialog until it is closed, and do what it says."""
        workspace = self._window.workspace
        dialog = self.dialog = self.made()
        if dialog.exec() and dialog.wish is not None:
            if workspace is None:
                self._preferences.change(pipeline=dialog.wish.entry.id)
                self._show_choices()
            else:
                self.apply(workspace, dialog.wish)
        self.dialog = None
        dialog.deleteLater()

    def made(self) -> PipelinesDialog:
        """The dialog for what is open now."""
        from annotator.flow.trained import title_of
        from ui.pipelines.dialog import PipelinesDialog

        workspace, preferred = self._window.workspace, self._preferences.values.pipeline
        used, desk, path = preferred, None, None
        if workspace is not None:
            project = workspace.session.project
            used = project.get_setting("pipeline", preferred)
            if used and not Path(used).is_absolute():
                used = title_of(project, used)  # it may stand for the one of the language
            desk, path = _desk(workspace), project.path

        def look() -> Job:
            return _listing(path, (*self._preferences.values.pipeline_folders, preferred, used))

        dialog = PipelinesDialog(look, used, desk, self._window)
        dialog.folder_added.connect(self._remember)
        return dialog

    def _remember(self, folder: str) -> None:
        known = [x for x in self._preferences.values.pipeline_folders if x != folder]
        self._preferences.change(pipeline_folders=(*known, folder))

    def apply(self, workspace: Workspace, wish: Wish) -> None:
        """Let the project use a pipeline, with these labels, shown so."""
        from annotator.flow import trained
        from annotator.intake import choose_names, want_scores

        session, model = workspace.session, wish.entry.info.full_name
        project, shown = session.project, wish.shown
        preferred = self._preferences.values.pipeline
        other = project.get_setting("pipeline", preferred) not in (wish.entry.id, model)

        def keep() -> None:
            if wish.names:
                choose_names(project, model, wish.names)
            if shown is not None:
                want_scores(project, shown.scores)
                if shown.mode != session.mode:
                    session.set_mode(shown.mode)

        workspace.attempt(keep)
        if not other:
            if wish.names:
                self._projects.suggest_all()
            return
        path, id = project.path, wish.entry.id

        def job(_progress: Progress, _cancelled: Callable[[], bool]) -> str:
            with Project.open(path) as own:
                return trained.use(own, id)

        self._jobs.run("Changing the pipeline", job, lambda name: self._used(name, wish))

    def _used(self, name: str, wish: Wish) -> None:
        self._projects.change_pipeline()
        if wish.names:
            self._projects.suggest_all()
        words = "The documents are looked at with it; what the one before suggested is hidden."
        self._window.say(Message("success", f"{name} suggests from now on", words))


def _listing(path: Path | None, folders: tuple[str, ...]) -> Job:
    """A job that lists the pipelines, those trained in a project among them."""

    def job(_progress: Progress, _cancelled: Callable[[], bool]) -> list[Entry]:
        from annotator.flow.catalogue import catalogue

        own = [x for x in folders if x and Path(x).is_absolute()]
        if path is None:
            return catalogue(folders=own)
        with Project.open(path, read_only=True) as project:
            return catalogue(project, own)

    return job


def _desk(workspace: Workspace) -> Desk:
    from annotator.intake import names_for, wants_scores
    from ui.dialogs.label_mapping import LabelChoice
    from ui.pipelines.dialog import Desk
    from ui.pipelines.showing import Shown
    from ui.transfer import label_colours_of

    session = workspace.session
    project, opened = session.project, session.opened
    labels = [LabelChoice(x.kind, x.id, x.chip, x.title) for x in session.scheme.of("span")]
    mode = replace(session.mode)
    return Desk(
        labels,
        label_colours_of(session.scheme),
        lambda model: names_for(project, model),
        project.language,
        Shown(mode, wants_scores(project)),
        (opened.document.name, opened.document.text) if opened is not None else None,
    )
