"""Suggested, pre-filled, off, and a share of documents without suggestions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.edits import spans
from annotator.errors import ProjectCorrupt
from annotator.model import Span, make_document, new_id
from annotator.schemes import load_scheme
from annotator.session import Session
from annotator.store.project import Project
from annotator.suggestion_mode import SuggestionMode, is_blind, read_mode

TEXT = "Ada met Kim in Oslo."


@pytest.fixture
def project(tmp_path):
    with Project.create(tmp_path / "p.annodb", load_scheme("news")) as made:
        model = made.annotator("news@1.0", "model")
        for number in range(20):
            document = make_document(f"D{number}", TEXT)
            made.add_documents([document], None)
            found = Span(new_id(), 15, 19, "GPE", "news@1.0", 0.8)
            made.set_suggestions(document.id, model, [found], [])
        yield made


@pytest.fixture
def session(project):
    return Session(project, "ana")


def test_off_shows_none_and_back_shows_them_again(session, project):
    session.open(project.document_ids()[0])
    assert len(session.current.suggestions.spans) == 1
    session.set_mode(SuggestionMode("off"))
    assert session.current.suggestions.spans == {}
    session.set_mode(SuggestionMode())
    assert len(session.current.suggestions.spans) == 1


def test_pre_filled_takes_them_once_and_undo_gives_them_back(session, project):
    session.set_mode(SuggestionMode("pre-filled"))
    opened = session.open(project.document_ids()[0])
    assert [s.origin for s in opened.own.spans.values()] == ["news@1.0"]
    assert opened.own.status == "in progress"
    session.undo()
    assert opened.own.spans == {}
    assert opened.own.status == "new"


def test_pre_filled_leaves_what_was_begun_alone(session, project):
    first = project.document_ids()[0]
    opened = session.open(first)
    session.do(spans.add_span(opened, 0, 3, "PERSON"))
    session.set_mode(SuggestionMode("pre-filled"))
    opened = session.open(first)
    assert [opened.text_of(s) for s in opened.own.spans.values()] == ["Ada"]


def test_a_share_of_documents_is_blind_for_everybody(session, project):
    session.set_mode(SuggestionMode("suggested", 0.5))
    shown = {id: bool(session.open(id).suggestions.spans) for id in project.document_ids()}
    assert set(shown.values()) == {True, False}
    other = Session(project, "ben")
    assert shown == {id: bool(other.open(id).suggestions.spans) for id in shown}


def test_a_hidden_model_is_kept_but_not_shown(session, project):
    first = project.document_ids()[0]
    session.set_mode(SuggestionMode(hidden=("news@1.0",)))
    assert session.open(first).suggestions.spans == {}
    session.set_mode(SuggestionMode())
    assert len(session.open(first).suggestions.spans) == 1


def test_nonsense_in_the_file_is_told(project):
    project.set_setting("blind_share", "many")
    with pytest.raises(ProjectCorrupt, match="suggestions"):
        read_mode(project)


@given(st.uuids(), st.floats(0, 1), st.floats(0, 1))
def test_a_larger_share_only_adds(document, one, other):
    small, large = sorted((one, other))
    assert is_blind(str(document), large) or not is_blind(str(document), small)
    assert not is_blind(str(document), 0)
    assert is_blind(str(document), 1)
