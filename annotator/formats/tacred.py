"""TACRED's JSON, written: one object a relation, with the sentences between its two spans.

    [{"id": "…", "docid": "Talks", "relation": "meets", "token": ["Ada", "met", "Kim"],
      "subj_start": 0, "subj_end": 0, "obj_start": 2, "obj_end": 2,
      "subj_type": "PERSON", "obj_type": "PERSON"}]

The ends are inclusive. Spans that no relation joins are not in it.
"""

from collections.abc import Iterable, Iterator
from typing import IO

from annotator.formats.base import Look, Record, labels_only
from annotator.formats.json_writing import write_array
from annotator.formats.restricting import restricted_all
from annotator.formats.tagging import in_words

CARRIES = labels_only(text="sentences")


def write(records: Iterable[Record], out: IO[bytes]) -> int:
    """One object a relation; returns how many records they come from."""
    count = 0

    def rows() -> Iterator[dict[str, object]]:
        nonlocal count
        for record in restricted_all(records, CARRIES):
            count += 1
            yield from _rows(record)

    write_array(rows(), out)
    return count


def _rows(record: Record) -> Iterator[dict[str, object]]:
    places = list(record.tokens or ())
    starts = [i for i, (a, _) in enumerate(places) if not a or record.text[a - 1] == "\n"]
    spans = {x.id: x for x in record.spans}
    for number, relation in enumerate(record.relations):
        head, tail = spans[relation.head], spans[relation.tail]
        one = in_words(places, head.start, head.end)
        other = in_words(places, tail.start, tail.end)
        begun = max(x for x in starts if x <= min(one[0], other[0]))
        ended = min((x for x in starts if x >= max(one[1], other[1])), default=len(places))
        yield {
            "id": f"{record.id}:{number}",
            "docid": record.name,
            "relation": relation.label,
            "token": [record.text[a:b] for a, b in places[begun:ended]],
            "subj_start": one[0] - begun,
            "subj_end": one[1] - begun - 1,
            "obj_start": other[0] - begun,
            "obj_end": other[1] - begun - 1,
            "subj_type": head.label,
            "obj_type": tail.label,
        }


def recognise(_look: Look) -> bool:
    """It is only written."""
    return False
