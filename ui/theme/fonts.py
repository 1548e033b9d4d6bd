"""The two faces: the system's for what the program says, a reading serif for what is quoted."""

from functools import lru_cache

from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication

READING = (
    "Noto Serif",
    "Source Serif 4",
    "Georgia",
    "Noto Naskh Arabic",
    "Noto Sans Arabic",
    "Noto Serif Hebrew",
    "Noto Sans Hebrew",
    "Droid Sans Fallback",
    "Noto Color Emoji",
    "serif",
)
UI = ("Noto Sans", "Noto Sans Arabic", "Noto Sans Hebrew", "Droid Sans Fallback")
TABULAR = QFont.Tag("tnum")


@lru_cache(maxsize=1)
def _ui_families() -> tuple[str, ...]:
    system = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()
    generic = {"", "Sans", "Sans Serif", "sans-serif"}
    return UI if system in generic else (system, *UI)


def ui_font(size: float = 13, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """The interface font at `size` px, scaled as the application's font is; figures tabular."""
    return QFont(_ui_font(max(6, int(size * scale() + 0.5)), weight))


@lru_cache(maxsize=64)
def _ui_font(pixels: int, weight: QFont.Weight) -> QFont:
    font = QFont()
    font.setFamilies(_ui_families())
    font.setPixelSize(pixels)
    font.setWeight(weight)
    font.setFeature(TABULAR, 1)
    return font


def reading_font(size: float = 17, family: str = "") -> QFont:
    """The reading serif at `size` px, or another family before it."""
    return QFont(_reading_font(max(6, int(size * scale() + 0.5)), family))


@lru_cache(maxsize=64)
def _reading_font(pixels: int, family: str) -> QFont:
    font = QFont()
    font.setFamilies((family, *READING) if family else READING)
    font.setPixelSize(pixels)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def scale() -> float:
    """How much larger than 13 px the application's font is set; 1 where nothing was set."""
    app = QApplication.instance()
    value = app.property("annotator_font_scale") if app is not None else None
    return float(value) if value else 1.0
