"""What a check finds, and what would mend it."""

from dataclasses import dataclass
from typing import Literal

from annotator.model import Relation, Span
from annotator.text.tokens import Tokens

Kind = Literal["label", "missed", "edge", "relation", "twins"]
KINDS: tuple[Kind, ...] = ("label", "missed", "edge", "relation", "twins")
Mending = Literal["relabel", "add", "move", "reverse"]


@dataclass(frozen=True, slots=True)
class Work:
    """One annotator's layer of one document, with its text. `finished`: what is not labelled
    there was left out on purpose. `refused` are places and labels that the person said no to."""

    document: str
    name: str
    text: str
    spans: tuple[Span, ...]
    relations: tuple[Relation, ...] = ()
    tokens: Tokens | None = None
    finished: bool = True
    refused: frozenset[tuple[int, int, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Fix:
    """What would mend a finding: another label, a label where there is none, other edges, or
    the other direction."""

    what: Mending
    label: str = ""
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that may be a mistake, at `[start, end)` of a document.

    `label` is what stands there, empty for nothing; `item` the id of the span or relation.
    `score`, from 0 to 1, says how likely it is a mistake. `about` is shared by the findings that
    have one cause, `reason` says what is odd about this one. `before` and `after` are what stands
    around it in its paragraph.
    """

    kind: Kind
    document: str
    name: str
    start: int
    end: int
    text: str
    label: str
    score: float
    about: str
    reason: str
    item: str = ""
    fix: Fix | None = None
    before: str = ""
    after: str = ""


def on_one_line(text: str) -> str:
    """The words of a text with single spaces between them."""
    return " ".join(text.split())
