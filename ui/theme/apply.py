"""Puts a theme on the application, and follows the system's."""

from collections.abc import Callable
from functools import cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessibilityHints, QStyleHints
from PySide6.QtWidgets import QApplication

from ui.theme.current import current
from ui.theme.fonts import ui_font
from ui.theme.palette import palette
from ui.theme.stylesheet import stylesheet
from ui.theme.tokens import DARK, LIGHT, Theme, high_contrast


def apply(app: QApplication, theme: Theme) -> None:
    """Palette, style sheet and font for all widgets, at once."""
    if not app.styleSheet():
        app.setStyle("Fusion")
    current().theme = theme
    app.setFont(ui_font())
    app.setPalette(palette(theme))
    app.setStyleSheet(stylesheet(theme))
    current().set_theme(theme)


def system_theme(app: QApplication) -> Theme:
    """Dark where the system says so, and of high contrast where it asks for that."""
    dark = _hints(app)[0].colorScheme() == Qt.ColorScheme.Dark
    return _as_contrasted(app, DARK if dark else LIGHT)


def chosen_theme(app: QApplication, name: str) -> Theme:
    """The theme of a setting: "light", "dark" or "system"."""
    theme = {"light": LIGHT, "dark": DARK}.get(name)
    return system_theme(app) if theme is None else _as_contrasted(app, theme)


def follow_system(app: QApplication, setting: Callable[[], str]) -> None:
    """Apply the theme again whenever the system changes its own. `setting` gives "light",
    "dark" or "system" at that moment."""

    def again() -> None:
        theme = chosen_theme(app, setting())
        if theme != current().theme:
            apply(app, theme)

    hints, accessibility = _hints(app)
    hints.colorSchemeChanged.connect(again)
    accessibility.contrastPreferenceChanged.connect(again)


@cache
def _hints(app: QApplication) -> tuple[QStyleHints, QAccessibilityHints]:
    """Kept for good: a Python object of the second dies with that of the first."""
    hints = app.styleHints()
    return hints, hints.accessibility()


def _as_contrasted(app: QApplication, theme: Theme) -> Theme:
    wanted = _hints(app)[1].contrastPreference()
    return high_contrast(theme) if wanted == Qt.ContrastPreference.HighContrast else theme
