"""A pipeline installed by spaCy's own command; the only thing here that uses the network."""

from __future__ import annotations

import re
import sys

from PySide6.QtCore import QProcess, QProcessEnvironment, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from ui.panels.look import Text
from ui.panels.parts import button

_NAME = re.compile(r"[a-z]{2,3}_[A-Za-z0-9_]+")
_LINES = 2000


class Install(QWidget):
    """Asks for a name, runs `python -m spacy download NAME`, and shows what it writes.
    `installed` comes when it went well."""

    installed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = QLineEdit()
        self.name.setPlaceholderText("en_core_web_sm")
        self.name.setAccessibleName("Name of the pipeline")
        self.start = button("Download and install")
        self.stop = button("Stop")
        self.state = Text("", 12, "muted", wrap=True)
        self.output = QPlainTextEdit()
        self.output.setReadOnly(True)
        self.output.setMaximumBlockCount(_LINES)
        self.output.setAccessibleName("What the command writes")
        self._does_not_start = False
        self.process = QProcess(self)
        self.process.setProcessChannelMode(QProcess.ProcessChannelMode.MergedChannels)
        self.process.readyRead.connect(self._read)
        self.process.finished.connect(self._finished)
        self.process.errorOccurred.connect(self._take_error)
        self.start.clicked.connect(self.run)
        self.stop.clicked.connect(self.process.kill)
        self.name.returnPressed.connect(self.run)
        self.name.textChanged.connect(lambda _text: self._refresh())
        self._lay_out()
        self._refresh()

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.name, 1)
        line.addWidget(self.start)
        line.addWidget(self.stop)
        words = (
            "spaCy downloads the pipeline from its own site and pip installs it into this Python. "
            "This uses the network, and nothing of your texts is sent."
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(Text("Install a pipeline of spaCy", 13, bold=True))
        column.addWidget(Text(words, 12, "muted", wrap=True))
        column.addLayout(line)
        column.addWidget(self.state)
        column.addWidget(self.output, 1)

    @property
    def running(self) -> bool:
        """Whether the command runs."""
        return self.process.state() != QProcess.ProcessState.NotRunning

    def command(self) -> list[str]:
        """The program and its arguments; empty if the name cannot be one of spaCy's."""
        name = self.name.text().strip()
        if not _NAME.fullmatch(name):
            return []
        return [sys.executable, "-m", "spacy", "download", name]

    def run(self) -> None:
        """Run the command that was asked for."""
        command = self.command()
        if not command or self.running:
            return
        self.output.setPlainText("$ " + " ".join(["python", *command[1:]]))
        environment = QProcessEnvironment.systemEnvironment()
        environment.insert("PYTHONUNBUFFERED", "1")
        self.process.setProcessEnvironment(environment)
        self.process.start(command[0], command[1:])
        self._refresh()

    def end(self) -> None:
        """Stop what runs, and wait for its end."""
        if self.running:
            self.process.kill()
            self.process.waitForFinished()

    def _take_error(self, error: QProcess.ProcessError) -> None:
        self._does_not_start = error == QProcess.ProcessError.FailedToStart
        self._refresh()

    def _read(self) -> None:
        written = bytes(self.process.readAll().data()).decode("utf-8", "replace")
        self.output.appendPlainText(written.rstrip("\n"))

    def _finished(self, code: int, status: QProcess.ExitStatus) -> None:
        stopped = status == QProcess.ExitStatus.CrashExit
        good = code == 0 and not stopped
        self._refresh()
        words = "Stopped" if stopped else "The command failed; its last lines say why"
        self.state.setText("Installed" if good else words)
        self.state.set_tone("success" if good else "warning")
        if good:
            self.installed.emit()

    def _refresh(self) -> None:
        self.start.setEnabled(bool(self.command()) and not self.running)
        self.stop.setVisible(self.running)
        name = self.name.text().strip()
        odd = bool(name) and not self.command()
        words = "Names of pipelines are like en_core_web_sm" if odd else ""
        if self.running:
            words = "Downloading…"
        elif (
            self.process.error() == QProcess.ProcessError.FailedToStart
            and self.output.blockCount() > 1
        ):
            words = "The command does not start"
        self.state.setText(words)
        self.state.set_tone("muted")
