"""Taking labels from a starter scheme or a file, with what would come of it."""

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from annotator.errors import SchemeError
from annotator.scheme import Scheme
from annotator.schemes import load_scheme
from ui.dialogs.frame import Dialog
from ui.panels.cards import LabelCard
from ui.panels.flow_layout import FlowLayout
from ui.panels.look import Text, scaled
from ui.panels.parts import LabelChip, button, card_colours

FILES = "Label schemes (*.toml)"
MOST_CHIPS = 40
Effect = Callable[[Scheme, bool], str]


class SchemesDialog(Dialog):
    """Choose a scheme; `replaces` says whether it takes the place of the present one, and
    `effect` what that would do, in words. Without `effect` a project begins with it."""

    def __init__(
        self,
        starters: Mapping[str, Path],
        effect: Effect | None = None,
        parent: QWidget | None = None,
    ) -> None:
        beginning = effect is None
        title = "Labels to begin with" if beginning else "Import labels"
        super().__init__(title, "Begin" if beginning else "Import", 720, parent)
        self._effect = effect
        self.scheme: Scheme | None = None
        self.list = QListWidget()
        self.list.setProperty("framed", True)
        self.list.setAccessibleName("Schemes")
        self.list.setFixedWidth(scaled(220))
        self.file = button("Choose a file…", small=True)
        self.name, self.words = Text("", 14, bold=True), Text("", 12, "muted", wrap=True)
        self._chips = QWidget()
        self._flow = FlowLayout(self._chips)
        self.relations = Text("", 13, wrap=True)
        self.add = QRadioButton("Add the labels that are missing here")
        self.replace = QRadioButton("Replace the labels; those in use stay")
        self.add.setChecked(True)
        self._lay_out(beginning)
        for name, path in starters.items():
            self._append(name, str(path))
        self.list.currentItemChanged.connect(lambda _now, _before: self._choose())
        self.add.toggled.connect(lambda _on: self._show_effect())
        self.file.clicked.connect(self._ask_file)
        self.list.setCurrentRow(0)
        self.list.setFocus()

    @property
    def replaces(self) -> bool:
        """Whether the scheme takes the place of the present one."""
        return self.replace.isChecked()

    def choose(self, name: str) -> None:
        """Make a scheme of the list the chosen one."""
        for item in self.list.findItems(name, Qt.MatchFlag.MatchExactly):
            self.list.setCurrentItem(item)

    def _lay_out(self, beginning: bool) -> None:
        left = QVBoxLayout()
        left.addWidget(self.list, 1)
        left.addWidget(self.file, 0, Qt.AlignmentFlag.AlignLeft)
        right = QVBoxLayout()
        right.setSpacing(8)
        for part in (self.name, self.words, self._chips, self.relations):
            right.addWidget(part)
        right.addStretch(1)
        for choice in (self.add, self.replace):
            choice.setVisible(not beginning)
            right.addWidget(choice)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addLayout(left)
        row.addLayout(right, 1)
        self.body.addLayout(row, 1)

    def _append(self, name: str, path: str) -> QListWidgetItem:
        item = QListWidgetItem(name)
        item.setData(Qt.ItemDataRole.UserRole, path)
        self.list.addItem(item)
        return item

    def _ask_file(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, "A label scheme", "", FILES)
        if path:
            self.list.setCurrentItem(self._append(Path(path).stem, path))

    def _choose(self) -> None:
        item = self.list.currentItem()
        self.scheme = None
        if not self.list.count():
            return
        try:
            self.scheme = load_scheme(str(item.data(Qt.ItemDataRole.UserRole)))
        except SchemeError as error:
            self.name.setText(error.what)
            self.words.setText(error.do)
        self._show()

    def _show(self) -> None:
        scheme = self.scheme
        while self._flow.count():
            taken = self._flow.takeAt(0)
            widget = taken.widget() if taken is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.relations.setText("")
        if scheme is not None:
            self.name.setText(scheme.name)
            self.words.setText(" ".join(scheme.guidelines.split())[:400])
            for position, label in enumerate(scheme.of("span")[:MOST_CHIPS]):
                chip = LabelChip(label.chip)
                card = LabelCard(label.id, label.chip, colour=label.colour, position=position)
                chip.set_label(label.chip, card_colours(card))
                chip.setToolTip(label.title)
                self._flow.addWidget(chip)
                chip.show()
            names = [label.title for kind in ("relation", "document") for label in scheme.of(kind)]
            self.relations.setText(", ".join(names))
        self._flow.invalidate()
        self._show_effect()

    def _show_effect(self) -> None:
        words = ""
        if self.scheme is not None:
            count = len(self.scheme.labels)
            words = self._effect(self.scheme, self.replaces) if self._effect else f"{count} labels"
        self.consequence.setText(words)
        self.verb.setEnabled(self.scheme is not None and words != NOTHING)


NOTHING = "All of it is here already."
