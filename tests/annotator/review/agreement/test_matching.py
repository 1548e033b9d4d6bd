"""Matchings are as large as can be: the quick one against the thorough one."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from annotator.review.agreement.matching import largest, overlapping

ranges = st.lists(
    st.tuples(st.integers(0, 12), st.integers(0, 12)).map(lambda x: (min(x), max(x))), max_size=6
)


def meet(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return max(one[0], other[0]) < min(one[1], other[1])


@given(ranges, ranges)
def test_overlapping_finds_as_many_as_augmenting_paths(
    first: list[tuple[int, int]], second: list[tuple[int, int]]
) -> None:
    pairs = overlapping(first, second)
    assert all(meet(first[one], second[two]) for one, two in pairs)
    assert len({one for one, _ in pairs}) == len({two for _, two in pairs}) == len(pairs)
    choices = [[n for n, other in enumerate(second) if meet(one, other)] for one in first]
    assert len(pairs) == len(largest(choices))


@given(st.lists(st.sets(st.integers(0, 4)).map(sorted), max_size=5))
def test_largest_is_as_large_as_any(choices: list[list[int]]) -> None:
    found = largest(choices)
    assert all(partner in choices[index] for index, partner in found)
    assert len({partner for _, partner in found}) == len(found)
    edges = [(index, partner) for index, x in enumerate(choices) for partner in x]
    best = (
        max(
            size
            for size in range(len(choices) + 1)
            if any(
                len({i for i, _ in chosen}) == len({p for _, p in chosen}) == size
                for chosen in combinations(edges, size)
            )
        )
        if len(edges) <= 12
        else len(found)
    )
    assert len(found) == best
