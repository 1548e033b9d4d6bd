"""Roles, assignments, and the list that follows them."""

from pathlib import Path

import pytest

from annotator.edits.spans import add_span
from annotator.model import make_annotator, make_document
from annotator.people import Rights, rights
from annotator.session import Session
from annotator.store import people
from annotator.store.people import Assigned
from annotator.store.project import Project
from tests.support.documents import SCHEME, TEXT

ANA, BEN = (make_annotator(name).id for name in ("ana", "ben"))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "p.annodb"
    with Project.create(path, SCHEME) as project:
        project.add_documents(make_document(f"n{i}", TEXT, id=f"d{i}") for i in range(5))
        people.add_people(project, ["ana", "ben"])
    return path


def listed(project: Project, who: str = ANA, mine: bool = False) -> list[str]:
    return [row.id for row in project.summaries(who, mine=mine)]


def test_without_assignments_everybody_has_everything(path: Path) -> None:
    with Project.open(path) as project:
        assert listed(project) == [f"d{i}" for i in range(5)]
        assert listed(project, mine=True) == [f"d{i}" for i in range(5)]
        assert {row.turn for row in project.summaries(ANA)} == {""}


def test_the_list_begins_with_the_calibration_set_then_what_is_assigned(path: Path) -> None:
    with Project.open(path) as project:
        people.set_assignments(
            project, [Assigned("d1", ANA), Assigned("d3", ANA, True), Assigned("d0", BEN)]
        )
        assert listed(project) == ["d3", "d1", "d0", "d2", "d4"]
        assert listed(project, mine=True) == ["d3", "d1"]
        assert listed(project, BEN) == ["d0", "d1", "d2", "d3", "d4"]
        assert listed(project, make_annotator("cem").id, mine=True) == []
        turns = {row.id: row.turn for row in project.summaries(ANA)}
        assert (turns["d3"], turns["d1"], turns["d0"]) == ("calibration", "assigned", "others")
        assert project.summary(ANA, "d3").turn == "calibration"
        assert [row.id for row in project.summaries(ANA, "n1")] == ["d1"]
        assert project.counts(ANA, mine=True).total == 2
        assert project.counts(ANA).total == 5


def test_assigning_again_changes_nothing_and_the_way_back_restores(path: Path) -> None:
    first = [Assigned("d0", ANA), Assigned("d1", BEN, True)]
    with Project.open(path) as project:
        assert people.set_assignments(project, first) == (2, 0)
        assert people.set_assignments(project, first) == (0, 0)
        assert people.set_assignments(project, [Assigned("d4", ANA)]) == (1, 2)
        people.set_assignments(project, first)
        assert people.assignments(project) == first


def test_withdrawing_leaves_the_labels(path: Path) -> None:
    session = Session(Project.open(path), "ana")
    people.set_assignments(session.project, [Assigned("d0", ANA)])
    session.do(add_span(session.open("d0"), 0, 9, "PERSON"))
    people.set_assignments(session.project, [])
    assert len(session.open("d0").own.spans) == 1
    session.close()


def test_roles_are_kept_and_changed(path: Path) -> None:
    with Project.open(path) as project:
        assert people.role_of(project, ANA) == "annotator"
        people.set_role(project, "ana", "lead")
        people.set_role(project, "eva", "reviewer")
        people.set_role(project, "ana", "reviewer")
        assert people.roles(project) == {ANA: "reviewer", make_annotator("eva").id: "reviewer"}


@pytest.mark.parametrize(
    ("role", "led", "wanted"),
    [
        ("annotator", False, Rights(False, True, True)),
        ("annotator", True, Rights(False, False, False)),
        ("reviewer", True, Rights(False, True, False)),
        ("lead", True, Rights(False, True, True)),
    ],
)
def test_rights_follow_the_role_once_somebody_leads(role: str, led: bool, wanted: Rights) -> None:
    known = {"annotator": "annotator", "reviewer": "reviewer", "lead": "lead"}
    assert rights(known[role], led, blind=True) == wanted  # type: ignore[arg-type]
    assert rights(known[role], led, blind=False).sees_others  # type: ignore[arg-type]


def test_a_person_is_offered_nothing_of_other_peoples_layers(path: Path) -> None:
    with Project.open(path) as project:
        people.set_role(project, "ana", "lead")
    ben = Session(Project.open(path), "ben")
    ben.do(add_span(ben.open("d0"), 0, 9, "PERSON"))
    ben.close()
    ana = Session(Project.open(path), "ana")
    opened = ana.open("d0")
    assert ana.blind
    assert not opened.own.spans
    assert not opened.suggestions.all
    assert ana.others() == []
    people.set_blind(ana.project, blind=False)
    ((other, labels),) = ana.others()
    assert other.name == "ben"
    assert len(labels.spans) == 1
    assert not ana.open("d0").own.spans
    ana.close()
