"""The strip under the canvas: the keys of the moment, at most seven."""

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.panels.look import Ground, Text, scaled
from ui.widgets import KeyHint

MOST_KEYS, MOST_NARROW = 7, 4


class KeyStrip(Ground):
    """Pairs of key and effect; those that do not fit whole are not shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("canvas", "t", parent)
        self.setFixedHeight(scaled(32))
        self._pairs: list[QWidget] = []
        self._keys: list[tuple[str, str]] = []
        self._help = _pair("F1", "all keys")
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(16, 1, 16, 0)
        self._layout.setSpacing(18)
        self._layout.addStretch(1)
        self._layout.addWidget(self._help)
        self._narrow = False
        self.setMinimumWidth(0)

    @property
    def keys(self) -> list[tuple[str, str]]:
        """The pairs given last, at most seven."""
        return list(self._keys)

    def shown(self) -> int:
        """How many pairs fit."""
        return sum(not pair.isHidden() for pair in self._pairs)

    def set_keys(self, keys: Sequence[tuple[str, str]]) -> None:
        """Show these pairs of keys and effect, the most useful first."""
        if list(keys[:MOST_KEYS]) == self._keys:
            return
        self._keys = list(keys[:MOST_KEYS])
        for pair in self._pairs:
            self._layout.removeWidget(pair)
            pair.hide()
            pair.deleteLater()
        self._pairs = [_pair(*key) for key in self._keys]
        for place, pair in enumerate(self._pairs):
            self._layout.insertWidget(place, pair)
        self._fit()

    def set_narrow(self, narrow: bool) -> None:
        """In a narrow window the first four keys must do."""
        self._narrow = narrow
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show what fits."""
        super().resizeEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """Never ask for more width than the window has."""
        return QSize(0, scaled(32))

    def _fit(self) -> None:
        room = self.width() - 32 - self._help.sizeHint().width()
        for place, pair in enumerate(self._pairs):
            room -= pair.sizeHint().width() + 18
            pair.setVisible(room >= 0 and not (self._narrow and place >= MOST_NARROW))


def _pair(keys: str, effect: str) -> QWidget:
    pair = QWidget()
    layout = QHBoxLayout(pair)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(6)
    layout.addWidget(KeyHint(keys))
    layout.addWidget(Text(effect, 12, "muted").keep_whole())
    return pair
