"""Choose what to export and where; losses are told first."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QComboBox, QFileDialog, QFormLayout, QLineEdit, QWidget

from ui.dialogs.frame import Dialog
from ui.dialogs.imports import FormatChoice
from ui.panels.look import Text
from ui.panels.parts import button, row_of


@dataclass(frozen=True, slots=True)
class ExportChoice:
    """The answer; `split` is "80/10/10" or empty, `strict` refuses any loss."""

    format: str
    layer: str
    status: str
    split: str
    target: Path | None
    strict: bool


Losses = Callable[[ExportChoice], Sequence[str]]


class ExportDialog(Dialog):
    """`choice` is the answer; `losses` says in words what the choice would lose."""

    def __init__(
        self,
        formats: Sequence[FormatChoice],
        layers: Sequence[tuple[str, str]],
        losses: Losses,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("Export", "Export", 640, parent)
        self._losses = losses
        self.format = _combo([(x.id, x.name) for x in formats])
        self.layer = _combo(layers)
        self.status = _combo([("done", "Done"), ("all", "All")])
        self.split = QLineEdit()
        self.split.setPlaceholderText("80/10/10, or empty for one file")
        self.target = QLineEdit()
        self.choose = button("Choose…")
        self.loss_text = Text("", 13, "warning", wrap=True)
        self.strict = QCheckBox("Stop if anything would be lost")
        form = QFormLayout()
        form.addRow("Format", self.format)
        form.addRow("Labels of", self.layer)
        form.addRow("Documents", self.status)
        form.addRow("Splits", self.split)
        form.addRow("Write to", row_of(self.target, self.choose))
        self.body.addLayout(form)
        self.body.addWidget(self.loss_text)
        self.body.addWidget(self.strict)
        self.body.addStretch(1)
        for box in (self.format, self.layer, self.status):
            box.currentIndexChanged.connect(lambda _place: self._tell())
        self.target.textChanged.connect(lambda _text: self._check())
        self.choose.clicked.connect(self._ask)
        self._tell()
        self._check()

    @property
    def choice(self) -> ExportChoice:
        """What is chosen now."""
        target = self.target.text().strip()
        return ExportChoice(
            str(self.format.currentData()),
            str(self.layer.currentData()),
            str(self.status.currentData()),
            self.split.text().strip(),
            Path(target).expanduser() if target else None,
            self.strict.isChecked(),
        )

    def _tell(self) -> None:
        lines = list(self._losses(self.choice))
        self.loss_text.setText("\n".join(lines))
        self.loss_text.updateGeometry()
        self.verb.setText("Export with losses" if lines else "Export")

    def _check(self) -> None:
        self.verb.setEnabled(bool(self.target.text().strip()))

    def _ask(self) -> None:
        name, _ = QFileDialog.getSaveFileName(self, "Export to")
        if name:
            self.target.setText(name)


def _combo(entries: Sequence[tuple[str, str]]) -> QComboBox:
    box = QComboBox()
    for id, name in entries:
        box.addItem(name, id)
    return box
