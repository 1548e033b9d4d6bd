"""The bar of the page: the way back, what is saved, undo and redo, files."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.panels.look import Ground, Text, scaled
from ui.panels.parts import button, icon_button
from ui.panels.pictures import Picture


class SchemeBar(Ground):
    """44 px high, in place of the window's toolbar; `wanted` gives the id of an action."""

    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("bar", "b", parent)
        self.back = icon_button("chevron-left", "Back (Ctrl+Shift+L)")
        self.project = Text("", 13, "muted")
        self._check, self.saved = Picture("check", 14, "success"), Text("", 12, "muted")
        self.undo, self.redo = icon_button("undo", "Undo"), icon_button("redo", "Redo")
        self.load = button("Import…")
        self.save = button("Save as starter…")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 1)
        row.setSpacing(8)
        row.addWidget(self.back)
        row.addSpacing(4)
        row.addWidget(Text("Labels and guidelines", 14, bold=True).keep_whole())
        row.addWidget(self.project, 1)
        row.addWidget(self._check)
        row.addWidget(self.saved.keep_whole())
        for tool in (self.undo, self.redo, self.load, self.save):
            row.addWidget(tool)
        self.setFixedHeight(scaled(44))
        for tool, id in (
            (self.back, "scheme_close"),
            (self.undo, "undo"),
            (self.redo, "redo"),
            (self.load, "scheme_import"),
            (self.save, "scheme_export"),
        ):
            tool.clicked.connect(lambda _on=False, id=id: self.wanted.emit(id))

    def show_project(self, name: str, reading: bool) -> None:
        """Whose labels these are, and whether they can be changed."""
        self.project.setText(name)
        self.saved.setText("Open for reading only" if reading else "All changes saved")
        self.saved.updateGeometry()
        self._check.setVisible(not reading)
        self.load.setEnabled(not reading)

    def show_history(self, reasons: dict[str, str]) -> None:
        """What can be undone and done again."""
        for tool, id, name in ((self.undo, "undo", "Undo"), (self.redo, "redo", "Redo")):
            tool.setEnabled(id not in reasons)
            tool.setToolTip(reasons.get(id, name))
