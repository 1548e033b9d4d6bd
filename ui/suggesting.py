"""Suggestions while people work: the open document first, then the rest, in another process."""

from collections import Counter

from PySide6.QtCore import QObject, Signal

from annotator.errors import UserError
from annotator.intake import take_in, wants_scores
from annotator.suggest.pipelines import PipelineInfo
from annotator.suggest.results import Suggested
from annotator.suggest.worker import WorkerFailure
from ui.tasks import Suggesting
from ui.workspace import Message, Workspace

BATCH = 200
_NAMED = 5


class BackgroundSuggestions(QObject):
    """Asks the worker, stores what comes back, and tells how far it is."""

    arrived = Signal(str)
    progressed = Signal(int, int)
    said = Signal(object)

    def __init__(self, workspace: Workspace, pipeline: str, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._model = ""
        self._asked = self._done = 0
        self._later: list[str] = []
        self._pending: set[str] = set()
        project = workspace.session.project
        self._failed: list[str] = []
        self._left: Counter[str] = Counter()
        self._told: set[str] = set()
        self._worker = Suggesting(pipeline, project.language, self, wants_scores(project))
        self._worker.ready.connect(self._take_ready)
        self._worker.arrived.connect(self._take)
        self._worker.failed.connect(self._take_failure)

    def want(self, document: str) -> None:
        """The open document, before all others."""
        self._ask(document, urgent=True)

    def want_all(self, documents: list[str]) -> None:
        """All documents that nobody has looked at, in order, while there is nothing urgent."""
        self._later = [id for id in documents if id not in self._pending]
        self._asked = len(self._later) + len(self._pending)
        self._done = 0
        self._feed()

    def cancel(self) -> None:
        """Leave the rest."""
        self._later.clear()
        self._pending.clear()
        self._worker.cancel()
        self._asked = self._done = 0
        self.progressed.emit(0, 0)

    def stop(self) -> None:
        """End the process."""
        self._worker.stop()

    def _ask(self, document: str, urgent: bool = False) -> None:
        text = self._workspace.session.project.document(document).text
        self._pending.add(document)
        self._worker.request(document, text, urgent)

    def _feed(self) -> None:
        while self._later and len(self._pending) < BATCH:
            self._ask(self._later.pop(0))

    def _take_ready(self, info: PipelineInfo) -> None:
        self._model = info.full_name

    def _take(self, document: str, found: Suggested) -> None:
        self._pending.discard(document)
        session = self._workspace.session
        try:
            self._left += take_in(session.project, self._model, document, found)
        except UserError as error:
            self.said.emit(Message("danger", error.what, error.do))
            self.cancel()
            return
        if session.opened is not None and session.opened.document.id == document:
            session.take_tokens(document, found.tokens)
            session.refresh_suggestions()
        if found.dropped:
            what = f"{self._model} suggested {found.dropped:,} unusable spans, which are left out"
            self._fail(document, what, "They lie outside the text, are blank or have no label.")
        self._count_done()
        self.arrived.emit(document)

    def _take_failure(self, failure: WorkerFailure) -> None:
        if not failure.document:
            detail = " ".join(x for x in (failure.where, failure.do) if x)
            self.said.emit(Message("danger", failure.what, detail))
            self.cancel()
            return
        self._pending.discard(failure.document)
        self._fail(failure.document, failure.what, failure.do)
        self._count_done()

    def _fail(self, document: str, what: str, do: str) -> None:
        """Tell the first document with a trouble at once, the others together."""
        name = self._workspace.session.project.document(document).name
        if not self._failed:
            self.said.emit(Message("warning", f"{name}: {what}", do))
        self._failed.append(name)

    def _count_done(self) -> None:
        self._done += 1
        self._feed()
        finished = not self._pending and not self._later
        self.progressed.emit(0 if finished else self._done, 0 if finished else self._asked)
        if finished:
            self._tell_rest()

    def _tell_rest(self) -> None:
        """What else is to be known of a run: more troubles, and labels that lead nowhere."""
        others = self._failed[1:]
        if others:
            names = ", ".join(others[:_NAMED]) + (" and others" if len(others) > _NAMED else "")
            what = f"{self._model} had trouble with {len(others):,} more documents"
            self.said.emit(Message("warning", what, names))
        self._failed.clear()
        fresh = {label: n for label, n in self._left.most_common() if label not in self._told}
        if fresh:
            counts = ", ".join(f"{n:,} {label}" for label, n in fresh.items())
            what = f"The scheme lacks labels of {self._model}: {counts} left out"
            self.said.emit(Message("warning", what, "Pipelines… says what they become."))
        self._told.update(fresh)
        self._left.clear()
