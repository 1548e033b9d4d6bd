"""Which documents suggesters are least sure of."""

from hypothesis import given
from hypothesis import strategies as st

from annotator.active.uncertainty import Said, doubts

PLACES = st.frozensets(st.tuples(st.integers(0, 9), st.just(10), st.sampled_from("AB")), max_size=6)
SAID = st.builds(Said, PLACES, st.lists(st.floats(0, 1), max_size=6).map(tuple), st.booleans())


def _places(*labels: str) -> frozenset[tuple[int, int, str]]:
    return frozenset((10 * n, 10 * n + 5, label) for n, label in enumerate(labels))


def test_low_scores_come_before_high_ones_whatever_the_length():
    said = {
        "sure": {"p": Said(_places("A", "A"), (0.9, 0.95))},
        "long": {"p": Said(_places(*"AAAAAA"), (0.9,) * 6)},
        "unsure": {"p": Said(_places("A", "A"), (0.3, 0.4))},
    }
    found = doubts(said)
    assert max(found, key=lambda id: found[id].value) == "unsure"
    assert found["unsure"].reason == "unsure: score 0.35 of 2"


def test_a_single_unsure_span_does_not_outweigh_a_page_of_them():
    said = {
        "one": {"p": Said(_places("A"), (0.2,))},
        "many": {"p": Said(_places(*"A" * 30), (0.25,) * 30)},
        **{f"rest{n}": {"p": Said(_places(*"A" * 10), (0.9,) * 10)} for n in range(9)},
    }
    found = doubts(said)
    assert found["many"].value > found["one"].value


def test_suggesters_that_differ_make_a_document_uncertain():
    same, other = Said(_places("A", "B", "A")), Said(_places("A", "A", "B"))
    said = {
        "agree": {"pipeline": same, "rules": same},
        "differ": {"pipeline": same, "rules": other},
    }
    found = doubts(said)
    assert found["differ"].value > found["agree"].value
    assert found["differ"].reason == "pipeline and rules differ on 4 of 5 spans"


def test_the_memory_is_asked_only_about_what_it_knows():
    pipeline = Said(_places(*"AAAAAAAA"))
    knows = Said(frozenset({(0, 5, "B")}), partial=True)
    found = doubts({"d": {"memory": knows, "pipeline": pipeline}})
    assert found["d"].reason == "memory and pipeline differ on 2 of 2 spans"


@given(st.dictionaries(st.text(max_size=2), st.dictionaries(st.sampled_from("pqr"), SAID)))
def test_every_document_has_a_value_and_a_reason(said):
    found = doubts(said)
    assert found.keys() == said.keys()
    assert all(0 <= one.value <= 1 and one.reason for one in found.values())
