"""Changes: what an edit does, as pairs of before and after, and their JSON."""

from dataclasses import dataclass

import msgspec

from annotator.model import (
    Comment,
    DocumentLabel,
    Item,
    LayerStatus,
    Rejection,
    Relation,
    Span,
)

KINDS: dict[str, type[Item]] = {
    "span": Span,
    "relation": Relation,
    "rejection": Rejection,
    "label": DocumentLabel,
    "status": LayerStatus,
    "comment": Comment,
}
_NAMES = {cls: name for name, cls in KINDS.items()}


@dataclass(frozen=True, slots=True)
class Change:
    """One item of one layer before and after. None before: added; None after: deleted."""

    document: str
    annotator: str
    before: Item | None
    after: Item | None

    @property
    def item(self) -> Item:
        """The side that exists, the later one where both do."""
        item = self.after if self.after is not None else self.before
        assert item is not None
        return item

    @property
    def kind(self) -> str:
        """The kind of item: a key of KINDS."""
        return _NAMES[type(self.item)]


@dataclass(frozen=True, slots=True)
class Edit:
    """A titled list of changes that is saved, undone and redone as one.

    `who` is the id of the annotator who did it, `when` ISO 8601 in UTC; both are set when
    the session does the edit.
    """

    id: str
    title: str
    changes: tuple[Change, ...]
    who: str = ""
    when: str = ""


def inverted(change: Change) -> Change:
    """The change that takes this one back."""
    return Change(change.document, change.annotator, change.after, change.before)


def undoing(edit: Edit) -> tuple[Change, ...]:
    """The changes that take the edit back, in the order in which to apply them."""
    return tuple(inverted(change) for change in reversed(edit.changes))


def changes_to_json(changes: tuple[Change, ...]) -> str:
    """The journal's form: `[{"d": document, "a": annotator, "k": kind, "b": …, "f": …}]`."""
    rows = [
        {"d": c.document, "a": c.annotator, "k": c.kind, "b": c.before, "f": c.after}
        for c in changes
    ]
    return msgspec.json.encode(rows).decode()


def changes_from_json(text: str) -> tuple[Change, ...]:
    """The inverse of `changes_to_json`."""
    return tuple(_change(row) for row in msgspec.json.decode(text))


def _change(row: dict[str, object]) -> Change:
    kind = KINDS[str(row["k"])]

    def read(side: object) -> Item | None:
        return None if side is None else msgspec.convert(side, kind)

    return Change(str(row["d"]), str(row["a"]), read(row["b"]), read(row["f"]))
