"""Labels are renamed, merged and deleted in all layers, and one undo takes it back."""

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.edits import comments, layers, relations, spans, suggestions
from annotator.errors import EditRefused, SchemeError
from annotator.model import Relation, Span
from annotator.scheme import Attribute, Label, Scheme
from annotator.scheme_edits import change_scheme, delete_label, merge_labels, rename_label
from annotator.session import Changed, Session
from annotator.store.project import Project
from annotator.store.usage import Usage, pairs, usage
from tests.support.documents import SCHEME
from tests.support.projects import DOCUMENT, make_project, start, state

TABLES = ("span", "relation", "rejection", "document_label", "comment", "label", "rule", "layer")


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    opened = start(make_project(tmp_path / "p.annodb"))
    opened.do(suggestions.accept(opened.current, ["r1"]))
    opened.do(suggestions.reject(opened.current, ["s2"]))
    opened.do(layers.toggle_document_label(opened.current, "World"))
    yield opened
    opened.close()


def everything(project: Project) -> dict[str, list[tuple[object, ...]]]:
    read: sqlite3.Connection = project.connection
    return {
        table: sorted(read.execute(f"SELECT * FROM {table}").fetchall(), key=repr)  # noqa: S608
        for table in TABLES
    }


def labels(session: Session) -> list[str]:
    return [span.label for span in session.current.own.in_order()]


def there_and_back(session: Session, edit: object) -> None:
    """Done, undone, redone and undone again, memory and file as they were."""
    before, memory, scheme = everything(session.project), state(session), session.scheme
    session.do(edit)  # type: ignore[arg-type]
    after, changed = everything(session.project), state(session)
    assert after != before
    assert session.project.check() == []
    session.undo()
    assert everything(session.project) == before
    assert state(session) == memory
    assert session.scheme == scheme
    session.redo()
    assert everything(session.project) == after
    assert state(session) == changed


def test_a_new_id_goes_everywhere(session: Session) -> None:
    there_and_back(session, rename_label(session.project, "span", "PERSON", "HUMAN"))
    assert labels(session) == ["HUMAN", "GPE"]
    assert {s.label for s in session.current.suggestions.all.values()} == {"HUMAN", "GPE", "DATE"}
    assert [no.label for no in session.current.own.rejections.values()] == ["HUMAN"]
    assert session.scheme.allows("visits", "HUMAN", "GPE")
    assert session.current.scheme == session.scheme


@pytest.mark.parametrize(("kind", "old"), [("relation", "visits"), ("document", "World")])
def test_other_labels_are_renamed(session: Session, kind: str, old: str) -> None:
    wanted = "relation" if kind == "relation" else "document"
    there_and_back(session, rename_label(session.project, wanted, old, "other"))
    own = session.current.own
    used = {r.label for r in own.relations.values()} | {x.label for x in own.labels.values()}
    assert "other" in used


def test_undo_of_a_new_id_takes_along_what_others_made(session: Session) -> None:
    session.do(rename_label(session.project, "span", "GPE", "PLACE"))
    ben = Session(session.project, "ben")
    ben.open(DOCUMENT)
    ben.do(spans.add_span(ben.current, 0, 9, "PLACE"))
    session.undo()
    assert usage(session.project)[("span", "GPE")] == Usage(2, 1)
    assert ("span", "PLACE") not in usage(session.project)


def test_merging_unites_what_would_be_doubled(session: Session) -> None:
    kim = session.do(spans.add_span(session.current, 27, 30, "DATE")).changes[0].item
    both = session.do(spans.add_span(session.current, 27, 30, "PERSON")).changes[0].item
    ada = next(s for s in session.current.own.in_order() if s.label == "PERSON")
    session.do(relations.add_relation(session.current, ada.id, both.id, "meets"))
    session.do(comments.add_comment(session.current, "who?", both.id))
    there_and_back(session, merge_labels(session.project, "span", "PERSON", "DATE"))
    own = session.current.own
    assert [s.id for s in own.at(((27, 30),))] == [kim.id]
    assert {s.label for s in own.spans.values()} == {"DATE", "GPE"}
    meets = next(r for r in own.relations.values() if r.label == "meets")
    assert (meets.head, meets.tail) == (ada.id, kim.id)
    assert [c.span for c in own.comments.values()] == [kim.id]
    assert session.scheme.get("span", "PERSON") is None
    assert session.scheme.allows("meets", "DATE", "DATE")


