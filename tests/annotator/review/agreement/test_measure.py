"""What counts as agreement: properties, and small cases worked out by hand."""

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.model import Relation, Span
from annotator.review.agreement.documents import Labelled, Marked
from annotator.review.agreement.measure import NO_DOCUMENTS, NO_RELATIONS, measure
from annotator.review.agreement.results import Agreement, Pair, Value
from tests.support.layers import LABELS, corpora, labelled, layer, marked, span


def measured(*documents: Marked, symmetric: tuple[str, ...] = ()) -> Agreement:
    found = measure(documents, symmetric, resamples=20)
    assert found is not None
    return found


def value(pair: Pair, name: str) -> float | None:
    return pair.measures[name].value


def the_pair(*documents: Marked, symmetric: tuple[str, ...] = ()) -> Pair:
    (pair,) = measured(*documents, symmetric=symmetric).pairs
    return pair


def numbers(found: Agreement) -> list[object]:
    """All that was measured, without labels and without what the seed decides."""
    return [
        found.documents,
        found.corpus,
        found.mean,
        sorted(x.value or 0 for x in found.alpha_by_label.values()),
        [(x.a, x.b, x.documents, x.measures) for x in (*found.pairs, *found.against_gold)],
        [x.measures for x in found.by_document],
    ]


@given(corpora())
def test_the_order_of_documents_changes_nothing(documents: list[Marked]) -> None:
    one, other = measured(*documents), measured(*reversed(documents))
    assert numbers(one) == numbers(other)
    assert one.confusion.counts() == other.confusion.counts()


@given(corpora(), st.permutations(LABELS))
def test_the_names_of_labels_change_nothing(documents: list[Marked], names: list[str]) -> None:
    new = dict(zip(LABELS, (f"x{name}" for name in names), strict=True))

    def renamed(work: Labelled | None) -> Labelled | None:
        if work is None:
            return None
        spans = tuple(replace(x, label=new[x.label]) for x in work.spans)
        return replace(work, spans=spans)

    others = [
        replace(x, layers=tuple(map(renamed, x.layers)), gold=renamed(x.gold)) for x in documents
    ]
    one, other = measured(*documents), measured(*others)
    assert close(numbers(one), numbers(other))


def close(one: object, other: object) -> bool:
    """Equal but for the last digits: sums in another order differ there."""
    if isinstance(one, float) and isinstance(other, float):
        return math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-9)
    if isinstance(one, list | tuple) and isinstance(other, list | tuple):
        return len(one) == len(other) and all(map(close, one, other))
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(close(x, other[name]) for name, x in one.items())
    if isinstance(one, Value) and isinstance(other, Value):
        return close(one.value, other.value) and close(one.interval, other.interval)
    return one == other


@given(corpora(("ana", "ben")))
def test_it_does_not_matter_who_is_first(documents: list[Marked]) -> None:
    names = {"ana": "zoe", "ben": "ben"}
    turned = [
        replace(x, layers=tuple(replace(y, who=names[y.who]) for y in x.layers)) for x in documents
    ]
    one, other = measured(*documents), measured(*turned)
    assert close(numbers(one)[1:3], numbers(other)[1:3])
    assert close([x.measures for x in one.pairs], [x.measures for x in other.pairs])
    counts = one.confusion.counts()
    for row, cells in other.confusion.counts().items():
        for column, count in cells.items():
            if row == column or not row or not column:
                assert counts[column][row] == count


@given(st.lists(labelled("ana"), min_size=1, max_size=3))
def test_identical_layers_agree_fully(layers: list[Labelled]) -> None:
    copies = [
        marked(str(n), *(replace(x, who=who) for who in ("ana", "ben", "chloe")), gold=x)
        for n, x in enumerate(layers)
    ]
    found = measured(*copies)
    groups = [x.measures for x in (*found.pairs, *found.against_gold)]
    values = [x.value for group in (*groups, found.mean, found.corpus) for x in group.values()]
    assert all(x is None or x == pytest.approx(1) for x in values)
    assert any(x.spans for x in layers) == (found.mean["f1_exact"].value is not None)
    assert all(row == column for row, x in found.confusion.counts().items() for column in x)


