"""The person's settings while the program runs: theme, zoom, name; saved as they change."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QApplication

from annotator import settings
from annotator.errors import UserError
from annotator.settings import Settings
from ui.main_window import MainWindow
from ui.page import Command
from ui.theme.apply import apply, chosen_theme
from ui.workspace import Message


class Preferences:
    """Holds the settings and saves them; what cannot be saved is told and goes on."""

    def __init__(self, app: QApplication, window: MainWindow, values: Settings) -> None:
        self._app = app
        self._window = window
        self.values = values

    def commands(self) -> dict[str, Command]:
        """Actions of the table that change settings."""
        return {
            "theme_light": lambda: self.set_theme("light"),
            "theme_dark": lambda: self.set_theme("dark"),
            "theme_system": lambda: self.set_theme("system"),
        }

    def change(self, **fields: object) -> None:
        """Give some settings other values."""
        self.values = replace(self.values, **fields)  # type: ignore[arg-type]  # fields by name
        self._save()

    def set_theme(self, name: str) -> None:
        """Show and remember "light", "dark" or "system"."""
        self.change(theme=name)
        apply(self._app, chosen_theme(self._app, name))

    def remember_project(self, path: Path) -> None:
        """Put a project first among the recent ones."""
        self.values = settings.with_recent(self.values, str(path))
        self._save()

    def _save(self) -> None:
        try:
            settings.save(self.values)
        except UserError as error:
            self._window.say(Message("warning", error.what, error.do))
