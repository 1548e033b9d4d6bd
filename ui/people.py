"""People in the window: roles, assignment, one file a person, and the files back again. What
is needed for it is imported when it is asked for, so that the window opens without it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from annotator.errors import EditRefused
from annotator.people import COURTESY
from annotator.store import people as store
from annotator.store.people import Assigned
from annotator.store.project import Project
from ui.document_list import DocumentList
from ui.jobs import Jobs
from ui.main_window import MainWindow
from ui.page import Command
from ui.projects import FILES
from ui.tasks import Job, Progress
from ui.workspace import Message, Workspace

if TYPE_CHECKING:
    from annotator.assignment import Plan
    from annotator.flow.assigning import AssignReport
    from annotator.flow.merge_preview import Preview
    from annotator.flow.merging import MergeReport
    from annotator.flow.splitting import SplitReport
    from ui.dialogs.people import PeopleDialog, Wanted

Cancelled = Callable[[], bool]
READING = "This project is open for reading only."
NOT_LEAD = "Only a lead assigns here, splits and merges. "


class People:
    """Long work has connections of its own, and runs as a job that can be stopped."""

    def __init__(self, window: MainWindow, jobs: Jobs) -> None:
        self._window, self._jobs = window, jobs

    def commands(self) -> dict[str, Command]:
        """Actions of the table about people."""
        return {
            "people": self.ask,
            "split_project": lambda: self.ask_split(()),
            "merge_projects": self.ask_merge,
        }

    def _workspace(self) -> Workspace:
        workspace = self._window.workspace
        if workspace is None:
            raise EditRefused("No project is open", do="Open one first.")
        return workspace

    @property
    def _documents(self) -> DocumentList:
        return self._window.annotate.list

    def _refusal(self, workspace: Workspace) -> str:
        session = workspace.session
        if session.read_only:
            return READING
        if session.rights.leads:
            return ""
        roles = store.roles(session.project)
        leads = [x.name for x in session.project.annotators() if roles.get(x.id) == "lead"]
        return NOT_LEAD + f"Here that is {', '.join(leads)}." if leads else NOT_LEAD

    def _refuse(self, workspace: Workspace) -> None:
        refusal = self._refusal(workspace)
        if refusal:
            raise EditRefused(refusal)

    # ------------------------------------------------------------------ people and assignment

    def dialog(self) -> PeopleDialog:
        """The dialog on the open project."""
        from annotator.flow.people import overview
        from ui.dialogs.people import PeopleDialog

        workspace = self._workspace()
        project = workspace.session.project
        chosen, listed = self._documents.selected_ids(), self._documents.shown_ids()
        by_hand = {
            f"{_several(chosen)} selected in the list, to everybody ticked": chosen,
            f"{_several(listed)} that the list shows, to everybody ticked": listed,
        }
        dialog = PeopleDialog(
            overview(project),
            {words: documents for words, documents in by_hand.items() if documents},
            lambda wanted: _report(project.path, wanted),
            self._refusal(workspace),
            self._window,
        )
        dialog.role_given.connect(lambda name, role: self.give_role(dialog, name, role))
        dialog.blind_set.connect(self.set_blind)
        dialog.split_wanted.connect(lambda names: self._instead(dialog, self.ask_split, names))
        dialog.merge_wanted.connect(lambda: self._instead(dialog, self.ask_merge))
        dialog.withdraw_wanted.connect(lambda: self._instead(dialog, self.withdraw))
        return dialog

    def _instead(self, dialog: PeopleDialog, act: Callable[..., object], *more: object) -> None:
        dialog.reject()
        self._workspace().attempt(lambda: act(*more))

    def ask(self) -> None:
        """Show who works here, and assign."""
        dialog = self.dialog()
        if dialog.exec():
            self.assign(dialog.wanted)

    def give_role(self, dialog: PeopleDialog, name: str, role: str) -> None:
        """Give a person a role, at once."""
        from annotator.flow.people import overview
        from ui.dialogs.people import as_role

        workspace = self._workspace()
        session = workspace.session
        if workspace.attempt(lambda: store.set_role(session.project, name, as_role(role))):
            dialog.show_people(overview(session.project))
            mine = session.role if session.role != "annotator" else ""
            self._window.status.set_identity(session.who.name, role=mine)

    def set_blind(self, blind: bool) -> None:
        """Hide people's labels from each other, or show them, at once."""
        workspace = self._workspace()
        workspace.attempt(lambda: store.set_blind(workspace.session.project, blind))
        self._documents.reload()
        workspace.pointed.emit()

    def assign(self, wanted: Wanted) -> None:
        """Assign in the background; a message tells it, with the way back."""
        from annotator.flow import assigning

        workspace = self._workspace()
        path = workspace.session.project.path
        before = store.assignments(workspace.session.project)

        def job(_progress: Progress, _cancelled: Cancelled) -> AssignReport:
            with Project.open(path) as project:
                return assigning.assign(project, wanted.names, _plan(project, wanted))

        self._jobs.run("Assigning", job, lambda report: self._assigned(report, before))

    def _assigned(self, report: AssignReport, before: list[Assigned]) -> None:
        self._documents.reload()
        names = ", ".join(f"{name} {share.documents:,}" for name, share in report.people.items())
        title = f"{report.assigned:,} documents assigned" if report.assigned else "Nothing assigned"
        self._window.say(Message("success", title, names, "Undo", lambda: self.restore(before)))

    def withdraw(self) -> None:
        """Everybody has everything again."""
        from annotator.flow import assigning

        workspace = self._workspace()
        before = store.assignments(workspace.session.project)
        self._assigned(assigning.withdraw_all(workspace.session.project), before)

    def restore(self, before: list[Assigned]) -> None:
        """Assign again what was assigned before."""
        from annotator.flow import assigning

        workspace = self._workspace()
        workspace.attempt(lambda: assigning.restore(workspace.session.project, before))
        self._documents.reload()

    # ------------------------------------------------------------------ one file a person

    def ask_split(self, names: tuple[str, ...]) -> None:
        """Ask for a folder, and write one file for each person: all who have documents, or,
        where nothing is assigned, those who are named."""
        workspace = self._workspace()
        self._refuse(workspace)
        folder = QFileDialog.getExistingDirectory(self._window, "A folder for the files")
        if folder:
            project = workspace.session.project
            named = () if store.assignments(project) else names
            self.split_to(Path(folder), named)

    def split_to(self, folder: Path, names: tuple[str, ...]) -> None:
        """Split in the background."""
        from annotator.flow import splitting

        path = self._workspace().session.project.path

        def job(progress: Progress, cancelled: Cancelled) -> SplitReport:
            with Project.open(path, read_only=True) as project:
                return splitting.split_project(project, folder, names, progress, cancelled)

        self._jobs.run("Splitting", job, self._split)

    def _split(self, report: SplitReport) -> None:
        if report.cancelled:
            self._window.say(Message("warning", "Stopped: no file was written"))
            return
        count = "1 file" if len(report.files) == 1 else f"{len(report.files)} files"
        told = COURTESY if report.blind else "Everybody’s labels are in them: the project is open."
        words = f"{count} written, for {', '.join(report.people)}"
        self._window.say(Message("success", words, told))

    def ask_merge(self) -> None:
        """Ask which files, look into them, and merge."""
        self._refuse(self._workspace())
        names, _ = QFileDialog.getOpenFileNames(self._window, "Files to merge", "", FILES)
        if names:
            self.look([Path(name) for name in names])

    def look(self, paths: list[Path]) -> None:
        """Look into files; then it is asked what their labels are here."""
        from annotator.flow import merge_preview

        path = self._workspace().session.project.path

        def job(progress: Progress, cancelled: Cancelled) -> list[Preview]:
            with Project.open(path, read_only=True) as project:
                return merge_preview.preview(project, paths, progress, cancelled)

        self._jobs.run("Looking into files", job, lambda found: self._ask_labels(paths, found))

    def _ask_labels(self, paths: list[Path], found: list[Preview]) -> None:
        from ui.dialogs.merge import MergeDialog

        workspace = self._window.workspace
        if workspace is None or len(found) < len(paths):
            return
        dialog = MergeDialog(found, workspace.session.scheme, self._window)
        dialog.accepted.connect(lambda: self.merge(paths, dialog.names))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def merge(self, paths: list[Path], names: dict[str, str]) -> None:
        """Merge in the background."""
        from annotator.flow import merging

        path = self._workspace().session.project.path

        def job(progress: Progress, cancelled: Cancelled) -> MergeReport:
            with Project.open(path) as project:
                return merging.merge_files(project, paths, names, progress, cancelled)

        self._jobs.run("Merging", job, self._merged)

    def _merged(self, report: MergeReport) -> None:
        """What is shown is read again: layers, scheme and what can be undone may differ."""
        from ui.dialogs.merge import MergedDialog

        self._window.run("reopen_project")
        dialog = MergedDialog(report, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()


def _several(documents: list[str]) -> str:
    return "1 document" if len(documents) == 1 else f"{len(documents):,} documents"


def _plan(project: Project, wanted: Wanted) -> Plan:
    from annotator.flow import assigning

    if wanted.documents is not None:
        return assigning.plan_by_hand(project, wanted.names, wanted.documents)
    return assigning.plan_for(project, wanted.names, wanted.wish, wanted.again)


def _report(path: Path, wanted: Wanted) -> Job:
    from annotator.flow import assigning

    def job(_progress: Progress, _cancelled: Cancelled) -> AssignReport:
        with Project.open(path, read_only=True) as project:
            plan = _plan(project, wanted)
            return assigning.report_of(project, plan, names=wanted.names)

    return job