def test_spans_exact_by_overlap_and_by_place() -> None:
    ana = layer("ana", span(0, 3), span(4, 7), span(8, 15), span(16, 19))
    ben = layer("ben", span(0, 3), span(4, 7, "ORG"), span(8, 11))
    pair = the_pair(marked("1", ana, ben))
    assert value(pair, "f1_exact") == pytest.approx(2 / 7)
    assert value(pair, "f1_overlap") == pytest.approx(4 / 7)
    assert value(pair, "f1_unlabelled") == pytest.approx(4 / 7)
    assert pair.by_label["PER"].measures["f1_exact"].value == pytest.approx(2 / 6)
    assert (pair.by_label["ORG"].first, pair.by_label["ORG"].second) == (0, 1)


def test_a_long_span_matches_one_short_one_only() -> None:
    pair = the_pair(marked("1", layer("ana", span(0, 23)), layer("ben", span(0, 3), span(8, 11))))
    assert value(pair, "f1_overlap") == pytest.approx(2 / 3)


def test_pieces_that_interlock_do_not_overlap() -> None:
    one = Span("1", 0, 15, "PER", fragments=((0, 3), (12, 15)))
    pair = the_pair(marked("1", layer("ana", one), layer("ben", span(4, 11))))
    assert value(pair, "f1_overlap") == 0


def test_who_labels_nothing_disagrees() -> None:
    found = measured(marked("1", layer("ana", span(0, 3)), layer("ben")))
    (pair,) = found.pairs
    assert [value(pair, x) for x in ("f1_exact", "f1_overlap", "f1_unlabelled")] == [0, 0, 0]
    assert value(pair, "cohen_kappa") == 0
    assert found.corpus["alpha_nominal"].value == pytest.approx(0, abs=0.1)
    assert found.corpus["alpha_unitizing"].value < 0.1
    assert found.confusion.counts() == {"PER": {"": 1}}


def _related(who: str, head: Span, tail: Span, label: str = "visits") -> Labelled:
    return layer(who, head, tail, relations=[Relation("r", label, head.id, tail.id)])


@pytest.mark.parametrize(
    ("head", "tail", "label", "strict", "lenient"),
    [
        (span(0, 3), span(8, 15), "visits", 1, 1),
        (span(0, 3), span(8, 11), "visits", 0, 1),
        (span(0, 3, "ORG"), span(8, 15), "visits", 0, 1),
        (span(0, 3), span(16, 19), "visits", 0, 0),
        (span(0, 3), span(8, 15), "leads", 0, 0),
        (span(8, 15), span(0, 3), "visits", 0, 0),
    ],
)
def test_relations(head: Span, tail: Span, label: str, strict: float, lenient: float) -> None:
    ana, ben = _related("ana", span(0, 3), span(8, 15)), _related("ben", head, tail, label)
    pair = the_pair(marked("1", ana, ben))
    assert (value(pair, "relation_f1"), value(pair, "relation_f1_lenient")) == (strict, lenient)


def test_a_symmetric_relation_has_no_direction() -> None:
    ana = _related("ana", span(0, 3), span(8, 15), "meets")
    ben = _related("ben", span(8, 15), span(0, 3), "meets")
    pair = the_pair(marked("1", ana, ben), symmetric=("meets",))
    assert (value(pair, "relation_f1"), value(pair, "relation_f1_lenient")) == (1, 1)
    ben = _related("ben", span(8, 11), span(0, 3), "meets")
    pair = the_pair(marked("1", ana, ben), symmetric=("meets",))
    assert (value(pair, "relation_f1"), value(pair, "relation_f1_lenient")) == (0, 1)


