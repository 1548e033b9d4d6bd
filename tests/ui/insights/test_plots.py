"""Axes with round figures, labels that do not cover each other, and plots in words."""

from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QImage

from annotator.flow.insights import Agreed
from annotator.flow.progress import Day
from ui.insights.plots import AgreementLine, DayBars, TimeLines, apart, round_ticks, running

PEOPLE = ["Ana", "Ben"]
some = st.floats(0.001, 1e6)


@given(some, st.floats(0, 0.99))
def test_ticks_are_few_even_and_hold_the_values(high, share):
    low = high * share
    ticks = round_ticks(high, low)
    assert ticks[0] <= low + 1e-6 * high
    assert ticks[-1] >= high * (1 - 1e-6)
    assert 2 <= len(ticks) <= 8
    steps = [b - a for a, b in pairwise(ticks)]
    assert max(steps) - min(steps) <= 1e-6 * max(steps) + 1e-9


@given(st.lists(st.floats(0, 500), max_size=8))
def test_labels_keep_their_order_and_distance(places):
    moved = apart(places, 15)
    order = sorted(range(len(places)), key=lambda n: places[n])
    gaps = [moved[b] - moved[a] for a, b in pairwise(order)]
    assert all(gap >= 15 - 1e-6 for gap in gaps)


def test_a_running_value_looks_back_over_five():
    assert running([1, 3, 5], lambda values: sum(values) / len(values)) == [1, 2, 3]
    assert running([9, 1, 1, 1, 1, 1], max)[-2:] == [9, 1]


@pytest.fixture
def days(qtbot) -> Iterator[DayBars]:
    made = DayBars()
    qtbot.addWidget(made)
    return made


def test_days_without_work_keep_their_place(days):
    days.show_days([Day("2026-03-02", {"Ana": 2}), Day("2026-03-05", {"Ben": 1})], PEOPLE)
    assert (days.unit, len(days._bars)) == ("day", 4)
    assert days._bars == [[2, 0], [0, 0], [0, 0], [0, 1]]
    assert days.accessibleDescription() == "2026-03-02: Ana 2; 2026-03-05: Ben 1"


@pytest.mark.parametrize(("last", "unit"), [("2026-06-01", "week"), ("2028-03-02", "30 days")])
def test_a_long_project_is_shown_by_week_or_month(days, last, unit):
    days.show_days([Day("2026-03-02", {"Ana": 2}), Day(last, {"Ana": 1})], PEOPLE)
    assert days.unit == unit
    assert sum(map(sum, days._bars)) == 3


def painted(widget) -> set[str]:
    widget.resize(320, 200)
    image = QImage(widget.size(), QImage.Format.Format_RGB32)
    widget.render(image)
    return {image.pixelColor(x, y).name() for x in range(320) for y in range(200)}


def test_each_person_has_their_colour(qtbot, days):
    from ui.panels.look import theme
    from ui.theme.label_colours import lane_colour

    lines = TimeLines()
    qtbot.addWidget(lines)
    lines.show_times({"Ana": (90, 60, 60), "Ben": (30,)}, PEOPLE)
    days.show_days([Day("2026-03-02", {"Ana": 2, "Ben": 1})], PEOPLE)
    assert lines.accessibleDescription() == "Ana 60 s, Ben 30 s"
    for widget in (lines, days):
        colours = painted(widget)
        for lane in (0, 1):
            assert lane_colour(theme(), lane).lower() in colours


def test_agreement_is_drawn_between_round_values(qtbot):
    line = AgreementLine()
    qtbot.addWidget(line)
    line.show_agreement([Agreed("2026-03-02", "d", "One", 0.62), Agreed("2026-04-01", "e", "", 1)])
    assert line.ticks[0] <= 0.62
    assert line.ticks[-1] == 1
    assert line.ends[0].startswith("2 Mar")
    assert line.accessibleDescription() == "2026-03-02 0.62, 2026-04-01 1.00"
    assert len(painted(line)) > 3
