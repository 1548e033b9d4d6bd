"""One long job at a time in a thread, with progress and a way to stop it."""

from collections.abc import Callable
from typing import Any

from annotator.errors import UserError
from ui.main_window import MainWindow
from ui.tasks import Job, JobThread
from ui.workspace import Message


class Jobs:
    """Runs jobs; their errors come back to the window's thread."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._thread: JobThread | None = None

    @property
    def running(self) -> bool:
        """Whether a job runs."""
        return self._thread is not None

    def run(self, title: str, job: Job, done: Callable[[Any], object]) -> None:
        """Run `job(progress, cancelled)`; `done` gets its result on the window's thread."""
        if self._thread is not None:
            self._window.say(Message("warning", "Something is running already", "Wait for it."))
            return
        thread = JobThread(job, self._window)
        self._thread = thread
        status = self._window.status
        thread.progressed.connect(
            lambda n, of: status.set_work(f"{title}, {n:,}", n / of if of else None)
        )
        thread.succeeded.connect(done)
        thread.failed.connect(self._failed)
        thread.finished.connect(self._finished)
        status.set_work(title)
        thread.start()

    def cancel(self) -> None:
        """Ask the job to stop at its next step."""
        if self._thread is not None:
            self._thread.requestInterruption()

    def stop(self) -> None:
        """Stop the job and wait for its end."""
        if self._thread is not None:
            self._thread.requestInterruption()
            self._thread.wait()

    def _failed(self, error: BaseException) -> None:
        if not isinstance(error, UserError):
            raise error
        self._window.say(Message("danger", error.what, f"{error.where} {error.do}".strip()))

    def _finished(self) -> None:
        self._thread = None
        self._window.status.set_work("")
