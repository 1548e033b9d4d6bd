"""What a check found, line by line: losses and faults before what is well."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.panels.look import Align, Ground, Text, scaled
from ui.panels.parts import ProgressLine
from ui.panels.pictures import Picture
from ui.panels.sections import emptied

_ICONS = {"success": "check", "warning": "warning", "danger": "cross", "muted": "info"}


@dataclass(frozen=True, slots=True)
class Finding:
    """One line: `kind` is success, warning, danger or muted; `detail` says what to do."""

    kind: str
    title: str
    detail: str = ""


class Findings(Ground):
    """A framed list of findings; a thin bar while they are awaited."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("raised", "tblr", parent)
        self._shown: list[Finding] = []
        self.bar = ProgressLine()
        self.bar.set_share(None)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.setSpacing(0)
        layout.addWidget(self.bar)
        layout.addLayout(self._rows)
        self.wait(False)

    @property
    def shown(self) -> list[Finding]:
        """The lines, in order."""
        return list(self._shown)

    def wait(self, waiting: bool) -> None:
        """Show that an answer is awaited; the lines before it stay."""
        self.bar.setVisible(waiting)

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show these lines in place of those before."""
        self.wait(False)
        self._shown = list(findings)
        layout = emptied(self._rows)
        for place, finding in enumerate(findings):
            layout.addWidget(_Line(finding, first=place == 0))


class _Line(Ground):
    def __init__(self, finding: Finding, first: bool) -> None:
        super().__init__("raised", "" if first else "t")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Text(finding.title, 13, wrap=True))
        if finding.detail:
            words.addWidget(Text(finding.detail, 12, "muted", wrap=True))
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 8, 12, 8)
        line.setSpacing(10)
        icon = Picture(_ICONS[finding.kind], 16, finding.kind)
        line.addWidget(icon, 0, Align.AlignTop)
        line.addLayout(words, 1)
        self.setMinimumHeight(scaled(34))
        self.setAccessibleName(f"{finding.title}. {finding.detail}".strip())
