"""The things that a project holds, as plain immutable values.

Every offset is a code point of the document's stored text; every range is `[start, end)`.
"""

import hashlib
import os
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Status = Literal["new", "in progress", "done", "skipped"]
Kind = Literal["person", "model", "gold"]
Range = tuple[int, int]

STATUSES: tuple[Status, ...] = ("new", "in progress", "done", "skipped")
HUMAN = "human"
GOLD = "gold"
ADJUDICATED = "adjudicated:"
CORRECTED = "+corrected"
_NAMESPACE = uuid.UUID("5b0f3a7e-5d0c-4c8b-9a51-0a8e3c1d7f42")
_NAMED = hashlib.sha1(_NAMESPACE.bytes, usedforsecurity=False)
_VARIANT = {digit: "89ab"[int(digit, 16) & 3] for digit in "0123456789abcdef"}  # of RFC 9562


@dataclass(frozen=True, slots=True)
class Document:
    """An immutable text; `sha256` is of the text's UTF-8 bytes."""

    id: str
    name: str
    text: str
    sha256: str
    source: str = ""
    meta: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Annotator:
    """Who labels: a person, a model (`name@version`) or the gold standard."""

    id: str
    name: str
    kind: Kind = "person"


@dataclass(frozen=True, slots=True)
class Span:
    """A labelled stretch of text. `fragments` is empty unless there are two or more,
    sorted and disjoint; `start` and `end` are then their hull."""

    id: str
    start: int
    end: int
    label: str
    origin: str = HUMAN
    score: float | None = None
    note: str = ""
    kb_id: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)
    fragments: tuple[Range, ...] = ()

    @property
    def ranges(self) -> tuple[Range, ...]:
        """The stretches that the span covers, at least one."""
        return self.fragments or ((self.start, self.end),)

    @property
    def key(self) -> tuple[tuple[Range, ...], str]:
        """Where and what: two spans of a layer may not have the same key."""
        return (self.ranges, self.label)


@dataclass(frozen=True, slots=True)
class Relation:
    """A directed, labelled pair of spans of one layer, by their ids."""

    id: str
    label: str
    head: str
    tail: str
    origin: str = HUMAN
    score: float | None = None
    note: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)

    @property
    def key(self) -> tuple[str, str, str]:
        """Two relations of a layer may not have the same key."""
        return (self.label, self.head, self.tail)


@dataclass(frozen=True, slots=True)
class Rejection:
    """A person's "no" to a suggestion, kept by what it said so that it does not come back.

    For a span, `ranges` is its place. For a relation, `ranges` is the head's place and
    `tail` the tail's. `origin` is the model that suggested it.
    """

    id: str
    label: str
    ranges: tuple[Range, ...]
    tail: tuple[Range, ...] = ()
    origin: str = ""

    @property
    def key(self) -> tuple[tuple[Range, ...], str, tuple[Range, ...]]:
        """What was rejected, whoever suggested it."""
        return (self.ranges, self.label, self.tail)


@dataclass(frozen=True, slots=True)
class DocumentLabel:
    """A label on the whole document."""

    id: str
    label: str
    origin: str = HUMAN


@dataclass(frozen=True, slots=True)
class LayerStatus:
    """How far an annotator is with a document; `id` is the layer's."""

    id: str
    status: Status = "new"


@dataclass(frozen=True, slots=True)
class Comment:
    """A remark on a document or, with `span`, on a span; `created` is ISO 8601 in UTC."""

    id: str
    text: str
    created: str
    span: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """What some annotators had at a place when it was decided; no `label`: they had nothing.

    Of a span, `ranges` is its place; of a relation, that of its head, with the labels of head
    and tail in `ends`; of a document label, empty.
    """

    names: tuple[str, ...]
    label: str = ""
    ranges: tuple[Range, ...] = ()
    tail: tuple[Range, ...] = ()
    ends: tuple[str, ...] = ()
    kb_id: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)


Choice = Literal["version", "none", "own", "later"]


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided where annotators met: an item of the gold layer, as its annotations are.

    `place` names the conflict or the agreement, the same whenever the layers are compared.
    `choice`: a version, whose annotators `source` names; "none", that nothing belongs there;
    "own", the reviewer's; "later", put off. `how` is empty for a decision by hand, else
    "agreed", "bulk:STRATEGY" or "ends" (it follows from the ends of a relation). `gold` are
    the ids of the gold items that it made, `seen` what there was to choose from. `when` is ISO
    8601 in UTC.
    """

    id: str
    place: str
    choice: Choice
    source: str = ""
    how: str = ""
    who: str = ""
    when: str = ""
    comment: str = ""
    gold: tuple[str, ...] = ()
    seen: tuple[Seen, ...] = ()

    @property
    def by_hand(self) -> bool:
        """Whether a person decided; nothing automatic may change it."""
        return self.how == ""


Item = Span | Relation | Rejection | DocumentLabel | LayerStatus | Comment | Decision


@dataclass(frozen=True, slots=True)
class Layer:
    """The head of one annotator's work on one document; `seconds` of active work."""

    id: str
    document: str
    annotator: str
    status: Status = "new"
    seconds: float = 0.0


def new_id() -> str:
    """A fresh UUID. Ids never depend on text: corpora repeat texts."""
    return _uuid(os.urandom(16), 4)


def annotator_id(name: str, kind: Kind) -> str:
    """The same person has the same id in every file, so that files merge."""
    return _named_uuid(f"{kind}:{name}")


def layer_id(document: str, annotator: str) -> str:
    """The one layer of an annotator on a document."""
    return _named_uuid(f"{document}:{annotator}")


def _named_uuid(name: str) -> str:
    """What `uuid.uuid5` would give."""
    named = _NAMED.copy()
    named.update(name.encode())
    return _uuid(named.digest(), 5)


def _uuid(data: bytes, version: int) -> str:
    """The first 16 bytes as a UUID: three times as fast as by way of `uuid.UUID`, which an
    import of many thousand items feels."""
    x = data.hex()
    return f"{x[:8]}-{x[8:12]}-{version}{x[13:16]}-{_VARIANT[x[16]]}{x[17:20]}-{x[20:32]}"


def make_annotator(name: str, kind: Kind = "person") -> Annotator:
    """An annotator with the id that belongs to the name."""
    return Annotator(annotator_id(name, kind), name, kind)


def make_document(
    name: str, text: str, source: str = "", meta: Mapping[str, object] | None = None, id: str = ""
) -> Document:
    """A document with its checksum and, unless given, a fresh id."""
    return Document(id or new_id(), name, text, checksum(text), source, meta or {})


def checksum(text: str) -> str:
    """SHA-256 of the text in UTF-8, as hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def model_of(origin: str) -> str:
    """The `name@version` that an origin names, else an empty string."""
    model = origin.removesuffix(CORRECTED)
    return model if "@" in model else ""
