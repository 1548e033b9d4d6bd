"""What to do with a layer that two files hold in different states.

A state is known by its edits. One covers another if it knows all that the other knows, and every
item that it has otherwise was named by one of the edits that it has more: then it is simply
later. Where neither covers the other both have changed since they parted, and both stay.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from annotator.model import STATUSES

Key = tuple[str, str]  # table and id of an item
Values = tuple[object, ...]  # its columns


@dataclass(frozen=True, slots=True, order=True)
class Stand:
    """How an edit stands: since when (`changed`, ISO 8601) it is done or undone, and `state`:
    0 done, 1 undone, 2 dropped (undone for good)."""

    changed: str
    state: int

    @property
    def done(self) -> bool:
        """Whether what it did is there."""
        return self.state == 0


@dataclass(frozen=True, slots=True)
class State:
    """A layer as one file has it: its items, the edits that it knows, status and seconds.
    `heard` are edits that it knows from elsewhere, undone ones: they have no part in its items."""

    items: Mapping[Key, Values]
    stands: Mapping[str, Stand] = field(default_factory=dict)
    status: str = "new"
    seconds: float = 0.0
    heard: frozenset[str] = field(default=frozenset(), compare=False)

    @property
    def empty(self) -> bool:
        """Whether nothing was ever done here."""
        return not self.items and not self.stands and self.status == "new"

    @property
    def latest(self) -> str:
        """When the last edit was done that still holds; empty where there is none. What was
        undone does not count: every state hears of that."""
        return max((stand.changed for stand in self.stands.values() if stand.done), default="")


def covers(one: State, other: State, named: Mapping[str, Iterable[str]]) -> bool:
    """Whether `one` is `other` or came after it. `named` are the items that each edit names."""
    if other.empty:
        return True
    for edit, stand in other.stands.items():
        mine = one.stands.get(edit)
        # One that is undone and was never known here has done nothing.
        if stand.done if mine is None else mine < stand:
            return False
    more = [
        edit
        for edit, stand in one.stands.items()
        if edit not in other.stands or other.stands[edit].done != stand.done
    ]
    explained = {item for edit in more for item in named.get(edit, ())}
    return all(
        one.items.get(key) == values or key[1] in explained for key, values in other.items.items()
    )


def settled(states: Sequence[State], named: Mapping[str, Iterable[str]]) -> list[State]:
    """The states that no other covers, the one changed last first. In whatever order the states
    come, and however often, the answer is the same."""
    ordered = sorted(_hearing(states), key=_rank, reverse=True)
    kept: list[State] = []
    for state in ordered:
        at = next((i for i, other in enumerate(kept) if covers(other, state, named)), None)
        if at is not None:
            kept[at] = _with(kept[at], state, named)
            continue
        under = [other for other in kept if covers(state, other, named)]
        for other in under:
            state = _with(state, other, named)
        kept = [other for other in kept if other not in under]
        kept.append(state)
    return sorted(_one_of_each(kept), key=_rank, reverse=True)


def _hearing(states: Sequence[State]) -> list[State]:
    """The states, each of which has heard what any of them knows to be undone, and counts the
    time of the one that took longest: how much of it they share is not known."""
    last: dict[str, Stand] = {}
    for state in states:
        for edit, stand in state.stands.items():
            last[edit] = max(stand, last.get(edit, stand))
    undone = {edit: stand for edit, stand in last.items() if not stand.done}
    seconds = max((state.seconds for state in states), default=0.0)
    found = []
    for state in states:
        news = undone.keys() - state.stands.keys()
        stands = {**{edit: undone[edit] for edit in news}, **state.stands}
        for edit, stand in undone.items():
            if not stands[edit].done:
                stands[edit] = stand
        found.append(State(state.items, stands, state.status, seconds, state.heard | news))
    return found


def _with(later: State, earlier: State, named: Mapping[str, Iterable[str]]) -> State:
    """The later state, which has heard of the earlier one's edits. Where both know the same, the
    status that is further on holds."""
    status = later.status
    if covers(earlier, later, named):
        status = max(status, earlier.status, key=_progress)
    heard = earlier.stands.keys() - later.stands.keys()
    stands = {**{edit: earlier.stands[edit] for edit in heard}, **later.stands}
    return State(later.items, stands, status, later.seconds, later.heard | heard)


def _one_of_each(states: Iterable[State]) -> list[State]:
    """The same items reached in two ways are one state."""
    found: dict[str, State] = {}
    for state in states:
        name = digest(state.items)
        twin = found.get(name)
        if twin is not None:
            stands = dict(twin.stands)
            for edit, stand in state.stands.items():
                stands[edit] = max(stand, stands.get(edit, stand))
            status = max(twin.status, state.status, key=_progress)
            heard = twin.heard | state.heard | (twin.stands.keys() ^ state.stands.keys())
            state = State(twin.items, stands, status, state.seconds, heard)
        found[name] = state
    return list(found.values())


def _progress(status: str) -> int:
    return [*STATUSES].index(status) if status in STATUSES else -1


def _rank(state: State) -> tuple[str, str, str, float]:
    return (state.latest, digest(state.items), state.status, state.seconds)


def digest(items: Mapping[Key, Values]) -> str:
    """The same for the same items, in whatever order they come."""
    return hashlib.sha256(repr(sorted(items.items())).encode("utf-8", "replace")).hexdigest()


def fuller(one: State, other: State) -> State:
    """Which of two runs of the same model stays: the one that found more; a fixed one of two
    that found equally many."""
    return max(one, other, key=lambda state: (len(state.items), digest(state.items)))
