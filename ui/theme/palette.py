"""The theme as Qt's palette."""

from PySide6.QtGui import QColor, QPalette

from ui.theme.tokens import Theme


def palette(theme: Theme) -> QPalette:
    """The palette for all widgets."""
    role = QPalette.ColorRole
    colours = {
        role.Window: theme.panel,
        role.WindowText: theme.text,
        role.Base: theme.canvas,
        role.AlternateBase: theme.panel,
        role.Text: theme.text,
        role.PlaceholderText: theme.faint,
        role.Button: theme.raised,
        role.ButtonText: theme.text,
        role.Highlight: theme.sel,
        role.HighlightedText: theme.text,
        role.Link: theme.accent_text,
        role.Accent: theme.accent,
        role.ToolTipBase: theme.raised,
        role.ToolTipText: theme.text,
        role.Mid: theme.border2,
        role.Dark: theme.strong,
        role.Light: theme.raised,
    }
    result = QPalette()
    for name, colour in colours.items():
        result.setColor(name, QColor(colour))
    for name in (role.Text, role.WindowText, role.ButtonText):
        faded = QColor(theme.text)
        faded.setAlphaF(0.5)
        result.setColor(QPalette.ColorGroup.Disabled, name, faded)
    return result
