"""A reviewer adjudicates in the real window, by keys alone."""

from collections.abc import Callable
from pathlib import Path

from annotator.model import make_annotator
from annotator.review.adjudication import GOLD_ANNOTATOR
from annotator.store.project import Project
from tests.support.reviewed import PEOPLE, make_conflicts, make_visit
from tests.ui.review.conftest import Desk

Sit = Callable[..., Desk]
CONFLICTS = 200
MOST_KEYS = 1.2


def test_two_hundred_conflicts_take_no_more_than_240_keys(sit_down: Sit, tmp_path: Path) -> None:
    desk = sit_down(make_conflicts(tmp_path / "p.annodb", CONFLICTS))
    before = desk.people()
    review = desk.page.desk_review
    assert review is not None
    assert len(review.open) == CONFLICTS
    desk.keys = 0
    for number in range(CONFLICTS):
        place = desk.page.reviewing.current
        assert place in review.open
        if number % 40 == 0:  # a version of the reviewer's own, under another label
            desk.press("E", "3", "Return")
        elif number % 25 == 0:  # a comment, then the decision
            desk.press("C", "Return", "1")
        elif number % 10 == 0:
            desk.press("0")
        else:
            desk.press(str(1 + number % 3))
        assert place not in review.open
    each = desk.keys / CONFLICTS
    assert each <= MOST_KEYS, f"{desk.keys} keys for {CONFLICTS} conflicts: {each:.2f} each"
    assert review.adjudicated
    assert "is adjudicated" in desk.window.toast.message.title
    with Project.open(desk.path, read_only=True) as again:
        gold = again.annotations("d0", GOLD_ANNOTATOR.id)
        assert gold.status == "done"
        assert len(gold.decisions) == CONFLICTS
        assert all(d.who == "Mira Rossi" and d.when for d in gold.decisions.values())
        traced = {id for decision in gold.decisions.values() for id in decision.gold}
        assert traced == {*gold.spans, *gold.relations, *gold.labels}
        assert sum(span.label == "GPE" for span in gold.spans.values()) == 5
        assert again.annotations("d0", make_annotator(PEOPLE[0]).id).decisions == {}
    assert desk.people() == before


def test_a_key_draws_gold_and_saves_it_and_undo_takes_it_back(
    sit_down: Sit, tmp_path: Path
) -> None:
    desk = sit_down(make_visit(tmp_path / "p.annodb"))
    assert desk.shown()["President Vladimir Putin"] == "BOUNDARY"
    assert ("President Vladimir Putin", "PERSON") not in desk.gold()
    desk.press("2")
    assert ("President Vladimir Putin", "PERSON") in desk.gold()
    assert desk.shown()["President Vladimir Putin"] == "PER"
    assert desk.page.card.question.title == "Where does this Person begin?"
    with Project.open(desk.path, read_only=True) as again:
        spans = again.annotations("d0", GOLD_ANNOTATOR.id).spans.values()
        assert any(span.origin == "adjudicated:Ben Kaya" for span in spans)
    desk.press("Backspace")
    assert [answer.chosen for answer in desk.page.card.question.answers] == [False, True]
    desk.press("Ctrl+Z")
    assert ("President Vladimir Putin", "PERSON") not in desk.gold()
    assert desk.shown()["President Vladimir Putin"] == "BOUNDARY"
    assert not any(answer.chosen for answer in desk.page.card.question.answers)


def test_a_relation_is_decided_with_its_ends(sit_down: Sit, tmp_path: Path) -> None:
    desk = sit_down(make_visit(tmp_path / "p.annodb"))
    reviewing, review = desk.page.reviewing, desk.page.desk_review
    leads = next(u for u in review.queue() if u.what == "relation" and "leads" in u.place)
    head = leads.around[0]
    assert head in review.open
    reviewing.point(leads.place)
    answers = desk.page.card.question.answers
    assert [(a.keys, a.relation) for a in answers] == [(("1", "3"), "leads"), (("2", "0"), "")]
    desk.press("1")
    assert ("Andrey Belousov", "PERSON") in desk.gold()
    assert head not in review.open
    (relation,) = [r for r in review.gold.relations.values() if r.label == "leads"]
    assert relation.id in desk.page.canvas.page.relations
    assert leads.place not in desk.page.canvas.page.relations


