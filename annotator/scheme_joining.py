"""The label scheme of a file that is merged, held against the project's."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace

from annotator.errors import InputError
from annotator.scheme import Label, LabelKind, Rule, Scheme, with_keys

Renamed = Mapping[tuple[LabelKind, str], str]
_KINDS: tuple[LabelKind, ...] = ("span", "relation", "document")
_NOT_COMPARED = {"id", "kind", "key"}  # keys are a habit of the place, not a meaning


@dataclass(frozen=True, slots=True)
class Joined:
    """The scheme afterwards, the labels that are new in it, and in words what differs."""

    scheme: Scheme
    added: tuple[str, ...] = ()
    differences: tuple[str, ...] = ()


def renamed(
    ours: Scheme, theirs: Scheme, wanted: Mapping[str, str], strict: bool = True
) -> Renamed:
    """From their labels, of each kind, to ours. With `strict`, raises InputError for a name that
    either scheme does not have; else what does not fit is left out."""
    found: dict[tuple[LabelKind, str], str] = {}
    for old, new in wanted.items():
        kinds = [kind for kind in _KINDS if theirs.get(kind, old)]
        fit = [kind for kind in kinds if ours.get(kind, new)]
        if strict and not kinds:
            raise InputError("The files to merge have no such label", old, "Check the spelling.")
        if strict and not fit:
            raise InputError(
                f"The project has no {kinds[0]} label {new}", f"{old}={new}", "Add the label first."
            )
        found |= {(kind, old): new for kind in fit}
    return found


def joined(ours: Scheme, theirs: Scheme, names: Renamed) -> Joined:
    """Our scheme with their labels that it lacks, and the rules about these; where a label is
    defined otherwise, ours holds, and the difference is told."""
    new = [
        label
        for label in theirs.labels
        if (label.kind, label.id) not in ours.by_id and (label.kind, label.id) not in names
    ]
    differences = [
        _difference(ours.by_id[(label.kind, label.id)], label)
        for label in theirs.labels
        if (label.kind, label.id) in ours.by_id and (label.kind, label.id) not in names
    ]
    told = [text for text in differences if text]
    fresh = {(label.kind, label.id) for label in new}
    known = {(rule.label, rule.head, rule.tail) for rule in ours.rules}
    rules: list[Rule] = []
    for rule in theirs.rules:
        mapped = _mapped(rule, names)
        key = (mapped.label, mapped.head, mapped.tail)
        if key in known:
            continue
        if _concerns(rule, fresh):
            rules.append(mapped)
        else:
            told.append(f"The rule {rule.head} {rule.label} {rule.tail} is only in the other file")
    if theirs.guidelines.strip() and theirs.guidelines != ours.guidelines:
        told.append("The guidelines differ; those of this project stay")
    if not new:
        return Joined(ours, (), tuple(told))
    taken = {(label.kind, label.key) for label in ours.labels}
    free = [replace(x, key="") if (x.kind, x.key) in taken else x for x in new]
    scheme = Scheme(
        with_keys((*ours.labels, *free)), (*ours.rules, *rules), ours.guidelines, ours.name
    )
    return Joined(scheme, tuple(label.id for label in new), tuple(told))


def _mapped(rule: Rule, names: Renamed) -> Rule:
    return Rule(
        names.get(("relation", rule.label), rule.label),
        names.get(("span", rule.head), rule.head),
        names.get(("span", rule.tail), rule.tail),
    )


def _concerns(rule: Rule, fresh: set[tuple[LabelKind, str]]) -> bool:
    return (
        ("relation", rule.label) in fresh
        or ("span", rule.head) in fresh
        or ("span", rule.tail) in fresh
    )


def _difference(ours: Label, theirs: Label) -> str:
    for declared in fields(Label):
        name = declared.name
        if name not in _NOT_COMPARED and getattr(ours, name) != getattr(theirs, name):
            if name == "attributes":
                return f"The attributes of {ours.id} differ"
            here, there = _said(ours, name), _said(theirs, name)
            return f"The {name} of {ours.id} differs: {here} here, {there} there"
    return ""


def _said(label: Label, name: str) -> str:
    value = getattr(label, name)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"“{value}”" if value else "nothing"
