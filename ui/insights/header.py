"""The line above the tiles: which spans count as the same, and how current the numbers are."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.panels.look import Text, scaled
from ui.panels.parts import ProgressLine, button
from ui.panels.toolbar import Mode, ModeSwitch

MEASURES = (
    Mode("f1_exact", "Exact"),
    Mode("f1_overlap", "Overlap"),
    Mode("f1_unlabelled", "Place only"),
)


class Header(QWidget):
    """48 px high. While numbers are computed: a thin bar and a way to stop."""

    measure_chosen = Signal(str)
    cancelled = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.measures = ModeSwitch()
        self.measures.show_modes(MEASURES, MEASURES[0].id)
        self.measures.chosen.connect(self._choose)
        self.state = Text("", 12, "muted")
        self.bar = ProgressLine(120)
        self.cancel = button("Cancel", small=True)
        self.cancel.clicked.connect(self.cancelled)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 0, 16, 0)
        layout.setSpacing(8)
        layout.addWidget(Text("Match", 12, "muted").keep_whole())
        layout.addWidget(self.measures)
        layout.addStretch(1)
        layout.addWidget(self.state)
        layout.addWidget(self.bar)
        layout.addWidget(self.cancel)
        self.tools = layout
        self.setFixedHeight(scaled(48))
        self.show_state("")

    def _choose(self, id: str) -> None:
        self.measures.show_modes(MEASURES, id)
        self.measure_chosen.emit(id)

    def show_state(self, words: str) -> None:
        """Say how current the numbers are."""
        self.state.setText(words)
        self.bar.hide()
        self.cancel.hide()

    def show_work(self, share: float | None) -> None:
        """Show that numbers are computed, and how far."""
        self.state.setText("Computing")
        self.bar.set_share(share)
        self.bar.show()
        self.cancel.show()
