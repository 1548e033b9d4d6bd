"""Who works on a project, in what role, and how far they are."""

from collections import Counter
from dataclasses import dataclass, field

from annotator.people import Role
from annotator.store import people as store
from annotator.store.project import Project


@dataclass(frozen=True, slots=True)
class Person:
    """One person here; `begun` and `done` count documents."""

    role: Role
    assigned: int = 0
    begun: int = 0
    done: int = 0


@dataclass(slots=True)
class Overview:
    """The people by name, and whether they see only their own labels."""

    people: dict[str, Person] = field(default_factory=dict)
    blind: bool = True


def overview(project: Project) -> Overview:
    """Everybody who is known here, in the order in which they came."""
    roles = store.roles(project)
    assigned = Counter(one.annotator for one in store.assignments(project))
    layers = store.begun(project)
    begun = Counter(who for _, who in layers)
    done = Counter(who for (_, who), status in layers.items() if status == "done")
    people = {
        one.name: Person(
            roles.get(one.id, "annotator"), assigned[one.id], begun[one.id], done[one.id]
        )
        for one in project.annotators()
        if one.kind == "person"
    }
    return Overview(people, store.is_blind(project))
