"""Changes of a scheme as values: what differs between two is done to a third."""

from collections.abc import Iterable
from dataclasses import replace

from annotator.scheme import Label, LabelKind, Rule, Scheme, with_keys


def patched(current: Scheme, before: Scheme, after: Scheme) -> Scheme:
    """The current scheme with what changed from `before` to `after`; what others changed in it
    meanwhile stays. `patched(before, before, after) == after`."""
    labels = _labels(current, before, after)
    there = {(label.kind, label.id) for label in labels}
    rules = [rule for rule in _rules(current, before, after) if _possible(rule, there)]
    return Scheme(
        _without_doubled_keys(labels),
        tuple(rules),
        after.guidelines if before.guidelines != after.guidelines else current.guidelines,
        after.name if before.name != after.name else current.name,
    )


def _labels(current: Scheme, before: Scheme, after: Scheme) -> list[Label]:
    """In the order of `after`; labels that it does not know follow."""
    kept = []
    for key, label in after.by_id.items():
        if before.by_id.get(key) != label:
            kept.append(label)
        elif key in current.by_id:
            kept.append(current.by_id[key])
    known = after.by_id.keys() | before.by_id.keys()
    return kept + [label for key, label in current.by_id.items() if key not in known]


def _rules(current: Scheme, before: Scheme, after: Scheme) -> list[Rule]:
    old, new, there = set(before.rules), set(after.rules), set(current.rules)
    wanted = (there - (old - new)) | (new - old)
    return [rule for rule in dict.fromkeys((*after.rules, *current.rules)) if rule in wanted]


def _possible(rule: Rule, there: set[tuple[LabelKind, str]]) -> bool:
    ends: tuple[tuple[LabelKind, str], ...] = (("span", rule.head), ("span", rule.tail))
    return ("relation", rule.label) in there and all(end in there for end in ends)


def _without_doubled_keys(labels: list[Label]) -> tuple[Label, ...]:
    taken: set[tuple[LabelKind, str]] = set()
    result = []
    for label in labels:
        place = (label.kind, label.key)
        result.append(replace(label, key="") if label.key and place in taken else label)
        taken.add(place)
    return tuple(result) if result == labels else with_keys(result)


def renamed(scheme: Scheme, kind: LabelKind, old: str, new: str) -> Scheme:
    """The scheme with another id for a label, in its rules too."""
    return Scheme(
        tuple(replace(x, id=new) if (x.kind, x.id) == (kind, old) else x for x in scheme.labels),
        _renamed_rules(scheme.rules, kind, old, new),
        scheme.guidelines,
        scheme.name,
    )


def merged(scheme: Scheme, kind: LabelKind, old: str, into: str) -> Scheme:
    """The scheme without the label `old`; `into` takes over what it was allowed to join.

    Where one of two relation labels may join any spans, their union may."""
    rules = scheme.rules
    if kind == "relation":
        if any(not any(rule.label == id for rule in rules) for id in (old, into)):
            rules = tuple(rule for rule in rules if rule.label not in (old, into))
        elif scheme.by_id[(kind, old)].symmetric and not scheme.by_id[(kind, into)].symmetric:
            turned = (Rule(x.label, x.tail, x.head) for x in rules if x.label == old)
            rules = (*rules, *turned)
    labels = tuple(x for x in scheme.labels if (x.kind, x.id) != (kind, old))
    rules = tuple(dict.fromkeys(_renamed_rules(rules, kind, old, into)))
    return Scheme(labels, rules, scheme.guidelines, scheme.name)


def without(scheme: Scheme, kind: LabelKind, id: str) -> Scheme:
    """The scheme without a label and the rules that name it. A relation label that would lose
    all its rules so, and could then join anything, is in `freed_by`."""
    labels = tuple(x for x in scheme.labels if (x.kind, x.id) != (kind, id))
    names = {"span": ("head", "tail"), "relation": ("label",), "document": ()}[kind]
    rules = tuple(x for x in scheme.rules if all(getattr(x, name) != id for name in names))
    return Scheme(labels, rules, scheme.guidelines, scheme.name)


def freed_by(scheme: Scheme, kind: LabelKind, id: str) -> list[str]:
    """The relation labels whose rules all name a span label."""
    if kind != "span":
        return []
    bound = {rule.label for rule in scheme.rules}
    kept = {rule.label for rule in scheme.rules if id not in (rule.head, rule.tail)}
    return [label.id for label in scheme.of("relation") if label.id in bound - kept]


def _renamed_rules(rules: Iterable[Rule], kind: LabelKind, old: str, new: str) -> tuple[Rule, ...]:
    if kind == "document":
        return tuple(rules)
    if kind == "relation":
        return tuple(replace(x, label=new) if x.label == old else x for x in rules)

    def end(id: str) -> str:
        return new if id == old else id

    return tuple(Rule(x.label, end(x.head), end(x.tail)) for x in rules)
