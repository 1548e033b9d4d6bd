"""Who may do what in a project. A courtesy that keeps people's work independent, not a lock:
whoever has the file can read all of it."""

from dataclasses import dataclass
from typing import Literal

Role = Literal["annotator", "reviewer", "lead"]

ROLES: tuple[Role, ...] = ("annotator", "reviewer", "lead")
BLIND = "blind"  # the project's setting; "no" shows people each other's labels
COURTESY = (
    "Names and roles are a courtesy, not a lock: whoever has the project file can read all of it."
)


@dataclass(frozen=True, slots=True)
class Rights:
    """What the program offers a person: to see others' layers beside their own, to decide about
    gold, and to assign, split and merge."""

    sees_others: bool
    reviews: bool
    leads: bool


def rights(role: Role, led: bool, blind: bool) -> Rights:
    """The rights of a role. Until somebody is the lead (`led`), everybody may act as one.

    Blindness holds while annotating for every role: a reviewer who labels is as independent as
    the others. What a reviewer sees in review is not touched by it.
    """
    leads = role == "lead" or not led
    return Rights(sees_others=not blind, reviews=leads or role == "reviewer", leads=leads)
