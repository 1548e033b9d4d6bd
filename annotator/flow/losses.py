"""What a format cannot carry, counted before it is lost."""

from collections import Counter

from annotator.formats.base import Capabilities, Record
from annotator.formats.restricting import RESOLVED, restricted

__all__ = ["Losses", "in_words", "losses_in"]


def losses_in(record: Record, carries: Capabilities) -> Counter[str]:
    """How many things of the record are lost, by what they are."""
    return restricted(record, carries, "")[1]


class Losses:
    """Counts over the records of an export, which come document by document."""

    def __init__(self, carries: Capabilities) -> None:
        self.counts: Counter[str] = Counter()
        self._carries = carries
        self._last = ""

    def add(self, record: Record) -> None:
        """Count one more record."""
        self.counts.update(losses_in(record, self._carries))
        if record.id and record.id == self._last and not self._carries.several_layers:
            self.counts["more layers"] += 1
        self._last = record.id


def in_words(counts: dict[str, int]) -> list[str]:
    """A line for each kind of loss, with what becomes of it."""
    return [f"{count} {what}: {RESOLVED[what]}" for what, count in counts.items()]
