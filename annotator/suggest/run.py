"""Running a pipeline over many texts."""

import multiprocessing
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import chain
from typing import TYPE_CHECKING

from annotator.errors import PipelineError
from annotator.suggest.pieces import CORE, joined, pieces
from annotator.suggest.results import Suggested, normalise, suggested

if TYPE_CHECKING:
    from spacy.language import Language

Text = tuple[str, str]
Outcome = tuple[str, Suggested | str]

BATCH_TEXTS = 64
BATCH_CHARACTERS = 200_000


def suggest_many(
    nlp: "Language",
    texts: Iterable[Text],
    jobs: int = 1,
    progress: Callable[[int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    on_failure: Callable[[str, str], None] | None = None,
) -> Iterator[tuple[str, Suggested]]:
    """Pairs of document id and suggestions, in the order of the texts.

    `progress` is told how many texts are finished, `cancelled` is asked between batches.
    A text that the pipeline fails on is told to `on_failure(document id, why)`; without it,
    PipelineError is raised.
    """
    finished = 0
    batches = in_batches(texts)
    results = _in_processes(nlp, batches, jobs, cancelled) if jobs > 1 else _here(nlp, batches)
    for outcomes in results:
        for document, outcome in outcomes:
            if isinstance(outcome, Suggested):
                yield document, outcome
            elif on_failure is None:
                raise PipelineError(f"the pipeline failed ({outcome})", document, _SKIP)
            else:
                on_failure(document, outcome)
        finished += len(outcomes)
        if progress:
            progress(finished)
        if cancelled and cancelled():
            return


_OTHER_TEXT = "it changed the text, so its spans lie outside"
_SKIP = "choose another pipeline, or leave this document out"


def suggest_batch(nlp: "Language", texts: list[Text]) -> Iterator[Outcome]:
    """One outcome a text, in order: suggestions, or in words why there are none."""
    short: list[Text] = []
    for one in texts:
        if len(one[1]) <= CORE:
            short.append(one)
            continue
        yield from _suggest_short(nlp, short)
        short = []
        yield one[0], _suggest_long(nlp, one[1])
    yield from _suggest_short(nlp, short)


def _suggest_long(nlp: "Language", text: str) -> Suggested | str:
    """A text in pieces; one piece after the other, so that memory holds but one."""
    found = []
    for piece in pieces(normalise(text)):
        ((_, outcome),) = _suggest_short(nlp, [("", text[piece.start : piece.end])])
        if isinstance(outcome, str):
            return outcome
        found.append((piece, outcome))
    return joined(found)


def _suggest_short(nlp: "Language", texts: list[Text]) -> Iterator[Outcome]:
    read = [normalise(text) for _, text in texts]
    done = 0
    try:
        for doc in nlp.pipe(read):
            outcome = suggested(doc) if doc.text == read[done] else _OTHER_TEXT
            done += 1
            yield texts[done - 1][0], outcome
    except Exception as error:  # noqa: BLE001  a pipeline is foreign code: it may raise anything
        failed = _in_words(error)
    else:
        if done == len(texts):
            return
        failed = "the pipeline left the text out"
    if len(texts) - done == 1:
        yield texts[done][0], failed
        return
    # nlp.pipe reads ahead, so the error may come from a later text: the rest goes one by one.
    yield from chain.from_iterable(_suggest_short(nlp, [one]) for one in texts[done:])


def in_batches(texts: Iterable[Text], most: int = BATCH_TEXTS) -> Iterator[list[Text]]:
    """Batches that hold neither too many texts nor too many characters."""
    batch: list[Text] = []
    size = 0
    for text in texts:
        batch.append(text)
        size += len(text[1])
        if len(batch) >= most or size >= BATCH_CHARACTERS:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _here(nlp: "Language", batches: Iterable[list[Text]]) -> Iterator[list[Outcome]]:
    return (list(suggest_batch(nlp, batch)) for batch in batches)


def _in_processes(
    nlp: "Language",
    batches: Iterator[list[Text]],
    jobs: int,
    cancelled: Callable[[], bool] | None,
) -> Iterator[list[Outcome]]:
    """Spawned, not forked: the caller may have threads. Results are plain, no docs travel."""
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(jobs, spawn, _receive, (nlp,)) as pool:
        running: list[tuple[list[Text], Future[list[Outcome]]]] = []
        try:
            for batch in batches:
                running.append((batch, pool.submit(_there, batch)))
                if len(running) >= 2 * jobs:
                    yield _result(*running.pop(0))
                if cancelled and cancelled():
                    return
            while running:
                yield _result(*running.pop(0))
        except BrokenProcessPool as error:
            raise _ended(running[0][0] if running else []) from error
        finally:
            pool.shutdown(cancel_futures=True)


def _result(batch: list[Text], future: Future[list[Outcome]]) -> list[Outcome]:
    try:
        return future.result()
    except BrokenProcessPool as error:
        raise _ended(batch) from error


def _ended(batch: list[Text]) -> PipelineError:
    return PipelineError(
        "a process in which the pipeline ran was ended, over this document or a later one",
        batch[0][0] if batch else "",
        "open the project in the window, which leaves out what the pipeline dies over, or choose "
        "another pipeline; what was done is stored: --resume",
    )


_nlp: "list[Language]" = []


def _receive(nlp: "Language") -> None:
    _nlp[:] = [nlp]


def _there(batch: list[Text]) -> list[Outcome]:
    return list(suggest_batch(_nlp[0], batch))


def _in_words(error: Exception) -> str:
    return " ".join(f"{type(error).__name__}: {error}".split())[:300]
