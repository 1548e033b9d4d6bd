"""The inspector at the right: labels, current span, its relations, guideline, document labels."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from ui.panels.cards import (
    CommentCard,
    DocumentLabelCard,
    GuidelineCard,
    LabelCard,
    RelationCard,
    RelationItemCard,
    SpanCard,
)
from ui.panels.comments import CommentsPart
from ui.panels.flow_layout import FlowLayout
from ui.panels.guideline import GuidelineWords, quoted_text
from ui.panels.labels import LabelsPanel, Mode, chip_width
from ui.panels.look import Ground, Text, font, paint_line, plain_tip, scaled, serif, theme
from ui.panels.parts import Row, card_colours
from ui.panels.pictures import paint_icon
from ui.panels.relation_card import RelationItemPart
from ui.panels.sections import Part, emptied
from ui.panels.span_card import SpanPart
from ui.widgets import ToggleChip
from ui.widgets.chips import chip_size, paint_chip


class Inspector(QScrollArea):
    """Sections in a fixed order; every `show_…` replaces what one section shows."""

    label_chosen = Signal(str)
    note_edited = Signal(str, str)
    kb_edited = Signal(str, str)
    attribute_edited = Signal(str, str, str)
    reverse_requested = Signal()
    comment_written = Signal(str, str, str)
    comment_deleted = Signal(str)
    relation_requested = Signal()
    label_all_requested = Signal()
    delete_requested = Signal()
    accept_requested = Signal()
    reject_requested = Signal()
    relation_activated = Signal(str)
    document_label_toggled = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.labels = LabelsPanel()
        self.span = SpanPart()
        self.relation = RelationItemPart()
        self.relations = RelationsPart()
        self.guideline = GuidelinePart()
        self.document_labels = DocumentLabelsPart()
        self.comments = CommentsPart()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(scaled(240))
        body = self._body = Ground("panel")
        layout = QVBoxLayout(body)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for part in (
            self.labels, self.span, self.relation, self.relations, self.guideline,
            self.document_labels, self.comments,
        ):  # fmt: skip
            layout.addWidget(part)
        layout.addStretch(1)
        self.setWidget(body)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the sections as wide as the panel: their texts wrap."""
        super().resizeEvent(event)
        self._body.setFixedWidth(self.viewport().width())

    def _connect(self) -> None:
        span = self.span
        self.labels.label_chosen.connect(self.label_chosen)
        span.note_edited.connect(self.note_edited)
        span.kb_edited.connect(self.kb_edited)
        span.relation_requested.connect(self.relation_requested)
        span.label_all_requested.connect(self.label_all_requested)
        span.delete_requested.connect(self.delete_requested)
        span.accept_requested.connect(self.accept_requested)
        span.reject_requested.connect(self.reject_requested)
        span.left.connect(self.left)
        span.attribute_edited.connect(self.attribute_edited)
        relation = self.relation
        relation.note_edited.connect(self.note_edited)
        relation.attribute_edited.connect(self.attribute_edited)
        relation.reverse_requested.connect(self.reverse_requested)
        relation.delete_requested.connect(self.delete_requested)
        relation.accept_requested.connect(self.accept_requested)
        relation.left.connect(self.left)
        self.comments.written.connect(self.comment_written)
        self.comments.deleted.connect(self.comment_deleted)
        self.comments.span_wanted.connect(self.relation_activated)
        self.comments.left.connect(self.left)
        self.relations.activated.connect(self.relation_activated)
        self.document_labels.toggled.connect(self.document_label_toggled)

    def show_labels(
        self, cards: Sequence[LabelCard], current: str = "", mode: Mode = "span"
    ) -> None:
        """Show the span labels, or the relation labels while a relation is drawn."""
        self.labels.show_labels(cards, current, mode)

    def show_span(self, card: SpanCard | None) -> None:
        """Show the current span; None shows that there is none."""
        self.span.show_span(card)

    def show_relation(self, card: RelationItemCard | None) -> None:
        """Show the current relation in place of the current span; None shows the span."""
        self.relation.show_relation(card)
        self.span.setVisible(card is None)

    def show_comments(
        self, cards: Sequence[CommentCard], span: str = "", quoted: str = "", editable: bool = True
    ) -> None:
        """Show the comments; `span` is the own span that the next one is on, if any."""
        self.comments.show_comments(cards, span, quoted, editable)

    def show_relations(self, cards: Sequence[RelationCard], current: str = "") -> None:
        """Show the relations of the current span; hidden when there are none."""
        self.relations.show_relations(cards, current)

    def show_guideline(self, card: GuidelineCard | None) -> None:
        """Show the guideline of a label; None hides the section."""
        self.guideline.show_guideline(card)

    def show_document_labels(self, cards: Sequence[DocumentLabelCard]) -> None:
        """Show the labels on the whole document; hidden when the scheme has none."""
        self.document_labels.show_labels(cards)

    def offer_label_all(self, offered: bool) -> None:
        """Show the button that labels all occurrences."""
        self.span.offer_label_all(offered)

    def focus_note(self) -> None:
        """Put the caret into the note of the current item."""
        part = self.span if self.relation.isHidden() else self.relation
        self._focus(part.note)

    def focus_entity(self) -> None:
        """Put the caret into the entry of the knowledge base."""
        self._focus(self.span.entity)

    def focus_attributes(self) -> None:
        """Put the keyboard on the attributes of the current item."""
        part = self.span if self.relation.isHidden() else self.relation
        part.attributes.focus_first()
        self.ensureWidgetVisible(part.attributes)

    def focus_document_labels(self) -> bool:
        """Put the keyboard on the labels of the document; False if the scheme has none."""
        first = self.document_labels.first()
        if first is not None:
            self._focus(first)
        return first is not None

    def focus_comment(self) -> None:
        """Put the caret where comments are written."""
        self._focus(self.comments.field)

    def _focus(self, field: QWidget) -> None:
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.ensureWidgetVisible(field)


