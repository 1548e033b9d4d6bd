"""What a person types becomes terms."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.errors import PatternRefused
from annotator.query import FIELDS, Query, Term, parse


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("", []),
        ("  ", []),
        ("kim", [Term("text", ("kim",))]),
        ("kim un", [Term("text", ("kim",)), Term("text", ("un",))]),
        ('"Kim Jong-un"', [Term("text", ("Kim Jong-un",), exact=True)]),
        ("label:PERSON,ORG", [Term("label", ("PERSON", "ORG"))]),
        ("-label:PERSON", [Term("label", ("PERSON",), negated=True)]),
        ('-text:"a b"', [Term("text", ("a b",), negated=True, exact=True)]),
        ("STATUS:Done", [Term("status", ("done",))]),
        ("status:begun,new", [Term("status", ("in progress", "new"))]),
        ("10:30", [Term("text", ("10:30",))]),
        ('"label:x"', [Term("text", ("label:x",), exact=True)]),
        ('name:"two', [Term("name", ("two",), exact=True)]),
        ("label:", [Term("text", ("label:",))]),
        ("a,b", [Term("text", ("a,b",))]),
        (",", []),
    ],
)
def test_terms(text: str, terms: list[Term]) -> None:
    assert parse(text) == Query(tuple(terms))


@pytest.mark.parametrize("text", ["colour:red", "status:odd", "http://x"])
def test_what_there_is_not_is_refused_with_what_there_is(text: str) -> None:
    with pytest.raises(PatternRefused) as caught:
        parse(text)
    assert caught.value.do


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        query = parse(text)
    except PatternRefused:
        return
    assert all(term.field in FIELDS and all(term.values) for term in query.terms)
