"""Edits reach the file whole, and go back and forth without loss."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.changes import Change, Edit
from annotator.model import (
    Comment,
    DocumentLabel,
    Item,
    LayerStatus,
    Rejection,
    Relation,
    Span,
    layer_id,
)
from annotator.store.project import Project
from annotator.store.troubles import StaleEdit
from tests.support.projects import DOCUMENT, ana, make_project, span

FULL = Span(
    "a",
    0,
    20,
    "PERSON",
    "news@1.0+corrected",
    0.25,
    "näher 𝄞",
    "Q7259",
    {"gender": "f"},
    ((0, 9), (14, 20)),
)
ITEMS: tuple[Item, ...] = (
    FULL,
    span("b", 27, 30),
    Relation("r", "meets", "a", "b", "news@1.0", 0.5, "a note", {"sure": "no"}),
    Rejection("n1", "GPE", ((34, 38),), origin="news@1.0"),
    Rejection("n2", "visits", ((0, 9), (14, 20)), ((34, 38),), "news@1.0"),
    DocumentLabel("l", "World", "news@1.0"),
    Comment("c1", "Whole document", "2026-01-01T00:00:00+00:00"),
    Comment("c2", "One span", "2026-01-02T00:00:00+00:00", "a"),
)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.open(make_project(tmp_path / "p.annodb")) as opened:
        yield opened


def edit(project: Project, id: str, *pairs: tuple[Item | None, Item | None]) -> Edit:
    who = ana(project).id
    changes = tuple(Change(DOCUMENT, who, before, after) for before, after in pairs)
    return Edit(id, f"Edit {id}", changes, who, f"2026-01-01T00:00:0{len(id)}+00:00")


def items(project: Project) -> dict[str, Item]:
    return {i.id: i for i in project.annotations(DOCUMENT, ana(project).id).items()}


def seed(project: Project) -> Edit:
    first = edit(project, "first", *((None, item) for item in ITEMS))
    project.save(first)
    return first


def status(project: Project) -> str:
    return project.annotations(DOCUMENT, ana(project).id).status


def test_every_kind_of_item_comes_back_as_it_was(project: Project) -> None:
    seed(project)
    assert items(project) == {item.id: item for item in ITEMS}
    assert project.check() == []


def test_items_come_back_from_another_connection(project: Project) -> None:
    seed(project)
    with Project.open(project.path, read_only=True) as other:
        assert items(other) == items(project)


def test_a_status_is_written_to_the_layer(project: Project) -> None:
    id = layer_id(DOCUMENT, ana(project).id)
    done = edit(project, "e", (LayerStatus(id), LayerStatus(id, "done")))
    project.save(done)
    assert status(project) == "done"
    project.swap(done, undone=True)
    assert status(project) == "new"


def test_replacing_and_deleting_undo_and_redo_exactly(project: Project) -> None:
    seed(project)
    before = items(project)
    moved = replace(FULL, fragments=(), attributes={}, score=None)
    changes = edit(
        project, "second", (FULL, moved), *((item, None) for item in ITEMS[2:]), (ITEMS[1], None)
    )
    project.save(changes)
    after = items(project)
    assert after == {"a": moved}
    for _ in range(2):
        project.swap(changes, undone=True)
        assert items(project) == before
        project.swap(changes, undone=False)
        assert items(project) == after


def test_a_span_may_be_deleted_before_its_relation(project: Project) -> None:
    seed(project)
    project.save(edit(project, "e", (ITEMS[1], None), (ITEMS[2], None)))
    assert not {"b", "r"} & items(project).keys()


def test_a_relation_never_loses_its_end(project: Project) -> None:
    seed(project)
    before = items(project)
    with pytest.raises(Exception, match="FOREIGN KEY"):
        project.save(edit(project, "e", (ITEMS[1], None)))
    assert items(project) == before


def test_an_edit_that_does_not_fit_leaves_nothing_behind(project: Project) -> None:
    seed(project)
    before = items(project)
    with pytest.raises(StaleEdit):
        project.save(edit(project, "e", (None, span("z", 1, 2)), (span("gone"), None)))
    with pytest.raises(StaleEdit):
        project.save(edit(project, "e", (None, span("a", 1, 2))))
    assert items(project) == before
    assert [e.id for e in project.history(ana(project).id)[0]] == ["first"]


def test_an_edit_cannot_be_undone_twice(project: Project) -> None:
    first = seed(project)
    project.swap(first, undone=True)
    with pytest.raises(StaleEdit):
        project.swap(first, undone=True)


def test_the_next_to_undo_and_to_redo_stand_last_after_reopening(project: Project) -> None:
    edits = [edit(project, f"e{n}", (None, span(f"x{n}", n, n + 1))) for n in range(6)]
    for one in edits:
        project.save(one)
    for one in (edits[5], edits[4], edits[3]):
        project.swap(one, undone=True)
    project.swap(edits[3], undone=False)
    with Project.open(project.path) as again:
        assert again.history(ana(again).id) == (edits[:4], [edits[5], edits[4]])


def test_a_new_edit_drops_what_was_undone_for_ever(project: Project) -> None:
    edits = [edit(project, f"e{n}", (None, span(f"x{n}", n, n + 1))) for n in range(3)]
    for one in edits[:2]:
        project.save(one)
    project.swap(edits[1], undone=True)
    project.save(edits[2])
    assert project.history(ana(project).id) == ([edits[0], edits[2]], [])
    with pytest.raises(StaleEdit):
        project.swap(edits[1], undone=False)
    kept = project.connection.execute("SELECT id, state FROM edit ORDER BY seq").fetchall()
    assert kept == [("e0", 0), ("e1", 2), ("e2", 0)]


def test_each_annotator_has_a_history_of_their_own(project: Project) -> None:
    seed(project)
    assert project.history(project.annotator("ben").id) == ([], [])
