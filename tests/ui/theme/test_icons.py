import re

import pytest
from PySide6.QtGui import QColor, QImage

from annotator.paths import resources
from ui.theme.icons import icon, icon_names, pixmap
from ui.theme.tokens import DARK, LIGHT

WANTED = (
    "menu chevron-left chevron-right chevron-up chevron-down search undo redo clock check warning "
    "cross close folder book-open import export file person filter sort plus minus comment flag "
    "external arrow-left arrow-right status-new status-in-progress status-done status-skipped "
    "status-flagged status-unreadable palette spark sun moon"
)


def inks(image: QImage) -> set[str]:
    """The colours of the fully opaque pixels."""
    points = ((x, y) for x in range(image.width()) for y in range(image.height()))
    colours = (image.pixelColor(x, y) for x, y in points)
    return {colour.name() for colour in colours if colour.alpha() == 255}


def test_every_wanted_icon_is_there():
    assert set(WANTED.split()) <= set(icon_names())


@pytest.mark.parametrize("name", icon_names())
def test_an_icon_draws_in_the_colour_asked_for(qapp, name):
    for colour in ("#1659c7", "#f4be62"):
        assert inks(pixmap(name, colour, 64).toImage()) == {colour}


@pytest.mark.parametrize("name", icon_names())
def test_an_icon_keeps_to_its_grid(name):
    svg = (resources() / "icons" / f"{name}.svg").read_text()
    assert 'viewBox="0 0 16 16"' in svg
    assert 'stroke-width="1.5"' in svg
    assert 'stroke-linecap="round"' in svg
    assert not re.search(r"#[0-9a-fA-F]{3,8}", svg)


@pytest.mark.parametrize("name", icon_names())
def test_no_icon_is_cut_by_its_edge(qapp, name):
    image = pixmap(name, "#000000", 32, 1.0).toImage()
    last = image.width() - 1
    edge = [(n, m) for n in range(last + 1) for m in (0, last)]
    assert all(image.pixelColor(x, y).alpha() < 40 for x, y in edge)
    assert all(image.pixelColor(y, x).alpha() < 40 for x, y in edge)


def test_the_size_is_in_px_of_any_screen(qapp):
    assert pixmap("check", "#000000", 16, 1.5).deviceIndependentSize().toSize().width() == 16
    assert not icon("check", "#000000").isNull()


def test_an_unknown_icon_is_a_bug(qapp):
    with pytest.raises(FileNotFoundError):
        pixmap("no-such-icon", "#000000")


@pytest.mark.parametrize(("tone", "theme"), [("light", LIGHT), ("dark", DARK)])
@pytest.mark.parametrize("mark", ["check", "some", "down", "up"])
def test_the_marks_of_the_style_sheet_have_the_colours_of_the_table(mark, tone, theme):
    svg = (resources() / "icons" / "marks" / f"{mark}-{tone}.svg").read_text()
    colour = theme.on_accent if mark in ("check", "some") else theme.strong
    assert set(re.findall(r"#[0-9A-F]{6}", svg)) == {colour}
    assert QColor(colour).isValid()
