"""Icons from SVG files, drawn in any colour."""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from annotator.paths import resources

RATIOS = (1.0, 2.0)


def icon_names() -> tuple[str, ...]:
    """The icons that there are, sorted."""
    return tuple(sorted(path.stem for path in (resources() / "icons").glob("*.svg")))


@lru_cache(maxsize=256)
def _source(name: str) -> str:
    return (resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")


@lru_cache(maxsize=512)
def pixmap(name: str, colour: str, size: int = 16, ratio: float = 2.0) -> QPixmap:
    """An icon of `size` px in a colour, for a screen of a pixel ratio. Raises
    FileNotFoundError for an unknown name."""
    svg = _source(name).replace("currentColor", colour)
    image = QPixmap(round(size * ratio), round(size * ratio))
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    try:
        QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(image.rect()))
    finally:
        painter.end()
    image.setDevicePixelRatio(ratio)
    return image


@lru_cache(maxsize=256)
def icon(name: str, colour: str, size: int = 16) -> QIcon:
    """An icon as Qt's buttons take it."""
    result = QIcon()
    for ratio in RATIOS:
        result.addPixmap(pixmap(name, colour, size, ratio))
    return result
