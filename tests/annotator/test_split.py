"""Parts by the text alone: for ever, without leaks, about as large as asked for."""

from collections import Counter
from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.errors import InputError
from annotator.model import checksum
from annotator.split import (
    PARTS,
    Unit,
    balanced_parts,
    part_of,
    parts_of,
    parts_with_least,
    shares_of,
)

SHARES = st.lists(st.integers(0, 9), min_size=2, max_size=3).filter(any)
TEXTS = [checksum(f"Text {number}") for number in range(4000)]


@given(st.sets(st.text()), st.sets(st.text()), SHARES, st.integers())
def test_a_document_stays_where_it_is_when_others_join(few, more, shares, seed):
    before = {checksum(text) for text in few}
    after = before | {checksum(text) for text in more}
    found = shares_of("/".join(map(str, shares)))
    parts = parts_of(after, found, seed)
    assert parts_of(before, found, seed) == {x: parts[x] for x in before}
    assert all(found[PARTS.index(part)] > 0 for part in parts.values())


@pytest.mark.parametrize("shares", ["80/10/10", "90/10", "1/1/1", "0/5/5", "5/0/5"])
@pytest.mark.parametrize("seed", [0, 7])
def test_sizes_are_what_chance_allows(shares, seed):
    found = shares_of(shares)
    parts = list(parts_of(TEXTS, found, seed).values())
    for name, share in zip(PARTS, found, strict=False):
        spread = sqrt(len(TEXTS) * share * (1 - share))
        assert abs(parts.count(name) - len(TEXTS) * share) <= 4 * spread


def test_another_seed_is_another_split():
    shares = shares_of("50/50")
    first, second = parts_of(TEXTS, shares, 0), parts_of(TEXTS, shares, 1)
    same = sum(first[x] == second[x] for x in TEXTS)
    assert 0.45 < same / len(TEXTS) < 0.55


def test_a_part_never_changes_from_one_version_to_the_next():
    text = checksum("Ada met Kim in Oslo.")
    found = [part_of(text, shares_of("80/10/10"), seed) for seed in range(12)]
    assert [x[:2] for x in found] == [
        "de",
        "de",
        "tr",
        "tr",
        "te",
        "de",
        "tr",
        "tr",
        "tr",
        "te",
        "tr",
        "tr",
    ]


@given(st.sets(st.text(min_size=1), max_size=30), st.integers(0, 9))
def test_each_part_has_its_least_and_else_the_draw_holds(texts, seed):
    shares, least = (0.7, 0.1, 0.2), (1, 2, 3)
    sums = {checksum(text) for text in texts}
    drawn = parts_of(sums, shares, seed)
    found = parts_with_least(sums, shares, seed, least)
    sizes = Counter(found.values())
    assert found.keys() == sums
    if len(sums) >= sum(least):
        assert all(sizes[part] >= number for part, number in zip(PARTS, least, strict=True))
    there = Counter(drawn.values())
    if all(there[part] >= number for part, number in zip(PARTS, least, strict=True)):
        assert found == drawn


@pytest.mark.parametrize("text", ["80", "a/b", "80/10/5/5", "-1/2", "0/0", "inf/1", "nan/1", ""])
def test_what_is_no_split_is_refused(text):
    with pytest.raises(InputError):
        shares_of(text)


def test_a_balanced_split_does_not_depend_on_order_and_keeps_rare_labels_apart():
    rare = {"B": 2}
    units = [Unit(f"k{n}", 1, {"A": 1 + n % 2} | (rare if n % 5 == 0 else {})) for n in range(50)]
    parts = balanced_parts(units, shares_of("60/20/20"), 3)
    assert balanced_parts(units[::-1], shares_of("60/20/20"), 3) == parts
    assert balanced_parts(units, shares_of("60/20/20"), 4) != parts
    with_rare = [parts[unit.key] for unit in units if "B" in unit.labels]
    assert [with_rare.count(part) for part in PARTS] == [6, 2, 2]
    sizes = [list(parts.values()).count(part) for part in PARTS]
    assert all(abs(size - share) <= 3 for size, share in zip(sizes, (30, 10, 10), strict=True))


@given(
    st.lists(st.dictionaries(st.sampled_from("ABC"), st.integers(0, 3)), max_size=20), SHARES,
    st.integers(),
)  # fmt: skip
def test_every_unit_gets_a_part_that_has_a_share(labels, shares, seed):
    found = shares_of("/".join(map(str, shares)))
    units = [Unit(str(n), 1, each) for n, each in enumerate(labels)]
    parts = balanced_parts(units, found, seed)
    assert set(parts) == {unit.key for unit in units}
    assert all(found[PARTS.index(part)] > 0 for part in parts.values())
