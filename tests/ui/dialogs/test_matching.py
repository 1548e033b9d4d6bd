"""What a query finds in the command palette, and which letters it marks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.dialogs.matching import MOST, PaletteEntry, matches, split_prefix

ENTRIES = [
    PaletteEntry("action:export", "Export…", "File"),
    PaletteEntry("action:labels", "Who labels…", "File", enabled=False, reason="Not now"),
    PaletteEntry("action:keys", "All keys", "Help"),
    PaletteEntry("label:PER", "Relabel as Person", group="Current span: Kim"),
    PaletteEntry("label:ORG", "Relabel as Organisation", group="Current span: Kim"),
    PaletteEntry("document:1", "Farm labels to change", group="Documents"),
    PaletteEntry("span:1", "Kim Jong-un", "Person", group="Spans here"),
]


def ids(query, recent=()):
    return [x.entry.id for x in matches(ENTRIES, query, recent)]


def marked(query, id):
    found = next(x for x in matches(ENTRIES, query) if x.entry.id == id)
    return "".join(found.entry.title[place] for place in sorted(found.places))


def test_words_that_begin_with_the_query_come_before_words_that_hold_it():
    assert ids("label") == ["document:1", "label:PER", "label:ORG", "action:labels"]


def test_a_group_stays_together_and_the_refused_stay_listed():
    assert [x for x in ids("e") if x.startswith("action:")][-1] == "action:labels"
    groups = [x.entry.group for x in matches(ENTRIES, "el")]
    assert len(set(groups)) == sum(a != b for a, b in zip(groups, ["", *groups], strict=False))


@pytest.mark.parametrize(
    ("query", "id", "letters"),
    [
        ("LABEL", "label:PER", "label"),
        ("person rel", "label:PER", "RelPerson"),
        ("exprt", "action:export", "Exprt"),
        ("lbel", "label:ORG", "lbel"),
    ],
)
def test_the_letters_that_matched_are_marked(query, id, letters):
    assert marked(query, id) == letters


def test_prefixes_choose_a_group():
    assert ids("@farm") == ["document:1"]
    assert ids("#") == ["span:1"]
    assert ids("?") == ["action:keys"]
    assert "span:1" not in ids("kim")
    assert split_prefix(" /two words ") == ("Text in the project", "two words")


def test_recent_entries_come_first_while_nothing_is_typed():
    assert ids("", ["action:keys", "gone"])[:2] == ["action:keys", "action:export"]


@given(st.lists(st.text(max_size=12), max_size=80), st.text(max_size=8))
def test_places_lie_in_the_title_whatever_is_typed(titles, query):
    entries = [PaletteEntry(str(i), title) for i, title in enumerate(titles)]
    found = matches(entries, query)
    assert len(found) <= MOST
    assert all(0 <= place < len(x.entry.title) for x in found for place in x.places)
