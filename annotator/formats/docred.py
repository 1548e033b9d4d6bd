"""DocRED's JSON: sentences of words, entities as sets of mentions, relations between entities.

    [{"title": "Talks", "sents": [["Ada", "met", "Kim", "."]],
      "vertexSet": [[{"name": "Ada", "pos": [0, 1], "sent_id": 0, "type": "PERSON"}], …],
      "labels": [{"r": "P1", "h": 0, "t": 1, "evidence": [0]}]}]

Positions count within the sentence, and leave the end out. We write each span as an entity of its
own; of an entity with several mentions the first takes its relations, and the others are joined
to it, one to the next, by the relation `same entity`, which writing makes one entity again.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import pairwise
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
from annotator.model import Range, Span
from annotator.text.tokens import Tokens

CARRIES = labels_only(text="sentences")
SAME = "same entity"
_ORIGIN = "import:docred"


def write(records: Iterable[Record], out: IO[bytes]) -> int:
    """One object a document; returns how many."""
    return write_array(map(_row, restricted_all(records, CARRIES)), out)


def _row(record: Record) -> dict[str, object]:
    places = list(record.tokens or ())
    starts = [0] + [i for i, (a, _) in enumerate(places) if a and record.text[a - 1] == "\n"]
    entities = _entities(record)
    number = {x.id: index for index, entity in enumerate(entities) for x in entity}
    return {
        "title": record.name,
        "sents": [
            [record.text[a:b] for a, b in places[first:last]]
            for first, last in pairwise([*starts, len(places)])
        ],
        "vertexSet": [[_mention(record.text, x, places, starts) for x in e] for e in entities],
        "labels": [
            {"r": x.label, "h": number[x.head], "t": number[x.tail], "evidence": []}
            for x in record.relations
            if x.label != SAME
        ],
    }


def _entities(record: Record) -> list[list[Span]]:
    """The spans, those together that are the same."""
    group = {x.id: [x] for x in record.spans}
    for relation in record.relations:
        one, other = group[relation.head], group[relation.tail]
        if relation.label == SAME and one is not other:
            one += other
            for span in other:
                group[span.id] = one
    found = {id(x): sorted(x, key=lambda s: (s.start, -s.end, s.label)) for x in group.values()}
    return list(found.values())


def _mention(text: str, span: Span, places: list[Range], starts: list[int]) -> dict[str, object]:
    from bisect import bisect_right

    first, last = in_words(places, span.start, span.end)
    sentence = bisect_right(starts, first) - 1
    begun = starts[sentence]
    return {
        "name": text[span.start : span.end],
        "pos": [first - begun, last - begun],
        "sent_id": sentence,
        "type": span.label,
    }


def read(path: Path) -> Iterator[Found]:
    """A record an object. Raises InputError."""
    for line, data in items(path):
        yield from told(path, line, partial(_records, path, line, data))


def _records(path: Path, line: int, data: bytes, say: Said) -> Sequence[Found]:
    row = a_dict(decoded(data, say))
    words = Words()
    sentences = [words.sentence(a_text(x) for x in a_list(one)) for one in a_list(row.get("sents"))]
    text = usable(words.text, say) if row else ""
    if not text:
        return []
    gathering = Gathering(text, say, _ORIGIN)
    first: dict[int, str] = {}
    for number, entity in enumerate(a_list(row.get("vertexSet"))):
        keys = [f"{number}.{k}" for k, x in enumerate(dicts(entity))
                if _add(gathering, f"{number}.{k}", x, sentences, say)]  # fmt: skip
        for one, other in pairwise(keys):
            gathering.relation(SAME, one, other)
        first[number] = keys[0] if keys else ""
    for link in dicts(row.get("labels")):
        head, tail = an_int(link.get("h")), an_int(link.get("t"))
        evidence = ", ".join(a_text(x) for x in a_list(link.get("evidence")))
        gathering.relation(
            a_text(link.get("r")), first.get(-1 if head is None else head),
            first.get(-1 if tail is None else tail),
            attributes={"evidence": evidence} if evidence else {},
        )  # fmt: skip
    record = Record(
        a_text(row.get("title")) or f"{path.stem} {line}",
        text,
        source=path.name,
        status="done",
        tokens=Tokens(x for x in words.places if x[0] < x[1]),
        spans=gathering.spans(),
        relations=gathering.relations(),
        line=line,
    )
    return [record]


def _add(
    gathering: Gathering, key: str, one: dict[str, object], sentences: list[list[Range]], say: Said
) -> bool:
    start, end = (*(an_int(x) for x in a_list(one.get("pos"))), None, None)[:2]
    sentence = an_int(one.get("sent_id"))
    label = a_text(one.get("type"))
    places = sentences[sentence] if sentence is not None and 0 <= sentence < len(sentences) else []
    if start is None or end is None or not 0 <= start < end <= len(places):
        say(f"the mention {a_text(one.get('name'))} lies outside its sentence: left out")
        return False
    gathering.span(key, label, places[start][0], places[end - 1][1])
    return True


def recognise(look: Look) -> bool:
    """By its entities."""
    outer, _ = keys_of(look)
    return {"sents", "vertexSet"} <= outer
