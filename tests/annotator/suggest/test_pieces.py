"""Long texts are read in pieces, and nothing of them is lost or told twice."""

import re

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from annotator.suggest.pieces import CORE, joined, pieces
from annotator.suggest.results import Suggested, SuggestedRelation, SuggestedSpan
from annotator.suggest.run import suggest_many
from annotator.text.tokens import rough_tokens

TEXTS = st.text(alphabet="ab🙂é \n\r\u2029", max_size=400)


@given(TEXTS, st.integers(1, 60), st.integers(0, 30))
def test_cores_meet_and_lie_in_their_pieces(text, core, margin):
    found = pieces(text, core, margin)
    assert [x.core for x in found] == [0, *(x.core_end for x in found[:-1])]
    assert found[-1].core_end == len(text)
    for piece in found:
        assert 0 <= piece.start <= piece.core <= piece.core_end <= piece.end <= len(text)
        assert piece.core_end - piece.core <= core


def test_pieces_end_after_lines_then_after_words():
    text = "one two\n" * 3 + "three four five six"
    assert [text[x.core : x.core_end] for x in pieces(text, 20, 4)] == [
        "one two\none two\n",
        "one two\n",
        "three four five six",
    ]
    words, hard = "three four five six", "threefourfive"
    assert [words[x.core : x.core_end] for x in pieces(words, 12, 4)] == ["three four ", "five six"]
    assert [hard[x.core : x.core_end] for x in pieces(hard, 5, 4)] == ["three", "fourf", "ive"]


def numbers(text):
    """A pipeline in small: every run of digits is a span, and the next one its object."""
    spans = tuple(SuggestedSpan(x.start(), x.end(), "N", 0.5) for x in re.finditer(r"\d+", text))
    links = tuple(SuggestedRelation(x, x + 1, "next", None) for x in range(len(spans) - 1))
    return Suggested(spans, rough_tokens(text), relations=links)


@given(st.lists(st.sampled_from(["7", "12", "word", "é🙂", "345"]), max_size=90))
def test_pieces_say_what_the_whole_says(words):
    text = " ".join(words)
    found = [(x, numbers(text[x.start : x.end])) for x in pieces(text, 40, 20)]
    whole, parts = numbers(text), joined(found)
    assert (parts.spans, list(parts.tokens)) == (whole.spans, list(whole.tokens))
    assert set(parts.relations) <= set(whole.relations)


def test_a_span_over_the_edge_wins_over_what_the_next_piece_says_inside_it():
    text = "aaaa bbbb cccc"
    first, second = pieces(text, 10, 9)
    assert (first.core_end, first.end) == (10, 14)
    over = Suggested((SuggestedSpan(5, 14, "ORG"),), rough_tokens(text))
    at = text[second.start :].index("cccc")
    inside = Suggested((SuggestedSpan(at, at + 4, "PERSON"),), rough_tokens(text[second.start :]))
    assert joined([(first, over), (second, inside)]).spans == over.spans


@pytest.fixture
def nlp():
    nlp = spacy.blank("en")
    nlp.max_length = 2 * CORE
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "PET", "pattern": "Rex"}])
    return nlp


def test_a_text_beyond_the_limit_of_the_pipeline_is_read(nlp):
    text = "Good 🙂 Rex ran.\n" * 12_000
    assert len(text) > nlp.max_length
    ((_, found),) = suggest_many(nlp, [("d", text)])
    assert [(x.start, text[x.start : x.end]) for x in found.spans] == [
        (x.start(), "Rex") for x in re.finditer("Rex", text)
    ]
    assert [text[start:end] for start, end in found.tokens][:5] == ["Good", "🙂", "Rex", "ran", "."]
    assert len(list(found.tokens)) == 5 * 12_000
