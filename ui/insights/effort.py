"""How many keys and clicks a span and a relation cost the person here, in one line."""

from pathlib import Path

from annotator.effort import effort_on
from ui.panels.look import Text


class EffortLine(Text):
    """“1.2 strokes a span · 2.9 a relation”; empty before anything was counted."""

    def __init__(self) -> None:
        super().__init__("", 12, "muted")
        self.setToolTip("Keys and clicks on this machine, by whoever labelled here")

    def show_project(self, path: Path | None) -> None:
        """Read the figures again."""
        effort = effort_on(path) if path else None
        words = []
        if effort is not None and effort.a_span is not None:
            words.append(f"{effort.a_span:.1f} strokes a span")
        if effort is not None and effort.a_relation is not None:
            words.append(f"{effort.a_relation:.1f} a relation")
        self.setText(" · ".join(words))
        self.updateGeometry()
