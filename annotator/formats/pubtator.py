"""PubTator, the format of abstracts with their concepts, read.

    7000|t|Ada met Kim.
    7000|a|They left Oslo.
    7000	0	3	Ada	PERSON	Q7259
    7000	0	11	Ada met Kim	EVENT	-	Ada|met
    7000	meets	Q7259	Q42

A line end stands between title and abstract, and counts as one. Offsets count code points; what
the mention says tells other ways to count. Relations are of concepts: they join the first mention
of each. An empty line ends a document.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from annotator.formats.base import Found, Look, Record
from annotator.formats.gathering import Gathering, Said, told, usable
from annotator.formats.text_lines import lines_of

_ORIGIN = "import:pubtator"
_TEXT = re.compile(r"([^|\t]{1,200})\|([a-z]{1,20})\|(.*)", re.DOTALL)
_HEAD = re.compile(rb"[^|\t\n]{1,200}\|t\|")
_NO_CONCEPT = ("", "-", "-1")
_PARTS = re.compile(r"[;,|]")


@dataclass(slots=True)
class _Document:
    """The lines of a document."""

    line: int
    id: str = ""
    texts: list[str] = field(default_factory=list)
    rows: list[tuple[int, list[str]]] = field(default_factory=list)
    odd: list[int] = field(default_factory=list)


def read(path: Path) -> Iterator[Found]:
    """The documents of a file. Raises InputError if it cannot be read."""
    document = _Document(1)
    for number, line in lines_of(path):
        match = _TEXT.fullmatch(line)
        if not line.strip() or (match and document.rows and match[1] != document.id):
            yield from _finished(path, document)
            document = _Document(number)
        if match and (match[1] == document.id or not document.texts):
            document.id = match[1]
            document.texts.append(match[3])
        elif line.strip():
            cells = line.split("\t")
            if len(cells) < 4:
                document.odd.append(number)
            else:
                document.rows.append((number, cells))
    yield from _finished(path, document)


def _finished(path: Path, document: _Document) -> Iterator[Found]:
    if document.texts or document.rows or document.odd:
        yield from told(path, document.line, partial(_record, path, document))


def _record(path: Path, document: _Document, say: Said) -> Sequence[Found]:
    for number in document.odd:
        say(f"line {number:,} is no line of PubTator: left out")
    text = usable("\n".join(document.texts), say)
    if not text:
        return []
    gathering = Gathering(text, say, _ORIGIN)
    first: dict[str, int] = {}
    links: list[tuple[int, list[str]]] = []
    for number, cells in document.rows:
        if cells[1].strip().lstrip("-").isdecimal() and len(cells) > 4:
            _add(gathering, number, cells, first)
        else:
            links.append((number, cells))
    for number, cells in links:
        _, label, one, other, *more = cells
        head, tail = (_mention(x, first) for x in (one, other))
        if head is None or tail is None:
            say(f"line {number:,} relates a concept that is not mentioned: left out")
            continue
        novelty = {"note": more[0]} if more and more[0] else {}
        gathering.relation(label, head, tail, attributes=novelty)
    record = Record(
        document.id or f"{path.stem} {document.line}",
        text,
        source=path.name,
        status="done",
        spans=gathering.spans(),
        relations=gathering.relations(),
        notices=tuple(gathering.notices),
        line=document.line,
    )
    return [record]


def _add(gathering: Gathering, number: int, cells: list[str], first: dict[str, int]) -> None:
    """A mention. `first` learns the line of the first mention of each concept."""
    concept = cells[5].strip() if len(cells) > 5 else ""
    kb_id = "" if concept in _NO_CONCEPT else concept
    for one in (kb_id, *_PARTS.split(kb_id)):
        if one.strip():
            first.setdefault(one.strip(), number)
    gathering.span(number, cells[4].strip(), cells[1], cells[2], surface=cells[3], kb_id=kb_id)


def _mention(concept: str, first: dict[str, int]) -> int | None:
    return first.get(concept.strip())


def recognise(look: Look) -> bool:
    """By its first line: an id, a title."""
    return look.suffix == ".pubtator" or _HEAD.match(look.start) is not None
