"""The card of the current relation: its ends, origin, note and attributes, what can be done."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.panels.attributes import AttributeRows
from ui.panels.cards import LabelCard, RelationItemCard
from ui.panels.fields import CommittedEdit, card_row
from ui.panels.look import Text, scaled
from ui.panels.parts import LabelChip, button, card_colours
from ui.panels.sections import Part
from ui.widgets.score import ScoreBar


class RelationItemPart(Part):
    """Shows a RelationItemCard; hidden when no relation is current. Another label is chosen in
    the section of labels, which shows those of relations then."""

    note_edited = Signal(str, str)
    attribute_edited = Signal(str, str, str)
    reverse_requested = Signal()
    delete_requested = Signal()
    accept_requested = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__("Current relation")
        self._card: RelationItemCard | None = None
        self.name = Text("", 14, bold=True)
        self.head, self.tail = EndRow(), EndRow()
        self.origin, self.verdict = Text(""), Text("", 13, "muted").keep_whole()
        self.score, self.figure = ScoreBar(), Text("").keep_whole()
        self.note, self.attributes = CommittedEdit("Add a note"), AttributeRows()
        self.reverse = button("Turn round", "Shift+R", small=True)
        self.delete = button("Delete", "X", small=True)
        self.accept = button("Accept", "Return", small=True)
        self.reject = button("Reject", "X", small=True)
        self._lay_out()
        self.note.committed.connect(self._tell_note)
        self.note.left.connect(self.left)
        self.attributes.edited.connect(self.attribute_edited)
        self.attributes.left.connect(self.left)
        self.reverse.clicked.connect(self.reverse_requested)
        self.accept.clicked.connect(self.accept_requested)
        for gone in (self.delete, self.reject):
            gone.clicked.connect(self.delete_requested)
        self.show_relation(None)

    def _lay_out(self) -> None:
        column = QVBoxLayout()
        column.setContentsMargins(12, 0, 12, 0)
        column.setSpacing(0)
        column.addWidget(self.name)
        column.addSpacing(4)
        self._rows = {
            "From": card_row("From", self.head),
            "To": card_row("To", self.tail),
            "Origin": card_row("Origin", self.origin, self.verdict, 1),
            "Score": card_row("Score", self.score, self.figure, 1),
            "Note": card_row("Note", self.note),
        }
        for row in self._rows.values():
            column.addWidget(row)
        column.addWidget(self.attributes)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(0, 8, 0, 0)
        buttons.setSpacing(4)
        for part in (self.accept, self.reject, self.reverse):
            buttons.addWidget(part)
        buttons.addStretch(1)
        buttons.addWidget(self.delete)
        column.addLayout(buttons)
        self.body.addLayout(column)

    def _tell_note(self, text: str) -> None:
        if self._card is not None:
            self.note_edited.emit(self._card.id, text.strip())

    def show_relation(self, card: RelationItemCard | None) -> None:
        """Show another relation; None hides the section."""
        if self._card is not None and (card is None or card.id != self._card.id):
            self.attributes.leave_fields()
            if self.note.isModified():
                self.note.editingFinished.emit()
            self.note.clear()
        self._card = card
        self.setVisible(card is not None)
        if card is None:
            return
        self.name.setText(f"{card.name}, both ways" if card.symmetric else card.name)
        self.head.show_end(card.head, card.head_label)
        self.tail.show_end(card.tail, card.tail_label)
        self.origin.setText(card.origin)
        self.verdict.setText(card.verdict)
        for text in (self.origin, self.verdict):
            text.updateGeometry()
        self._rows["Score"].setVisible(card.score is not None)
        if card.score is not None:
            self.score.set_score(card.score)
            self.figure.setText(f"{card.score:.2f}")
        self.note.show_text(card.note)
        writable = card.editable and not card.suggested
        self.note.setReadOnly(not writable)
        self._rows["Note"].setVisible(bool(card.note) or not card.suggested)
        self.attributes.show_attributes(card.id, card.attributes, writable)
        for part in (self.accept, self.reject):
            part.setVisible(card.suggested)
            part.setEnabled(card.editable)
        for part in (self.reverse, self.delete):
            part.setVisible(not card.suggested)
            part.setEnabled(card.editable)


class EndRow(QWidget):
    """One end of a relation: its label's chip, and its text."""

    def __init__(self) -> None:
        super().__init__()
        self.chip, self.words = LabelChip(""), Text("", 14, quoted=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.chip)
        row.addWidget(self.words, 1)
        self.setMinimumWidth(scaled(60))

    def show_end(self, text: str, label: LabelCard) -> None:
        """Show another end."""
        self.words.setText(text)
        self.chip.set_label(label.chip, card_colours(label))
