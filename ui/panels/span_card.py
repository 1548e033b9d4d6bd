"""The card of the current span: text, origin, score, entity, note and what can be done."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ui.panels.cards import SpanCard
from ui.panels.look import Text, scaled
from ui.panels.parts import button, card_colours
from ui.panels.sections import Part
from ui.widgets.chips import LabelChip
from ui.widgets.score import ScoreBar

NOTHING = "No span selected. Tab goes to the first."


class CommittedEdit(QLineEdit):
    """A field that tells its text on Enter or when left, once per change; Esc takes it back."""

    committed = Signal(str)

    def __init__(self, placeholder: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._told = ""
        self.setPlaceholderText(placeholder)
        self.setFixedHeight(scaled(24))
        self.editingFinished.connect(self._tell)

    def show_text(self, text: str) -> None:
        """Show what is stored; keeps what is being typed when that has not changed."""
        if text != self._told or not self.hasFocus():
            self._told = text
            self.setText(text)

    def take_back(self) -> None:
        """Show again what is stored."""
        self.setText(self._told)

    def _tell(self) -> None:
        if self.text() != self._told:
            self._told = self.text()
            self.committed.emit(self._told)


class SpanPart(Part):
    """Shows a SpanCard or the sentence that no span is selected."""

    note_edited = Signal(str, str)
    kb_edited = Signal(str, str)
    relation_requested = Signal()
    label_all_requested = Signal()
    delete_requested = Signal()
    accept_requested = Signal()
    reject_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Current span", parent=parent)
        self._card: SpanCard | None = None
        self._label_all = False
        self.empty = Text(NOTHING, 13, "muted", wrap=True)
        self.words = Text("", 16, quoted=True)
        self.chip = LabelChip("")
        self.origin = Text("")
        self.verdict = Text("", 13, "success")
        self.score = ScoreBar()
        self.figure = Text("")
        self.entity = CommittedEdit("Add an id, such as Q56226")
        self.entity_name = Text("", 13, "muted")
        self.note = CommittedEdit("Add a note")
        self.relation = button("Relation", "R", small=True)
        self.label_all = button("Label all", "L", small=True)
        self.delete = button("Delete", "X", small=True)
        self.accept = button("Accept", "Enter", small=True)
        self.reject = button("Reject", "X", small=True)
        self._lay_out()
        self._connect()
        self.show_span(None)

    def _lay_out(self) -> None:
        self._rows: dict[str, tuple[QWidget, ...]] = {}
        self._filled = QWidget()
        column = QVBoxLayout(self._filled)
        column.setContentsMargins(12, 0, 12, 0)
        column.setSpacing(6)
        title = QHBoxLayout()
        title.setSpacing(8)
        title.addWidget(self.words)
        title.addWidget(self.chip)
        title.addStretch(1)
        column.addLayout(title)
        column.addLayout(self._grid())
        buttons = QHBoxLayout()
        buttons.setContentsMargins(0, 4, 0, 0)
        buttons.setSpacing(4)
        for part in (self.accept, self.reject, self.relation, self.label_all):
            buttons.addWidget(part)
        buttons.addStretch(1)
        buttons.addWidget(self.delete)
        column.addLayout(buttons)
        self.empty.setContentsMargins(12, 0, 12, 0)
        self._hollow = QWidget()
        hollow = QVBoxLayout(self._hollow)
        hollow.setContentsMargins(12, 0, 12, 4)
        hollow.addWidget(self.empty)
        self.body.addWidget(self._hollow)
        self.body.addWidget(self._filled)

    def _grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(0)
        grid.setColumnMinimumWidth(0, scaled(60))
        grid.setColumnStretch(1, 1)
        rows: tuple[tuple[str, tuple[QWidget, ...]], ...] = (
            ("Origin", (self.origin, self.verdict)),
            ("Score", (self.score, self.figure)),
            ("Entity", (self.entity, self.entity_name)),
            ("Note", (self.note,)),
        )
        for place, (name, parts) in enumerate(rows):
            key = Text(name, 12, "muted").keep_whole()
            grid.addWidget(key, place, 0)
            line = QHBoxLayout()
            line.setSpacing(8)
            for part in parts:
                line.addWidget(part)
            if name in ("Origin", "Score"):
                line.addStretch(1)
            grid.addLayout(line, place, 1)
            grid.setRowMinimumHeight(place, scaled(26))
            self._rows[name] = (key, *parts)
        return grid

    def _connect(self) -> None:
        self.note.committed.connect(lambda text: self._tell(self.note_edited, text))
        self.entity.committed.connect(lambda text: self._tell(self.kb_edited, text))
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
        for field in (self.note, self.entity):
            if field.isModified():
                field.editingFinished.emit()
            field.clear()

    def _fill(self, card: SpanCard) -> None:
        self.words.setText(" ".join(card.text.split()))
        self.words.updateGeometry()
        self.chip.set_label(card.label.chip, card_colours(card.label), dashed=card.suggested)
        self.origin.setText(card.origin)
        self.verdict.setText(f"✓ {card.verdict}" if card.verdict == "accepted" else card.verdict)
        self.verdict.set_tone("success" if card.verdict == "accepted" else "muted")
        self.entity.show_text(card.kb_id)
        self.entity_name.setText(card.kb_name)
        self.entity_name.setVisible(bool(card.kb_name))
        self.note.show_text(card.note)
        for field in (self.entity, self.note):
            field.setReadOnly(not card.editable or card.suggested)
        self._show_row("Score", card.score is not None)
        self._show_row("Entity", bool(card.kb_id) or not card.suggested)
        self.entity_name.setVisible(bool(card.kb_name))
        self._show_row("Note", bool(card.note) or not card.suggested)
        if card.score is not None:
            self.score.set_score(card.score)
            self.figure.setText(f"{card.score:.2f}")
        self._show_buttons(card)

    def _show_row(self, name: str, shown: bool) -> None:
        for part in self._rows[name]:
            part.setVisible(shown)

    def _show_buttons(self, card: SpanCard) -> None:
        for part in (self.accept, self.reject):
            part.setVisible(card.suggested)
            part.setEnabled(card.editable)
        for part in (self.relation, self.delete):
            part.setVisible(not card.suggested)
            part.setEnabled(card.editable)
        self.label_all.setVisible(self._label_all and not card.suggested)
        self.label_all.setEnabled(card.editable)
