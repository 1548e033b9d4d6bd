"""Lanes for things that may not overlap: arcs over a line, and the nesting of boxes."""

from collections.abc import Sequence

Interval = tuple[float, float]


def stacked(intervals: Sequence[Interval]) -> list[int]:
    """A lane from 0 for each `[left, right]` interval, shortest first, each above the highest
    lane that it overlaps: an outer one never cuts an inner one."""
    order = sorted(range(len(intervals)), key=lambda i: (_width(intervals[i]), intervals[i], i))
    lanes = [0] * len(intervals)
    placed: list[int] = []
    for index in order:
        left, right = intervals[index]
        under = (
            lanes[other]
            for other in placed
            if intervals[other][0] < right and intervals[other][1] > left
        )
        lanes[index] = max(under, default=-1) + 1
        placed.append(index)
    return lanes


def _width(interval: Interval) -> float:
    return interval[1] - interval[0]


def slid(
    wishes: Sequence[tuple[float, float, float]], gap: float, most: int = 99
) -> list[tuple[int, float]]:
    """Lane and left edge for chips that wish (left, width, furthest left): on a collision a
    chip slides right as far as it may, else it opens a lane above."""
    ends: list[float] = []
    result = []
    for left, width, furthest in wishes:
        lane, place = _first_fit(ends, left, furthest, gap, most)
        if lane == len(ends):
            ends.append(place + width)
        else:
            ends[lane] = place + width
        result.append((lane, place))
    return result


def _first_fit(
    ends: Sequence[float], left: float, furthest: float, gap: float, most: int
) -> tuple[int, float]:
    for lane, end in enumerate(ends):
        place = max(left, end + gap)
        if place <= furthest or place == left or lane == most - 1:
            return lane, place
    return len(ends), left
