"""What is shown after any sequence of changes equals what is shown when opened afresh."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QApplication

from annotator.text.tokens import rough_tokens
from ui.canvas.content import CanvasContent, ShownRelation, ShownSpan
from ui.canvas.metrics import metrics
from ui.canvas.page import Page
from ui.canvas.paragraphs import paragraphs

TEXT = "\n".join(
    [
        "President Ana Kovač of Norway met Kim in Oslo on Monday, and Kim left Oslo for trade.",
        "قال الرئيس فلاديمير بوتين إنه سيزور Pyongyang في 2024 مع وفد كبير من موسكو.",
        "A third paragraph 🎉 that is long enough to be broken into several lines of the column, "
        "because relations go on over the ends of lines, and boxes are open where they do so.",
    ]
)
TOKENS = rough_tokens(TEXT)
RANGES = list(TOKENS)


@pytest.fixture(autouse=True)
def _app(qapp: QApplication) -> None:
    """Fonts need an application."""


@st.composite
def shown(draw: st.DrawFn, name: str) -> ShownSpan:
    first = draw(st.integers(0, len(RANGES) - 1))
    last = min(len(RANGES) - 1, first + draw(st.integers(0, 12)))
    style = draw(st.sampled_from(["own", "suggested"]))
    chip = draw(st.sampled_from(["PER", "ORG", "PRODUCT"]))
    return ShownSpan(name, ((RANGES[first][0], RANGES[last][1]),), chip, chip, style, chip)


@st.composite
def stories(draw: st.DrawFn):
    count = draw(st.integers(1, 9))
    spans = [draw(shown(f"s{i}")) for i in range(count)]
    ends = st.integers(0, count - 1)
    wanted = draw(st.lists(st.tuples(ends, ends), max_size=10, unique=True))
    relations = [
        ShownRelation(f"r{i}", f"s{a}", f"s{b}", "leads")
        for i, (a, b) in enumerate(wanted)
        if a != b
    ]
    moved = [(span, draw(shown(span.id))) for span in spans if draw(st.booleans())]
    gone = [relation for relation in relations if draw(st.booleans())]
    return spans, relations, moved, gone


def drawn(page: Page) -> list[object]:
    return [
        (
            row.top, row.baseline, row.bottom,
            [(b.span, b.rect.getRect(), b.level, b.shut_left, b.shut_right) for b in row.boxes],
            [(c.span, c.rect.getRect()) for c in row.chips],
            [(a.relation, a.left, a.right, a.y) for a in row.arcs],
            [(p.text, p.rect.getRect(), p.foot_x) for p in row.pills],
        )
        for index in range(len(page.paragraphs))
        for row in page.laid(index).rows
    ]  # fmt: skip


def fresh(spans, relations) -> Page:
    return Page(CanvasContent(TEXT, TOKENS, tuple(spans), tuple(relations)), metrics(), 720)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(stories())
def test_a_refresh_shows_what_a_rebuild_shows(story) -> None:
    spans, relations, moved, gone = story
    page = fresh((), ())
    drawn(page)
    page.refresh([(None, span) for span in spans])
    page.refresh([(None, relation) for relation in relations])
    drawn(page)
    page.refresh(moved)
    page.refresh([(relation, None) for relation in gone])
    now = {span.id: span for span in spans} | {new.id: new for _, new in moved}
    left = [relation for relation in relations if relation not in gone]
    rebuilt = fresh(now.values(), left)
    assert drawn(page) == drawn(rebuilt)
    assert [page.heights[i] for i in range(3)] == [rebuilt.heights[i] for i in range(3)]


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(stories())
def test_chips_labels_and_pills_never_collide(story) -> None:
    spans, relations, _, _ = story
    page = fresh(spans, relations)
    for index in range(len(page.paragraphs)):
        laid = page.laid(index)
        for line, row in zip(laid.block.lines, laid.rows, strict=True):
            rects = [c.rect for c in row.chips] + [p.rect for p in row.pills]
            rects += [a.label for a in row.arcs if a.label]
            text = QRectF(0, row.baseline - page.at.cap, 720, page.at.cap)
            for i, rect in enumerate(rects):
                inner = rect.adjusted(0.1, 0.1, -0.1, -0.1)
                assert not inner.intersects(text)
                assert row.top <= rect.top()
                assert not any(inner.intersects(other) for other in rects[:i])
            assert row.bottom >= row.baseline + line.descent


def test_no_foot_of_a_higher_arc_cuts_a_label() -> None:
    text = "Ana Bo Cy Di Ed Flo Gus Hal Ida Jon Kim Leo Max Nan Odo Pia"
    tokens = rough_tokens(text)
    spans = tuple(ShownSpan(f"s{i}", (r,), "PER", "P") for i, r in enumerate(tokens))
    ends = [(0, 8), (4, 13), (2, 5)]
    relations = tuple(ShownRelation(f"r{a}", f"s{a}", f"s{b}", "is") for a, b in ends)
    row = Page(CanvasContent(text, tokens, spans, relations), metrics(), 720).laid(0).rows[0]
    for arc in row.arcs:
        higher = [other for other in row.arcs if other.y < arc.y]
        feet = [x for other in higher for x in (other.left, other.right)]
        assert arc.label is not None
        assert not any(arc.label.left() < x < arc.label.right() for x in feet)


def test_every_kind_of_line_break_ends_a_paragraph() -> None:
    text = "a\nb\r\nc\u2028d\u2029e\rf"
    found = paragraphs(text)
    assert [text[p.start : p.end] for p in found] == list("abcdef")
    assert [p.number for p in found] == [1, 2, 3, 4, 5, 6]


def test_only_the_paragraphs_that_a_change_touches_are_worked_on() -> None:
    head = ShownSpan("a", (RANGES[0],), "PER", "PER")
    tail = ShownSpan("b", (RANGES[-2],), "PER", "PER")
    page = fresh((head, tail), (ShownRelation("r", "a", "b", "leads"),))
    other = ShownSpan("c", (RANGES[3],), "ORG", "ORG")
    assert page.refresh([(None, other)]) == {0}
    assert page.refresh([(head, replace(head, ranges=(RANGES[1],)))]) == {0, 2}


def test_a_long_paragraph_is_laid_out_in_parts() -> None:
    text = "word " * 3000
    page = Page(CanvasContent(text, rough_tokens(text)), metrics(), 720)
    assert [p.number for p in page.paragraphs] == [1, 0, 0, 0]
    assert "".join(text[p.start : p.end] for p in page.paragraphs) == text


def test_a_fragmented_span_has_a_box_for_each_fragment_and_one_chip() -> None:
    page = fresh((ShownSpan("f", (RANGES[0], RANGES[3]), "PER", "PER"),), ())
    row = page.laid(0).rows[0]
    assert (len(row.boxes), len(row.chips)) == (2, 1)
