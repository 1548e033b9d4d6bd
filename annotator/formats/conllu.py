"""CoNLL-U, read for the names in its last column.

    # newdoc id = talks
    # text = Ada met Kim.
    1	Ada	Ada	PROPN	_	_	2	nsubj	_	NER=B-PERSON
    2	met	meet	VERB	_	_	0	root	_	NER=O
    3	Kim	Kim	PROPN	_	_	2	obj	_	NER=B-PERSON|SpaceAfter=No
    4	.	.	PUNCT	_	_	2	punct	_	NER=O

Names are tags (`NER=`, `NE=`, `ner=`), or brackets as in CorefUD and GUM (`Entity=(e1-person`,
`Entity=e1)`), which nest. The text is that of `# text`, else it is put together by `SpaceAfter`.
Words that are none in the text (`1.1`) are passed over, and of `1-2` the whole is taken.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from annotator.formats.base import Found, Look, Problem, Record
from annotator.formats.gathering import Gathering
from annotator.formats.tagging import tagged
from annotator.formats.text_lines import lines_of
from annotator.formats.words import Words, found_in
from annotator.model import Range
from annotator.text.tokens import Tokens

_ORIGIN = "import:conllu"
_TAGS = ("NER", "NE", "ner", "Ner", "NamedEntity")
_BRACKET = re.compile(r"\(([^()]*)(\))?|([^()]*)\)")
_COLUMNS = 10
_GLOBAL = "global.Entity"


def read(path: Path) -> Iterator[Found]:
    """The documents of a file; without `# newdoc` it is one. Raises InputError."""
    document = _Document(path)
    for number, line in lines_of(path):
        if not line.strip():
            document.end_sentence()
        elif line.startswith("#"):
            name, _, value = (part.strip() for part in line[1:].partition("="))
            if name.startswith("newdoc"):
                document.end_sentence()
                yield from document.finished()
                document = _Document(path, number, value, document.entity)
            document.comment(name, value)
        elif not document.take(line.split("\t")):
            yield Problem(path.name, number, "is no line of CoNLL-U: left out")
    document.end_sentence()
    yield from document.finished()


@dataclass(slots=True)
class _Document:
    path: Path
    line: int = 1
    name: str = ""
    entity: tuple[str, ...] = ()
    words: Words = field(default_factory=Words)
    tags: list[str] = field(default_factory=list)
    brackets: list[str] = field(default_factory=list)
    _sentence: list[tuple[str, bool]] = field(default_factory=list)
    _text: str = ""
    _until: int = 0

    def comment(self, name: str, value: str) -> None:
        if name == "text":
            self._text = value
        elif name == _GLOBAL:
            self.entity = tuple(value.split("-"))

    def take(self, cells: list[str]) -> bool:
        """A word; whether it is one."""
        if len(cells) != _COLUMNS or not cells[1]:
            return False
        number, _, end = cells[0].partition("-")
        misc = dict(_pairs(cells[9]))
        if end:
            if not end.isdecimal():
                return False
            self._until = int(end[:9])
            self._add(cells[1], misc)
        elif "." not in number:
            if not number.isdecimal():
                return False
            if int(number[:9]) <= self._until:
                self._join(misc)
            else:
                self._add(cells[1], misc)
        return True

    def _add(self, word: str, misc: dict[str, str]) -> None:
        self._sentence.append((word, misc.get("SpaceAfter") != "No"))
        self.tags.append(next((misc[x] for x in _TAGS if x in misc), "O"))
        self.brackets.append(misc.get("Entity", ""))

    def _join(self, misc: dict[str, str]) -> None:
        """A part of a word that is written as one: its names are the word's."""
        tag = next((misc[x] for x in _TAGS if x in misc), "O")
        if self.tags[-1] == "O":
            self.tags[-1] = tag
        self.brackets[-1] += misc.get("Entity", "")

    def end_sentence(self) -> None:
        words = [word for word, _ in self._sentence]
        if words:
            places = found_in(words, self._text)
            if places is None:
                text, places = _spaced(self._sentence)
                self.words.exactly(text, places)
            else:
                self.words.exactly(self._text, places)
        self._sentence, self._text, self._until = [], "", 0

    def finished(self) -> Iterator[Found]:
        places = self.words.places
        if not places:
            return
        problems: list[Problem] = []
        gathering = Gathering(
            self.words.text,
            lambda what: problems.append(Problem(self.path.name, self.line, what)),
            _ORIGIN,
        )
        for number, (first, last, label) in enumerate(tagged(self.tags)):
            gathering.span(number, label, places[first][0], places[last - 1][1])
        for number, (label, first, last) in enumerate(_entities(self.brackets, self.entity)):
            gathering.span(("e", number), label, places[first][0], places[last][1])
        record = Record(
            self.name or f"{self.path.stem} {self.line}",
            gathering.text,
            source=self.path.name,
            status="done",
            tokens=Tokens(places),
            spans=gathering.spans(),
            line=self.line,
        )
        yield from problems
        yield record


def _pairs(misc: str) -> Iterator[tuple[str, str]]:
    for pair in misc.split("|"):
        name, sign, value = pair.partition("=")
        if sign:
            yield name, value


def _spaced(words: list[tuple[str, bool]]) -> tuple[str, list[Range]]:
    text = ""
    places: list[Range] = []
    for word, space in words:
        places.append((len(text), len(text) + len(word)))
        text += word + (" " if space else "")
    return text.rstrip(" "), places


def _entities(brackets: list[str], names: tuple[str, ...]) -> Iterator[tuple[str, int, int]]:
    """Label, first and last word of each bracket that is closed."""
    place = names.index("etype") if "etype" in names else -1
    open_: list[tuple[str, str, int]] = []
    for index, cell in enumerate(brackets):
        for match in _BRACKET.finditer(cell):
            if match[1] is not None:
                parts = match[1].split("-")
                usual = parts[1] if len(parts) > 1 else parts[0]
                label = parts[place] if 0 <= place < len(parts) else usual
                open_.append((parts[0], label, index))
                if not match[2]:
                    continue
                id = parts[0]
            else:
                id = match[3].split("-")[0]
            there = next((i for i in range(len(open_) - 1, -1, -1) if open_[i][0] == id), None)
            if there is not None:
                _, label, first = open_.pop(there)
                yield label, first, index


def recognise(look: Look) -> bool:
    """By its ending, or by lines of ten columns."""
    if look.suffix == ".conllu":
        return True
    lines = look.start.decode("utf-8", "replace").split("\n")[:-1]
    rows = [x.split("\t") for x in lines if x.strip() and not x.startswith("#")]
    return bool(rows) and all(len(row) == _COLUMNS and row[0][:1].isdigit() for row in rows)
