"""WebAnno TSV 3.3, which INCEpTION exports and imports: one document a file, a word a line.

    #FORMAT=WebAnno TSV 3.3
    #T_SP=de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity|identifier|value
    #T_RL=webanno.custom.Relation|label|BT_de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity


    #Text=Ada Lovelace met Kim.
    1-1	0-3	Ada	*[1]	PERSON[1]	_	_
    1-2	4-12	Lovelace	*[1]	PERSON[1]	_	_
    1-3	13-16	met	_	_	_	_
    1-4	17-20	Kim	*	PERSON	meets	1-1[1_0]

Offsets count UTF-16 units. `[1]` makes one annotation of several rows, and tells those apart that
are stacked in a cell with `|`; `1-1.1` is a part of a word. A relation stands on the row of its
tail and names the row of its head. `*` is an annotation without that feature, `_` none.
Between two sentences there is a line end and then spaces; other white space belongs to the
sentence before it. Where a span begins or ends in white space, that is a word, too.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial

from annotator.formats.base import Files, Look, Record, labels_only
from annotator.formats.folders import Names
from annotator.formats.restricting import by_document, restricted
from annotator.formats.uima import ENTITY, IDENTIFIER, LABEL, OPTIONS, RELATION, VALUE, words
from annotator.formats.webanno_reading import read as read
from annotator.formats.xml_writing import spelled
from annotator.model import Range, Relation, Span
from annotator.scheme import Scheme
from annotator.text.offsets import Utf16Map
from annotator.text.sentences import sentences

__all__ = ["CARRIES", "OPTIONS", "read", "recognise", "write"]

CARRIES = labels_only(kb_ids=True, unwritable="\x00")
FORMAT = "#FORMAT=WebAnno TSV "
_NONE, _NO_VALUE = "_", "*"
_VALUE = re.compile(r"->|[\\\[\]|_;\t\n\r*]")
_TEXT = re.compile(r"[\x00-\x1f\\]")
_LETTERS = {"\t": "t", "\n": "n", "\r": "r", "\f": "f", "\b": "b"}
_WIDEST = 100  # code points between two sentences that need not be written


def write(records: Iterable[Record], files: Files, scheme: Scheme) -> int:  # noqa: ARG001
    """A file for each layer; returns how many."""
    names = Names()
    count = 0
    for layers in by_document(records):
        for record in layers:
            kept, _ = restricted(record, CARRIES, "")
            stem = names.of(record.name, record.annotator if len(layers) > 1 else "")
            with files.open(f"{stem}.tsv") as out:
                out.write(_file(kept, words(kept.text, record.tokens, kept.spans)).encode())
            count += 1
    return count


@dataclass(slots=True)
class _Unit:
    """A row: a word or a part of one, the spans on it, and the relations that end at it."""

    id: str
    start: int
    end: int
    spans: list[Span] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)


def _file(record: Record, places: Sequence[Range]) -> str:
    lines = [f"{FORMAT}3.3", f"#T_SP={ENTITY}|{IDENTIFIER}|{VALUE}"]
    if record.relations:
        lines.append(f"#T_RL={RELATION}|{LABEL}|BT_{ENTITY}")
    lines.append("")
    groups = [list(x) for x in sentences(record.text, places)]
    rows = [_units(number, group) for number, group in enumerate(groups, 1)]
    placed = _Placed(record, [unit for row in rows for unit in row])
    to_utf16 = Utf16Map(record.text).to_utf16
    for index, row in enumerate(rows):
        start = row[0].start
        end = _end(record.text, row[-1].end, rows[index + 1][0].start if rows[index + 1 :] else -1)
        lines.append("")
        lines += [f"#Text={escaped_text(x)}" for x in record.text[start:end].split("\n")]
        for unit in row:
            for one in (unit, *placed.parts.get(unit.id, ())):
                lines.append(placed.row(one, to_utf16(one.start), to_utf16(one.end)))
    return "\n".join(lines) + "\n"


def _units(number: int, group: Sequence[Range]) -> list[_Unit]:
    return [_Unit(f"{number}-{k}", *place) for k, place in enumerate(group, 1)]


def _end(text: str, end: int, following: int) -> int:
    """Where the text of a sentence ends: before the last line end of the gap after it."""
    if following < 0:
        return len(text)
    gap = text[end:following]
    bare = gap.rstrip(" ")
    if bare.endswith("\n") and len(gap) - len(bare) < _WIDEST:
        return end + len(bare) - 1
    return following


class _Placed:
    """The spans of a record on the rows."""

    def __init__(self, record: Record, units: Sequence[_Unit]) -> None:
        self.parts: dict[str, list[_Unit]] = {}
        self._text = record.text
        self._numbers: dict[str, int] = {}
        self._first: dict[str, _Unit] = {}
        self._related = bool(record.relations)
        self._nothing = f"{_NONE}\t" * (4 if self._related else 2)
        covered = {x.id: list(self._cover(x, units)) for x in record.spans}
        for span in record.spans:
            there = covered[span.id]
            self._first[span.id] = there[0]
            if len(there) > 1 or any(len(x.spans) > 1 for x in there):
                self._numbers[span.id] = len(self._numbers) + 1
        for relation in record.relations:
            self._first[relation.tail].relations.append(relation)

    def _cover(self, span: Span, units: Sequence[_Unit]) -> Iterator[_Unit]:
        from bisect import bisect_right

        index = bisect_right(units, span.start, key=lambda x: x.end)
        while index < len(units) and units[index].start < span.end:
            unit = units[index]
            if unit.start < span.start or span.end < unit.end:
                unit = self._part(unit, max(unit.start, span.start), min(unit.end, span.end))
            unit.spans.append(span)
            yield unit
            index += 1

    def _part(self, unit: _Unit, start: int, end: int) -> _Unit:
        parts = self.parts.setdefault(unit.id, [])
        for part in parts:
            if (part.start, part.end) == (start, end):
                return part
        parts.append(_Unit(f"{unit.id}.{len(parts) + 1}", start, end))
        return parts[-1]

    def row(self, unit: _Unit, start: int, end: int) -> str:
        """The line of a word or a part of one; its place in UTF-16 units."""
        surface = escaped_text(self._text[unit.start : unit.end])
        if not unit.spans and not unit.relations:
            return f"{unit.id}\t{start}-{end}\t{surface}\t{self._nothing}"
        numbered = [(x, self._number(x.id)) for x in unit.spans]
        cells = [
            "|".join(f"{_cell(spelled(x.kb_id))}{number}" for x, number in numbered),
            "|".join(f"{_cell(x.label)}{number}" for x, number in numbered),
        ]
        if self._related:
            cells.append("|".join(_cell(x.label) for x in unit.relations))
            cells.append("|".join(map(self._end, unit.relations)))
        shown = "".join(f"{x or _NONE}\t" for x in cells)
        return f"{unit.id}\t{start}-{end}\t{surface}\t{shown}"

    def _number(self, id: str) -> str:
        return f"[{self._numbers[id]}]" if id in self._numbers else ""

    def _end(self, relation: Relation) -> str:
        head, tail = self._numbers.get(relation.head, 0), self._numbers.get(relation.tail, 0)
        return self._first[relation.head].id + (f"[{head}_{tail}]" if head or tail else "")


def _cell(value: str) -> str:
    return _VALUE.sub(_escape, value) if value else _NO_VALUE


def _escape(match: re.Match[str]) -> str:
    return "\\" + _LETTERS.get(match[0], match[0])


escaped_text = partial(_TEXT.sub, _escape)


def recognise(look: Look) -> bool:
    """By its first line."""
    return look.start.startswith(FORMAT.encode())
