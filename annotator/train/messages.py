"""What the training process is told and what it says: one JSON object a line, and the texts in a
file of lines."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal

import msgspec

from annotator.train.scores import Scores

Part = Literal["train", "dev", "held", "unlabelled"]
Component = Literal["ner", "spancat"]


class TrainingText(msgspec.Struct, frozen=True):
    """A document: `spans` as (start, end, label) in code points, `relations` as (label, head,
    tail) with the places of the ends in the list of spans. What a person said no to stands in
    `rejected`. `part` says what it is for: to learn from, to stop in time, to measure, or to
    keep what the old pipeline knows."""

    id: str
    part: Part
    text: str
    spans: list[tuple[int, int, str]] = []
    relations: list[tuple[str, int, int]] = []
    rejected: list[tuple[int, int, str]] = []


class Order(msgspec.Struct, frozen=True):
    """What to train.

    `texts` is the file of TrainingTexts; `folder` is filled, and will later lie at `final`.
    `start` is the pipeline whose weights are the beginning, empty for none; `current` the one to
    compare with, empty for none; each a name or a folder. `names` leads from a pipeline's labels
    to those of the texts. `steps` is the most updates, 0 for as many as the texts ask for;
    `curve` asks for the learning curve too.
    """

    texts: str
    folder: str
    final: str
    language: str
    name: str
    version: str
    start: str = ""
    current: str = ""
    names: dict[str, str] = {}
    symmetric: list[str] = []
    seed: int = 0
    steps: int = 0
    curve: bool = False


class Began(msgspec.Struct, frozen=True, tag=True):
    """Training begins: with which component, at most so many steps, which labels are learnt and
    which are kept as the old pipeline has them. `left_out` counts spans that do not fit the
    component or the tokens."""

    component: Component
    steps: int
    labels: list[str]
    kept: list[str]
    relations: list[str]
    left_out: int


class Stepped(msgspec.Struct, frozen=True, tag=True):
    """An update: the mean loss a text since the last evaluation. `f1` where it was evaluated on
    the documents that say when to stop, with `best` if none was better."""

    step: int
    steps: int
    loss: float
    f1: float | None = None
    best: bool = False


class CurvePoint(msgspec.Struct, frozen=True, tag=True):
    """F1 on the held-out documents after training on some of the documents."""

    documents: int
    f1: float


class Trained(msgspec.Struct, frozen=True, tag=True):
    """The pipeline is written. `new` and `old` are measured on the same held-out documents, `old`
    None without a pipeline to compare; `kept` is how far the labels that the texts do not have
    are found as the old pipeline finds them. `step` is the one whose weights were kept."""

    component: Component
    step: int
    seconds: float
    labels: list[str]
    new: Scores
    old: Scores | None
    kept: Scores
    curve: list[CurvePoint]


class Failed(msgspec.Struct, frozen=True, tag=True):
    """Training cannot be done; the process ends."""

    what: str
    where: str = ""
    do: str = ""


Reply = Began | Stepped | CurvePoint | Trained | Failed


def write_texts(path: Path, texts: Iterable[TrainingText]) -> None:
    """One line a text. Lone surrogates, which JSON in UTF-8 cannot hold, must be gone."""
    with path.open("wb") as file:
        for text in texts:
            file.write(msgspec.json.encode(text) + b"\n")


def read_texts(path: Path) -> Iterator[TrainingText]:
    """The inverse of `write_texts`."""
    decoder = msgspec.json.Decoder(TrainingText)
    with path.open("rb") as file:
        for line in file:
            yield decoder.decode(line)
