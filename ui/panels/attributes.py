"""The attributes of the current item as rows: values to choose from, or text."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from ui.panels.cards import AttributeCard
from ui.panels.fields import CommittedEdit, card_row
from ui.panels.look import font, plain_tip, scaled
from ui.panels.sections import emptied

NONE = "–"
ADD = "Add an attribute"


class AttributeRows(QWidget):
    """One row an attribute, and one to add another. `edited` gives the item's id, the name and
    the value, empty to take it off; `left` hands the keyboard on."""

    edited = Signal(str, str, str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._id = ""
        self._shown: list[tuple[str, tuple[str, ...]]] = []
        self._new = ""
        self._cards: tuple[AttributeCard, ...] = ()
        self._editable = True
        self.fields: dict[str, CommittedEdit | Choice] = {}
        self.add = CommittedEdit(ADD)
        self.add.setAccessibleName(ADD)
        self._body = QVBoxLayout()
        self._body.setSpacing(0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self._body)
        self._adding = card_row("", self.add)
        layout.addWidget(self._adding)
        self.add.committed.connect(self._begin)
        self.add.left.connect(self._added)

    def show_attributes(self, id: str, cards: Sequence[AttributeCard], editable: bool) -> None:
        """Show an item's attributes; a name that was begun stays until its item is left."""
        if id != self._id:
            self.leave_fields()
            self._new = ""
        self._id, self._cards, self._editable = id, tuple(cards), editable
        if self._new and self._new not in [card.name for card in cards]:
            cards = (*cards, AttributeCard(self._new))
        wanted = [(card.name, card.values) for card in cards]
        if wanted != self._shown:
            self._rebuild(cards)
        for card in cards:
            self.fields[card.name].show_text(card.value)
            self.fields[card.name].setEnabled(editable)
        self._adding.setVisible(editable)

    def leave_fields(self) -> None:
        """Tell what is being typed: it belongs to the item that is shown."""
        for field in self.fields.values():
            if isinstance(field, CommittedEdit) and field.isModified():
                field.editingFinished.emit()
        self.add.clear()

    def focus_first(self) -> None:
        """Put the keyboard on the first attribute, or on the field that adds one."""
        first = next(iter(self.fields.values()), self.add)
        first.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _rebuild(self, cards: Sequence[AttributeCard]) -> None:
        focused = next((name for name, field in self.fields.items() if field.hasFocus()), "")
        emptied(self._body)
        self._shown = [(card.name, card.values) for card in cards]
        self.fields = {}
        for card in cards:
            field = Choice(card.values) if card.values else CommittedEdit("No value")
            field.setAccessibleName(card.name)
            field.setToolTip(plain_tip(card.description))
            field.committed.connect(lambda value, name=card.name: self._tell(name, value))
            field.left.connect(self.left)
            self.fields[card.name] = field
            self._body.addWidget(card_row(card.name, field))
        if focused in self.fields:
            self.fields[focused].setFocus()

    def _tell(self, name: str, value: str) -> None:
        if name == self._new:
            self._new = ""
        self.edited.emit(self._id, name, value.strip())

    def _begin(self, name: str) -> None:
        self._new = " ".join(name.split())

    def _added(self) -> None:
        """Enter in the field that adds: the value is wanted next."""
        self.add.show_text("")
        self.add.clear()
        if not self._new:
            self.left.emit()
            return
        self.show_attributes(self._id, self._cards, self._editable)
        self.fields[self._new].setFocus(Qt.FocusReason.OtherFocusReason)


class Choice(QComboBox):
    """Values to choose from; the first takes the attribute off. Speaks as a field does."""

    committed = Signal(str)
    left = Signal()

    def __init__(self, values: Sequence[str]) -> None:
        super().__init__()
        self.setFont(font(12))
        self.setProperty("small", True)
        self.setFixedHeight(scaled(24))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.addItem(NONE, "")
        for value in values:
            self.addItem(value, value)
        self.activated.connect(lambda _row: self.committed.emit(str(self.currentData() or "")))

    def show_text(self, text: str) -> None:
        """Show a value; one that the scheme does not know is shown too."""
        place = self.findData(text)
        if place < 0:
            self.addItem(text, text)
            place = self.count() - 1
        self.setCurrentIndex(place)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolling past must not change a value."""
        event.ignore()
