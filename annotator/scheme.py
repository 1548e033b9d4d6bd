"""The label scheme: which labels there are, and which relations may join which spans."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal

from annotator.errors import SchemeError

LabelKind = Literal["span", "relation", "document"]
SPAN_KEYS = "123456789abcdefghijkmnopqstuvwyz"
COMMAND_KEYS = "lrx"


@dataclass(frozen=True, slots=True)
class Attribute:
    """A property that spans or relations of a label can have; without `values`, free text."""

    name: str
    values: tuple[str, ...] = ()
    description: str = ""


@dataclass(frozen=True, slots=True)
class Label:
    """One label. `id` is stored and exported, `short` stands on the chip, `name` in lists.

    `colour` names a pair of the palette or gives `#RRGGBB`; empty takes one by position.
    `symmetric` and `transitive` concern relations.
    """

    id: str
    kind: LabelKind = "span"
    short: str = ""
    name: str = ""
    colour: str = ""
    key: str = ""
    description: str = ""
    symmetric: bool = False
    transitive: bool = False
    attributes: tuple[Attribute, ...] = ()

    @property
    def chip(self) -> str:
        """The text of the chip."""
        return self.short or self.id

    @property
    def title(self) -> str:
        """The name in lists and sentences."""
        return self.name or self.id


@dataclass(frozen=True, slots=True)
class Rule:
    """The relation `label` may go from a span of label `head` to one of label `tail`."""

    label: str
    head: str
    tail: str


@dataclass(frozen=True)
class Scheme:
    """Labels in their order, the rules that relations follow, and the guidelines (Markdown).

    A relation label without any rule may join any two spans.
    """

    labels: tuple[Label, ...] = ()
    rules: tuple[Rule, ...] = ()
    guidelines: str = ""
    name: str = field(default="", compare=False)

    @cached_property
    def by_id(self) -> dict[tuple[LabelKind, str], Label]:
        """Labels by kind and id."""
        return {(label.kind, label.id): label for label in self.labels}

    @cached_property
    def _allowed(self) -> dict[str, set[tuple[str, str]]]:
        allowed: dict[str, set[tuple[str, str]]] = {}
        for rule in self.rules:
            allowed.setdefault(rule.label, set()).add((rule.head, rule.tail))
        return allowed

    def of(self, kind: LabelKind) -> tuple[Label, ...]:
        """The labels of one kind, in order."""
        return tuple(label for label in self.labels if label.kind == kind)

    def get(self, kind: LabelKind, id: str) -> Label | None:
        """The label, or None."""
        return self.by_id.get((kind, id))

    def allows(self, relation: str, head: str, tail: str) -> bool:
        """Whether `relation` may go from a span labelled `head` to one labelled `tail`."""
        pairs = self._allowed.get(relation)
        if pairs is None:
            return True
        label = self.get("relation", relation)
        symmetric = label is not None and label.symmetric
        return (head, tail) in pairs or (symmetric and (tail, head) in pairs)

    def relations_between(self, head: str, tail: str) -> tuple[Label, ...]:
        """The relation labels that may join the two span labels, in order."""
        return tuple(x for x in self.of("relation") if self.allows(x.id, head, tail))

    def ends(self, relation: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The span labels that a relation may start from and go to; empty means any."""
        pairs = self._allowed.get(relation, set())
        order = [label.id for label in self.of("span")]
        heads, tails = {head for head, _ in pairs}, {tail for _, tail in pairs}
        return tuple(x for x in order if x in heads), tuple(x for x in order if x in tails)

    def for_key(self, kind: LabelKind, key: str) -> Label | None:
        """The label of a kind that a key stands for."""
        return next((x for x in self.of(kind) if x.key == key), None)


