"""Deciding: gold follows, annotators' layers do not, and every gold item knows its decision."""

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.changes import Edit
from annotator.edits import adjudication as edits
from annotator.errors import EditRefused
from annotator.flow.desk import Desk
from annotator.model import GOLD, Decision, Relation, Span, make_annotator
from annotator.review.adjudication import GOLD_ANNOTATOR, Review
from annotator.review.units import Labelled, Unit
from annotator.scheme_edits import merge_labels, rename_label
from annotator.session import Session
from annotator.store.project import Project
from tests.support.documents import TEXT
from tests.support.projects import DOCUMENT
from tests.support.sides import NAMES, make_reviewed, side, sides, words

ADA, WIDE = words("a1", "Ada Lovelace"), words("b1", "President Ada Lovelace")
OSLO = words("a2", "Oslo", "GPE")


def at_desk(path: Path, *layers: Labelled) -> Desk:
    return reopened(make_reviewed(path / "p.annodb", layers))


def reopened(path: Path) -> Desk:
    desk = Desk(Session(Project.open(path), "mira"))
    desk.open(DOCUMENT)
    return desk


def gold(desk: Desk) -> set[tuple[str, str]]:
    review = desk.current
    return {(review.text_of(span), span.label) for span in review.gold.spans.values()}


def conflict(desk: Desk, number: int = 0) -> Unit:
    return desk.current.queue()[number]


@pytest.fixture
def boundary(tmp_path: Path) -> Desk:
    """Ana and Ben differ on one edge and agree on Oslo."""
    return at_desk(tmp_path, side("ana", ADA, OSLO), side("ben", WIDE, replace(OSLO, id="b2")))


def test_what_all_agree_on_is_in_gold_and_says_so(boundary: Desk) -> None:
    review = boundary.current
    assert gold(boundary) == {("Oslo", "GPE")}
    (span,) = review.gold.spans.values()
    decision = review.decision_of(span.id)
    assert decision is not None
    assert (decision.how, decision.who) == ("agreed", "mira")
    assert not decision.by_hand
    assert review.gold.status == "in progress"


def test_taking_a_version_brings_it_into_gold(boundary: Desk) -> None:
    unit = conflict(boundary)
    boundary.do(edits.decide(boundary.current, unit.place, "ben", "with the title"))
    review = boundary.current
    assert gold(boundary) == {("President Ada Lovelace", "PERSON"), ("Oslo", "GPE")}
    decision = review.decision(unit.place)
    assert decision is not None
    assert (decision.choice, decision.source, decision.comment) == (
        "version",
        "ben",
        "with the title",
    )
    (id,) = decision.gold
    assert review.gold.spans[id].origin == "adjudicated:ben"
    assert review.gold.status == "done"
    assert review.adjudicated


def test_nothing_here_is_a_decision(tmp_path: Path) -> None:
    desk = at_desk(tmp_path, side("ana", ADA), side("ben"))
    desk.do(edits.decide_none(desk.current, conflict(desk).place))
    assert gold(desk) == set()
    assert desk.current.adjudicated
    assert desk.current.gold.status == "done"


def test_taking_the_version_of_who_has_nothing_is_nothing(tmp_path: Path) -> None:
    desk = at_desk(tmp_path, side("ana", ADA), side("ben"))
    desk.do(edits.decide(desk.current, conflict(desk).place, "ben"))
    decision = desk.current.decision(conflict(desk).place)
    assert decision is not None
    assert (decision.choice, decision.source, decision.gold) == ("none", "ben", ())


def test_a_document_without_any_annotation_is_adjudicated(tmp_path: Path) -> None:
    desk = at_desk(tmp_path, side("ana"), side("ben"))
    assert desk.current.gold.status == "done"
    assert desk.current.adjudicated


def test_changing_a_decision_keeps_the_gold_span(boundary: Desk) -> None:
    unit = conflict(boundary)
    boundary.do(edits.decide(boundary.current, unit.place, "ben"))
    first = boundary.current.decision(unit.place)
    boundary.do(edits.decide(boundary.current, unit.place, "ana"))
    second = boundary.current.decision(unit.place)
    assert first is not None
    assert second is not None
    assert (first.id, first.gold) == (second.id, second.gold)
    assert ("Ada Lovelace", "PERSON") in gold(boundary)


def test_deciding_survives_a_restart_and_can_be_undone_then(boundary: Desk) -> None:
    unit = conflict(boundary)
    before = gold(boundary)
    boundary.do(edits.decide(boundary.current, unit.place, "ana"))
    path = boundary.session.project.path
    boundary.session.close()
    again = reopened(path)
    assert again.current.adjudicated
    again.session.undo()
    assert gold(again) == before
    assert again.current.open == {unit.place}
    again.session.redo()
    assert again.current.adjudicated


