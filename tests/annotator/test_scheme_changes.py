"""What changed in a scheme is done to another one that somebody changed meanwhile."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.scheme import Label, Rule, Scheme, checked
from annotator.scheme_changes import freed_by, merged, patched, renamed, without
from tests.support.documents import SCHEME

SPANS = st.sampled_from(["A", "B", "C", "D"])


@st.composite
def schemes(draw: st.DrawFn) -> Scheme:
    spans = draw(st.lists(SPANS, unique=True, min_size=1))
    labels = [Label(id, name=draw(st.sampled_from(["", "x", "y"]))) for id in spans]
    relations = draw(st.lists(st.sampled_from(["r", "s"]), unique=True))
    labels += [Label(id, "relation", symmetric=draw(st.booleans())) for id in relations]
    rules = [
        Rule(label, draw(st.sampled_from(spans)), draw(st.sampled_from(spans)))
        for label in relations
        for _ in range(draw(st.integers(0, 2)))
    ]
    return checked(
        Scheme(tuple(labels), tuple(dict.fromkeys(rules)), draw(st.sampled_from(["", "g"])))
    )


@given(schemes(), schemes())
def test_a_patch_leads_there_and_back(before: Scheme, after: Scheme) -> None:
    assert patched(before, before, after) == after
    assert patched(after, after, before) == before


@given(schemes(), schemes(), schemes())
def test_a_patch_of_something_else_holds_together(one: Scheme, two: Scheme, three: Scheme) -> None:
    result = checked(patched(three, one, two))
    for key in two.by_id.keys() - one.by_id.keys():
        assert result.by_id[key].name == two.by_id[key].name
    assert not result.by_id.keys() & (one.by_id.keys() - two.by_id.keys())


def test_what_others_added_stays() -> None:
    new = replace(SCHEME, labels=(*SCHEME.labels, Label("ORG", key="9")))
    after = renamed(SCHEME, "span", "PERSON", "HUMAN")
    result = patched(new, SCHEME, after)
    assert [x.id for x in result.of("span")] == ["HUMAN", "GPE", "DATE", "ORG"]
    assert Rule("visits", "HUMAN", "GPE") in result.rules


@given(schemes(), st.data())
def test_a_merged_label_may_join_what_both_might(scheme: Scheme, data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(["span", "relation"]))
    ids = [label.id for label in scheme.of(kind)]
    if len(ids) < 2:
        return
    old, into = data.draw(st.permutations(ids))[:2]
    after = checked(merged(scheme, kind, old, into))

    def now(id: str, of: str) -> str:
        return into if id == old and of == kind else id

    spans = [label.id for label in scheme.of("span")]
    for relation in scheme.of("relation"):
        for head in spans:
            for tail in spans:
                if scheme.allows(relation.id, head, tail):
                    names = now(head, "span"), now(tail, "span")
                    assert after.allows(now(relation.id, "relation"), *names)


def test_a_relation_label_is_never_freed_unseen() -> None:
    assert freed_by(SCHEME, "span", "PERSON") == ["visits", "meets"]
    assert freed_by(SCHEME, "span", "DATE") == []
    assert freed_by(SCHEME, "relation", "meets") == []
    left = without(SCHEME, "span", "GPE")
    assert [rule.label for rule in left.rules] == ["meets"]


@pytest.mark.parametrize("kind", ["relation", "document"])
def test_other_kinds_go_alone(kind: str) -> None:
    wanted = "relation" if kind == "relation" else "document"
    id = SCHEME.of(wanted)[0].id
    assert (wanted, id) not in without(SCHEME, wanted, id).by_id
    assert (wanted, "new") in renamed(SCHEME, wanted, id, "new").by_id
