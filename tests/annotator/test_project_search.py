"""Queries over a project find what they say, where it stands."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.edits import comments, layers, spans, suggestions
from annotator.model import make_document
from annotator.project_search import Results, run
from annotator.query import parse
from annotator.session import Session
from annotator.trash import put_in_trash
from tests.support.projects import DOCUMENT, make_project, start


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    opened = start(make_project(tmp_path / "p.annodb"))
    opened.project.add_documents(
        [
            make_document("second", "Kim writes.\nÅngström answers Kim Jong-un.", id="two"),
            make_document("third 50%", "我在北京住", id="three"),
        ]
    )
    opened.do(suggestions.accept(opened.current, ["r1"]))
    opened.do(layers.toggle_document_label(opened.current, "World"))
    opened.do(comments.add_comment(opened.current, "Strange text"))
    opened.open("two")
    opened.do(spans.add_span(opened.current, 0, 3, "PERSON"))
    opened.do(spans.add_span(opened.current, 29, 40, "GPE"))
    first = opened.current.own.in_order()[0]
    opened.do(spans.set_note(opened.current, first.id, "a note"))
    opened.do(spans.set_kb_id(opened.current, first.id, "Q5"))
    opened.do(layers.set_status(opened.current, "done"))
    yield opened
    opened.close()


def found(session: Session, text: str) -> list[tuple[str, str, str]]:
    results = run(session.project, session.who, parse(text))
    return [(hit.document, hit.text, hit.label) for hit in results.hits]


@pytest.mark.parametrize(
    ("query", "hits"),
    [
        ("writes", [("two", "writes", "")]),
        ("kim writes", [("two", "Kim", ""), ("two", "writes", ""), ("two", "Kim", "")]),
        ('"kim jong-un"', [("two", "Kim Jong-un", "")]),
        ("angstrom", [("two", "Ångström", "")]),
        ("北京", [("three", "北京", "")]),
        ("oslo -visits", [(DOCUMENT, "Oslo", ""), (DOCUMENT, "Oslo", "")]),
        ("oslo -monday", []),
        ("label:person", [(DOCUMENT, "Ada Lovelace", "PERSON"), ("two", "Kim", "PERSON")]),
        ("label:PER,GPE status:done", [("two", "Kim", "PERSON"), ("two", "Kim Jong-un", "GPE")]),
        ("label:GPE,PERSON text:kim status:done", [("two", "Kim", "PERSON"),
                                                   ("two", "Kim Jong-un", "GPE")]),
        ("label:PERSON text:lovelace", [(DOCUMENT, "Ada Lovelace", "PERSON")]),
        ("label:visits", [(DOCUMENT, "Ada Lovelace", "visits")]),
        ("label:World", [(DOCUMENT, "", "World")]),
        ("span:jong", [("two", "Kim Jong-un", "GPE")]),
        ("span:kim -label:GPE", [("two", "Kim", "PERSON")]),
        ("note:NOTE", [("two", "Kim", "PERSON")]),
        ("kb:q5", [("two", "Kim", "PERSON")]),
        ("origin:news", [(DOCUMENT, "Oslo", "GPE"), (DOCUMENT, "Ada Lovelace", "PERSON"),
                         (DOCUMENT, "Ada Lovelace", "visits")]),
        ("status:done", [("two", "", "")]),
        ("-status:done", [(DOCUMENT, "", ""), ("three", "", "")]),
        ("status:new", [("three", "", "")]),
        ("name:50%", [("three", "", "")]),
        ("comment:strange", [(DOCUMENT, "", "")]),
        ("-label:PERSON", [("three", "", "")]),
        ("label:nothing", []),
        ("annotator:ben label:PERSON", []),
        ("annotator:nobody", []),
        ("annotator:any label:PERSON span:kim", [("two", "Kim", "PERSON")]),
        ("annotator:news@1.0 label:DATE", [(DOCUMENT, "Monday", "DATE")]),
    ],
)  # fmt: skip
def test_a_query_finds(session: Session, query: str, hits: list[tuple[str, str, str]]) -> None:
    assert sorted(found(session, query)) == sorted(hits)


def test_places_are_exact(session: Session) -> None:
    hits = run(session.project, session.who, parse("kim")).hits
    for hit in hits:
        text = session.project.document(hit.document).text
        assert text[hit.start : hit.end] == hit.text
        assert f"{hit.before}{hit.text}{hit.after}" in text.replace("\n", " ")


def test_a_search_ends_at_its_limit(session: Session) -> None:
    assert run(session.project, session.who, parse("kim"), limit=1).more
    assert run(session.project, session.who, parse("")) == Results()
    assert not run(session.project, session.who, parse("writes"), limit=5).more
    assert run(session.project, session.who, parse("kim"), cancelled=lambda: True).hits == ()


def test_the_trash_is_not_searched(session: Session) -> None:
    session.do(put_in_trash(session.project, ["two"]))
    assert found(session, "writes") == found(session, "status:done") == []


PIECES = (
    *("kim", '"a b"', "-x", "label:GPE", "-label:GPE", "span:k", "note:n", "-kb:q", "origin:o"),
    *("comment:c", "-name:s", "status:new", "annotator:any", "北"),
)


@given(st.lists(st.sampled_from(PIECES)))
@settings(max_examples=40, deadline=None)
def test_any_query_runs(terms: list[str]) -> None:
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        session = start(make_project(Path(folder) / "p.annodb"))
        run(session.project, session.who, parse(" ".join(terms)))
        session.close()
