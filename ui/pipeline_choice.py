"""Whose suggestions new projects get: chosen on the start page, kept in the settings."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from annotator.errors import UserError
from ui.main_window import MainWindow
from ui.preferences import Preferences
from ui.workspace import Message

if TYPE_CHECKING:
    from ui.start import PipelineChoice, StartPage

_BUILT_IN = "built in, ready at once"
FOLDER, MORE, NOTHING = "folder…", "more…", ""


class PipelineChoices:
    """Fills the start page's list, and takes what is chosen there."""

    def __init__(self, window: MainWindow, preferences: Preferences) -> None:
        self._window, self._preferences = window, preferences
        window.start_made.connect(self._join)

    def _join(self, start: "StartPage") -> None:
        start.pipeline_chosen.connect(self.choose)
        self.show()

    def show(self) -> None:
        """List what there is; a folder that was chosen before stands among it."""
        from annotator.suggest.pipelines import embedded
        from ui.start import PipelineChoice

        current = self._preferences.values.pipeline
        rows = [
            PipelineChoice(each.name, f"{each.name} {each.version}", each.description, _BUILT_IN)
            for each in embedded()
        ]
        rows += _installed()
        if current not in {row.id for row in rows} | {NOTHING}:
            rows.append(PipelineChoice(current, Path(current).name, current, "your own"))
        words = "Any spaCy pipeline, or one trained in this application"
        rows.append(PipelineChoice(FOLDER, "My pipeline from a folder…", words))
        words = "All of them with labels and scores; install another"
        rows.append(PipelineChoice(MORE, "Pipelines…", words))
        rows.append(PipelineChoice(NOTHING, "Nothing", "Start from bare text"))
        self._window.start.show_pipelines(rows, current)

    def choose(self, id: str) -> None:
        """Remember a pipeline; a folder is asked for, and must hold one."""
        from annotator.suggest.pipelines import find

        if id == MORE:
            self._window.run("pipelines")
            return
        if id == FOLDER:
            id = QFileDialog.getExistingDirectory(self._window, "The folder of a pipeline")
            if not id:
                return
        try:
            if id:
                find(id)
        except UserError as error:
            self._window.say(Message("danger", error.what, f"{error.where} {error.do}".strip()))
            return
        self._preferences.change(pipeline=id)
        self.show()


def _installed() -> "list[PipelineChoice]":
    """SpaCy's pipelines among the installed packages, told without loading spaCy."""
    from importlib.metadata import entry_points

    from ui.start import PipelineChoice

    found = []
    for entry in sorted(entry_points(group="spacy_models"), key=lambda x: x.name):
        version = entry.dist.version if entry.dist else ""
        name = f"{entry.name} {version}".strip()
        found.append(PipelineChoice(entry.name, name, "Found in your Python", ""))
    return found
