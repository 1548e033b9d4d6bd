"""What the journal knows of a layer: which edits touched it, how they stand, and which items
each of them names."""

import sqlite3
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

import msgspec

from annotator.versions import Stand

Place = tuple[str, str]  # document and annotator, by their ids


class _Side(msgspec.Struct):
    id: str


class Touch(msgspec.Struct):
    """One change of an edit, as far as merging looks at it; without document and annotator
    where it reaches beyond the layers."""

    k: str
    d: str = ""
    a: str = ""
    b: _Side | list[object] | None = None
    f: _Side | list[object] | None = None


BEYOND: Place = ("", "")  # the place of what is beyond all layers
_TOUCHES = msgspec.json.Decoder(list[Touch])


@dataclass(slots=True)
class Trace:
    """A layer's edits by id, and the items that each names."""

    stands: dict[str, Stand] = field(default_factory=dict)
    items: dict[str, set[str]] = field(default_factory=dict)


def touched(changes: str | bytes) -> list[Touch]:
    """The changes of a journal row. Raises msgspec.DecodeError for what is none."""
    return _TOUCHES.decode(changes)


def places_of(touches: Iterable[Touch]) -> set[Place]:
    """The layers that they touch; BEYOND is among them where it reaches further."""
    return {(touch.d, touch.a) for touch in touches}


def of_layers(changes: str) -> str:
    """A journal row without what is beyond the layers."""
    rows: list[dict[str, object]] = msgspec.json.decode(changes)
    return msgspec.json.encode([row for row in rows if row.get("d")]).decode()


def traces(
    connection: sqlite3.Connection, places: Collection[Place], people: Collection[str] | None
) -> dict[Place, Trace]:
    """The edits of some layers. `people` are those whose edits can have touched them (by id);
    None looks at everybody's."""
    wanted = set(places)
    found: dict[Place, Trace] = {place: Trace() for place in wanted}
    if not wanted:
        return found
    where, values = "", ()
    if people is not None:
        where = "WHERE annotator IN (SELECT value FROM json_each(?))"
        values = (msgspec.json.encode(sorted(people)).decode(),)  # type: ignore[assignment]
    rows = connection.execute(
        f"SELECT id, state, state_changed, changes FROM edit {where}",  # noqa: S608
        values,
    )
    for id, state, changed, changes in rows:
        for touch in touched(changes):
            trace = found.get((touch.d, touch.a))
            if trace is not None:
                trace.stands[id] = Stand(changed, state)
                named = trace.items.setdefault(id, set())
                named.update(side.id for side in (touch.b, touch.f) if isinstance(side, _Side))
    return found
