"""Layers that both files have in different states: the later one stays, or both do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from annotator.model import Annotator
from annotator.store import layers
from annotator.store.merging.join import Join, Pair
from annotator.store.merging.layers import contents_there
from annotator.store.rawrows import Raw, read
from annotator.store.states import Dispute, keep, known, put, show
from annotator.store.traces import Place, Trace, traces
from annotator.versions import Stand, State, fuller, settled

_PAGE = 500


@dataclass(slots=True)
class _Traces:
    """What both journals know of the layers, by the places here."""

    ours: dict[Place, Trace]
    theirs: dict[Place, Trace]

    def named(self, place: Place) -> dict[str, set[str]]:
        """The items that each edit names."""
        found: dict[str, set[str]] = {}
        for trace in (self.ours[place], self.theirs[place]):
            for edit, items in trace.items.items():
                found.setdefault(edit, set()).update(items)
        return found

    def last(self, place: Place) -> dict[str, Stand]:
        """How each edit stands by the last that either journal says: so ours will have it."""
        stands = dict(self.ours[place].stands)
        for edit, stand in self.theirs[place].stands.items():
            stands[edit] = max(stand, stands.get(edit, stand))
        return stands


def settle_layers(join: Join, pairs: Sequence[Pair]) -> None:
    """Decide about each layer, and write what was decided."""
    if not pairs:
        return
    people = {one.id: one for one in layers.annotators(join.goal)}
    of_models = [pair for pair in pairs if people[pair.annotator].kind == "model"]
    of_people = [pair for pair in pairs if people[pair.annotator].kind != "model"]
    for start in range(0, len(of_models), _PAGE):
        _models(join, of_models[start : start + _PAGE])
    found = _both_traces(join, of_people, people)
    for start in range(0, len(of_people), _PAGE):
        page = of_people[start : start + _PAGE]
        for pair, ours, theirs in _states(join, page, found):
            _settle(join, pair, people[pair.annotator].name, (ours, theirs), found)


def _models(join: Join, pairs: Sequence[Pair]) -> None:
    """Nobody has worked on a model's layer: the fuller run stays."""
    here = join.shape.items(join.goal, [pair.id for pair in pairs])
    there = contents_there(join, pairs)
    heads = _heads(join, pairs)
    for pair in pairs:
        ours = State(here[pair.id], {}, *heads[f"here {pair.id}"])
        theirs = State(there[pair.id], {}, *heads[f"there {pair.theirs}"])
        if ours.items != theirs.items and fuller(ours, theirs) is theirs:
            put(join.goal, join.shape, pair.id, theirs)
            join.result.updated += 1


def _heads(join: Join, pairs: Sequence[Pair]) -> dict[str, tuple[str, float]]:
    """Status and seconds, by “here” or “there” and the layer's id."""

    def head(row: Raw) -> tuple[str, float]:
        return (row["status"], row["seconds"])

    there = read(join.source, "layer", "id", [pair.theirs for pair in pairs])
    found = {row["id"]: head(row) for row in there}
    here = read(join.goal, "layer", "id", [pair.id for pair in pairs])
    return {f"there {id}": value for id, value in found.items()} | {
        f"here {row['id']}": head(row) for row in here
    }


def _both_traces(join: Join, pairs: Sequence[Pair], people: Mapping[str, Annotator]) -> _Traces:
    them = {ours: theirs for theirs, ours in join.people.items()}
    paper = {ours: theirs for theirs, ours in join.documents.items()}
    makers = {pair.annotator for pair in pairs}
    # Only a person edits the person's own layer; gold is edited by whoever reviews.
    own = all(people[who].kind == "person" for who in makers)
    ours = traces(join.goal, {pair.place for pair in pairs}, makers if own else None)
    there = {(paper[pair.document], them[pair.annotator]): pair.place for pair in pairs}
    found = traces(join.source, there.keys(), {them[who] for who in makers} if own else None)
    return _Traces(ours, {there[place]: trace for place, trace in found.items()})


def _states(join: Join, pairs: Sequence[Pair], found: _Traces) -> list[tuple[Pair, State, State]]:
    here = join.shape.items(join.goal, [pair.id for pair in pairs])
    there = contents_there(join, pairs)
    heads = _heads(join, pairs)
    return [
        (
            pair,
            known(here[pair.id], heads[f"here {pair.id}"], found.ours[pair.place],
                  join.ours.get(pair.id)),
            known(there[pair.id], heads[f"there {pair.theirs}"], found.theirs[pair.place],
                  join.theirs.get(pair.theirs)),
        )
        for pair in pairs
    ]  # fmt: skip


def _settle(join: Join, pair: Pair, name: str, states: tuple[State, State], found: _Traces) -> None:
    ours, theirs = states
    before = join.ours.get(pair.id, Dispute())
    there = join.theirs.get(pair.theirs, Dispute())
    named = found.named(pair.place)
    main, *others = settled([ours, theirs, *before.others, *there.others], named)
    join.winners[pair.id] = main
    join.suspects |= {*ours.stands, *theirs.stands}
    changed = main.items != ours.items or main.status != ours.status
    if changed or main.seconds != ours.seconds:
        put(join.goal, join.shape, pair.id, main)
        join.result.updated += changed
    alien = {edit for state in others for edit in state.stands} - main.stands.keys()
    journal = found.last(pair.place)
    otherwise = {e: s for e, s in main.stands.items() if others and s != journal.get(e, s)}
    after = Dispute(others, alien, otherwise)
    if after == before:
        return
    keep(join.goal, join.shape, pair.id, after)
    show(join.goal, join.shape, (pair.document, name), others, len(before.others), join.edited_here)
    (join.contested.add if others else join.contested.discard)(pair.id)
    if len(others) > len(before.others):
        join.result.disputed.append((pair.document, name))