def test_against_gold() -> None:
    gold = layer("gold", span(0, 3), span(4, 7), span(8, 11), span(12, 15))
    ana = layer("ana", span(0, 3), span(4, 7), span(16, 19))
    found = measured(marked("1", ana, gold=gold))
    (pair,) = found.against_gold
    assert (pair.a, pair.b, pair.documents) == ("gold", "ana", 1)
    assert value(pair, "precision") == pytest.approx(2 / 3)
    assert value(pair, "recall") == pytest.approx(1 / 2)
    assert value(pair, "f1_exact") == pytest.approx(4 / 7)
    assert pair.confusion.counts() == {"PER": {"PER": 2, "": 2}, "": {"PER": 1}}
    assert (found.documents, found.left_out, found.pairs) == (0, 1, ())


def test_documents_with_one_layer_are_left_out_and_counted() -> None:
    ana, ben = layer("ana", span(0, 3)), layer("ben", span(0, 3))
    found = measured(marked("1", ana, ben), marked("2", ana), marked("3", ben))
    assert (found.documents, found.left_out) == (1, 2)
    assert found.annotators == ("ana", "ben")
    assert [x.id for x in found.by_document] == ["1"]


def test_what_is_undefined_says_why() -> None:
    found = measured(marked("1", layer("ana", span(0, 3)), layer("ben", span(0, 3))))
    assert found.pairs[0].measures["relation_f1"].value is None
    assert found.notes["ana × ben: relation_f1"] == NO_RELATIONS
    assert measured(marked("1", layer("ana"))).notes == {"corpus": NO_DOCUMENTS}
    assert measured().documents == 0
    empty = measured(marked("1", layer("ana"), layer("ben")))
    assert {x.value for x in (*empty.corpus.values(), *empty.mean.values())} == {None}


def test_the_confusion_knows_its_spans() -> None:
    ana = layer("ana", span(0, 3), span(4, 11, "ORG"), span(16, 19, "LOC"))
    ben = layer("ben", span(0, 3, "ORG"), span(4, 7, "ORG"), span(8, 11))
    found = measured(marked("1", ana, ben))
    assert found.confusion.counts() == {
        "PER": {"ORG": 1},
        "ORG": {"ORG": 1},
        "LOC": {"": 1},
        "": {"PER": 1},
    }
    (case,) = found.confusion.cases("PER", "ORG")
    assert (case.document, case.who) == ("1", ("ana", "ben"))
    assert (case.first, case.second) == (ana.spans[0], ben.spans[0])
    (missed,) = found.confusion.cases("", "PER")
    assert (missed.first, missed.second) == (None, ben.spans[2])
    assert list(found.confusion.cases("LOC", "PER")) == []


@given(corpora())
def test_the_confusion_counts_every_span_once(documents: list[Marked]) -> None:
    found = measured(*documents)
    for pair in (*found.pairs, *found.against_gold):
        counts = pair.confusion.counts()
        for label, row in pair.by_label.items():
            assert sum(counts.get(label, {}).values()) == row.first
            assert sum(x.get(label, 0) for x in counts.values()) == row.second
        for label, cells in counts.items():
            for other, count in cells.items():
                assert len(list(pair.confusion.cases(label, other))) == count


@given(corpora())
def test_intervals_hold_what_can_be(documents: list[Marked]) -> None:
    found = measured(*documents)
    for x in found.mean.values():
        if x.interval is not None:
            low, high = x.interval
            assert 0 <= low <= high <= 1


def test_intervals_depend_on_the_seed_alone() -> None:
    same = layer("ana", span(0, 3)), layer("ben", span(0, 3))
    other = layer("ana", span(0, 3)), layer("ben", span(8, 11))
    documents = [marked(str(n), *(same if n % 3 else other)) for n in range(12)]
    one, again, third = (measure(documents, (), seed, 20) for seed in (1, 1, 2))
    assert one.mean == again.mean != third.mean
    low, high = one.mean["f1_exact"].interval
    assert low < 2 / 3 < high
    assert one.mean["f1_exact"].value == pytest.approx(2 / 3)


def test_one_document_has_no_interval() -> None:
    found = measured(marked("1", layer("ana", span(0, 3)), layer("ben", span(0, 3))))
    assert found.mean["f1_exact"].interval is None


def test_cancelled() -> None:
    document = marked("1", layer("ana", span(0, 3)), layer("ben"))
    assert measure([document], cancelled=lambda: True) is None
