import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor

from ui.theme.current import current
from ui.theme.label_colours import label_colours
from ui.theme.tokens import DARK, LIGHT, high_contrast
from ui.widgets import (
    Avatar,
    Banner,
    ElidedLabel,
    Hairline,
    LabelChip,
    ScoreBar,
    Section,
    TintedIconLabel,
)
from ui.widgets.avatar import initials

# The screen of the tests says so about every window that has a least size.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")


@pytest.fixture(autouse=True)
def _light():
    before = current().theme
    current().set_theme(LIGHT)
    yield
    current().set_theme(before)


def test_the_banner_is_tinted_and_its_button_acts(qtbot):
    banner = Banner("danger", "The pipeline stopped", "Your labels are safe.", "Start again")
    qtbot.addWidget(banner)
    banner.resize(460, banner.heightForWidth(460))
    banner.show()
    assert banner.grab().toImage().pixelColor(6, banner.height() // 2) == QColor(LIGHT.danger_tint)
    with qtbot.waitSignal(banner.activated):
        qtbot.mouseClick(banner.button, Qt.MouseButton.LeftButton)


def test_a_banner_grows_with_its_words_and_can_do_without_a_button(qtbot):
    banner = Banner("warning", "Short")
    qtbot.addWidget(banner)
    low = banner.heightForWidth(300)
    banner.set_text("Short", "A longer sentence that says what to do next. " * 3)
    assert banner.heightForWidth(300) > low + 20
    assert banner.heightForWidth(200) > banner.heightForWidth(400)
    assert not banner.button.isVisibleTo(banner)


def test_a_hairline_is_two_px_in_high_contrast(qtbot):
    across, down = Hairline(), Hairline(vertical=True)
    for line in (across, down):
        qtbot.addWidget(line)
    assert (across.height(), down.width()) == (1, 1)
    current().set_theme(high_contrast(DARK))
    assert (across.height(), down.width()) == (2, 2)


def test_a_section_holds_what_is_added_under_its_header(qtbot):
    section, row = Section("Labels", "in this document"), ScoreBar()
    qtbot.addWidget(section)
    section.add(row)
    section.resize(264, 80)
    section.show()
    assert row.mapTo(section, row.rect().topLeft()).y() >= 32


def test_a_label_without_room_elides_and_tells_the_rest(qtbot):
    label = ElidedLabel("Putin to Visit <North> Korea & more")
    qtbot.addWidget(label)
    label.resize(label.sizeHint())
    assert (label.elided(), label.tip()) == (label.text, "")
    label.resize(80, 18)
    assert label.elided().endswith("…")
    assert label.tip() == "<span>Putin to Visit &lt;North> Korea &amp; more</span>"


def test_an_icon_takes_its_tone_from_the_theme(qtbot):
    sign = TintedIconLabel("status-done", "success", 32)
    qtbot.addWidget(sign)

    def ink() -> QColor:
        return sign.grab().toImage().pixelColor(16, 28)

    assert ink() == QColor(LIGHT.success)
    current().set_theme(DARK)
    assert ink() == QColor(DARK.success)


def test_a_suggested_chip_is_dashed_and_says_so(qtbot):
    chip, colours = LabelChip(""), label_colours(LIGHT, "GPE")
    qtbot.addWidget(chip)
    chip.set_label("GPE", colours)
    assert chip.height() == 15
    assert chip.grab().toImage().pixelColor(2, 7) == QColor(colours.strong)
    chip.set_label("GPE", colours, dashed=True)
    assert chip.grab().toImage().pixelColor(2, 7) == QColor(LIGHT.canvas)
    edge = {chip.grab().toImage().pixelColor(x, 0).name() for x in range(4, chip.width() - 4)}
    assert len(edge) > 1
    assert chip.accessibleName() == "GPE, suggested"


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Ana Novak", "AN"), ("ben", "BE"), ("jan.van.dyk", "JD"), ("", ""), ("李 明", "李明")],
)
def test_initials_are_of_the_first_and_last_word(name, letters):
    assert initials(name) == letters


def test_an_avatar_has_the_colour_of_its_lane(qtbot):
    avatar = Avatar("Ana Novak", 1)
    qtbot.addWidget(avatar)
    assert avatar.grab().toImage().pixelColor(9, 2) == QColor(LIGHT.lanes[1])
    assert avatar.accessibleName() == "Ana Novak"


def test_a_score_fills_its_share(qtbot):
    bar = ScoreBar()
    qtbot.addWidget(bar)
    bar.set_score(0.5)
    image = bar.grab().toImage()
    assert image.pixelColor(16, 4) == QColor(LIGHT.accent)
    assert image.pixelColor(48, 4) == QColor(LIGHT.border)
    bar.set_score(7)
    assert bar.score == 1
    assert bar.accessibleName() == "Score 1.00"
