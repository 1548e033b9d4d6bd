"""Adjudicating in bulk: what a strategy makes of the conflicts that nobody has decided."""

from collections import Counter
from dataclasses import dataclass, field

from annotator.errors import EditRefused, InputError
from annotator.model import Relation
from annotator.review.adjudication import Review
from annotator.review.draft import Draft, Verdict
from annotator.review.units import Unit, Version

NAMES = ("agree", "majority", "union", "intersection", "trust")
TRUST = "trust:"
_HALF = 0.5


@dataclass(frozen=True, slots=True)
class Strategy:
    """How to decide. `threshold` is the least share of annotators, 0 to 1, that makes a
    majority; more than half is always needed. `trusted` is whose version "trust" takes."""

    name: str
    threshold: float = _HALF
    trusted: str = ""

    @property
    def how(self) -> str:
        """As decisions remember it."""
        return f"bulk:{self.name}" + (f":{self.trusted}" if self.trusted else "")


def strategy_of(text: str, threshold: float = _HALF) -> Strategy:
    """A strategy from its name on the command line. Raises InputError."""
    if text.startswith(TRUST) and text != TRUST:
        return Strategy("trust", trusted=text.removeprefix(TRUST))
    if text not in NAMES or text == "trust":
        raise InputError(
            "There is no such strategy",
            text,
            "Choose agree, majority, union, intersection or trust:NAME.",
        )
    if not 0 <= threshold <= 1:
        raise InputError("A threshold is a share from 0 to 1", str(threshold))
    return Strategy(text, threshold)


@dataclass(slots=True)
class Outcome:
    """What a strategy did: `agreed` merged beforehand; `taken` and `nothing` decided; `left` to
    the reviewer; `by_hand` decided already. `kinds` counts what was decided, by conflict."""

    documents: int = 0
    agreed: int = 0
    taken: int = 0
    nothing: int = 0
    left: int = 0
    by_hand: int = 0
    kinds: dict[str, int] = field(default_factory=dict)

    def add(self, other: "Outcome") -> None:
        """Another document's."""
        self.documents += other.documents
        self.agreed += other.agreed
        self.taken += other.taken
        self.nothing += other.nothing
        self.left += other.left
        self.by_hand += other.by_hand
        self.kinds = dict(Counter(self.kinds) + Counter(other.kinds))


def choose(unit: Unit, names: tuple[str, ...], strategy: Strategy) -> tuple[Version, ...] | None:
    """The versions that a strategy takes, none for nothing here; None leaves it to a person."""
    if strategy.name == "union":
        same = unit.kind == "attributes"  # gold cannot hold the same thing twice
        return None if same else unit.versions
    if strategy.name == "intersection":
        return None if unit.kind == "attributes" else ()
    if strategy.name == "trust":
        if strategy.trusted not in names:
            return None
        version = unit.of(strategy.trusted)
        return () if version is None else (version,)
    if strategy.name == "majority":
        return _majority(unit, names, strategy.threshold)
    return None


def _majority(unit: Unit, names: tuple[str, ...], threshold: float) -> tuple[Version, ...] | None:
    def won(holders: int) -> bool:
        share = holders / len(names)
        return share > _HALF and share >= threshold

    if won(len(unit.absent)):
        return ()
    votes: Counter[object] = Counter()
    for version in unit.versions:
        votes[_meaning(version)] += len(version.names)
    return next(((v,) for v in unit.versions if won(votes[_meaning(v)])), None)


def _meaning(version: Version) -> object:
    """What a vote is for. Edges of a relation's ends are decided with the spans."""
    item = version.item
    if isinstance(item, Relation):
        return (item.label, version.around, tuple(sorted(item.attributes.items())))
    return version.names


def adjudicate(review: Review, strategy: Strategy, verdict: Verdict) -> tuple[Draft, Outcome]:
    """Decide what is open in a document; what a person has decided or put off stays."""
    draft, outcome = Draft(review), Outcome(documents=1)
    outcome.agreed = draft.merge(verdict)
    kinds: Counter[str] = Counter()
    units = sorted(review.comparison.conflicts, key=lambda unit: unit.what == "relation")
    for unit in units:
        if review.decision(unit.place) is not None:
            old = review.decision(unit.place)
            outcome.by_hand += old is not None and old.by_hand
            continue
        if not draft.settled(unit.place):
            _decide(draft, unit, strategy, verdict)
        _count(draft, unit, outcome, kinds)
    outcome.kinds = dict(sorted(kinds.items()))
    return draft, outcome


def _decide(draft: Draft, unit: Unit, strategy: Strategy, verdict: Verdict) -> None:
    if any(not draft.settled(end) for end in unit.around):
        return  # a person decides on an end, and the relation with it
    chosen = choose(unit, draft.review.names, strategy)
    if chosen is None:
        return
    source = chosen[0].names[0] if chosen else ""
    try:
        draft.take_all(unit, chosen, _by(verdict, strategy, source))
    except EditRefused:
        return  # the scheme does not allow it, or gold has it: for a person to see


def _by(verdict: Verdict, strategy: Strategy, source: str) -> Verdict:
    return Verdict("version", source, strategy.how, verdict.who, verdict.when)


def _count(draft: Draft, unit: Unit, outcome: Outcome, kinds: Counter[str]) -> None:
    decision = draft.decision(unit.place)
    if decision is None or not draft.settled(unit.place):
        outcome.left += 1
        return
    kinds[f"{unit.what} {unit.kind}"] += 1
    if decision.choice == "none":
        outcome.nothing += 1
    else:
        outcome.taken += 1
