"""The other file's history: what was done there, and which of it can still be undone.

What was done there beyond the layers (to the scheme, to the trash) was not done here, and does
not come along.
"""

import sqlite3
from collections.abc import Sequence

import msgspec

from annotator.store.merging.join import Join, rows_of
from annotator.store.merging.labels import changes_in_our_words
from annotator.store.rawrows import Raw, insert, pages, present, read
from annotator.store.traces import BEYOND, of_layers, places_of, touched
from annotator.versions import Stand

_PAGE = 2000


def bring_edits(join: Join) -> None:
    """Edits that are new here, in their order; of the others, how they stand since last."""
    page: list[Raw] = []
    for row in rows_of(join.source.execute("SELECT * FROM edit ORDER BY seq")):
        page.append(row)
        if len(page) == _PAGE:
            _bring(join, page)
            page = []
    _bring(join, page)


def _bring(join: Join, page: Sequence[Raw]) -> None:
    there = _stands(join.goal, [row["id"] for row in page])
    new = []
    for row in page:
        stand = there.get(row["id"])
        if stand is None:
            del row["seq"]
            row["annotator"] = join.people.get(row["annotator"], row["annotator"])
            places = places_of(touched(row["changes"]))
            if BEYOND in places:
                row["changes"] = of_layers(row["changes"])
                places.discard(BEYOND)
            if places:
                row["changes"] = changes_in_our_words(join, row["changes"])
                join.touched[row["id"]] = {join.place(place) for place in places}
                new.append(row)
        elif Stand(row["state_changed"], row["state"]) > stand:
            join.goal.execute(
                "UPDATE edit SET state = ?, state_changed = ? WHERE id = ?",
                (row["state"], row["state_changed"], row["id"]),
            )
            join.suspects.add(row["id"])
            join.result.edits += 1
    insert(join.goal, "edit", new)
    join.result.edits += len(new)


def _stands(connection: sqlite3.Connection, edits: Sequence[str]) -> dict[str, Stand]:
    """How those of some edits stand that are here; their changes are not read."""
    rows = connection.execute(
        "SELECT id, state_changed, state FROM edit WHERE id IN (SELECT value FROM json_each(?))",
        (msgspec.json.encode(edits).decode(),),
    )
    return {id: Stand(changed, state) for id, changed, state in rows}


def hold_edits(join: Join) -> None:
    """Take those edits out of undo and redo that would no longer fit: they touched a layer that
    is not here or is disputed, or one whose state came about otherwise."""
    for page in pages(sorted(join.suspects)):
        for row in read(join.goal, "edit", "id", page):
            join.touched[row["id"]] = places_of(touched(row["changes"]))
    wanted = {join.layer(place) for places in join.touched.values() for place in places}
    here: set[str] = set()
    for page in pages(sorted(wanted)):
        here |= present(join.goal, "layer", page)
    held = [
        (edit,)
        for edit, places in join.touched.items()
        if any(
            layer not in here or not _fits(join, edit, layer) for layer in map(join.layer, places)
        )
    ]
    join.goal.executemany("INSERT INTO settled (edit) VALUES (?) ON CONFLICT DO NOTHING", held)


def _fits(join: Join, edit: str, layer: str) -> bool:
    if layer in join.contested or layer in join.altered:
        return False
    winner = join.winners.get(layer)
    if winner is None:
        return True
    stand = None if edit in winner.heard else winner.stands.get(edit)
    if stand is None:
        return False
    state = join.goal.execute("SELECT state FROM edit WHERE id = ?", (edit,)).fetchone()
    return stand.done == bool(state[0] == 0)
