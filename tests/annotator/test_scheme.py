import pytest

from annotator.errors import SchemeError
from annotator.scheme import COMMAND_KEYS, SPAN_KEYS, Label, Rule, Scheme, checked, extended

PERSON, PLACE = Label("PERSON", short="PER", name="Person", key="1"), Label("GPE", key="2")
VISITS, MEETS = Label("visits", "relation"), Label("meets", "relation", symmetric=True)
SCHEME = Scheme(
    (PERSON, PLACE, VISITS, MEETS, Label("any", "relation")),
    (Rule("visits", "PERSON", "GPE"), Rule("meets", "PERSON", "GPE")),
)


def test_a_relation_follows_its_rules_and_its_direction() -> None:
    assert SCHEME.allows("visits", "PERSON", "GPE")
    assert not SCHEME.allows("visits", "GPE", "PERSON")
    assert not SCHEME.allows("visits", "PERSON", "PERSON")


def test_a_symmetric_relation_may_be_drawn_from_either_end() -> None:
    assert SCHEME.allows("meets", "GPE", "PERSON")
    assert not SCHEME.allows("meets", "GPE", "GPE")


def test_a_relation_without_rules_joins_anything() -> None:
    assert SCHEME.allows("any", "GPE", "GPE")
    assert [x.id for x in SCHEME.relations_between("GPE", "GPE")] == ["any"]
    assert [x.id for x in SCHEME.relations_between("PERSON", "GPE")] == ["visits", "meets", "any"]


def test_the_ends_of_a_relation_come_in_the_order_of_the_labels() -> None:
    assert SCHEME.ends("visits") == (("PERSON",), ("GPE",))
    assert SCHEME.ends("any") == ((), ())


def test_a_label_has_a_chip_and_a_title_in_any_case() -> None:
    assert (PERSON.chip, PERSON.title) == ("PER", "Person")
    assert (PLACE.chip, PLACE.title) == ("GPE", "GPE")


def test_labels_without_a_key_get_free_ones_that_no_command_holds() -> None:
    labels = tuple(Label(f"L{n}") for n in range(40))
    keys = [x.key for x in checked(Scheme((PLACE, *labels))).labels]
    given = [key for key in keys if key]
    assert keys[:3] == ["2", "1", "3"]
    assert len(given) == len(set(given)) == len(SPAN_KEYS)
    assert not set(given) & set(COMMAND_KEYS)


def test_a_span_and_a_relation_label_may_share_a_key() -> None:
    scheme = checked(Scheme((PERSON, Label("visits", "relation", key="1"))))
    found = [scheme.for_key("span", "1"), scheme.for_key("relation", "1")]
    assert [x.id for x in found if x] == ["PERSON", "visits"]
    assert scheme.for_key("document", "1") is None


@pytest.mark.parametrize(
    ("labels", "rules", "what"),
    [
        ((PERSON, PERSON), (), "PERSON is there twice"),
        ((PERSON, Label("ORG", key="1")), (), "same key 1"),
        ((Label("ORG", key="x"),), (), "belongs to a command"),
        ((Label(""),), (), "no usable name"),
        ((Label(" A"),), (), "no usable name"),
        ((PERSON,), (Rule("visits", "PERSON", "PERSON"),), "visits, which is no label"),
        ((PERSON, VISITS), (Rule("visits", "PERSON", "GPE"),), "GPE, which is no label"),
    ],
)
def test_a_scheme_that_contradicts_itself_is_refused(
    labels: tuple[Label, ...], rules: tuple[Rule, ...], what: str
) -> None:
    with pytest.raises(SchemeError, match=what) as caught:
        checked(Scheme(labels, rules))
    assert caught.value.do


def test_an_import_brings_labels_once_and_in_order() -> None:
    more = extended(SCHEME, ["LAW", "GPE", "LAW"], ["visits", "cites"], ["sport"])
    new = more.labels[len(SCHEME.labels) :]
    assert [(x.kind, x.id) for x in new] == [
        ("span", "LAW"),
        ("relation", "cites"),
        ("document", "sport"),
    ]
    assert more.rules == SCHEME.rules
    assert all(x.key for x in new)


def test_an_import_without_new_labels_leaves_the_scheme_alone() -> None:
    assert extended(SCHEME, ["GPE"], ["visits"]) is SCHEME
