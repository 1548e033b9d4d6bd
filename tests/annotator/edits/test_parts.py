from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.edits import parts, spans
from annotator.errors import EditRefused
from tests.support.documents import TEXT, do, open_document, suggested


def labelled(start, end):
    opened = open_document()
    do(opened, spans.add_span(opened, start, end, "PERSON"))
    (span,) = opened.own.spans.values()
    return opened, span.id


def place(words):
    start = TEXT.index(words)
    return start, start + len(words)


def test_text_elsewhere_becomes_a_second_part_and_is_one_with_what_it_touches():
    opened, id = labelled(*place("Lovelace"))
    edit = do(opened, parts.add_part(opened, id, *place("Kim")))
    assert opened.own.spans[id].ranges == (place("Lovelace"), place("Kim"))
    assert edit.title == "Add “Kim” to “Lovelace”"
    do(opened, parts.add_part(opened, id, *place("Ada")))
    assert opened.own.spans[id].ranges == (place("Ada Lovelace"), place("Kim"))


def test_a_part_is_taken_off_again():
    opened, id = labelled(*place("Ada Lovelace"))
    do(opened, parts.add_part(opened, id, *place("Kim")))
    do(opened, parts.take_part(opened, id, *place("Kim")))
    assert opened.own.spans[id].fragments == ()
    do(opened, parts.take_part(opened, id, *place("Ada")))
    assert opened.own.spans[id].ranges == (place("Lovelace"),)


def test_a_suggestion_with_another_part_becomes_an_own_span_that_was_corrected():
    opened = open_document([suggested("s1", "Kim", "PERSON")])
    do(opened, parts.add_part(opened, "s1", *place("Ada")))
    (own,) = opened.own.spans.values()
    assert own.origin.endswith("+corrected")
    assert own.ranges == (place("Ada"), place("Kim"))


@pytest.mark.parametrize(
    ("edit", "words", "why"),
    [
        (parts.add_part, "Ada", "covers this already"),
        (parts.take_part, "Kim", "does not cover"),
        (parts.take_part, "Ada Lovelace", "would be empty"),
    ],
)
def test_what_changes_nothing_or_leaves_nothing_is_refused(edit, words, why):
    opened, id = labelled(*place("Ada Lovelace"))
    with pytest.raises(EditRefused, match=why):
        edit(opened, id, *place(words))


RANGE = st.tuples(st.integers(0, len(TEXT)), st.integers(0, len(TEXT))).map(sorted)


@given(st.lists(st.tuples(st.sampled_from([parts.add_part, parts.take_part]), RANGE), max_size=8))
def test_a_span_covers_what_was_added_and_not_taken_off_but_for_white_space(steps):
    opened, id = labelled(*place("Ada Lovelace"))
    covered = set(range(*place("Ada Lovelace")))
    for edit, (start, end) in steps:
        try:
            do(opened, edit(opened, id, start, end))
        except EditRefused:
            continue
        here = set(range(start, end))
        wanted = covered | here if edit is parts.add_part else covered - here
        ranges = opened.own.spans[id].ranges
        assert all(a < b for a, b in ranges)
        assert all(one[1] < other[0] for one, other in pairwise(ranges))
        covered = {x for a, b in ranges for x in range(a, b)}
        assert all(TEXT[x].isspace() for x in covered ^ wanted)