class RelationsPart(Part):
    """The relations that start or end at the current span."""

    activated = Signal(str)

    def __init__(self) -> None:
        super().__init__("Relations of this span")
        self.setVisible(False)

    def show_relations(self, cards: Sequence[RelationCard], current: str = "") -> None:
        """One row each; a click goes to the relation."""
        self.setVisible(bool(cards))
        self.header.show_texts("Relations of this span", str(len(cards)))
        layout = emptied(self.body)
        column = _name_column(cards)
        for card in cards:
            row = RelationRow(card, column)
            row.set_current(card.id == current)
            row.clicked.connect(lambda _on=False, of=card.id: self.activated.emit(of))
            layout.addWidget(row)

    def rows(self) -> list["RelationRow"]:
        """The rows shown, in order."""
        items = (self.body.itemAt(place) for place in range(self.body.count()))
        widgets = (item.widget() for item in items if item is not None)
        return [widget for widget in widgets if isinstance(widget, RelationRow)]


def _name_column(cards: Sequence[RelationCard]) -> int:
    probe = Text("")
    widest = max((probe.fontMetrics().horizontalAdvance(card.name) for card in cards), default=0)
    return min(max(scaled(74), widest + 8), scaled(104))


class RelationRow(Row):
    """Arrow, label, and the other span's chip and text."""

    def __init__(self, card: RelationCard, column: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.card = card
        self._column = column
        way = "to" if card.outgoing else "from"
        self.setAccessibleName(f"{card.name} {way} {card.text}")
        self.setToolTip(plain_tip(f"{card.name} {way} {card.text}"))

    def paint_row(self, painter: QPainter, rect: QRect) -> None:
        """Draw the columns."""
        middle = rect.center().y() + 1
        arrow = "arrow-right" if self.card.outgoing else "arrow-left"
        paint_icon(painter, rect.left(), middle, arrow, "accent", 14)
        left = rect.left() + scaled(22)
        name = QRect(left, rect.top(), self._column, rect.height())
        paint_line(painter, name, self.card.name, font(13), theme().text)
        height, width = chip_size("X").height(), chip_width(self.card.label.chip)
        chip = QRect(left + self._column + 8, middle - height // 2, width, height)
        colours = card_colours(self.card.label)
        paint_chip(painter, chip, self.card.label.chip, colours, self.card.suggested)
        words = QRect(chip.right() + 9, rect.top(), 0, rect.height())
        words.setRight(rect.right())
        paint_line(painter, words, self.card.text, serif(14), theme().text)


class GuidelinePart(Part):
    """The guideline of the label at hand."""

    def __init__(self) -> None:
        super().__init__("Guideline")
        self.words = GuidelineWords()
        holder = QVBoxLayout()
        holder.setContentsMargins(12, 0, 12, 2)
        holder.addWidget(self.words)
        self.body.addLayout(holder)
        self.setVisible(False)

    def show_guideline(self, card: GuidelineCard | None) -> None:
        """Show the words of the Markdown."""
        words = quoted_text(card.text) if card else ("", [])
        self.setVisible(bool(words[0]))
        if card:
            self.header.show_texts(f"Guideline: {card.title}", "")
        self.words.show_words(*words)


class DocumentLabelsPart(Part):
    """Checkable chips, one a label of the document."""

    toggled = Signal(str)

    def __init__(self) -> None:
        super().__init__("Document labels")
        self._chips: dict[str, ToggleChip] = {}
        self._holder = QWidget()
        self._flow = FlowLayout(self._holder)
        self._flow.setContentsMargins(12, 2, 12, 2)
        self.body.addWidget(self._holder)
        self.setVisible(False)

    def chip(self, id: str) -> ToggleChip:
        """The chip of a label; raises KeyError when it is not shown."""
        return self._chips[id]

    def first(self) -> ToggleChip | None:
        """The first chip."""
        return next(iter(self._chips.values()), None)

    def show_labels(self, cards: Sequence[DocumentLabelCard]) -> None:
        """Show the labels and which are set."""
        self.setVisible(bool(cards))
        if [card.id for card in cards] != list(self._chips):
            self._rebuild(cards)
        for card in cards:
            self._chips[card.id].setChecked(card.on)
            self._chips[card.id].setToolTip(plain_tip(card.name))
        self._flow.invalidate()

    def _rebuild(self, cards: Sequence[DocumentLabelCard]) -> None:
        for chip in self._chips.values():
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = {}
        for card in cards:
            chip = ToggleChip(card.name)
            chip.clicked.connect(lambda _on=False, of=card.id: self.toggled.emit(of))
            self._flow.addWidget(chip)
            chip.show()
            self._chips[card.id] = chip