def test_deferring_keeps_it_in_the_queue(boundary: Desk) -> None:
    unit = conflict(boundary)
    boundary.do(edits.defer(boundary.current, unit.place, "ask Ana"))
    assert boundary.current.open == {unit.place}
    boundary.do(edits.decide(boundary.current, unit.place, "ana"))
    decision = boundary.current.decision(unit.place)
    assert decision is not None
    assert decision.comment == "ask Ana"
    with pytest.raises(EditRefused, match="decided already"):
        edits.defer(boundary.current, unit.place)


def test_reopening_takes_the_gold_item_out(boundary: Desk) -> None:
    unit = conflict(boundary)
    boundary.do(edits.decide(boundary.current, unit.place, "ana"))
    boundary.do(edits.reopen(boundary.current, unit.place))
    assert gold(boundary) == {("Oslo", "GPE")}
    assert boundary.current.open == {unit.place}
    assert boundary.current.gold.status == "in progress"


def test_an_own_version_counts_as_the_reviewers(boundary: Desk) -> None:
    unit = conflict(boundary)
    boundary.do(edits.decide_own_span(boundary.current, unit.place, ((10, 13),), "PERSON"))
    assert ("Ada", "PERSON") in gold(boundary)
    (span,) = (s for s in boundary.current.gold.spans.values() if s.start == 10)
    assert span.origin == "adjudicated:mira"
    boundary.do(edits.decide_own_span(boundary.current, None, ((27, 30),), "PERSON"))
    assert ("Kim", "PERSON") in gold(boundary)
    added = next(s for s in boundary.current.gold.spans.values() if s.start == 27)
    boundary.do(edits.remove(boundary.current, added.id))
    assert ("Kim", "PERSON") not in gold(boundary)


def test_an_own_version_is_checked(boundary: Desk) -> None:
    review, place = boundary.current, conflict(boundary).place
    with pytest.raises(EditRefused, match="no label"):
        edits.decide_own_span(review, place, ((10, 13),), "NOPE")
    with pytest.raises(EditRefused, match="edge"):
        edits.decide_own_span(review, place, ((10, 10),), "PERSON")
    with pytest.raises(EditRefused, match="edge"):
        edits.decide_own_span(review, place, ((10, len(TEXT) + 1),), "PERSON")
    with pytest.raises(EditRefused, match="by another decision"):
        edits.decide_own_span(review, place, OSLO.ranges, "GPE")


def test_what_all_agree_on_stays_open_to_change(boundary: Desk) -> None:
    (span,) = boundary.current.gold.spans.values()
    boundary.do(edits.remove(boundary.current, span.id))
    assert gold(boundary) == set()
    place = boundary.current.comparison.units[-1].place
    boundary.do(edits.reopen(boundary.current, place))
    assert gold(boundary) == {("Oslo", "GPE")}


# Relations


@pytest.fixture
def linked(tmp_path: Path) -> Desk:
    """They differ on an edge of the head, and Chloé has no relation."""
    visit = Relation("ar", "visits", "a1", "a2")
    return at_desk(
        tmp_path,
        side("ana", ADA, OSLO, visit),
        side("ben", WIDE, replace(OSLO, id="b2"), Relation("br", "visits", "b1", "b2")),
        side("chloé", replace(ADA, id="c1"), replace(OSLO, id="c2")),
    )


def test_taking_a_relation_takes_its_ends_along(linked: Desk) -> None:
    span, relation = linked.current.queue()
    assert (span.what, relation.what) == ("span", "relation")
    linked.do(edits.decide(linked.current, relation.place, "ben"))
    review = linked.current
    assert ("President Ada Lovelace", "PERSON") in gold(linked)
    assert review.adjudicated
    (link,) = review.gold.relations.values()
    assert review.text_of(review.gold.spans[link.head]) == "President Ada Lovelace"


def test_a_relation_binds_to_the_gold_span_that_was_decided(linked: Desk) -> None:
    span, relation = linked.current.queue()
    linked.do(edits.decide(linked.current, span.place, "ana"))
    linked.do(edits.decide(linked.current, relation.place, "ben"))
    review = linked.current
    (link,) = review.gold.relations.values()
    assert review.text_of(review.gold.spans[link.head]) == "Ada Lovelace"
    linked.do(edits.decide(linked.current, span.place, "ben"))
    (link,) = review.gold.relations.values()
    assert review.text_of(review.gold.spans[link.head]) == "President Ada Lovelace"