def checked(scheme: Scheme) -> Scheme:
    """The scheme with free keys given to labels that have none.

    Raises SchemeError for a label named twice, a key used twice or held by a command, and a
    rule about labels that do not exist.
    """
    where = scheme.name or "label scheme"
    for kind in ("span", "relation", "document"):
        _check_labels(scheme.of(kind), where)
    for rule in scheme.rules:
        missing = [
            id
            for id, kind in ((rule.label, "relation"), (rule.head, "span"), (rule.tail, "span"))
            if (kind, id) not in scheme.by_id
        ]
        if missing:
            raise SchemeError(
                f"A rule names {missing[0]}, which is no label", where, "Add the label first."
            )
    return Scheme(with_keys(scheme.labels), scheme.rules, scheme.guidelines, scheme.name)


def _check_labels(labels: Iterable[Label], where: str) -> None:
    ids: set[str] = set()
    keys: dict[str, str] = {}
    for label in labels:
        if not label.id or label.id != label.id.strip():
            raise SchemeError("A label has no usable name", where, "Give it one.")
        if label.id in ids:
            raise SchemeError(f"The label {label.id} is there twice", where, "Remove one.")
        if label.kind == "span" and label.key and label.key in COMMAND_KEYS:
            raise SchemeError(
                f"The key {label.key} of {label.id} belongs to a command", where, "Take another."
            )
        if label.key and label.key in keys:
            raise SchemeError(
                f"{label.id} and {keys[label.key]} have the same key {label.key}",
                where,
                "Change one of them.",
            )
        ids.add(label.id)
        keys[label.key] = label.id


def with_keys(labels: Iterable[Label]) -> tuple[Label, ...]:
    """The labels, each without a key given the next free one of its kind."""
    labels = tuple(labels)
    taken = {(label.kind, label.key) for label in labels if label.key}
    result = []
    for label in labels:
        if not label.key:
            free = (key for key in SPAN_KEYS if (label.kind, key) not in taken)
            key = next(free, "")
            taken.add((label.kind, key))
            label = replace(label, key=key)
        result.append(label)
    return tuple(result)


def extended(
    scheme: Scheme,
    spans: Iterable[str] = (),
    relations: Iterable[str] = (),
    documents: Iterable[str] = (),
) -> Scheme:
    """The scheme with labels added that an import brought and it did not have."""
    wanted: dict[LabelKind, Iterable[str]] = {
        "span": spans,
        "relation": relations,
        "document": documents,
    }
    new = [
        Label(id, kind)
        for kind, ids in wanted.items()
        for id in dict.fromkeys(ids)
        if (kind, id) not in scheme.by_id
    ]
    if not new:
        return scheme
    return Scheme(with_keys((*scheme.labels, *new)), scheme.rules, scheme.guidelines, scheme.name)


def joined(scheme: Scheme, other: Scheme) -> Scheme:
    """The scheme with the labels of another that it did not have, and their rules. Keys that are
    taken are given anew; rules of labels that both have stay as they are."""
    new = [x for x in other.labels if (x.kind, x.id) not in scheme.by_id]
    if not new:
        return scheme
    taken = {(x.kind, x.key) for x in scheme.labels}
    labels = [replace(x, key="") if (x.kind, x.key) in taken else x for x in new]
    fresh = {x.id for x in new if x.kind == "relation"}
    rules = tuple(x for x in other.rules if x.label in fresh)
    return Scheme(
        with_keys((*scheme.labels, *labels)),
        (*scheme.rules, *rules),
        scheme.guidelines or other.guidelines,
        scheme.name,
    )


def replaced_by(scheme: Scheme, other: Scheme, kept: Iterable[tuple[LabelKind, str]]) -> Scheme:
    """The other scheme, with those labels of this one that have to stay (they are in use), and
    what the rules say of them."""
    stay = {key for key in kept if key in scheme.by_id}
    labels = tuple(x for x in scheme.labels if (x.kind, x.id) in stay)
    known = {*stay, *other.by_id}
    rules = tuple(
        rule
        for rule in scheme.rules
        if ("relation", rule.label) in stay
        and ("span", rule.head) in known
        and ("span", rule.tail) in known
    )
    return joined(other, Scheme(labels, rules, scheme.guidelines, scheme.name))
