"""The theme of the moment, with a signal for those who paint."""

from functools import cache

from PySide6.QtCore import QObject, Signal

from ui.theme.tokens import LIGHT, Theme


class CurrentTheme(QObject):
    """Holds the theme; `changed` comes after it was set."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.theme: Theme = LIGHT

    def set_theme(self, theme: Theme) -> None:
        """Take another theme."""
        self.theme = theme
        self.changed.emit()


@cache
def current() -> CurrentTheme:
    """The one holder, made on first use."""
    return CurrentTheme()
