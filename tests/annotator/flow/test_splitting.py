"""Each annotator gets a file of their own: their documents, and nobody else's labels."""

from pathlib import Path

import pytest

from annotator.assignment import Wish
from annotator.edits.spans import add_span
from annotator.errors import InputError, OutputError, ProjectExists
from annotator.flow.assigning import assign, plan_by_hand, plan_for, present, report_of
from annotator.flow.splitting import split_project
from annotator.model import make_document
from annotator.session import Session
from annotator.store import people
from annotator.store.project import Project
from tests.support.documents import SCHEME, TEXT
from tests.support.projects import NEWS, suggested

PEOPLE = ["ana", "ben/x", "çem"]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "p.annodb"
    with Project.create(path, SCHEME, "de") as project:
        docs = [make_document(f"n{i}", f"{TEXT} {i}", id=f"d{i}") for i in range(7)]
        project.add_documents(docs)
        for doc in docs:
            project.set_suggestions(doc.id, NEWS, [suggested(f"s{doc.id}", "Kim", "PERSON")], [])
        project.set_setting("pipeline", "mine")
    for who in PEOPLE[:2]:
        session = Session(Project.open(path), who)
        for document in session.project.document_ids():
            session.do(add_span(session.open(document), 0, 9, "PERSON"))
        session.close()
    return path


def deal(path: Path, wish: Wish = Wish()) -> None:  # noqa: B008
    with Project.open(path) as project:
        assign(project, PEOPLE, plan_for(project, PEOPLE, wish))


def split(path: Path, folder: Path, names: tuple[str, ...] = ()) -> dict[str, Path]:
    with Project.open(path, read_only=True) as project:
        report = split_project(project, folder, names)
    return dict(zip(report.people, map(Path, report.files), strict=True))


def test_each_file_holds_the_persons_own(path: Path, tmp_path: Path) -> None:
    """All have begun everything but one, so dealing keeps what was begun."""
    deal(path)
    found = split(path, tmp_path / "out", ("ana",))
    with Project.open(found["ana"]) as part, Project.open(path) as project:
        mine = [row.id for row in project.summaries(project.annotator("ana").id, mine=True)]
        assert part.document_ids() == mine
        assert {one.name for one in part.annotators()} == {"ana", NEWS.name}
        for document in mine:
            kinds = {layer.annotator for layer in part.layers(document)}
            assert kinds == {part.annotator("ana").id, NEWS.id}
        assert part.scheme == project.scheme
        assert part.language == "de"
        assert part.get_setting("pipeline") == "mine"
        assert part.matching("Oslo") == mine
        assert part.check() == []


def test_an_open_project_gives_everybodys_labels(path: Path, tmp_path: Path) -> None:
    with Project.open(path) as project:
        people.set_blind(project, blind=False)
    found = split(path, tmp_path / "out", ("ana",))
    with Project.open(found["ana"]) as part:
        assert {one.name for one in part.annotators()} == {"ana", "ben/x", NEWS.name}


def test_names_become_names_of_files(path: Path, tmp_path: Path) -> None:
    found = split(path, tmp_path / "out", tuple(PEOPLE))
    assert [file.name for file in found.values()] == [
        "p - ana.annodb",
        "p - ben_x.annodb",
        "p - çem.annodb",
    ]
    assert sorted(x.name for x in (tmp_path / "out").iterdir()) == sorted(
        file.name for file in found.values()
    )


def test_undo_goes_on_in_the_part_but_not_beyond_it(path: Path, tmp_path: Path) -> None:
    with Project.open(path) as project:
        plan = plan_by_hand(project, ["ana"], ["n2", "d4"])
        assign(project, ["ana"], plan)
    found = split(path, tmp_path / "out")
    session = Session(Project.open(found["ana"]), "ana")
    assert session.undo()
    assert session.undo()
    assert session.undo() is None
    session.close()


def test_files_that_exist_are_not_replaced(path: Path, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "p - çem.annodb").write_text("mine", encoding="utf-8")
    with pytest.raises(ProjectExists):
        split(path, folder, tuple(PEOPLE))
    assert [x.read_text() for x in folder.iterdir()] == ["mine"]


def test_what_cannot_be_split_is_told(path: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="anybody"):
        split(path, tmp_path / "out")
    deal(path)
    with pytest.raises(InputError, match="dora"):
        split(path, tmp_path / "out", ("dora",))
    with pytest.raises(OutputError):
        split(path, tmp_path / "no" / "where")
    with pytest.raises(OutputError):
        split(path, path)


def test_cancelled_no_file_is_there(path: Path, tmp_path: Path) -> None:
    with Project.open(path, read_only=True) as project:
        report = split_project(project, tmp_path / "out", PEOPLE, cancelled=lambda: True)
    assert report.cancelled
    assert list((tmp_path / "out").iterdir()) == []


def test_documents_that_come_later_are_dealt_and_the_rest_stays(path: Path) -> None:
    deal(path, Wish(calibration=1))
    with Project.open(path) as project:
        before = present(project)
        project.add_documents(make_document(f"m{i}", f"More {i}", id=f"e{i}") for i in range(6))
        report = report_of(project, plan_for(project, PEOPLE, Wish(calibration=1)))
        assert (report.added, report.withdrawn) == (6, 0)
        assign(project, PEOPLE, plan_for(project, PEOPLE, Wish(calibration=1)))
        after = present(project)
        assert after.calibration == before.calibration
        assert all(after.people[d] == who for d, who in before.people.items())
        again = report_of(project, plan_for(project, PEOPLE, Wish(calibration=1)))
        assert (again.added, again.withdrawn) == (0, 0)


def test_dealing_anew_keeps_what_was_begun(path: Path) -> None:
    with Project.open(path) as project:
        assign(project, ["çem"], plan_by_hand(project, ["çem"], ["d0", "d1"]))
        report = report_of(project, plan_for(project, ["ana", "çem"], Wish(), again=True))
        assert report.withdrawn == 2
        assert report.people["ana"].documents == 7


def test_a_document_that_there_is_not(path: Path) -> None:
    with Project.open(path) as project, pytest.raises(InputError, match="nowhere"):
        plan_by_hand(project, ["ana"], ["nowhere"])
