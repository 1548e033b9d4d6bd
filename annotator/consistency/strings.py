"""The same string labelled differently, or labelled here and missed there.

How likely a mistake is follows from how the same string is labelled elsewhere: a label that
stands alone against many of another is more likely wrong than one of two equally common ones.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from annotator.annotations import ranges_overlap
from annotator.consistency.findings import Finding, Fix, Work, on_one_line
from annotator.model import Range, Span

LEAST = 0.3  # likelihood below which a missing label is no finding
_WORDS = re.compile(r"\w+|[^\w\s]")
_Key = tuple[str, ...]


@dataclass(slots=True)
class _Use:
    """How a string is used: labels with their counts, places without one, words as written."""

    labels: Counter[str] = field(default_factory=Counter)
    bare: list[tuple[Work, Range]] = field(default_factory=list)


def differing(
    works: Sequence[Work], titles: dict[str, str], step: Callable[[], object] = lambda: None
) -> list[Finding]:
    """Findings about strings. `titles` are the labels' names; `step` is called for each work."""
    uses = _labelled(works)
    known = _Words(uses)
    places = [_by_place(work) for work in works]
    found: list[Finding] = []
    for work, here in zip(works, places, strict=True):
        found += _other_labels(work, here, uses, titles)
        if work.finished:
            _count_bare(work, known, uses)
        step()
    for use in uses.values():
        found += _missed(use, titles)
    return found


def key_of(text: str) -> _Key:
    """A string as its words; white space between them does not count."""
    return tuple(_WORDS.findall(text))


def _labelled(works: Sequence[Work]) -> dict[_Key, _Use]:
    uses: dict[_Key, _Use] = {}
    for work in works:
        for span in work.spans:
            key = _key(work, span)
            if key:
                uses.setdefault(key, _Use()).labels[span.label] += 1
    return uses


def _key(work: Work, span: Span) -> _Key:
    """Empty for what says nothing: signs alone, and spans in parts."""
    words = work.text[span.start : span.end]
    if span.fragments or not any(char.isalnum() for char in words):
        return ()
    return key_of(words)


def _by_place(work: Work) -> dict[Range, set[str]]:
    found: dict[Range, set[str]] = {}
    for span in work.spans:
        if not span.fragments:
            found.setdefault((span.start, span.end), set()).add(span.label)
    return found


def _other_labels(
    work: Work, here: dict[Range, set[str]], uses: dict[_Key, _Use], titles: dict[str, str]
) -> Iterator[Finding]:
    for span in work.spans:
        key = _key(work, span)
        labels = uses[key].labels if key else Counter[str]()
        if len(labels) < 2:
            continue
        usual, most = labels.most_common(1)[0]  # of equally common ones, the one seen first
        if usual == span.label or usual in here[span.start, span.end]:
            continue
        text = on_one_line(work.text[span.start : span.end])
        yield Finding(
            "label",
            work.document,
            work.name,
            span.start,
            span.end,
            work.text[span.start : span.end],
            span.label,
            _odds(labels, span.label, usual),
            f"“{text}”: {_tally(labels, titles)}",
            f"{titles.get(usual, usual)} in {_times(most)} elsewhere",
            span.id,
            Fix("relabel", usual),
        )


def _odds(labels: Counter[str], label: str, usual: str) -> float:
    """How likely the rarer label is a mistake: the share of the usual one, less where the rarer
    one comes again and again."""
    total = labels.total()
    return labels[usual] / total * (1 - (labels[label] - 1) / total)


def _tally(labels: Counter[str], titles: dict[str, str], bare: int = 0) -> str:
    parts = [f"{titles.get(label, label)} {count:,}×" for label, count in labels.most_common()]
    return ", ".join([*parts, f"without a label {bare:,}×"] if bare else parts)


def _times(count: int) -> str:
    return "1 place" if count == 1 else f"{count:,} places"


class _Words:
    """Known strings by their first word, the longest first."""

    def __init__(self, keys: dict[_Key, _Use]) -> None:
        self._by_first: dict[str, list[_Key]] = {}
        for key in keys:
            self._by_first.setdefault(key[0], []).append(key)
        for same in self._by_first.values():
            same.sort(key=len, reverse=True)

    def find(self, text: str) -> Iterator[tuple[_Key, Range]]:
        """The longest known strings from the left, none inside another."""
        matches = list(_WORDS.finditer(text))
        words = [match.group() for match in matches]
        at = 0
        while at < len(words):
            step = 1
            for key in self._by_first.get(words[at], ()):
                size = len(key)
                if words[at + 1 : at + size] == list(key[1:]):
                    yield key, (matches[at].start(), matches[at + size - 1].end())
                    step = size
                    break
            at += step


def _count_bare(work: Work, known: _Words, uses: dict[_Key, _Use]) -> None:
    """Note the places where a known string has no label and lies in no span."""
    spans = sorted(range_ for span in work.spans for range_ in span.ranges)
    at = 0
    for key, place in known.find(work.text):
        while at < len(spans) and spans[at][1] <= place[0]:
            at += 1
        # A span that began earlier may reach further than the next ones: look at a few.
        if not any(ranges_overlap((place,), (x,)) for x in spans[max(0, at - 3) : at + 3]):
            uses[key].bare.append((work, place))


def _missed(use: _Use, titles: dict[str, str]) -> Iterator[Finding]:
    label, most = use.labels.most_common(1)[0]
    likely = most / (use.labels.total() + len(use.bare) + 1)
    if likely < LEAST:
        return
    for work, (start, end) in use.bare:
        if (start, end, label) in work.refused:
            continue
        text = work.text[start:end]
        yield Finding(
            "missed",
            work.document,
            work.name,
            start,
            end,
            text,
            "",
            likely,
            f"“{on_one_line(text)}”: {_tally(use.labels, titles, len(use.bare))}",
            f"{titles.get(label, label)} in {_times(most)} elsewhere",
            "",
            Fix("add", label),
        )
