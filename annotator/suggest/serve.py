"""The worker process: reads orders from its standard input and answers on its standard output."""

import os
import queue
import signal
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, BinaryIO

import msgspec

from annotator.errors import PipelineError
from annotator.suggest import loading, messages, pipelines
from annotator.suggest.results import Suggested, normalise, tokens_of
from annotator.suggest.run import suggest_batch

if TYPE_CHECKING:
    from spacy.language import Language


def main() -> None:
    """Serve until the standard input ends: when the window stops the worker, or dies itself."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    out = _private_output()
    orders = _orders()
    start = orders.get()
    assert isinstance(start, messages.Start)
    try:
        info = pipelines.find(start.pipeline, start.language)
        nlp = loading.ready(info, start.scores)
        tokenizer = _tokenizer(nlp, start.language, info.source)
    except PipelineError as error:
        _say(out, messages.Unusable(error.what, error.where, error.do))
        return
    _say(out, messages.ready(info))
    while True:
        order = orders.get()
        assert isinstance(order, messages.Work)
        for reply in _replies(nlp, tokenizer, order):
            _say(out, reply)


def _replies(
    nlp: "Language", tokenizer: "Language", work: messages.Work
) -> Iterator[messages.Reply]:
    if work.what == "tokens":
        for document, text in work.texts:
            tokens = tokens_of(tokenizer.make_doc(normalise(text)))
            yield messages.answer(document, Suggested(tokens=tokens, only_tokens=True))
        return
    texts = dict(work.texts)
    for document, outcome in suggest_batch(nlp, work.texts):
        if isinstance(outcome, str):
            yield messages.Failed(document, outcome)
        elif tokenizer is nlp:
            yield messages.answer(document, outcome)
        else:
            tokens = tokens_of(tokenizer.make_doc(normalise(texts[document])))
            yield messages.answer(document, replace(outcome, tokens=tokens))


def _tokenizer(nlp: "Language", language: str, source: str) -> "Language":
    """Tokens are those of the project's language, whatever language the pipeline is for."""
    from annotator.suggest.rules.pipeline import blank

    same = source == "embedded" or nlp.lang == language
    return nlp if same else blank(language)


def _private_output() -> BinaryIO:
    """Standard output for replies alone: what a pipeline prints goes to standard error."""
    private = os.dup(1)
    os.dup2(2, 1)
    return os.fdopen(private, "wb")


def _say(out: BinaryIO, reply: messages.Reply) -> None:
    out.write(msgspec.json.encode(reply) + b"\n")
    out.flush()


def _orders() -> "queue.SimpleQueue[messages.Order]":
    orders: queue.SimpleQueue[messages.Order] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(orders,), name="orders", daemon=True).start()
    return orders


def _listen(orders: "queue.SimpleQueue[messages.Order]") -> None:
    decoder = msgspec.json.Decoder(messages.Order)
    for line in sys.stdin.buffer:
        orders.put(decoder.decode(line))
    # At once, even in the middle of a text: nobody waits for the answer any more.
    os._exit(0)


if __name__ == "__main__":
    main()