def test_nothing_here_is_a_decision_and_enter_goes_on_without_one(
    sit_down: Sit, tmp_path: Path
) -> None:
    desk = sit_down(make_visit(tmp_path / "p.annodb"))
    review, first = desk.page.desk_review, desk.page.reviewing.current
    desk.press("Return")
    assert desk.page.reviewing.current != first
    assert first in review.open
    desk.press("Backspace")
    assert desk.page.reviewing.current == first
    desk.press("0", "Backspace")
    assert review.decision(first).choice == "none"
    assert desk.page.card.question.none_chosen
    assert desk.shown()["President Vladimir Putin"] == "NOTHING"


def test_put_off_comes_last_and_comments_are_kept(sit_down: Sit, tmp_path: Path) -> None:
    desk = sit_down(make_visit(tmp_path / "p.annodb"))
    review, first = desk.page.desk_review, desk.page.reviewing.current
    desk.press("C")
    desk.qtbot.keyClicks(desk.page.card.field, "Title included, see 1.2")
    desk.press("Return")
    assert desk.page.canvas.hasFocus()
    assert review.decision(first).comment == "Title included, see 1.2"
    desk.press("D")
    assert review.decision(first).choice == "later"
    while len(review.open) > 1:
        assert desk.page.reviewing.current != first
        desk.press("0")
    assert desk.page.reviewing.current == first
    desk.press("1")
    assert review.decision(first).comment == "Title included, see 1.2"
    assert review.adjudicated


def test_a_version_of_ones_own_by_label_edge_and_selection(sit_down: Sit, tmp_path: Path) -> None:
    desk = sit_down(make_visit(tmp_path / "p.annodb"))
    review, first = desk.page.desk_review, desk.page.reviewing.current
    desk.press("E")
    assert not desk.window.bindings.actions["take_1"].isEnabled()
    desk.press("2")
    assert ("Vladimir Putin", "ORG") in desk.gold()
    desk.press("Alt+Shift+Left", "Alt+Right")
    assert ("President Vladimir Putin is", "ORG") in desk.gold()
    text = review.document.text
    at = text.index("Vladimir")
    desk.page.canvas.set_selection(at, at + len("Vladimir"))
    desk.press("1")
    assert ("Vladimir", "PERSON") in desk.gold()
    assert review.decision(first).choice == "own"
    desk.press("Return")
    assert not desk.page.reviewing.editing
    assert desk.page.reviewing.current != first
    assert desk.window.bindings.actions["take_1"].isEnabled()


def test_a_span_that_nobody_has_is_selected_and_labelled(sit_down: Sit, tmp_path: Path) -> None:
    desk = sit_down(make_visit(tmp_path / "p.annodb"))
    review, people = desk.page.desk_review, desk.people()
    at = review.document.text.index("military assistance")
    desk.page.canvas.set_selection(at, at + len("military assistance"))
    desk.press("E", "8")
    assert ("military assistance", "PRODUCT") in desk.gold()
    assert desk.shown()["military assistance"] == "PRODUCT"
    desk.press("Ctrl+Z")
    assert ("military assistance", "PRODUCT") not in desk.gold()
    assert desk.people() == people


def test_what_all_agree_on_can_be_looked_at_and_changed(sit_down: Sit, tmp_path: Path) -> None:
    desk = sit_down(make_visit(tmp_path / "p.annodb"))
    review = desk.page.desk_review
    left = len(review.open)
    pyongyang = next(s for s in review.gold.spans.values() if review.text_of(s) == "Pyongyang")
    desk.page.canvas.span_activated.emit(pyongyang.id)
    assert desk.page.card.question.title.startswith("All have this as")
    assert desk.page.card.question.position == "no conflict"
    desk.press("E", "4")
    assert ("Pyongyang", "LOC") in desk.gold()
    assert len(review.open) == left


def test_staying_after_a_decision_is_a_setting(sit_down: Sit, tmp_path: Path) -> None:
    desk = sit_down(make_visit(tmp_path / "p.annodb"))
    first, told = desk.page.reviewing.current, []
    desk.page.setting_changed.connect(lambda name, value: told.append((name, value)))
    desk.window.run("go_on")
    assert told == [("next_after_decision", False)]
    desk.press("2")
    assert desk.page.reviewing.current == first
    assert [answer.chosen for answer in desk.page.card.question.answers] == [False, True]
    desk.press("Return")
    assert desk.page.reviewing.current != first
