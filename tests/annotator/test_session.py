"""The session's memory and its file always agree, and every way leads back."""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.changes import Edit
from annotator.edits import layers, relations, spans, suggestions
from annotator.errors import EditRefused, ProjectReadOnly, UserError
from annotator.model import STATUSES
from annotator.navigate import Side
from annotator.opened import OpenDocument
from annotator.session import Changed, Session
from annotator.store.project import Project
from annotator.text.tokens import Tokens, rough_tokens
from tests.support.documents import TEXT
from tests.support.projects import DOCUMENT, make_project, start, state

SIDES: tuple[Side, ...] = ("start", "end")


class Picks:
    """Numbers that choose among what is there at the moment."""

    def __init__(self, opened: OpenDocument, numbers: tuple[int, int, int]) -> None:
        self.opened, self.numbers = opened, numbers

    def one(self, things: object, at: int = 0) -> str:
        names = sorted(things) if isinstance(things, dict | list) else []
        if not names:
            raise EditRefused("Nothing to choose from")
        return str(names[self.numbers[at] % len(names)])

    def own(self, at: int = 0) -> str:
        return self.one(self.opened.own.spans, at)

    def any(self, at: int = 0) -> str:
        return self.one([*self.opened.own.spans, *self.opened.suggestions.spans], at)

    def offset(self, at: int = 0) -> int:
        return self.numbers[at] % (len(TEXT) + 1)

    def label(self, at: int = 2) -> str:
        return ("PERSON", "GPE", "DATE")[self.numbers[at] % 3]

    def joint(self) -> str:
        return ("visits", "meets")[self.numbers[2] % 2]


def _relation_or_span(p: Picks) -> str:
    return p.one([*p.opened.own.spans, *p.opened.own.relations])


def _suggestion(p: Picks) -> str:
    return p.one([*p.opened.suggestions.spans, *p.opened.suggestions.relations])


def _with_parts(p: Picks) -> Edit:
    a, b = p.offset(), p.offset(1)
    parts = ((a, a + 2), (b, b + 3))
    return spans.add_span(p.opened, a, b + 3, p.label(), parts)


ACTS: dict[str, Callable[[Picks], Edit]] = {
    "add": lambda p: spans.add_span(
        p.opened, p.offset(), p.offset() + 1 + p.numbers[1] % 9, p.label()
    ),
    "parts": _with_parts,
    "relabel": lambda p: spans.relabel(p.opened, [p.any(), p.any(1)], p.label()),
    "edge": lambda p: spans.move_edge(p.opened, p.any(), SIDES[p.numbers[2] % 2], p.offset(1)),
    "delete": lambda p: spans.delete(p.opened, [_relation_or_span(p), p.own(1)]),
    "split": lambda p: spans.split(p.opened, p.any(), p.offset(1)),
    "merge": lambda p: spans.merge(p.opened, [p.own(), p.own(1)]),
    "note": lambda p: spans.set_note(p.opened, _relation_or_span(p), f"n{p.numbers[1]}"),
    "entity": lambda p: spans.set_kb_id(p.opened, p.own(), f"Q{p.numbers[1]}"),
    "attribute": lambda p: spans.set_attribute(
        p.opened, _relation_or_span(p), "sure", ("", "yes")[p.numbers[1] % 2]
    ),
    "relate": lambda p: relations.add_relation(p.opened, p.any(), p.any(1), p.joint()),
    "turn": lambda p: relations.reverse_relation(p.opened, p.one(p.opened.own.relations)),
    "rename": lambda p: relations.relabel_relation(
        p.opened, p.one(p.opened.own.relations), p.joint()
    ),
    "accept": lambda p: suggestions.accept(p.opened, [_suggestion(p)]),
    "reject": lambda p: suggestions.reject(p.opened, [_suggestion(p)]),
    "all": lambda p: suggestions.accept_all(p.opened),
    "status": lambda p: layers.set_status(p.opened, STATUSES[p.numbers[0] % 4]),
    "tag": lambda p: layers.toggle_document_label(p.opened, "World"),
}
NUMBER = st.integers(0, 200)
STEPS = st.lists(
    st.tuples(
        st.sampled_from([*ACTS, "accept", "relate", "undo", "undo", "redo"]),
        st.tuples(NUMBER, NUMBER, NUMBER),
    ),
    min_size=3,
    max_size=14,
)


def step(session: Session, act: str, numbers: tuple[int, int, int]) -> None:
    if act == "undo":
        session.undo()
    elif act == "redo":
        session.redo()
    else:
        try:
            edit = ACTS[act](Picks(session.current, numbers))
        except EditRefused:
            return
        session.do(edit)


def agrees(session: Session, path: Path) -> None:
    fresh = start(path, read_only=True, threshold=session.threshold)
    assert state(fresh) == state(session)
    assert fresh.history.done == session.history.done
    assert fresh.history.undone == session.history.undone
    fresh.close()


