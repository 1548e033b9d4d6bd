"""Documents cut into sentences, each a record of its own."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from uuid import UUID, uuid5

from annotator.formats.base import Record
from annotator.formats.restricting import words_of
from annotator.model import Range, Span
from annotator.text.sentences import sentences
from annotator.text.tokens import Tokens

_SPACE = UUID("b1d7a3d2-1f0c-5c86-9c55-4f6f8a3f6b1e")  # of the ids of sentences


@dataclass(frozen=True, slots=True)
class _Cuts:
    """Where sentences start and end, in order."""

    starts: Sequence[int]
    ends: Sequence[int]

    def of(self, span: Span) -> int:
        """The sentence in which the words of a span stand; none is cut through."""
        place = max(0, bisect_right(self.starts, span.start) - 1)
        begins_after = span.start >= self.ends[place] and place + 1 < len(self.starts)
        return place + 1 if begins_after else place


def by_sentence(record: Record, lost: Counter[str]) -> Iterator[Record]:
    """The sentences of a document; a span is never cut. `meta` says where a sentence is from.

    Relations from one sentence to another and remarks on the whole document are lost, and
    counted. A document without words gives nothing.
    """
    words = words_of(record.text, record.tokens, record.spans)
    parts = list(sentences(record.text, words, [(x.start, x.end) for x in record.spans]))
    if not parts:
        lost["documents without words"] += 1
        return
    cuts = _Cuts([part[0][0] for part in parts], [part[-1][1] for part in parts])
    spans: list[list[Span]] = [[] for _ in parts]
    where: dict[str, int] = {}
    for span in record.spans:
        place = cuts.of(span)
        moved = _moved(span, cuts.starts[place], cuts.ends[place])
        if moved is None:
            lost["spans without words"] += 1
        else:
            spans[place].append(moved)
            where[span.id] = place
    _count_lost(record, where, lost)
    for place in range(len(parts)):
        yield _sentence(record, place, cuts, spans[place], where)


def _sentence(
    record: Record, place: int, cuts: _Cuts, spans: Sequence[Span], where: dict[str, int]
) -> Record:
    start, end = cuts.starts[place], cuts.ends[place]
    relations = tuple(
        x for x in record.relations if where.get(x.head) == place == where.get(x.tail)
    )
    return replace(
        record,
        name=f"{record.name} #{place + 1}",
        text=record.text[start:end],
        id=str(uuid5(_SPACE, f"{record.id}:{start}:{end}")),
        meta={**record.meta, "document": record.id, "sentence": place + 1, "start": start},
        tokens=_tokens(record.tokens, start, end),
        spans=tuple(spans),
        relations=relations,
        comments=tuple(x for x in record.comments if where.get(x.span) == place),
    )


def _tokens(tokens: Tokens | None, start: int, end: int) -> Tokens | None:
    if tokens is None:
        return None
    first, last = bisect_left(tokens.starts, start), bisect_right(tokens.ends, end)
    return Tokens(
        (tokens.starts[n] - start, tokens.ends[n] - start) for n in range(first, max(first, last))
    )


def _moved(span: Span, start: int, end: int) -> Span | None:
    """The span in its sentence, without white space around that; None if nothing remains."""
    ranges: list[Range] = [
        (max(a, start) - start, min(b, end) - start)
        for a, b in span.ranges
        if max(a, start) < min(b, end)
    ]
    if not ranges:
        return None
    fragments = tuple(ranges) if len(ranges) > 1 else ()
    return replace(span, start=ranges[0][0], end=ranges[-1][1], fragments=fragments)


def _count_lost(record: Record, where: dict[str, int], lost: Counter[str]) -> None:
    for relation in record.relations:
        if relation.head not in where or relation.tail not in where:
            lost["relations of spans that are left out"] += 1
        elif where[relation.head] != where[relation.tail]:
            lost["relations between sentences"] += 1
    remarks = sum(x.span not in where for x in record.comments)
    if remarks:
        lost["notes and comments"] += remarks
