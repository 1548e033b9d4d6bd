"""A thin bar over the text while a long document is on its way."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.canvas.view import CanvasView
from ui.panels.look import Text
from ui.panels.parts import ProgressLine

PATIENCE_MS = 200  # what is ready sooner needs no bar
WIDTH, GAP = 240, 8  # px


class Loading(QWidget):
    """Says in the middle of the text that layers are compared, and how far that is."""

    def __init__(self, canvas: CanvasView) -> None:
        super().__init__(canvas.viewport())
        self._canvas = canvas
        self.line = ProgressLine()
        words = Text("Comparing…", 13, "muted")
        words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(GAP)
        rows.addWidget(words)
        rows.addWidget(self.line)
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._patience.timeout.connect(self._appear)
        self.setAccessibleName("Comparing")
        canvas.viewport().installEventFilter(self)
        self.hide()

    def show_share(self, share: float | None) -> None:
        """Show how far it is, 0 to 1; None when nothing is on its way."""
        if share is None:
            self.stop()
            return
        self.line.set_share(share)
        if self.isHidden() and not self._patience.isActive():
            self._patience.start()

    def stop(self) -> None:
        """Show nothing more."""
        self._patience.stop()
        self.hide()

    def _appear(self) -> None:
        self._place()
        self.show()
        self.raise_()

    def _place(self) -> None:
        room = self._canvas.viewport().rect()
        wide = min(WIDTH, max(1, room.width() - 4 * GAP))
        self.setFixedWidth(wide)
        high = self.sizeHint().height()
        self.setGeometry((room.width() - wide) // 2, (room.height() - high) // 2, wide, high)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Stay in the middle."""
        if event.type() == QEvent.Type.Resize and not self.isHidden():
            self._place()
        return False
