"""Who labels: the name under which layers are kept."""

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QWidget

from ui.dialogs.frame import Dialog
from ui.panels.look import Text


class IdentityDialog(Dialog):
    """Choose a person of the project or write a new name; `name` is the answer."""

    def __init__(self, names: Sequence[str], current: str, parent: QWidget | None = None) -> None:
        super().__init__("Who labels", "Use this name", 420, parent)
        self.field = QComboBox(editable=True)
        self.field.addItems(list(names))
        self.field.setEditText(current)
        self.field.setAccessibleName("Name")
        self.body.addWidget(Text("Your labels are kept under this name.", wrap=True))
        self.body.addWidget(self.field)
        self.body.addStretch(1)
        self.field.editTextChanged.connect(lambda _text: self._check())
        self._check()

    @property
    def name(self) -> str:
        """The name, without blanks around it."""
        return self.field.currentText().strip()

    def _check(self) -> None:
        self.verb.setEnabled(bool(self.name))
