"""The document that “done and next” would open: read, and its lines broken, before it is asked
for."""

from PySide6.QtCore import QObject, QTimer

from ui.canvas.view import CanvasView
from ui.document_list import DocumentList
from ui.workspace import Workspace

AHEAD_MS = 300


class Ahead(QObject):
    """Prepares the next unfinished document, some time after one was opened."""

    def __init__(self, list: DocumentList, canvas: CanvasView, parent: QObject) -> None:
        super().__init__(parent)
        self._list, self._canvas = list, canvas
        self._workspace: Workspace | None = None
        self._wait = QTimer(self, interval=AHEAD_MS, singleShot=True)
        self._wait.timeout.connect(self._prepare)

    def after_opening(self, workspace: Workspace) -> None:
        """A document was opened."""
        self._workspace = workspace
        self._wait.start()

    def stop(self) -> None:
        """The project is closed."""
        self._workspace = None
        self._wait.stop()

    def _prepare(self) -> None:
        opened = self._workspace.opened if self._workspace else None
        following = self._list.next_open(opened.document.id) if opened else ""
        if self._workspace is not None and following:
            self._canvas.ahead.prepare(self._workspace.session.read_ahead(following))
