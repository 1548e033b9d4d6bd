"""What measuring gives: values with their intervals, by pair, label, document and corpus."""

from dataclasses import dataclass, field

from annotator.review.agreement.confusion import Confusion

Interval = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Value:
    """A measure, None where it is undefined, with its 95 % interval."""

    value: float | None
    interval: Interval | None = None


@dataclass(frozen=True, slots=True)
class Label:
    """One label between two annotators: how many spans each has, and the measures."""

    first: int
    second: int
    measures: dict[str, Value]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two annotators on the documents that both have finished; `a` is gold in a comparison
    with gold."""

    a: str
    b: str
    documents: int
    measures: dict[str, Value]
    by_label: dict[str, Label]
    confusion: Confusion


@dataclass(frozen=True, slots=True)
class OfDocument:
    """One document: pairs' measures are means over its pairs; None where undefined."""

    id: str
    name: str
    annotators: tuple[str, ...]
    measures: dict[str, float | None]


@dataclass(frozen=True, slots=True)
class Agreement:
    """What was measured. `documents` counts those with two layers or more, `left_out` those
    with one only; `mean` is over the pairs; `notes` say why a measure is undefined."""

    documents: int
    left_out: int
    annotators: tuple[str, ...]
    pairs: tuple[Pair, ...]
    mean: dict[str, Value]
    corpus: dict[str, Value]
    alpha_by_label: dict[str, Value]
    confusion: Confusion
    against_gold: tuple[Pair, ...]
    by_document: tuple[OfDocument, ...]
    seed: int
    resamples: int
    notes: dict[str, str] = field(default_factory=dict)
