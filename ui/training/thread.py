"""One training as Qt signals, which arrive on the window's thread."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QThread, Signal

from annotator.store.project import Project
from annotator.train.messages import Reply


class TrainingThread(QThread):
    """Trains with a connection of its own. `heard` has every reply of the process, `succeeded`
    the version, or None if it was cancelled."""

    heard = Signal(object)
    succeeded = Signal(object)
    failed = Signal(object)

    def __init__(self, path: Path, wish: object, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path, self._wish = path, wish

    def run(self) -> None:
        """Train; its result or its exception comes back as a signal."""
        from annotator.flow.training import Wish, train_project

        assert isinstance(self._wish, Wish)

        def told(reply: Reply) -> None:
            self.heard.emit(reply)

        try:
            with Project.open(self._path) as project:
                cancelled = self.isInterruptionRequested
                version = train_project(project, self._wish, None, told, cancelled)
        except Exception as error:  # noqa: BLE001  # handed on: the window raises what is a bug
            self.failed.emit(error)
        else:
            self.succeeded.emit(version)
