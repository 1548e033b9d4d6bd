"""Bulk adjudication decides what nobody has decided, and goes back as one."""

import json
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.cli.main import run
from annotator.edits import adjudication as edits
from annotator.errors import InputError
from annotator.flow.adjudicating import adjudicate_project, bulk
from annotator.flow.exporting import export_project
from annotator.flow.reviewing import open_review
from annotator.model import Relation, make_annotator, make_document
from annotator.review.strategies import Strategy, strategy_of
from annotator.session import Session
from annotator.store.project import Project
from tests.annotator.review.test_adjudication import act, people, reopened, traces
from tests.support.documents import TEXT
from tests.support.projects import DOCUMENT
from tests.support.sides import NAMES, Labelled, make_reviewed, side, sides, words, write

ADA, WIDE = words("a1", "Ada Lovelace"), words("b1", "President Ada Lovelace")
OSLO, KIM = words("a2", "Oslo", "GPE"), words("a3", "Kim")
LAYERS = (
    side("ana", ADA, OSLO, KIM, Relation("ar", "visits", "a1", "a2")),
    side("ben", WIDE, replace(OSLO, id="b2"), Relation("br", "visits", "b1", "b2")),
    side("chloé", replace(WIDE, id="c1"), replace(OSLO, id="c2")),
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make_reviewed(tmp_path / "p.annodb", LAYERS)


def gold(path: Path) -> tuple[list[str], list[str]]:
    with Project.open(path, read_only=True) as project:
        review = open_review(project, make_annotator("mira"), DOCUMENT)
        assert review is not None
        spans = [review.text_of(span) for span in review.gold.in_order()]
        return spans, [relation.label for relation in review.gold.relations.values()]


@pytest.mark.parametrize(
    ("strategy", "expected", "left"),
    [
        ("agree", (["Oslo"], []), 3),
        ("majority", (["President Ada Lovelace", "Oslo"], ["visits"]), 0),
        ("union", (["President Ada Lovelace", "Ada Lovelace", "Kim", "Oslo"], ["visits"] * 2), 0),
        ("intersection", (["Oslo"], []), 0),
        ("trust:ana", (["Ada Lovelace", "Kim", "Oslo"], ["visits"]), 0),
        ("trust:chloé", (["President Ada Lovelace", "Oslo"], []), 0),
    ],
)
def test_each_strategy_decides_its_own_way(
    path: Path, strategy: str, expected: tuple[list[str], list[str]], left: int
) -> None:
    with Project.open(path) as project:
        outcome = adjudicate_project(project, strategy_of(strategy), "mira")
        assert (outcome.documents, outcome.agreed, outcome.left) == (1, 1, left)
    assert gold(path) == expected


def test_a_tie_goes_to_the_reviewer_and_a_threshold_raises_the_bar(path: Path) -> None:
    with Project.open(path, read_only=True) as project:
        mira = make_annotator("mira")
        assert bulk(project, Strategy("majority", 0.7), mira).outcome.left == 3
        assert bulk(project, Strategy("majority", 0.6), mira).outcome.left == 0


def test_two_annotators_who_differ_are_no_majority(tmp_path: Path) -> None:
    path = make_reviewed(tmp_path / "p.annodb", [side("ana", ADA), side("ben", WIDE)])
    with Project.open(path, read_only=True) as project:
        assert bulk(project, Strategy("majority"), make_annotator("mira")).outcome.left == 1


def test_what_a_person_decided_or_put_off_stays(path: Path) -> None:
    desk = reopened(path)
    boundary, kim = (u for u in desk.current.queue() if u.what == "span")
    desk.do(edits.decide(desk.current, boundary.place, "ana", "no titles"))
    desk.do(edits.defer(desk.current, kim.place))
    before = [desk.current.decision(u.place) for u in (boundary, kim)]
    desk.session.close()
    with Project.open(path) as project:
        outcome = adjudicate_project(project, strategy_of("trust:ben"), "mira")
        assert outcome.by_hand == 2
        review = open_review(project, make_annotator("mira"), DOCUMENT)
        assert review is not None
        assert [review.decision(u.place) for u in (boundary, kim)] == before


def test_bulk_is_one_undo_of_whoever_did_it(path: Path) -> None:
    with Project.open(path) as project:
        adjudicate_project(project, strategy_of("majority"), "mira")
    with Project.open(path) as project:
        session = Session(project, "mira")
        edit = session.undo()
        assert edit is not None
        assert "1 document" in edit.title
    assert gold(path) == ([], [])


def test_errors_name_what_to_choose(path: Path) -> None:
    with pytest.raises(InputError, match="agree, majority"):
        strategy_of("best")
    with pytest.raises(InputError, match="0 to 1"):
        strategy_of("majority", 3)
    with (
        Project.open(path) as project,
        pytest.raises(InputError, match="ana, ben, chloé"),
    ):
        adjudicate_project(project, strategy_of("trust:dora"), "mira")


def test_the_command_previews_and_decides(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = path.read_bytes()
    assert run(["adjudicate", str(path), "--strategy", "majority", "--dry-run", "--json"]) == 0
    preview = json.loads(capsys.readouterr().out)
    assert path.read_bytes() == before
    assert run(["adjudicate", str(path), "--strategy", "majority", "--as", "mira", "--json"]) == 0
    done = json.loads(capsys.readouterr().out)
    assert done.pop("dry_run") is False
    assert preview.pop("dry_run") is True
    assert done == preview
    assert done["taken"] == 2
    assert run(["adjudicate", str(path), "--strategy", "nonsense"]) == 1
    assert "error: There is no such strategy" in capsys.readouterr().err


def test_the_best_layer_is_gold_once_it_is_settled(path: Path, tmp_path: Path) -> None:
    with Project.open(path) as project:
        adjudicate_project(project, strategy_of("agree"), "mira")
        with pytest.raises(InputError, match="Adjudicate"):
            export_project(project, tmp_path / "x.jsonl")
        adjudicate_project(project, strategy_of("majority"), "mira")
        report = export_project(project, tmp_path / "x.jsonl")
    assert report.layers == {"gold": 1}
    assert report.spans == 2
    origins = {x["origin"] for x in json.loads((tmp_path / "x.jsonl").read_text())["spans"]}
    assert origins == {"adjudicated:ben", "adjudicated:agreed"}


def test_empty_gold_is_exported_as_such(tmp_path: Path) -> None:
    path = make_reviewed(tmp_path / "p.annodb", [side("ana"), side("ben")])
    with Project.open(path) as project:
        adjudicate_project(project, strategy_of("agree"), "mira")
        report = export_project(project, tmp_path / "x.jsonl")
    assert (report.records, report.spans, report.layers) == (1, 0, {"gold": 1})


def test_a_document_with_one_finished_layer_is_left_alone(path: Path) -> None:
    with Project.open(path) as project:
        project.add_documents([make_document("two", TEXT + " ", id="d2")])
        write(project, [side("ana", replace(ADA, id="x1"))], "d2")
        assert adjudicate_project(project, strategy_of("union"), "mira").documents == 1
        assert open_review(project, make_annotator("mira"), "d2") is None


STRATEGIES = st.sampled_from(
    ["agree", "majority", "union", "intersection", *(f"trust:{name}" for name in NAMES)]
)
BEFORE = st.lists(
    st.tuples(
        st.sampled_from(["decide", "none", "later", "own"]), st.integers(0, 9), st.integers(0, 9)
    ),
    max_size=3,
)


@settings(max_examples=40, deadline=None)
@given(sides(), BEFORE, STRATEGIES)
def test_bulk_then_undo_restores_exactly(
    layers: tuple[Labelled, ...], steps: list[tuple[str, int, int]], strategy: str
) -> None:
    with TemporaryDirectory() as folder:
        desk = reopened(make_reviewed(Path(folder) / "p.annodb", layers))
        for step in steps:
            act(desk, *step)
        before = contents(desk.session.project)
        human = by_hand(desk.current.gold.decisions)
        found = bulk(desk.session.project, strategy_of(strategy), desk.session.who)
        if found.edit is not None:
            desk.do(found.edit)
            traces(desk.current)
            assert human.items() <= by_hand(desk.current.gold.decisions).items()
            desk.session.undo()
        assert contents(desk.session.project) == before
        desk.session.close()


def by_hand(decisions: dict[str, object]) -> dict[str, object]:
    return {id: x for id, x in decisions.items() if getattr(x, "by_hand", False)}


def contents(project: Project) -> tuple[object, ...]:
    stored = project.annotations(DOCUMENT, make_annotator("gold", "gold").id)
    return ({x.id: x for x in stored.items()}, stored.status, people(project))
