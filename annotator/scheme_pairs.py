"""Which span labels a relation may join, as a matrix of pairs (head, tail)."""

from collections.abc import Iterable

from annotator.errors import EditRefused
from annotator.scheme import Rule, Scheme

Pair = tuple[str, str]
MOST_NAMED = 3  # labels on one side, before they are only counted


def every_pair(scheme: Scheme) -> set[Pair]:
    """All pairs that there could be."""
    ids = [label.id for label in scheme.of("span")]
    return {(head, tail) for head in ids for tail in ids}


def allowed_pairs(scheme: Scheme, relation: str) -> set[Pair]:
    """The pairs that a relation label may join, both ways round if it is symmetric."""
    return {pair for pair in every_pair(scheme) if scheme.allows(relation, *pair)}


def with_pairs(scheme: Scheme, relation: str, pairs: Iterable[Pair]) -> Scheme:
    """The scheme in which a relation label joins just these pairs; all of them are no rule.

    Raises EditRefused for none: a label without rules may join any spans.
    """
    label, wanted = scheme.by_id[("relation", relation)], set(pairs)
    if not wanted:
        raise EditRefused(
            f"“{label.title}” would join nothing", do="Allow another pair first, or delete it."
        )
    if label.symmetric:
        wanted |= {(tail, head) for head, tail in wanted}
    rules = [rule for rule in scheme.rules if rule.label != relation]
    if wanted != every_pair(scheme):
        order = {x.id: place for place, x in enumerate(scheme.of("span"))}
        ordered = sorted(wanted, key=lambda pair: (order[pair[0]], order[pair[1]]))
        if label.symmetric:
            ordered = [pair for pair in ordered if order[pair[0]] <= order[pair[1]]]
        rules += [Rule(relation, head, tail) for head, tail in ordered]
    return Scheme(scheme.labels, tuple(rules), scheme.guidelines, scheme.name)


def toggled(scheme: Scheme, relation: str, block: Iterable[Pair]) -> Scheme:
    """Allow the pairs of a block; if all of them are allowed already, close them."""
    before, block = allowed_pairs(scheme, relation), set(block)
    if scheme.by_id[("relation", relation)].symmetric:
        block |= {(tail, head) for head, tail in block}
    return with_pairs(scheme, relation, before - block if block <= before else before | block)


def joins(scheme: Scheme, relation: str) -> str:
    """What a relation label joins, in short: "PER, ORG → GPE", "any ↔ same label"."""
    label = scheme.by_id[("relation", relation)]
    arrow = "↔" if label.symmetric else "→"
    pairs = allowed_pairs(scheme, relation)
    if pairs == every_pair(scheme):
        return f"any {arrow} any"
    if pairs == {(x.id, x.id) for x in scheme.of("span")}:
        return f"any {arrow} same label"
    heads, tails = {head for head, _ in pairs}, {tail for _, tail in pairs}
    if label.symmetric and heads == tails and len(pairs) == len(heads) ** 2:
        return f"{_named(scheme, heads)} {arrow} {_named(scheme, tails)}"
    if label.symmetric:
        stored = scheme.ends(relation)
        heads, tails = set(stored[0]), set(stored[1])
    return f"{_named(scheme, heads)} {arrow} {_named(scheme, tails)}"


def _named(scheme: Scheme, ids: set[str]) -> str:
    labels = scheme.of("span")
    if len(ids) == len(labels):
        return "any"
    if len(ids) > MOST_NAMED:
        return f"{len(ids)} labels"
    return ", ".join(label.chip for label in labels if label.id in ids)
