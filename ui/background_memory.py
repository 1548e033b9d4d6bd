"""The project's memory beside the window: gathered in a thread, asked again after edits."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.memory.memory import Memory
from annotator.remembering import gather
from annotator.session import Changed
from annotator.store.project import Project
from ui.tasks import JobThread, Progress
from ui.workspace import Workspace

SOON_MS = 30
SLICE_S = 0.003
GAP_MS = 8
REST_MS = 1000  # while nobody looks at suggestions
EDITS = ("edit", "undo", "redo")
LOOKS = ("open", "suggestions")  # what a long document has is found little by little


class BackgroundMemory(QObject):
    """Gives a workspace's session its memory, and has it recall soon after each edit, as long as
    suggestions are `wanted`.

    What was edited while the memory was gathered may be in it or not, so then it is gathered
    once more.
    """

    failed = Signal(object)

    def __init__(
        self, workspace: Workspace, parent: QObject, wanted: Callable[[], bool] = lambda: True
    ) -> None:
        super().__init__(parent)
        self._wanted = wanted
        self._workspace = workspace
        self._thread: JobThread | None = None
        self._edited = False
        self._soon = QTimer(self, interval=SOON_MS, singleShot=True)
        self._soon.timeout.connect(self._recall)
        workspace.changed.connect(self._changed)
        self._gather()

    def stop(self) -> None:
        """End the thread and the timer."""
        self._soon.stop()
        if self._thread is not None:
            self._thread.requestInterruption()
            self._thread.wait()
            self._thread = None

    def _gather(self) -> None:
        session = self._workspace.session
        path, who = session.project.path, session.who.id
        gold = {a.id for a in session.project.annotators() if a.kind == "gold"}

        def job(_progress: Progress, cancelled: Callable[[], bool]) -> Memory:
            with Project.open(path, read_only=True) as project:
                return gather(project, {who, *gold}, cancelled)

        self._edited = False
        thread = self._thread = JobThread(job, self)
        thread.succeeded.connect(self._take)
        thread.failed.connect(self.failed)
        thread.start()

    def _take(self, memory: Memory) -> None:
        if self._thread is None:
            return
        self._thread.wait()
        self._thread = None
        if self._edited:
            self._gather()
        else:
            self._workspace.session.remember(memory)

    def _changed(self, event: Changed) -> None:
        if event.reason in EDITS:
            self._edited = True
            who = self._workspace.session.who.id
            if not any(change.annotator == who for change in event.changes):
                return  # gold teaches when the memory is gathered, not while it is decided on
        if event.reason in (*EDITS, *LOOKS):
            self._soon.start(SOON_MS)

    def _recall(self) -> None:
        if not self._wanted():
            self._soon.start(REST_MS)
        elif self._workspace.session.recall(SLICE_S):
            self._soon.start(GAP_MS)
