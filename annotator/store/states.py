"""A layer's state as versions compare it, read from the file and written back; where two files
disagreed, the other states are kept beside it and shown as layers of their own."""

import sqlite3
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec

from annotator.model import layer_id, make_annotator
from annotator.store import layers
from annotator.store.rawrows import ITEMS, Raw, columns
from annotator.store.traces import Trace
from annotator.versions import Key, Stand, State, Values

_NAMESPACE = uuid.UUID("c1c9b1c8-6a0f-4b52-8f0b-9d1c2f7f8a44")
_MOST = 100  # other states of one layer
OTHER_STATE = " (other state"  # in the names under which such layers are shown
LINKS = {"relation": ("head", "tail"), "comment": ("span",)}  # columns that name spans


@dataclass(slots=True)
class Dispute:
    """What stands beside a layer: its other states, the edits that only they know, and how edits
    stand that the layer itself knows otherwise than the journal has them."""

    others: list[State] = field(default_factory=list)
    alien: set[str] = field(default_factory=set)
    otherwise: dict[str, Stand] = field(default_factory=dict)


class Shape:
    """The columns of the items' tables, and items as states hold them."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.names = {
            table: [name for name in columns(connection, table) if name not in ("id", "layer")]
            for table in ITEMS
        }

    def insert(self, table: str) -> str:
        """Adds an item: id, layer, values."""
        names = ["id", "layer", *self.names[table]]
        quoted = ", ".join(f'"{name}"' for name in names)
        return f"INSERT INTO {table} ({quoted}) VALUES ({', '.join('?' * len(names))})"  # noqa: S608

    def values(self, table: str, row: Raw) -> Values:
        """A row without id and layer."""
        return tuple(row.get(name) for name in self.names[table])

    def items(
        self, connection: sqlite3.Connection, ids: Sequence[str]
    ) -> dict[str, dict[Key, Values]]:
        """What some layers hold, by the layers' ids."""
        found: dict[str, dict[Key, Values]] = {id: {} for id in ids}
        wanted = msgspec.json.encode(list(ids)).decode()
        for table in ITEMS:
            names = ", ".join(f'"{name}"' for name in ["layer", "id", *self.names[table]])
            rows = connection.execute(
                f"SELECT {names} FROM {table} "  # noqa: S608
                "WHERE layer IN (SELECT value FROM json_each(?)) ORDER BY rowid",
                (wanted,),
            )
            for layer, id, *values in rows:
                found[layer][(table, id)] = tuple(values)
        return found


def renamed(key: Key, values: Values, ids: Mapping[str, str], shape: Shape) -> tuple[Key, Values]:
    """An item under another id, with the ids that it names."""
    table, id = key
    inside = LINKS.get(table, ())
    if inside:
        row: Raw = dict(zip(shape.names[table], values, strict=True))
        row |= {name: ids.get(row[name], row[name]) for name in inside}
        values = tuple(row[name] for name in shape.names[table])
    return (table, ids.get(id, id)), values


def put(connection: sqlite3.Connection, shape: Shape, layer: str, state: State) -> None:
    """Make a layer hold a state."""
    for table in reversed(ITEMS):
        connection.execute(f"DELETE FROM {table} WHERE layer = ?", (layer,))  # noqa: S608
    add(connection, shape, {layer: state.items})
    connection.execute(
        "UPDATE layer SET status = ?, seconds = ? WHERE id = ?",
        (state.status, state.seconds, layer),
    )


def add(
    connection: sqlite3.Connection, shape: Shape, found: Mapping[str, Mapping[Key, Values]]
) -> None:
    """Add items to layers, which are given by their ids."""
    for table in ITEMS:
        connection.executemany(
            shape.insert(table),
            (
                (key[1], layer, *values)
                for layer, items in found.items()
                for key, values in items.items()
                if key[0] == table
            ),
        )


def disputes(connection: sqlite3.Connection, shape: Shape) -> dict[str, Dispute]:
    """All disputes, by layer."""
    rows = connection.execute("SELECT layer, states FROM dispute ORDER BY layer").fetchall()
    return {layer: _dispute(text, shape) for layer, text in rows}


