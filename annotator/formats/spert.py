"""JSON of SpERT: tokens, and entities and relations that count in them, ends left out.

[{"tokens": ["Ada", "met", "Kim"],
  "entities": [{"type": "PERSON", "start": 0, "end": 1}, …],
  "relations": [{"type": "meets", "head": 0, "tail": 1}], "orig_id": "…"}]
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import IO

from annotator.formats.base import Found, Look, Record, labels_only
from annotator.formats.gathering import Gathering, Said, told, usable
from annotator.formats.json_items import decoded, items, keys_of
from annotator.formats.json_writing import write_array
from annotator.formats.loose import a_dict, a_list, a_text, an_int, dicts
from annotator.formats.restricting import restricted_all
from annotator.formats.tagging import in_words
from annotator.formats.words import Words
from annotator.text.tokens import Tokens

CARRIES = labels_only(text="words")
_ORIGIN = "import:spert"


def write(records: Iterable[Record], out: IO[bytes]) -> int:
    """One object a document; returns how many."""
    return write_array(map(_row, restricted_all(records, CARRIES)), out)


def _row(record: Record) -> dict[str, object]:
    places = list(record.tokens or ())
    numbers = {x.id: index for index, x in enumerate(record.spans)}
    entities = []
    for span in record.spans:
        first, last = in_words(places, span.start, span.end)
        entities.append({"type": span.label, "start": first, "end": last})
    return {
        "tokens": [record.text[start:end] for start, end in places],
        "entities": entities,
        "relations": [
            {"type": x.label, "head": numbers[x.head], "tail": numbers[x.tail]}
            for x in record.relations
        ],
        "orig_id": record.name,
    }


def read(path: Path) -> Iterator[Found]:
    """A record an object. Raises InputError."""
    for line, data in items(path):
        yield from told(path, line, partial(_records, path, line, data))


def _records(path: Path, line: int, data: bytes, say: Said) -> Sequence[Found]:
    row = a_dict(decoded(data, say))
    words = Words()
    places = words.sentence(a_text(x) for x in a_list(row.get("tokens")))
    text = usable(words.text, say) if row else ""
    if not text:
        return []
    gathering = Gathering(text, say, _ORIGIN)
    for number, one in enumerate(dicts(row.get("entities"))):
        first, last = an_int(one.get("start")), an_int(one.get("end"))
        label = a_text(one.get("type"))
        if first is None or last is None or not 0 <= first < last <= len(places):
            say(f"the span {label} {first}–{last} lies outside the tokens: left out")
            continue
        gathering.span(number, label, places[first][0], places[last - 1][1])
    for one in dicts(row.get("relations")):
        gathering.relation(
            a_text(one.get("type")), an_int(one.get("head")), an_int(one.get("tail"))
        )
    record = Record(
        a_text(row.get("orig_id")) or f"{path.stem} {line}",
        text,
        source=path.name,
        status="done",
        tokens=Tokens(x for x in places if x[0] < x[1]),
        spans=gathering.spans(),
        relations=gathering.relations(),
        line=line,
    )
    return [record]


def recognise(look: Look) -> bool:
    """By tokens, entities and relations with types."""
    outer, inner = keys_of(look)
    return (
        {"tokens", "entities"} <= outer
        and "text" not in outer
        and (not inner or bool(inner & {"type", "head"}))
    )
