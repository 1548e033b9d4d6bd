"""Documents of nearly the same text with different labels.

Texts are compared by the shingles, runs of five words, that they share. Of each document only the
smallest hashes of its shingles are kept (Broder, On the resemblance and containment of documents,
1997): they estimate the Jaccard similarity, and find the pairs without comparing all with all.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations
from zlib import crc32

from annotator.consistency.findings import Finding, Work

ALIKE = 0.7  # the least similarity of near-duplicates
_SHINGLE = 5  # words
_SKETCH = 64  # hashes kept of each document
_COMMON = 40  # documents; a shingle of more is boilerplate
_WORDS = re.compile(r"\w+")


def near_duplicates(texts: Sequence[str]) -> Iterator[tuple[int, int, float]]:
    """Pairs of numbers of texts that are alike, with their estimated similarity."""
    sketches = [_sketch(text) for text in texts]
    holders: dict[int, list[int]] = defaultdict(list)
    for number, sketch in enumerate(sketches):
        for value in sketch:
            holders[value].append(number)
    shared = Counter[tuple[int, int]]()
    for numbers in holders.values():
        if 1 < len(numbers) <= _COMMON:
            shared.update(combinations(numbers, 2))
    for (one, other), count in shared.items():
        if count * 4 >= min(len(sketches[one]), len(sketches[other])):
            similarity = _similarity(sketches[one], sketches[other])
            if similarity >= ALIKE:
                yield one, other, similarity


def _sketch(text: str) -> list[int]:
    """The smallest hashes of a text's shingles, in order."""
    words = [word.encode() for word in _WORDS.findall(text.casefold())]
    size = max(1, min(_SHINGLE, len(words)))
    runs = (b" ".join(words[i : i + size]) for i in range(len(words) - size + 1))
    return sorted(set(map(crc32, runs)))[:_SKETCH]


def _similarity(one: list[int], other: list[int]) -> float:
    """The share of the smallest hashes of both together that both have."""
    together = sorted({*one, *other})[:_SKETCH]
    both = set(one) & set(other)
    return sum(value in both for value in together) / len(together) if together else 0.0


def unlike_twins(works: Sequence[Work]) -> Iterator[Finding]:
    """Near-duplicates whose labels differ; each finding stands in the later document, at the
    first difference."""
    done = [work for work in works if work.finished]
    for one, other, similarity in near_duplicates([work.text for work in done]):
        first, second = done[one], done[other]
        differences = _differences(first, second)
        if not differences:
            continue
        total = max(1, len(first.spans) + len(second.spans))
        start, end = min(differences)
        count = len(differences)
        yield Finding(
            "twins",
            second.document,
            second.name,
            start,
            end,
            second.text[start:end],
            "",
            similarity * min(1.0, 0.5 + count / total),
            f"Nearly the same text, other labels: {first.name}",
            f"{similarity:.0%} alike, {count:,} labels differ",
        )


def _differences(first: Work, second: Work) -> list[tuple[int, int]]:
    """Places in the second of labels that the two do not share; what stands only in the first
    is looked for by its words."""
    ours, theirs = _labels(first), _labels(second)
    only_here = theirs - ours
    found = [
        (span.start, span.end)
        for span in second.spans
        if only_here[second.text[span.start : span.end], span.label] > 0
    ]
    for words, _ in (ours - theirs).elements():
        at = second.text.find(words)
        if at >= 0:
            found.append((at, at + len(words)))
    return found


def _labels(work: Work) -> Counter[tuple[str, str]]:
    return Counter((work.text[span.start : span.end], span.label) for span in work.spans)
