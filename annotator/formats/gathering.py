"""Spans and relations of a foreign record, gathered under its own keys and checked at the end."""

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from annotator.formats.base import LONGEST_TEXT, Found, Problem
from annotator.formats.loose import an_int
from annotator.formats.places import Place, placed, why_not
from annotator.model import DocumentLabel, Range, Relation, Span, new_id

Said = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class _Claim:
    keys: tuple[Hashable, ...]
    label: str
    ranges: tuple[Range, ...]
    surface: str | None
    note: str
    kb_id: str
    attributes: Mapping[str, str]
    score: float | None

    @property
    def hull(self) -> Range:
        return self.ranges[0][0], self.ranges[-1][1]


@dataclass(frozen=True, slots=True)
class _Link:
    label: str
    head: Hashable
    tail: Hashable
    note: str
    attributes: Mapping[str, str]
    score: float | None


@dataclass(slots=True)
class Gathering:
    """Takes the claims of one record; `say` is told what is left out, and why.

    `origin` is what the items are said to come from. With `guess`, places without a surface text
    are tried in other countings when those, and only those, put all edges between words.
    """

    text: str
    say: Said
    origin: str
    guess: bool = False
    notices: list[str] = field(default_factory=list)
    _claims: list[_Claim] = field(default_factory=list)
    _links: list[_Link] = field(default_factory=list)
    _ids: dict[Hashable, str] = field(default_factory=dict)
    _labels: dict[Hashable, str] = field(default_factory=dict)

    def span(
        self,
        key: Hashable,
        label: str,
        start: object,
        end: object,
        *,
        surface: str | None = None,
        fragments: Sequence[Range] = (),
        note: str = "",
        kb_id: str = "",
        attributes: Mapping[str, str] | None = None,
        score: float | None = None,
    ) -> None:
        """A span as the file has it. `key` is what its relations name, a tuple of several names
        if it has them; `fragments` are in order and replace the edges."""
        first, last = an_int(start), an_int(end)
        if first is None or last is None:
            self.say(f"the span {label} has no usable place: left out".replace("  ", " "))
            return
        keys = key if isinstance(key, tuple) else (key,)
        ranges = tuple(fragments) or ((first, last),)
        claim = _Claim(keys, label, ranges, surface, note, kb_id, attributes or {}, score)
        self._claims.append(claim)

    def relation(
        self,
        label: str,
        head: Hashable,
        tail: Hashable,
        *,
        note: str = "",
        attributes: Mapping[str, str] | None = None,
        score: float | None = None,
    ) -> None:
        """A relation between the spans of two keys."""
        self._links.append(_Link(label, head, tail, note, attributes or {}, score))

    def spans(self) -> tuple[Span, ...]:
        """The spans that fit the text, each once; before `relations`."""
        places = [Place(*x.hull, None if len(x.ranges) > 1 else x.surface) for x in self._claims]
        answer = placed(self.text, places, self.guess)
        if answer.notice:
            self.notices.append(answer.notice)
        found: dict[object, Span] = {}
        for claim, place, fits in zip(self._claims, places, answer.fits, strict=True):
            if not claim.label:
                self._refuse(claim, "has no label")
            elif not fits:
                self._refuse(claim, why_not(self.text, place))
            else:
                self._take(claim, answer.convert, found)
        return tuple(found.values())

    def _take(
        self, claim: _Claim, convert: Callable[[int, int], Range], found: dict[object, Span]
    ) -> None:
        ranges = joined_up(convert(*x) for x in claim.ranges)
        if ranges is None:
            self._refuse(claim, "has fragments out of order")
            return
        hull, fragments = (ranges[0][0], ranges[-1][1]), ranges if len(ranges) > 1 else ()
        span = Span(
            new_id(), *hull, claim.label, self.origin, claim.score, claim.note, claim.kb_id,
            claim.attributes, fragments,
        )  # fmt: skip
        kept = found.setdefault(span.key, span)
        if kept is not span:
            self._refuse(claim, "is there twice")
        for key in claim.keys:
            self._ids.setdefault(key, kept.id)
            self._labels.setdefault(key, kept.label)

    def relations(self) -> tuple[Relation, ...]:
        """The relations whose ends are there, each once."""
        found: dict[object, Relation] = {}
        for link in self._links:
            head, tail = self._ids.get(link.head), self._ids.get(link.tail)
            if not link.label or head is None or tail is None:
                why = "joins spans that are not there" if link.label else "has no label"
                self.say(f"a relation {link.label} {why}: left out".replace("  ", " "))
                continue
            relation = Relation(
                new_id(), link.label, head, tail, self.origin, link.score, link.note,
                link.attributes,
            )  # fmt: skip
            if found.setdefault(relation.key, relation) is not relation:
                self.say(f"the relation {link.label} is there twice: the second is left out")
        return tuple(found.values())

    def labels(self, labels: Sequence[str]) -> tuple[DocumentLabel, ...]:
        """Document labels, each once."""
        there = dict.fromkeys(x for x in labels if x)
        return tuple(DocumentLabel(new_id(), x, self.origin) for x in there)

    def _refuse(self, claim: _Claim, why: str) -> None:
        start, end = claim.hull
        label = f"{claim.label} " if claim.label else ""
        self.say(f"the span {label}{start}–{end} {why}: left out")


def joined_up(ranges: "Iterator[Range] | Sequence[Range]") -> tuple[Range, ...] | None:
    """The fragments with those that touch made one; None if they are empty or out of order."""
    found: list[Range] = []
    for start, end in ranges:
        if start >= end or (found and start < found[-1][1]):
            return None
        if found and start == found[-1][1]:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return tuple(found) or None


def told(
    path: Path, line: int, make: Callable[[Said], "Iterator[Found] | Sequence[Found]"]
) -> Iterator[Found]:
    """What `make` gives, after what it says of this place of the file."""
    problems: list[Problem] = []
    found = list(make(lambda what: problems.append(Problem(path.name, line, what))))
    yield from problems
    yield from found


def usable(text: object, say: Said) -> str:
    """A text that can be worked on, or nothing, which is told."""
    if not isinstance(text, str):
        say("there is no text")
    elif not text:
        say("the text is empty")
    elif len(text) > LONGEST_TEXT:
        say(f"the text is too long ({len(text):,} characters, at most {LONGEST_TEXT:,})")
    else:
        return text
    return ""
