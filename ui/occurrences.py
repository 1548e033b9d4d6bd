"""Label all: asks which occurrences, has the edit made beside the window, and does it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from annotator.changes import Edit
from annotator.errors import EditRefused
from annotator.model import Span
from annotator.occurrences import Hits, label_all, remove_all, search
from annotator.store.project import Project
from ui.inspection import label_card
from ui.jobs import Jobs
from ui.main_window import MainWindow
from ui.page import Command
from ui.tasks import Job, Progress
from ui.workspace import Message, Workspace

if TYPE_CHECKING:
    from ui.dialogs.label_all import Asked, Chosen, LabelAllDialog


class Occurrences:
    """Searching and making the edit have connections of their own; only saving is here."""

    def __init__(self, window: MainWindow, jobs: Jobs) -> None:
        self._window, self._jobs = window, jobs

    def commands(self) -> dict[str, Command]:
        """Actions of the table about all occurrences."""
        return {
            "label_all": lambda: self.ask(removing=False),
            "remove_all": lambda: self.ask(removing=True),
        }

    def dialog(self, removing: bool) -> LabelAllDialog:
        """The dialog on the current span or the selection. Raises EditRefused without one."""
        from ui.dialogs.label_all import LabelAllDialog

        workspace = self._window.workspace
        if workspace is None or workspace.opened is None:
            raise EditRefused("No document is open", do="Choose one in the list.")
        text, label = pointed(workspace)
        scheme = workspace.session.scheme
        labels = [label_card(scheme, "span", label.id) for label in scheme.of("span")]
        if not labels:
            raise EditRefused("The scheme has no span labels", do="Add one to the scheme.")

        def job(asked: Asked) -> Job:
            return self._search(workspace, asked)

        return LabelAllDialog(text, labels, label, job, removing, self._window)

    def ask(self, removing: bool) -> None:
        """Ask, then do it."""
        workspace, dialog = self._window.workspace, self.dialog(removing)
        if dialog.exec() and workspace is not None:
            self.do(workspace, dialog.chosen, removing)

    def _search(self, workspace: Workspace, asked: Asked) -> Job:
        session = workspace.session
        path, who, opened = session.project.path, session.who, session.current.document.id
        documents: list[str] | None = None
        if asked.scope == "document":
            documents = [opened]
        elif asked.scope == "open":
            documents = self._window.annotate.list.unfinished()

        def job(progress: Progress, cancelled: Callable[[], bool]) -> Hits:
            with Project.open(path, read_only=True) as project:
                return search(
                    project,
                    who,
                    asked.wanted,
                    asked.label,
                    documents,
                    progress=progress,
                    cancelled=cancelled,
                )

        return job

    def do(self, workspace: Workspace, chosen: Chosen, removing: bool) -> None:
        """Make the edit in the background, then save it."""
        session = workspace.session
        path, who = session.project.path, session.who

        def job(_progress: Progress, _cancelled: Callable[[], bool]) -> Edit:
            with Project.open(path) as project:
                if removing:
                    return remove_all(project, who, chosen.hits, chosen.label)
                return label_all(project, who, chosen.hits, chosen.label, chosen.overlap)

        def done(edit: Edit) -> None:
            workspace.attempt(lambda: self._finish(workspace, edit, removing))

        self._jobs.run("Taking labels off" if removing else "Labelling", job, done)

    def _finish(self, workspace: Workspace, edit: Edit, removing: bool) -> None:
        done = workspace.session.do(edit)
        side = [c.before if removing else c.after for c in done.changes]
        spans = [item for item in side if isinstance(item, Span)]
        here = workspace.opened.own.spans if workspace.opened else {}
        workspace.flashed.emit([span.id for span in spans if span.id in here])
        count = "1 span" if len(spans) == 1 else f"{len(spans):,} spans"
        label = workspace.session.scheme.get("span", spans[0].label) if spans else None
        name = label.title if label else ""
        title = f"{name} taken off {count}" if removing else f"{count} labelled as {name}"
        self._window.say(Message("success", title, "", "Undo", workspace.undo))


def pointed(workspace: Workspace) -> tuple[str, str]:
    """The text and label that are meant: those of the current span, or the selected text with
    the first label. Raises EditRefused."""
    opened, span = workspace.session.current, workspace.span()
    if span is not None:
        return opened.document.text[span.start : span.end], span.label
    if workspace.at.selection:
        start, end = workspace.at.selection
        labels = opened.scheme.of("span")
        return opened.document.text[start:end], labels[0].id if labels else ""
    raise EditRefused("Nothing is selected", do="Select text, or press Tab for a span.")
