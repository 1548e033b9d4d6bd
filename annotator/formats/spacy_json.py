"""spaCy's training data as JSON: texts with their annotations, as `Example.from_dict` takes them.

    [["Ada met Kim.", {"entities": [[0, 3, "PERSON"], [8, 11, "PERSON"]],
                       "spans": {"sc": [[0, 3, "PERSON"], …]}, "cats": {"World": 1.0}}]]

`entities` do not overlap (the longest are kept), `spans` are all. Read are also objects with a
`text` and `entities`, `ents`, `spans` or `cats`, one a line or in an array, and the documents of
version 2 (`paragraphs`, `sentences`, `tokens` with `orth` and a BILUO tag `ner`).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import IO

from annotator.formats.base import Found, Look, Option, Record, labels_only
from annotator.formats.gathering import Gathering, Said, told, usable
from annotator.formats.json_items import decoded, items, keys_of
from annotator.formats.json_writing import write_array, write_lines
from annotator.formats.loose import a_dict, a_float, a_list, a_text, dicts
from annotator.formats.restricting import restricted, restricted_all
from annotator.formats.tagging import tagged
from annotator.formats.words import Words, found_in
from annotator.model import Span

CARRIES = labels_only(relations=False, document_labels=True)
_FLAT = replace(CARRIES, overlap=False, nested=False)
OPTIONS = (
    Option("shape", "one array, or one text a line", "array", ("array", "lines"), False, True),
)
_ORIGIN = "import:spacy-json"
_GROUP = "sc"
_Raw = dict[str, object]


def write(records: Iterable[Record], out: IO[bytes], *, shape: str = "array") -> int:
    """One text with its annotations a record; returns how many."""
    put = write_array if shape == "array" else write_lines
    return put(map(_row, restricted_all(records, CARRIES)), out)


def _row(record: Record) -> list[object]:
    found: _Raw = {
        "entities": _triples(restricted(record, _FLAT, "")[0].spans),
        "spans": {_GROUP: _triples(record.spans)},
    }
    if record.labels:
        found["cats"] = {x.label: 1.0 for x in record.labels}
    return [record.text, found]


def _triples(spans: Iterable[Span]) -> list[list[object]]:
    return [[x.start, x.end, x.label] for x in spans]


def read(path: Path) -> Iterator[Found]:
    """A record a text. Raises InputError."""
    for line, data in items(path):
        yield from told(path, line, partial(_records, path, line, data))


def _records(path: Path, line: int, data: bytes, say: Said) -> Sequence[Found]:
    row = decoded(data, say)
    if row is None:
        return []
    if isinstance(row, dict) and "paragraphs" in row:
        pairs = [_paragraph(x) for x in dicts(row["paragraphs"])]
    elif isinstance(row, list):
        pairs = [((*row, None)[0], a_dict((*row, None, None)[1]))]
    else:
        pairs = [(a_dict(row).get("text"), a_dict(row))]
    found: list[Found] = []
    for content, about in pairs:
        text = usable(content, say)
        if text:
            found.append(_record(f"{path.stem} {line}", path.name, text, about, line, say))
    return found


def _record(name: str, source: str, text: str, about: _Raw, line: int, say: Said) -> Record:
    gathering = Gathering(text, say, _ORIGIN)
    seen: set[tuple[object, ...]] = set()
    groups = about.get("spans")
    lists = list(groups.values()) if isinstance(groups, dict) else [groups]
    for group in (about.get("entities"), about.get("ents"), about.get("label"), *lists):
        for number, one in enumerate(a_list(group)):
            start, end, label = _parts(one)
            if (key := (a_text(start), a_text(end), label)) not in seen:
                seen.add(key)
                gathering.span(number, label, start, end)
    cats = a_dict(about.get("cats"))
    chosen = [name for name, share in cats.items() if (a_float(share) or 0) >= 0.5 or share is True]
    told_of = ("entities", "ents", "spans", "cats", "label")
    annotated = any(x in about for x in told_of)
    return Record(
        name,
        text,
        source=source,
        meta=a_dict(about.get("meta")),
        status="done" if annotated else "new",
        spans=gathering.spans(),
        labels=gathering.labels(chosen),
        annotated=annotated,
        notices=tuple(gathering.notices),
        line=line,
    )


def _parts(one: object) -> tuple[object, object, str]:
    if isinstance(one, dict):
        start = one.get("start", one.get("start_char"))
        return start, one.get("end", one.get("end_char")), a_text(one.get("label"))
    start, end, label = (*a_list(one), None, None, None)[:3]
    return start, end, a_text(label)


def _paragraph(paragraph: _Raw) -> tuple[object, _Raw]:
    """Text and entities of a paragraph of version 2."""
    tokens = [x for s in dicts(paragraph.get("sentences")) for x in dicts(s.get("tokens"))]
    words = [a_text(x.get("orth")) for x in tokens]
    raw = paragraph.get("raw")
    text = raw if isinstance(raw, str) else ""
    places = found_in(words, text) if text else None
    if places is None and words:
        made = Words()
        places = made.sentence(words)
        text = made.text
    tags = [a_text(x.get("ner")) or "O" for x in tokens]
    spans = [[places[a][0], places[b - 1][1], x] for a, b, x in tagged(tags)] if places else []
    cats = {a_text(x.get("label")): x.get("value") for x in dicts(paragraph.get("cats"))}
    return text or raw, {"entities": spans, "cats": cats}


def recognise(look: Look) -> bool:
    """By a text and its annotations as a pair, or by the names that spaCy gives."""
    outer, inner = keys_of(look)
    pair = look.start[:1] == b"[" and b'"' in look.start[:200] and b"{" in look.start
    if pair and look.start[1:].lstrip()[:1] in (b"[", b'"'):
        return bool(outer & {"entities", "spans", "cats"})
    return "paragraphs" in outer or ("text" in outer and bool(outer & {"ents", "cats", "entities"})
        and not inner & {"start_offset"})  # fmt: skip
