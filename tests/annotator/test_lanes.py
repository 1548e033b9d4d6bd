from hypothesis import given
from hypothesis import strategies as st

from annotator.lanes import slid, stacked

places = st.integers(0, 60)
intervals = st.lists(
    st.tuples(places, st.integers(1, 30)).map(lambda p: (float(p[0]), float(p[0] + p[1]))),
    max_size=25,
)


def overlap(a: tuple[float, float], b: tuple[float, float]) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def pairs(items: list[tuple[float, float]]) -> list[tuple[int, int]]:
    return [(i, j) for i in range(len(items)) for j in range(i)]


@given(intervals)
def test_nothing_overlaps_within_a_lane(items: list[tuple[float, float]]) -> None:
    lanes = stacked(items)
    assert not any(lanes[i] == lanes[j] and overlap(items[i], items[j]) for i, j in pairs(items))


@given(intervals)
def test_an_outer_interval_lies_above_what_nests_in_it(items: list[tuple[float, float]]) -> None:
    lanes = stacked(items)
    for i, inner in enumerate(items):
        for j, outer in enumerate(items):
            if outer != inner and outer[0] <= inner[0] and inner[1] <= outer[1]:
                assert lanes[j] > lanes[i]


@given(intervals)
def test_a_lane_is_only_opened_over_something(items: list[tuple[float, float]]) -> None:
    lanes = stacked(items)
    for i, lane in enumerate(lanes):
        below = [j for j in range(len(items)) if lanes[j] == lane - 1]
        assert lane == 0 or any(overlap(items[i], items[j]) for j in below)


def test_touching_intervals_share_a_lane() -> None:
    assert stacked([(0, 5), (5, 9)]) == [0, 0]


def test_no_intervals() -> None:
    assert stacked([]) == []


wishes = st.lists(
    st.tuples(places, st.integers(4, 20), st.integers(0, 12)).map(
        lambda w: (float(w[0]), float(w[1]), float(w[0] + w[2]))
    ),
    max_size=20,
).map(sorted)


@given(wishes)
def test_chips_never_overlap_and_slide_no_further_than_they_may(
    wanted: list[tuple[float, float, float]],
) -> None:
    result = slid(wanted, gap=4)
    taken = [
        (lane, (left, left + wish[1])) for (lane, left), wish in zip(result, wanted, strict=True)
    ]
    for i, j in pairs([place for _, place in taken]):
        assert taken[i][0] != taken[j][0] or not overlap(taken[i][1], taken[j][1])
    for (_, left), wish in zip(result, wanted, strict=True):
        assert wish[0] <= left <= wish[2]


def test_a_chip_slides_before_it_opens_a_lane() -> None:
    assert slid([(0, 20, 0), (10, 20, 40)], gap=4) == [(0, 0), (0, 24)]
    assert slid([(0, 20, 0), (10, 20, 12)], gap=4) == [(0, 0), (1, 10)]
