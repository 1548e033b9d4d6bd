"""What every format reads into and writes from."""

from dataclasses import dataclass, field

from annotator.model import DocumentLabel, Kind, Relation, Span, Status
from annotator.text.tokens import Tokens


@dataclass(frozen=True, slots=True)
class Record:
    """A document with one layer, or with none (`annotator` empty)."""

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
    discontinuous: bool = True
    relations: bool = True
    notes: bool = True
    document_labels: bool = True
    several_layers: bool = True
