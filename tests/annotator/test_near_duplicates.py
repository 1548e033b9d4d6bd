"""Texts that are nearly the same are found, others are not."""

import random

from hypothesis import given
from hypothesis import strategies as st

from annotator.near_duplicates import near_duplicates

WORDS = [f"word{n}" for n in range(2000)]


def text(seed: int, length: int = 200) -> str:
    return " ".join(random.Random(seed).choices(WORDS, k=length))


def changed(original: str, every: int) -> str:
    words = original.split()
    words[::every] = [f"other{n}" for n in range(len(words[::every]))]
    return " ".join(words)


def test_copies_with_small_changes_join_the_first_and_others_stay_alone():
    texts = [("a", text(1)), ("b", text(2)), ("c", changed(text(1), 100)),
             ("d", text(1).upper() + "!"), ("e", changed(text(1), 3))]  # fmt: skip
    assert near_duplicates(texts) == {"a": "a", "b": "b", "c": "a", "d": "a", "e": "e"}


def test_likeness_is_passed_on():
    chain = [text(1)]
    for step in range(6):
        words = chain[-1].split()
        words[step * 30 : step * 30 + 12] = [f"new{step}x{n}" for n in range(12)]
        chain.append(" ".join(words))
    assert set(near_duplicates([(str(n), x) for n, x in enumerate(chain)]).values()) == {"0"}
    shuffled = [*chain[::2], *chain[1::2]]
    assert set(near_duplicates([(x, x) for x in shuffled]).values()) == {chain[0]}


def test_hardly_any_of_many_strangers_are_taken_for_copies():
    texts = [(str(n), text(n)) for n in range(300)]
    copies = [(f"copy {n}", changed(text(n), 60)) for n in range(100)]
    found = near_duplicates([*texts, *copies])
    assert all(found[str(n)] == str(n) for n in range(300))
    assert sum(found[f"copy {n}"] == str(n) for n in range(100)) >= 99


def test_languages_without_spaces_and_short_texts():
    chinese = (
        "外交部长们星期一在奥斯陆会面并就渔业和两国之间的漫长边界谈了好几个小时天气很好大家都很高兴"
    )
    found = near_duplicates([("a", chinese), ("b", chinese[:-2] + "满意"), ("c", chinese[::-1])])
    assert found == {"a": "a", "b": "a", "c": "c"}
    assert near_duplicates([("a", "Yes."), ("b", "yes"), ("c", "No"), ("d", "…"), ("e", "!")]) == {
        "a": "a", "b": "a", "c": "c", "d": "d", "e": "e",
    }  # fmt: skip


@given(st.lists(st.tuples(st.text(), st.text(max_size=40)), max_size=8))
def test_groups_are_named_by_their_first_member_and_found_again(texts):
    found = near_duplicates(texts)
    assert set(found) == {key for key, _ in texts}
    order = list(dict.fromkeys(key for key, _ in texts))
    for key, first in found.items():
        assert found[first] == first
        assert order.index(first) <= order.index(key)
