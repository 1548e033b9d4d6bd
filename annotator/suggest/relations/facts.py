"""How a spaCy doc carries relations: a list in `doc.user_data["relations"]`, whose ends are named
by their place in characters and their label, as a `.spacy` export has it."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from spacy.tokens import Doc

KEY = "relations"
End = tuple[int, int, str]


class RelationFact(msgspec.Struct, frozen=True):
    """A relation from the span `head` to the span `tail`, each (start, end, label)."""

    label: str
    head: End
    tail: End
    score: float | None = None


def facts_of(doc: "Doc") -> list[RelationFact]:
    """The relations of a doc; none where another program keeps something else there."""
    try:
        return msgspec.convert(doc.user_data.get(KEY) or [], list[RelationFact])
    except msgspec.ValidationError:
        return []


def put(doc: "Doc", facts: Iterable[RelationFact]) -> None:
    """Let a doc carry these and no others."""
    doc.user_data[KEY] = [msgspec.to_builtins(fact) for fact in facts]
