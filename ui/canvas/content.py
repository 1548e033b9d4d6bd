"""What the canvas shows, as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from annotator.model import Range
from annotator.text.tokens import Tokens
from ui.theme.tokens import LIGHT, LabelColours, Theme

Style = Literal["own", "suggested", "open", "nothing"]
"""A box: filled; dashed, as a model offers it; dotted in the colour of warnings, since it is not
decided; dotted in grey, since nothing belongs there."""


@dataclass(frozen=True, slots=True)
class ShownSpan:
    """A span: `ranges` in code points, `chip` its short label, `colour_key` picks the colour."""

    id: str
    ranges: tuple[Range, ...]
    label: str
    chip: str
    style: Style = "own"
    colour_key: str = ""

    @property
    def start(self) -> int:
        """Where it begins."""
        return self.ranges[0][0]

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.ranges[-1][1]


@dataclass(frozen=True, slots=True)
class ShownRelation:
    """A relation from the span `head` to the span `tail`."""

    id: str
    head: str
    tail: str
    label: str
    style: Style = "own"


@dataclass(frozen=True, slots=True)
class ShownBar:
    """A bar below the text in some `lanes`, numbers from 0. Bars of one `group` are versions of
    one thing; `quiet` ones step back. `chip` stands behind the bar while its line is open."""

    id: str
    lanes: tuple[int, ...]
    ranges: tuple[Range, ...]
    chip: str
    group: str = ""
    quiet: bool = False

    @property
    def start(self) -> int:
        """Where it begins."""
        return self.ranges[0][0]

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.ranges[-1][1]


@dataclass(frozen=True, slots=True)
class CanvasContent:
    """A document as the canvas takes it. `lanes` are the names of the lanes of the bars."""

    text: str
    tokens: Tokens
    spans: tuple[ShownSpan, ...] = ()
    relations: tuple[ShownRelation, ...] = ()
    bars: tuple[ShownBar, ...] = ()
    lanes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CanvasTheme:
    """The theme's colours, and those of the labels by `colour_key`."""

    theme: Theme = LIGHT
    labels: Mapping[str, LabelColours] = field(default_factory=dict)

    def label(self, key: str) -> LabelColours:
        """A label's colours; unknown labels are slate."""
        theme = self.theme
        plain = LabelColours(theme.strong, theme.pill, theme.on_accent)
        return self.labels.get(key, plain)