def test_relation_and_document_labels_are_merged(session: Session) -> None:
    wider = replace(SCHEME, labels=(*SCHEME.labels, Label("Local", "document", key="9")))
    session.do(change_scheme(session.project, wider))
    session.do(layers.toggle_document_label(session.current, "Local"))
    there_and_back(session, merge_labels(session.project, "document", "Local", "World"))
    assert [x.label for x in session.current.own.labels.values()] == ["World"]
    link = next(iter(session.current.own.relations.values()))
    twin = Relation("twin", "meets", link.head, link.tail)
    session.project.add_layers([(session.project.layers(DOCUMENT)[1], [twin])])
    session.open(DOCUMENT)
    there_and_back(session, merge_labels(session.project, "relation", "visits", "meets"))
    assert [r.id for r in session.current.own.relations.values()] == ["twin"]


def test_what_was_relabelled_since_keeps_its_label(session: Session) -> None:
    session.do(merge_labels(session.project, "span", "DATE", "GPE"))
    ben = Session(session.project, "ben")
    ben.open(DOCUMENT)
    ben.do(spans.add_span(ben.current, 0, 9, "GPE"))
    session.undo()
    assert [s.label for s in ben.open(DOCUMENT).own.in_order()] == ["GPE"]


def test_a_used_label_is_not_deleted(session: Session) -> None:
    with pytest.raises(EditRefused, match="1 span has the label Person"):
        delete_label(session.project, "span", "PERSON")
    with pytest.raises(EditRefused, match="1 relation"):
        delete_label(session.project, "relation", "visits")
    others = Scheme(tuple(x for x in SCHEME.labels if x.id != "PERSON"))
    with pytest.raises(EditRefused, match="Person"):
        change_scheme(session.project, others)
    there_and_back(session, delete_label(session.project, "span", "DATE"))
    assert all(s.label != "DATE" for s in session.current.suggestions.all.values())


def test_a_relation_is_not_freed_by_a_deletion(session: Session) -> None:
    session.do(spans.delete(session.current, list(session.current.own.spans)))
    with pytest.raises(EditRefused, match="visits"):
        delete_label(session.project, "span", "GPE")


def test_names_colours_and_order_are_undone_too(session: Session) -> None:
    first, *rest = session.scheme.labels
    named = replace(first, name="People", colour="#123456", attributes=(Attribute("sex", ("f",)),))
    edit = change_scheme(session.project, Scheme((*rest, named), SCHEME.rules, "# How", "mine"))
    there_and_back(session, edit)
    assert session.scheme.guidelines == "# How"
    with Project.open(session.project.path, read_only=True) as again:
        assert again.scheme == session.scheme
    session.close()
    later = start(session.project.path)
    later.undo()
    assert later.scheme == SCHEME
    later.close()


@pytest.mark.parametrize(
    ("new", "error"),
    [("GPE", EditRefused), ("PERSON", EditRefused), ("", SchemeError)],
)
def test_an_impossible_id_is_refused(session: Session, new: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        rename_label(session.project, "span", "PERSON", new)


def test_nothing_to_change_is_refused(session: Session) -> None:
    with pytest.raises(EditRefused):
        change_scheme(session.project, session.scheme)
    with pytest.raises(EditRefused):
        merge_labels(session.project, "span", "GPE", "GPE")
    with pytest.raises(EditRefused):
        rename_label(session.project, "span", "nothing", "x")
    with (
        Project.open(session.project.path, read_only=True) as reading,
        pytest.raises(EditRefused),
    ):
        delete_label(reading, "span", "DATE")


def test_an_edit_with_a_label_that_is_gone_is_not_undone(session: Session) -> None:
    made = session.do(spans.add_span(session.current, 0, 9, "DATE")).changes[0].item
    assert isinstance(made, Span)
    session.do(spans.delete(session.current, [made.id]))
    ben = Session(session.project, "ben")
    ben.do(delete_label(session.project, "span", "DATE"))
    session.open(DOCUMENT)
    with pytest.raises(EditRefused, match="DATE"):
        session.undo()
    ben.undo()
    session.reload_scheme()
    session.undo()
    assert "DATE" in labels(session)


def test_views_hear_of_the_scheme(session: Session) -> None:
    heard: list[Changed] = []
    session.changed.connect(heard.append)
    session.do(rename_label(session.project, "span", "PERSON", "HUMAN"))
    session.undo()
    assert [event.reason for event in heard] == ["scheme", "scheme"]


def test_usage_tells_people_from_models(session: Session) -> None:
    used = usage(session.project)
    assert used[("span", "PERSON")] == Usage(1, 3)
    assert used[("relation", "visits")] == Usage(1, 1)
    assert used[("document", "World")].total == 1
    assert pairs(session.project) == {("visits", "PERSON", "GPE"): 1}
