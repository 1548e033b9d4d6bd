"""Orders of the documents that have to be worked out: uncertain ones first, or different ones."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, Signal

from annotator.errors import UserError
from annotator.store.project import Project
from ui.dialogs.asking import Asking
from ui.tasks import Progress
from ui.workspace import Message, Workspace

if TYPE_CHECKING:
    from annotator.flow.turn import By, Turn

ORDERS = ("uncertainty", "diversity", "both")


class QueueOrder(QObject):
    """Works the order out in a thread, with a connection of its own, and keeps why each document
    stands where it does. Documents that came since stand at the end. `working` says in words what
    is done, with its share, and is empty when nothing is."""

    changed = Signal()
    working = Signal(str, float)
    said = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._places: dict[str, int] = {}
        self._reasons: dict[str, str] = {}
        self._asking = Asking(self)
        self._asking.answered.connect(self._take)
        self._asking.refused.connect(self._refuse)
        self._asking.progressed.connect(self._tell)

    @property
    def busy(self) -> bool:
        """Whether an order is being worked out."""
        return self._asking.busy

    def work_out(self, workspace: Workspace, by: str) -> None:
        """Begin; `changed` comes when it is done."""
        project, who = workspace.session.project, workspace.session.who
        path = project.path
        self.working.emit("Ordering the documents", 0.0)

        def job(progress: Progress, cancelled: Callable[[], bool]) -> list[Turn] | None:
            from annotator.flow.turn import queue

            with Project.open(path, read_only=True) as opened:
                return queue(opened, who, cast("By", by), progress, cancelled)

        self._asking.ask(job)

    def forget(self) -> None:
        """Another order, or another project: stop, and know nothing."""
        if self._asking.busy:
            self._asking.stop()
            self.working.emit("", 0.0)
        self._places, self._reasons = {}, {}

    def place(self, document: str) -> int:
        """Where a document stands."""
        return self._places.get(document, len(self._places))

    def reason(self, document: str) -> str:
        """Why a document stands there; empty where nothing is known."""
        return self._reasons.get(document, "")

    def _tell(self, done: int, total: int) -> None:
        self.working.emit(f"Ordering the documents, {done:,}", done / max(1, total))

    def _take(self, turns: list[Turn] | None) -> None:
        if turns is None:
            return
        self._places = {turn.document: place for place, turn in enumerate(turns)}
        self._reasons = {turn.document: turn.reason for turn in turns if turn.reason}
        self.working.emit("", 0.0)
        self.changed.emit()

    def _refuse(self, error: UserError) -> None:
        self.working.emit("", 0.0)
        self.said.emit(Message("danger", error.what, f"{error.where} {error.do}".strip()))
