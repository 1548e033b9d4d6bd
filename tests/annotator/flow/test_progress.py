"""What was done on which day, how long it took, and what suggestions change."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from annotator.cli.main import run
from annotator.edits.layers import set_status
from annotator.edits.spans import add_span
from annotator.flow.insights import insights_of
from annotator.flow.progress import Day, Statuses, local_date, work_of
from annotator.model import Layer, layer_id, make_document
from annotator.schemes import load_scheme
from annotator.session import Session
from annotator.store.project import Project
from annotator.suggestion_mode import SuggestionMode, is_blind, write_mode

TEXT = "Ada Lovelace met Kim in Oslo on Monday."
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
DOCUMENTS = [f"d{n}" for n in range(8)]


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    project = Project.create(tmp_path / "p.annodb", load_scheme("news"))
    project.add_documents([make_document(id, TEXT, id=id) for id in DOCUMENTS])
    yield project
    project.close()


def work(project: Project, who: str, document: str, day: int, spans: int, seconds: float) -> None:
    """Somebody labels the first words of a document on a day, and finishes it."""
    session = Session(project, who, clock=lambda: NOON + timedelta(days=day))
    opened = session.open(document)
    for start, end in ((0, 12), (17, 20), (24, 28))[:spans]:
        session.do(add_span(opened, start, end, "PERSON"))
    session.add_seconds(seconds)
    session.do(set_status(opened, "done"))


def test_documents_count_on_the_day_on_which_they_were_finished(project):
    work(project, "ana", "d0", 0, 1, 60)
    work(project, "ana", "d1", 0, 1, 60)
    work(project, "ben", "d0", 3, 1, 60)
    found = work_of(project)
    assert found.days == (Day("2026-03-02", {"ana": 2}), Day("2026-03-05", {"ben": 1}))
    assert found.undated == 0


def test_the_last_finishing_counts_and_what_is_open_again_does_not(project):
    work(project, "ana", "d0", 0, 1, 60)
    work(project, "ana", "d1", 0, 1, 60)
    session = Session(project, "ana", clock=lambda: NOON + timedelta(days=2))
    session.do(set_status(session.open("d0"), "in progress"))
    session.do(set_status(session.current, "done"))
    session.do(set_status(session.open("d1"), "in progress"))
    assert work_of(project).days == (Day("2026-03-04", {"ana": 1}),)
    session.undo()
    assert [day.date for day in work_of(project).days] == ["2026-03-02", "2026-03-04"]


def test_what_came_finished_from_a_file_has_no_day(project):
    ana = project.annotator("ana")
    project.add_layers([(Layer(layer_id("d0", ana.id), "d0", ana.id, "done", 9), ())])
    found = work_of(project)
    assert (found.days, found.undated) == ((), 1)
    assert found.times == {"ana": (9,)}


def test_each_document_counts_once_by_the_furthest_that_it_came(project):
    people = {name: project.annotator(name) for name in ("ana", "ben")}
    gold = project.annotator("gold", "gold")
    rows = [
        ("d0", people["ana"], "done"),
        ("d0", people["ben"], "done"),
        ("d1", people["ana"], "done"),
        ("d1", people["ben"], "in progress"),
        ("d2", people["ana"], "in progress"),
        ("d3", people["ana"], "skipped"),
        ("d4", people["ana"], "done"),
        ("d4", people["ben"], "done"),
        ("d4", gold, "done"),
        ("d5", gold, "in progress"),
    ]
    project.add_layers(
        [(Layer(layer_id(id, who.id), id, who.id, status), ()) for id, who, status in rows]
    )
    found = work_of(project)
    assert found.statuses == Statuses(
        new=3, in_progress=1, skipped=1, done_by_one=1, done_by_several=1, gold=1
    )


def test_seconds_a_document_and_a_span(project):
    work(project, "ana", "d0", 0, 1, 30)
    work(project, "ana", "d1", 0, 3, 90)
    work(project, "ana", "d2", 0, 2, 0)
    [ana] = work_of(project).people
    assert ana.seconds == 60
    assert ana.seconds_per_span == 30  # documents without time say nothing about it


def test_blind_documents_stand_beside_those_with_suggestions(project):
    write_mode(project, SuggestionMode(blind_share=0.5))
    blind = [id for id in DOCUMENTS if is_blind(id, 0.5)]
    shown = [id for id in DOCUMENTS if not is_blind(id, 0.5)]
    for id in shown[:2]:
        work(project, "ana", id, 0, 3, 30)
        work(project, "ben", id, 1, 3, 30)
    work(project, "ana", blind[0], 0, 3, 90)
    work(project, "ben", blind[0], 0, 1, 30)
    found = insights_of(project).work.blind
    assert (found.shown.layers, found.blind.layers) == (4, 2)
    assert (found.shown.seconds_per_span, found.blind.seconds_per_span) == (10, 30)
    assert (found.shown.agreement, found.blind.agreement) == (1, 0.5)
    assert work_of(project).blind.shown.agreement is None


def test_agreement_stands_on_the_day_of_the_second_finisher(project):
    work(project, "ana", "d0", 0, 3, 60)
    work(project, "ben", "d0", 5, 1, 60)
    work(project, "ana", "d1", 2, 2, 60)
    work(project, "ben", "d1", 1, 2, 60)
    found = insights_of(project).over_time
    assert [(x.date, x.document, x.f1) for x in found] == [
        ("2026-03-04", "d1", 1),
        ("2026-03-07", "d0", 0.5),
    ]


def test_a_day_is_that_of_this_computer():
    assert local_date("2026-03-02T23:30:00+00:00") == "2026-03-02"  # the tests live in UTC
    assert local_date("2026-03-02T23:30:00-02:00") == "2026-03-03"


def test_the_commands_print_the_same_numbers(project, capsys):
    work(project, "ana", "d0", 0, 3, 60)
    work(project, "ben", "d0", 5, 1, 60)
    path = str(project.path)
    assert run(["stats", path, "--json"]) == 0
    text = capsys.readouterr().out
    assert '"done_by_several": 1' in text
    assert '"date": "2026-03-07"' in text
    assert '"seconds_per_span": 20.0' in text
    assert run(["agreement", path, "--json"]) == 0
    assert '"over_time": [' in capsys.readouterr().out
    assert run(["stats", path]) == 0
    assert "statuses: new 7, done by several 1" in capsys.readouterr().out
