"""Several documents: the queue over all of them, and the way from one to the next."""

from collections.abc import Callable
from pathlib import Path

from annotator.model import Layer, Span, layer_id, make_document
from annotator.schemes import load_scheme
from annotator.store.project import Project
from tests.support.reviewed import REVIEWER
from tests.ui.review.conftest import Desk

Sit = Callable[..., Desk]
TEXT = "Ada Lovelace met Kim in Oslo."


def _three(path: Path) -> Path:
    """One that only Ana has finished, and two with one conflict each."""
    with Project.create(path, load_scheme("news")) as project:
        ids = ["single", "first", "second"]
        project.add_documents([make_document(f"article {id}", TEXT, id=id) for id in ids])
        for name, end in (("ana", 12), ("ben", 3)):
            who = project.annotator(name)
            for id in ids:
                if (id, name) != ("single", "ben"):
                    row = Layer(layer_id(id, who.id), id, who.id, "done")
                    project.add_layers([(row, [Span(f"{id}-{name}", 0, end, "PERSON")])])
    return path


def test_what_only_one_has_finished_is_not_under_review(sit_down: Sit, tmp_path: Path) -> None:
    desk = sit_down(_three(tmp_path / "p.annodb"))
    desk.qtbot.waitUntil(lambda: desk.page.desk_review is not None)
    assert desk.page.desk_review.document.id == "first"
    assert desk.page.keeper.ids == ["first", "second"]
    assert desk.page.count() == 2


def test_enter_leads_on_to_the_next_document_and_ends(sit_down: Sit, tmp_path: Path) -> None:
    desk = sit_down(_three(tmp_path / "p.annodb"))
    desk.qtbot.waitUntil(lambda: desk.page.desk_review is not None)
    desk.press("1")
    assert desk.page.desk_review.document.id == "first"  # nothing moves unasked
    desk.press("Return")
    assert desk.page.desk_review.document.id == "second"
    desk.press("0", "Return")
    assert desk.page.count() == 0
    assert desk.window.toast.message.title == "All conflicts are decided"
    assert desk.gold() == []
    assert desk.page.desk_review.gold.status == "done"  # also when gold is empty
    assert desk.workspace.session.who.name == REVIEWER


def test_the_queue_shows_all_or_one_and_opens_either(sit_down: Sit, tmp_path: Path) -> None:
    desk = sit_down(_three(tmp_path / "p.annodb"))
    page = desk.page
    desk.qtbot.waitUntil(lambda: page.desk_review is not None)
    model = page.around.model
    assert model.rowCount() == 3  # a heading and two
    page.around.queue.scopes.button("one").click()
    assert model.rowCount() == 2
    page.around.queue.scopes.button("all").click()
    other = page.keeper.queue("second").rows[0]
    page.around.queue.conflict_chosen.emit("second", other.place)
    assert page.desk_review.document.id == "second"
    assert page.reviewing.current == other.place
    desk.press("2")
    assert page.count() == 1
    assert [row.open for row in page.keeper.queue("second").rows] == [False]
