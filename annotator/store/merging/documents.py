"""Annotators and documents of the other file, matched with those here."""

from collections.abc import Sequence

from annotator.errors import ProjectCorrupt
from annotator.model import make_annotator
from annotator.store import layers
from annotator.store.merging.join import Join
from annotator.store.rawrows import indexing_once, insert, pages, read

_FACTS = "SELECT id, sha256, name FROM document ORDER BY seq"
_PAGE = 500


def match_annotators(join: Join) -> None:
    """The same kind and name is the same annotator."""
    ours = {(one.kind, one.name): one.id for one in layers.annotators(join.goal)}
    for one in layers.annotators(join.source):
        there = ours.get((one.kind, one.name))
        join.people[one.id] = there or make_annotator(one.name, one.kind).id


def annotator_here(join: Join, theirs: str) -> str:
    """The id here of an annotator of the other file, who is made when missing."""
    name, kind = join.source.execute(
        "SELECT name, kind FROM annotator WHERE id = ?", (theirs,)
    ).fetchone()
    join.goal.execute(
        "INSERT INTO annotator (id, name, kind) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        (join.people[theirs], name, kind),
    )
    return join.people[theirs]


def bring_documents(join: Join) -> None:
    """Match by id, else by text (where several have the same, by name), else add."""
    ours = {id: (sha256, name) for id, sha256, name in join.goal.execute(_FACTS)}
    theirs = join.source.execute(_FACTS).fetchall()
    given = {id for id, _, _ in theirs}
    free: dict[str, list[str]] = {}
    for id, (sha256, _) in ours.items():
        if id not in given:
            free.setdefault(sha256, []).append(id)
    new: list[str] = []
    for id, sha256, name in theirs:
        same = free.get(sha256, [])
        if id in ours:
            if ours[id][0] != sha256:
                raise _other_text(join, name)
            join.documents[id] = id
        elif same:
            best = next((x for x in same if ours[x][1] == name), same[0])
            same.remove(best)
            join.documents[id] = best
            join.result.matched += 1
        else:
            join.documents[id] = id
            new.append(id)
    _add(join, new)
    _bring_tokens(join)


def _other_text(join: Join, name: str) -> ProjectCorrupt:
    return ProjectCorrupt(
        f"The document “{name}” has another text in this file",
        str(join.path),
        "Merge a file that was made from this project.",
    )


def _add(join: Join, ids: Sequence[str]) -> None:
    if not ids:
        return
    with indexing_once(join.goal):
        for page in pages(ids, _PAGE):
            rows = list(read(join.source, "document", "id", page))
            for row in rows:
                del row["seq"]
            insert(join.goal, "document", rows)
            insert(join.goal, "trash", list(read(join.source, "trash", "document", page)))
            join.count(len(page))
    join.result.documents = len(ids)


def _bring_tokens(join: Join) -> None:
    """Only where there are none: labels may rest on those that there are."""
    rows = join.goal.execute("SELECT id FROM document WHERE tokens IS NULL")
    without = {id for (id,) in rows}
    wanted = {theirs: ours for theirs, ours in join.documents.items() if ours in without}
    for page in pages(list(wanted), _PAGE):
        found = [
            (row["tokens"], wanted[row["id"]])
            for row in read(join.source, "document", "id", page)
            if row["tokens"] is not None
        ]
        join.goal.executemany("UPDATE document SET tokens = ? WHERE id = ?", found)
