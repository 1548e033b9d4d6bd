"""The list of documents: one line each, without reading a text."""

import sqlite3
from dataclasses import dataclass

import msgspec

from annotator.model import Status
from annotator.store.documents import NOT_IN_TRASH, ids
from annotator.store.turns import Turn, in_turn, turns_of

_FEW = 5000  # documents; with more, reading all layers in one go is as fast
# Without those whose suggestions are no longer shown (annotator.suggestion_mode).
_MODELS = """(SELECT id FROM annotator WHERE kind = 'model' AND name NOT IN (
    SELECT value FROM json_each((
        SELECT value FROM project WHERE name = 'setting hidden_models'))))"""
_LIST = """
    SELECT id, name, length, section FROM document {index}
    WHERE id NOT IN (SELECT document FROM trash) {where} ORDER BY seq"""
_OWN = "SELECT document, status, seconds FROM layer WHERE annotator = :who {one}"
_OFFERED = f"""
    SELECT layer.document, (SELECT count(*) FROM span WHERE span.layer = layer.id)
    FROM layer WHERE layer.annotator IN {_MODELS} {{one}}"""  # noqa: S608
# A suggestion counts as answered when an own span or a rejection begins where it does and has
# its end or its label: one look into an index each. The open document is judged exactly, by
# annotator.suggestions.
_ANSWERED = f"""
    SELECT layer.document, count(*)
    FROM layer CROSS JOIN layer AS theirs CROSS JOIN span AS offer
    WHERE layer.annotator = :who {{one}} AND theirs.document = layer.document
        AND theirs.annotator IN {_MODELS} AND offer.layer = theirs.id
        AND (EXISTS (SELECT 1 FROM span AS mine WHERE mine.layer = layer.id
                AND mine.start = offer.start
                AND (mine."end" = offer."end" OR mine.label = offer.label))
            OR EXISTS (SELECT 1 FROM rejection AS no WHERE no.layer = layer.id
                AND no.start = offer.start AND no."end" = offer."end"
                AND no.label = offer.label AND no.tail = '[]'))
    GROUP BY layer.document"""  # noqa: S608

# Of everybody, or where people do not see each other's labels, the annotator's own.
_COMMENTS = """
    SELECT layer.document, count(*) FROM comment CROSS JOIN layer ON layer.id = comment.layer
    WHERE (layer.annotator = :who OR EXISTS (
        SELECT 1 FROM project WHERE name = 'setting blind' AND value = 'no')) {one}
    GROUP BY layer.document"""


@dataclass(frozen=True, slots=True)
class DocumentSummary:
    """A document as the list shows it to one annotator. `size` in code points; `suggestions`
    counts those that are open, None while no model has looked at the document. `turn` is
    "calibration" or "assigned" for the annotator's own, "others" for those of other people, and
    empty where nothing is assigned to anybody. `comments` counts those that the annotator sees."""

    id: str
    name: str
    size: int
    status: Status
    seconds: float
    suggestions: int | None
    section: str = ""
    turn: Turn = ""
    comments: int = 0


@dataclass(frozen=True, slots=True)
class StatusCounts:
    """How many documents an annotator has in each status."""

    new: int = 0
    in_progress: int = 0
    done: int = 0
    skipped: int = 0

    @property
    def total(self) -> int:
        """All documents."""
        return self.new + self.in_progress + self.done + self.skipped


def summaries(
    connection: sqlite3.Connection,
    who: str,
    text: str = "",
    status: Status | None = None,
    mine: bool = False,
) -> list[DocumentSummary]:
    """The documents that match the filter and have the status; with `mine`, only those assigned
    to the annotator. In the order of import, the annotator's own first, calibration before all.
    """
    where = ""
    if text.strip():
        where = f"AND seq IN ({_MATCH if _query(text) else _BY_NAME})"
    statement = _LIST.format(index="INDEXED BY document_list", where=where)
    found = _join(connection, statement, {"who": who, **_filter(text)}, few=bool(where))
    found = in_turn(found, mine)
    return found if status is None else [x for x in found if x.status == status]


def summary(connection: sqlite3.Connection, who: str, document: str) -> DocumentSummary:
    """One document. Raises KeyError if there is none."""
    statement = _LIST.format(index="", where="AND id = :document")
    found = _join(connection, statement, {"who": who, "document": document}, few=True)
    if not found:
        raise KeyError(document)
    return found[0]


