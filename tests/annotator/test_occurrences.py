"""All occurrences at once: what is offered, what is done, and one undo for all."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.changes import Change, Edit
from annotator.edits import spans
from annotator.errors import EditRefused
from annotator.model import Annotator, LayerStatus, Rejection, Span, layer_id, make_document
from annotator.occurrences import (
    PROPAGATED,
    Hits,
    is_offered,
    is_possible,
    label_all,
    remove_all,
    search,
)
from annotator.session import Session
from annotator.text.matching import Wanted
from annotator.text.surroundings import surroundings
from tests.support.documents import TEXT
from tests.support.projects import DOCUMENT, make_project, start

KIM = Wanted("Kim", whole=True)


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    opened = start(make_project(tmp_path / "p.annodb"))
    opened.project.add_documents(
        [
            make_document("two", "A letter.\nKim writes to Kim.", id="two"),
            make_document("none", "Nobody at all; kimono.", id="none"),
        ]
    )
    yield opened
    opened.close()


def hits(session: Session, wanted: Wanted = KIM, label: str = "PERSON") -> Hits:
    return search(session.project, session.who, wanted, label)


def own(session: Session, document: str) -> list[tuple[int, int, str]]:
    there = session.project.annotations(document, session.who.id)
    return [(s.start, s.end, s.label) for s in there.in_order()]


def test_the_project_is_labelled_and_one_undo_takes_it_back(session: Session) -> None:
    found = hits(session).hits
    assert [(h.document, h.start, h.paragraph) for h in found] == [
        (DOCUMENT, 27, 1), (DOCUMENT, 54, 1), ("two", 10, 2), ("two", 24, 2)
    ]  # fmt: skip
    edit = session.do(label_all(session.project, session.who, found, "PERSON"))
    assert edit.title == "Label 4 spans “Kim” as Person"
    assert own(session, "two") == [(10, 13, "PERSON"), (24, 27, "PERSON")]
    assert len(session.current.own.spans) == 2
    assert session.project.summary(session.who.id, "two").status == "in progress"
    session.undo()
    assert own(session, "two") == own(session, DOCUMENT) == []
    assert session.project.summary(session.who.id, "two").status == "new"
    session.redo()
    assert len(own(session, "two")) == 2


def test_what_was_struck_out_stays(session: Session) -> None:
    found = hits(session).hits
    session.do(label_all(session.project, session.who, found[2:3], "PERSON"))
    assert own(session, "two") == [(10, 13, "PERSON")]
    assert own(session, DOCUMENT) == []


def test_a_hit_says_what_stands_in_its_way(session: Session) -> None:
    session.do(spans.add_span(session.current, 27, 30, "PERSON"))
    session.do(spans.add_span(session.current, 50, 57, "GPE"))
    no = Rejection("no", "PERSON", ((10, 13),))
    session.do(Edit("e", "No", (Change("two", session.who.id, None, no),)))
    found = hits(session).hits
    assert [(h.standing, h.other) for h in found] == [
        ("labelled", "PERSON"), ("overlapping", "GPE"), ("rejected", "PERSON"), ("free", "")
    ]  # fmt: skip
    assert [is_offered(h) for h in found] == [False, False, False, True]
    assert [is_possible(h) for h in found] == [False, True, True, True]
    assert [is_possible(h, removing=True) for h in found] == [True, False, False, False]


@pytest.mark.parametrize("overlap", ["beside", "replace"])
def test_an_overlapped_span_stays_or_goes(session: Session, overlap: str) -> None:
    session.do(spans.add_span(session.current, 50, 57, "GPE"))
    policy = "replace" if overlap == "replace" else "beside"
    edit = label_all(session.project, session.who, hits(session).hits[1:2], "PERSON", policy)
    session.do(edit)
    assert ((50, 57, "GPE") in own(session, DOCUMENT)) is (overlap == "beside")
    assert (54, 57, "PERSON") in own(session, DOCUMENT)
    session.undo()
    assert own(session, DOCUMENT) == [(50, 57, "GPE")]


def test_the_origin_is_told_apart(session: Session) -> None:
    session.do(label_all(session.project, session.who, hits(session).hits, "PERSON"))
    there = session.current.own.in_order()
    assert [s.origin for s in there] == ["news@1.0", PROPAGATED]


def test_labels_are_taken_off_again(session: Session) -> None:
    session.do(label_all(session.project, session.who, hits(session).hits, "PERSON"))
    session.do(spans.add_span(session.current, 27, 30, "GPE"))
    removing = [h for h in hits(session).hits if is_offered(h, removing=True)]
    edit = session.do(remove_all(session.project, session.who, removing, "PERSON"))
    assert edit.title == "Take Person off 4 spans “Kim”"
    assert own(session, DOCUMENT) == [(27, 30, "GPE")]
    assert own(session, "two") == []
    session.undo()
    assert len(own(session, "two")) == 2


def test_only_the_own_layer_is_touched(session: Session) -> None:
    ben = session.project.annotator("ben")
    session.do(label_all(session.project, session.who, hits(session).hits, "PERSON"))
    assert list(session.project.annotations("two", ben.id).items()) == []
    assert all(h.standing == "free" for h in search(session.project, ben, KIM, "PERSON").hits)


def test_a_finished_document_is_in_progress_again(session: Session) -> None:
    done = LayerStatus(layer_id("two", session.who.id), "done")
    session.do(Edit("e", "Done", (Change("two", session.who.id, None, done),)))
    session.do(label_all(session.project, session.who, hits(session).hits, "PERSON"))
    assert session.project.summary(session.who.id, "two").status == "in progress"
    session.undo()
    assert session.project.summary(session.who.id, "two").status == "done"


def test_nothing_to_do_is_refused(session: Session) -> None:
    found = hits(session).hits
    session.do(label_all(session.project, session.who, found, "PERSON"))
    with pytest.raises(EditRefused):
        label_all(session.project, session.who, found, "PERSON")
    with pytest.raises(EditRefused):
        remove_all(session.project, session.who, found, "GPE")


def test_a_search_can_be_cut_short(session: Session) -> None:
    few = search(session.project, session.who, KIM, "PERSON", limit=3)
    assert len(few.hits) == 3
    assert few.more
    none = search(session.project, session.who, KIM, "PERSON", cancelled=lambda: True)
    assert none.hits == ()
    one = search(session.project, session.who, KIM, "PERSON", ["two"])
    assert {h.document for h in one.hits} == {"two"}


def test_surroundings_end_with_the_paragraph() -> None:
    assert surroundings("one\ntwo\tthree\nfour", 8, 13) == ("two ", "")
    assert surroundings("abcdef", 2, 3, most=1) == ("b", "d")


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(1, 9)), max_size=4), st.booleans())
@settings(max_examples=25, deadline=None)
def test_undo_restores_everything(places: list[tuple[int, int]], replacing: bool) -> None:
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        session = start(make_project(Path(folder) / "p.annodb"))
        who: Annotator = session.who
        for at, length in places:
            try:
                session.do(spans.add_span(session.current, at, at + length, "GPE"))
            except EditRefused:
                continue
        before = own(session, DOCUMENT)
        found = search(session.project, who, Wanted("o"), "PERSON").hits
        assert [h.text for h in found] == [c for c in TEXT if c in "oO"]
        overlap = "replace" if replacing else "beside"
        session.do(label_all(session.project, who, found, "PERSON", overlap))
        made = [s for s in session.current.own.spans.values() if isinstance(s, Span)]
        assert sum(s.label == "PERSON" for s in made) == len(found)
        assert session.project.check() == []
        session.undo()
        assert own(session, DOCUMENT) == before
        session.close()
