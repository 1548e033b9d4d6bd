"""Thousands of random drags over a text of many scripts: each selects exactly what it covers."""

import random
import unicodedata

import pytest
from PySide6.QtCore import Qt

from annotator.text.tokens import rough_tokens
from ui.canvas.gestures import FAR

ALT, NONE = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.NoModifier
DRAGS = 700

TEXT = "\n".join(
    (
        "Ministers met in Oslo; the office of the chief first filed fluffy affidavits, waffles.",
        "Le cafe\u0301 de l’e\u0301te\u0301 a\u0300 Zu\u0308rich, o\u0302\u0323 et n\u0303 🎉 puis"
        "  👩‍👩‍👧‍👦 et 🇨🇭🇫🇷 fin.",
        "قال الرئيس فلاديمير بوتين إنه سيزور موسكو يوم 12 مارس 2024 مع الوزير لافروف وآخرين.",
        "ראש הממשלה נפגש עם ביידן ביום שלישי בירושלים, לאחר 3 שעות של שיחות.",
        "The word مرحبا بالعالم means hello, and שלום עולם too (בערך 15 דקות), said 𝒳enia 𝔄lt.",
        "东京 2024 年：总理会见了奥斯陆市长。ハロー・ワールド、そして 서울에서 만났다.",
        "Tabs\tand\u00a0no-break, zero\u200bwidth,"
        " soft\u00adhyphen, e.g. U.S. 3.5% €1,200 x²³ 👍🏽!",
        "ภาษาไทยไม่มีช่องว่าง น้ำ กำลัง and हिन्दी में क्षत्रिय लिखा है।",
        "",
        "Emoji 🎉🎉🎉 stand here, 𝒳 and words go on and on until the line wraps somewhere. " * 3,
    )
)


@pytest.fixture
def torture(hand):
    hand.view.resize(620, 1700)
    hand.show(TEXT)
    return hand


def characters(hand):
    """Every character that can be pointed at, as (start, end), by the page's own layout."""
    page = hand.view.page
    found = []
    for index in range(len(page.paragraphs)):
        block = page.laid(index).block
        for line in block.lines:
            found += [(c.start, c.end) for c in block.clusters(line)]
    return sorted(found)


def test_the_characters_tile_the_text_and_cut_nothing_that_belongs_together(torture):
    found = characters(torture)
    covered = {offset for start, end in found for offset in range(start, end)}
    missing = {TEXT[i] for i in range(len(TEXT)) if i not in covered}
    assert missing <= {"\n", "\u200b", "\u00ad", " "}
    starts = {start for start, _ in found}
    joined = [i for i, c in enumerate(TEXT) if unicodedata.combining(c) or c in "\u200d\ufe0f🏽"]
    assert not starts & set(joined)
    assert len([1 for start, end in found if "👩" in TEXT[start:end]]) == 1
    assert len([1 for start, end in found if "🇨" in TEXT[start:end] and end - start == 2]) == 1


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("keys", [NONE, ALT], ids=["tokens", "characters"])
def test_a_drag_selects_exactly_what_it_covers(torture, seed, keys):
    chance = random.Random(seed)
    places, tokens = characters(torture), rough_tokens(TEXT)
    wrong = []
    for _ in range(DRAGS):
        one, other = sorted(chance.sample(places, 2))
        begin, stop = torture.point(one[0]), torture.point(other[0], after=True)
        backwards = chance.random() < 0.5
        torture.view.clear_selection()
        torture.drag(*((stop, begin) if backwards else (begin, stop)), keys)
        expected = (one[0], other[1])
        if (stop - begin).manhattanLength() <= FAR:
            expected = (0, 0)
        elif keys == NONE:
            expected = tokens.snap(*expected) or (one[0], one[0])
        selection = torture.view.selection
        if selection != expected and not (selection[0] == selection[1] == expected[1]):
            wrong.append((TEXT[slice(*expected)], TEXT[slice(*selection)], backwards))
    assert wrong == []
