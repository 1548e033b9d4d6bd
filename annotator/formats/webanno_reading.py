"""WebAnno TSV 3.x into a record: span, chain and relation layers, slots, parts of words."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from annotator.errors import InputError
from annotator.formats.base import LONGEST_TEXT, Found, Problem, Record
from annotator.formats.gathering import Gathering, Said, usable
from annotator.formats.text_lines import lines_of
from annotator.formats.uima import LayerMapping, mapping_of
from annotator.formats.webanno_layers import Annotations, Layer, Row
from annotator.formats.words import found_in
from annotator.model import Range
from annotator.text.offsets import Utf16Map
from annotator.text.tokens import Tokens

_ORIGIN = "import:webanno-tsv"
_HEADER = re.compile(r"#T_(SP|CH|RL)=(.*)")
_UNIT = re.compile(r"(\d{1,9})-(\d{1,9})(\.\d{1,9})?")
_PLACE = re.compile(r"(\d{1,9})-(\d{1,9})")
_TEXT = re.compile(r"\\([\x00-\x1f\\tnrfb])", re.DOTALL)
_LETTERS = {"t": "\t", "n": "\n", "r": "\r", "f": "\f", "b": "\b"}
_WIDEST = 1000  # units between two sentences


@dataclass(slots=True)
class _Sentence:
    """A text and its rows; `start` is where it begins in the document, in code points."""

    text: str
    rows: list[Row] = field(default_factory=list)


def read(path: Path, *, types: str = "", label: str = "") -> Iterator[Found]:
    """The document of a file. Raises InputError if it cannot be read, or is no such file."""
    problems: list[Problem] = []
    line = 0

    def say(what: str) -> None:
        problems.append(Problem(path.name, line, what))

    layers: list[Layer] = []
    found: list[_Sentence] = []
    header: list[str] = []
    for line, content in lines_of(path):
        if line == 1 and not content.startswith("#FORMAT=WebAnno TSV 3"):
            raise InputError(
                "This is no WebAnno TSV of version 3", str(path), "Export it as WebAnno TSV 3.3."
            )
        if content.startswith("#Text="):
            header.append(_TEXT.sub(_unescaped, content.removeprefix("#Text=")))
        elif match := _HEADER.fullmatch(content):
            layers.append(_layer(match, layers))
        elif content and not content.startswith("#"):
            if header:
                found.append(_Sentence("\n".join(header)))
                header = []
            row = _row(content, line)
            if row is None or not found:
                say("is no line of WebAnno TSV: left out")
            else:
                found[-1].rows.append(row)
    line = 0
    document = _Document(found, say)
    if usable(document.text, say):
        yield from _record(path, document, layers, mapping_of(types, label), say)
    yield from problems


def _layer(match: re.Match[str], before: Sequence[Layer]) -> Layer:
    type_name, _, columns = match[2].partition("|")
    first = before[-1].first + max(len(before[-1].columns), 1) if before else 0
    return Layer(match[1], type_name, first, columns.split("|") if columns else [""])


def _row(content: str, line: int) -> Row | None:
    cells = content.split("\t")
    place = _PLACE.fullmatch(cells[1]) if len(cells) > 2 else None
    if place is None or not _UNIT.fullmatch(cells[0]):
        return None
    return Row(line, cells[0], int(place[1]), int(place[2]), cells[2], cells[3:])


def _unescaped(match: re.Match[str]) -> str:
    return _LETTERS.get(match[1], match[1])


class _Document:
    """The text put together from the sentences, and where each row stands in it."""

    def __init__(self, sentences: Sequence[_Sentence], say: Said) -> None:
        self.places: dict[str, Range] = {}
        self.rows: list[Row] = []
        self.tokens: list[Range] = []
        self.notices: list[str] = []
        self._parts: list[str] = []
        self._at = 0
        reached = 0  # in the file's own units
        for sentence in sentences:
            if not sentence.rows or self._at > LONGEST_TEXT:
                continue
            begun, reading = self._reading(sentence)
            gap = begun - reached
            gap = gap if 0 <= gap <= _WIDEST else 1 if self._parts else 0
            self._put(("\n" if self._parts else " ") * min(gap, 1) + " " * (gap - 1))
            self._take(sentence, begun, reading, say)
            self._put(sentence.text)
            reached = begun + reading.length
        self.text = "".join(self._parts)

    def _put(self, part: str) -> None:
        self._parts.append(part)
        self._at += len(part)

    def _reading(self, sentence: _Sentence) -> "tuple[int, _Reading]":
        """Where the sentence begins in the units of the file, and how they are counted."""
        first = sentence.rows[0]
        lead = max(sentence.text.find(_TEXT.sub(_unescaped, first.surface)), 0)
        words = [x for x in sentence.rows if "." not in x.id]
        for reading in (_Utf16(sentence.text), _CodePoints(sentence.text)):
            begun = first.start - reading.units(lead)
            if all(_fits(sentence.text, reading, begun, x) for x in words):
                if isinstance(reading, _CodePoints):
                    self._tell("offsets counted in code points: repaired")
                return begun, reading
        places = found_in([x.surface for x in words], sentence.text)
        if places is not None:
            self._tell("offsets do not fit the words: placed by the words")
            return first.start - lead, _ByWords(sentence.text, words, places)
        return first.start - lead, _Utf16(sentence.text)

    def _tell(self, notice: str) -> None:
        if notice not in self.notices:
            self.notices.append(notice)

    def _take(self, sentence: _Sentence, begun: int, reading: "_Reading", say: Said) -> None:
        for row in sentence.rows:
            if row.id in self.places or not _fits(sentence.text, reading, begun, row):
                say(f"the word {row.id} “{row.surface[:40]}” of line {row.line:,} is not where "
                    "the file says: left out")  # fmt: skip
                continue
            start, end = (self._at + x for x in reading.range(row, begun))
            self.places[row.id] = (start, end)
            self.rows.append(row)
            if "." not in row.id and (not self.tokens or self.tokens[-1][1] <= start):
                self.tokens.append((start, end))


class _Reading:
    """From the units of a file to code points within a sentence, and back."""

    def __init__(self, text: str) -> None:
        self.length = self.units(len(text))

    def place(self, unit: int) -> int:
        """Code points."""
        return unit

    def units(self, offset: int) -> int:
        """Units of the file."""
        return offset

    def range(self, row: Row, begun: int) -> Range:
        """Where a row stands, of a sentence that begins there in the units of the file."""
        return self.place(row.start - begun), self.place(row.end - begun)


class _CodePoints(_Reading):
    pass


class _Utf16(_Reading):
    def __init__(self, text: str) -> None:
        self._map = Utf16Map(text)
        super().__init__(text)

    def place(self, unit: int) -> int:
        return self._map.to_code_point(unit)

    def units(self, offset: int) -> int:
        return self._map.to_utf16(offset)


class _ByWords(_Reading):
    """Where the offsets of the words are wrong: each word is where the text has it."""

    def __init__(self, text: str, rows: Sequence[Row], places: Sequence[Range]) -> None:
        super().__init__(text)
        self._places = {x.id: place for x, place in zip(rows, places, strict=True)}

    def range(self, row: Row, begun: int) -> Range:  # noqa: ARG002
        return self._places.get(row.id, (-1, -1))


def _fits(text: str, reading: _Reading, begun: int, row: Row) -> bool:
    start, end = reading.range(row, begun)
    if not 0 <= start < end <= len(text):
        return False
    return text[start:end] in (row.surface, _TEXT.sub(_unescaped, row.surface))


def _record(
    path: Path, document: _Document, layers: Sequence[Layer], mapping: LayerMapping, say: Said
) -> Iterator[Record]:
    gathering = Gathering(document.text, say, _ORIGIN)
    annotations = Annotations(document.rows, document.places, mapping)
    for layer in layers:
        if layer.kind != "RL" and mapping.wants(layer.type):
            annotations.take_layer(layer)
    for layer in layers:
        if layer.kind == "RL" and mapping.wants(layer.type):
            annotations.take_relations(layer)
    annotations.give(gathering)
    yield Record(
        path.stem,
        document.text,
        source=path.name,
        status="done",
        tokens=Tokens(document.tokens),
        spans=gathering.spans(),
        relations=gathering.relations(),
        notices=(*document.notices, *gathering.notices),
    )
