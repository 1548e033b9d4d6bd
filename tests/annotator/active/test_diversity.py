"""Documents about the same things are in one group."""

from hypothesis import given
from hypothesis import strategies as st

from annotator.active.diversity import grouped

SUBJECTS = (
    "nickel tariffs export ministry prices market",
    "glacier lake flood valley rescue village",
    "marathon record runner relay stadium medal",
)


def _texts() -> list[str]:
    words = [subject.split() for subject in SUBJECTS]
    return [
        f"Report {letter} {' '.join(words[n % 3])} {' '.join(words[n % 3][: 2 + n % 3])}."
        for n, letter in enumerate("abcdefghijklmnopqr")
    ]


def test_texts_of_one_subject_are_together_and_named_by_their_words():
    groups = grouped(_texts())
    of = groups.of.tolist()
    for subject in range(3):
        assert len({group for n, group in enumerate(of) if n % 3 == subject}) == 1
    assert len(set(of)) == 3
    for subject in range(3):
        assert set(groups.words[of[subject]]) <= set(SUBJECTS[subject].split())


@given(st.lists(st.text(max_size=40), max_size=12))
def test_any_texts_can_be_grouped_and_always_alike(texts):
    one, other = grouped(texts), grouped(texts)
    assert len(one.of) == len(one.nearness) == len(texts)
    assert (one.of == other.of).all()
    assert one.words == other.words