def test_without_its_end_there_is_no_relation(linked: Desk) -> None:
    span, relation = linked.current.queue()
    linked.do(edits.decide_none(linked.current, span.place))
    follows = linked.current.decision(relation.place)
    assert follows is not None
    assert (follows.choice, follows.how) == ("none", "ends")
    assert linked.current.adjudicated
    with pytest.raises(EditRefused, match="nothing here"):
        edits.decide(linked.current, relation.place, "ana")
    linked.do(edits.decide(linked.current, span.place, "ana"))
    assert linked.current.open == {relation.place}


def test_a_relation_that_all_mean_follows_its_ends(tmp_path: Path) -> None:
    desk = at_desk(
        tmp_path,
        side("ana", ADA, OSLO, Relation("ar", "visits", "a1", "a2")),
        side("ben", WIDE, replace(OSLO, id="b2"), Relation("br", "visits", "b1", "b2")),
    )
    span, relation = desk.current.queue()
    assert relation.kind == "ends"
    desk.do(edits.decide(desk.current, span.place, "ben"))
    assert len(desk.current.gold.relations) == 1
    assert desk.current.adjudicated
    desk.session.undo()
    assert desk.current.gold.relations == {}


def test_a_relation_goes_back_to_the_queue_when_its_end_forbids_it(linked: Desk) -> None:
    span, relation = linked.current.queue()
    linked.do(edits.decide(linked.current, relation.place, "ana"))
    linked.do(edits.decide_own_span(linked.current, span.place, ADA.ranges, "DATE"))
    assert linked.current.gold.relations == {}
    assert linked.current.open == {relation.place}
    with pytest.raises(EditRefused, match="cannot be"):
        edits.decide(linked.current, relation.place, "ana")


def test_an_own_relation(boundary: Desk) -> None:
    unit = conflict(boundary)
    boundary.do(edits.decide(boundary.current, unit.place, "ana"))
    head, tail = sorted(boundary.current.gold.spans.values(), key=lambda span: span.start)
    boundary.do(edits.decide_own_relation(boundary.current, None, head.id, tail.id, "visits"))
    (link,) = boundary.current.gold.relations.values()
    assert boundary.current.decision_of(link.id) is not None
    with pytest.raises(EditRefused, match="cannot be"):
        edits.decide_own_relation(boundary.current, None, tail.id, head.id, "visits")


# Late changes


def change_ben(desk: Desk, before: Span, after: Span | None) -> None:
    """Ben works on after the decision, in a window of his own."""
    from annotator.changes import Change

    project = desk.session.project
    ben = make_annotator("ben")
    project.save(Edit("late", "Late", (Change(DOCUMENT, ben.id, before, after),), ben.id))
    desk.open(DOCUMENT)


def test_a_late_change_raises_a_flag_and_changes_nothing(boundary: Desk) -> None:
    unit = conflict(boundary)
    boundary.do(edits.decide(boundary.current, unit.place, "ana"))
    there = gold(boundary)
    change_ben(boundary, WIDE, replace(WIDE, label="GPE"))
    review = boundary.current
    assert gold(boundary) == there
    assert review.adjudicated
    ((place, (difference,)),) = review.late.items()
    assert difference.name == "ben"
    assert (difference.before.label, difference.now.label) == ("PERSON", "GPE")
    assert review.unit(place) in review.queue()
    boundary.do(edits.keep(boundary.current, place))
    assert boundary.current.late == {}
    assert gold(boundary) == there
    boundary.session.undo()
    assert set(boundary.current.late) == {place}


def test_a_late_change_of_what_was_agreed_is_flagged(boundary: Desk) -> None:
    unit = conflict(boundary)
    boundary.do(edits.decide(boundary.current, unit.place, "ana"))
    change_ben(boundary, replace(OSLO, id="b2"), None)
    assert ("Oslo", "GPE") in gold(boundary)
    ((place, (difference,)),) = boundary.current.late.items()
    assert (difference.name, difference.now.label) == ("ben", "")
    boundary.do(edits.decide_none(boundary.current, place))
    assert ("Oslo", "GPE") not in gold(boundary)
    assert boundary.current.late == {}


def test_a_decision_whose_versions_are_gone_is_flagged(tmp_path: Path) -> None:
    desk = at_desk(tmp_path, side("ana"), side("ben", WIDE))
    desk.do(edits.decide(desk.current, conflict(desk).place, "ben"))
    change_ben(desk, WIDE, None)
    ((place, _),) = desk.current.late.items()
    (unit,) = desk.current.queue()
    assert unit.versions == ()
    desk.do(edits.keep(desk.current, place))
    assert gold(desk) == {("President Ada Lovelace", "PERSON")}
    assert desk.current.late == {}
    path = desk.session.project.path
    desk.session.close()
    assert reopened(path).current.late == {}


