"""Things that flash once and fade: the target of a jump, what an undo changed."""

from collections.abc import Callable, Iterable
from time import monotonic

from PySide6.QtCore import QObject, QTimer

FLASH_MS = 600


class Flash:
    """Tells `show` how strongly each id still shines, from 1 down to gone."""

    def __init__(self, parent: QObject, show: Callable[[dict[str, float]], None]) -> None:
        self._show = show
        self._until: dict[str, float] = {}
        self._clock = QTimer(parent, interval=30)
        self._clock.timeout.connect(self._fade)

    def start(self, ids: Iterable[str]) -> None:
        """Let these shine, from now."""
        self._until.update(dict.fromkeys(ids, monotonic() + FLASH_MS / 1000))
        self._fade()
        self._clock.start()

    def stop(self) -> None:
        """End all at once, without a word."""
        self._until.clear()
        self._clock.stop()

    def _fade(self) -> None:
        now = monotonic()
        self._until = {id: until for id, until in self._until.items() if until > now}
        if not self._until:
            self._clock.stop()
        self._show({id: (u - now) * 1000 / FLASH_MS for id, u in self._until.items()})
