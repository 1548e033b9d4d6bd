"""Small widgets that the panels and dialogs share."""

from ui.widgets.avatar import Avatar
from ui.widgets.buttons import Button, ToolButton
from ui.widgets.chips import LabelChip
from ui.widgets.fields import FilterChip, SearchField
from ui.widgets.key_hint import KeyHint
from ui.widgets.score import ScoreBar

__all__ = [
    "Avatar",
    "Button",
    "FilterChip",
    "KeyHint",
    "LabelChip",
    "ScoreBar",
    "SearchField",
    "ToolButton",
]
