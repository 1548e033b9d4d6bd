"""Several annotators' layers of one document, side by side: where they agree, and what kind of
conflict there is where they do not. Pure functions over plain values.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from annotator.model import Relation, Span
from annotator.review.clusters import Pair, clusters
from annotator.review.units import (
    Comparison,
    Kind,
    Labelled,
    Labels,
    Unit,
    Version,
    jaccard,
    label_place,
    relation_place,
    span_place,
    where,
)

_NEAR = 16  # neighbours in reading order with which a span is matched
_LIKE = 0.5  # the least overlap (Jaccard) of spans with different labels that are one thing
_SAME_LABEL = 0.5  # what an equal label adds to the overlap


def compare(layers: Sequence[Labelled], symmetric: frozenset[str] = frozenset()) -> Comparison:
    """Compare the layers of one document. `symmetric` are relation labels without direction.

    O(n log n) in the spans and relations, since each is matched with a bounded number of
    neighbours.
    """
    names = tuple(layer.name for layer in layers)
    spans, place_of = _span_units(layers, names)
    relations = _relation_units(layers, names, place_of, symmetric)
    labels = _label_units(layers, names)
    found = sorted([*spans, *relations], key=_order)
    return Comparison(names, (*found, *labels))


def _order(unit: Unit) -> tuple[int, bool, int, str]:
    """A relation stands where its later end begins, after the spans that begin there."""
    start = unit.end if unit.what == "relation" else unit.start
    return (start, unit.what == "relation", -unit.end, unit.place)


# Nodes: distinct items, and who has them


@dataclass(slots=True)
class _Node:
    """A distinct item; `key` orders and tells nodes apart."""

    key: tuple[object, ...]
    mask: int = 0
    who: list[int] = field(default_factory=list)
    items: list[Labels] = field(default_factory=list)
    ends: list[tuple[Span, Span]] = field(default_factory=list)

    def add(self, index: int, item: Labels) -> bool:
        """Take an annotator's item in; of two of the same annotator, that of the lesser id."""
        if self.mask >> index & 1:
            at = self.who.index(index)
            self.items[at] = min(self.items[at], item, key=lambda x: x.id)
            return False
        self.mask |= 1 << index
        self.who.append(index)
        self.items.append(item)
        return True

    def version(self, names: tuple[str, ...]) -> Version:
        who = names if len(self.who) == len(names) else tuple([names[i] for i in self.who])
        around = (str(self.key[0]), str(self.key[1])) if self.ends else ()
        return Version(who, tuple(self.items), tuple(self.ends), around)


def _versions(nodes: list[_Node], names: tuple[str, ...]) -> tuple[Version, ...]:
    if len(nodes) > 1:
        nodes = sorted(nodes, key=lambda node: node.who[0])
    return tuple(node.version(names) for node in nodes)


def _absent(nodes: list[_Node], names: tuple[str, ...]) -> tuple[str, ...]:
    mask = 0
    for node in nodes:
        mask |= node.mask
    return tuple(name for i, name in enumerate(names) if not mask >> i & 1)


# Spans


def _details(item: Span | Relation) -> tuple[object, ...]:
    return tuple(sorted(item.attributes.items())) if item.attributes else ()


def _span_key(span: Span) -> tuple[object, ...]:
    return (
        span.start,
        -span.end,
        span.fragments,
        span.label,
        span.kb_id,
        _details(span),
    )


def _span_units(
    layers: Sequence[Labelled], names: tuple[str, ...]
) -> tuple[list[Unit], dict[str, str]]:
    """The units of spans, and the place of the unit that each span's id belongs to."""
    nodes: dict[tuple[object, ...], _Node] = {}
    twins: dict[str, tuple[object, ...]] = {}
    for index, layer in enumerate(layers):
        for span in layer.spans:
            key = _span_key(span)
            node = nodes.get(key)
            if node is None:
                node = nodes[key] = _Node(key)
            if not node.add(index, span):
                twins[span.id] = key
    everyone = (1 << len(layers)) - 1
    groups = [[node] for node in nodes.values() if node.mask == everyone]
    rest = sorted((n for n in nodes.values() if n.mask != everyone), key=_node_key)
    groups += [[rest[i] for i in each] for each in _span_clusters(rest)]
    units = _told_apart([_span_unit(group, names) for group in groups])
    place_of: dict[str, str] = {}
    place_of_key: dict[tuple[object, ...], str] = {}
    for unit, group in zip(units, groups, strict=True):
        for node in group:
            place_of_key[node.key] = unit.place
            for item in node.items:
                place_of[item.id] = unit.place
    place_of |= {id: place_of_key[key] for id, key in twins.items()}
    return units, place_of


def _told_apart(units: list[Unit]) -> list[Unit]:
    """Units whose place is the same (items of one annotator that differ in attributes only,
    from an import) get a number each."""
    numbers: dict[str, int] = {}
    result: list[Unit] = []
    for unit in units:
        number = numbers[unit.place] = numbers.get(unit.place, 0) + 1
        result.append(unit if number == 1 else replace(unit, place=f"{unit.place} {number}"))
    return result


def _node_key(node: _Node) -> tuple[object, ...]:
    return node.key


def _span_clusters(nodes: list[_Node]) -> list[list[int]]:
    spans = [_span(node) for node in nodes]
    pairs: dict[tuple[int, int], Pair] = {}
    by_label: dict[str, list[int]] = {}
    for number, span in enumerate(spans):
        by_label.setdefault(span.label, []).append(number)
    for numbers in (list(range(len(spans))), *by_label.values()):
        for at, a in enumerate(numbers):
            for b in numbers[at + 1 : at + 1 + _NEAR]:
                if spans[b].start >= spans[a].end:
                    break
                like = _likeness(spans[a], spans[b])
                if like:
                    pairs[(a, b)] = (like, a, b)
    return clusters([node.mask for node in nodes], pairs.values())