def test_a_label_that_is_renamed_everywhere_is_no_late_change(linked: Desk) -> None:
    relation = linked.current.queue()[1]
    linked.do(edits.decide(linked.current, relation.place, "ben"))
    before = picture(linked.current)
    for old, new in (("GPE", "ÖRTLICH"), ("PERSON", "HUMAN")):
        linked.session.do(rename_label(linked.session.project, "span", old, new))
        assert linked.current.late == {}
        assert linked.current.adjudicated
    linked.session.do(merge_labels(linked.session.project, "span", "ÖRTLICH", "DATE"))
    assert linked.current.late == {}
    for _ in range(3):
        linked.session.undo()
    assert picture(linked.current) == before


# Properties

MARKS = ("none", "own", "later", "reopen", "remove", "relate", "comment", "redo")
ACTS = ("decide", "decide", "decide", "undo", "undo", *MARKS)
STEPS = st.lists(
    st.tuples(
        st.sampled_from(ACTS),
        st.integers(0, 99),
        st.integers(0, 99),
    ),
    max_size=12,
)


def act(desk: Desk, what: str, one: int, two: int) -> None:
    if what == "undo":
        desk.session.undo()
        return
    if what == "redo":
        desk.session.redo()
        return
    review = desk.current
    units = review.comparison.units
    place = units[one % len(units)].place if units else "span 0-1 PERSON"
    items = sorted([*review.gold.spans, *review.gold.relations])
    try:
        desk.do(_wish(review, what, place, items, one, two))
    except EditRefused:
        return


def _wish(review: Review, what: str, place: str, items: list[str], one: int, two: int) -> Edit:
    if what == "decide":
        return edits.decide(review, place, NAMES[two % 3])
    if what == "none":
        return edits.decide_none(review, place, f"no {two}")
    if what == "own":
        label = ("PERSON", "GPE", "DATE")[two % 3]
        start = one % 40
        where = place if two % 2 else None
        return edits.decide_own_span(review, where, ((start, start + 1 + two % 9),), label)
    if what == "later":
        return edits.defer(review, place)
    if what == "comment":
        return edits.comment(review, place, f"c{two}")
    if what == "reopen":
        return edits.reopen(review, place)
    if what == "relate" and items:
        head, tail = items[one % len(items)], items[two % len(items)]
        return edits.decide_own_relation(review, None, head, tail, ("visits", "meets")[two % 2])
    if what == "remove" and items:
        return edits.remove(review, items[one % len(items)])
    raise EditRefused("Nothing there")


def people(project: Project) -> dict[str, object]:
    return {
        name: (list(there.items()), there.status)
        for name in NAMES
        for there in [project.annotations(DOCUMENT, make_annotator(name).id)]
    }


def picture(review: Review) -> tuple[object, ...]:
    """All that is known of a review."""
    return (
        {item.id: item for item in review.gold.items()},
        review.gold.status,
        review.open,
        review.pending,
        review.late,
        {unit.place: review.decision(unit.place) for unit in review.comparison.units},
    )


def traces(review: Review) -> None:
    """Every gold item has its decision, and every decision's items are in gold."""
    items = [*review.gold.spans, *review.gold.relations, *review.gold.labels]
    held = [id for d in review.gold.decisions.values() for id in d.gold]
    assert sorted(held) == sorted(items)
    for id in items:
        decision = review.decision_of(id)
        assert decision is not None
        assert decision.who == "mira"
        assert decision.when
        assert decision.choice in ("version", "own")


@settings(max_examples=40, deadline=None)
@given(sides(), STEPS)
def test_decisions_touch_gold_only_and_every_gold_item_has_one(
    layers: tuple[Labelled, ...], steps: list[tuple[str, int, int]]
) -> None:
    with TemporaryDirectory() as folder:
        desk = at_desk(Path(folder), *layers)
        before = people(desk.session.project)
        for step in steps:
            act(desk, *step)
            traces(desk.current)
        assert people(desk.session.project) == before
        path = desk.session.project.path
        left = picture(desk.current)
        desk.session.close()
        with Project.open(path) as project:
            assert project.check() == []
            fresh = Desk(Session(project, "mira"))
            from annotator.flow.reviewing import open_review

            again = open_review(project, make_annotator("mira"), DOCUMENT)
            assert again is not None
            assert picture(again) == left
            while fresh.session.undo() is not None:
                pass
            stored = project.annotations(DOCUMENT, GOLD_ANNOTATOR.id)
            assert list(stored.items()) == []
            assert people(project) == before


def test_gold_is_called_gold() -> None:
    assert (GOLD_ANNOTATOR.name, GOLD_ANNOTATOR.kind) == (GOLD, "gold")
    assert Decision("", "", "none").by_hand
