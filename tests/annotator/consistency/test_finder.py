"""Mistakes are found and ranked; what is consistent is left alone."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.consistency.edges import odd_edges
from annotator.consistency.finder import Stopped, find
from annotator.consistency.findings import Finding, Work
from annotator.consistency.rules import against_rules
from annotator.model import Relation, Span, new_id
from annotator.schemes import load_scheme
from annotator.text.tokens import rough_tokens

NEWS = load_scheme("news")
STORY = (
    "The ferry left Oslo at noon. Ada Lovelace stood at the rail and counted gulls until "
    "Kim came up with two cups of tea and news of the strike in Bergen."
)


def work(text: str, *labelled: tuple[str, str], finished: bool = True, **more: object) -> Work:
    """A layer in which each string is labelled where it next stands."""
    spans, after = [], 0
    for words, label in labelled:
        start = text.index(words, after)
        spans.append(Span(new_id(), start, start + len(words), label))
        after = start + 1
    made = Work("d" + str(hash(text)), text[:20], text, tuple(spans), finished=finished)
    return replace(made, **more)


def kinds(found: list[Finding]) -> list[tuple[str, str]]:
    return [(finding.kind, finding.text) for finding in found]


# ---------------------------------------------------------------------- strings


def test_the_label_that_stands_alone_is_found():
    works = [work(f"{n} Reuters said so.", ("Reuters", "ORG")) for n in range(5)]
    works.append(work("So wrote Reuters.", ("Reuters", "PERSON")))
    [found] = find(works, NEWS)
    assert (found.kind, found.label, found.fix.label) == ("label", "PERSON", "ORG")
    assert found.document == works[-1].document
    assert found.score == pytest.approx(5 / 6)
    assert found.about == "“Reuters”: Organisation 5×, Person 1×"


def test_of_two_equally_common_labels_only_one_is_found():
    works = [work("Halden grew.", ("Halden", "ORG")), work("In Halden", ("Halden", "GPE"))]
    assert [finding.fix.label for finding in find(works, NEWS)] == ["ORG"]


def test_a_second_label_at_the_same_place_is_no_contradiction():
    works = [work(f"{n} Oslo", ("Oslo", "GPE")) for n in range(3)]
    both = work("Oslo acts", ("Oslo", "GPE"))
    works.append(replace(both, spans=(*both.spans, replace(both.spans[0], id="x", label="ORG"))))
    assert find(works, NEWS) == []


def test_what_is_labelled_elsewhere_and_missed_here_is_found():
    works = [work(f"{n} Ada Lovelace came", ("Ada Lovelace", "PERSON")) for n in range(4)]
    works.append(work("There was Ada\nLovelace."))
    [found] = find(works, NEWS)
    assert (found.kind, found.text, found.label) == ("missed", "Ada\nLovelace", "")
    assert found.fix.label == "PERSON"
    assert found.score == pytest.approx(4 / 6)


def test_nothing_is_missed_in_part_of_a_word_inside_a_span_or_in_unfinished_work():
    works = [work(f"{n} May spoke", ("May", "PERSON")) for n in range(4)]
    works.append(work("Mayor Theresa May", ("Theresa May", "PERSON")))
    works.append(work("May came", finished=False))
    assert find(works, NEWS) == []


def test_what_is_mostly_unlabelled_is_no_finding():
    works = [work("Apple grew", ("Apple", "ORG")), *(work(f"{n} Apple pie") for n in range(6))]
    assert find(works, NEWS) == []


def test_what_the_person_refused_is_not_offered_again():
    works = [work(f"{n} May spoke", ("May", "PERSON")) for n in range(4)]
    works.append(work("in May", refused=frozenset({(3, 6, "PERSON")})))
    assert find(works, NEWS) == []


# ---------------------------------------------------------------------- edges


@pytest.mark.parametrize(
    ("text", "words", "better"),
    [
        ("said Kim Lee , who", "Kim Lee ", "Kim Lee"),
        ("said Kim Lee, who", "Kim Lee,", "Kim Lee"),
        ("said “Kim Lee” and", "“Kim Lee", "Kim Lee"),
        ("in Oslo (Norway) and", "Oslo (Norway", "Oslo (Norway"),
        ("in Oslo (Norway) and", "(Norway", "Norway"),
        ("the Norwegians won", "Norwegian", "Norwegians"),
        ("from Porto-Novo", "orto", "Porto"),
        ("at Oslo.\n", " Oslo.", "Oslo."),
    ],
)
def test_odd_edges_are_found_and_better_ones_offered(text, words, better):
    found = list(odd_edges(work(text, (words, "LOC"))))
    if words == better:
        assert found == []
    else:
        [one] = found
        assert text[one.fix.start : one.fix.end] == better


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("paid $25,000 for", "$25,000"),
        ("of Acme Inc. today", "Acme Inc"),
        ("the “Selkie II” sank", "“Selkie II”"),
        ("in C++ and", "C++"),
        ("St Aidan’s School played", "St Aidan’s School"),
        ("the players’ union", "players’"),
        ("is .NET good", ".NET"),
        ("U.S. troops", "U.S"),
    ],
)
def test_sound_edges_are_left_alone(text, words):
    assert list(odd_edges(work(text, (words, "ORG")))) == []


def test_a_full_stop_that_the_tokenizer_holds_with_its_word_belongs_to_it():
    text = "of Acme Inc. today"
    own = work(text, ("Acme Inc.", "ORG"))
    tokens = rough_tokens(text)
    assert [x.fix.end for x in odd_edges(replace(own, tokens=tokens))] == [11]
    whole = type(tokens)([(0, 2), (3, 7), (8, 12), (13, 18)])
    assert list(odd_edges(replace(own, tokens=whole))) == []


def test_a_possessive_that_is_a_token_of_its_own_is_found():
    text = "Putin’s trip"
    tokens = type(rough_tokens(""))([(0, 5), (5, 7), (8, 12)])
    [found] = odd_edges(work(text, ("Putin’s", "PERSON"), tokens=tokens))
    assert (found.fix.start, found.fix.end) == (0, 5)


@given(st.text("ab .,’“”(-\n", max_size=30), st.data())
def test_better_edges_lie_in_the_text_and_are_sound(text, data):
    if not text:
        return
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    own = work(text)
    own = replace(own, spans=(Span("s", start, end, "LOC"),))
    for _ in range(4):
        found = list(odd_edges(own))
        if not found or found[0].fix is None:
            return
        fix = found[0].fix
        assert 0 <= fix.start < fix.end <= len(text)
        own = replace(own, spans=(Span("s", fix.start, fix.end, "LOC"),))
    pytest.fail(f"no end to better edges: {found[0]}")


# ---------------------------------------------------------------------- relations


def test_a_relation_against_the_rules_is_found_and_turned_round_where_that_helps():
    own = work(STORY, ("Oslo", "GPE"), ("Ada Lovelace", "PERSON"), ("Bergen", "GPE"))
    oslo, ada, bergen = own.spans
    wrong = Relation("r1", "visits", oslo.id, ada.id)
    worse = Relation("r2", "leads", oslo.id, bergen.id)
    right = Relation("r3", "visits", ada.id, oslo.id)
    found = list(against_rules(replace(own, relations=(wrong, worse, right)), NEWS))
    assert [(x.item, x.fix is not None) for x in found] == [("r1", True), ("r2", False)]
    assert found[0].score > found[1].score


# ---------------------------------------------------------------------- twins


def test_near_duplicates_with_other_labels_are_found():
    one = work(STORY, ("Oslo", "GPE"), ("Bergen", "GPE"))
    other = work(STORY + " More soon.", ("Oslo", "GPE"), ("Kim", "PERSON"), ("Bergen", "GPE"))
    found = [x for x in find([one, other], NEWS) if x.kind == "twins"]
    assert [(x.document, x.text) for x in found] == [(other.document, "Kim")]


def test_twins_with_the_same_labels_and_strangers_are_no_finding():
    labels = ("Oslo", "GPE"), ("Bergen", "GPE")
    works = [work(STORY, *labels), work("News! " + STORY, *labels), work("Nothing of the sort.")]
    assert find(works, NEWS) == []


# ---------------------------------------------------------------------- all together


def test_the_likeliest_comes_first_and_it_can_be_stopped():
    works = [work(f"{n} Reuters said", ("Reuters", "ORG")) for n in range(60)]
    works.append(work("Reuters wrote of Kim .", ("Reuters", "PERSON"), ("Kim ", "PERSON")))
    scores = [finding.score for finding in find(works, NEWS)]
    assert len(scores) == 2
    assert scores == sorted(scores, reverse=True)
    with pytest.raises(Stopped):
        find(works, NEWS, cancelled=lambda: True)
