"""Documents of nearly the same text with different labels."""

from collections import Counter
from collections.abc import Iterator, Sequence

from annotator.consistency.findings import Finding, Work
from annotator.model import Range
from annotator.near_duplicates import near_duplicates

_LEAST, _MOST = 0.5, 0.9  # how likely a mistake: with few differing labels, and with many


def unlike_twins(works: Sequence[Work]) -> Iterator[Finding]:
    """Near-duplicates whose labels differ from those of the first of them; each finding stands at
    the first difference."""
    done = {work.document: work for work in works if work.finished}
    firsts = near_duplicates((id, work.text) for id, work in done.items())
    for id, first in firsts.items():
        if id == first:
            continue
        one, other = done[first], done[id]
        differences = _differences(one, other)
        if not differences:
            continue
        (start, end), count = min(differences), len(differences)
        share = count / max(1, len(one.spans) + len(other.spans))
        yield Finding(
            "twins",
            other.document,
            other.name,
            start,
            end,
            other.text[start:end],
            "",
            min(_MOST, _LEAST + share),
            f"Nearly the same text, other labels: {one.name}",
            "1 label differs" if count == 1 else f"{count:,} labels differ",
        )


def _differences(first: Work, second: Work) -> list[Range]:
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
