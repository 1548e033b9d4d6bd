"""Documents to people: planned, shown beforehand, and stored."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from annotator.assignment import Plan, Wish, by_hand, dealt
from annotator.errors import InputError
from annotator.model import make_annotator
from annotator.store import people as store
from annotator.store.people import Assigned
from annotator.store.project import Project


@dataclass(frozen=True, slots=True)
class Share:
    """One person's part: documents in all, how many of them are new to the person, how many are
    of the calibration set, and how many the person has finished."""

    documents: int = 0
    new: int = 0
    calibration: int = 0
    done: int = 0


@dataclass(slots=True)
class AssignReport:
    """What is assigned, or would be. `shared` counts documents that several people have."""

    people: dict[str, Share] = field(default_factory=dict)
    documents: int = 0
    assigned: int = 0
    shared: int = 0
    calibration: int = 0
    added: int = 0
    withdrawn: int = 0


def plan_for(project: Project, names: Sequence[str], wish: Wish, again: bool = False) -> Plan:
    """Deal the project's documents. What is assigned already stays; with `again` only what a
    person has begun stays, and all else is dealt anew. Raises InputError."""
    documents = project.document_ids()
    people = [make_annotator(name).id for name in names]
    kept: dict[str, list[str]] = {}
    there = store.assignments(project)
    begun = store.begun(project)
    for one in there:
        if not again or (one.document, one.annotator) in begun:
            kept.setdefault(one.document, []).append(one.annotator)
    for document, who in begun:
        if who in people and who not in kept.get(document, ()):
            kept.setdefault(document, []).append(who)
    calibrated = set() if again else {one.document for one in there if one.calibration}
    return dealt(documents, people, wish, kept, calibrated)


def plan_by_hand(project: Project, names: Sequence[str], documents: Iterable[str]) -> Plan:
    """Documents, by name or id, to all of the people, beside what is assigned already.

    Raises InputError for a document that there is not.
    """
    known = {row.id: row.name for row in project.summaries("")}
    named: dict[str, list[str]] = {}
    for id, name in known.items():
        named.setdefault(name, []).append(id)
    wanted: list[str] = []
    for text in documents:
        found = [text] if text in known else named.get(text, [])
        if not found:
            raise InputError("There is no such document", text, "Give its name or its id.")
        wanted += found
    people = [make_annotator(name).id for name in names]
    there = store.assignments(project)
    given = {id: list(who) for id, who in by_hand(wanted, people).people.items()}
    for one in there:
        given.setdefault(one.document, [])
        if one.annotator not in given[one.document]:
            given[one.document].append(one.annotator)
    return Plan(
        {id: tuple(given[id]) for id in known if id in given},
        frozenset(one.document for one in there if one.calibration),
    )


def assign(project: Project, names: Sequence[str], plan: Plan) -> AssignReport:
    """Store a plan, with the people that are new. No layer is touched."""
    before = store.assignments(project)
    store.add_people(project, names)
    store.set_assignments(project, _rows(plan))
    return report_of(project, plan, before, names)


def report_of(
    project: Project,
    plan: Plan,
    before: Sequence[Assigned] | None = None,
    names: Sequence[str] = (),
) -> AssignReport:
    """A plan in numbers, against what is assigned (now, or `before` it was stored)."""
    there = store.assignments(project) if before is None else before
    old = {(one.document, one.annotator) for one in there}
    new = {(document, who) for document, some in plan.people.items() for who in some}
    done = {pair for pair, status in store.begun(project).items() if status == "done"}
    called = {one.id: one.name for one in project.annotators()}
    called |= {make_annotator(name).id: name for name in names}
    people = {}
    for who in sorted({who for _, who in new | old}, key=lambda who: called[who]):
        mine = {pair for pair in new if pair[1] == who}
        first = sum(document in plan.calibration for document, _ in mine)
        people[called[who]] = Share(len(mine), len(mine - old), first, len(mine & done))
    return AssignReport(
        people,
        len(project.document_ids()),
        sum(bool(some) for some in plan.people.values()),
        plan.shared(),
        len(plan.calibration),
        len(new - old),
        len(old - new),
    )


def present(project: Project) -> Plan:
    """What is assigned now."""
    there = store.assignments(project)
    people: dict[str, list[str]] = {}
    for one in there:
        people.setdefault(one.document, []).append(one.annotator)
    return Plan(
        {document: tuple(some) for document, some in people.items()},
        frozenset(one.document for one in there if one.calibration),
    )


def withdraw_all(project: Project) -> AssignReport:
    """Assign nothing to anybody: everybody has everything again. Layers stay."""
    before = store.assignments(project)
    store.set_assignments(project, ())
    return report_of(project, Plan(), before)


def restore(project: Project, before: Iterable[Assigned]) -> None:
    """Assign again what was assigned before: the way back from `assign`."""
    store.set_assignments(project, before)


def _rows(plan: Plan) -> list[Assigned]:
    return [
        Assigned(document, who, document in plan.calibration)
        for document, some in plan.people.items()
        for who in some
    ]