def keep(connection: sqlite3.Connection, shape: Shape, layer: str, dispute: Dispute) -> None:
    """Write a dispute down; without other states, it is over."""
    if not dispute.others:
        connection.execute("DELETE FROM dispute WHERE layer = ?", (layer,))
        return
    text = msgspec.json.encode(
        {
            "alien": sorted(dispute.alien),
            "otherwise": _stands_as_data(dispute.otherwise),
            "others": [_state_as_data(state, shape) for state in dispute.others],
        }
    ).decode()
    connection.execute(
        "INSERT INTO dispute (layer, states) VALUES (?, ?) "
        "ON CONFLICT (layer) DO UPDATE SET states = excluded.states",
        (layer, text),
    )


def shown_name(name: str, number: int) -> str:
    """Under whose name the other states of a person's layer are shown; `number` from 1."""
    return f"{name}{OTHER_STATE})" if number == 1 else f"{name}{OTHER_STATE} {number})"


def shown_ids(
    document: str, name: str, count: int, touched: Iterable[str] = ()
) -> list[tuple[str, str]]:
    """Annotator's name and layer's id of so many other states; a layer that somebody has edited
    is that person's, and is passed over."""
    taken = set(touched)
    found = []
    for number in range(1, _MOST):
        title = shown_name(name, number)
        id = layer_id(document, make_annotator(title).id)
        if id not in taken:
            found.append((title, id))
        if len(found) == count:
            break
    return found


def show(
    connection: sqlite3.Connection,
    shape: Shape,
    place: tuple[str, str],
    others: Sequence[State],
    before: int,
    touched: Iterable[str],
) -> None:
    """Layers for the other states of the layer at `place` (document, annotator's name), of which
    there were `before`. Their items get ids of their own."""
    document, name = place
    wanted = shown_ids(document, name, max(len(others), before), touched)
    for (title, layer), state in zip(wanted, others, strict=False):
        who = layers.ensure_annotator(connection, title, "person")
        layers.ensure(connection, document, who.id)
        ids = {id: str(uuid.uuid5(_NAMESPACE, f"{layer}:{id}")) for _, id in state.items}
        items = dict(renamed(key, values, ids, shape) for key, values in state.items.items())
        put(connection, shape, layer, State(items, {}, state.status, state.seconds))
    for _, layer in wanted[len(others) :]:
        put(connection, shape, layer, State({}))
        connection.execute("DELETE FROM layer WHERE id = ?", (layer,))


def known(
    items: Mapping[Key, Values], head: tuple[str, float], trace: Trace, dispute: Dispute | None
) -> State:
    """A layer's own state: its items, `head` (status and seconds) and the edits that it knows."""
    alien = dispute.alien if dispute else set()
    stands = {edit: stand for edit, stand in trace.stands.items() if edit not in alien}
    stands |= dispute.otherwise if dispute else {}
    return State(items, stands, *head)


def _state_as_data(state: State, shape: Shape) -> dict[str, Any]:
    return {
        "columns": shape.names,
        "items": [[*key, *values] for key, values in sorted(state.items.items(), key=_by_key)],
        "stands": _stands_as_data(state.stands),
        "status": state.status,
        "seconds": state.seconds,
    }


def _by_key(item: tuple[Key, Values]) -> Key:
    return item[0]


def _dispute(text: str, shape: Shape) -> Dispute:
    data = msgspec.json.decode(text)
    others = [_state(one, shape) for one in data["others"]]
    return Dispute(others, set(data["alien"]), _stands(data["otherwise"]))


def _stands_as_data(stands: Mapping[str, Stand]) -> dict[str, list[str | int]]:
    return {edit: [stand.changed, stand.state] for edit, stand in sorted(stands.items())}


def _stands(data: dict[str, Any]) -> dict[str, Stand]:
    return {edit: Stand(*stand) for edit, stand in data.items()}


def _state(data: dict[str, Any], shape: Shape) -> State:
    items: dict[Key, Values] = {}
    for table, id, *values in data["items"]:
        row = dict(zip(data["columns"][table], values, strict=True))
        items[(table, id)] = shape.values(table, row)
    return State(items, _stands(data["stands"]), data["status"], data["seconds"])
