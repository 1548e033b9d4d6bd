"""A long document on its way to the desk: read, compared and laid out beside the window."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from annotator.flow.desk import Prepared, Preparing
from annotator.store.project import Project
from annotator.text.tokens import rough_tokens
from ui.review.laid import Laid
from ui.tasks import Job, JobThread, Progress

SHARES = 100  # of the progress, which comes as 0 to 1
COMPARED = 0.8  # how far it is when only laying out is left


class Opening(QObject):
    """Prepares one document at a time, with a connection of its own; another one takes its
    place. `ready(prepared, laid)`, where nothing is laid out of a document that cannot be
    reviewed. `moved`: it has begun, or goes on; `share` says how far it is, None while idle."""

    ready = Signal(object, object)
    failed = Signal(object)
    moved = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread: JobThread | None = None
        self._left: list[JobThread] = []
        self.share: float | None = None

    @property
    def busy(self) -> bool:
        """Whether a document is being prepared."""
        return self._thread is not None

    def start(self, path: Path, preparing: Preparing) -> None:
        """Prepare a document of the project at `path`."""
        self.cancel()
        thread = JobThread(_job(path, preparing), self)
        self._thread, self.share = thread, 0.0
        thread.progressed.connect(lambda done, of: self._progressed(thread, done / of))
        thread.succeeded.connect(lambda found: self._ready(thread, found))
        thread.failed.connect(lambda error: self._failed(thread, error))
        thread.finished.connect(lambda: self._ended(thread))
        thread.start()
        self.moved.emit()

    def cancel(self) -> None:
        """Prepare it no longer; the thread ends at the next step."""
        thread = self._thread
        if thread is None:
            return
        thread.requestInterruption()
        self._let_go(thread)

    def stop(self) -> None:
        """Stop, and wait: the file is about to be closed."""
        self.cancel()
        for thread in self._left:
            thread.wait()

    def _progressed(self, thread: JobThread, share: float) -> None:
        if thread is self._thread:
            self.share = share
            self.moved.emit()

    def _ready(self, thread: JobThread, found: tuple[Prepared, Laid | None]) -> None:
        if thread is self._thread:
            self._let_go(thread)
            self.ready.emit(*found)

    def _failed(self, thread: JobThread, error: BaseException) -> None:
        if thread is self._thread:
            self._let_go(thread)
            self.failed.emit(error)

    def _let_go(self, thread: JobThread) -> None:
        self._left.append(thread)
        self._thread, self.share = None, None
        self.moved.emit()

    def _ended(self, thread: JobThread) -> None:
        if thread in self._left:
            self._left.remove(thread)
        thread.deleteLater()


def _job(path: Path, preparing: Preparing) -> Job:
    def work(progress: Progress, cancelled: Callable[[], bool]) -> object:
        def going(share: float) -> bool:
            progress(round(share * COMPARED * SHARES), SHARES)
            return not cancelled()

        with Project.open(path, read_only=True) as project:
            prepared = preparing(project, going)
            if prepared is None or not going(1.0):
                return None
            review = prepared.review
            if review is None:
                return prepared, None
            tokens = project.tokens(prepared.document)
        if tokens is None:
            tokens = rough_tokens(review.document.text)
        return prepared, Laid(review, tokens)

    return work
