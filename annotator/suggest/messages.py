"""What the window's process and the worker process say to each other: one JSON object a line."""

from typing import TYPE_CHECKING, Literal

import msgspec

from annotator.suggest.results import Suggested, SuggestedRelation, SuggestedSpan
from annotator.text.tokens import Tokens

if TYPE_CHECKING:
    from annotator.suggest.pipelines import PipelineInfo

What = Literal["suggest", "tokens"]


class Start(msgspec.Struct, frozen=True, tag=True):
    """The first line to the worker process."""

    pipeline: str
    language: str
    scores: bool = False


class Work(msgspec.Struct, frozen=True, tag=True):
    """Texts to read, pairs of document id and text; each is answered by one line."""

    what: What
    texts: list[tuple[str, str]]


class Ready(msgspec.Struct, frozen=True, tag=True):
    """The pipeline is loaded."""

    name: str
    version: str
    language: str
    labels: list[str]
    size: int
    description: str
    source: Literal["embedded", "installed", "folder"]
    path: str


class Unusable(msgspec.Struct, frozen=True, tag=True):
    """The pipeline cannot be loaded; the process ends."""

    what: str
    where: str
    do: str


class Answer(msgspec.Struct, frozen=True, tag=True):
    """The suggestions for one document; `tokens` as in `Tokens.to_bytes`."""

    document: str
    spans: list[tuple[int, int, str, float | None]]
    tokens: bytes
    dropped: int
    only_tokens: bool
    relations: list[tuple[int, int, str, float | None]] = []


class Failed(msgspec.Struct, frozen=True, tag=True):
    """The pipeline raised an error on one document."""

    document: str
    why: str


Order = Start | Work
Reply = Ready | Unusable | Answer | Failed


def ready(info: "PipelineInfo") -> Ready:
    """The message that announces a pipeline."""
    return Ready(
        info.name,
        info.version,
        info.language,
        list(info.labels),
        info.size,
        info.description,
        info.source,
        info.path,
    )


def info_of(message: Ready) -> "PipelineInfo":
    """The inverse of `ready`."""
    from annotator.suggest.pipelines import PipelineInfo

    return PipelineInfo(
        message.name,
        message.version,
        message.language,
        tuple(message.labels),
        message.size,
        message.description,
        message.source,
        message.path,
    )


def answer(document: str, found: Suggested) -> Answer:
    """The message that carries suggestions."""
    spans = [(span.start, span.end, span.label, span.score) for span in found.spans]
    links = [(x.head, x.tail, x.label, x.score) for x in found.relations]
    tokens = found.tokens.to_bytes()
    return Answer(document, spans, tokens, found.dropped, found.only_tokens, links)


def suggested_of(message: Answer) -> Suggested:
    """The inverse of `answer`."""
    spans = tuple(SuggestedSpan(*span) for span in message.spans)
    tokens = Tokens.from_bytes(message.tokens)
    links = tuple(SuggestedRelation(*link) for link in message.relations)
    return Suggested(spans, tokens, message.dropped, message.only_tokens, links)
