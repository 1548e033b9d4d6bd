"""All checks over one annotator's work, the likeliest mistakes first."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from annotator.consistency.edges import odd_edges
from annotator.consistency.findings import Finding, Work
from annotator.consistency.rules import against_rules
from annotator.consistency.strings import differing
from annotator.consistency.twins import unlike_twins
from annotator.scheme import Scheme
from annotator.text.surroundings import surroundings

_EVERY = 50  # works between two words of progress


class Stopped(Exception):
    """The person gave up waiting."""


def find(
    works: Sequence[Work],
    scheme: Scheme,
    progress: Callable[[int, int], object] = lambda _done, _total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> list[Finding]:
    """What may be wrong in the works of one annotator, ranked; of equal rank in reading order.
    Raises Stopped when cancelled."""
    titles = {label.id: label.title for label in scheme.of("span")}
    total, done = 2 * len(works), 0

    def step() -> None:
        nonlocal done
        done += 1
        if done % _EVERY == 0:
            if cancelled():
                raise Stopped
            progress(done, total)

    found = differing(works, titles, step)
    for work in works:
        found += odd_edges(work)
        found += against_rules(work, scheme)
        step()
    found += unlike_twins(works)
    order = {work.document: number for number, work in enumerate(works)}
    found.sort(key=lambda x: (-x.score, order[x.document], x.start, x.end, x.item))
    return [_in_place(x, works[order[x.document]].text) for x in found]


def _in_place(finding: Finding, text: str) -> Finding:
    before, after = surroundings(text, finding.start, finding.end)
    return replace(finding, before=before, after=after)
