"""The language model as a part of the program: asks what is needed, then runs as a job."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.settings import Settings
from annotator.store.project import Project
from ui.jobs import Jobs
from ui.main_window import MainWindow
from ui.page import Command
from ui.preferences import Preferences
from ui.tasks import Job, Progress
from ui.workspace import Message

if TYPE_CHECKING:
    from annotator.flow.suggesting import SuggestReport
    from annotator.suggest.llm.suggester import Usage
    from ui.pipelines.llm import Expected, LlmDialog

MOST_NAMED = 3


class LanguageModel:
    """Nothing is sent before the person agreed in the dialog, for this project and address."""

    def __init__(self, window: MainWindow, preferences: Preferences, jobs: Jobs) -> None:
        self._window, self._preferences, self._jobs = window, preferences, jobs

    def commands(self) -> dict[str, Command]:
        """The action of the table that asks."""
        return {"ask_llm": self.show}

    def show(self) -> None:
        """Show the dialog, and ask if that is wished."""
        if self._window.workspace is None:
            return
        dialog = self.made()
        if dialog.exec() and dialog.agrees:
            self.ask(dialog.values)
        dialog.deleteLater()

    def made(self) -> LlmDialog:
        """The dialog for the open project."""
        from annotator.flow.asking_llm import agreement
        from ui.pipelines.llm import LlmDialog

        workspace = self._window.workspace
        assert workspace is not None
        project = workspace.session.project
        path = project.path
        made = agreement(project)
        values = self._preferences.values
        return LlmDialog(values, made, lambda values: _expect(path, values), self._window)

    def ask(self, values: Settings) -> None:
        """Remember the address and the agreement, and ask about all that was not read."""
        from annotator.flow.asking_llm import agree, endpoint_of

        workspace = self._window.workspace
        assert workspace is not None
        project = workspace.session.project
        self._preferences.take(values)
        who = values.annotator_name
        if not workspace.attempt(lambda: agree(project, who, endpoint_of(values))):
            return
        path = project.path

        def job(progress: Progress, cancelled: Callable[[], bool]) -> tuple[SuggestReport, Usage]:
            from annotator.flow.asking_llm import suggest_by_llm

            with Project.open(path) as own:
                return suggest_by_llm(own, values, False, progress, cancelled, tokenize=False)

        self._jobs.run("Asking the language model", job, lambda done: self._told(values, *done))

    def _told(self, values: Settings, report: SuggestReport, usage: Usage) -> None:
        from annotator.flow.asking_llm import cost
        from ui.insights.words import several

        workspace = self._window.workspace
        if workspace is not None:
            workspace.session.refresh_suggestions()
            self._window.annotate.list.reload()
        price = cost(usage.tokens_in, usage.tokens_out, values).price
        words = [f"{usage.tokens_in:,} tokens asked, {usage.tokens_out:,} answered"]
        words += [] if price is None else [f"{price:,.2f} at your prices"]
        words += [f"{usage.rejected:,} answers did not fit the text"] if usage.rejected else []
        words += report.failures[:MOST_NAMED]
        kind = "warning" if report.failures else "success"
        counts = several(report.spans, "suggestion"), several(report.documents, "document")
        title = f"{report.model}: {counts[0]} in {counts[1]}"
        self._window.say(Message(kind, title, "; ".join(words)))


def _expect(path: Path, values: Settings) -> Job:
    def job(_progress: Progress, _cancelled: Callable[[], bool]) -> Expected:
        from annotator.flow.asking_llm import brief_of, endpoint_of, expected, model_name
        from annotator.flow.suggesting import missing

        with Project.open(path, read_only=True) as project:
            left = len(missing(project, model_name(endpoint_of(values))))
            return left, expected(project, values, brief_of(project))

    return job
