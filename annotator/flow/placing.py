"""Which document and which layer a record belongs to, and what of it is new there."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from annotator.formats.base import Record
from annotator.model import (
    Annotator,
    Comment,
    Document,
    DocumentLabel,
    Item,
    Kind,
    Layer,
    Relation,
    Span,
    checksum,
    layer_id,
    make_annotator,
    new_id,
)
from annotator.store import files
from annotator.store.bulk import after_place, known_ids, last_place
from annotator.store.project import Project
from annotator.text.tokens import Tokens

_NAMELESS = {"gold": "gold", "model": "model"}
Keys = dict[object, str]  # from what an item says to its id
_Place = tuple[str, str]  # ids of document and annotator


@dataclass(slots=True)
class Waiting:
    """What a chunk of records will write; `strange` are layers with ids that are no UUIDs."""

    documents: list[Document] = field(default_factory=list)
    tokens: dict[str, Tokens] = field(default_factory=dict)
    more_tokens: dict[str, Tokens] = field(default_factory=dict)
    annotators: dict[Annotator, None] = field(default_factory=dict)
    layers: list[tuple[Layer, list[Item]]] = field(default_factory=list)
    strange: set[str] = field(default_factory=set)
    duplicates: int = 0

    def store(self, project: Project) -> None:
        """Write it in one transaction. Items keep the UUIDs that the file gives them, unless the
        project uses one already: then all get fresh ones, as those do that have none."""
        self._renew(self.strange)
        try:
            self._write(project)
        except sqlite3.IntegrityError:
            self._renew({layer.id for layer, _ in self.layers})
            self._write(project)

    def _renew(self, which: set[str]) -> None:
        """Give fresh ids to all items of some layers."""
        ids: dict[str, dict[str, str]] = {id: {} for id in which}
        self.layers = [
            (layer, [_fresh(x, ids[layer.id]) for x in items] if layer.id in which else items)
            for layer, items in self.layers
        ]

    def _write(self, project: Project) -> None:
        with files.transaction(project.connection, project.path):
            for annotator in self.annotators:
                project.annotator(annotator.name, annotator.kind)
            project.add_documents(self.documents, self.tokens)
            for document, tokens in self.more_tokens.items():
                project.set_tokens(document, tokens)
            project.add_layers(self.layers)


def _fresh(item: Item, ids: dict[str, str]) -> Item:
    """The item under a new id; `ids` maps old ids to new ones, and learns this one."""
    ids[item.id] = new_id()
    if isinstance(item, Relation):
        head, tail = ids.get(item.head, item.head), ids.get(item.tail, item.tail)
        return replace(item, id=ids[item.id], head=head, tail=tail)
    if isinstance(item, Comment):
        return replace(item, id=ids[item.id], span=ids.get(item.span, item.span))
    return replace(item, id=ids[item.id])


class Placing:
    """Matches records with the documents that are there.

    By the checksum of the text, then by id, then by name. A text that is known gets a layer
    more; a bare text that is known is a duplicate.
    """

    def __init__(self, project: Project, who: str | None, keep: bool) -> None:
        self._project = project
        self._who = who
        self._keep = keep
        self._people: dict[tuple[str, Kind], Annotator] = {}
        self._path: Path | None = None
        self._before = 0  # the place of the last document that was there before this file
        # What is known of this chunk; all before it is in the project and can be asked for, so
        # that memory does not grow with the import.
        self._ids: set[str] = set()
        self._names: dict[str, str] = {}
        self._waiting: dict[str, Path] = {}
        self._begun: set[_Place] = set()
        self._keys: dict[_Place, Keys] = {}
        self._known: dict[str, list[str]] = {}

    def place(self, records: Sequence[tuple[Record, Path]]) -> Waiting:
        """What these records will write; it must be stored before the next are placed."""
        waiting = Waiting()
        checksums = [checksum(record.text) for record, _ in records]
        self._known = self._project.known_texts(set(checksums))
        self._ids = known_ids(self._project, {record.id for record, _ in records if record.id})
        last = last_place(self._project)
        for gone in (self._names, self._waiting, self._begun, self._keys):
            gone.clear()
        for (record, path), sha256 in zip(records, checksums, strict=True):
            if path != self._path:
                self._path, self._before = path, last + len(waiting.documents)
            self._place(record, path, sha256, waiting)
        return waiting

    def _place(self, record: Record, path: Path, sha256: str, waiting: Waiting) -> None:
        who = self._annotator(record) if record.annotated else None
        document = self._match(record, path, sha256, who)
        if document is None:
            document = self._add_document(record, path, sha256, waiting)
        elif who is None:
            waiting.duplicates += 1
        if who is None:
            return
        if record.tokens is not None and document not in waiting.tokens:
            waiting.more_tokens.setdefault(document, record.tokens)
        self._add_layer(record, document, who, waiting)

    def _add_document(self, record: Record, path: Path, sha256: str, waiting: Waiting) -> str:
        id = record.id if record.id and record.id not in self._ids else new_id()
        document = Document(id, record.name, record.text, sha256, record.source, record.meta)
        waiting.documents.append(document)
        if record.tokens is not None:
            waiting.tokens[id] = record.tokens
        self._ids.add(id)
        self._known.setdefault(sha256, []).append(id)
        self._names[id] = record.name
        self._waiting[id] = path
        return id

    def _match(self, record: Record, path: Path, sha256: str, who: Annotator | None) -> str | None:
        """The document that the record is about; None if it is a new one."""
        found = self._known.get(sha256, [])
        if record.id in found:
            return record.id if who is not None or not self._keep else None
        if who is None:
            return None if self._keep or not found else found[0]
        if len(found) > 1:
            found = sorted(found, key=lambda x: self._name(x) != record.name)
        for id in found:
            if not self._has_layer(id, who):
                return id
        return None if self._keep or self._is_another(record, path, found) else found[0]

    def _is_another(self, record: Record, path: Path, found: list[str]) -> bool:
        """A file that gives equal texts different ids, and labels by the same person, means
        different documents."""
        if not found or not record.id:
            return not found
        stored = [id for id in found if id not in self._waiting]
        of_this_file = set() if not stored else after_place(self._project, stored, self._before)
        return all(self._waiting.get(id) == path or id in of_this_file for id in found)

    def _name(self, id: str) -> str:
        if id not in self._names:
            self._names[id] = self._project.document(id).name
        return self._names[id]

    def _annotator(self, record: Record) -> Annotator:
        name = record.annotator or _NAMELESS.get(record.kind, "")
        if record.kind == "person":
            name = self._who or name or self._settled_name
        key = (name, record.kind)
        if key not in self._people:
            self._people[key] = make_annotator(*key)
        return self._people[key]

    @cached_property
    def _settled_name(self) -> str:
        from annotator.settings import load

        return load().annotator_name

    def _has_layer(self, document: str, who: Annotator) -> bool:
        """Whether the annotator has begun the document, stored or waiting."""
        if document in self._waiting:
            return (document, who.id) in self._begun
        return (document, who.id) in self._begun or self._layer(document, who) is not None

    def _layer(self, document: str, who: Annotator) -> Layer | None:
        return self._project.layer(document, who.id)

    def _layer_keys(self, document: str, who: Annotator, known: bool) -> Keys:
        """What is in the layer, stored or waiting."""
        place = (document, who.id)
        if place not in self._keys:
            there = self._project.annotations(*place).items() if known else ()
            self._keys[place] = {_key(item): item.id for item in there}
        return self._keys[place]

    def _add_layer(self, record: Record, document: str, who: Annotator, waiting: Waiting) -> None:
        known = self._has_layer(document, who)
        items = _new_items(record, self._layer_keys(document, who, known))
        if known and not items:
            waiting.duplicates += 1
            return
        status, seconds = record.status, record.seconds
        stored = self._layer(document, who) if known else None
        if stored is not None and stored.status != "new":
            status, seconds = stored.status, max(stored.seconds, seconds)
        id = layer_id(document, who.id)
        if not all(_is_uuid(item.id) for item in items):
            waiting.strange.add(id)
        self._begun.add((document, who.id))
        waiting.annotators[who] = None
        waiting.layers.append((Layer(id, document, who.id, status, seconds), items))


def _new_items(record: Record, keys: Keys) -> list[Item]:
    """The items of the record that the layer does not have; `keys` learns them. Relations name
    the spans that are there already by their ids."""
    items: list[Item] = []
    ids: dict[str, str] = {}
    for span in record.spans:
        ids[span.id] = keys.setdefault(span.key, span.id)
        if ids[span.id] == span.id:
            items.append(span)
    others: list[Item] = [*record.relations, *record.labels, *record.comments]
    for item in others:
        if isinstance(item, Relation):
            item = replace(item, head=ids[item.head], tail=ids[item.tail])
        elif isinstance(item, Comment):
            item = replace(item, span=ids.get(item.span, item.span))
        if keys.setdefault(_key(item), item.id) == item.id:
            items.append(item)
    return items


def _key(item: Item) -> object:
    """Equal for items that say the same."""
    if isinstance(item, Span | Relation):
        return item.key
    if isinstance(item, DocumentLabel):
        return ("label", item.label)
    if isinstance(item, Comment):
        return ("comment", item.text, item.created, item.span)
    return ("other", item.id)


def _is_uuid(id: str) -> bool:
    """Whether an id is one that no other file uses for something else."""
    return len(id) == 36 and id.count("-") == 4
