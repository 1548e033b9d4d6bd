"""The colours of labels: tested pairs by name, so that text on them stays readable."""

from functools import lru_cache

from PySide6.QtGui import QColor

from ui.theme.tokens import LabelColours, Theme

# name: light strong, light tint, dark strong, dark tint
PAIRS: dict[str, tuple[str, str, str, str]] = {
    "blue": ("#1D4ED8", "#DBE8FE", "#93C5FD", "#20324F"),
    "violet": ("#6D28D9", "#ECE4FD", "#C4B5FD", "#352C52"),
    "teal": ("#0F6E67", "#CDF1EA", "#5EEAD4", "#153D3C"),
    "green": ("#166F36", "#D7F3DF", "#86EFAC", "#1B3D29"),
    "amber": ("#9A4A07", "#FCEBC6", "#FCD34D", "#45371A"),
    "rose": ("#B91238", "#FDE0E6", "#FDA4AF", "#4C242F"),
    "magenta": ("#93189F", "#F7E0FA", "#F0ABFC", "#43264A"),
    "slate": ("#475569", "#E4E9F0", "#CBD5E1", "#333B47"),
    "cyan": ("#0B6385", "#D3EFFA", "#7DD3FC", "#1B3A4A"),
    "olive": ("#566300", "#EDF2C4", "#D2E06A", "#363B1C"),
    "brown": ("#7C3F1D", "#F6E3D7", "#E8B796", "#432F22"),
    "indigo": ("#4338CA", "#E2E3FD", "#A5B4FC", "#2B2F56"),
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


@lru_cache(maxsize=1024)
def label_colours(theme: Theme, label: str, colour: str = "", position: int = 0) -> LabelColours:
    """The colours of a label: by the colour's name or `#RRGGBB`, else by the label's id, else
    by its position in the scheme."""
    if colour.startswith("#"):
        return _free(theme, colour)
    name = colour if colour in PAIRS else BY_LABEL.get(label, _ORDER[position % len(_ORDER)])
    strong_light, tint_light, strong_dark, tint_dark = PAIRS[name]
    if theme.dark:
        return LabelColours(strong_dark, tint_dark, theme.on_accent)
    return LabelColours(strong_light, tint_light, theme.on_accent)


def _free(theme: Theme, colour: str) -> LabelColours:
    """A colour of the user's own, its lightness set so that it stays readable."""
    hue = QColor(colour)
    strong = QColor.fromHslF(hue.hslHueF(), hue.hslSaturationF(), 0.75 if theme.dark else 0.32)
    tint = QColor.fromHslF(
        hue.hslHueF(), min(hue.hslSaturationF(), 0.6), 0.2 if theme.dark else 0.93
    )
    return LabelColours(strong.name(), tint.name(), theme.on_accent)
