"""doccano's JSON Lines: one object a document, with spans and, between them, relations.

    {"id": 1, "text": "Ada met Kim.",
     "entities": [{"id": 1, "label": "PERSON", "start_offset": 0, "end_offset": 3}, …],
     "relations": [{"id": 1, "from_id": 1, "to_id": 2, "type": "meets"}],
     "offset_unit": "code points"}

A project without relations has `"label": [[0, 3, "PERSON"], …]` instead; version 1 had
`"annotations": [{"label": 2, "start_offset": 0, "end_offset": 3, "user": 1}]`. Files that were
made for import count code points, the browser of a labeller may have counted UTF-16 units or
grapheme clusters: their files do not say which, so that only clear cases are repaired. Ours
say it in a field more, which doccano keeps with the document.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import IO

from annotator.formats.base import Found, Look, Option, Record, labels_only
from annotator.formats.gathering import Gathering, Said, told, usable
from annotator.formats.json_items import decoded, items, keys_of
from annotator.formats.json_writing import write_lines
from annotator.formats.loose import a_dict, a_list, a_text, dicts
from annotator.formats.restricting import restricted_all
from annotator.model import Comment, new_id

CARRIES = labels_only()
OPTIONS = (
    Option("text", "the field that holds the text", "text"),
    Option("label", "the field that holds the spans", "label"),
    Option(
        "shape",
        "entities for projects with relations, labels for sequence labelling without them",
        "entities",
        ("entities", "labels"),
        reading=False,
        writing=True,
    ),
)
_TEXTS = ("text", "data")
_SPANS = ("entities", "label", "labels", "spans", "annotations")
_OTHERS = frozenset((*_SPANS, "relations", "Comments", "comments", "cats", "offset_unit"))
_ORIGIN = "import:doccano"
_TRIPLES = re.compile(rb'"labels?"\s*:\s*\[\s*\[\s*\d+\s*,\s*\d+\s*,')
_Raw = dict[str, object]
_SAID: _Raw = {"offset_unit": "code points"}


def write(records: Iterable[Record], out: IO[bytes], *, shape: str = "entities") -> int:
    """One line a record, with ids from 1 on; returns how many."""
    row = _with_relations if shape == "entities" else _labels_only
    return write_lines(map(row, range(1, 1 << 62), restricted_all(records, CARRIES)), out)


def _labels_only(number: int, record: Record) -> _Raw:
    spans = [[x.start, x.end, x.label] for x in record.spans]
    return {"id": number, "text": record.text, "label": spans, **_SAID}


def _with_relations(number: int, record: Record) -> _Raw:
    numbers = {x.id: index for index, x in enumerate(record.spans, 1)}
    return {
        "id": number,
        "text": record.text,
        "entities": [
            {"id": numbers[x.id], "label": x.label, "start_offset": x.start, "end_offset": x.end}
            for x in record.spans
        ],
        "relations": [
            {"id": index, "from_id": numbers[x.head], "to_id": numbers[x.tail], "type": x.label}
            for index, x in enumerate(record.relations, 1)
        ],
        **_SAID,
    }


def read(path: Path, *, text: str = "", label: str = "") -> Iterator[Found]:
    """A record for each document and, in version 1, each person. Raises InputError."""
    for line, data in items(path):
        yield from told(path, line, partial(_records, path, line, data, text, label))


def _records(
    path: Path, line: int, data: bytes, text: str, label: str, say: Said
) -> Sequence[Found]:
    row = a_dict(decoded(data, say))
    if not row:
        return []
    named = [text] if text else [x for x in _TEXTS if x in row] or _longest(row)
    content = usable(row.get(named[0]) if named else None, say)
    if not content:
        return []
    spans = _spans_of(row, label)
    meta = {name: x for name, x in row.items() if name not in (*_OTHERS, *named[:1], label)}
    annotated = any(name in row for name in (*_SPANS, label)) or bool(spans)
    return [
        _record(path, line, content, row, one, user, meta, annotated, say)
        for user, one in (_by_user(spans) or {"": []}).items()
    ]


def _longest(row: _Raw) -> list[str]:
    """The field with the longest text, of a file with fields of its own."""
    fields = {name: x for name, x in row.items() if isinstance(x, str)}
    return sorted(fields, key=lambda name: -len(fields[name]))[:1]


def _spans_of(row: _Raw, label: str) -> list[_Raw]:
    """The spans of all shapes as objects."""
    names = [label] if label else [x for x in _SPANS if row.get(x)]
    others = [x for x in row if not label and x not in (*_SPANS, "relations") and _triples(row[x])]
    found: list[_Raw] = []
    for name in (*names, *others):
        for one in a_list(row.get(name)):
            if isinstance(one, dict):
                found.append(one)
            elif isinstance(one, list):
                start, end, what = (*one, None, None, None)[:3]
                found.append({"start_offset": start, "end_offset": end, "label": what})
    return found


def _triples(value: object) -> bool:
    return any(isinstance(x, list) and len(x) == 3 for x in a_list(value))


def _by_user(spans: list[_Raw]) -> dict[str, list[_Raw]]:
    found: dict[str, list[_Raw]] = {}
    for one in spans:
        found.setdefault(a_text(one.get("user")), []).append(one)
    return found


def _record(
    path: Path,
    line: int,
    text: str,
    row: _Raw,
    spans: list[_Raw],
    user: str,
    meta: _Raw,
    annotated: bool,
    say: Said,
) -> Record:
    gathering = Gathering(text, say, _ORIGIN, guess=row.get("offset_unit") != _SAID["offset_unit"])
    for number, one in enumerate(spans):
        label = a_text(one.get("label") or one.get("type"))
        key = a_text(one.get("id")) or f"#{number}"
        start = one.get("start_offset", one.get("start"))
        gathering.span(key, label, start, one.get("end_offset", one.get("end")))
    for one in dicts(row.get("relations")):
        head, tail = a_text(one.get("from_id")), a_text(one.get("to_id"))
        gathering.relation(a_text(one.get("type") or one.get("label")), head, tail)
    labels = [x for name in ("label", "labels", "cats") for x in a_list(row.get(name))]
    comments = [a_text(x) for x in a_list(row.get("Comments") or row.get("comments"))]
    return Record(
        f"{path.stem} {line}",
        text,
        source=path.name,
        meta=meta,
        annotator=user,
        status="done" if annotated else "new",
        spans=gathering.spans(),
        relations=gathering.relations(),
        labels=gathering.labels([x for x in labels if isinstance(x, str)]),
        comments=tuple(Comment(new_id(), x, "") for x in comments if x),
        annotated=annotated,
        notices=tuple(gathering.notices),
        line=line,
    )


def recognise(look: Look) -> bool:
    """By spans with `start_offset`, or as triples under one of its names."""
    outer, inner = keys_of(look)
    if {"start_offset", "end_offset"} <= inner:
        return True
    return bool(outer & set(_TEXTS)) and _TRIPLES.search(look.head) is not None
