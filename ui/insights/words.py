"""How the page writes numbers, and how it shows labels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotator.scheme import Scheme
from ui.panels.look import theme
from ui.theme.label_colours import label_colours
from ui.theme.tokens import LabelColours

if TYPE_CHECKING:
    from annotator.review.agreement.results import Value

FEWEST = 5  # documents under which an agreement says too little
THIN = "\u2009"


def number(value: float) -> str:
    """A whole number with thin spaces between thousands."""
    return f"{value:,.0f}".replace(",", THIN)


def several(count: int, one: str, many: str = "") -> str:
    """A count with its noun, such as "2 spans"."""
    return f"{number(count)} {one if count == 1 else many or one + 's'}"


def figure(value: Value | None) -> str:
    """A measure with two decimals; a dash where it is undefined."""
    return "–" if value is None or value.value is None else f"{value.value:.2f}"


def interval(value: Value | None) -> str:
    """Its interval; empty where there is none."""
    if value is None or value.interval is None:
        return ""
    return f"{value.interval[0]:.2f}–{value.interval[1]:.2f}"


def percent(part: int, whole: int) -> str:
    """A share in whole percent."""
    return f"{100 * part / whole:.0f}{THIN}%" if whole else "–"


def duration(seconds: float | None) -> str:
    """Seconds as "48 s" or "2:05 min"."""
    if seconds is None:
        return "–"
    whole = round(seconds)
    return f"{whole} s" if whole < 100 else f"{whole // 60}:{whole % 60:02} min"


def pace(seconds: float | None) -> str:
    """Seconds with one decimal."""
    return "–" if seconds is None else f"{seconds:.1f} s"


@dataclass(frozen=True, slots=True)
class Labels:
    """The span labels of a scheme, as they look."""

    scheme: Scheme

    def short(self, id: str) -> str:
        """The text on the chip."""
        label = self.scheme.get("span", id)
        return (label.short if label else "") or id

    def title(self, id: str) -> str:
        """The name in sentences."""
        label = self.scheme.get("span", id)
        return label.title if label else id

    def colours(self, id: str) -> LabelColours:
        """The colours of the theme of the moment."""
        places = {label.id: place for place, label in enumerate(self.scheme.of("span"))}
        label = self.scheme.get("span", id)
        return label_colours(theme(), id, label.colour if label else "", places.get(id, 0))
