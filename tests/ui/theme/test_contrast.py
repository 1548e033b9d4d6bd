import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.theme.contrast import at_lightness, contrast, luminance, readable
from ui.theme.tokens import DARK, LIGHT, Theme, high_contrast

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06X}")
BOTH = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
ALL = pytest.mark.parametrize(
    "theme",
    [LIGHT, DARK, high_contrast(LIGHT), high_contrast(DARK)],
    ids=["light", "dark", "light high", "dark high"],
)


def test_the_ratio_is_that_of_the_standard():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.478, abs=0.01)
    assert contrast("#123456", "#123456") == 1


@given(COLOURS, COLOURS)
def test_the_ratio_has_no_direction(one, other):
    assert contrast(one, other) == contrast(other, one)


@given(COLOURS)
def test_any_colour_becomes_readable_on_light_and_on_dark(colour):
    assert contrast(readable(colour, "#FFFFFF", 6.1), "#FFFFFF") >= 6.1
    assert contrast(readable(colour, "#0E1116", 6.1), "#0E1116") >= 6.1


def test_a_colour_that_is_readable_stays_as_it_is():
    assert readable("#1D4ED8", "#FFFFFF", 6.1) == "#1D4ED8"


@given(COLOURS)
def test_lightness_orders_luminance(colour):
    assert luminance(at_lightness(colour, 0.3, 0.05)) < luminance(at_lightness(colour, 0.9, 0.05))


@ALL
def test_text_stands_out_on_every_ground(theme: Theme):
    for ground in (theme.canvas, theme.field, theme.panel, theme.bar, theme.raised, theme.hover,
                   theme.sel, theme.selinactive):  # fmt: skip
        assert contrast(theme.text, ground) >= 9.4
    for ground in (theme.canvas, theme.panel, theme.bar, theme.raised):
        assert contrast(theme.muted, ground) >= 5.1
    assert contrast(theme.faint, theme.field) >= 4.7
    assert contrast(theme.text, theme.selection) >= 7.2


@ALL
def test_signs_stand_out(theme: Theme):
    assert contrast(theme.strong, theme.panel) >= 3.8
    assert round(contrast(theme.accent, theme.canvas), 1) >= 6.4
    assert round(contrast(theme.on_accent, theme.accent), 1) >= 6.4
    assert contrast(theme.arc_label, theme.canvas) >= 7.9
    for lane in theme.lanes:
        assert contrast(lane, theme.canvas) >= 5.2


@ALL
@pytest.mark.parametrize("kind", ["success", "warning", "danger"])
def test_states_are_readable_on_their_tint_and_on_panels(theme: Theme, kind: str):
    colour, tint = getattr(theme, kind), getattr(theme, f"{kind}_tint")
    assert contrast(theme.text, tint) >= 9.4
    for ground in (tint, theme.panel, theme.raised):
        assert contrast(colour, ground) >= 4.5


@BOTH
def test_high_contrast_strengthens_edges_and_empties_tints(theme: Theme):
    high = high_contrast(theme)
    assert high.border2 == theme.strong
    assert high.danger_tint == theme.panel
    assert high.hairline == 2
    assert contrast(high.border, high.panel) > contrast(theme.border, theme.panel)
