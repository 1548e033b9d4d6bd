"""The card of the current span: text, origin, score, entity, note and what can be done."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.panels.attributes import AttributeRows
from ui.panels.cards import SpanCard
from ui.panels.fields import CommittedEdit, card_row
from ui.panels.look import Text
from ui.panels.parts import button, card_colours
from ui.panels.sections import Part
from ui.panels.span_words import SpanWords
from ui.widgets.score import ScoreBar

NOTHING = "No span selected. Tab goes to the first."


class SpanPart(Part):
    """Shows a SpanCard or the sentence that no span is selected."""

    note_edited = Signal(str, str)
    kb_edited = Signal(str, str)
    attribute_edited = Signal(str, str, str)
    relation_requested = Signal()
    label_all_requested = Signal()
    delete_requested = Signal()
    accept_requested = Signal()
    reject_requested = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Current span", parent=parent)
        self._card: SpanCard | None = None
        self._label_all = False
        self.empty = Text(NOTHING, 13, "muted", wrap=True)
        self.words = SpanWords()
        self.origin = Text("")
        self.verdict = Text("", 13, "success").keep_whole()
        self.score = ScoreBar()
        self.figure = Text("").keep_whole()
        self.entity = CommittedEdit("Add an id, such as Q56226")
        self.entity_name = Text("", 13, "muted")
        self.note = CommittedEdit("Add a note")
        self.attributes = AttributeRows()
        self.relation = button("Relation", "R", small=True)
        self.label_all = button("Label all", "L", small=True)
        self.delete = button("Delete", "X", small=True)
        self.accept = button("Accept", "Return", small=True)
        self.reject = button("Reject", "X", small=True)
        self._lay_out()
        self._connect()
        self.show_span(None)

    def _lay_out(self) -> None:
        self._filled = QWidget()
        column = QVBoxLayout(self._filled)
        column.setContentsMargins(12, 0, 12, 0)
        column.setSpacing(0)
        column.addWidget(self.words)
        column.addSpacing(4)
        self._rows = {
            "Origin": card_row("Origin", self.origin, self.verdict, 1),
            "Score": card_row("Score", self.score, self.figure, 1),
            "Entity": card_row("Entity", self.entity, self.entity_name),
            "Note": card_row("Note", self.note),
        }
        for row in self._rows.values():
            column.addWidget(row)
        column.addWidget(self.attributes)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(0, 8, 0, 0)
        buttons.setSpacing(4)
        for part in (self.accept, self.reject, self.relation, self.label_all):
            buttons.addWidget(part)
        buttons.addStretch(1)
        buttons.addWidget(self.delete)
        column.addLayout(buttons)
        self._hollow = QWidget()
        hollow = QVBoxLayout(self._hollow)
        hollow.setContentsMargins(12, 0, 12, 4)
        hollow.addWidget(self.empty)
        self.body.addWidget(self._hollow)
        self.body.addWidget(self._filled)

    def _connect(self) -> None:
        self.note.committed.connect(lambda text: self._tell(self.note_edited, text))
        self.entity.committed.connect(lambda text: self._tell(self.kb_edited, text))
        self.attributes.edited.connect(self.attribute_edited)
        self.attributes.left.connect(self.left)
        self.note.left.connect(self.left)
        self.entity.left.connect(self.left)
        self.relation.clicked.connect(self.relation_requested)
        self.label_all.clicked.connect(self.label_all_requested)
        self.delete.clicked.connect(self.delete_requested)
        self.accept.clicked.connect(self.accept_requested)
        self.reject.clicked.connect(self.reject_requested)

    def _tell(self, signal: object, text: str) -> None:
        if self._card is not None:
            emit = signal.emit  # type: ignore[attr-defined]  # a bound signal; the stubs say object
            emit(self._card.id, text.strip())

    def offer_label_all(self, offered: bool) -> None:
        """Show the button that labels all occurrences."""
        self._label_all = offered
        self.show_span(self._card)

    def show_span(self, card: SpanCard | None) -> None:
        """Show a span, or that none is selected."""
        if self._card is not None and (card is None or card.id != self._card.id):
            self._leave_fields()
        self._card = card
        self._filled.setVisible(card is not None)
        self._hollow.setVisible(card is None)
        self.header.show_texts("Current span", card.place if card else "")
        if card is not None:
            self._fill(card)

    def _leave_fields(self) -> None:
        # Text typed for one span must not reach the next one: it is told before the card changes.
        self.attributes.leave_fields()
        for field in (self.note, self.entity):
            if field.isModified():
                field.editingFinished.emit()
            field.clear()

    def _fill(self, card: SpanCard) -> None:
        self.words.show_span(
            card.text, card.label.chip, card_colours(card.label), dashed=card.suggested
        )
        self.origin.setText(card.origin)
        self.origin.updateGeometry()
        self.verdict.setText(f"✓ {card.verdict}" if card.verdict == "accepted" else card.verdict)
        self.verdict.set_tone("success" if card.verdict == "accepted" else "muted")
        self.verdict.updateGeometry()
        self.entity.show_text(card.kb_id)
        self.entity_name.setText(card.kb_name)
        self.entity_name.setVisible(bool(card.kb_name))
        self.note.show_text(card.note)
        for field in (self.entity, self.note):
            field.setReadOnly(not card.editable or card.suggested)
        self._rows["Score"].setVisible(card.score is not None)
        self._rows["Entity"].setVisible(bool(card.kb_id) or not card.suggested)
        self._rows["Note"].setVisible(bool(card.note) or not card.suggested)
        if card.score is not None:
            self.score.set_score(card.score)
            self.figure.setText(f"{card.score:.2f}")
        self.attributes.show_attributes(
            card.id, card.attributes, card.editable and not card.suggested
        )
        self._show_buttons(card)

    def _show_buttons(self, card: SpanCard) -> None:
        for part in (self.accept, self.reject):
            part.setVisible(card.suggested)
            part.setEnabled(card.editable)
        for part in (self.relation, self.delete):
            part.setVisible(not card.suggested)
            part.setEnabled(card.editable)
        self.label_all.setVisible(self._label_all and not card.suggested)
        self.label_all.setEnabled(card.editable)
