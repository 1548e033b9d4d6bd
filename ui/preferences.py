"""The person's settings while the program runs: theme, zoom, name; saved as they change."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QApplication

from annotator import settings
from annotator.errors import UserError
from annotator.settings import Settings
from ui.main_window import MainWindow
from ui.page import Command, Page
from ui.theme.apply import apply, chosen_theme
from ui.workspace import Message


class Preferences:
    """Holds the settings and saves them; what cannot be saved is told and goes on."""

    def __init__(self, app: QApplication, window: MainWindow, values: Settings) -> None:
        self._app = app
        self._window = window
        self.values = values
        window.page_made.connect(self._take_page)

    def _take_page(self, page: Page) -> None:
        page.take_settings(self.values)
        page.setting_changed.connect(lambda name, value: self.change(**{name: value}))

    def commands(self) -> dict[str, Command]:
        """Actions of the table that change settings."""
        return {
            "preferences": self.ask,
            "theme_light": lambda: self.set_theme("light"),
            "theme_dark": lambda: self.set_theme("dark"),
            "theme_system": lambda: self.set_theme("system"),
        }

    def change(self, **fields: object) -> None:
        """Give some settings other values."""
        self.values = replace(self.values, **fields)  # type: ignore[arg-type]  # fields by name
        self._save()

    def ask(self) -> None:
        """The dialog of all settings."""
        from ui.dialogs.preferences import PreferencesDialog

        zoom, threshold = self._window.annotate.canvas.zoom, self._window.status.threshold_value
        shown = replace(self.values, zoom=zoom, suggestion_threshold=threshold)
        dialog = PreferencesDialog(shown, self._window)
        if dialog.exec():
            self.take(dialog.values)

    def take(self, values: Settings) -> None:
        """Hold, save and show other settings."""
        renamed = values.annotator_name != self.values.annotator_name
        self.values = values
        self._save()
        apply(self._app, chosen_theme(self._app, values.theme))
        self.show()
        if renamed:
            self._window.run("reopen_project")

    def show(self) -> None:
        """Bring the window up to the settings."""
        values, page = self.values, self._window.annotate
        page.canvas.set_zoom(values.zoom)
        page.canvas.set_reading(values.reading_font, values.column)
        page.strip.setVisible(values.show_key_strip)
        for made in self._window.made_pages():
            made.take_settings(values)
        self._window.status.set_identity(values.annotator_name)
        self._window.status.set_threshold(values.suggestion_threshold)
        if self._window.workspace is not None:
            self._window.workspace.session.threshold = values.suggestion_threshold
        self._window.bindings.set_keys(values.keys)

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
