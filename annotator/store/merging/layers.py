"""The other file's layers: those that are new here come in, those that differ are named."""

import uuid
from collections.abc import Mapping, Sequence

import msgspec

from annotator.store.merging.documents import annotator_here
from annotator.store.merging.join import Join, Pair, rows_of
from annotator.store.merging.labels import in_our_words
from annotator.store.rawrows import ITEMS, Raw, insert, present, read
from annotator.store.states import add, renamed, shown_ids
from annotator.versions import Key, Values

_NAMESPACE = uuid.UUID("4b6a3f0e-3f58-4d0c-8b57-6f1f2a7f3c11")
_PAGE = 2000
_Contents = dict[str, dict[Key, Values]]


def bring_layers(join: Join) -> list[Pair]:
    """Add the layers that are new here; those that both files have and that differ."""
    hidden = _shown_there(join)
    rows = [row for row in _their_layers(join) if row["id"] not in hidden]
    makers = {who: annotator_here(join, who) for who in {row["annotator"]: 0 for row in rows}}
    differing: list[Pair] = []
    for start in range(0, len(rows), _PAGE):
        page = {row["id"]: row for row in rows[start : start + _PAGE]}
        pairs = [_pair(join, row, makers[row["annotator"]]) for row in page.values()]
        there = present(join.goal, "layer", [pair.id for pair in pairs])
        _add(join, [(pair, page[pair.theirs]) for pair in pairs if pair.id not in there])
        both = [(pair, page[pair.theirs]) for pair in pairs if pair.id in there]
        differing += _differing(join, both)
        join.count(len(page))
    return differing


def contents_there(join: Join, pairs: Sequence[Pair]) -> _Contents:
    """What the other file's layers hold, by the ids of ours and under our labels. An id that
    another layer here has already is replaced, always by the same."""
    found = join.shape.items(join.source, [pair.theirs for pair in pairs])
    mine: _Contents = {}
    for pair in pairs:
        items = found[pair.theirs]
        mine[pair.id] = in_our_words(items, join.names, join.shape) if join.names else items
        if len(mine[pair.id]) != len(items):
            join.altered.add(pair.id)
    for layer, ids in _foreign(join, mine).items():
        new = {id: str(uuid.uuid5(_NAMESPACE, f"{layer}:{id}")) for id in ids}
        mine[layer] = dict(renamed(k, v, new, join.shape) for k, v in mine[layer].items())
        join.altered.add(layer)
    return mine


def _their_layers(join: Join) -> list[Raw]:
    return list(
        rows_of(
            join.source.execute(
                "SELECT layer.* FROM layer JOIN document INDEXED BY document_list "
                "ON document.id = layer.document ORDER BY document.seq, layer.rowid"
            )
        )
    )


def _pair(join: Join, row: Raw, annotator: str) -> Pair:
    document = join.documents[row["document"]]
    return Pair(join.layer((document, annotator)), row["id"], document, annotator)


def _shown_there(join: Join) -> set[str]:
    """Layers that only show other states: the states come by themselves."""
    found: set[str] = set()
    for layer, dispute in join.theirs.items():
        document, name = join.source.execute(
            "SELECT document, name FROM layer JOIN annotator ON annotator.id = layer.annotator "
            "WHERE layer.id = ?",
            (layer,),
        ).fetchone()
        shown = shown_ids(document, name, len(dispute.others), join.edited_there)
        found |= {id for _, id in shown}
    return found


def _add(join: Join, new: Sequence[tuple[Pair, Raw]]) -> None:
    if not new:
        return
    heads = [
        {**row, "id": pair.id, "document": pair.document, "annotator": pair.annotator}
        for pair, row in new
    ]
    insert(join.goal, "layer", heads)
    found = contents_there(join, [pair for pair, _ in new])
    add(join.goal, join.shape, found)
    join.result.layers += len(new)
    join.result.spans += sum(key[0] == "span" for items in found.values() for key in items)


def _foreign(join: Join, found: Mapping[str, Mapping[Key, Values]]) -> dict[str, set[str]]:
    """The items, by layer, whose id belongs to another layer here or of these."""
    holders: dict[Key, str] = {}
    for table in ITEMS:
        wanted = [id for items in found.values() for kind, id in items if kind == table]
        rows = join.goal.execute(
            f"SELECT id, layer FROM {table} "  # noqa: S608
            "WHERE id IN (SELECT value FROM json_each(?))",
            (msgspec.json.encode(wanted).decode(),),
        )
        holders |= {(table, id): layer for id, layer in rows}
    foreign: dict[str, set[str]] = {}
    for layer, items in found.items():
        for key in items:
            if holders.setdefault(key, layer) != layer:
                foreign.setdefault(layer, set()).add(key[1])
    return foreign


def _differing(join: Join, both: Sequence[tuple[Pair, Raw]]) -> list[Pair]:
    """The layers that are not the same in both files; of the others, the longer time stays."""
    ours = join.shape.items(join.goal, [pair.id for pair, _ in both])
    theirs = contents_there(join, [pair for pair, _ in both])
    heads = {row["id"]: row for row in read(join.goal, "layer", "id", list(ours))}
    found = []
    for pair, row in both:
        head = heads[pair.id]
        same = ours[pair.id] == theirs[pair.id] and head["status"] == row["status"]
        if not same or pair.id in join.ours or pair.theirs in join.theirs:
            found.append(pair)
        elif row["seconds"] > head["seconds"]:
            join.goal.execute(
                "UPDATE layer SET seconds = ? WHERE id = ?", (row["seconds"], pair.id)
            )
    return found
