"""Small squares that tell at a glance who has the same version, and the words of a decision."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from annotator.review.listing import Listed
from ui.panels.look import font, scaled, theme
from ui.theme.label_colours import lane_colour

WIDTH, HEIGHT, GAP = 17, 15, 3
GROUP_TITLES = {
    "boundary": "Boundary",
    "label": "Label",
    "missing": "Missing",
    "attributes": "Details",
    "relation": "Relation",
    "document": "Document label",
}


def tiles_width(count: int) -> int:
    """The width of so many tiles, in px."""
    return count * (scaled(WIDTH) + GAP) - GAP if count else 0


def paint_tiles(painter: QPainter, right: float, middle: float, versions: tuple[int, ...]) -> float:
    """Draw one tile an annotator so that they end at `right`; the left edge."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    wide, high = scaled(WIDTH), scaled(HEIGHT)
    left = right - tiles_width(len(versions))
    painter.setFont(font(10, bold=True))
    for lane, number in enumerate(versions):
        box = QRectF(left + lane * (wide + GAP), middle - high / 2, wide, high)
        if number:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(lane_colour(theme(), lane)))
            painter.drawRoundedRect(box, 3, 3)
            painter.setPen(QColor(theme().on_accent))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(number))
        else:
            painter.setPen(QPen(QColor(theme().border2), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
            painter.setPen(QColor(theme().muted))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, "–")
    painter.restore()
    return left


class Tiles(QWidget):
    """The squares as a widget."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._versions: tuple[int, ...] = ()

    def show_versions(self, versions: tuple[int, ...]) -> None:
        """Show the versions of another conflict."""
        self._versions = versions
        self.setFixedSize(max(1, tiles_width(len(versions))), scaled(HEIGHT) + 2)
        self.setAccessibleName(spoken_versions(versions))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw them."""
        painter = QPainter(self)
        paint_tiles(painter, self.width(), self.height() / 2, self._versions)
        painter.end()


def spoken_versions(versions: tuple[int, ...]) -> str:
    """The tiles in words, for screen readers."""
    return "versions " + ", ".join(str(number) if number else "none" for number in versions)


def outcome(row: Listed) -> str:
    """What was decided, in two words; empty while it is open."""
    if row.late:
        return "Changed since"
    if row.choice == "later":
        return "Later"
    if row.choice == "none":
        return "Nothing here"
    if row.choice == "own":
        return "Own version"
    if row.choice == "version":
        return f"Took {possessive(row.source)}" if row.source != "agreed" else "All agree"
    return ""


def possessive(name: str) -> str:
    """The first word of a name with what makes it somebody's."""
    first = name.split()[0] if name.split() else name
    return f"{first}’" if first.endswith("s") else f"{first}’s"
