"""Choose what to export and where; what would be lost is counted before it is written."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from annotator.errors import UserError
from annotator.flow.looking import ExportCheck
from annotator.split import shares_of
from ui.dialogs.asking import Asking
from ui.dialogs.export_labels import ExportLabels
from ui.dialogs.findings import Finding, Findings
from ui.dialogs.frame import Dialog
from ui.dialogs.imports import FormatChoice
from ui.dialogs.label_mapping import LabelChoice
from ui.panels.documents import figure
from ui.panels.look import Text, scaled
from ui.panels.parts import button, row_of
from ui.widgets import set_invalid

LABELS = 176  # px at size 1.0: the height of the list of labels
_FORMAT = int(Qt.ItemDataRole.UserRole)


@dataclass(frozen=True, slots=True)
class ExportChoice:
    """The answer; `split` is "80/10/10" or empty, `strict` refuses any loss. `names` are other
    names of labels, empty for those left out; with `dataset` the target is a folder."""

    format: str
    layer: str
    status: str
    split: str
    target: Path | None
    strict: bool
    unit: str = "document"
    names: Mapping[str, str] = field(default_factory=dict)
    seed: int = 0
    balance: bool = False
    dataset: bool = False
    licence: str = ""


Check = Callable[[ExportChoice, Callable[[], bool]], ExportCheck]


class ExportDialog(Dialog):
    """`choice` is the answer. `check` counts, in a thread, what a choice would write and lose,
    and is given a function that says whether to stop;
    `start` is where the file goes unless another place is chosen, without its ending."""

    def __init__(
        self,
        formats: Sequence[FormatChoice],
        layers: Sequence[tuple[str, str]],
        check: Check,
        start: Path | None = None,
        parent: QWidget | None = None,
        labels: Sequence[LabelChoice] = (),
    ) -> None:
        super().__init__("Export", "Export", 960, parent, 680)
        self._check, self._start = check, start
        self._found: ExportCheck | None = None
        self.formats = QListWidget()
        self.layer = _combo(layers)
        self.status = _combo([("done", "Done"), ("all", "All")])
        self.unit = _combo([("document", "Document"), ("sentence", "Sentence")])
        self.labels = ExportLabels(labels)
        self.choose_labels = button(self.labels.in_words())
        self.split = QLineEdit()
        self.seed = QLineEdit("0")
        self.seed.setValidator(QIntValidator(0, 999_999_999, self.seed))
        self.seed.setFixedWidth(scaled(96))
        self.balance = QCheckBox("Keep labels balanced")
        self.dataset = QCheckBox("A dataset folder with a data card")
        self.licence = QLineEdit()
        self.target = QLineEdit()
        self.choose = button("Choose…")
        self.findings = Findings()
        self.strict = QCheckBox("Stop if anything would be lost")
        self.asking = Asking(self)
        self._list_formats(formats)
        self._lay_out()
        self._connect()
        self._propose_target()
        self._ask_check()

    def _list_formats(self, formats: Sequence[FormatChoice]) -> None:
        self.formats.setAccessibleName("Format")
        self.formats.setProperty("framed", True)
        for choice in formats:
            item = QListWidgetItem(choice.name)
            item.setData(_FORMAT, choice)
            item.setToolTip(choice.detail or choice.name)
            item.setSizeHint(QSize(0, scaled(28)))
            self.formats.addItem(item)
        self.formats.setCurrentRow(0)

    def _lay_out(self) -> None:
        self.split.setPlaceholderText("80/10/10, or empty for one file")
        self.licence.setPlaceholderText("Licence, such as cc-by-4.0")
        for control, name in ((self.split, "Splits"), (self.target, "Write to"),
                              (self.layer, "Labels of"), (self.status, "Documents"),
                              (self.unit, "A record is a"), (self.seed, "Seed"),
                              (self.choose_labels, "Labels"),
                              (self.licence, "Licence")):  # fmt: skip
            control.setAccessibleName(name)
        self.choose_labels.setCheckable(True)
        self.choose_labels.setAutoDefault(False)
        self.chosen_labels = QScrollArea()
        self.chosen_labels.setWidgetResizable(True)
        self.chosen_labels.setFrameShape(QScrollArea.Shape.NoFrame)
        self.chosen_labels.setWidget(self.labels)
        self.chosen_labels.setFixedHeight(scaled(LABELS))
        self.balance.setToolTip(
            "Every part gets its share of each label; new labels may then move documents."
        )
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(8)
        form.addRow("Labels of", self.layer)
        form.addRow("Documents", self.status)
        form.addRow("Labels", self.choose_labels)
        form.addRow("", self.chosen_labels)
        form.addRow("A record is a", self.unit)
        form.addRow("Splits", row_of(self.split, Text("Seed", 13), self.seed))
        form.addRow("", self.balance)
        form.addRow("Write to", row_of(self.target, self.choose))
        form.addRow("", row_of(self.dataset, self.licence))
        form.setRowVisible(self.chosen_labels, False)
        self._form = form
        left, right = QVBoxLayout(), QVBoxLayout()
        left.addWidget(Text("Format", 12, "muted", bold=True))
        left.addWidget(self.formats, 1)
        right.addLayout(form)
        right.addSpacing(8)
        right.addWidget(Text("What this export writes and loses", 13, bold=True))
        right.addWidget(self.findings)
        right.addStretch(1)
        columns = QHBoxLayout()
        columns.setSpacing(20)
        columns.addLayout(left, 4)
        columns.addLayout(right, 7)
        self.body.addLayout(columns)
        self.formats.setMinimumWidth(scaled(190))
        self.footer.insertWidget(0, self.strict)

    def _connect(self) -> None:
        self.formats.currentRowChanged.connect(self._choose_format)
        self.choose_labels.toggled.connect(self._show_labels)
        self.labels.changed.connect(self._take_labels)
        self.dataset.toggled.connect(lambda _on: self._propose_target())
        for box in (self.layer, self.status, self.unit):
            box.currentIndexChanged.connect(lambda _place: self._ask_check())
        self.target.textChanged.connect(lambda _text: self._show_verb())
        for line in (self.split, self.seed):
            line.textChanged.connect(lambda _text: self._take_split())
        self.balance.toggled.connect(lambda _on: self._take_split())
        self.strict.toggled.connect(lambda _on: self._show_verb())
        self.choose.clicked.connect(self._ask_target)
        self.asking.began.connect(lambda: self.findings.wait(True))
        self.asking.answered.connect(self._take_check)
        self.asking.refused.connect(self._take_refusal)
        self.finished.connect(lambda _result: self.asking.stop())

    @property
    def choice(self) -> ExportChoice:
        """What is chosen now."""
        target = self.target.text().strip()
        return ExportChoice(
            self._format().id,
            str(self.layer.currentData()),
            str(self.status.currentData()),
            self.split.text().strip(),
            Path(target).expanduser() if target else None,
            self.strict.isChecked(),
            str(self.unit.currentData()),
            self.labels.names,
            int(self.seed.text() or 0),
            self.balance.isChecked(),
            self.dataset.isChecked(),
            self.licence.text().strip() if self.dataset.isChecked() else "",
        )

    def choose_format(self, id: str) -> None:
        """Select a format by its name."""
        for row in range(self.formats.count()):
            if self.formats.item(row).data(_FORMAT).id == id:
                self.formats.setCurrentRow(row)

    def _format(self) -> FormatChoice:
        choice = self.formats.currentItem().data(_FORMAT)
        assert isinstance(choice, FormatChoice)
        return choice

    def _show_labels(self, shown: bool) -> None:
        self._form.setRowVisible(self.chosen_labels, shown)

    def _take_labels(self) -> None:
        self.choose_labels.setText(self.labels.in_words())
        self._ask_check()

    # ------------------------------------------------------------------ the check

    def _choose_format(self, _row: int) -> None:
        self._propose_target()
        self._ask_check()

    def _ask_check(self, keep: bool = False) -> None:
        """Count anew; with `keep` what was counted stays valid meanwhile."""
        choice, check = self.choice, self._check
        if not _is_split(choice.split):
            choice = replace(choice, split="")
        if not keep:
            self._found = None
        self._show_verb()
        self.asking.ask(lambda _progress, cancelled: check(choice, cancelled))

    def _take_split(self) -> None:
        """Deal anew, as soon as what is typed is a split."""
        if _is_split(self.split.text().strip()):
            self._ask_check(keep=True)
        else:
            self._show_verb()

    def _take_check(self, found: ExportCheck) -> None:
        self._found = found
        self.findings.show_findings(findings_of(found))
        self._show_verb()

    def _take_refusal(self, error: UserError) -> None:
        detail = " · ".join(x for x in (error.where, "Choose other labels or documents.") if x)
        self.findings.show_findings([Finding("danger", f"{error.what}.", detail)])
        self._show_verb()

    def _show_verb(self) -> None:
        found, wrong_split = self._found, not _is_split(self.split.text().strip())
        set_invalid(self.split, wrong_split)
        splits = bool(self.split.text().strip()) and not wrong_split
        for control in (self.balance, self.seed):
            control.setEnabled(splits)
        self.licence.setEnabled(self.dataset.isChecked())
        lossy = found is not None and bool(found.losses)
        self.verb.setText("Export with losses" if lossy else "Export")
        self.verb.updateGeometry()
        refused = lossy and self.strict.isChecked()
        ready = found is not None and found.documents > 0 and not refused
        self.verb.setEnabled(ready and bool(self.target.text().strip()) and not wrong_split)
        self.consequence.setText("A split is written as 80/10/10." if wrong_split else "")

    # ------------------------------------------------------------------ the target

    def _propose_target(self) -> None:
        """Follow the format, unless another place was written."""
        if self._start is None:
            return
        endings = [self.formats.item(row).data(_FORMAT).ending
                   for row in range(self.formats.count())]  # fmt: skip
        proposed = {str(self._start) + ending for ending in endings} | {str(self._start), ""}
        if self.target.text() in proposed:
            ending = "" if self.dataset.isChecked() else self._format().ending
            self.target.setText(str(self._start) + ending)
        self._show_verb()

    def _ask_target(self) -> None:
        name, _ = QFileDialog.getSaveFileName(self, "Export to", self.target.text())
        if name:
            self.target.setText(name)


def findings_of(check: ExportCheck) -> list[Finding]:
    """Losses before what is written."""
    if not check.documents:
        what = "No document has such labels yet."
        return [Finding("warning", what, "Finish a document, or choose All documents.")]
    said = [line.partition(": ") for line in check.lines]
    losses = [Finding("warning", what, _sentence(fate)) for what, _, fate in said]
    noun = "document" if check.documents == 1 else "documents"
    layers = f" in {figure(check.layers)} layers" if check.layers > check.documents else ""
    well = "Everything else is written as it is." if losses else "Nothing is lost."
    written = f"{figure(check.documents)} {noun}{layers} will be written"
    lines = [*losses, Finding("success", written, well)]
    if check.parts:
        parts = " · ".join(f"{part} {figure(count)}" for part, count in check.parts.items())
        lines.append(Finding("muted", parts, "Copies and near-copies of a text stay together."))
    return lines


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}." if words else ""


def _is_split(text: str) -> bool:
    if not text:
        return True
    try:
        shares_of(text)
    except UserError:
        return False
    return True


def _combo(entries: Sequence[tuple[str, str]]) -> QComboBox:
    box = QComboBox()
    for id, name in entries:
        box.addItem(name, id)
    return box
