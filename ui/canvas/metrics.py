"""Lengths of the canvas at a zoom, in px."""

from dataclasses import dataclass

from PySide6.QtGui import QFont, QFontMetricsF

from ui.theme.fonts import reading_font, scale, ui_font

GUTTER = 62
COLUMN = 720
MARGIN = 40
GAP = 14
CENTRED = 900


@dataclass(frozen=True)
class Metrics:
    """Fonts and the lengths that follow from them; `zoom` is how much longer than at 100 % and
    the system's ordinary text size."""

    text: QFont
    chip: QFont
    label: QFont
    gutter: QFont
    cap: float
    leading: float
    chip_height: float
    lane: float
    zoom: float


def metrics(zoom: float = 1.0, family: str = "", size: float = 17) -> Metrics:
    """The metrics at a zoom factor; `family` is the text's font, empty for the built-in one,
    and `size` its size in px at 100 %."""
    text = reading_font(size * zoom, family)
    chip = ui_font(10 * zoom, QFont.Weight.DemiBold)
    chip.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 0.4)
    label = ui_font(11 * zoom, QFont.Weight.Medium)
    of_text, grown = QFontMetricsF(text), zoom * scale()
    return Metrics(
        text,
        chip,
        label,
        ui_font(11 * zoom),
        of_text.capHeight(),
        max(0.0, 28 * grown - of_text.height()),
        round(QFontMetricsF(chip).height() + 1),
        17 * grown,
        grown,
    )


def column_width(room: int, zoom: float, widest: int = COLUMN) -> float:
    """The width of the text in a viewport `room` px wide; `widest` is its limit at 100 %."""
    return float(max(240, min(widest * max(1.0, zoom), room - GUTTER - MARGIN)))


def column_left(room: int, column: float) -> float:
    """Where the text begins: after the gutter, in the middle of a wide viewport."""
    return float(GUTTER) if room <= CENTRED else max(float(GUTTER), (room - column) / 2)
