"""Rows and pairs of the scheme's tables: added, changed, moved, allowed and closed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.errors import EditRefused, OutputError, SchemeError
from annotator.scheme import Label, Rule, Scheme, checked, replaced_by
from annotator.scheme_pairs import allowed_pairs, every_pair, joins, toggled, with_pairs
from annotator.scheme_rows import moved, new_label, with_field
from annotator.schemes import load_scheme, own_starters, save_scheme, starters

NEWS = load_scheme("news")
SMALL = checked(
    Scheme(
        (
            Label("A", key="1"),
            Label("B", key="2"),
            Label("C", short="SEA", key="3"),
            Label("D", key="4"),
            Label("to", "relation"),
            Label("both", "relation", symmetric=True),
        ),
        (Rule("to", "A", "B"), Rule("both", "A", "B")),
    )
)
PAIRS = st.sets(st.sampled_from(sorted(every_pair(SMALL))))


def test_a_new_label_comes_behind_the_current_one_with_a_free_key() -> None:
    fuller, label = new_label(SMALL, "span", "B")
    assert [x.id for x in fuller.of("span")] == ["A", "B", "NEW", "C", "D"]
    assert label.key == "5"
    again, second = new_label(fuller, "span")
    assert second.id == "NEW 2"
    assert checked(again) == again
    empty, first = new_label(Scheme(), "document")
    assert (first.kind, empty.of("document")) == ("document", (first,))


def test_a_key_that_is_taken_or_held_by_a_command_is_refused() -> None:
    label = SMALL.by_id[("span", "A")]
    with pytest.raises(EditRefused, match="2 is the key of B"):
        with_field(SMALL, label, "key", "2")
    with pytest.raises(EditRefused, match="R belongs to a command"):
        with_field(SMALL, label, "key", "R")
    with pytest.raises(EditRefused, match="one letter"):
        with_field(SMALL, label, "key", "ß")
    assert with_field(SMALL, label, "key", "Q").by_id[("span", "A")].key == "q"
    relation = SMALL.by_id[("relation", "to")]
    assert with_field(SMALL, relation, "key", "r").by_id[("relation", "to")].key == "r"


def test_another_name_moves_the_heading_of_its_guideline() -> None:
    scheme = Scheme(SMALL.labels, SMALL.rules, "## SEA\nWater.\n")
    label = scheme.by_id[("span", "C")]
    assert with_field(scheme, label, "short", "OCEAN").guidelines == "## C\nWater.\n"


@given(st.integers(0, 9), st.integers(-2, 12))
def test_moving_keeps_all_labels_and_the_other_kinds(place: int, to: int) -> None:
    labels = NEWS.of("span")
    label = labels[place % len(labels)]
    after = moved(NEWS, label, to)
    assert sorted(x.id for x in after.labels) == sorted(x.id for x in NEWS.labels)
    assert after.of("relation") == NEWS.of("relation")
    assert after.of("span").index(label) == max(0, min(to, len(labels) - 1))


@given(PAIRS, PAIRS)
def test_pairs_are_what_they_were_set_to(first: set[tuple[str, str]], block: set[tuple[str, str]]):
    for relation in ("to", "both"):
        if not first:
            with pytest.raises(EditRefused, match="would join nothing"):
                with_pairs(SMALL, relation, first)
            continue
        scheme = checked(with_pairs(SMALL, relation, first))
        mirrored = {(b, a) for a, b in first} if relation == "both" else set()
        before = allowed_pairs(scheme, relation)
        assert before == first | mirrored
        other = "to" if relation == "both" else "both"
        assert allowed_pairs(scheme, other) == allowed_pairs(SMALL, other)
        if block and not block <= before:
            assert block <= allowed_pairs(toggled(scheme, relation, block), relation)


def test_all_pairs_are_no_rule_and_the_last_pair_stays() -> None:
    assert with_pairs(SMALL, "to", every_pair(SMALL)).rules == (Rule("both", "A", "B"),)
    with pytest.raises(EditRefused):
        toggled(SMALL, "to", [("A", "B")])


@pytest.mark.parametrize(
    ("relation", "pairs", "words"),
    [
        ("to", every_pair(SMALL), "any → any"),
        ("to", {(x, x) for x in "ABCD"}, "any → same label"),
        ("both", {(x, x) for x in "ABCD"}, "any ↔ same label"),
        ("to", {("A", "C"), ("B", "C")}, "A, B → SEA"),
        ("to", {(x, "A") for x in "ABCD"}, "any → A"),
        ("both", {("A", "B")}, "A ↔ B"),
        ("both", {("A", "A")}, "A ↔ A"),
    ],
)
def test_what_a_relation_joins_in_words(
    relation: str, pairs: set[tuple[str, str]], words: str
) -> None:
    assert joins(with_pairs(SMALL, relation, pairs), relation) == words


def test_another_scheme_replaces_all_but_what_is_in_use() -> None:
    conll = load_scheme("conll-4")
    kept = {("span", "PERSON"), ("span", "GPE"), ("relation", "visits")}
    after = checked(replaced_by(NEWS, conll, kept))
    assert {(x.kind, x.id) for x in after.labels} == {*conll.by_id, *kept}
    assert after.guidelines == conll.guidelines
    assert after.allows("visits", "PERSON", "GPE")
    assert not after.allows("visits", "GPE", "PERSON")
    assert replaced_by(NEWS, conll, ()) == conll


def test_a_saved_scheme_is_a_starter(home, tmp_path) -> None:
    from annotator.paths import user_schemes

    save_scheme(SMALL, user_schemes() / "mine.toml")
    assert list(own_starters()) == ["mine"]
    assert load_scheme("mine") == SMALL
    assert "mine" not in starters()
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(OutputError):
        save_scheme(SMALL, tmp_path / "file" / "x.toml")
    with pytest.raises(SchemeError):
        load_scheme("other")
