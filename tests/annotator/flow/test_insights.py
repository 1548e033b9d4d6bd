"""A project in numbers: people, labels, and what became of suggestions."""

from pathlib import Path

import pytest

from annotator.flow.insights import insights_of
from annotator.flow.progress import Outcome, Person, Statuses
from annotator.model import (
    Item,
    Layer,
    Rejection,
    Span,
    Status,
    layer_id,
    make_document,
)
from annotator.schemes import load_scheme
from annotator.store.project import Project
from annotator.trash import put_in_trash

MODEL = "news@1.0"
TEXT = "Ada Lovelace met Kim in Oslo on Monday."


def _layer(
    project: Project, document: str, who: str, status: Status, seconds: float, *items: Item
) -> None:
    person = project.annotator(who, "gold" if who == "gold" else "person")
    row = Layer(layer_id(document, person.id), document, person.id, status, seconds)
    project.add_layers([(row, items)])


def _span(id: str, label: str, origin: str = "human", start: int = 0) -> Span:
    return Span(id, start, start + 3, label, origin)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    project = Project.create(tmp_path / "p.annodb", load_scheme("news"))
    project.add_documents([make_document(f"n{n}", TEXT, id=f"d{n}") for n in range(4)])
    no = Rejection("no", "GPE", ((5, 8),), origin=MODEL)
    _layer(project, "d0", "ana", "done", 100, _span("1", "PERSON", MODEL), no)
    corrected = _span("3", "ORG", f"{MODEL}+corrected", 9)
    _layer(project, "d1", "ana", "done", 40, _span("2", "PERSON"), corrected)
    _layer(project, "d2", "ana", "in progress", 9, _span("4", "PERSON", MODEL))
    _layer(project, "d0", "ben", "skipped", 0)
    _layer(project, "d0", "gold", "done", 0, _span("5", "PERSON"))
    _layer(project, "d3", "chloe", "done", 10, _span("6", "DATE"))
    project.save(put_in_trash(project, ["d3"]))
    yield project
    project.close()


def test_people_labels_and_gold(project: Project) -> None:
    found = insights_of(project)
    assert found.work.documents == 3
    assert found.work.people == (
        Person("ana", done=2, begun=1, spans=3, seconds=70, seconds_per_span=140 / 3),
        Person("ben", skipped=1),
    )
    assert found.work.statuses == Statuses(in_progress=1, done_by_one=1, gold=1)
    assert found.work.labels == {"PERSON": 2, "ORG": 1}
    assert found.work.spans_per_document == 1.5
    assert found.agreement.left_out == 2
    assert [pair.b for pair in found.agreement.against_gold] == ["ana"]


def test_what_became_of_suggestions(project: Project) -> None:
    found = insights_of(project)
    assert found.work.outcomes == {
        MODEL: {
            "GPE": Outcome(rejected=1),
            "ORG": Outcome(corrected=1),
            "PERSON": Outcome(accepted=2, by_hand=1),
        }
    }
    assert found.work.outcomes[MODEL]["PERSON"].answered == 2


def test_cancelled_and_empty(project: Project, tmp_path: Path) -> None:
    assert insights_of(project, cancelled=lambda: True) is None
    with Project.create(tmp_path / "empty.annodb", load_scheme("news")) as empty:
        found = insights_of(empty)
    assert (found.work.people, found.work.labels, found.work.outcomes) == ((), {}, {})
    assert found.work.spans_per_document is None
