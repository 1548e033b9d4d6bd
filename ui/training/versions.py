"""The list of trained pipelines, and the one that is used."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from annotator.flow.trained import Version
from ui.insights.words import several
from ui.panels.look import Align, Ground, Text, scaled
from ui.panels.parts import button, icon_button


@dataclass(frozen=True, slots=True)
class Choice:
    """A pipeline that can be used: `name` finds it, `number` is that of a version, 0 for another
    pipeline. `why_not` says why it cannot be used."""

    name: str
    title: str
    detail: str
    number: int = 0
    used: bool = False
    why_not: str = ""


def choice_of(version: Version, used: bool) -> Choice:
    """A version as the list shows it."""
    when = datetime.fromisoformat(version.created).astimezone()
    count = sum(version.documents.get(part, 0) for part in ("train", "dev", "held"))
    against = f", before {100 * version.old.f1:.1f}" if version.old is not None else ""
    parts = (
        f"F1 {100 * version.new.f1:.1f}{against}",
        several(count, "document"),
        f"{when.day} {when:%B %H:%M}",
        f"from {version.start}" if version.start else "from no weights",
    )
    missing = "" if version.is_there else "Its folder is not on this computer"
    return Choice(version.name, version.name, " · ".join(parts), version.number, used, missing)


class VersionList(QScrollArea):
    """One row a pipeline, the last first."""

    use_wanted = Signal(str)
    remove_wanted = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setAccessibleName("Versions")
        self.rows: list[Choice] = []

    def show_choices(self, choices: Sequence[Choice], busy: bool = False) -> None:
        """Show other rows; while a training runs nothing is removed."""
        self.rows = list(choices)
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for choice in choices:
            column.addWidget(self._row(choice, busy))
        column.addStretch(1)
        self.setWidget(holder)

    def _row(self, choice: Choice, busy: bool) -> QWidget:
        row = Ground("panel", "b")
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 8, 0, 9)
        line.setSpacing(8)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(Text(choice.title, 13, bold=choice.used))
        words.addWidget(Text(choice.why_not or choice.detail, 12, "muted"))
        line.addLayout(words, 1)
        if choice.used:
            line.addWidget(Text("in use", 12, "success").keep_whole(), 0, Align.AlignVCenter)
        else:
            use = button("Use", small=True)
            use.setAccessibleName(f"Use {choice.title}")
            use.setEnabled(not choice.why_not)
            use.clicked.connect(lambda: self.use_wanted.emit(choice.name))
            line.addWidget(use)
        remove = icon_button("trash", f"Delete {choice.title}")
        remove.setVisible(choice.number > 0)
        remove.setEnabled(not choice.used and not busy)
        remove.clicked.connect(lambda: self.remove_wanted.emit(choice.number))
        if choice.number:
            line.addWidget(remove)
        else:
            line.addSpacing(scaled(28) + 8)
        return row
