"""Counts of what people's layers hold, by where it came from, without reading a span."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotator.model import Status
from annotator.store import rows
from annotator.store.documents import NOT_IN_TRASH
from annotator.store.troubles import told_reading

if TYPE_CHECKING:
    from annotator.store.project import Project

_SPANS = f"""
    SELECT layer.annotator, layer.status, span.label, span.origin, count(*)
    FROM annotator JOIN layer ON layer.annotator = annotator.id
        JOIN document ON document.id = layer.document JOIN span ON span.layer = layer.id
    WHERE annotator.kind = 'person' AND {NOT_IN_TRASH}
    GROUP BY layer.annotator, layer.status, span.label, span.origin"""  # noqa: S608
_REJECTIONS = f"""
    SELECT layer.annotator, layer.status, rejection.label, rejection.origin, count(*)
    FROM annotator JOIN layer ON layer.annotator = annotator.id
        JOIN document ON document.id = layer.document
        JOIN rejection ON rejection.layer = layer.id
    WHERE annotator.kind = 'person' AND rejection.tail = '[]' AND {NOT_IN_TRASH}
    GROUP BY layer.annotator, layer.status, rejection.label, rejection.origin"""  # noqa: S608

# The journal writes keys in a fixed order, so a look at the text spares reading most rows.
_FINISHING = """
    SELECT item.value ->> '$.f.id', edit.created
    FROM edit JOIN json_each(edit.changes) AS item
    WHERE edit.state = 0 AND edit.changes LIKE '%"k":"status"%'
        AND item.value ->> '$.k' = 'status' AND item.value ->> '$.f.status' = 'done'"""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many spans, or rejections of spans, a person's layers of one status have of a label
    and an origin."""

    annotator: str
    status: Status
    label: str
    origin: str
    count: int


def span_tallies(project: "Project") -> list[Tally]:
    """The spans of people."""
    return _read(project, _SPANS)


def rejection_tallies(project: "Project") -> list[Tally]:
    """The suggested spans that people have rejected; the origin is the model's name."""
    return _read(project, _REJECTIONS)


def _read(project: "Project", statement: str) -> list[Tally]:
    with told_reading(project.path):
        found = project.connection.execute(statement).fetchall()
        return [Tally(*row) for row in rows.typed(found, _Row)]


_Row = tuple[str, Status, str, str, int]


def span_counts(project: "Project") -> dict[str, int]:
    """How many spans each layer has that has any, by the layer's id."""
    with told_reading(project.path):
        found = project.connection.execute("SELECT layer, count(*) FROM span GROUP BY layer")
        return dict(rows.typed(found.fetchall(), tuple[str, int]))


def labels_of(project: "Project", document: str) -> int:
    """How many spans and relations all layers of a document have together."""
    layers = "(SELECT id FROM layer WHERE document = ?1)"
    with told_reading(project.path):
        found = project.connection.execute(
            f"SELECT (SELECT count(*) FROM span WHERE layer IN {layers}) + "  # noqa: S608
            f"(SELECT count(*) FROM relation WHERE layer IN {layers})",
            (document,),
        )
        return int(found.fetchone()[0])


def finish_times(project: "Project") -> dict[str, str]:
    """When each layer was last marked as done (ISO 8601 in UTC), by its id, as far as the
    journal knows: what came done from a file has no time."""
    with told_reading(project.path):
        found = project.connection.execute(_FINISHING).fetchall()
    times: dict[str, str] = {}
    for layer, when in rows.typed(found, tuple[str, str]):
        times[layer] = max(when, times.get(layer, ""))
    return times
