"""A pipeline tried on the open document, in a process of its own; nothing is stored."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal

from annotator.flow.looking import Preview
from annotator.suggest.results import Suggested
from annotator.suggest.worker import WorkerFailure
from ui.tasks import Suggesting

MOST = 20_000  # code points of the document that are shown


class Trial(QObject):
    """One trial at a time; `changed` says that there is more to see."""

    changed = Signal()

    def __init__(self, language: str, name: str, text: str, parent: QObject) -> None:
        super().__init__(parent)
        self._language, self._name, self._text = language, name, text[:MOST]
        self._worker: Suggesting | None = None
        self.found: Suggested | None = None
        self.trouble = ""

    @property
    def running(self) -> bool:
        """Whether an answer is awaited."""
        return self._worker is not None

    def start(self, pipeline: str, scores: bool) -> None:
        """Try a pipeline, in place of the one that is being tried."""
        self.stop()
        self.found, self.trouble = None, ""
        worker = self._worker = Suggesting(pipeline, self._language, self, scores)
        worker.arrived.connect(self._take)
        worker.failed.connect(self._fail)
        worker.request("trial", self._text, urgent=True)
        self.changed.emit()

    def stop(self) -> None:
        """End the process; forget what it said."""
        worker, self._worker = self._worker, None
        if worker is not None:
            worker.stop()
            worker.deleteLater()
        self.found, self.trouble = None, ""

    def preview(self, names: Mapping[str, str]) -> Preview:
        """The text with the spans under the scheme's labels; those left out are not there."""
        spans = self.found.spans if self.found is not None else ()
        shown = (((x.start, x.end), names[x.label]) for x in spans if names.get(x.label))
        return Preview(self._name, self._text, tuple(shown))

    def counts(self) -> Counter[str]:
        """How many spans there are by the pipeline's label."""
        return Counter(x.label for x in self.found.spans) if self.found is not None else Counter()

    def _take(self, _document: str, found: Suggested) -> None:
        if self.sender() is self._worker:
            self.stop()
            self.found = found
            self.changed.emit()

    def _fail(self, failure: WorkerFailure) -> None:
        if self.sender() is self._worker:
            self.stop()
            self.trouble = " ".join(x for x in (failure.what, failure.where) if x)
            self.changed.emit()
