"""Changes: what an edit does, as pairs of before and after, and their JSON.

Most edits change items of one annotator's layers. Some reach beyond: they change the scheme,
the labels of all layers, or put documents into the trash.
"""

from dataclasses import dataclass

import msgspec

from annotator.model import (
    Comment,
    Decision,
    DocumentLabel,
    Item,
    LayerStatus,
    Rejection,
    Relation,
    Span,
)
from annotator.scheme import Label, LabelKind, Rule, Scheme

KINDS: dict[str, type[Item]] = {
    "span": Span,
    "relation": Relation,
    "rejection": Rejection,
    "label": DocumentLabel,
    "status": LayerStatus,
    "comment": Comment,
    "decision": Decision,
}
_BEYOND = ("scheme", "relabelling", "trash")
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
class SchemeChange:
    """The scheme before and after. What others changed meanwhile stays as it is."""

    before: Scheme
    after: Scheme


@dataclass(frozen=True, slots=True)
class Relabelling:
    """All items of one kind in all layers go from one label to another. `whole`: the new label
    was made for it, so that taking it back moves all that have the new label."""

    kind: LabelKind
    old: str
    new: str
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Trashing:
    """Documents go into the trash, or with `back` out of it."""

    documents: tuple[str, ...]
    back: bool = False


ProjectChange = SchemeChange | Relabelling | Trashing


@dataclass(frozen=True, slots=True)
class Edit:
    """A titled list of changes that is saved, undone and redone as one; first `changes`, then
    what is `beyond` the layers.

    `who` is the id of the annotator who did it, `when` ISO 8601 in UTC; both are set when
    the session does the edit.
    """

    id: str
    title: str
    changes: tuple[Change, ...]
    who: str = ""
    when: str = ""
    beyond: tuple[ProjectChange, ...] = ()


class _Row(msgspec.Struct):
    """A change as the journal has it."""

    k: str
    d: str = ""
    a: str = ""
    b: object = None
    f: object = None
    x: object = None


def inverted(change: Change) -> Change:
    """The change that takes this one back."""
    return Change(change.document, change.annotator, change.after, change.before)


def undoing(edit: Edit) -> tuple[Change, ...]:
    """The changes that take the edit back, in the order in which to apply them."""
    return tuple(inverted(change) for change in reversed(edit.changes))


def changes_to_json(changes: tuple[Change, ...], beyond: tuple[ProjectChange, ...] = ()) -> str:
    """The journal's form: `[{"d": document, "a": annotator, "k": kind, "b": …, "f": …}]`, and
    for what is beyond the layers `{"k": "scheme" | "relabelling" | "trash", …}`."""
    rows: list[dict[str, object]] = [
        {"d": c.document, "a": c.annotator, "k": c.kind, "b": c.before, "f": c.after}
        for c in changes
    ]
    return msgspec.json.encode([*rows, *map(_beyond_row, beyond)]).decode()


def changes_from_json(text: str) -> tuple[Change, ...]:
    """The inverse of `changes_to_json` for the changes of layers.

    Raises msgspec.DecodeError for anything else.
    """
    rows = msgspec.json.decode(text, type=list[_Row])
    return tuple(_change(row) for row in rows if row.k not in _BEYOND)


def beyond_from_json(text: str) -> tuple[ProjectChange, ...]:
    """The inverse of `changes_to_json` for what is beyond the layers."""
    if not any(f'"k":"{kind}"' in text for kind in _BEYOND):
        return ()
    rows = msgspec.json.decode(text, type=list[_Row])
    return tuple(_beyond(row) for row in rows if row.k in _BEYOND)


def _beyond_row(change: ProjectChange) -> dict[str, object]:
    if isinstance(change, SchemeChange):
        return {"k": "scheme", "b": _scheme_row(change.before), "f": _scheme_row(change.after)}
    if isinstance(change, Relabelling):
        return {"k": "relabelling", "x": change}
    return {"k": "trash", "x": change}


def _beyond(row: _Row) -> ProjectChange:
    if row.k == "scheme":
        return SchemeChange(_scheme(row.b), _scheme(row.f))
    if row.k == "relabelling":
        return msgspec.convert(row.x, Relabelling)
    return msgspec.convert(row.x, Trashing)


def _scheme_row(scheme: Scheme) -> list[object]:
    return [scheme.labels, scheme.rules, scheme.guidelines, scheme.name]


def _scheme(row: object) -> Scheme:
    types = tuple[tuple[Label, ...], tuple[Rule, ...], str, str]
    return Scheme(*msgspec.convert(row, types))


def _change(row: _Row) -> Change:
    kind = KINDS.get(row.k)
    if kind is None or (row.b is None and row.f is None):
        raise msgspec.ValidationError(f"no change of a “{row.k}”")

    def read(side: object) -> Item | None:
        return None if side is None else msgspec.convert(side, kind)

    return Change(row.d, row.a, read(row.b), read(row.f))
