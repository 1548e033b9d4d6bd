"""What every format reads into and writes from."""

from dataclasses import dataclass, field
from pathlib import Path

from annotator.model import Comment, DocumentLabel, Kind, Relation, Span, Status
from annotator.text.tokens import Tokens

LONGEST_TEXT = 10_000_000  # code points; a longer text could be stored, but not worked on


@dataclass(frozen=True, slots=True)
class Record:
    """A document with at most one layer.

    `annotator` is empty where the file does not say whose the layer is; `annotated` is False
    for a bare text. `notices` say what was repaired; `line` is where the record began (from 1;
    0 where the format has no lines).
    """

    name: str
    text: str
    id: str = ""
    source: str = ""
    meta: dict[str, object] = field(default_factory=dict)
    annotator: str = ""
    kind: Kind = "person"
    status: Status = "new"
    seconds: float = 0.0
    tokens: Tokens | None = None
    spans: tuple[Span, ...] = ()
    relations: tuple[Relation, ...] = ()
    labels: tuple[DocumentLabel, ...] = ()
    comments: tuple[Comment, ...] = ()
    annotated: bool = True
    notices: tuple[str, ...] = ()
    line: int = 0


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that was left out or repaired: where, and what, in words."""

    file: str
    line: int
    what: str

    def __str__(self) -> str:
        place = f"{self.file}, line {self.line}" if self.line else self.file
        return f"{place}: {self.what}"


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a format can hold; what it cannot is told before it is lost."""

    overlap: bool = True
    nested: bool = True
    discontinuous: bool = True
    relations: bool = True
    attributes: bool = True
    notes: bool = True
    document_labels: bool = True
    several_layers: bool = True


@dataclass(frozen=True, slots=True)
class Look:
    """What is known of a file before it is read: its name and its first bytes."""

    name: str
    head: bytes

    @property
    def suffix(self) -> str:
        """The ending in lower case, with its dot."""
        return Path(self.name).suffix.lower()
