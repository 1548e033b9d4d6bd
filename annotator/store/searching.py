"""Finding the texts that hold a string: through the full-text index where that is sure, else by
reading them all."""

import sqlite3
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import msgspec

from annotator.model import Rejection
from annotator.store.documents import NOT_IN_TRASH
from annotator.store.rows import REJECTION, read_ranges
from annotator.store.troubles import told_reading
from annotator.text.matching import Wanted, has_plain_edges

if TYPE_CHECKING:
    from annotator.store.project import Project

_PAGE = 256
_INDEXED = 0x530  # beyond, the index knows other accents than `without_accents`
Text = tuple[str, str, str]  # id, name and text of a document


def texts(
    project: "Project", wanted: Wanted, documents: Sequence[str] | None = None
) -> Iterator[Text]:
    """Id, name and text of each document that may hold a match, in the order of import; every
    one that does is among them. `documents` limits the search to some ids."""
    with told_reading(project.path):
        seqs = _candidates(project.connection, wanted, documents)
        for start in range(0, len(seqs), _PAGE):
            page = msgspec.json.encode(seqs[start : start + _PAGE]).decode()
            yield from project.connection.execute(
                "SELECT id, name, text FROM document "
                "WHERE seq IN (SELECT value FROM json_each(?)) ORDER BY seq",
                (page,),
            ).fetchall()


def candidates(project: "Project", wanted: Wanted) -> int:
    """How many documents `texts` would read."""
    with told_reading(project.path):
        return len(_candidates(project.connection, wanted, None))


def rejections(project: "Project", layers: Sequence[str]) -> dict[str, list[Rejection]]:
    """The rejections of some layers, by the layers' ids."""
    found: dict[str, list[Rejection]] = {id: [] for id in layers}
    wanted = msgspec.json.encode(layers).decode()
    with told_reading(project.path):
        for id, layer, _, _, label, ranges, tail, origin in project.connection.execute(
            f"SELECT {REJECTION.names} FROM rejection "  # noqa: S608
            "WHERE layer IN (SELECT value FROM json_each(?)) ORDER BY rowid",
            (wanted,),
        ):
            no = Rejection(id, label, read_ranges(ranges), read_ranges(tail), origin)
            found[layer].append(no)
    return found


def _candidates(
    connection: sqlite3.Connection, wanted: Wanted, documents: Sequence[str] | None
) -> list[int]:
    phrase = index_phrase(wanted)
    where, values = [NOT_IN_TRASH], []
    if phrase:
        where.append("seq IN (SELECT rowid FROM document_search WHERE document_search MATCH ?)")
        values.append(phrase)
    if documents is not None:
        where.append("id IN (SELECT value FROM json_each(?))")
        values.append(msgspec.json.encode(documents).decode())
    rows = connection.execute(
        "SELECT seq FROM document INDEXED BY document_list "  # noqa: S608
        f"WHERE {' AND '.join(where)} ORDER BY seq",
        values,
    )
    return [seq for (seq,) in rows]


def index_phrase(wanted: Wanted) -> str:
    """The query that finds every text with a match, or "" where the index cannot promise it:
    its words are runs of letters and digits, so it knows neither parts of words nor scripts
    that write without spaces."""
    text = wanted.text.strip()
    if wanted.pattern or not has_plain_edges(wanted):
        return ""
    if not wanted.accents and any(ord(char) >= _INDEXED for char in text):
        return ""
    quoted = text.replace("\0", " ").replace('"', " ")
    return f'text : "{quoted}"'
