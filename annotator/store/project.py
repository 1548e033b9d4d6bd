"""One open project file: everything that the rest of the program reads from it or writes to it."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Self

from annotator.annotations import Annotations
from annotator.changes import Edit
from annotator.errors import ProjectReadOnly
from annotator.model import (
    Annotator,
    Document,
    Item,
    Kind,
    Layer,
    Relation,
    Span,
    Status,
    make_annotator,
    new_id,
)
from annotator.scheme import Scheme
from annotator.store import documents, files, inspection, journal, labels, layers, summaries
from annotator.store.lock import ProjectLock
from annotator.store.summaries import DocumentSummary, StatusCounts
from annotator.store.troubles import told_reading
from annotator.text.tokens import Tokens

SUFFIX = ".annodb"


class Project:
    """An open project file; one object per thread, since a connection stays in its thread.

    Every method may raise ProjectCorrupt and ProjectLocked; those that write also
    ProjectReadOnly and DiskFull, and then nothing of the call is in the file.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        path: Path,
        read_only: bool = False,
        lock: ProjectLock | None = None,
    ) -> None:
        self.connection = connection
        self.path = path
        self.read_only = read_only
        self._lock = lock

    @classmethod
    def create(
        cls, path: Path | str, scheme: Scheme, language: str = "en", exclusive: bool = False
    ) -> Self:
        """A new project file. With `exclusive`, other windows are kept out while it is open.

        Raises ProjectExists, ProjectMissing (no such folder), ProjectReadOnly, DiskFull.
        """
        path = Path(path)

        def fill(connection: sqlite3.Connection) -> None:
            labels.write_value(connection, "id", new_id())
            labels.write_value(connection, "language", language)
            labels.write_scheme(connection, scheme)

        files.create(path, fill)
        return cls.open(path, exclusive=exclusive)

    @classmethod
    def open(cls, path: Path | str, read_only: bool = False, exclusive: bool = False) -> Self:
        """An existing project. An older file is copied aside and updated. With `exclusive`,
        other windows are kept out while it is open.

        Raises ProjectMissing, ProjectForeign, ProjectCorrupt, ProjectNewer, ProjectLocked,
        ProjectReadOnly.
        """
        path = Path(path)
        if read_only:
            return cls(files.open_reading(path), path, read_only=True)
        files.check_file(path)
        lock = _locked(path) if exclusive else None
        try:
            return cls(files.open_writing(path), path, lock=lock)
        except BaseException:
            if lock is not None:
                lock.release()
            raise

    def close(self) -> None:
        """Close the file; nothing happens if it is closed."""
        self.connection.close()
        if self._lock is not None:
            self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _writing(self) -> AbstractContextManager[sqlite3.Connection]:
        if self.read_only:
            raise ProjectReadOnly(
                "This project is open for reading only",
                str(self.path),
                "Open it for writing to change it.",
            )
        return files.transaction(self.connection, self.path)

    def _reading(self) -> AbstractContextManager[None]:
        return told_reading(self.path)

    # The project itself

    @property
    def name(self) -> str:
        """The file's name without its ending."""
        return self.path.stem

    @cached_property
    def id(self) -> str:
        """What the project is known by whatever its file is called; copies share it."""
        with self._reading():
            return labels.read_value(self.connection, "id")

    @cached_property
    def language(self) -> str:
        """The language code of the texts, such as `en`."""
        with self._reading():
            return labels.read_value(self.connection, "language", "en")

    @cached_property
    def scheme(self) -> Scheme:
        """The label scheme."""
        with self._reading():
            return labels.read_scheme(self.connection)

    def set_scheme(self, scheme: Scheme) -> None:
        """Replace the label scheme; annotations stay as they are."""
        with self._writing() as connection:
            labels.write_scheme(connection, scheme)
        self.__dict__["scheme"] = scheme

    def forget_scheme(self) -> None:
        """Read the scheme anew when it is next asked for: another connection changed it."""
        self.__dict__.pop("scheme", None)

    def get_setting(self, name: str, default: str = "") -> str:
        """A setting that belongs to this project."""
        with self._reading():
            return labels.read_value(self.connection, f"setting {name}", default)

    def set_setting(self, name: str, value: str) -> None:
        """Keep a setting with this project."""
        with self._writing() as connection:
            labels.write_value(connection, f"setting {name}", value)

    def check(self) -> list[str]:
        """Read everything and say in words what is wrong; empty when nothing is."""
        return inspection.problems(self.connection)

    def backup(self, target: Path | str) -> None:
        """Copy the project, also while it is being written. Raises ProjectExists, OutputError."""
        files.copy(self.connection, Path(target))

    # Documents

    def add_documents(
        self, docs: Iterable[Document], tokens: Mapping[str, Tokens] | None = None
    ) -> int:
        """Add documents, all or none; returns how many. `tokens` by document id.

        Raises InputError for a text that is not valid Unicode.
        """
        with self._writing() as connection:
            return documents.add(connection, docs, tokens)

    def known_texts(self, sha256s: Iterable[str]) -> dict[str, list[str]]:
        """The ids of the documents that have one of these texts, by checksum."""
        with self._reading():
            return documents.known_texts(self.connection, sha256s)

    def document(self, id: str) -> Document:
        """A document. Raises KeyError if there is none, ProjectCorrupt if its text is not the
        one that was imported."""
        with self._reading():
            return documents.get(self.connection, id)

    def document_ids(self, trashed: bool = False) -> list[str]:
        """All documents' ids in the order of import; with `trashed` also those in the trash."""
        with self._reading():
            return documents.ids(self.connection, trashed)

    def in_trash(self) -> list[tuple[str, str, int]]:
        """Id, name and length in code points of the documents in the trash, the last first."""
        with self._reading():
            return documents.in_trash(self.connection)

    def documents(self) -> Iterator[Document]:
        """All documents in the order of import, a few in memory at a time."""
        with self._reading():
            yield from documents.each(self.connection)

    def tokens(self, id: str) -> Tokens | None:
        """A document's tokens, once they have been stored."""
        with self._reading():
            return documents.tokens(self.connection, id)

    def set_tokens(self, id: str, tokens: Tokens) -> bool:
        """Store a document's tokens, unless it has some; whether they were stored."""
        with self._writing() as connection:
            return documents.set_tokens(connection, id, tokens)

    # Annotators and layers

    def annotator(self, name: str, kind: Kind = "person") -> Annotator:
        """The annotator of that name, made when missing (in a file open for reading: not
        stored)."""
        with self._reading():
            found = layers.find_annotator(self.connection, name, kind)
        if found is not None:
            return found
        if self.read_only:
            return make_annotator(name, kind)
        with self._writing() as connection:
            return layers.ensure_annotator(connection, name, kind)

    def annotators(self) -> list[Annotator]:
        """All annotators in the order in which they came."""
        with self._reading():
            return layers.annotators(self.connection)

    def layers(self, document: str) -> list[Layer]:
        """A document's layers in the order in which they were begun."""
        with self._reading():
            return layers.of_document(self.connection, document)

    def layer(self, document: str, annotator: str) -> Layer | None:
        """An annotator's layer on a document, once it was begun."""
        with self._reading():
            return layers.get(self.connection, document, annotator)

    def annotations(self, document: str, annotator: str) -> Annotations:
        """What an annotator's layer holds; empty when there is none."""
        with self._reading():
            return layers.annotations(self.connection, document, annotator)

    def add_layers(self, rows: Iterable[tuple[Layer, Sequence[Item]]]) -> None:
        """Add whole layers, all or none. The status and seconds of a layer that exists are
        replaced, and the items join those that it has."""
        with self._writing() as connection:
            layers.add(connection, rows)

    def set_suggestions(
        self, document: str, model: Annotator, spans: Sequence[Span], relations: Sequence[Relation]
    ) -> None:
        """Replace a model's layer on a document."""
        self.set_all_suggestions(model, [(document, spans, relations)])

    def set_all_suggestions(
        self, model: Annotator, rows: Iterable[tuple[str, Sequence[Span], Sequence[Relation]]]
    ) -> None:
        """Replace a model's layer on each of some documents, all or none."""
        with self._writing() as connection:
            layers.set_suggestions(connection, model, rows)

    def add_seconds(self, document: str, annotator: str, seconds: float) -> None:
        """Add working time to a layer."""
        with self._writing() as connection:
            layers.add_seconds(connection, document, annotator, seconds)

    # Editing

    def save(self, edit: Edit) -> None:
        """Put an edit on the disk, with its journal entry. Raises StaleEdit if it does not fit."""
        with self._writing() as connection:
            journal.save(connection, edit)
        if edit.beyond:
            self.forget_scheme()

    def swap(self, edit: Edit, undone: bool) -> None:
        """Undo (`undone`) or redo a saved edit. Raises StaleEdit if it does not fit."""
        with self._writing() as connection:
            journal.swap(connection, edit, undone)
        if edit.beyond:
            self.forget_scheme()

    def history(self, annotator: str) -> tuple[list[Edit], list[Edit]]:
        """The edits that can be undone and those that can be redone, at most 1,000 of each; in
        each list the one whose turn is next stands last."""
        with self._reading():
            return journal.history(self.connection, annotator)

    # The list of documents

    def summaries(
        self, annotator: str, text: str = "", status: Status | None = None, mine: bool = False
    ) -> list[DocumentSummary]:
        """The documents with what the list shows to an annotator: those assigned to them first
        (with `mine`, no others), else in the order of import."""
        with self._reading():
            return summaries.summaries(self.connection, annotator, text, status, mine)

    def summary(self, annotator: str, document: str) -> DocumentSummary:
        """One document as the list shows it. Raises KeyError if there is none."""
        with self._reading():
            return summaries.summary(self.connection, annotator, document)

    def matching(self, text: str) -> list[str]:
        """The ids of the documents that hold a text in name or content, in import order."""
        with self._reading():
            return summaries.matching(self.connection, text)

    def holding(self, text: str) -> list[str]:
        """The ids of the documents that hold all words of a text, in no order."""
        with self._reading():
            return summaries.holding(self.connection, text)

    def counts(self, annotator: str, mine: bool = False) -> StatusCounts:
        """How many documents an annotator has in each status; with `mine`, of those assigned."""
        with self._reading():
            return summaries.counts(self.connection, annotator, mine)


def _locked(path: Path) -> ProjectLock:
    lock = ProjectLock(path)
    lock.acquire()
    return lock
