"""Pairs of spans that may be related, and what is seen of each: hashed facts about the two ends
and the words between them."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from spacy.strings import get_string_id

from annotator.suggest.relations.facts import End

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

_BUCKETS = (0, 1, 2, 3, 5, 8, 13, 21, 34)  # words between, from which another size begins
_BETWEEN = 12  # words between that are looked at, from either end
_NEAR = 2  # words before and after


@dataclass(frozen=True, slots=True)
class Pair:
    """Two spans of one doc, in the direction head to tail."""

    head: "Span"
    tail: "Span"

    @property
    def ends(self) -> tuple[End, End]:
        """Both ends by place and label."""
        return end_of(self.head), end_of(self.tail)

    @property
    def gap(self) -> int:
        """Tokens between the two; 0 where they touch or overlap."""
        return max(self.head.start - self.tail.end, self.tail.start - self.head.end, 0)


def end_of(span: "Span") -> End:
    """A span by place and label."""
    return span.start_char, span.end_char, span.label_


def pairs_of(
    spans: Iterable["Span"], allowed: frozenset[tuple[str, str]], most_between: int
) -> list[Pair]:
    """All ordered pairs with labels that may be related, not too far apart."""
    inside = sorted(spans, key=lambda span: (span.start, span.end, span.label_))
    found = []
    for place, one in enumerate(inside):
        for other in inside[place + 1 :]:
            if other.start - one.end > most_between:
                break
            for head, tail in ((one, other), (other, one)):
                if (head.label_, tail.label_) in allowed and end_of(head) != end_of(tail):
                    found.append(Pair(head, tail))
    return found


def spans_of(doc: "Doc", group: str) -> list["Span"]:
    """The spans of a group or, where it is empty, the entities of a doc; each place and label
    once."""
    spans = list(doc.spans.get(group, ())) or list(doc.ents)
    return list({end_of(span): span for span in spans}.values())


def seen_in(doc: "Doc", pair: Pair) -> NDArray[np.uint64]:
    """The facts about a pair, hashed."""
    return np.array([get_string_id(fact) for fact in _facts(doc, pair)], dtype="uint64")


def _facts(doc: "Doc", pair: Pair) -> list[str]:
    head, tail = pair.head, pair.tail
    order = "head first" if head.start <= tail.start else "tail first"
    labels = f"{head.label_}>{tail.label_}"
    first, second = (head, tail) if order == "head first" else (tail, head)
    between = [token.norm_ for token in doc[first.end : second.start]]
    if len(between) > 2 * _BETWEEN:
        between = between[:_BETWEEN] + between[-_BETWEEN:]
    side = f"{labels} {order}"
    size = max(bucket for bucket in _BUCKETS if bucket <= pair.gap)
    facts = [side, f"{side} gap {size}", f"head {head.label_}", f"tail {tail.label_}"]
    facts += [f"{order} between {word}" for word in between]
    facts += [f"{side} between {word}" for word in between]
    facts += [f"{order} pair {a} {b}" for a, b in pairwise(between)]
    facts += _around("before", doc[max(0, first.start - _NEAR) : first.start], order)
    facts += _around("after", doc[second.end : second.end + _NEAR], order)
    facts += [f"head ends {head[-1].norm_}", f"tail ends {tail[-1].norm_}"]
    return facts


def _around(where: str, words: "Span", order: str) -> list[str]:
    return [f"{order} {where} {word.norm_}" for word in words]
