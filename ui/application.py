"""Puts the program together: the window, and the parts that give it its commands."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QApplication

from annotator import settings
from ui.adjudication import Adjudication
from ui.bugs import Bugs
from ui.canvas.accessible import install as install_accessibility
from ui.consistency import Consistency
from ui.help import Help
from ui.jobs import Jobs
from ui.main_window import MainWindow
from ui.occurrences import Occurrences
from ui.people import People
from ui.pipeline_choice import PipelineChoices
from ui.pipelines.llm_part import LanguageModel
from ui.pipelines.part import Pipelines
from ui.preferences import Preferences
from ui.projects import Projects
from ui.theme.apply import apply, chosen_theme, follow_system
from ui.training.part import Training
from ui.transfer import Transfer


class Application:
    """Owns the window. A new part of the program is made here and adds its commands."""

    def __init__(self, app: QApplication, theme: str = "", who: str = "") -> None:
        values = settings.load()
        if who:
            values = replace(values, annotator_name=who)
        apply(app, chosen_theme(app, theme or values.theme))
        install_accessibility()
        self.window = window = MainWindow()
        self.preferences = Preferences(app, window, values)
        self.jobs = Jobs(window)
        self.pipelines = PipelineChoices(window, self.preferences)
        self.projects = Projects(window, self.preferences, self.jobs)
        self.transfer = Transfer(window, self.jobs, self.projects)
        self.help = Help(window, self.preferences)
        self.bugs = Bugs(window)
        self.occurrences = Occurrences(window, self.jobs)
        self.consistency = Consistency(window, self.jobs)
        self.adjudication = Adjudication(window)
        self.training = Training(window, self.preferences, self.jobs, self.projects)
        self.people = People(window, self.jobs)
        self.suggesters = Pipelines(
            window, self.preferences, self.jobs, self.projects, self.pipelines.show
        )
        self.language_model = LanguageModel(window, self.preferences, self.jobs)
        parts = (
            self.preferences,
            self.projects,
            self.transfer,
            self.help,
            self.occurrences,
            self.consistency,
            self.adjudication,
            self.training,
            self.people,
            self.suggesters,
            self.language_model,
        )
        for part in parts:
            window.add_commands(part.commands())
        window.add_commands({"cancel_work": self.cancel})
        window.closing.connect(self.close)
        self.preferences.show()
        app.installEventFilter(window.timer)
        follow_system(app, lambda: self.preferences.values.theme)

    def open_project(self, path: Path) -> bool:
        """Open a project. False when it was refused; the window says why."""
        return self.projects.open(path)

    def cancel(self) -> None:
        """Stop what runs in the background."""
        if self.jobs.running:
            self.jobs.cancel()
        elif self.training.running:
            self.training.cancel()
        elif self.projects.suggestions is not None:
            self.projects.suggestions.cancel()

    def close(self) -> None:
        """The window closes: save, stop, and close the file."""
        status, canvas = self.window.status, self.window.annotate.canvas
        self.preferences.change(zoom=canvas.zoom, suggestion_threshold=status.threshold_value)
        self.jobs.stop()
        self.training.stop()
        self.projects.close()
