"""Layers that change after a decision, roles, and what happens at the end of a document."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt

from annotator.changes import Change, Edit
from annotator.model import make_annotator, new_id
from annotator.review.adjudication import GOLD_ANNOTATOR
from annotator.store.project import Project
from tests.support.reviewed import PEOPLE, make_visit
from tests.ui.review.conftest import Desk

Sit = Callable[..., Desk]
BEN = make_annotator(PEOPLE[1])


def _change_bens(desk: Desk) -> None:
    """Ben shortens what was decided on, through the same session, as a merge would."""
    with Project.open(desk.path, read_only=True) as project:
        spans = project.annotations("d0", BEN.id).spans.values()
        old = next(s for s in spans if (s.start, s.end) == (95, 119))
    new = replace(old, start=105, label="ORG")
    desk.workspace.session.do(Edit(new_id(), "Later", (Change("d0", BEN.id, old, new),)))


def test_a_late_change_is_flagged_and_overwrites_nothing(sit_down: Sit, tmp_path: Path) -> None:
    desk = sit_down(make_visit(tmp_path / "p.annodb"))
    page, first = desk.page, desk.page.reviewing.current
    desk.press("2")
    _change_bens(desk)
    review = page.desk_review
    (place,) = review.late
    assert ("President Vladimir Putin", "PERSON") in desk.gold()
    assert "Ben Kaya changed labels" in desk.window.toast.message.title
    assert desk.shown()["President Vladimir Putin"] == "PER !"
    page.reviewing.point(place)
    ((name, before, now),) = page.card.question.changes
    assert name == "Ben Kaya"
    assert before == "Person “President Vladimir Putin”"
    assert now == "Organisation “Vladimir Putin”"
    desk.press("K")
    assert review.late == {}
    assert ("President Vladimir Putin", "PERSON") in desk.gold()
    desk.press("Ctrl+Z")
    assert place in review.late
    assert first


def test_a_late_change_can_be_decided_again(sit_down: Sit, tmp_path: Path) -> None:
    desk = sit_down(make_visit(tmp_path / "p.annodb"))
    desk.press("2")
    _change_bens(desk)
    (place,) = desk.page.desk_review.late
    desk.page.reviewing.point(place)
    desk.press("1")
    assert desk.page.desk_review.late == {}
    assert ("Vladimir Putin", "PERSON") in desk.gold()
    assert ("President Vladimir Putin", "PERSON") not in desk.gold()


def test_bulk_shows_counts_first_and_is_one_undo(sit_down: Sit, tmp_path: Path) -> None:
    desk = sit_down(make_visit(tmp_path / "p.annodb"))
    desk.press("2")  # by hand, which stays
    before, people, left = desk.gold(), desk.people(), len(desk.page.desk_review.open)
    dialog = desk.bulk.dialog()
    desk.qtbot.addWidget(dialog)
    desk.qtbot.waitUntil(lambda: not dialog.busy)
    assert dialog.outcome.by_hand == 1
    assert dialog.outcome.taken + dialog.outcome.nothing + dialog.outcome.left == left
    assert f"{dialog.outcome.left}" in dialog.details.text()
    assert desk.gold() == before  # a look changes nothing
    decided = dialog.outcome.taken + dialog.outcome.nothing
    desk.bulk.do(desk.workspace, dialog)
    assert len(desk.page.desk_review.open) == left - decided
    assert ("President Vladimir Putin", "PERSON") in desk.gold()
    assert desk.people() == people
    desk.activate()
    desk.press("Ctrl+Z")
    assert desk.gold() == before
    assert len(desk.page.desk_review.open) == left


def test_intersection_decides_every_conflict_for_nothing(sit_down: Sit, tmp_path: Path) -> None:
    desk = sit_down(make_visit(tmp_path / "p.annodb"))
    agreed = desk.gold()
    dialog = desk.bulk.dialog()
    desk.qtbot.addWidget(dialog)
    dialog.rules["intersection"].click()
    desk.qtbot.waitUntil(lambda: not dialog.busy)
    assert dialog.outcome.taken == 0
    assert dialog.outcome.nothing == len(desk.page.desk_review.open)
    desk.bulk.do(desk.workspace, dialog)
    assert desk.page.desk_review.adjudicated
    assert desk.gold() == agreed
    with Project.open(desk.path, read_only=True) as project:
        assert project.annotations("d0", GOLD_ANNOTATOR.id).status == "done"


def test_the_queue_follows_and_counts(sit_down: Sit, tmp_path: Path) -> None:
    desk = sit_down(make_visit(tmp_path / "p.annodb"))
    page, keeper = desk.page, desk.page.keeper
    total = keeper.total
    assert page.count() == total == len(page.reviewing.queue)
    shown = page.around.model.rowCount()
    desk.press("2")
    assert page.count() == total - 1
    desk.press("0")  # a relation that hangs on it goes along
    left = page.count()
    assert left == len(page.desk_review.open) == total - 3
    desk.qtbot.waitUntil(lambda: f"3 of {total}" in page.around.queue.decided.text())
    assert page.around.model.rowCount() == shown  # what is decided stays
    desk.press("Ctrl+Z")
    assert page.count() == total - 1
    row = page.around.model.place_of("d0", page.reviewing.queue[4].place)
    view = page.around.queue.view
    place = view.visualRect(page.around.model.index(row)).center()
    desk.qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert page.reviewing.current == page.reviewing.queue[4].place
