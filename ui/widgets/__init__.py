"""Small widgets that the panels and dialogs share."""

from ui.widgets.avatar import Avatar, paint_avatar
from ui.widgets.buttons import Button, ToolButton
from ui.widgets.chips import LabelChip, chip_size, paint_chip
from ui.widgets.fields import FilterChip, SearchField, exclusive, set_invalid
from ui.widgets.focus import paint_focus
from ui.widgets.frames import Banner, Hairline, Section
from ui.widgets.key_hint import KeyHint
from ui.widgets.score import ScoreBar
from ui.widgets.texts import ElidedLabel, TintedIconLabel, WrappedLabel
from ui.widgets.toggle_chip import ToggleChip

__all__ = [
    "Avatar",
    "Banner",
    "Button",
    "ElidedLabel",
    "FilterChip",
    "Hairline",
    "KeyHint",
    "LabelChip",
    "ScoreBar",
    "SearchField",
    "Section",
    "TintedIconLabel",
    "ToggleChip",
    "ToolButton",
    "WrappedLabel",
    "chip_size",
    "exclusive",
    "paint_avatar",
    "paint_chip",
    "paint_focus",
    "set_invalid",
]
