"""A fault of the program, with a trace that can be copied."""

from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget

from ui.dialogs.frame import Dialog
from ui.panels.look import Text


class BugDialog(Dialog):
    """Says what is safe, and shows the trace."""

    def __init__(self, trace: str, parent: QWidget | None = None) -> None:
        super().__init__("Something went wrong in the program", "Copy the report", 640, parent)
        words = "What was saved before is safe. Copy the report and send it to the developers."
        self.body.addWidget(Text(words, wrap=True))
        self.trace = QPlainTextEdit(trace)
        self.trace.setReadOnly(True)
        self.trace.setAccessibleName("Report")
        self.body.addWidget(self.trace, 1)
        self.verb.clicked.disconnect(self.accept)
        self.verb.clicked.connect(self.copy)

    def add(self, trace: str) -> None:
        """Another fault that came meanwhile."""
        self.trace.appendPlainText(f"\n{trace}")
        self.consequence.setText("")

    def copy(self) -> None:
        """Put the trace on the clipboard; the dialog stays."""
        QApplication.clipboard().setText(self.trace.toPlainText())
        self.consequence.setText("Copied")
