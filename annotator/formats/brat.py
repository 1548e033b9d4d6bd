"""brat standoff: a text, its annotations beside it, and `annotation.conf` for the scheme.

    T1	PERSON 0 3	Ada                       a span; several parts: 0 3;8 11
    T2	visit 4 7	met
    R1	meets Arg1:T1 Arg2:T3	               a relation
    E1	visit:T2 Who:T1 Whom:T3               an event: its trigger, and what plays which role
    A1	Sure E1 high                           an attribute (M in older files), the value optional
    N1	Reference T1 Wikidata:Q7259	Ada L.     a knowledge-base id
    *	Equiv T1 T3                            spans that are the same
    #1	AnnotatorNotes T1	not sure            a note

Offsets are code points of the text as it lies on the disk: CRLF counts two. Events are read as
relations from the trigger, one a role. We write spans and relations; whatever names may not hold
is spelled `_u0020_`.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from annotator.formats.base import Files, Found, Look, Problem, Record, labels_only
from annotator.formats.brat_conf import CONF, conf_of, spelled, unspelled, written_conf
from annotator.formats.decoding import decode
from annotator.formats.folders import Names
from annotator.formats.gathering import Gathering, Said, usable
from annotator.formats.loose import an_int
from annotator.formats.opening import refused
from annotator.formats.restricting import by_document, restricted
from annotator.formats.text_beside import text_beside
from annotator.model import Range, Relation, Span
from annotator.scheme import Scheme

CARRIES = labels_only(discontinuous=True, attributes=True, notes=True, kb_ids=True)
EQUIV = "Equiv"
_ORIGIN = "import:brat"
_KB = "kb:"
_BINARY = "true"
_HIDDEN = re.compile("[\x00-\x1f\x7f\x85\u2028\u2029]|_u(?=[0-9a-f]*_)")
_LINE_ENDS = re.compile("[\x00-\x1f\x7f\x85\u2028\u2029]")
_ROLE = re.compile(r"(.*?)\d*", re.DOTALL)


def write(records: Iterable[Record], files: Files, scheme: Scheme) -> int:
    """A text and its annotations for each layer, then the scheme; returns how many layers."""
    names = Names()
    attributes: dict[str, set[str]] = {}
    count = 0
    for layers in by_document(records):
        for record in layers:
            kept, _ = restricted(record, CARRIES, "")
            stem = names.of(record.name, record.annotator if len(layers) > 1 else "")
            with files.open(f"{stem}.txt") as out:
                out.write(kept.text.encode())
            with files.open(f"{stem}.ann") as out:
                out.write("".join(_lines(kept, attributes)).encode())
            count += 1
    with files.open(CONF) as out:
        out.write(written_conf(scheme, attributes).encode())
    return count


def _lines(record: Record, attributes: dict[str, set[str]]) -> Iterator[str]:
    names = {x.id: f"T{number}" for number, x in enumerate(record.spans, 1)}
    for span in record.spans:
        places = ";".join(f"{start} {end}" for start, end in span.ranges)
        surface = " ".join(record.text[start:end] for start, end in span.ranges)
        flat = _LINE_ENDS.sub(" ", surface)
        yield f"{names[span.id]}\t{spelled(span.label)} {places}\t{flat}\n"
    for number, relation in enumerate(record.relations, 1):
        names[relation.id] = f"R{number}"
        ends = f"Arg1:{names[relation.head]} Arg2:{names[relation.tail]}"
        yield f"R{number}\t{spelled(relation.label)} {ends}\n"
    items: list[Span | Relation] = [*record.spans, *record.relations]
    number = 0
    for item in items:
        for name, value in item.attributes.items():
            number += 1
            attributes.setdefault(name, set()).add(value)
            said = "" if value == _BINARY else f" {spelled(value)}"
            yield f"A{number}\t{spelled(name)} {names[item.id]}{said}\n"
    for number, span in enumerate((x for x in record.spans if x.kb_id), 1):
        id = spelled(span.kb_id, keep=":")
        id = id if ":" in id and not id.startswith(_KB) else f"{_KB}{id}"
        yield f"N{number}\tReference {names[span.id]} {id}\t\n"
    for number, item in enumerate((x for x in items if x.note), 1):
        note = _HIDDEN.sub(lambda x: "".join(f"_u{ord(c):04x}_" for c in x[0]), item.note)
        yield f"#{number}\tAnnotatorNotes {names[item.id]}\t{note}\n"


@dataclass(slots=True)
class _File:
    """The lines of an annotation file by what they are; events stand for their triggers."""

    say: Said
    spans: dict[str, tuple[str, list[Range], str]] = field(default_factory=dict)
    relations: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    triggers: dict[str, str] = field(default_factory=dict)
    roles: list[tuple[str, str, str]] = field(default_factory=list)
    attributes: dict[str, dict[str, str]] = field(default_factory=dict)
    notes: dict[str, list[str]] = field(default_factory=dict)
    kb_ids: dict[str, str] = field(default_factory=dict)

    def take(self, line: str) -> bool:
        """Whether the line was understood."""
        id, _, rest = line.partition("\t")
        about, _, more = rest.partition("\t")
        words = about.split()
        if not words:
            return False
        kind = id[:1]
        if kind == "T":
            return self._span(id, words[0], about, more)
        if kind == "R":
            return self._relation(id, words)
        if kind == "E":
            return self._event(id, words)
        if kind in "AM" and len(words) > 1:
            self._attribute(words)
        elif kind == "N" and len(words) > 2:
            self.kb_ids.setdefault(words[1], unspelled(words[2]).removeprefix(_KB))
        elif kind == "#" and len(words) > 1:
            self.notes.setdefault(words[1], []).append(unspelled(more))
        elif kind == "*":
            self.roles += [(EQUIV, one, other) for one, other in pairwise(words[1:])]
        else:
            return False
        return True

    def _span(self, id: str, label: str, about: str, surface: str) -> bool:
        places: list[Range] = []
        for part in about.strip().partition(" ")[2].split(";"):
            numbers = [an_int(x) for x in part.split()]
            if len(numbers) != 2 or numbers[0] is None or numbers[1] is None:
                return False
            places.append((numbers[0], numbers[1]))
        self.spans[id] = (unspelled(label), sorted(places), surface)
        return True

    def _relation(self, id: str, words: list[str]) -> bool:
        ends = [x.partition(":")[2] for x in words[1:3]]
        if len(ends) != 2:
            return False
        self.relations[id] = (unspelled(words[0]), ends[0], ends[1])
        return True

    def _event(self, id: str, words: list[str]) -> bool:
        trigger = words[0].partition(":")[2]
        if not trigger:
            self.say(f"the event {id} has no trigger: left out")
            return True
        self.triggers[id] = trigger
        for word in words[1:]:
            role, _, other = word.partition(":")
            name = _ROLE.fullmatch(role)
            self.roles.append((unspelled(name[1] if name and name[1] else role), id, other))
        return True

    def _attribute(self, words: list[str]) -> None:
        value = unspelled(" ".join(words[2:])) if len(words) > 2 else _BINARY
        self.attributes.setdefault(words[1], {})[unspelled(words[0])] = value

    def of(self, id: str) -> tuple[str, ...]:
        """The names of a span: its own, and those of the events that it triggers."""
        return (id, *(x for x, trigger in self.triggers.items() if trigger == id))


def read(path: Path) -> Iterator[Found]:
    """The scheme of the folder and the document of an annotation file. Raises InputError."""
    if path.name == CONF:
        yield conf_of(path)
        return
    conf = path.with_name(CONF)
    if conf.is_file():
        yield conf_of(conf)
    text, notice = text_beside(path.with_suffix(".txt"), path)
    problems: list[Problem] = []
    number = 0

    def say(what: str) -> None:
        problems.append(Problem(path.name, number, what))

    file = _File(say)
    lines = enumerate(_annotations(path).split("\n"), 1)
    for number, line in lines:  # noqa: B007  # `say` reads it
        line = line.removesuffix("\r")
        if line.strip() and not file.take(line):
            say("is no line of brat standoff: left out")
    number = 0
    if usable(text, say):
        gathering = _gathered(file, text, say)
        spans, relations = gathering.spans(), gathering.relations()
        yield Record(
            path.stem,
            text,
            source=path.name,
            status="done",
            spans=spans,
            relations=relations,
            notices=(*notice, *gathering.notices),
        )
    yield from problems


def _annotations(path: Path) -> str:
    with refused(path):
        data = path.read_bytes()
    try:
        return data.removeprefix(b"\xef\xbb\xbf").decode("utf-8")
    except UnicodeDecodeError:
        return decode(data, path)[0]


def _gathered(file: _File, text: str, say: Said) -> Gathering:
    gathering = Gathering(text, say, _ORIGIN)
    for id, (label, places, surface) in file.spans.items():
        names = file.of(id)
        gathering.span(
            names,
            label,
            *places[0],
            surface=surface,
            fragments=places if len(places) > 1 else (),
            note="\n".join(x for name in names for x in file.notes.get(name, ())),
            kb_id=next((file.kb_ids[x] for x in names if x in file.kb_ids), ""),
            attributes={k: v for name in names for k, v in file.attributes.get(name, {}).items()},
        )
    for id, (label, head, tail) in file.relations.items():
        note = "\n".join(file.notes.get(id, ()))
        gathering.relation(label, head, tail, note=note, attributes=file.attributes.get(id))
    for label, head, tail in file.roles:
        gathering.relation(label, head, tail)
    return gathering


def belongs(path: Path) -> Iterable[Path]:
    """The text and the settings that lie beside annotations are read along."""
    if path.suffix.lower() != ".ann":
        return ()
    names = (CONF, "visual.conf", "tools.conf", "kb_shortcuts.conf")
    return (path.with_suffix(".txt"), *(path.with_name(x) for x in names))


def recognise(look: Look) -> bool:
    """By its ending, or the name of the scheme."""
    return look.suffix == ".ann" or look.name == CONF