def _likeness(a: Span, b: Span) -> float:
    """0 where two spans are not versions of one thing."""
    overlap = jaccard(a.ranges, b.ranges)
    if a.label == b.label:
        return overlap + _SAME_LABEL if overlap else 0.0
    return overlap if overlap >= _LIKE else 0.0


def _span(node: _Node) -> Span:
    span = node.items[0]
    assert isinstance(span, Span)
    return span


def _span_unit(group: list[_Node], names: tuple[str, ...]) -> Unit:
    first = _span(group[0])
    if len(group) == 1:
        kind: Kind = "agreed" if len(group[0].who) == len(names) else "missing"
        absent = () if kind == "agreed" else _absent(group, names)
        place, versions = span_place(first), _versions(group, names)
        return Unit(place, "span", kind, first.start, first.end, versions, absent)
    spans = [_span(node) for node in group]
    return Unit(
        span_place(first),
        "span",
        _span_kind(spans),
        min(span.start for span in spans),
        max(span.end for span in spans),
        _versions(group, names),
        _absent(group, names),
    )


def _span_kind(spans: list[Span]) -> Kind:
    if len({span.ranges for span in spans}) > 1:
        return "boundary"
    return "label" if len({span.label for span in spans}) > 1 else "attributes"


# Relations


def _relation_units(
    layers: Sequence[Labelled],
    names: tuple[str, ...],
    place_of: dict[str, str],
    symmetric: frozenset[str],
) -> list[Unit]:
    """Relations between the same two units of spans are compared with one another."""
    nodes: dict[tuple[object, ...], _Node] = {}
    for index, layer in enumerate(layers):
        by_id = {span.id: span for span in layer.spans}
        for relation in layer.relations:
            ends = (by_id[relation.head], by_id[relation.tail])
            around = (place_of[relation.head], place_of[relation.tail])
            if relation.label in symmetric and around[0] > around[1]:
                ends, around = (ends[1], ends[0]), (around[1], around[0])
            key = (
                *around,
                relation.label,
                where(ends[0]),
                where(ends[1]),
                _details(relation),
            )
            node = nodes.setdefault(key, _Node(key))
            if node.add(index, relation):
                node.ends.append(ends)
    pairs: dict[tuple[str, ...], list[_Node]] = {}
    for node in sorted(nodes.values(), key=_node_key):
        pairs.setdefault(tuple(sorted(map(str, node.key[:2]))), []).append(node)
    return _told_apart([x for group in pairs.values() for x in _pair_units(group, names)])


def _pair_units(nodes: list[_Node], names: tuple[str, ...]) -> list[Unit]:
    if len(nodes) == 1:
        return [_relation_unit(nodes, names)]
    everyone = (1 << len(names)) - 1
    alike = [
        (_relation_likeness(a, b), i, i + 1 + j)
        for i, a in enumerate(nodes)
        for j, b in enumerate(nodes[i + 1 : i + 1 + _NEAR])
        if a.mask != everyone and b.mask != everyone
    ]
    found = clusters([node.mask for node in nodes], alike)
    return [_relation_unit([nodes[i] for i in each], names) for each in found]


def _relation_likeness(a: _Node, b: _Node) -> float:
    same_label, same_way = a.key[2] == b.key[2], a.key[:2] == b.key[:2]
    return 1.0 + 2.0 * same_label + same_way + 0.5 * (a.key[3:5] == b.key[3:5])


def _relation_unit(group: list[_Node], names: tuple[str, ...]) -> Unit:
    head, tail = group[0].ends[0]
    starts = [span.start for node in group for pair in node.ends for span in pair]
    absent = _absent(group, names)
    return Unit(
        relation_place(head, tail, group[0].items[0].label),
        "relation",
        _relation_kind(group, absent),
        min(starts),
        max(starts),
        _versions(group, names),
        absent,
        tuple(map(str, group[0].key[:2])),
    )


def _relation_kind(group: list[_Node], absent: tuple[str, ...]) -> Kind:
    if len(group) == 1:
        return "missing" if absent else "agreed"
    if len({node.key[2] for node in group}) > 1:
        return "label"
    if len({node.key[:2] for node in group}) > 1:
        return "direction"
    return "ends" if len({node.key[3:5] for node in group}) > 1 else "attributes"


# Labels of the document


def _label_units(layers: Sequence[Labelled], names: tuple[str, ...]) -> list[Unit]:
    nodes: dict[str, _Node] = {}
    for index, layer in enumerate(layers):
        for item in layer.labels:
            nodes.setdefault(item.label, _Node((item.label,))).add(index, item)
    everyone = (1 << len(names)) - 1
    rest = sorted((n for n in nodes.values() if n.mask != everyone), key=_node_key)
    pairs = [
        (1.0, i, i + 1 + j) for i in range(len(rest)) for j in range(min(_NEAR, len(rest) - i - 1))
    ]
    groups = [[n] for n in sorted(nodes.values(), key=_node_key) if n.mask == everyone]
    groups += [[rest[i] for i in each] for each in clusters([n.mask for n in rest], pairs)]
    return [_label_unit(group, names) for group in groups]


def _label_unit(group: list[_Node], names: tuple[str, ...]) -> Unit:
    absent = _absent(group, names)
    kind: Kind = "label" if len(group) > 1 else "missing" if absent else "agreed"
    place = label_place(group[0].items[0].label)
    return Unit(place, "document", kind, 0, 0, _versions(group, names), absent)
