"""The choices that a format leaves to the person, such as which column is the text."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QLineEdit, QWidget

from annotator.flow.looking import Asked
from ui.panels.look import scaled

LABELS = 104  # px at size 1.0
_NAMES = {"text": "Text from", "name": "Title from", "meta": "Other columns"}
_BY_ITSELF = "Recognise it"


class FormatOptions(QWidget):
    """A form of the options; `changed` says that one was given another value."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._asked: tuple[Asked, ...] = ()
        self._fields: dict[str, QComboBox | QLineEdit] = {}
        self._form = QFormLayout(self)
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.setHorizontalSpacing(16)
        self._form.setVerticalSpacing(8)
        self.hide()

    @property
    def values(self) -> dict[str, str]:
        """What was chosen, where it is not the default."""
        found = {x.name: self._value(x.name) for x in self._asked}
        return {x.name: found[x.name] for x in self._asked if found[x.name] != x.default}

    def field(self, name: str) -> QComboBox | QLineEdit:
        """The control of an option."""
        return self._fields[name]

    def show_options(self, asked: Sequence[Asked]) -> None:
        """Ask for these. Where they are the same as before, all stays as it is."""
        if tuple(asked) == self._asked:
            return
        before = {x.name: self._value(x.name) for x in self._asked}
        self._asked = tuple(asked)
        self._fields.clear()
        while self._form.rowCount():
            self._form.removeRow(0)
        for one in asked:
            field = _field(one)
            self._fields[one.name] = field
            _set(field, before.get(one.name, one.default))
            field.setAccessibleName(_title(one))
            field.setToolTip(one.doc[:1].upper() + one.doc[1:])
            self._form.addRow(_title(one), field)
            widen(self._form, field)
            if isinstance(field, QComboBox):
                field.currentIndexChanged.connect(lambda _place: self.changed.emit())
            else:
                field.editingFinished.connect(self.changed.emit)
        self.setVisible(bool(asked))

    def _value(self, name: str) -> str:
        field = self._fields[name]
        if isinstance(field, QComboBox):
            return str(field.currentData())
        return field.text().strip()


def widen(form: QFormLayout, field: QWidget) -> None:
    """Give the label of a field the width that forms above each other share."""
    label = form.labelForField(field)
    if label is not None:
        label.setMinimumWidth(scaled(LABELS))


def _sentence(choice: str) -> str:
    return choice[:1].upper() + choice[1:] if choice else _BY_ITSELF


def _title(one: Asked) -> str:
    return _NAMES.get(one.name, one.name.replace("_", " ").capitalize())


def _field(one: Asked) -> QComboBox | QLineEdit:
    if not one.choices:
        line = QLineEdit()
        line.setPlaceholderText(one.default or "All")
        return line
    box = QComboBox()
    if "" not in one.choices and not one.default:
        box.addItem(_BY_ITSELF, "")
    for choice in one.choices:
        box.addItem(choice if one.of_columns else _sentence(choice), choice)
    return box


def _set(field: QComboBox | QLineEdit, value: str) -> None:
    if isinstance(field, QComboBox):
        field.setCurrentIndex(max(0, field.findData(value)))
    else:
        field.setText(value)