@given(STEPS, st.sampled_from([0.0, 0.5]))
@settings(max_examples=40, deadline=None, database=None)
def test_memory_equals_the_file_and_undo_leads_back(
    steps: list[tuple[str, tuple[int, int, int]]], threshold: float
) -> None:
    with TemporaryDirectory() as folder:
        path = make_project(Path(folder) / "p.annodb")
        session = start(path, threshold=threshold)
        first = state(session)
        for act, numbers in steps:
            step(session, act, numbers)
            agrees(session, path)
        last, number = state(session), len(session.history.done)
        while session.undo() is not None:
            agrees(session, path)
        assert state(session) == first
        for _ in range(number):
            session.redo()
        assert state(session) == last
        agrees(session, path)
        assert session.project.check() == []
        session.close()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make_project(tmp_path / "p.annodb")


def labelled(session: Session) -> list[str]:
    return [session.current.text_of(s) for s in session.current.own.in_order()]


def test_undo_and_redo_survive_restarts(path: Path) -> None:
    session = start(path)
    for word in ("President", "Ada", "Kim", "Oslo", "Monday"):
        at = TEXT.index(word)
        session.do(spans.add_span(session.current, at, at + len(word), "PERSON"))
    for _ in range(3):
        session.undo()
    session.redo()
    session.close()

    session = start(path)
    assert labelled(session) == ["President", "Ada", "Kim"]
    session.redo()
    assert labelled(session) == ["President", "Ada", "Kim", "Oslo"]
    session.close()

    session = start(path)
    session.redo()
    assert labelled(session)[-1] == "Monday"
    assert session.redo() is None
    for left in (4, 3, 2):
        session.undo()
        assert len(labelled(session)) == left
    session.close()

    session = start(path)
    assert labelled(session) == ["President", "Ada"]
    session.undo()
    session.undo()
    assert session.undo() is None
    assert labelled(session) == []
    assert session.current.own.status == "new"
    session.close()


def test_a_new_edit_after_a_restart_drops_what_was_undone(path: Path) -> None:
    session = start(path)
    session.do(spans.add_span(session.current, 0, 9, "PERSON"))
    session.undo()
    session.close()
    session = start(path)
    session.do(spans.add_span(session.current, 10, 13, "PERSON"))
    assert session.redo() is None
    session.close()
    session = start(path)
    assert session.redo() is None
    assert labelled(session) == ["Ada"]
    session.close()


def test_views_hear_what_changed_and_why(path: Path) -> None:
    session = start(path)
    heard: list[Changed] = []
    session.changed.connect(heard.append)
    edit = session.do(spans.add_span(session.current, 0, 9, "PERSON"))
    session.undo()
    session.redo()
    session.threshold = 0.95
    session.threshold = 0.95
    assert [event.reason for event in heard] == ["edit", "undo", "redo", "suggestions"]
    assert heard[0].changes == heard[2].changes == edit.changes
    assert all(event.documents == {DOCUMENT} for event in heard)
    assert list(session.current.suggestions.spans) == ["s4"]
    session.close()


def test_undo_reaches_a_document_that_is_not_open(path: Path) -> None:
    session = start(path)
    session.do(spans.add_span(session.current, 0, 9, "PERSON"))
    session.opened = None
    session.undo()
    assert session.open(DOCUMENT).own.spans == {}
    session.close()


def test_without_a_document_there_is_nothing_to_edit(path: Path) -> None:
    session = Session(Project.open(path), "ana")
    with pytest.raises(EditRefused):
        _ = session.current
    session.add_seconds(3)
    session.refresh_suggestions()
    session.close()


def test_a_session_for_reading_edits_nothing(path: Path) -> None:
    writer = start(path)
    edit = writer.do(spans.add_span(writer.current, 0, 9, "PERSON"))
    reader = start(path, read_only=True)
    before = state(reader)
    with pytest.raises(EditRefused):
        spans.add_span(reader.current, 10, 13, "PERSON")
    with pytest.raises(ProjectReadOnly):
        reader.do(edit)
    with pytest.raises(UserError):
        reader.undo()
    assert state(reader) == before
    assert len(reader.history.done) == 1
    reader.close()
    writer.close()


def test_tokens_are_rough_until_the_answer_comes(path: Path) -> None:
    session = start(path)
    assert session.current.tokens == rough_tokens(TEXT)
    session.take_tokens(DOCUMENT, Tokens([(0, 9)]))
    session.take_tokens(DOCUMENT, Tokens([(0, 3)]))
    assert session.current.tokens == Tokens([(0, 9)])
    session.add_seconds(1.5)
    layer = session.project.layer(DOCUMENT, session.who.id)
    assert layer is not None
    assert layer.seconds == 1.5
    session.close()
