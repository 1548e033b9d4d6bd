"""A language model's quotes become places in the text, or are rejected."""

import re
from collections.abc import Collection

import msgspec

from annotator.suggest.results import Suggested, SuggestedRelation, SuggestedSpan

_FENCE = re.compile(r"\A\s*```(?:json)?\s*(.*?)\s*```\s*\Z", re.DOTALL)


class Quote(msgspec.Struct, frozen=True):
    """A span as the model says it."""

    quote: str
    label: str
    before: str = ""
    occurrence: int = 1


class Link(msgspec.Struct, frozen=True):
    """A relation between places in the list of quotes."""

    head: int
    tail: int
    label: str


class Answer(msgspec.Struct, frozen=True):
    """All that the model says of a text."""

    spans: list[Quote]
    relations: list[Link] = []


def read(content: str) -> Answer:
    """The answer in a reply, with or without a fence around it. Raises ValueError."""
    fenced = _FENCE.match(content)
    return msgspec.json.decode(fenced.group(1) if fenced else content, type=Answer)


def aligned(
    text: str, answer: Answer, labels: Collection[str], relations: Collection[str] = ()
) -> Suggested:
    """What can be found in the text, in reading order. `dropped` counts what cannot: quotes that
    do not stand there, or at several places without a hint which, unknown labels, and relations
    whose ends are not there."""
    places: list[tuple[int, int, str] | None] = []
    for quote in answer.spans:
        place = place_of(text, quote) if quote.label in labels else None
        places.append((*place, quote.label) if place is not None else None)
    kept = sorted({place for place in places if place is not None})
    index = {place: number for number, place in enumerate(kept)}
    dropped = places.count(None)
    links: dict[tuple[int, int, str], SuggestedRelation] = {}
    for link in answer.relations:
        ends = [places[x] if 0 <= x < len(places) else None for x in (link.head, link.tail)]
        head, tail = (index[x] if x is not None else -1 for x in ends)
        if -1 in (head, tail) or head == tail or link.label not in relations:
            dropped += 1
        else:
            links[head, tail, link.label] = SuggestedRelation(head, tail, link.label)
    spans = tuple(SuggestedSpan(*place) for place in kept)
    return Suggested(spans, dropped=dropped, relations=tuple(links[key] for key in sorted(links)))


def place_of(text: str, quote: Quote) -> tuple[int, int] | None:
    """Where a quote stands: at its only place, else after its words before, else at its
    occurrence; differences of white space do not count. None if that is not one place."""
    found = [match.span() for match in _pattern(quote.quote).finditer(text)]
    found = [place for place in found if place[0] < place[1]]
    if len(found) < 2:
        return found[0] if found else None
    if quote.before.strip():
        before = re.compile(_pattern(quote.before).pattern + r"\s*\Z")
        reach = 2 * len(quote.before) + 40
        near = [x for x in found if before.search(text, max(0, x[0] - reach), x[0])]
        if len(near) == 1:
            return near[0]
        if near and quote.occurrence > 0 and quote.occurrence <= len(found):
            wanted = found[quote.occurrence - 1]
            return wanted if wanted in near else None
    if 1 <= quote.occurrence <= len(found):
        return found[quote.occurrence - 1]
    return None


def _pattern(words: str) -> re.Pattern[str]:
    """The words with any white space between; not inside longer words."""
    body = r"\s+".join(re.escape(part) for part in words.split())
    left = r"(?<!\w)" if re.match(r"\s*\w", words) else ""
    right = r"(?!\w)" if re.search(r"\w\s*\Z", words) else ""
    return re.compile(f"{left}{body}{right}" if body else r"(?!)")
