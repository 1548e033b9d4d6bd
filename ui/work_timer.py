"""Counts the seconds in which somebody really works; a minute without a sign of it is idle."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication

TICK_MS = 1000
IDLE_MS = 60_000
# A key that an action takes is a ShortcutOverride alone.
SIGNS = (
    QEvent.Type.KeyPress,
    QEvent.Type.ShortcutOverride,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.Wheel,
)


class WorkTimer(QObject):
    """Watches an application's keys and mouse as an event filter, and adds up seconds."""

    ticked = Signal()

    def __init__(self, add_seconds: Callable[[float], bool], parent: QObject) -> None:
        super().__init__(parent)
        self._add_seconds = add_seconds
        self._idle_ms = 0
        self._clock = QTimer(self, interval=TICK_MS)
        self._clock.timeout.connect(self._tick)

    def start(self) -> None:
        """Begin to count."""
        self._clock.start()

    def stop(self) -> None:
        """Count no more."""
        self._clock.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A key or the mouse is a sign of work."""
        if event.type() in SIGNS:
            self._idle_ms = 0
        return False

    def _tick(self) -> None:
        self._idle_ms += TICK_MS
        active = QGuiApplication.applicationState() == Qt.ApplicationState.ApplicationActive
        if active and self._idle_ms <= IDLE_MS and self._add_seconds(TICK_MS / 1000):
            self.ticked.emit()
