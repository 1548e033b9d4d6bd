"""Fields of the inspector, and the rows that they stand in."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from ui.panels.look import Text, font, scaled


class CommittedEdit(QLineEdit):
    """A field that tells its text on Enter or when left, once per change; Esc takes it back.
    Both then hand the keyboard on."""

    committed = Signal(str)
    left = Signal()

    def __init__(self, placeholder: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._told = ""
        self.setPlaceholderText(placeholder)
        self.setFont(font(12))
        self.setProperty("small", True)
        self.setFixedHeight(scaled(24))
        self.editingFinished.connect(self._tell)
        self.returnPressed.connect(self._enter)

    def show_text(self, text: str) -> None:
        """Show what is stored; keeps what is being typed when that has not changed."""
        if text != self._told or not self.hasFocus():
            self._told = text
            self.setText(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc shows again what is stored."""
        if event.key() == Qt.Key.Key_Escape:
            self.setText(self._told)
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _enter(self) -> None:
        self._tell()
        self.left.emit()

    def _tell(self) -> None:
        if self.text() != self._told:
            self._told = self.text()
            self.committed.emit(self._told)


def card_row(name: str, *parts: QWidget | int) -> QWidget:
    """A row of the card: what it is in a column of 60, then the parts; a number stretches."""
    row = QWidget()
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(8)
    key = Text(name, 12, "muted")
    key.setFixedWidth(scaled(62))
    line.addWidget(key)
    for part in parts:
        if isinstance(part, int):
            line.addStretch(part)
        else:
            line.addWidget(part)
    row.setFixedHeight(scaled(26))
    return row
