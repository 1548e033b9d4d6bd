"""A word a line in columns, the tag in the last: CoNLL-2003 and what came of it.

    -DOCSTART-	-X-	-X-	O

    Ada	-X-	-X-	B-PERSON
    met	-X-	-X-	O
    Kim	-X-	-X-	B-PERSON

Read are columns parted by tabs or spaces, tags in IOB1, IOB2, BILUO and IOBES, comments with
`# `, and `# text = …`, by which the text is kept. A document ends at the next -DOCSTART- or
`# newdoc`; without them the file is one document.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from annotator.errors import InputError
from annotator.formats.base import LONGEST_TEXT, Found, Look, Option, Problem, Record, labels_only
from annotator.formats.gathering import Gathering
from annotator.formats.opening import head_of
from annotator.formats.restricting import restricted_all
from annotator.formats.tagging import SCHEMES, in_words, is_tag, tagged, tags
from annotator.formats.tagging import Scheme as TagScheme
from annotator.formats.text_lines import lines_of
from annotator.formats.words import Words, found_in
from annotator.model import Range
from annotator.text.tokens import Tokens

CARRIES = labels_only(overlap=False, relations=False, text="sentences", unwritable="\x00")
OPTIONS = (
    Option("word", "the column of the words, from 1"),
    Option("tag", "the column of the tags, from 1"),
    Option("documents", "what a document is", "file", ("file", "sentences")),
    Option("tags", "how spans are tagged", "iob2", SCHEMES, reading=False, writing=True),
    Option("columns", "how many columns", "4", ("2", "4"), reading=False, writing=True),
)
SUFFIXES = (".conll", ".iob", ".iob2", ".bio", ".bioes", ".conll03")
_ORIGIN = "import:conll"
_START = "-DOCSTART-"
_COMMENT = re.compile(r"#\s*([\w.]+(?: \w+)?)\s*=\s?(.*)|#\s.*", re.DOTALL)
_LOOKED_AT = 5000  # lines


def write(
    records: Iterable[Record],
    out: IO[bytes],
    *,
    tags: TagScheme = "iob2",
    columns: str = "4",
) -> int:
    """Documents with a mark before each; returns how many."""
    middle = "-X-\t-X-\t" if columns == "4" else ""
    count = 0
    for record in restricted_all(records, CARRIES):
        count += 1
        out.write(f"{_START}\t{middle}O\n\n".encode())
        for lines in _sentences(record, tags, middle):
            out.write(f"{lines}\n".encode())
    return count


def _sentences(record: Record, scheme: TagScheme, middle: str) -> Iterator[str]:
    places = list(record.tokens or ())
    there = [(*in_words(places, x.start, x.end), x.label) for x in record.spans]
    found = tags(len(places), there, scheme)
    lines: list[str] = []
    for (start, end), tag in zip(places, found, strict=True):
        if lines and record.text[start - 1] == "\n":
            yield "".join(lines)
            lines = []
        lines.append(f"{record.text[start:end]}\t{middle}{tag}\n")
    yield "".join(lines)


@dataclass(frozen=True, slots=True)
class _Columns:
    """Which columns hold what, from 0; `separator` is None where spaces part them."""

    word: int
    tag: int
    separator: str | None

    def split(self, line: str) -> list[str]:
        return line.split(self.separator)


def read(path: Path, *, word: str = "", tag: str = "", documents: str = "file") -> Iterator[Found]:
    """The documents of a file. Raises InputError if it cannot be read, or has no tags."""
    head_of(path)
    columns = _columns(path, _number(word, path), _number(tag, path))
    document = _Document(path, columns)
    for number, line in lines_of(path):
        starts = document.starts(line)
        if not line.strip() or starts:
            document.end_sentence()
            ends = documents == "sentences" or document.words.length > LONGEST_TEXT // 2
            if starts or ends:
                yield from document.finished()
                document = _Document(path, columns, number)
        if line.strip() and not line.startswith(_START):
            problem = document.take(line, number)
            if problem is not None:
                yield problem
    document.end_sentence()
    yield from document.finished()


def _number(text: str, path: Path) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and 0 < int(text[:4]) < 1000):
        raise InputError("A column is a number from 1", f"{text}, for {path}", "Give its number.")
    return int(text) - 1


@dataclass(slots=True)
class _Document:
    """One document while it is read."""

    path: Path
    columns: _Columns
    line: int = 1
    name: str = ""
    words: Words = field(default_factory=Words)
    tags: list[str] = field(default_factory=list)
    _sentence: list[str] = field(default_factory=list)
    _text: str = ""

    def starts(self, line: str) -> bool:
        """Whether another document begins with this line."""
        if line.startswith("# newdoc"):
            return bool(self.tags or self._sentence)
        cells = self.columns.split(line) if line.startswith(_START) else []
        return bool(cells) and cells[0] == _START and cells[-1].strip() == "O"

    def take(self, line: str, number: int) -> Problem | None:
        """A line with a word, or a comment."""
        cells = self.columns.split(line)
        comment = _COMMENT.fullmatch(line)
        last = max(self.columns.word, self.columns.tag)
        if comment and (len(cells) <= last or comment[1] or not is_tag(cells[self.columns.tag])):
            self._comment(comment[1] or "", comment[2] or "", line)
            return None
        if len(cells) <= last or not cells[self.columns.word].strip():
            return Problem(self.path.name, number, "has too few columns: left out")
        self._sentence.append("".join(cells[self.columns.word].split()))
        self.tags.append(cells[self.columns.tag].strip())
        return None

    def _comment(self, name: str, value: str, line: str) -> None:
        if name == "text":
            self._text = value
        elif line.startswith("# newdoc") and value:
            self.name = value.strip()

    def end_sentence(self) -> None:
        """The sentence is complete."""
        if self._sentence:
            places = found_in(self._sentence, self._text)
            if places is None:
                self.words.sentence(self._sentence)
            else:
                self.words.exactly(self._text, places)
        self._sentence, self._text = [], ""

    def finished(self) -> Iterator[Found]:
        """The document, if it has words."""
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
        record = _record(self, gathering, places)
        yield from problems
        yield record


def _record(document: _Document, gathering: Gathering, places: Sequence[Range]) -> Record:
    return Record(
        document.name or f"{document.path.stem} {document.line}",
        gathering.text,
        source=document.path.name,
        status="done",
        tokens=Tokens(places),
        spans=gathering.spans(),
        line=document.line,
    )


def _columns(path: Path, word: int | None, tag: int | None) -> _Columns:
    """As told, else: the tags are in the last column that holds nothing else, the words in the
    first that holds no numbers."""
    lines = [line for _, line in _first(path) if line.strip() and not _COMMENT.fullmatch(line)]
    rows = [line for line in lines if not line.startswith(_START)]
    separator = "\t" if any("\t" in line for line in rows) else None
    cells = [line.split(separator) for line in rows]
    width = min((len(x) for x in cells), default=0)
    columns = [[row[index].strip() for row in cells] for index in range(width)]
    if tag is None:
        good = [i for i, column in enumerate(columns) if i and all(map(is_tag, column))]
        if not good:
            raise InputError(
                "No column of this file holds tags such as B-PERSON and O",
                str(path),
                "Name it with --option tag=NUMBER.",
            )
        tag = max(good, key=lambda i: (len(set(columns[i])) > 1, i))
    if word is None:
        numbered = len(rows) == len(lines) and all(x.isdigit() for x in columns[0])
        word = 1 if numbered and tag > 1 and columns[0][0] == "1" else 0
    return _Columns(word, tag, separator)


def _first(path: Path) -> Iterator[tuple[int, str]]:
    for number, line in lines_of(path):
        if number > _LOOKED_AT:
            return
        yield number, line


def recognise(look: Look) -> bool:
    """By its ending, or by lines with a word and a tag."""
    if look.suffix in SUFFIXES:
        return True
    if look.suffix not in ("", ".txt", ".tsv", ".data"):
        return False
    lines = look.start.decode("utf-8", "replace").split("\n")[:-1]
    rows = [x.split() for x in lines if x.strip() and not x.startswith("#")]
    return (
        len(rows) > 1
        and all(
            1 < len(row) < 12 and is_tag(row[-1]) and not row[0].startswith("#") for row in rows
        )
        and any(row[-1] != "O" for row in rows)
    )