def _join(
    connection: sqlite3.Connection, statement: str, values: dict[str, str], few: bool = False
) -> list[DocumentSummary]:
    """SQLite would look up each document in each of the lists; dictionaries take half the time.
    Of `few` documents, only their own layers are read."""
    rows = connection.execute(statement, values).fetchall()
    if not rows:
        return []
    one = ""
    if few and len(rows) <= _FEW:
        one = "AND layer.document IN (SELECT value FROM json_each(:found))"
        values = {**values, "found": msgspec.json.encode([row[0] for row in rows]).decode()}
    read = connection.execute
    own = {id: (status, seconds) for id, status, seconds in read(_OWN.format(one=one), values)}
    answered = dict(read(_ANSWERED.format(one=one), values).fetchall()) if own else {}
    offered: dict[str, int] = {}
    for id, number in read(_OFFERED.format(one=one), values):
        offered[id] = offered.get(id, 0) + number
    comments = dict(read(_COMMENTS.format(one=one), values).fetchall())
    untouched = ("new", 0.0)
    turns, other = turns_of(connection, values["who"])
    return [
        DocumentSummary(
            id,
            name,
            size,
            *own.get(id, untouched),
            offered[id] - answered.get(id, 0) if id in offered else None,
            section,
            turns.get(id, other),
            comments.get(id, 0),
        )
        for id, name, size, section in rows
    ]


_BY_NAME = "SELECT seq FROM document INDEXED BY document_list WHERE name LIKE :part ESCAPE '\\'"
_MATCH = f"""{_BY_NAME}
    UNION SELECT rowid FROM document_search WHERE document_search MATCH :query"""  # noqa: S608


def matching(connection: sqlite3.Connection, text: str) -> list[str]:
    """The ids of the documents whose name holds `text`, or whose name and text hold all its
    words (the last may be begun only), in the order of import."""
    if not text.strip():
        return ids(connection)
    found = _MATCH if _query(text) else _BY_NAME
    rows = connection.execute(
        "SELECT id FROM document INDEXED BY document_list "  # noqa: S608
        f"WHERE seq IN ({found}) AND {NOT_IN_TRASH} ORDER BY seq",
        _filter(text),
    )
    return [id for (id,) in rows]


def holding(connection: sqlite3.Connection, text: str) -> list[str]:
    """The ids of the documents whose name and text hold all words of `text`, the last of which
    may be begun only; in no order, also those in the trash."""
    query = _query(text)
    if not query:
        return []
    found = connection.execute(
        "SELECT id FROM document INDEXED BY document_list "
        "WHERE seq IN (SELECT rowid FROM document_search WHERE document_search MATCH ?)",
        (query,),
    )
    return [id for (id,) in found.fetchall()]


def counts(connection: sqlite3.Connection, who: str, mine: bool = False) -> StatusCounts:
    """How many documents an annotator has in each status; with `mine`, of those assigned."""
    held = "(SELECT document FROM assignment WHERE annotator = :who AND held = 1)"
    own = f"AND document IN {held}" if mine else ""
    by_status = dict(
        connection.execute(
            "SELECT status, count(*) FROM layer "  # noqa: S608
            f"WHERE annotator = :who {own} "
            "AND document NOT IN (SELECT document FROM trash) GROUP BY status",
            {"who": who},
        )
    )
    among = f"{held} WHERE 1" if mine else "(SELECT id AS document FROM document) WHERE 1"
    total: int = connection.execute(
        f"SELECT count(*) FROM {among} "  # noqa: S608
        "AND document NOT IN (SELECT document FROM trash)",
        {"who": who} if mine else {},
    ).fetchone()[0]
    begun, done, skipped = (by_status.get(x, 0) for x in ("in progress", "done", "skipped"))
    return StatusCounts(total - begun - done - skipped, begun, done, skipped)


def _filter(text: str) -> dict[str, str]:
    part = text.strip()
    for sign in ("\\", "%", "_"):
        part = part.replace(sign, f"\\{sign}")
    return {"part": f"%{part}%", "query": _query(text)}


def _query(text: str) -> str:
    """All words in any order, the last as a prefix. A single letter would match nearly every
    text, and is sought in names only."""
    words = [word for word in text.split() if any(char.isalnum() for char in word)]
    if not words or (len(words) == 1 and len(words[0]) < 2 and words[0].isascii()):
        return ""
    quoted = (word.replace("\0", "").replace('"', '""') for word in words)
    return " ".join(f'"{word}"' for word in quoted) + "*"
