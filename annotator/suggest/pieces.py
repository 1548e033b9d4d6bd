"""Long texts in pieces: a pipeline's memory grows with the text, so it is shown one part at a time.

Each piece has a core, and around it some text of its neighbours, so that a name at the edge is
read in its sentence. What starts in the core is the piece's to say.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from annotator.suggest.results import Suggested, SuggestedRelation, SuggestedSpan
from annotator.text.tokens import Tokens

CORE = 40_000  # code points; a longer text is cut
MARGIN = 1_000
_LOOK_BACK = 4_000
_LINE = re.compile(r"[\n\r\u2028\u2029]")
_SPACE = re.compile(r"\s")


@dataclass(frozen=True, slots=True)
class Piece:
    """`text[start:end]` is read, and `[core, core_end)` is what it speaks for; code points."""

    start: int
    end: int
    core: int
    core_end: int


def pieces(text: str, core: int = CORE, margin: int = MARGIN) -> list[Piece]:
    """The pieces of a text in order; their cores meet without gaps. They end after a line where
    one ends in reach, else after white space, else wherever they must."""
    edges = [0, *_edges(text, core), len(text)]
    return [
        Piece(
            min(first, _near(text, first - margin)),
            max(last, _near(text, last + margin)),
            first,
            last,
        )
        for first, last in pairwise(edges)
    ]


def joined(found: Sequence[tuple[Piece, Suggested]]) -> Suggested:
    """What the pieces of one text say, with offsets of the whole text.

    A span that reaches over the end of its core wins over what the next piece says inside it.
    """
    spans: dict[SuggestedSpan, None] = {}
    edges: list[tuple[int, int]] = []
    reached = dropped = 0
    for piece, one in found:
        before = reached
        for span in _moved(piece, one):
            if before <= span.start and piece.core <= span.start < piece.core_end:
                spans[span] = None
                reached = max(reached, span.end)
        reached = max(reached, piece.core_end)
        moved = ((piece.start + start, piece.start + end) for start, end in one.tokens)
        edges += [edge for edge in moved if piece.core <= edge[0] < piece.core_end]
        dropped += one.dropped
    kept = sorted(spans, key=lambda x: (x.start, x.end, x.label))
    return Suggested(tuple(kept), Tokens(edges), dropped, relations=_relations(found, kept))


def _relations(
    found: Sequence[tuple[Piece, Suggested]], spans: Sequence[SuggestedSpan]
) -> tuple[SuggestedRelation, ...]:
    """The relations of all pieces between spans that were kept; the first piece to say one."""
    places = {(x.start, x.end, x.label): place for place, x in enumerate(spans)}
    links: dict[tuple[int, int, str], SuggestedRelation] = {}
    for piece, one in found:
        own = [places.get((x.start, x.end, x.label)) for x in _moved(piece, one)]
        for link in one.relations:
            head, tail = own[link.head], own[link.tail]
            if head is not None and tail is not None:
                moved = SuggestedRelation(head, tail, link.label, link.score)
                links.setdefault((head, tail, link.label), moved)
    return tuple(links[key] for key in sorted(links))


def _moved(piece: Piece, one: Suggested) -> Iterator[SuggestedSpan]:
    shift = piece.start
    return (SuggestedSpan(x.start + shift, x.end + shift, x.label, x.score) for x in one.spans)


def _edges(text: str, core: int) -> Iterator[int]:
    at = 0
    while len(text) - at > core:
        at = _cut(text, at + core, max(at + 1, at + core - _LOOK_BACK))
        yield at


def _cut(text: str, wanted: int, least: int) -> int:
    """After the last line, else the last white space, that ends in `[least, wanted]`."""
    for wish in (_LINE, _SPACE):
        ends = [found.end() for found in wish.finditer(text, least - 1, wanted)]
        if ends:
            return ends[-1]
    return wanted


def _near(text: str, wanted: int) -> int:
    """A place at or soon before `wanted` at which no word is cut, inside the text."""
    if wanted <= 0 or wanted >= len(text):
        return max(0, min(wanted, len(text)))
    return _cut(text, wanted, max(1, wanted - MARGIN // 4))
