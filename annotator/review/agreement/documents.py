"""What agreement is measured on: documents with their finished layers, as plain values."""

from dataclasses import dataclass

from annotator.model import Relation, Span
from annotator.text.tokens import Tokens


@dataclass(frozen=True, slots=True)
class Labelled:
    """One annotator's finished layer; relations join `spans` by id."""

    who: str
    spans: tuple[Span, ...]
    relations: tuple[Relation, ...] = ()


@dataclass(frozen=True, slots=True)
class Marked:
    """A document of `length` code points with at most one layer of each annotator."""

    id: str
    name: str
    length: int
    tokens: Tokens
    layers: tuple[Labelled, ...]
    gold: Labelled | None = None
