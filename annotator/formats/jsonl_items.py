"""Spans, relations and tokens of one JSON record, checked against its text."""

from collections.abc import Callable, Iterator

import msgspec

from annotator.formats.places import Place, placed, why_not
from annotator.model import Range, Relation, Span, new_id
from annotator.text.tokens import Tokens

Said = Callable[[str], None]
_Id = str | int | None
_ORIGIN = "import:jsonl"


class RawToken(msgspec.Struct, gc=False):
    """A token; `id` is what relations name."""

    start: int
    end: int
    id: int | None = None


class RawSpan(msgspec.Struct, gc=False):
    """A span; only its edges are needed, and a label."""

    start: int
    end: int
    label: str | None = None
    text: str | None = None
    id: _Id = None
    origin: str = ""
    score: float | None = None
    note: str | None = None
    kb_id: str | None = None
    attributes: dict[str, str] = msgspec.field(default_factory=dict)
    fragments: list[Range] = msgspec.field(default_factory=list)


class RawEnd(msgspec.Struct, gc=False):
    """An end of a relation: by the span's id, or by its edges."""

    start: int | None = None
    end: int | None = None
    label: str | None = None
    id: _Id = None


class RawRelation(msgspec.Struct, gc=False):
    """A relation; `head` and `child` are the last tokens of its ends."""

    label: str | None = None
    head: int | None = None
    child: int | None = None
    head_span: RawEnd | None = None
    child_span: RawEnd | None = None
    id: _Id = None
    origin: str = ""
    score: float | None = None
    note: str | None = None
    attributes: dict[str, str] = msgspec.field(default_factory=dict)


class RawItems(msgspec.Struct):
    """The lists of a record."""

    tokens: list[RawToken] | None = None
    spans: list[RawSpan] | None = None
    relations: list[RawRelation] | None = None


class Items:
    """Turns the lists of one record into items; `say` is told what is left out.

    `spans` comes before `relations`. `new_ids` maps the ids of the file to ours, and `notices`
    say what was repaired.
    """

    def __init__(self, text: str, raw: RawItems, say: Said) -> None:
        self.text = text
        self.raw = raw
        self.say = say
        self.notices: list[str] = []
        self.new_ids: dict[str, str] = {}
        self._by_edges: dict[tuple[int, int], list[Span]] = {}
        self._claimed: dict[tuple[int, int], list[Span]] = {}
        self._ids: set[str] = set()

    def tokens(self) -> Tokens | None:
        """The tokens without white space; None if there are none, or they are unusable."""
        if not self.raw.tokens:
            return None
        found: list[Range] = []
        last = 0
        for token in self.raw.tokens:
            if not last <= token.start <= token.end <= len(self.text):
                self.say("its tokens are not in order: they are left out")
                return None
            last = token.end
            if self.text[token.start : token.end].strip():
                found.append((token.start, token.end))
        return Tokens(found) if found else None

    def spans(self) -> tuple[Span, ...]:
        """The spans that fit the text, each once."""
        raw = self.raw.spans or []
        places = [Place(x.start, x.end, x.text) for x in raw]
        answer = placed(self.text, places)
        if answer.notice:
            self.notices.append(answer.notice)
        found: dict[object, Span] = {}
        for one, place, fits in zip(raw, places, answer.fits, strict=True):
            if not one.label:
                self._refuse(one, "has no label")
            elif not fits:
                self._refuse(one, why_not(self.text, place))
            else:
                self._take(one, answer.convert, found)
        return tuple(found.values())

    def _take(
        self, raw: RawSpan, convert: Callable[[int, int], Range], found: dict[object, Span]
    ) -> None:
        start, end = convert(raw.start, raw.end)
        fragments = tuple(convert(a, b) for a, b in raw.fragments)
        if len(fragments) == 1:
            fragments = ()
        if fragments and not _are_fragments(fragments, start, end):
            self._refuse(raw, "has fragments that do not make it up")
            return
        span = Span(
            self._own_id(raw.id),
            start,
            end,
            raw.label or "",
            raw.origin or _ORIGIN,
            raw.score,
            raw.note or "",
            raw.kb_id or "",
            raw.attributes,
            fragments,
        )
        if span.key in found:
            self._refuse(raw, "is there twice")
        kept = found.setdefault(span.key, span)
        if raw.id is not None:
            self.new_ids.setdefault(str(raw.id), kept.id)
        if kept is span:
            self._by_edges.setdefault((start, end), []).append(span)
            self._claimed.setdefault((raw.start, raw.end), []).append(span)

    def relations(self) -> tuple[Relation, ...]:
        """The relations whose two ends are among the spans, each once."""
        found: dict[object, Relation] = {}
        if not self.raw.relations:
            return ()
        by_id = {span.id: span for spans in self._by_edges.values() for span in spans}
        token_ends = {
            index if token.id is None else token.id: token.end
            for index, token in enumerate(self.raw.tokens or ())
        }
        for raw in self.raw.relations:
            head = self._end(raw.head_span, raw.head, by_id, token_ends)
            tail = self._end(raw.child_span, raw.child, by_id, token_ends)
            if head is None or tail is None or not raw.label:
                what = "has no label" if not raw.label else "joins spans that are not there"
                self.say(f"a relation {raw.label or ''} {what}: left out".replace("  ", " "))
            else:
                relation = self._relation(raw, raw.label, head, tail)
                if relation.key in found:
                    self.say(f"the relation {raw.label} is there twice: the second is left out")
                found.setdefault(relation.key, relation)
        return tuple(found.values())

    def _relation(self, raw: RawRelation, label: str, head: Span, tail: Span) -> Relation:
        return Relation(
            self._own_id(raw.id),
            label,
            head.id,
            tail.id,
            raw.origin or _ORIGIN,
            raw.score,
            raw.note or "",
            raw.attributes,
        )

    def _end(
        self,
        raw: RawEnd | None,
        token: int | None,
        by_id: dict[str, Span],
        token_ends: dict[int, int],
    ) -> Span | None:
        """The span that an end means: by id, by edges (as the file counts), by last token."""
        if raw is not None and raw.id is not None:
            known = by_id.get(self.new_ids.get(str(raw.id), ""))
            if known is not None:
                return known
        if raw is not None and raw.start is not None and raw.end is not None:
            label = raw.label
            spans = self._claimed.get((raw.start, raw.end), [])
            return next((x for x in spans if x.label == label), spans[0] if spans else None)
        return next(self._ending_at(token_ends.get(-1 if token is None else token)), None)

    def _ending_at(self, end: int | None) -> Iterator[Span]:
        """Spans with that end, the longest first."""
        edges = sorted(edge for edge in self._by_edges if edge[1] == end)
        return (span for edge in edges for span in self._by_edges[edge])

    def _own_id(self, id: _Id) -> str:
        """The file's id, if it is a text that the record has not used before."""
        own = id if isinstance(id, str) and id and id not in self._ids else new_id()
        self._ids.add(own)
        return own

    def _refuse(self, raw: RawSpan, why: str) -> None:
        label = f"{raw.label} " if raw.label else ""
        self.say(f"the span {label}{raw.start}–{raw.end} {why}: left out")


def _are_fragments(ranges: tuple[Range, ...], start: int, end: int) -> bool:
    """Sorted, disjoint, none empty, and together as long as the hull."""
    last = start
    for a, b in ranges:
        if not last <= a < b:
            return False
        last = b
    return ranges[0][0] == start and last == end
