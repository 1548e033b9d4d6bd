"""The conditions of a search as SQL: which documents, and which spans, relations and labels."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING, Literal

import msgspec

from annotator.scheme import LabelKind
from annotator.store.documents import NOT_IN_TRASH
from annotator.store.troubles import told_reading
from annotator.text.matching import without_accents

if TYPE_CHECKING:
    from annotator.store.project import Project

_PAGE = 256
KINDS: tuple[LabelKind, ...] = ("span", "relation", "document")
Choice = tuple[tuple[str, ...], bool]  # values, and whether none of them may hold
Labels = tuple[tuple[tuple[LabelKind, str], ...], bool]
Values = list[str]


@dataclass(frozen=True, slots=True)
class Conditions:
    """All have to hold. `annotators` are ids; a `text` is a string, whether it is meant exactly,
    and whether it must not stand there. `begun`: one of the annotators has begun the document."""

    annotators: tuple[str, ...]
    text: tuple[tuple[str, bool, bool], ...] = ()
    name: tuple[Choice, ...] = ()
    status: tuple[Choice, ...] = ()
    comment: tuple[Choice, ...] = ()
    labels: tuple[Labels, ...] = ()
    note: tuple[Choice, ...] = ()
    kb: tuple[Choice, ...] = ()
    origin: tuple[Choice, ...] = ()
    begun: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """A span, a relation (at its head) or a document label (an empty range)."""

    kind: Literal["span", "relation", "document"]
    item: str
    label: str
    start: int
    end: int
    annotator: str
    document: str
    name: str


def documents(project: "Project", wanted: Conditions) -> Iterator[tuple[str, str]]:
    """Id and name of the documents, in the order of import. Conditions about labels that must
    not be there hold for the whole document."""
    where, values = _documents(wanted)
    with told_reading(project.path):
        yield from project.connection.execute(
            f"SELECT id, name FROM document WHERE {where} ORDER BY seq",  # noqa: S608
            values,
        ).fetchall()


def texts_of(
    project: "Project", found: Iterator[tuple[str, str]]
) -> Iterator[tuple[str, str, str]]:
    """Id, name and text of documents, a few in memory at a time."""
    while page := [id for id, _ in islice(found, _PAGE)]:
        with told_reading(project.path):
            yield from project.connection.execute(
                "SELECT id, name, text FROM document "
                "WHERE id IN (SELECT value FROM json_each(?)) ORDER BY seq",
                (msgspec.json.encode(page).decode(),),
            ).fetchall()


def places(project: "Project", wanted: Conditions) -> Iterator[tuple[Place, str]]:
    """Spans, relations and document labels with the texts of their documents, in reading order,
    document by document."""
    for id, name, text in texts_of(project, documents(project, _without_labels(wanted))):
        found: list[Place] = []
        for kind in KINDS:
            found += _places_in(project, wanted, kind, id, name)
        for place in sorted(found, key=lambda x: (x.start, -x.end, x.label)):
            yield place, text


def _without_labels(wanted: Conditions) -> Conditions:
    """For the choice of documents: one of the labels, if any is asked for, must be there."""
    return replace(wanted, labels=tuple(x for x in wanted.labels if not x[1]), begun=True)


_SELECT: dict[str, str] = {
    "span": (
        'SELECT item.id, item.label, item.start, item."end", layer.annotator FROM span AS item'
    ),
    "relation": (
        'SELECT item.id, item.label, head.start, head."end", layer.annotator '
        "FROM relation AS item JOIN span AS head ON head.id = item.head"
    ),
    "document": ("SELECT item.id, item.label, 0, 0, layer.annotator FROM document_label AS item"),
}
_COLUMNS: dict[str, tuple[str, ...]] = {
    "span": ("note", "kb_id", "origin"),
    "relation": ("note", "origin"),
    "document": ("origin",),
}


def _places_in(
    project: "Project", wanted: Conditions, kind: LabelKind, document: str, name: str
) -> list[Place]:
    where, values = ["layer.document = ?", _among("layer.annotator", wanted.annotators)], [document]
    values += wanted.annotators
    for labels, negated in wanted.labels:
        ids = [id for of, id in labels if of == kind]
        where.append(f"{_among('item.label', ids)} IS {int(not negated)}")
        values += ids
    for column, choices in (("note", wanted.note), ("kb_id", wanted.kb), ("origin", wanted.origin)):
        for choice in choices:
            if column not in _COLUMNS[kind]:
                where.append("1" if choice[1] else "0")
                continue
            where.append(_like(f"item.{column}", choice, values))
    with told_reading(project.path):
        rows = project.connection.execute(
            f"{_SELECT[kind]} JOIN layer ON layer.id = item.layer WHERE {' AND '.join(where)}",
            values,
        ).fetchall()
    return [
        Place(kind, item, label, start, end, who, document, name)
        for item, label, start, end, who in rows
    ]


def _documents(wanted: Conditions) -> tuple[str, Values]:
    where, values = [NOT_IN_TRASH], Values()
    for text, exact, negated in wanted.text:
        where.append(f"({_text(text, exact, values)}) IS {int(not negated)}")
    who = wanted.annotators
    where += [_like("document.name", choice, values) for choice in wanted.name]
    where += [_status(who, choice, values) for choice in wanted.status]
    where += [_commented(who, choice, values) for choice in wanted.comment]
    where += [_labelled(who, choice, values) for choice in wanted.labels]
    if wanted.begun:
        where.append(f"id IN (SELECT document FROM layer WHERE {_among('annotator', who)})")  # noqa: S608
        values += who
    return " AND ".join(where), values


def _among(column: str, ids: Sequence[str]) -> str:
    return f"({column} IN ({', '.join('?' * len(ids))}))"


def _like(column: str, choice: Choice, values: Values) -> str:
    """Part of the column, in either case."""
    words, negated = choice
    values += [f"%{_escaped(word)}%" for word in words]
    either = " OR ".join(f"{column} LIKE ? ESCAPE '\\'" for _ in words)
    return f"({either}) IS {int(not negated)}"


def _escaped(word: str) -> str:
    for sign in ("\\", "%", "_"):
        word = word.replace(sign, f"\\{sign}")
    return word


def _text(text: str, exact: bool, values: Values) -> str:
    """The full-text index where it can answer; it knows words and their beginnings."""
    bare, _ = without_accents(text)
    if bare.isascii() and any(char.isalnum() for char in bare):
        quoted = text.replace("\0", " ").replace('"', " ")
        values.append(f'text : "{quoted}"{"" if exact else "*"}')
        return "seq IN (SELECT rowid FROM document_search WHERE document_search MATCH ?)"
    values.append(f"%{_escaped(text)}%")
    return "document.text LIKE ? ESCAPE '\\'"


def _status(annotators: Sequence[str], choice: Choice, values: Values) -> str:
    """A document without a layer is new."""
    statuses, negated = choice
    values += [*annotators, *statuses]
    found = (
        "EXISTS (SELECT 1 FROM layer WHERE layer.document = document.id AND "  # noqa: S608
        f"{_among('layer.annotator', annotators)} AND {_among('layer.status', statuses)})"
    )
    if "new" in statuses:
        values += annotators
        found += (
            " OR NOT EXISTS (SELECT 1 FROM layer WHERE layer.document = document.id AND "  # noqa: S608
            f"{_among('layer.annotator', annotators)})"
        )
    return f"({found}) IS {int(not negated)}"


def _commented(annotators: Sequence[str], choice: Choice, values: Values) -> str:
    words, negated = choice
    values += annotators
    part = _like("comment.text", (words, False), values)
    return (
        "(EXISTS (SELECT 1 FROM comment JOIN layer ON layer.id = comment.layer "  # noqa: S608
        f"WHERE layer.document = document.id AND {_among('layer.annotator', annotators)} "
        f"AND {part})) IS {int(not negated)}"
    )


def _labelled(annotators: Sequence[str], choice: Labels, values: Values) -> str:
    labels, negated = choice
    parts = []
    tables = {"span": "span", "relation": "relation", "document": "document_label"}
    for kind, table in tables.items():
        ids = [id for of, id in labels if of == kind]
        if ids:
            values += [*annotators, *ids]
            parts.append(
                f"EXISTS (SELECT 1 FROM {table} AS item JOIN layer ON layer.id = item.layer "  # noqa: S608
                "WHERE layer.document = document.id AND "
                f"{_among('layer.annotator', annotators)} AND {_among('item.label', ids)})"
            )
    return f"({' OR '.join(parts) or '0'}) IS {int(not negated)}"
