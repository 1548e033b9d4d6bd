"""The guidelines beside the text, in the place of the inspector."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from ui.panels.look import Ground, Text, scaled
from ui.panels.markdown import Colours, MarkdownView
from ui.panels.parts import button, icon_button

NOTHING = "*No guidelines are written yet.*"


class GuidelinesPanel(Ground):
    """The whole text, at the section that is asked for. `closed` and `edit_wanted` tell what was
    pressed; Esc closes, too."""

    closed = Signal()
    edit_wanted = Signal()

    def __init__(self) -> None:
        super().__init__("panel")
        self.view = MarkdownView("Guidelines")
        self.edit = button("Edit…", small=True)
        self.close_button = icon_button("close", "Back to the inspector (F2)")
        header = Ground("panel", "b")
        row = QHBoxLayout(header)
        row.setContentsMargins(12, 0, 8, 0)
        row.addWidget(Text("Guidelines", 12, "muted", bold=True), 1)
        row.addWidget(self.edit)
        row.addWidget(self.close_button)
        header.setFixedHeight(scaled(40))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(header)
        layout.addWidget(self.view, 1)
        self.edit.clicked.connect(self.edit_wanted)
        self.close_button.clicked.connect(self.closed)

    def show_guidelines(self, text: str, colours: Colours, heading: str = "") -> None:
        """Show the text, and scroll to a heading if there is one such."""
        self.view.show_markdown(text or NOTHING, colours)
        if heading:
            self.view.go_to(heading)
