"""Our JSONL: one record per document and layer, a superset of Prodigy's.

    {"id": "…", "name": "…", "text": "Kim in Oslo", "annotator": "ana", "status": "done",
     "tokens": [{"text": "Kim", "start": 0, "end": 3, "id": 0, "ws": true}, …],
     "spans": [{"id": "…", "start": 0, "end": 3, "text": "Kim", "label": "PERSON", …}],
     "relations": [{"label": "visits", "head": 0, "child": 2, "head_span": {…}, …}]}

Offsets are code points, ends exclusive; `token_end` is inclusive. A record with only `text`
is a document without labels.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import IO, Any, cast

import msgspec

from annotator.errors import InputError
from annotator.formats.base import Problem, Record
from annotator.model import (
    STATUSES,
    DocumentLabel,
    Kind,
    Relation,
    Span,
    Status,
    checksum,
    new_id,
)
from annotator.text.tokens import Tokens

Json = dict[str, Any]
_ANSWERS: dict[object, Status] = {"accept": "done", "reject": "skipped", "ignore": "skipped"}
_decode = msgspec.json.Decoder(dict[str, Any]).decode
_encode = msgspec.json.Encoder().encode


def read(path: Path) -> Iterator[Record | Problem]:
    """Records in order; a Problem for each line or item that had to be left out."""
    seen = False
    with path.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                seen = True
                yield from _line(path, number, line)
    if not seen:
        raise InputError("The file is empty", str(path), "Choose a file with records.")


def _line(path: Path, number: int, line: bytes) -> Iterator[Record | Problem]:
    try:
        row = _decode(line.removeprefix(b"\xef\xbb\xbf"))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        yield Problem(str(path), number, f"no JSON record ({error}); left out")
        return
    text = row.get("text")
    if not isinstance(text, str) or not text:
        yield Problem(str(path), number, "has no text; left out")
    elif row.get("sha256") not in (None, checksum(text)):
        yield Problem(str(path), number, "its text differs from its checksum; left out")
    else:
        notes: list[str] = []
        record = _record(row, text, path, number, notes)
        yield from (Problem(str(path), number, what) for what in notes)
        yield record


def _record(row: Json, text: str, path: Path, number: int, notes: list[str]) -> Record:
    meta = cast("Json", row["meta"]) if isinstance(row.get("meta"), dict) else {}
    title = meta.get("title")
    fallback = title if isinstance(title, str) and title else f"{path.stem} {number}"
    spans, by_token = _spans(row, text, notes)
    kind = row["kind"] if row.get("kind") in ("person", "model", "gold") else "person"
    seconds = row.get("seconds")
    return Record(
        name=_text(row, "name") or fallback,
        text=text,
        id=_text(row, "id"),
        source=_text(row, "source") or path.name,
        meta=meta,
        annotator=_text(row, "annotator") or _text(row, "_annotator_id"),
        kind=cast("Kind", kind),
        status=_status(row, bool(spans)),
        seconds=float(seconds) if isinstance(seconds, int | float) else 0.0,
        tokens=_tokens(row, text, notes),
        spans=spans,
        relations=_relations(row, spans, by_token, notes),
        labels=_labels(row),
    )


def _labels(row: Json) -> tuple[DocumentLabel, ...]:
    found = row.get("labels")
    names = [x for x in found if isinstance(x, str)] if isinstance(found, list) else []
    return tuple(DocumentLabel(new_id(), name) for name in dict.fromkeys(names))


def _status(row: Json, labelled: bool) -> Status:
    if row.get("status") in STATUSES:
        return cast("Status", row["status"])
    answer = row.get("answer")
    known = _ANSWERS.get(answer) if isinstance(answer, str) else None
    return known or ("in progress" if labelled else "new")


def _text(row: Json, key: str) -> str:
    value = row.get(key)
    return value if isinstance(value, str) else ""


def _whole(value: object) -> int:
    """A whole number, or −1."""
    return value if isinstance(value, int) and not isinstance(value, bool) else -1


def _score(entry: Json) -> float | None:
    value = entry.get("score")
    return float(value) if isinstance(value, int | float) else None


def _rows(row: Json, key: str) -> list[Json]:
    value = row.get(key)
    return [x for x in value if isinstance(x, dict)] if isinstance(value, list) else []


def _tokens(row: Json, text: str, notes: list[str]) -> Tokens | None:
    last, ranges = 0, []
    for token in _rows(row, "tokens"):
        start, end = _whole(token.get("start")), _whole(token.get("end"))
        fits = last <= start < end <= len(text)
        if not fits or token.get("text", text[start:end]) != text[start:end]:
            notes.append("its tokens do not fit the text; they are made anew")
            return None
        if not text[start:end].isspace():
            ranges.append((start, end))
        last = end
    return Tokens(ranges) if ranges else None


def _spans(row: Json, text: str, notes: list[str]) -> tuple[tuple[Span, ...], dict[int, str]]:
    spans: dict[object, Span] = {}
    by_token: dict[int, str] = {}
    ids: set[str] = set()
    for entry in _rows(row, "spans"):
        span = _span(entry, text)
        if isinstance(span, str):
            notes.append(f"{span}; left out")
            continue
        if span.key in spans:
            notes.append(f"the span {span.start}–{span.end} is there twice; kept once")
        elif span.id in ids:
            span = replace(span, id=new_id())
        kept = spans.setdefault(span.key, span)
        ids.add(kept.id)
        by_token.setdefault(_whole(entry.get("token_end")), kept.id)
    by_token.pop(-1, None)
    return tuple(spans.values()), by_token


def _span(entry: Json, text: str) -> Span | str:
    start, end, label = _whole(entry.get("start")), _whole(entry.get("end")), _text(entry, "label")
    if not label:
        return "a span without a label"
    if not 0 <= start < end <= len(text):
        return f"the span {entry.get('start')}–{entry.get('end')} lies outside the text"
    parts = _fragments(entry, start, end)
    surface = entry.get("text")
    if isinstance(surface, str) and surface != text[start:end]:
        return f"the span {start}–{end} says “{surface[:40]}” where “{text[start:end][:40]}” stands"
    attributes = entry.get("attributes")
    return Span(
        _text(entry, "id") or new_id(),
        start,
        end,
        label,
        _text(entry, "origin") or "human",
        _score(entry),
        _text(entry, "note"),
        _text(entry, "kb_id"),
        {k: str(v) for k, v in attributes.items()} if isinstance(attributes, dict) else {},
        parts,
    )


def _fragments(entry: Json, start: int, end: int) -> tuple[tuple[int, int], ...]:
    rows = entry.get("fragments")
    if not isinstance(rows, list) or not all(isinstance(x, list) and len(x) == 2 for x in rows):
        return ()
    parts = tuple((_whole(a), _whole(b)) for a, b in rows)
    flat = [edge for part in parts for edge in part]
    sound = len(parts) > 1 and flat == sorted(flat) and (flat[0], flat[-1]) == (start, end)
    return parts if sound and all(a < b for a, b in parts) else ()


def _relations(
    row: Json, spans: tuple[Span, ...], by_token: dict[int, str], notes: list[str]
) -> tuple[Relation, ...]:
    ids = {span.id for span in spans}
    places = {(s.start, s.end, s.label): s.id for s in spans}
    found: dict[object, Relation] = {}

    def end(entry: Json, side: str) -> str:
        box = entry.get(f"{side}_span")
        if isinstance(box, dict):
            if _text(box, "id") in ids:
                return _text(box, "id")
            place = (_whole(box.get("start")), _whole(box.get("end")), _text(box, "label"))
            if place in places:
                return places[place]
        return by_token.get(_whole(entry.get(side)), "")

    for entry in _rows(row, "relations"):
        head, tail, label = end(entry, "head"), end(entry, "child"), _text(entry, "label")
        if not head or not tail or head == tail or not label:
            notes.append(f"the relation {label} has no two spans to join; left out")
            continue
        id, origin = _text(entry, "id") or new_id(), _text(entry, "origin") or "human"
        new = Relation(id, label, head, tail, origin, _score(entry), _text(entry, "note"))
        found.setdefault(new.key, new)
    return tuple(found.values())


def write(records: Iterable[Record], out: IO[bytes]) -> int:
    """Write records, in order; returns how many."""
    count = 0
    for record in records:
        out.write(_encode(_row(record)))
        out.write(b"\n")
        count += 1
    return count


def _row(record: Record) -> Json:
    row: Json = {
        "id": record.id,
        "name": record.name,
        "text": record.text,
        "sha256": checksum(record.text),
        "meta": record.meta,
    }
    if record.annotator:
        row |= {
            "annotator": record.annotator,
            "kind": record.kind,
            "status": record.status,
            "seconds": round(record.seconds, 1),
        }
    if record.tokens is not None:
        row["tokens"] = _token_rows(record.text, record.tokens)
    boxes = {span.id: _span_row(record, span) for span in record.spans}
    row["spans"] = list(boxes.values())
    row["relations"] = [_relation_row(relation, boxes) for relation in record.relations]
    if record.labels:
        row["labels"] = [label.label for label in record.labels]
    answers = {"done": "accept", "skipped": "ignore"}
    if record.status in answers:
        row["answer"] = answers[record.status]
    return row


def _token_rows(text: str, tokens: Tokens) -> list[Json]:
    return [
        {"text": text[a:b], "start": a, "end": b, "id": i, "ws": text[b : b + 1] == " "}
        for i, (a, b) in enumerate(tokens)
    ]


def _span_row(record: Record, span: Span) -> Json:
    row: Json = {
        "id": span.id,
        "start": span.start,
        "end": span.end,
        "text": record.text[span.start : span.end],
    }
    touched = record.tokens.covering(span.start, span.end) if record.tokens else None
    if touched:
        row["token_start"], row["token_end"] = touched
    row |= {"label": span.label, "origin": span.origin}
    optional = {"score": span.score, "note": span.note, "kb_id": span.kb_id}
    row |= {key: value for key, value in optional.items() if value not in (None, "")}
    if span.attributes:
        row["attributes"] = dict(span.attributes)
    if span.fragments:
        row["fragments"] = [list(part) for part in span.fragments]
    return row


def _relation_row(relation: Relation, boxes: dict[str, Json]) -> Json:
    keys = ("start", "end", "token_start", "token_end", "label", "id")
    head, tail = boxes[relation.head], boxes[relation.tail]
    row: Json = {"id": relation.id, "label": relation.label}
    if "token_end" in head and "token_end" in tail:
        row |= {"head": head["token_end"], "child": tail["token_end"]}
    row["head_span"] = {key: head[key] for key in keys if key in head}
    row["child_span"] = {key: tail[key] for key in keys if key in tail}
    row["origin"] = relation.origin
    optional = {"score": relation.score, "note": relation.note}
    return row | {key: value for key, value in optional.items() if value not in (None, "")}
