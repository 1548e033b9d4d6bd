from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.theme.contrast import contrast
from ui.theme.label_colours import BY_LABEL, PAIRS, label_colours, lane_colour
from ui.theme.tokens import DARK, LIGHT, high_contrast

THEMES = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06X}")


@THEMES
@pytest.mark.parametrize("name", PAIRS)
def test_every_pair_is_readable(theme, name):
    colours = label_colours(theme, "", name)
    assert round(contrast(theme.text, colours.tint), 1) >= 9.2
    assert round(contrast(colours.on_strong, colours.strong), 1) >= 6.1
    assert round(contrast(colours.strong, theme.canvas), 1) >= 6.1
    assert contrast(colours.strong, theme.panel) >= 4.5


@pytest.mark.parametrize("column", [0, 2], ids=["light", "dark"])
def test_no_two_pairs_are_the_same(column):
    for one, other in combinations(PAIRS.values(), 2):
        assert one[column] != other[column]
        assert one[column + 1] != other[column + 1]


@pytest.mark.parametrize(
    ("label", "light", "dark"),
    [("PERSON", "#1D4ED8", "#93C5FD"), ("ORG", "#6D28D9", "#C4B5FD"),
     ("PRODUCT", "#475569", "#CBD5E1")],
)  # fmt: skip
def test_the_labels_of_news_have_their_colours_wherever_they_stand(label, light, dark):
    for position in (0, 5, 40):
        assert label_colours(LIGHT, label, position=position).strong == light
        assert label_colours(DARK, label, position=position).strong == dark


def test_the_labels_of_news_are_told_apart():
    named = set(BY_LABEL) - {"PER"}
    assert len({label_colours(LIGHT, label).strong for label in named}) == len(named)


def test_a_named_colour_goes_before_the_label():
    assert label_colours(LIGHT, "PERSON", "teal") == label_colours(LIGHT, "GPE")


def test_unknown_labels_take_turns():
    taken = [label_colours(LIGHT, f"L{n}", position=n).strong for n in range(len(PAIRS))]
    assert len(set(taken)) == len(PAIRS)


@THEMES
@given(colour=COLOURS)
def test_a_free_colour_is_made_readable(theme, colour):
    colours = label_colours(theme, "X", colour)
    assert contrast(colours.on_strong, colours.strong) >= 6.1
    assert contrast(theme.text, colours.tint) >= 9.2


def test_high_contrast_has_no_fill_behind_text():
    assert label_colours(high_contrast(DARK), "ORG").tint == DARK.canvas


@THEMES
def test_the_first_ten_lanes_are_told_apart(theme):
    lanes = [lane_colour(theme, lane) for lane in range(10)]
    assert len(set(lanes)) == 10
    assert all(contrast(lane, theme.canvas) >= 5.2 for lane in lanes)
