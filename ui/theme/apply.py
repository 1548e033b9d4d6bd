"""Puts a theme on the application, and follows the system's."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from ui.theme.current import current
from ui.theme.fonts import ui_font
from ui.theme.palette import palette
from ui.theme.stylesheet import stylesheet
from ui.theme.tokens import DARK, LIGHT, Theme


def apply(app: QApplication, theme: Theme) -> None:
    """Palette, style sheet and font for all widgets, at once."""
    app.setStyle("Fusion")
    app.setFont(ui_font())
    app.setPalette(palette(theme))
    app.setStyleSheet(stylesheet(theme))
    current().set_theme(theme)


def system_theme(app: QApplication) -> Theme:
    """Dark where the system says so."""
    return DARK if app.styleHints().colorScheme() == Qt.ColorScheme.Dark else LIGHT


def chosen_theme(app: QApplication, name: str) -> Theme:
    """The theme of a setting: "light", "dark" or "system"."""
    return {"light": LIGHT, "dark": DARK}.get(name) or system_theme(app)
