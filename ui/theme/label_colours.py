"""The colours of labels: tested pairs by name, so that text on them stays readable."""

from functools import lru_cache

from ui.theme.contrast import at_lightness, readable
from ui.theme.tokens import LabelColours, Theme

# name: light strong, light tint, dark strong, dark tint. From "rust" on they were computed in
# OKLCH: each the candidate farthest from all before it, as people with and without red-green
# blindness see them, among those with the contrast that the tests ask for.
PAIRS: dict[str, tuple[str, str, str, str]] = {
    "blue": ("#1D4ED8", "#DBE8FE", "#93C5FD", "#20324F"),
    "violet": ("#6D28D9", "#ECE4FD", "#C4B5FD", "#352C52"),
    "teal": ("#0F6E67", "#CDF1EA", "#5EEAD4", "#153D3C"),
    "green": ("#166F36", "#D7F3DF", "#86EFAC", "#1B3D29"),
    "amber": ("#9A4A07", "#FCEBC6", "#FCD34D", "#45371A"),
    "rose": ("#B91238", "#FDE0E6", "#FDA4AF", "#4C242F"),
    "magenta": ("#93189F", "#F7E0FA", "#F0ABFC", "#43264A"),
    "slate": ("#475569", "#E4E9F0", "#CBD5E1", "#333B47"),
    "brown": ("#7C3F1D", "#F6E3D7", "#E8B796", "#432F22"),
    "olive": ("#566300", "#EDF2C4", "#D2E06A", "#363B1C"),
    "cyan": ("#0B6385", "#D3EFFA", "#7DD3FC", "#1B3A4A"),
    "indigo": ("#4338CA", "#E2E3FD", "#A5B4FC", "#2B2F56"),
    "rust": ("#741A02", "#FFE7E0", "#F5886C", "#503027"),
    "petrol": ("#084348", "#E0F1F2", "#7DB6BD", "#283C3E"),
    "plum": ("#6D1658", "#FDE5F4", "#E486C6", "#4C3043"),
    "azure": ("#096595", "#DDF0FE", "#47B5FA", "#1E3B4F"),
    "pine": ("#085738", "#DBF4E6", "#47C58C", "#1D3F2E"),
    "moss": ("#3D3D01", "#EEEFD7", "#AEB164", "#393A1A"),
    "lilac": ("#6451AC", "#ECEAFF", "#AA9AFC", "#393552"),
    "sand": ("#644628", "#F6EBE1", "#F4D0AF", "#41352A"),
}
BY_LABEL = {
    "PERSON": "blue",
    "PER": "blue",
    "ORG": "violet",
    "GPE": "teal",
    "LOC": "green",
    "DATE": "amber",
    "EVENT": "rose",
    "NORP": "magenta",
    "PRODUCT": "slate",
    "FAC": "brown",
    "MONEY": "olive",
}
_ORDER = tuple(PAIRS)
CHIP_CONTRAST = 6.1


@lru_cache(maxsize=1024)
def label_colours(theme: Theme, label: str, colour: str = "", position: int = 0) -> LabelColours:
    """The colours of a label: by the colour's name or `#RRGGBB`, else by the label's id, else
    by its position in the scheme."""
    if colour.startswith("#"):
        return _free(theme, colour)
    name = colour if colour in PAIRS else BY_LABEL.get(label, _ORDER[position % len(_ORDER)])
    strong_light, tint_light, strong_dark, tint_dark = PAIRS[name]
    if theme.dark:
        return _colours(theme, strong_dark, tint_dark)
    return _colours(theme, strong_light, tint_light)


def lane_colour(theme: Theme, lane: int) -> str:
    """The colour of an annotator by the order of the lanes, from 0; the fifth and on take those
    of labels."""
    if lane < len(theme.lanes):
        return theme.lanes[lane]
    return label_colours(theme, "", position=lane + 4).strong


def _colours(theme: Theme, strong: str, tint: str) -> LabelColours:
    return LabelColours(strong, theme.canvas if theme.high_contrast else tint, theme.on_accent)


def _free(theme: Theme, colour: str) -> LabelColours:
    """A colour of the user's own, its lightness moved no farther than reading needs."""
    strong = readable(colour, theme.on_accent, CHIP_CONTRAST)
    tint = at_lightness(colour, 0.33 if theme.dark else 0.94, 0.05 if theme.dark else 0.035)
    return _colours(theme, strong, tint)
