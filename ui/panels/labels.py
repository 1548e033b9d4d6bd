"""The labels of the scheme as rows: a click labels, the current span's label is filled."""

from collections.abc import Sequence
from typing import Literal

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.panels.cards import LabelCard
from ui.panels.look import Align, font, paint_line, plain_tip, scaled, theme
from ui.panels.parts import Row, card_colours, painted_key
from ui.panels.sections import Header
from ui.widgets.chips import chip_size, paint_chip

Mode = Literal["span", "relation"]


class LabelsPanel(QWidget):
    """Shows the span labels, or the relation labels while a relation is drawn."""

    label_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.header = Header("Labels", "in this document")
        self.mode: Mode = "span"
        self._rows: dict[str, LabelRow] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 8)
        layout.setSpacing(0)
        layout.addWidget(self.header)
        self._body = QVBoxLayout()
        self._body.setSpacing(0)
        layout.addLayout(self._body)

    def show_labels(
        self, cards: Sequence[LabelCard], current: str = "", mode: Mode = "span"
    ) -> None:
        """Show these labels in order, `current` filled. Refused ones are disabled."""
        self.mode = mode
        self.header.show_texts(*_HEADERS[mode])
        if [card.id for card in cards] != list(self._rows):
            self._rebuild(cards)
        column = max((chip_width(card.chip) for card in cards), default=0)
        for card in cards:
            row = self._rows[card.id]
            row.show_label(card, max(scaled(66), column + 10))
            row.set_current(card.id == current)

    def set_current(self, id: str) -> None:
        """Fill the row of the label `id`, if there is one."""
        for label, row in self._rows.items():
            row.set_current(label == id)

    def row(self, id: str) -> "LabelRow":
        """The row of a label; raises KeyError when it is not shown."""
        return self._rows[id]

    def _rebuild(self, cards: Sequence[LabelCard]) -> None:
        for row in self._rows.values():
            self._body.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = {}
        for card in cards:
            row = LabelRow(self)
            row.clicked.connect(lambda _on=False, of=card.id: self.label_chosen.emit(of))
            self._body.addWidget(row)
            self._rows[card.id] = row


_HEADERS: dict[Mode, tuple[str, str]] = {
    "span": ("Labels", "in this document"),
    "relation": ("Relation labels", "pick one"),
}


def chip_width(text: str) -> int:
    """The width of a chip in a list, where names need room, too, in px."""
    return min(chip_size(text).width(), scaled(96))


class LabelRow(Row):
    """Key, chip, name and count of one label."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._card = LabelCard("", "")
        self._column = 66

    @property
    def card(self) -> LabelCard:
        """The label shown."""
        return self._card

    def show_label(self, card: LabelCard, column: int) -> None:
        """Show a label; its chip stands in a column of `column` px."""
        self._card = card
        self._column = column
        self.setEnabled(card.enabled)
        self.setToolTip(plain_tip(card.reason or card.name))
        self.setText("")
        self.setAccessibleName(f"{card.name or card.id}, key {card.key}")
        self.update()

    def paint_row(self, painter: QPainter, rect: QRect) -> None:
        """Draw the columns."""
        card = self._card
        if card.key:
            painted_key(painter, rect, card.key.upper() if len(card.key) == 1 else card.key)
        left, height = rect.left() + scaled(25), chip_size(card.chip).height()
        top = rect.center().y() + 1 - height // 2
        chip = QRect(left, top, chip_width(card.chip), height)
        paint_chip(painter, chip, card.chip, card_colours(card), False)
        right = self._paint_count(painter, rect)
        name = QRect(left + self._column + 8, rect.top(), 0, rect.height())
        name.setRight(right - 6)
        paint_line(painter, name, card.name or card.id, font(13), theme().text)

    def _paint_count(self, painter: QPainter, rect: QRect) -> int:
        if self._card.count is None:
            return rect.right()
        text = str(self._card.count)
        width = QFontMetrics(font(13)).horizontalAdvance(text) + 2
        place = QRect(rect.right() - width + 1, rect.top(), width, rect.height())
        paint_line(painter, place, text, font(13), theme().text, Align.AlignRight)
        return place.left()
