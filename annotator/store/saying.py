"""What models say of all documents, and texts, read in one pass."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from annotator.store.troubles import told_reading

if TYPE_CHECKING:
    from annotator.store.project import Project

_PAGE = 500
_SAID = """
    SELECT layer.document, layer.annotator, span.start, span."end", span.label, span.score
    FROM layer LEFT JOIN span ON span.layer = layer.id
    WHERE layer.annotator IN (SELECT id FROM annotator WHERE kind = 'model')
    ORDER BY layer.document, layer.annotator"""
Row = tuple[str, str, frozenset[tuple[int, int, str]], tuple[float, ...]]


def said_by_models(project: "Project") -> Iterator[Row]:
    """Document, model (both by id), the places and labels of its spans, and their scores."""
    with told_reading(project.path):
        cursor = project.connection.execute(_SAID)
        for (document, model), rows in groupby(cursor, key=lambda row: (row[0], row[1])):
            there = [row for row in rows if row[2] is not None]
            spans = frozenset((start, end, label) for _, _, start, end, label, _ in there)
            yield document, model, spans, tuple(row[5] for row in there if row[5] is not None)


def texts_of(project: "Project", documents: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Ids and texts of some documents, in the order given, a few in memory at a time."""
    with told_reading(project.path):
        for start in range(0, len(documents), _PAGE):
            page = documents[start : start + _PAGE]
            marks = ", ".join("?" * len(page))
            found = dict(
                project.connection.execute(
                    f"SELECT id, text FROM document WHERE id IN ({marks})",  # noqa: S608
                    list(page),
                ).fetchall()
            )
            for id in page:
                yield id, found[id]
