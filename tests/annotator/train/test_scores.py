"""Counts, their F1, and what a learning curve says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.train.curve import advice, slope
from annotator.train.messages import CurvePoint
from annotator.train.scores import Counts, Scores, Tally

LABELS = ("A", "B")
PLACES = st.sets(st.tuples(st.integers(0, 5), st.sampled_from(LABELS)))


@given(st.lists(st.tuples(PLACES, PLACES), max_size=4))
def test_counts_over_documents_are_those_of_all_places_together(documents):
    tally = Tally(LABELS)
    for gold, found in documents:
        tally.add(gold, found)
    gold = {(n, *x) for n, (there, _) in enumerate(documents) for x in there}
    found = {(n, *x) for n, (_, there) in enumerate(documents) for x in there}
    whole = Scores(tally.counts).all_spans
    assert whole == Counts(len(gold & found), len(found - gold), len(gold - found))
    if gold and found:
        precision, recall = len(gold & found) / len(found), len(gold & found) / len(gold)
        assert (whole.precision, whole.recall) == (precision, recall)
        if precision + recall:
            assert whole.f1 == pytest.approx(2 * precision * recall / (precision + recall))


def test_what_is_undefined_is_none():
    nothing = Counts()
    assert (nothing.precision, nothing.recall, nothing.f1) == (None, None, None)
    assert Scores().f1 == 0.0
    assert Counts(missed=3).f1 == 0.0


def test_other_labels_do_not_count():
    tally = Tally(["A"])
    tally.add({(1, "A")}, {(1, "A"), (2, "B")})
    assert tally.counts == {"A": Counts(right=1)}


def test_the_last_doubling_answers_whether_more_would_help():
    rising = [CurvePoint(5, 0.2), CurvePoint(10, 0.5), CurvePoint(15, 0.6), CurvePoint(20, 0.7)]
    assert slope(rising) == pytest.approx(0.2)
    assert advice(rising).endswith("brought +20.0 F1: more would help.")
    flat = [CurvePoint(5, 0.2), CurvePoint(10, 0.7), CurvePoint(20, 0.705)]
    assert "more would hardly help" in advice(flat)
    assert slope([CurvePoint(4, 0.5), CurvePoint(6, 0.8)]) is None
    assert "too few" in advice([CurvePoint(4, 0.5)])
