"""The reviewer's part of the program: how many conflicts are open, and deciding in bulk."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from annotator.errors import EditRefused
from annotator.store.project import Project
from ui.main_window import MainWindow
from ui.page import Command
from ui.tasks import Job, Progress
from ui.workspace import Message, Workspace

if TYPE_CHECKING:
    from annotator.flow.adjudicating import Bulk
    from ui.dialogs.bulk import BulkAsked, BulkDialog

QUIET_MS = 2500  # after a project was opened, before conflicts are counted
ENOUGH = 2  # people, without whom there is nothing to review


class Adjudication:
    """Working out a bulk decision has a connection of its own; only saving is here."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._quiet = QTimer(window, singleShot=True, interval=QUIET_MS)
        self._quiet.timeout.connect(self._count)
        window.workspace_shown.connect(self._quiet.start)

    def commands(self) -> dict[str, Command]:
        """Actions of the table about many conflicts at once."""
        return {"decide_in_bulk": self.ask}

    def _count(self) -> None:
        """Have the page made that counts what is open, where there may be something."""
        workspace = self._window.workspace
        if workspace is None or not workspace.session.rights.reviews:
            return
        people = [x for x in workspace.session.project.annotators() if x.kind == "person"]
        if len(people) >= ENOUGH:
            self._window.page_of("review")

    def dialog(self) -> "BulkDialog":
        """The dialog. Raises EditRefused for who may not decide."""
        from ui.dialogs.bulk import BulkDialog

        workspace = self._window.workspace
        assert workspace is not None
        session = workspace.session
        if session.read_only:
            raise EditRefused("This project is open for reading only")
        session.check_reviews()
        people = [x.name for x in session.project.annotators() if x.kind == "person"]
        review = self._window.review.desk_review
        here = review.document.id if review is not None else ""

        def look(asked: "BulkAsked") -> Job:
            return _job(workspace, asked, here)

        return BulkDialog(people, look, bool(here), self._window)

    def ask(self) -> None:
        """Ask, then do it."""
        workspace, dialog = self._window.workspace, self.dialog()
        if workspace is not None and dialog.exec() and dialog.edit is not None:
            self.do(workspace, dialog)

    def do(self, workspace: Workspace, dialog: "BulkDialog") -> None:
        """Save what the dialog shows, as one edit."""
        from annotator.flow.reviewing import ensure_gold

        edit, outcome = dialog.edit, dialog.outcome
        assert edit is not None
        ensure_gold(workspace.session.project)
        if not workspace.attempt(lambda: workspace.session.do(edit)):
            return
        count = outcome.taken + outcome.nothing
        words = "1 conflict decided" if count == 1 else f"{count:,} conflicts decided"
        left = f"{outcome.left:,} left to you." if outcome.left else "None is left."

        def undo() -> None:
            self._window.run("undo")

        self._window.say(Message("success", words, left, "Undo", undo))


def _job(workspace: Workspace, asked: "BulkAsked", here: str) -> Job:
    session = workspace.session
    path, who = session.project.path, session.who
    documents = None if asked.everywhere else frozenset({here})

    def work(progress: Progress, cancelled: Callable[[], bool]) -> "Bulk":
        from annotator.flow.adjudicating import bulk

        with Project.open(path, read_only=True) as project:
            return bulk(project, asked.strategy, who, documents, progress, cancelled)

    return work
