"""A pipeline run over many texts on a Dask cluster, by Dask's own scheduler.

A worker loads the pipeline once, by its name or from the files that are sent to it. What travels
back is plain: the messages of the worker process. The cluster is trusted, as Dask's protocol is.
"""

import hashlib
import shutil
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from annotator.errors import MissingExtra, PipelineError
from annotator.suggest import messages
from annotator.suggest.loading import ready
from annotator.suggest.pipelines import PipelineInfo, find
from annotator.suggest.results import Suggested
from annotator.suggest.run import Text, in_batches, suggest_batch

if TYPE_CHECKING:
    from spacy.language import Language

BATCH = 16  # texts a task: small, so that little is lost with a worker
AHEAD = 4  # tasks for each thread of the cluster that are sent before their turn
_CONNECT = "30s"
_Files = dict[str, bytes]


@dataclass(frozen=True, slots=True)
class Order:
    """What a worker needs to load the pipeline: its name, its full name as a check, its language,
    and whether entities get scores. `digest` names the files that are sent beside it, if any."""

    name: str
    full_name: str
    language: str
    scores: bool
    digest: str = ""


def suggest_on_cluster(
    info: PipelineInfo,
    address: str,
    texts: Iterable[Text],
    scores: bool = False,
    cancelled: Callable[[], bool] = lambda: False,
    on_failure: Callable[[str, str], None] = lambda _document, _why: None,
) -> Iterator[list[tuple[str, Suggested]]]:
    """The suggestions of each task that is finished, in whatever order; texts that fail are told
    to `on_failure`. Dask starts the tasks of a worker that died again elsewhere; a text over which
    workers die again and again is left out.

    Raises MissingExtra without Dask, and PipelineError when the scheduler cannot be reached, a
    worker cannot load the pipeline, or the cluster is gone.
    """
    distributed = _distributed()
    try:
        client = distributed.Client(address, timeout=_CONNECT, set_as_default=False)
    except (OSError, ValueError) as error:
        raise PipelineError(
            f"the scheduler of the cluster cannot be reached ({error or 'it took too long'})",
            address,
            "start one with `dask scheduler` and workers that have this program, or mend --address",
        ) from error
    with client:
        yield from _Run(client, distributed, info, scores, cancelled, on_failure).results(texts)


class _Run:
    def __init__(
        self,
        client: Any,
        distributed: Any,
        info: PipelineInfo,
        scores: bool,
        cancelled: Callable[[], bool],
        on_failure: Callable[[str, str], None],
    ) -> None:
        self._client, self._distributed = client, distributed
        self._cancelled, self._on_failure = cancelled, on_failure
        files = _files(info)
        language = info.language
        self._order = Order(info.name, info.full_name, language, scores)
        self._sent: Any = None
        if files:
            # As the result of a task, so that it is there again after the death of its holders.
            self._sent = client.submit(dict, files, pure=False)
            self._order = replace(self._order, digest=_digest(files))

    def results(self, texts: Iterable[Text]) -> Iterator[list[tuple[str, Suggested]]]:
        batches = in_batches(texts, BATCH)
        running: dict[Any, list[Text]] = {}
        finished = self._distributed.as_completed(loop=self._client.loop)
        most = AHEAD * max(1, sum(self._client.nthreads().values()))
        self._fill(batches, running, finished, most)
        while running and not self._cancelled():
            future = next(finished)
            batch = running.pop(future)
            if future.status == "finished":
                yield self._read(future.result())
            elif len(batch) > 1 and _is_death(future):
                for one in batch:
                    self._submit([one], running, finished)
            else:
                self._failed(batch, future)
            self._fill(batches, running, finished, most)
        self._client.cancel(list(running))

    def _fill(
        self, batches: Iterator[list[Text]], running: dict[Any, list[Text]], done: Any, most: int
    ) -> None:
        while len(running) < most and (batch := next(batches, None)) is not None:
            self._submit(batch, running, done)

    def _submit(self, batch: list[Text], running: dict[Any, list[Text]], done: Any) -> None:
        future = self._client.submit(_read_there, self._order, self._sent, batch, pure=False)
        running[future] = batch
        done.add(future)

    def _read(self, lines: list[bytes]) -> list[tuple[str, Suggested]]:
        found = []
        for line in lines:
            reply = msgspec.json.decode(line, type=messages.Answer | messages.Failed)
            if isinstance(reply, messages.Failed):
                self._on_failure(reply.document, reply.why)
            else:
                found.append((reply.document, messages.suggested_of(reply)))
        return found

    def _failed(self, batch: list[Text], future: Any) -> None:
        if len(batch) == 1 and _is_death(future):
            self._on_failure(batch[0][0], "workers of the cluster died over it")
            return
        if future.status == "error" and isinstance(future.exception(), PipelineError):
            raise future.exception()
        why = future.exception() if future.status == "error" else f"a task was {future.status}"
        raise PipelineError(
            f"the cluster did not do its work ({type(why).__name__}: {why})",
            self._order.full_name,
            "workers need this program in the same version; what was done is stored: --resume",
        )


def _is_death(future: Any) -> bool:
    return future.status == "error" and type(future.exception()).__name__ == "KilledWorker"


def _distributed() -> Any:
    try:
        import distributed
    except ImportError as error:
        raise MissingExtra(
            'Dask is not installed (pip install "annotator-desktop[dask]")',
            do="Install it, or leave --engine out.",
        ) from error
    return distributed


def _files(info: PipelineInfo) -> _Files:
    """The pipeline's files by their names, to be sent; none if each worker has it by its name."""
    if info.source != "folder":
        return {}
    folder = Path(info.path)
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def _digest(files: _Files) -> str:
    whole = hashlib.sha256()
    for name, data in files.items():
        whole.update(f"{name}\0{len(data)}\0".encode())
        whole.update(data)
    return whole.hexdigest()


# What follows runs in the workers.

_loaded: "dict[Order, Language]" = {}
_lock = threading.Lock()


def _read_there(order: Order, files: _Files | None, batch: list[Text]) -> list[bytes]:
    """One line of JSON a text. Pipelines are not made for several threads at once."""
    with _lock:
        nlp = _loaded.get(order)
        if nlp is None:
            _loaded.clear()
            nlp = _loaded[order] = _load(order, files)
        return [msgspec.json.encode(_reply(x, y)) for x, y in suggest_batch(nlp, batch)]


def _reply(document: str, outcome: Suggested | str) -> messages.Answer | messages.Failed:
    if isinstance(outcome, str):
        return messages.Failed(document, outcome)
    return messages.answer(document, outcome)


def _load(order: Order, files: _Files | None) -> "Language":
    """Raises PipelineError."""
    if files is None:
        info = find(order.name, order.language)
        if info.full_name != order.full_name:
            raise PipelineError(
                f"a worker has {info.full_name}, {order.full_name} is asked for",
                order.name,
                "install the same version on all workers",
            )
        return ready(info, order.scores)
    folder = Path(tempfile.mkdtemp(prefix="annotator-pipeline-"))
    try:
        for name, data in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        return ready(find(str(folder), order.language), order.scores)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
