"""The sample projects: complete, the same everywhere, and with everything that review can show."""

from pathlib import Path

import pytest

from annotator.errors import ProjectExists
from annotator.flow.agreement import agreement_of
from annotator.flow.insights import insights_of
from annotator.flow.reviewing import ready, reviews
from annotator.flow.sample import make_sample
from annotator.flow.written import Article, Work, place, wanted
from annotator.model import Span, make_annotator
from annotator.review.adjudication import Review
from annotator.store.bulk import contents
from annotator.store.people import roles
from annotator.store.project import Project

TEXT = "Ada met Kim. Ada Obi left; Kim Lee and Ada stayed in Oslo."


@pytest.fixture(scope="module")
def sample(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("sample") / "review.annodb"
    assert make_sample(path, "review")
    return path


@pytest.fixture
def project(sample):
    with Project.open(sample, read_only=True) as opened:
        yield opened


def reviewed(project: Project) -> list[Review]:
    return list(reviews(project, make_annotator("Rita"), ready(project)))


def test_three_people_finished_enough_to_measure(project):
    found = agreement_of(project)
    assert [(pair.a, pair.b) for pair in found.pairs] == [
        ("Ana", "Ben"),
        ("Ana", "Chloé"),
        ("Ben", "Chloé"),
    ]
    assert min(pair.documents for pair in found.pairs) >= 5
    for pair in found.pairs:
        assert 0.3 < pair.measures["f1_exact"].value < 1
    assert len(found.against_gold) == 3


def test_every_kind_of_conflict_waits_for_the_reviewer(project):
    open_reviews = [review for review in reviewed(project) if review.gold.status != "done"]
    units = [unit for review in open_reviews for unit in review.queue()]
    kinds = {(unit.what, unit.kind) for unit in units}
    assert kinds >= {
        ("span", "boundary"),
        ("span", "label"),
        ("span", "missing"),
        ("relation", "direction"),
        ("relation", "label"),
        ("relation", "missing"),
        ("relation", "ends"),
        ("document", "missing"),
    }
    items = [version.item for unit in units for version in unit.versions]
    assert any(isinstance(item, Span) and item.fragments for item in items)


def test_some_is_decided_with_a_remark_and_some_changed_since(project):
    done = [review for review in reviewed(project) if review.gold.status == "done"]
    assert len(done) == 2
    assert any(review.late for review in done)
    decisions = [x for review in done for x in map(review.decision, review.comparison.by_place)]
    assert any(decision and decision.comment for decision in decisions)
    assert {decision.who for decision in decisions if decision} == {"Rita"}


def test_suggestions_were_accepted_corrected_rejected_and_for_some_never_shown(project):
    found = insights_of(project)
    outcomes = [x for row in found.work.outcomes.values() for x in row.values()]
    for what in ("accepted", "corrected", "rejected", "by_hand"):
        assert sum(getattr(outcome, what) for outcome in outcomes) > 0


def test_people_have_roles_and_no_layer_is_out_of_place(project):
    names = {one.id: one for one in project.annotators()}
    given = {names[id].name: role for id, role in roles(project).items()}
    assert given == {
        "Ana": "annotator",
        "Ben": "annotator",
        "Chloé": "annotator",
        "Rita": "reviewer",
    }
    assert project.check() == []


def test_made_twice_it_says_the_same(project, tmp_path):
    make_sample(tmp_path / "again.annodb", "review")
    with Project.open(tmp_path / "again.annodb", read_only=True) as again:
        assert said(again) == said(project)


def said(project: Project) -> list[object]:
    people = {one.id: one for one in project.annotators()}
    return [
        (id, people[layer.annotator].name, layer.status, layer.seconds, keys(project, layer.id))
        for id in project.document_ids()
        for layer in project.layers(id)
    ]


def keys(project: Project, layer: str) -> list[object]:
    spans = [item for item in contents(project, [layer])[layer] if isinstance(item, Span)]
    return sorted((span.key, span.origin) for span in spans)


def test_stopped_halfway_it_leaves_nothing(tmp_path):
    path = tmp_path / "no.annodb"
    assert not make_sample(path, "review", cancelled=lambda: True)
    assert list(tmp_path.iterdir()) == []


def test_it_overwrites_nothing(tmp_path):
    (tmp_path / "mine.annodb").write_text("mine")
    with pytest.raises(ProjectExists):
        make_sample(tmp_path / "mine.annodb")
    assert (tmp_path / "mine.annodb").read_text() == "mine"


def words(ranges) -> str:
    return " … ".join(TEXT[start:end] for start, end in ranges)


@pytest.mark.parametrize(
    ("form", "found"),
    [("Kim", ((8, 11),)), ("Ada#2", ((13, 16),)), ("Kim … Oslo", ((8, 11), (53, 57)))],
)
def test_a_place_is_found_by_its_words(form, found):
    assert place(TEXT, form) == found


def test_words_that_are_not_there_are_an_error():
    for form in ("Ad", "Ada#4", "Kim … Ada … Ada … Ada"):
        with pytest.raises(ValueError, match="does not stand"):
            place(TEXT, form)


def test_a_star_takes_what_lies_in_no_other_span():
    article = Article(
        "x.txt",
        "d",
        [Work("ana", 0, 1)],
        [("Ada*", "PERSON"), ("Ada Obi", "PERSON", "ana"), ("Oslo", "GPE", "ben")],
        [("meets", "Ada", "Ada#2")],
    )
    ana, ben = (wanted(article, TEXT, who) for who in ("ana", "ben"))
    assert [words(ranges) for ranges, _ in ana.spans] == ["Ada", "Ada Obi", "Ada"]
    assert [words(ranges) for ranges, _ in ben.spans] == ["Ada", "Ada", "Ada", "Oslo"]
    assert [words(x) for x in ana.relations[0][1:]] == ["Ada", "Ada Obi"]
