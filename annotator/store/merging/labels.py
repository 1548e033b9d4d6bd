"""What the other file calls otherwise, in this project's words."""

import sqlite3
from collections.abc import Mapping
from typing import Any

import msgspec

from annotator.changes import Relabelling, beyond_from_json
from annotator.scheme import LabelKind
from annotator.scheme_joining import Renamed
from annotator.store.merging.join import Join
from annotator.store.rawrows import ITEMS, Raw
from annotator.store.states import LINKS, Shape
from annotator.versions import Key, Values

# Kinds of label by table, and by the journal's kind of item; a rejection is about either.
_TABLES: dict[str, LabelKind] = {
    "span": "span",
    "relation": "relation",
    "document_label": "document",
}
_ITEMS: dict[str, LabelKind] = {"span": "span", "relation": "relation", "label": "document"}


def in_our_words(items: Mapping[Key, Values], names: Renamed, shape: Shape) -> dict[Key, Values]:
    """Items under our labels. Two that thereby became the same are one, and what hung on the
    second hangs on the first."""
    twins: dict[str, str] = {}
    seen: dict[tuple[object, ...], str] = {}
    result: dict[Key, Values] = {}
    for (table, id), values in sorted(items.items(), key=_spans_first):
        row: Raw = dict(zip(shape.names[table], values, strict=True))
        if "label" in row:
            kind = _TABLES.get(table, "span" if row.get("tail") == "[]" else "relation")
            row["label"] = names.get((kind, row["label"]), row["label"])
        for name in LINKS.get(table, ()):
            row[name] = twins.get(row[name], row[name])
        same = _sameness(table, row)
        if same is not None and seen.setdefault(same, id) != id:
            twins[id] = seen[same]
            continue
        result[(table, id)] = tuple(row[name] for name in shape.names[table])
    return result


def changes_in_our_words(join: Join, changes: str) -> str:
    """A row of the journal with our ids of documents and annotators, and under our labels."""
    if not join.moved and not join.names:
        return changes
    rows: list[dict[str, Any]] = msgspec.json.decode(changes)
    for row in rows:
        row["d"] = join.documents.get(row["d"], row["d"])
        row["a"] = join.people.get(row["a"], row["a"])
        for side in (row["b"], row["f"]):
            if side is not None and "label" in side:
                kind = _ITEMS.get(row["k"], "relation" if side.get("tail") else "span")
                side["label"] = join.names.get((kind, side["label"]), side["label"])
    return msgspec.json.encode(rows).decode()


def relabellings(join_to: sqlite3.Connection, other: sqlite3.Connection, new: set[str]) -> Renamed:
    """What has become of labels that only the other file knows (`new`): renamed or merged here
    since, they get the new name; renamed there, the name that they still have here."""
    if not new:
        return {}
    ours, theirs = _relabelled(join_to), _relabelled(other)
    found: dict[tuple[LabelKind, str], str] = {}
    for id, changes in ours.items():
        for change in changes if id not in theirs else ():
            found = {key: change.new if name == change.old and key[0] == change.kind else name
                     for key, name in found.items()}  # fmt: skip
            found[(change.kind, change.old)] = change.new
    for id, changes in reversed(theirs.items()):
        for change in reversed(changes) if id not in ours else ():
            if change.whole:
                back = [key for key, name in found.items() if name == change.new]
                found |= dict.fromkeys([*back, (change.kind, change.new)], change.old)
    return {key: name for key, name in found.items() if key[1] in new}


def _relabelled(connection: sqlite3.Connection) -> dict[str, list[Relabelling]]:
    """The relabellings that hold, by edit, in their order."""
    rows = connection.execute(
        "SELECT id, changes FROM edit WHERE state = 0 AND instr(changes, '\"relabelling\"') > 0 "
        "ORDER BY seq"
    )
    return {
        id: [one for one in beyond_from_json(changes) if isinstance(one, Relabelling)]
        for id, changes in rows
    }


def _spans_first(item: tuple[Key, Values]) -> int:
    return ITEMS.index(item[0][0])


def _sameness(table: str, row: Raw) -> tuple[object, ...] | None:
    if table == "span":
        return (table, row["start"], row["end"], row["fragments"], row["label"])
    if table == "relation":
        return (table, row["label"], row["head"], row["tail"])
    return (table, row["label"]) if table == "document_label" else None
