"""Choosing a label's colour: pairs that were tested, or a free one that shows its contrast."""

import re

from PySide6.QtCore import QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QFrame, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from ui.panels.look import Text, font, scaled, theme
from ui.panels.parts import button, row_of
from ui.theme.contrast import contrast
from ui.theme.label_colours import PAIRS, label_colours
from ui.theme.tokens import DARK, LIGHT
from ui.widgets.chips import LabelChip
from ui.widgets.focus import paint_focus

COLUMNS = 5
_HEX = re.compile(r"#?([0-9A-Fa-f]{6})")
_STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: -COLUMNS,
    Qt.Key.Key_Down: COLUMNS,
}


class ColourPopup(QFrame):
    """Opens at a cell. `chosen` gives a pair's name or `#RRGGBB`. Arrows move, Enter takes."""

    chosen = Signal(str)

    def __init__(self, chip: str, current: str, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._chip = chip
        self.swatches = {name: Swatch(name, name == current) for name in PAIRS}
        self.field = QLineEdit(current if current.startswith("#") else "")
        self.take = button("Take", small=True)
        self._samples = (LabelChip(chip), LabelChip(chip))
        self.told = Text("", 12, "muted", wrap=True)
        self._lay_out()
        self.field.textChanged.connect(self._show_free)
        self.field.returnPressed.connect(self._take_free)
        self.take.clicked.connect(self._take_free)
        self._show_free()
        self._first = self.swatches.get(current, next(iter(self.swatches.values())))

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setSpacing(4)
        for place, swatch in enumerate(self.swatches.values()):
            swatch.clicked.connect(lambda _on=False, name=swatch.name: self._take(name))
            grid.addWidget(swatch, *divmod(place, COLUMNS))
        self.field.setPlaceholderText("#1D4ED8")
        self.field.setAccessibleName("Free colour")
        self.field.setFixedWidth(scaled(92))
        self.field.setMaxLength(7)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 12)
        layout.setSpacing(6)
        layout.addWidget(Text("Tested pairs", 12, "muted", bold=True))
        layout.addLayout(grid)
        layout.addSpacing(4)
        layout.addWidget(Text("Free colour", 12, "muted", bold=True))
        layout.addWidget(row_of(self.field, *self._samples, 1, self.take))
        self.told.setFixedWidth(scaled(COLUMNS * 48 + 16))
        layout.addWidget(self.told)

    def open_at(self, cell: QRect) -> None:
        """Open below a cell, on the screen."""
        self.adjustSize()
        corner = cell.bottomLeft() + QPoint(0, 2)
        screen = self.screen().availableGeometry()
        if corner.y() + self.height() > screen.bottom():
            corner = cell.topLeft() - QPoint(0, self.height() + 2)
        self.move(max(screen.left(), corner.x()), max(screen.top(), corner.y()))
        self.show()
        self._first.setFocus(Qt.FocusReason.TabFocusReason)

    def _show_free(self) -> None:
        found = _HEX.fullmatch(self.field.text().strip())
        self.take.setEnabled(found is not None)
        for sample in self._samples:
            sample.setVisible(found is not None)
        if found is None:
            self.told.setText("Six digits, such as #1D4ED8. The contrast is shown.")
            return
        wanted = f"#{found[1].upper()}"
        words = []
        for name, one, sample in zip(("light", "dark"), (LIGHT, DARK), self._samples, strict=True):
            colours = label_colours(one, "", wanted)
            sample.set_label(self._chip, colours)
            figure = contrast(colours.strong, colours.on_strong)
            moved = "" if colours.strong == wanted else f", as {colours.strong}"
            words.append(f"{figure:.1f} : 1 in {name}{moved}")
        own = contrast(wanted, LIGHT.on_accent)
        self.told.setText(
            f"Contrast of the chip {own:.1f} : 1 as given; shown with {' and '.join(words)}."
        )

    def _take_free(self) -> None:
        found = _HEX.fullmatch(self.field.text().strip())
        if found is not None:
            self._take(f"#{found[1].upper()}")

    def _take(self, colour: str) -> None:
        self.close()
        self.chosen.emit(colour)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go from swatch to swatch."""
        step = _STEPS.get(Qt.Key(event.key()))
        names, at = list(self.swatches), self.focusWidget()
        if step is None or not isinstance(at, Swatch):
            super().keyPressEvent(event)
            return
        place = names.index(at.name) + step
        if 0 <= place < len(names):
            self.swatches[names[place]].setFocus(Qt.FocusReason.TabFocusReason)
        elif step == COLUMNS:
            self.field.setFocus(Qt.FocusReason.TabFocusReason)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A raised ground with an edge."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(theme().raised))
        painter.setPen(QPen(QColor(theme().border2), 1))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()


class Swatch(QAbstractButton):
    """A pair: its tint, its strong colour, and letters on it."""

    def __init__(self, name: str, current: bool) -> None:
        super().__init__()
        self.name, self._current = name, current
        self.setFixedSize(scaled(48), scaled(28))
        self.setAccessibleName(f"{name}, current" if current else name)
        self.setToolTip(name.capitalize())
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes the colour, as Space does; arrows belong to the popup."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif Qt.Key(event.key()) in _STEPS:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the pair as a box with a chip."""
        colours = label_colours(theme(), "", self.name)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(3.5, 3.5, -3.5, -3.5)
        painter.setPen(QPen(QColor(colours.strong), 2 if self._current else 1))
        painter.setBrush(QColor(colours.tint))
        painter.drawRoundedRect(box, 4, 4)
        strong = QRectF(box.left() + 4, box.top() + 4, box.width() - 8, box.height() - 8)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.strong))
        painter.drawRoundedRect(strong, 3, 3)
        painter.setPen(QColor(colours.on_strong))
        painter.setFont(font(10, bold=True))
        words = "✓" if self._current else "Aa"
        painter.drawText(strong, Qt.AlignmentFlag.AlignCenter, words)
        if self.hasFocus():
            paint_focus(painter, QRectF(self.rect()), 5)
        painter.end()
