"""Two project files on their way to one: what the steps of a merge share."""

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from annotator.model import layer_id
from annotator.scheme_joining import Renamed
from annotator.store.rawrows import Raw
from annotator.store.states import OTHER_STATE, Dispute, Shape, disputes
from annotator.store.traces import Place, places_of, touched
from annotator.versions import State


@dataclass(slots=True)
class Merged:
    """What came in from one file. `matched` documents had another id and the same text;
    `disputed` names document (id) and annotator of each layer that was changed in both."""

    documents: int = 0
    matched: int = 0
    layers: int = 0
    updated: int = 0
    edits: int = 0
    spans: int = 0
    disputed: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Pair:
    """A layer of the other file and where it belongs here."""

    id: str
    theirs: str
    document: str
    annotator: str

    @property
    def place(self) -> Place:
        """Document and annotator here."""
        return (self.document, self.annotator)


@dataclass
class Join:
    """The file that is changed (`goal`), the one that is read (`source`, at `path`), the names
    of labels, and what has been found so far."""

    goal: sqlite3.Connection
    source: sqlite3.Connection
    path: Path
    names: Renamed
    count: Callable[[int], object] = lambda _number: None
    result: Merged = field(default_factory=Merged)
    documents: dict[str, str] = field(default_factory=dict)  # from their ids to ours
    people: dict[str, str] = field(default_factory=dict)
    winners: dict[str, State] = field(default_factory=dict)  # of layers that differed
    suspects: set[str] = field(default_factory=set)  # edits that may not fit any more
    altered: set[str] = field(default_factory=set)  # layers whose items got other ids
    touched: dict[str, set[Place]] = field(default_factory=dict)  # by the new edits, here
    _layers: dict[Place, str] = field(default_factory=dict)

    def place(self, theirs: Place) -> Place:
        """A place of the other file, here."""
        document, annotator = theirs
        return self.documents.get(document, document), self.people.get(annotator, annotator)

    def layer(self, place: Place) -> str:
        """The id of the layer at a place."""
        id = self._layers.get(place)
        if id is None:
            id = self._layers[place] = layer_id(*place)
        return id

    @cached_property
    def shape(self) -> Shape:
        """The items' columns here."""
        return Shape(self.goal)

    @cached_property
    def ours(self) -> dict[str, Dispute]:
        """Disputes here, as they were before."""
        return disputes(self.goal, self.shape)

    @cached_property
    def theirs(self) -> dict[str, Dispute]:
        """Disputes there."""
        return disputes(self.source, self.shape)

    @cached_property
    def moved(self) -> bool:
        """Whether ids differ; asked for when documents and people are matched."""
        return any(a != b for ids in (self.documents, self.people) for a, b in ids.items())

    @cached_property
    def contested(self) -> set[str]:
        """The layers in dispute here."""
        return set(self.ours)

    @cached_property
    def edited_here(self) -> set[str]:
        """Layers that bear the name of another state, and that somebody has edited here."""
        return _edited(self.goal)

    @cached_property
    def edited_there(self) -> set[str]:
        """The same of the other file."""
        return _edited(self.source)


def rows_of(cursor: sqlite3.Cursor) -> Iterator[Raw]:
    """The rows of a query by the names of their columns."""
    names = [column[0] for column in cursor.description]
    for values in cursor:
        yield dict(zip(names, values, strict=True))


def _edited(connection: sqlite3.Connection) -> set[str]:
    rows = connection.execute(
        "SELECT changes FROM edit WHERE annotator IN "
        "(SELECT id FROM annotator WHERE instr(name, ?) > 0)",
        (OTHER_STATE,),
    )
    return {layer_id(*place) for (changes,) in rows for place in places_of(touched(changes))}
