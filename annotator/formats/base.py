"""What every format reads into and writes from, and what it says of itself."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Literal, Protocol

from annotator.model import Comment, DocumentLabel, Kind, Relation, Span, Status
from annotator.scheme import Scheme
from annotator.text.tokens import Tokens

LONGEST_TEXT = 10_000_000  # code points; a longer text could be stored, but not worked on
Layout = Literal["exact", "words", "sentences"]
Statuses = Literal["all", "skipped", ""]


@dataclass(frozen=True, slots=True)
class Record:
    """A document with at most one layer.

    `annotator` is empty where the file does not say whose the layer is; `annotated` is False
    for a bare text. `notices` say what was repaired; `line` is where the record began (from 1;
    0 where the format has no lines). Several layers of a document are records of equal text
    that follow each other.
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
    """Something that was left out or repaired: where, and what, in words; and what the person can
    do about it, if that is known."""

    file: str
    line: int
    what: str
    do: str = ""

    def __str__(self) -> str:
        place = f"{self.file}, line {self.line}" if self.line else self.file
        return f"{place}: {self.what}"


Found = Record | Problem | Scheme
"""What a reader gives: records, what it left out, and a label scheme that the file declares."""


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a format can hold; what it cannot is told before it is lost.

    `text` is "exact", or what is left of it: "words" joined by single spaces, or "sentences" of
    words, one a line. `unwritable` matches characters that the format has no way to write.
    `bare` formats tell a text that nobody labelled from one where nothing was found. The second
    group concerns what stands around the labels and is not counted as lost. `status` is "skipped"
    where all other layers come back as done.
    """

    overlap: bool = True
    nested: bool = True
    discontinuous: bool = True
    relations: bool = True
    attributes: bool = True
    notes: bool = True
    document_labels: bool = True
    several_layers: bool = True
    comments: bool = True
    kb_ids: bool = True
    text: Layout = "exact"
    unwritable: str = ""

    ids: bool = True
    span_ids: bool = True
    names: bool = True
    sources: bool = True
    meta: bool = True
    annotators: bool = True
    kinds: bool = True
    status: Statuses = "all"
    tokens: bool = True
    origins: bool = True
    scores: bool = True
    bare: bool = True


EVERYTHING = Capabilities()


def labels_only(
    *,
    overlap: bool = True,
    relations: bool = True,
    discontinuous: bool = False,
    attributes: bool = False,
    notes: bool = False,
    document_labels: bool = False,
    several_layers: bool = False,
    comments: bool = False,
    kb_ids: bool = False,
    text: Layout = "exact",
    unwritable: str = "",
    ids: bool = False,
    span_ids: bool = False,
    names: bool = False,
    sources: bool = False,
    meta: bool = False,
    annotators: bool = False,
    kinds: bool = False,
    status: Statuses = "",
    tokens: bool = False,
    origins: bool = False,
    scores: bool = False,
    bare: bool = False,
) -> Capabilities:
    """What formats of other tools can hold: texts, spans, relations, and what is named here.
    `overlap` stands for nesting, too."""
    return Capabilities(
        overlap, overlap, discontinuous, relations, attributes, notes, document_labels,
        several_layers, comments, kb_ids, text, unwritable, ids, span_ids, names, sources, meta,
        annotators, kinds, status, tokens, origins, scores, bare,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Look:
    """What is known of a file before it is read: its name and its first bytes."""

    name: str
    head: bytes

    @property
    def suffix(self) -> str:
        """The ending in lower case, with its dot."""
        return Path(self.name).suffix.lower()

    @property
    def start(self) -> bytes:
        """The first bytes without a byte order mark and white space."""
        return self.head.removeprefix(b"\xef\xbb\xbf").lstrip()


class Files(Protocol):
    """Where a format that writes several files puts them: a folder or an archive."""

    def open(self, name: str) -> AbstractContextManager[IO[bytes]]:
        """A new file of that name, to be closed before the next is opened."""


@dataclass(frozen=True, slots=True)
class Option:
    """A choice that a format leaves to the person. `choices` is empty for free text; with
    `of_columns` it is one of the columns that the file has."""

    name: str
    doc: str
    default: str = ""
    choices: tuple[str, ...] = ()
    reading: bool = True
    writing: bool = False
    of_columns: bool = False


Read = Callable[..., Iterator[Found]]
Write = Callable[..., int]


def _alone(_path: Path) -> tuple[Path, ...]:
    return ()


@dataclass(frozen=True, slots=True)
class FormatRow:
    """One format: its name on the command line, its title, how its files end, what it does.

    - `recognise` tells a file of this format by its ending and its first bytes.
    - `read(path, **options)` gives what the file holds; `belongs` names the files that it reads
      along with one, which are then not read by themselves.
    - `write(records, out, **options)` writes to one open file, `write_folder(records, files,
      scheme, **options)` several into a folder or an archive; both return how many records.
    - `beside` gives files that go with a written one: from ending to content.
    - `needs_tokens` wants documents tokenised before they are written, `wants_scheme` has `write`
      given the project's label scheme as `scheme`.
    - `options` are the choices that it leaves to the person, and `extra` is the optional part
      of the program that it needs.
    - `columns(path, options)` names the columns of a file, for formats that have such options.
    """

    name: str
    title: str
    suffixes: tuple[str, ...]
    recognise: Callable[[Look], bool]
    read: Read | None = None
    write: Write | None = None
    carries: Capabilities = EVERYTHING
    needs_tokens: bool = False
    write_folder: Write | None = None
    beside: Callable[[Scheme], Mapping[str, bytes]] | None = None
    belongs: Callable[[Path], Iterable[Path]] = _alone
    wants_scheme: bool = False
    options: tuple[Option, ...] = ()
    extra: str = ""
    columns: Callable[[Path, Mapping[str, str]], Sequence[str]] | None = None

    @property
    def writes(self) -> bool:
        """Whether it can be written at all."""
        return self.write is not None or self.write_folder is not None
