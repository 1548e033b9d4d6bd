"""Documents are dealt evenly, exactly as wished, and the same with the same seed."""

from collections import Counter
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.assignment import Plan, Wish, dealt
from annotator.errors import InputError

PEOPLE = ["ana", "ben", "cem", "dora", "eva"]


@st.composite
def wishes(draw: st.DrawFn) -> tuple[list[str], list[str], Wish]:
    people = PEOPLE[: draw(st.integers(1, 5))]
    overlap = draw(st.floats(0, 1)) if len(people) > 1 else 0.0
    each = draw(st.integers(1, len(people) - (1 if overlap else 0)))
    documents = [f"d{n}" for n in range(draw(st.integers(0, 60)))]
    return documents, people, Wish(each, overlap, draw(st.integers(0, 5)), draw(st.integers()))


@given(wishes())
def test_sizes_differ_by_one_at_most_and_the_overlap_is_exact(
    case: tuple[list[str], list[str], Wish],
) -> None:
    documents, people, wish = case
    plan = dealt(documents, people, wish)
    sizes = [plan.sizes().get(who, 0) for who in people]
    assert max(sizes) - min(sizes) <= 1
    assert list(plan.people) == documents
    assert len(plan.calibration) == min(wish.calibration, len(documents))
    assert all(set(plan.people[d]) == set(people) for d in plan.calibration)
    rest = [plan.people[d] for d in documents if d not in plan.calibration]
    more = sum(len(some) == wish.each + 1 for some in rest)
    assert sum(len(some) == wish.each for some in rest) == len(rest) - more
    assert abs(more - wish.overlap * len(rest)) <= 1
    assert all(len(set(some)) == len(some) for some in rest)


@given(wishes())
def test_the_same_seed_deals_the_same_whatever_the_order(
    case: tuple[list[str], list[str], Wish],
) -> None:
    documents, people, wish = case
    assert dealt(documents, people, wish).people == dealt(documents[::-1], people, wish).people


@given(wishes())
def test_dealing_again_changes_nothing(case: tuple[list[str], list[str], Wish]) -> None:
    documents, people, wish = case
    plan = dealt(documents, people, wish)
    assert dealt(documents, people, wish, plan.people, plan.calibration) == plan


@given(wishes(), st.integers(0, 20))
def test_what_was_dealt_stays_when_documents_come(
    case: tuple[list[str], list[str], Wish], more: int
) -> None:
    documents, people, wish = case
    plan = dealt(documents, people, wish)
    longer = dealt(
        [*documents, *(f"n{n}" for n in range(more))], people, wish, plan.people, plan.calibration
    )
    assert all(set(plan.people[d]) <= set(longer.people[d]) for d in documents)
    assert plan.calibration <= longer.calibration


def test_another_seed_deals_otherwise() -> None:
    documents = [f"d{n}" for n in range(50)]
    assert dealt(documents, PEOPLE, Wish()) != dealt(documents, PEOPLE, Wish(seed=1))


def test_all_pairs_meet_about_equally_often() -> None:
    plan = dealt([f"d{n}" for n in range(400)], PEOPLE, Wish(each=2))
    met = Counter(pair for some in plan.people.values() for pair in combinations(some, 2))
    assert len(met) == 10
    assert max(met.values()) - min(met.values()) <= 8


def test_what_somebody_has_begun_is_weighed() -> None:
    documents = [f"d{n}" for n in range(30)]
    plan = dealt(documents, ["ana", "ben"], Wish(), {d: ["ana"] for d in documents[:10]})
    assert plan.sizes() == {"ana": 15, "ben": 15}
    assert all(plan.people[d] == ("ana",) for d in documents[:10])


@pytest.mark.parametrize(
    ("people", "wish"),
    [
        ([], Wish()),
        (["ana"], Wish(each=2)),
        (["ana", "ben"], Wish(each=2, overlap=0.1)),
        (["ana", "ana"], Wish()),
        (["ana", "ben"], Wish(overlap=20)),
        (["ana"], Wish(calibration=-1)),
        (["ana"], Wish(each=0)),
    ],
)
def test_what_cannot_be_dealt_is_refused(people: list[str], wish: Wish) -> None:
    with pytest.raises(InputError) as caught:
        dealt(["d"], people, wish)
    assert caught.value.do


def test_a_plan_counts() -> None:
    plan = Plan({"a": ("ana", "ben"), "b": ("ben",)}, frozenset("a"))
    assert plan.sizes() == {"ana": 1, "ben": 2}
    assert plan.shared() == 1
