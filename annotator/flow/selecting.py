"""What of a project an export takes, and in which pieces."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from annotator.errors import InputError
from annotator.flow.choosing import STATUSES
from annotator.flow.relabelling import Naming, naming, relabelled, scheme_under
from annotator.flow.units import by_sentence
from annotator.formats.base import Record
from annotator.scheme import Scheme

UNITS = ("document", "sentence")


@dataclass(frozen=True, slots=True)
class Selection:
    """`layer`: best, gold, each or an annotator's name; `status`: done or all; `labels`: only
    these, all if there are none; `names`: other names for labels, an empty one leaves a label
    out; `unit`: document or sentence."""

    layer: str = "best"
    status: str = "done"
    labels: frozenset[str] = frozenset()
    names: Mapping[str, str] = field(default_factory=dict)
    unit: str = "document"

    def check(self, scheme: Scheme) -> None:
        """Raises InputError for a status, a unit or a label that there is not."""
        if self.status not in STATUSES:
            raise InputError("There is no such status", self.status, "Choose done or all.")
        if self.unit not in UNITS:
            raise InputError("There is no such unit", self.unit, "Choose document or sentence.")
        known = {label.id for label in scheme.labels}
        strange = sorted((self.labels | set(self.names)) - known)
        if strange:
            raise InputError(
                "The scheme has no such label", ", ".join(strange),
                f"It has {', '.join(sorted(known))}.",
            )  # fmt: skip

    @property
    def naming(self) -> Naming | None:
        """How labels are called, if otherwise than in the project."""
        return naming(self.names, self.labels) if self.labels or self.names else None

    def scheme(self, of: Scheme) -> Scheme:
        """The scheme of what is exported."""
        name = self.naming
        return of if name is None else scheme_under(of, name)


class Cutting:
    """Brings records into the shape that was asked for; counts what is left out by wish, by
    label, and what is lost by cutting documents."""

    def __init__(self, selection: Selection) -> None:
        self.left_out: Counter[str] = Counter()
        self.lost: Counter[str] = Counter()
        self._naming = selection.naming
        self._in_sentences = selection.unit == "sentence"

    def named(self, record: Record) -> Record:
        """The record with the labels that were asked for."""
        if self._naming is None:
            return record
        return relabelled(record, self._naming, self.left_out)

    def pieces(self, record: Record) -> Iterator[Record]:
        """The record, or its sentences."""
        if self._in_sentences:
            yield from by_sentence(record, self.lost)
        else:
            yield record
