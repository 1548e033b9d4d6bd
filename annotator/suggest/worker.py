"""The window's side of the worker process: requests in, suggestions out by callback."""

import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from time import monotonic

from annotator.suggest import messages
from annotator.suggest.pipelines import PipelineInfo
from annotator.suggest.process import Process
from annotator.suggest.queues import BATCH_CHARACTERS, Request, Requests
from annotator.suggest.results import Suggested, normalise

MODULE = "annotator.suggest.serve"
HANG_SECONDS = 120.0
START_SECONDS = 120.0
DEATHS = 2
KILLS = 3  # of a process that somebody else ended, as a system short of memory does
KILLED_STARTS = 8
CANCEL_SECONDS = 0.2  # after which a batch that nobody wants is not waited for
BATCH_SECONDS = 0.1  # what a batch should take


@dataclass(frozen=True, slots=True)
class WorkerFailure:
    """What went wrong, in words. `document` is the id that is left out, empty if the pipeline
    as a whole cannot be used; `details` are the last lines of the process's standard error."""

    what: str
    document: str = ""
    where: str = ""
    do: str = ""
    details: str = ""


Child = Process[messages.Reply]
_Event = tuple[Child | None, messages.Reply | None]
_WAKE: _Event = (None, None)


class Worker:
    """Runs a pipeline in a process of its own, started with the first request.

    All callbacks come on one background thread of the worker, never on the caller's; they
    must be quick and may call `request`, but not `stop`. `waiting` counts what is queued or
    being read. The process is started again when it dies; a document that it died over twice,
    or that it was killed over three times, is left out and told to `on_failure`, and so is one
    that takes longer than `hang_seconds`.
    """

    def __init__(
        self,
        pipeline: str,
        language: str,
        on_ready: Callable[[PipelineInfo], None],
        on_result: Callable[[str, Suggested], None],
        on_failure: Callable[[WorkerFailure], None],
        hang_seconds: float = HANG_SECONDS,
        scores: bool = False,
    ) -> None:
        self._start = messages.Start(pipeline, language, scores)
        self._on_ready = on_ready
        self._on_result = on_result
        self._on_failure = on_failure
        self._hang_seconds = hang_seconds
        self._lock = threading.Lock()
        self._requests = Requests()
        self._running: list[Request] = []
        self._events: queue.SimpleQueue[_Event] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._process: Child | None = None
        self._ready = False
        self._hung = False
        self._stopping = False
        self._failed_starts = self._killed_starts = 0
        self._name = pipeline
        self._batch_is_urgent = False
        self._unwanted = False
        self._sent_at = 0.0
        self._sent = 0
        self._rate = BATCH_CHARACTERS / BATCH_SECONDS / 4  # code points a second

    @property
    def waiting(self) -> int:
        """How many requests are not answered yet."""
        with self._lock:
            return len(self._requests) + len(self._running)

    @property
    def process_id(self) -> int | None:
        """The number of the running process, if there is one."""
        process = self._process
        return process.id if process else None

    def request(self, document: str, text: str, urgent: bool = False) -> None:
        """Ask for suggestions; urgent ones are read before all others."""
        self._add(Request("suggest", document, normalise(text)), urgent)

    def request_tokens(self, document: str, text: str, urgent: bool = True) -> None:
        """Ask for the tokens alone: `on_result` is told with `only_tokens`."""
        self._add(Request("tokens", document, normalise(text)), urgent)

    def cancel_background(self) -> None:
        """Forget the requests that are not urgent. The batch that is being read may still come;
        if it takes more than 200 ms, the process is ended instead, and started when needed."""
        with self._lock:
            self._requests.cancel_background()
            self._unwanted = bool(self._running) and not self._batch_is_urgent
        self._events.put(_WAKE)

    def stop(self) -> None:
        """End the process and the threads; nothing is called back afterwards."""
        with self._lock:
            self._stopping = True
            self._requests.clear()
            thread = self._thread
        if thread:
            self._events.put(_WAKE)
            thread.join()

    def _add(self, request: Request, urgent: bool) -> None:
        with self._lock:
            if self._stopping:
                return
            self._requests.add(request, urgent)
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="suggestions", daemon=True)
                self._thread.start()
        self._events.put(_WAKE)

    # Everything below runs on the worker's own thread.

    def _run(self) -> None:
        while not self._stopping:
            try:
                process, reply = self._events.get(timeout=self._patience())
            except queue.Empty:
                self._give_up()
                continue
            if process is not None and process is self._process:
                self._hear(process, reply)
            self._advance()
        if self._process:
            self._process.end()
            self._process = None

    def _patience(self) -> float | None:
        """Seconds until the process counts as hung; None while it owes nothing."""
        if self._process is None:
            return None
        if not self._ready:
            return START_SECONDS
        if self._unwanted and self._running:
            return CANCEL_SECONDS
        return self._hang_seconds if self._running else None

    def _advance(self) -> None:
        """Start the process if there is work for it; give it work if it is idle."""
        if self._running or self._stopping:
            return
        if self._process is None:
            if self.waiting:
                self._ready = self._hung = False
                self._process = Process(
                    MODULE, messages.Reply, lambda *event: self._events.put(event)
                )
                self._process.send(self._start)
            return
        if not self._ready:
            return
        with self._lock:
            most = int(self._rate * BATCH_SECONDS)
            batch, self._batch_is_urgent = self._requests.take(min(most, BATCH_CHARACTERS))
            self._running, self._unwanted = batch, False
        if batch:
            texts = [(request.document, request.text) for request in batch]
            self._sent_at, self._sent = monotonic(), sum(len(text) for _, text in texts)
            self._process.send(messages.Work(batch[0].what, texts))

    def _give_up(self) -> None:
        if self._process is None:
            return
        with self._lock:
            unwanted = self._unwanted
            if unwanted:
                self._running, self._unwanted = [], False
        self._hung = not unwanted
        self._process.kill()

    def _hear(self, process: Child, reply: messages.Reply | None) -> None:
        match reply:
            case None:
                self._died(process)
            case messages.Ready():
                self._ready, self._failed_starts, self._killed_starts = True, 0, 0
                self._name = f"{reply.name}@{reply.version}"
                self._on_ready(messages.info_of(reply))
            case messages.Unusable():
                self._unusable(process, WorkerFailure(reply.what, "", reply.where, reply.do))
            case messages.Answer():
                self._answered(reply.document)
                self._on_result(reply.document, messages.suggested_of(reply))
            case messages.Failed():
                self._answered(reply.document)
                self._on_failure(_left_out(f"{self._name} failed ({reply.why})", reply.document))

    def _answered(self, document: str) -> None:
        with self._lock:
            self._running = [each for each in self._running if each.document != document]
            finished = not self._running
        if finished and self._sent:
            rate = self._sent / max(1e-3, monotonic() - self._sent_at)
            self._rate += (rate - self._rate) / 4

    def _died(self, process: Child) -> None:
        process.close()
        self._process = None
        if not self._ready:
            self._failed_to_start(process)
            return
        most = KILLS if process.was_killed and not self._hung else DEATHS
        with self._lock:
            tried = [request.after_death() for request in self._running]
            if self._hung and len(tried) == 1:
                tried = [replace(tried[0], deaths=most)]
            self._running = []
            self._requests.put_back([each for each in tried if each.deaths < most])
        why = "took too long over the document" if self._hung else "ended over the document again"
        for request in tried:
            if request.deaths >= most:
                what = f"{self._name} {why}"
                self._on_failure(_left_out(what, request.document, process.tail))

    def _failed_to_start(self, process: Child) -> None:
        if process.was_killed:
            self._killed_starts += 1
        else:
            self._failed_starts += 1
        if self._failed_starts >= DEATHS or self._killed_starts >= KILLED_STARTS:
            self._failed_starts = self._killed_starts = 0
            what = "the suggestion process does not start"
            do = "choose another pipeline; the details say what the process wrote last"
            self._unusable(None, WorkerFailure(what, "", self._start.pipeline, do, process.tail))

    def _unusable(self, process: Child | None, failure: WorkerFailure) -> None:
        """Nothing can be answered; a later request tries the pipeline again."""
        if process:
            process.end()
        self._process = None
        with self._lock:
            self._requests.clear()
            self._running = []
        self._on_failure(failure)


def _left_out(what: str, document: str, details: str = "") -> WorkerFailure:
    do = "it has no suggestions; label it by hand, or choose another pipeline"
    return WorkerFailure(what, document, "", do, details)
