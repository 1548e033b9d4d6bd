"""An annotator looks at their own labels beside gold, with what the reviewer wrote."""

from collections.abc import Callable
from pathlib import Path

from tests.support.reviewed import PEOPLE, make_visit
from tests.ui.review.conftest import Desk
from ui.review.mine import MinePage

Sit = Callable[..., Desk]


def _adjudicated(sit_down: Sit, path: Path) -> None:
    desk = sit_down(make_visit(path))
    desk.press("C")
    desk.qtbot.keyClicks(desk.page.card.field, "The title belongs to the name")
    desk.press("Return", "2")
    while desk.page.desk_review.open:
        desk.press("1")
    desk.page.leave()


def _mine(desk: Desk) -> MinePage:
    desk.window.run("mode_mine")
    page = desk.window.page
    assert isinstance(page, MinePage)
    desk.qtbot.waitUntil(lambda: not page.busy)
    return page


def test_differences_with_the_reviewers_words(sit_down: Sit, tmp_path: Path) -> None:
    path = tmp_path / "p.annodb"
    _adjudicated(sit_down, path)
    desk = sit_down(path, PEOPLE[0])
    page, before = _mine(desk), desk.people()
    assert page.card.question.title == "Gold has other edges"
    answers = page.card.question.answers
    told = [(a.people[0][0], a.quote.words) for a in answers]
    assert told == [("You", "Vladimir Putin"), ("Gold", "President Vladimir Putin")]
    assert page.card.field.text() == "Mira Rossi: The title belongs to the name"
    assert page.card.field.isReadOnly()
    seen = {page.reviewing.current}
    for key in ("Return", "1", "0", "E", "Return", "D", "Del"):
        desk.press(key)
        seen.add(page.reviewing.current)
    assert len(seen) == min(3, len(page.reviewing.queue))
    assert desk.people() == before
    assert not desk.window.bindings.actions["take_1"].isEnabled()


def test_before_gold_is_done_there_is_nothing_to_see(sit_down: Sit, tmp_path: Path) -> None:
    desk = sit_down(make_visit(tmp_path / "p.annodb"), PEOPLE[0])
    page = _mine(desk)
    assert page.desk_review is None
    desk.qtbot.waitUntil(lambda: "adjudicated" in page.around.queue.empty.text())


def test_an_annotator_is_told_who_decides(sit_down: Sit, tmp_path: Path) -> None:
    desk = sit_down(make_visit(tmp_path / "p.annodb"), PEOPLE[0])
    assert desk.page.desk_review is None
    assert desk.page.around.model.rowCount() == 0
    assert desk.page.canvas.page is None
    desk.press("1", "0", "Return")
    desk.window.run("decide_in_bulk")
    assert "reviewer or the lead decides" in desk.window.toast.message.title
    assert desk.people()[PEOPLE[1]]  # Ben's labels are there, and were not shown
