"""Questions that take time, asked while a dialog is open: only the last one is answered."""

from PySide6.QtCore import QObject, Signal

from annotator.errors import UserError
from ui.tasks import Job, JobThread


class Asking(QObject):
    """Runs one job at a time in a thread. A new question stops the one before, and takes its
    place when that has ended."""

    began = Signal()
    answered = Signal(object)
    refused = Signal(object)
    progressed = Signal(int, int)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._thread: JobThread | None = None
        self._next: Job | None = None
        self._stale = False

    @property
    def busy(self) -> bool:
        """Whether an answer is awaited."""
        return self._thread is not None

    def ask(self, job: Job) -> None:
        """Ask; what was asked before is of no interest any more."""
        if self._thread is not None:
            self._next, self._stale = job, True
            self._thread.requestInterruption()
            return
        self._start(job)

    def forget(self) -> None:
        """Nothing is of interest any more."""
        self._next, self._stale = None, True
        if self._thread is not None:
            self._thread.requestInterruption()

    def stop(self) -> None:
        """Forget, and wait for the thread to end."""
        self.forget()
        if self._thread is not None:
            self._thread.wait()

    def _start(self, job: Job) -> None:
        self._stale = False
        thread = JobThread(job, self)
        self._thread = thread
        thread.succeeded.connect(self._take)
        thread.failed.connect(self._take_failure)
        thread.progressed.connect(self.progressed)
        thread.finished.connect(self._finished)
        self.began.emit()
        thread.start()

    def _take(self, answer: object) -> None:
        if not self._stale:
            self.answered.emit(answer)

    def _take_failure(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error
        if not self._stale:
            self.refused.emit(error)

    def _finished(self) -> None:
        thread, self._thread = self._thread, None
        if thread is not None:
            thread.deleteLater()
        job, self._next = self._next, None
        if job is not None:
            self._start(job)
