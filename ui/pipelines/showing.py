"""How the project shows suggestions: the mode, the blind share, scores of entities."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QSpinBox, QVBoxLayout, QWidget

from annotator.suggestion_mode import MODES, SuggestionMode
from ui.panels.look import Text

WORDS = {
    "suggested": "Dashed, each waits for an answer",
    "pre-filled": "Filled in when a document is opened",
    "off": "Not at all",
}


@dataclass(frozen=True, slots=True)
class Shown:
    """The mode of the project, and whether entities get scores from a beam."""

    mode: SuggestionMode
    scores: bool


class Showing(QWidget):
    """`changed` says that something was chosen."""

    changed = Signal()

    def __init__(self, shown: Shown, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = shown
        self.mode = QComboBox()
        for mode in MODES:
            self.mode.addItem(WORDS[mode], mode)
        self.mode.setCurrentIndex(MODES.index(shown.mode.mode))
        self.mode.setAccessibleName("Suggestions are shown")
        self.mode.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.blind = QSpinBox()
        self.blind.setRange(0, 100)
        self.blind.setSuffix(" % of the documents")
        self.blind.setValue(round(100 * shown.mode.blind_share))
        self.blind.setAccessibleName("Share of the documents without suggestions")
        tip = "These show none, so that Insights can say how suggestions change what people label"
        self.blind.setToolTip(tip)
        self.scores = QCheckBox("Score what ner finds (slower)")
        self.scores.setChecked(shown.scores)
        self.scores.setToolTip("By a beam of parses, where the pipeline itself gives no scores")
        self.mode.currentIndexChanged.connect(self.changed)
        self.blind.valueChanged.connect(self.changed)
        self.scores.toggled.connect(self.changed)
        form = QFormLayout()
        form.setContentsMargins(0, 0, 0, 0)
        form.setVerticalSpacing(6)
        form.addRow("Shown", self.mode)
        form.addRow("Blind", self.blind)
        form.addRow("", self.scores)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(Text("Suggestions in this project", 13, bold=True))
        column.addLayout(form)

    @property
    def shown(self) -> Shown:
        """What is chosen."""
        share = self.blind.value() / 100
        if round(100 * self._shown.mode.blind_share) == self.blind.value():
            share = self._shown.mode.blind_share  # not rounded if nobody touched it
        mode = MODES[self.mode.currentIndex()]
        chosen = replace(self._shown.mode, mode=mode, blind_share=share)
        return Shown(chosen, self.scores.isChecked())
