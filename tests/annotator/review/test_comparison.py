"""What layers agree on, and what kind of conflict there is where they do not."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.model import DocumentLabel, Relation, Span
from annotator.review.comparison import compare
from annotator.review.units import Comparison, Labelled, Unit
from tests.support.sides import NAMES, side, sides, words

SYMMETRIC = frozenset({"meets"})
ADA = words("a1", "Ada Lovelace")
KIM = words("a2", "Kim")
OSLO = words("a3", "Oslo", "GPE")


def other(prefix: str, *spans: Span) -> list[Span]:
    return [replace(span, id=f"{prefix}{span.id}") for span in spans]


def kinds(found: Comparison) -> list[tuple[str, str]]:
    return [(unit.what, unit.kind) for unit in found.units]


def only(found: Comparison) -> Unit:
    (unit,) = found.conflicts
    return unit


def test_equal_layers_agree() -> None:
    found = compare([side("ana", ADA, OSLO), side("ben", *other("b", ADA, OSLO))])
    assert kinds(found) == [("span", "agreed")] * 2
    assert found.conflicts == ()
    assert found.units[0].versions[0].names == ("ana", "ben")


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        (words("b", "President Ada Lovelace"), "boundary"),
        (words("b", "Ada"), "boundary"),
        (replace(ADA, id="b", label="GPE"), "label"),
        (replace(ADA, id="b", kb_id="Q7259"), "attributes"),
        (replace(ADA, id="b", attributes={"gender": "f"}), "attributes"),
        (replace(words("b", "President Ada Lovelace"), label="GPE"), "boundary"),
    ],
)
def test_two_versions_of_a_thing_are_one_conflict(change: Span, kind: str) -> None:
    unit = only(compare([side("ana", ADA), side("ben", change)]))
    assert unit.kind == kind
    assert [v.names for v in unit.versions] == [("ana",), ("ben",)]


def test_what_one_has_and_others_lack_is_missing() -> None:
    unit = only(compare([side("ana"), side("ben", ADA), side("chloé")]))
    assert (unit.kind, unit.absent) == ("missing", ("ana", "chloé"))
    assert unit.of("ben") is not None
    assert unit.of("ana") is None


def test_other_labels_far_apart_in_size_are_two_things() -> None:
    found = compare([side("ana", ADA), side("ben", replace(words("b", "Ada"), label="GPE"))])
    assert kinds(found) == [("span", "missing")] * 2


def test_equal_versions_are_one_row() -> None:
    wide = words("b", "President Ada Lovelace")
    unit = only(
        compare([side("ana", ADA), side("ben", wide), side("chloé", replace(wide, id="c"))])
    )
    assert [v.names for v in unit.versions] == [("ana",), ("ben", "chloé")]


def test_nested_and_stacked_spans_keep_to_their_own() -> None:
    outer, inner = words("a1", "President Ada Lovelace"), words("a2", "Ada")
    stacked = replace(inner, id="a3", label="GPE")
    moved = words("b2", "Ada Lovelace")
    found = compare(
        [side("ana", outer, inner, stacked), side("ben", *other("b", outer, stacked), moved)]
    )
    assert sorted(unit.kind for unit in found.units) == ["agreed", "agreed", "boundary"]
    unit = only(found)
    assert {v.item.id for v in unit.versions} == {"a2", "b2"}


def test_spans_in_parts_are_compared_by_their_parts() -> None:
    whole = Span("a", 0, 22, "PERSON")
    parts = Span("b", 0, 22, "PERSON", fragments=((0, 9), (14, 22)))
    assert only(compare([side("ana", whole), side("ben", parts)])).kind == "boundary"
    same = replace(parts, id="c")
    assert compare([side("ana", parts), side("ben", same)]).conflicts == ()


def linked(prefix: str, label: str, head: Span, tail: Span) -> tuple[Span, Span, Relation]:
    one, two = other(prefix, head, tail)
    return one, two, Relation(f"{prefix}r", label, one.id, two.id)


@pytest.mark.parametrize(
    ("mine", "kind"),
    [
        (linked("b", "meets", OSLO, ADA), "label"),
        (linked("b", "visits", OSLO, ADA), "direction"),
        ((*other("b", ADA, OSLO),), "missing"),
        (linked("b", "visits", words("x", "President Ada Lovelace"), OSLO), "ends"),
    ],
)
def test_relations_are_compared_between_the_same_two_things(
    mine: tuple[Span | Relation, ...], kind: str
) -> None:
    found = compare([side("ana", *linked("a", "visits", ADA, OSLO)), side("ben", *mine)])
    (unit,) = (unit for unit in found.conflicts if unit.what == "relation")
    assert unit.kind == kind
    assert all(place in found.by_place for place in unit.around)


def test_a_symmetric_relation_has_no_direction() -> None:
    layers = [
        side("ana", *linked("a", "meets", ADA, KIM)),
        side("ben", *linked("b", "meets", KIM, ADA)),
    ]
    assert compare(layers, SYMMETRIC).conflicts == ()
    assert [unit.kind for unit in compare(layers).conflicts] == ["direction"]


def test_labels_of_the_document_are_compared() -> None:
    found = compare(
        [
            side("ana", DocumentLabel("a1", "World"), DocumentLabel("a2", "Sport")),
            side("ben", DocumentLabel("b1", "World"), DocumentLabel("b2", "Money")),
            side("chloé", DocumentLabel("c1", "World")),
        ]
    )
    assert kinds(found) == [("document", "agreed"), ("document", "label")]
    assert found.conflicts[0].absent == ("chloé",)


def plain(found: Comparison) -> set[object]:
    """What was found, whoever stands first."""
    return {
        (
            unit.place,
            unit.kind,
            unit.start,
            unit.end,
            frozenset(unit.around),
            frozenset(
                frozenset(zip(v.names, (x.id for x in v.items), strict=True)) for v in unit.versions
            ),
            frozenset(unit.absent),
        )
        for unit in found.units
    }


@given(sides(), st.permutations(range(len(NAMES))), st.randoms())
def test_the_order_of_layers_and_items_does_not_matter(
    layers: tuple[Labelled, ...], order: list[int], chance: object
) -> None:
    def mixed(items: tuple[object, ...]) -> tuple[object, ...]:
        shuffled = list(items)
        chance.shuffle(shuffled)  # type: ignore[attr-defined]
        return tuple(shuffled)

    turned = [
        Labelled(x.name, mixed(x.spans), mixed(x.relations), x.labels)  # type: ignore[arg-type]
        for x in (layers[i] for i in order)
    ]
    assert plain(compare(turned, SYMMETRIC)) == plain(compare(layers, SYMMETRIC))


@given(sides())
def test_every_item_is_in_exactly_one_unit_and_nobody_twice(layers: tuple[Labelled, ...]) -> None:
    found = compare(layers, SYMMETRIC)
    items = [x.id for unit in found.units for v in unit.versions for x in v.items]
    there = [x.id for y in layers for x in (*y.spans, *y.relations, *y.labels)]
    symmetric_twins = len(there) - len(items)  # meets(a, b) and meets(b, a) say the same
    assert symmetric_twins >= 0
    assert len(set(items)) == len(items)
    assert set(items) <= set(there)
    assert {x.id for y in layers for x in (*y.spans, *y.labels)} <= set(items)
    for unit in found.units:
        names = [name for v in unit.versions for name in v.names] + list(unit.absent)
        assert sorted(names) == sorted(NAMES)
    assert len(found.by_place) == len(found.units)


@given(sides(("ana",)))
def test_a_layer_agrees_with_itself(layers: tuple[Labelled, ...]) -> None:
    (one,) = layers
    assert compare([one, replace(one, name="ben")], SYMMETRIC).conflicts == ()
