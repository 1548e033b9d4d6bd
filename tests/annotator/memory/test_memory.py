"""What was confirmed is offered, what was rejected is withheld, and forgetting is exact."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from annotator.memory.matching import Matcher
from annotator.memory.memory import CLEAR, Answer, Memory


def yes(surface, label, before="", after=""):
    return Answer(surface, label, True, before, after)


def no(surface, label):
    return Answer(surface, label, False)


def offered(memory, text):
    return [(text[s.start : s.end], s.label) for s in Matcher(memory).spans("d", text)]


def test_a_confirmed_string_is_offered_elsewhere_the_longest_first():
    memory = Memory([yes("Kim Jong-un", "PERSON"), yes("Kim", "PERSON"), yes("Oslo", "GPE")])
    text = "Kim Jong-un left Oslo; later Kim came. Kimberley did not."
    assert offered(memory, text) == [
        ("Kim Jong-un", "PERSON"),
        ("Oslo", "GPE"),
        ("Kim", "PERSON"),
    ]


def test_endings_and_case_do_not_matter_but_small_letters_do():
    memory = Memory([yes("Moskau", "GPE"), yes("Russian", "NORP")])
    assert offered(memory, "In Moskaus Straßen, MOSKAU; die Russians. moskau") == [
        ("Moskaus", "GPE"),
        ("MOSKAU", "GPE"),
        ("Russians", "NORP"),
    ]


def test_other_words_that_share_a_beginning_are_others():
    memory = Memory([yes("Russia", "GPE"), yes("Berlin", "GPE")])
    assert offered(memory, "Russian troops, a Berliner, Berlins") == [("Berlins", "GPE")]


def test_the_words_around_decide_between_labels():
    memory = Memory(
        [
            *(yes("Washington", "GPE", "in", ",") for _ in range(3)),
            *(yes("Washington", "PERSON", "george", "said") for _ in range(3)),
        ]
    )
    assert offered(memory, "He lives in Washington, far away.") == [("Washington", "GPE")]
    assert offered(memory, "General George Washington said no.") == [("Washington", "PERSON")]


def test_a_string_that_is_rejected_often_is_no_longer_offered():
    memory = Memory([yes("Monday", "DATE")])
    assert offered(memory, "On Monday.") == [("Monday", "DATE")]
    for _ in range(4):
        memory.learn(no("Monday", "DATE"))
    assert offered(memory, "On Monday.") == []


def test_rejections_withhold_what_models_say_until_somebody_confirms():
    memory = Memory([no("Kremlin", "PERSON")] * (CLEAR - 1))
    assert not memory.withholds("Kremlin", "PERSON")
    memory.learn(no("KREMLIN", "PERSON"))
    assert memory.withholds("Kremlin", "PERSON")
    assert not memory.withholds("Kremlin", "ORG")
    memory.learn(yes("Kremlin", "PERSON"))
    assert not memory.withholds("Kremlin", "PERSON")


def test_a_memory_that_is_often_wrong_asks_for_more_evidence():
    memory = Memory([yes("Apollo", "PRODUCT")])
    assert offered(memory, "The Apollo flew.") != []
    for number in range(20):
        memory.learn(Answer(f"Thing {number}", "PRODUCT", False, remembered=True))
    assert offered(memory, "The Apollo flew.") == []
    memory.learn(yes("Apollo", "PRODUCT"))
    memory.learn(yes("Apollo", "PRODUCT"))
    assert offered(memory, "The Apollo flew.") != []


ANSWERS = st.builds(
    Answer,
    st.sampled_from(["Oslo", "oslo", "Kim Jong-un", "Kim", "Moskaus", "the Elbe", " ", "😀"]),
    st.sampled_from(["GPE", "PERSON"]),
    st.booleans(),
    st.sampled_from(["", "in"]),
    st.sampled_from(["", "said"]),
    st.booleans(),
)


@given(st.lists(ANSWERS, max_size=12), st.lists(ANSWERS, max_size=12))
def test_forgetting_leads_back_exactly(kept, taken):
    memory, plain = Memory(kept), Memory(kept)
    for answer in taken:
        memory.learn(answer)
    for answer in reversed(taken):
        memory.forget(answer)
    text = "Kim Jong-un in Oslo said oslo; Moskau, the Elbe 😀 and Kim said."
    assert offered(memory, text) == offered(plain, text)
    assert len(memory) == len(plain)
    assert memory.precision == plain.precision


@given(st.lists(ANSWERS, max_size=8), st.text(max_size=60))
def test_offers_lie_within_the_text_and_apart(answers, text):
    spans = Matcher(Memory(answers)).spans("d", text)
    assert all(0 <= s.start < s.end <= len(text) for s in spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))
