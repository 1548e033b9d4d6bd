"""Merging people's files: what their labels are here, and what came of it."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QComboBox, QGridLayout, QWidget

from annotator.flow.merge_preview import Preview
from annotator.flow.merging import FileReport, MergeReport
from annotator.scheme import Scheme
from ui.dialogs.frame import Dialog
from ui.panels.look import Text, scaled

NEW = "A new label"


class MergeDialog(Dialog):
    """Shows files with their differences; `names` maps their labels to the project's."""

    def __init__(
        self, previews: Sequence[Preview], scheme: Scheme, parent: QWidget | None = None
    ) -> None:
        files = "1 file" if len(previews) == 1 else f"{len(previews)} files"
        super().__init__("Merge files", f"Merge {files}", 620, parent)
        self.choices: dict[str, QComboBox] = {}
        self.body.setSpacing(8)
        for one in previews:
            self.body.addWidget(Text(Path(one.file).name, 13, bold=True))
            for words in one.differences:
                self.body.addWidget(Text(words, 12, "muted", wrap=True))
            if not one.differences and not one.unknown:
                self.body.addWidget(Text("The labels are the same.", 12, "muted"))
        unknown = {(x.kind, x.id): x for one in previews for x in one.unknown}
        if unknown:
            self.body.addSpacing(8)
            self.body.addWidget(Text("Labels that this project does not have", 14, bold=True))
            grid = QGridLayout()
            grid.setColumnStretch(1, 1)
            for row, label in enumerate(unknown.values()):
                choice = QComboBox()
                choice.addItem(NEW, "")
                for known in scheme.of(label.kind):
                    choice.addItem(f"The same as {known.title} ({known.id})", known.id)
                choice.setAccessibleName(f"{label.id} is")
                grid.addWidget(Text(f"{label.title} ({label.id})"), row, 0)
                grid.addWidget(choice, row, 1)
                self.choices[label.id] = choice
            self.body.addLayout(grid)
        self.body.addStretch(1)
        self.consequence.setText("A copy of the project as it is now is kept beside it.")

    @property
    def names(self) -> dict[str, str]:
        """From their labels to ours, where one was chosen."""
        chosen = {id: str(choice.currentData()) for id, choice in self.choices.items()}
        return {id: name for id, name in chosen.items() if name}


class MergedDialog(Dialog):
    """What came from each file, and which layers were changed in two files."""

    def __init__(self, report: MergeReport, parent: QWidget | None = None) -> None:
        super().__init__("Merged", width=620, parent=parent)
        self.body.setSpacing(6)
        if report.cancelled:
            words = "It was stopped: files that were not merged yet can be merged later."
            self.body.addWidget(Text(words, 13, "warning", wrap=True))
        for one in report.files:
            self.body.addWidget(Text(Path(one.file).name, 13, bold=True))
            self.body.addWidget(Text(came(one), 13, wrap=True))
            for words in one.notices:
                self.body.addWidget(Text(words, 12, "muted", wrap=True))
            for words in one.disputed:
                told = f"Changed in both files, both are kept: {words}"
                self.body.addWidget(Text(told, 12, "warning", wrap=True))
        self.body.addStretch(1)
        if report.backup:
            self.consequence.setText(f"Before: {Path(report.backup).name}")
        self.consequence.setMinimumWidth(scaled(200))


def came(one: FileReport) -> str:
    """What came from a file, in words."""
    counts = (
        (one.documents, "new document"),
        (one.layers, "new layer"),
        (one.updated, "layer with later work"),
        (one.spans, "span"),
        (len(one.new_labels), "new label"),
    )
    parts = [f"{count:,} {_several(noun, count)}" for count, noun in counts if count]
    return ", ".join(parts) or "Nothing new"


def _several(noun: str, count: int) -> str:
    if count == 1:
        return noun
    head, _, rest = noun.partition(" with ")
    return f"{head}s with {rest}" if rest else f"{noun}s"
