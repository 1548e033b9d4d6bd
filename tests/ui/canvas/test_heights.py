from bisect import bisect_right
from itertools import accumulate

from hypothesis import given
from hypothesis import strategies as st

from ui.canvas.heights import Heights

heights = st.lists(st.integers(1, 90), min_size=1, max_size=40)


@given(heights, st.data())
def test_sums_and_places_agree_with_a_plain_list(values: list[int], data: st.DataObject) -> None:
    tree = Heights([float(v) for v in values])
    for _ in range(4):
        index = data.draw(st.integers(0, len(values) - 1))
        values[index] = data.draw(st.integers(1, 90))
        tree.set(index, float(values[index]))
    sums = list(accumulate(values, initial=0))
    assert [tree.above(i) for i in range(len(values))] == sums[:-1]
    assert tree.total == sums[-1]
    y = data.draw(st.integers(0, sums[-1] - 1))
    assert tree.at(float(y)) == bisect_right(sums, y) - 1
