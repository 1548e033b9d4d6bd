"""Choose what to import, as which format and into whose layer; then read the report."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QComboBox, QFileDialog, QFormLayout, QListWidget, QWidget

from ui.dialogs.frame import Dialog
from ui.panels.look import Text
from ui.panels.parts import button, row_of


@dataclass(frozen=True, slots=True)
class FormatChoice:
    """A format by the name of the command line, in words, and what it is for."""

    id: str
    name: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class ImportChoice:
    """The answer; an empty `format` means recognise it."""

    paths: tuple[Path, ...]
    format: str
    annotator: str
    keep_duplicates: bool


class ImportDialog(Dialog):
    """`choice` is the answer once accepted; `show_report` shows what came of it."""

    def __init__(
        self,
        formats: Sequence[FormatChoice],
        annotators: Sequence[str],
        paths: Sequence[Path] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("Import articles and labels", "Import", 640, parent)
        self._paths: list[Path] = []
        self.files = QListWidget()
        self.files.setAccessibleName("Files and folders to import")
        self.add_files = button("Add files…")
        self.add_folder = button("Add a folder…")
        self.format = QComboBox()
        self.format.addItem("Recognise it", "")
        for choice in formats:
            self.format.addItem(choice.name, choice.id)
        self.annotator = QComboBox(editable=True)
        self.annotator.addItems(list(annotators))
        self.duplicates = QCheckBox("Keep articles that the project has already")
        form = QFormLayout()
        form.addRow("Format", self.format)
        form.addRow("Labels go to", self.annotator)
        form.addRow("", self.duplicates)
        self.report = Text("", wrap=True)
        self.body.addWidget(self.files)
        self.body.addWidget(row_of(self.add_files, self.add_folder, 1))
        self.body.addLayout(form)
        self.body.addWidget(self.report)
        self.body.addStretch(1)
        self.add_files.clicked.connect(self._ask_files)
        self.add_folder.clicked.connect(self._ask_folder)
        self.consequence.setText("Nothing is written until you import.")
        self.add_paths(paths)

    @property
    def choice(self) -> ImportChoice:
        """What is chosen now."""
        return ImportChoice(
            tuple(self._paths),
            str(self.format.currentData()),
            self.annotator.currentText().strip(),
            self.duplicates.isChecked(),
        )

    def add_paths(self, paths: Sequence[Path]) -> None:
        """Add files or folders; those listed already are left out."""
        for path in paths:
            if path not in self._paths:
                self._paths.append(path)
                self.files.addItem(str(path))
        self.verb.setEnabled(bool(self._paths))

    def show_report(self, lines: Sequence[str]) -> None:
        """Show what was imported, repaired and left out; only Close remains."""
        self.report.setText("\n".join(lines))
        self.report.updateGeometry()
        self.verb.setVisible(False)
        self.cancel.setText("Close")

    def _ask_files(self) -> None:
        names, _ = QFileDialog.getOpenFileNames(self, "Import files")
        self.add_paths([Path(name) for name in names])

    def _ask_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, "Import a folder")
        self.add_paths([Path(name)] if name else [])
