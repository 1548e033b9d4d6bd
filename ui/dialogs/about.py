"""What the program is, and the versions of what it runs on."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from ui.dialogs.frame import Dialog
from ui.panels.look import Text


class AboutDialog(Dialog):
    """Shows lines such as ("Version", "1.0")."""

    def __init__(self, facts: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__("About Annotator", width=400, parent=parent)
        self.body.addWidget(Text("Annotator", 16, bold=True))
        self.body.addWidget(Text("Label spans and relations in text, on this computer.", wrap=True))
        for name, value in facts:
            self.body.addWidget(Text(f"{name}: {value}", 12, "muted"))
        self.body.addStretch(1)
