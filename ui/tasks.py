"""Long work off the window's thread: suggestions in their process, jobs in a thread."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QThread, Signal

Progress = Callable[[int, int], None]
Job = Callable[[Progress, Callable[[], bool]], object]


class JobThread(QThread):
    """Runs one job: a function of `progress(done, total)` and `cancelled()`."""

    progressed = Signal(int, int)
    succeeded = Signal(object)
    failed = Signal(object)

    def __init__(self, job: Job, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._job = job

    def run(self) -> None:
        """Run the job; its result or its exception comes back as a signal."""
        try:
            result = self._job(self.progressed.emit, self.isInterruptionRequested)
        except Exception as error:  # noqa: BLE001  # handed on: the window raises what is a bug
            self.failed.emit(error)
        else:
            self.succeeded.emit(result)


class Suggesting(QObject):
    """The suggestion worker as Qt signals, which arrive on the window's thread."""

    ready = Signal(object)
    arrived = Signal(str, object)
    failed = Signal(object)

    def __init__(
        self,
        pipeline: str,
        language: str,
        parent: QObject | None = None,
        scores: bool = False,
    ) -> None:
        super().__init__(parent)
        from annotator.suggest.worker import Worker

        self.pipeline = pipeline
        told = (self.ready.emit, self.arrived.emit, self.failed.emit)
        self._worker = Worker(pipeline, language, *told, scores=scores)

    @property
    def waiting(self) -> int:
        """Documents that were asked for and have not come back."""
        return self._worker.waiting

    def request(self, document: str, text: str, urgent: bool = False) -> None:
        """Ask for suggestions; the urgent come first."""
        self._worker.request(document, text, urgent)

    def cancel(self) -> None:
        """Forget the documents that wait."""
        self._worker.cancel_background()

    def stop(self) -> None:
        """End the process."""
        self._worker.stop()
