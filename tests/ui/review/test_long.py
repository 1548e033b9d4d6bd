"""Long documents: compared beside the window, and left for others at any time."""

from collections.abc import Callable
from pathlib import Path

import pytest

from annotator.changes import Change, Edit
from annotator.model import Layer, Span, layer_id, make_document, new_id
from annotator.schemes import load_scheme
from annotator.store.project import Project
from tests.ui.review.conftest import Desk
from ui.review.reviewing import LONG

Sit = Callable[..., Desk]
WORD = "Oslo "
MANY = LONG // 2  # spans in a layer


def _two_long(path: Path) -> Path:
    """Two long documents with two conflicts each, and a short one between with one."""
    with Project.create(path, load_scheme("news")) as project:
        sizes = {"long": MANY, "short": 2, "other": MANY}
        for id, size in sizes.items():
            project.add_documents([make_document(f"article {id}", WORD * size, id=id)])
        for name, label in (("ana", "GPE"), ("ben", "ORG")):
            who = project.annotator(name)
            for id, size in sizes.items():
                odd = (0,) if size == 2 else (0, 1)
                spans = [
                    Span(f"{id}-{name}-{n}", n * 5, n * 5 + 4, label if n in odd else "GPE")
                    for n in range(size)
                ]
                row = Layer(layer_id(id, who.id), id, who.id, "done")
                project.add_layers([(row, spans)])
    return path


def test_a_long_document_is_compared_beside_the_window(sit_down: Sit, tmp_path: Path) -> None:
    desk = sit_down(_two_long(tmp_path / "p.annodb"))
    page, before = desk.page, desk.people()
    desk.qtbot.waitUntil(lambda: page.desk_review is not None)
    with desk.qtbot.waitSignal(page.reviewing.opened):  # the desk is cleared at once
        page.open_document("other")
    assert page.desk_review is None
    assert page.canvas.page is None
    assert page.busy
    desk.press("1")  # there is nothing yet that it could decide
    with desk.qtbot.waitSignal(page.reviewing.opened):
        pass
    assert page.desk_review.document.id == "other"
    assert len(desk.gold()) == MANY - 2
    assert page.around.tally.agreed == MANY - 2
    assert [row.open for row in page.keeper.queue("other").rows] == [True, True]
    desk.press("1", "Return", "2")
    assert [label for _, label in desk.gold()][:2] == ["GPE", "ORG"]
    assert page.desk_review.adjudicated
    desk.press("Ctrl+Z", "Ctrl+Z")
    assert len(desk.gold()) == MANY - 2
    assert desk.people() == before


def test_merging_a_long_document_is_undone_as_one(sit_down: Sit, tmp_path: Path) -> None:
    desk = sit_down(_two_long(tmp_path / "p.annodb"))
    page = desk.page
    desk.qtbot.waitUntil(lambda: page.desk_review is not None and not page.busy)
    assert len(desk.gold()) == MANY - 2
    desk.press("Ctrl+Z")
    desk.qtbot.waitUntil(lambda: page.desk_review is not None and not page.busy)
    assert desk.gold() == []
    assert len(page.desk_review.pending) == MANY - 2
    desk.press("Ctrl+Shift+Z")
    desk.qtbot.waitUntil(lambda: page.desk_review is not None and not page.busy)
    assert len(desk.gold()) == MANY - 2


def test_going_to_another_document_stops_the_comparison(sit_down: Sit, tmp_path: Path) -> None:
    desk = sit_down(_two_long(tmp_path / "p.annodb"))
    page = desk.page
    desk.qtbot.waitUntil(lambda: page.desk_review is not None and not page.busy)
    page.open_document("other")
    page.open_document("short")
    assert page.desk_review.document.id == "short"
    assert page.loading.isHidden()
    desk.qtbot.waitUntil(lambda: not page.busy)
    assert page.desk_review.document.id == "short"
    page.open_document("other")
    page.open_conflict("long", "")
    desk.qtbot.waitUntil(lambda: page.desk_review is not None)
    assert page.desk_review.document.id == "long"


@pytest.mark.parametrize("place", ["span 5-9 GPE", "span 0-4 GPE"])
def test_a_conflict_of_a_long_document_is_gone_to(
    sit_down: Sit, tmp_path: Path, place: str
) -> None:
    desk = sit_down(_two_long(tmp_path / "p.annodb"))
    page = desk.page
    desk.qtbot.waitUntil(lambda: page.desk_review is not None and not page.busy)
    page.open_document("other")
    page.open_conflict("other", place)
    desk.qtbot.waitUntil(lambda: page.desk_review is not None)
    assert page.desk_review.document.id == "other"
    assert page.reviewing.current == place


def test_what_changes_meanwhile_is_compared_again(sit_down: Sit, tmp_path: Path) -> None:
    desk = sit_down(_two_long(tmp_path / "p.annodb"))
    page, session = desk.page, desk.workspace.session
    desk.qtbot.waitUntil(lambda: page.desk_review is not None and not page.busy)
    page.open_document("other")
    ana = next(who for who in session.project.annotators() if who.name == "ana")
    gone = next(x for x in session.project.annotations("other", ana.id).items()
                if x.id == "other-ana-7")  # fmt: skip
    session.do(Edit(new_id(), "Delete", (Change("other", ana.id, gone, None),)))
    desk.qtbot.waitUntil(lambda: page.desk_review is not None)
    assert len(page.desk_review.comparison.conflicts) == 3
    assert len(desk.gold()) == MANY - 3


def test_closing_the_project_lets_go_of_what_is_on_its_way(sit_down: Sit, tmp_path: Path) -> None:
    desk = sit_down(_two_long(tmp_path / "p.annodb"))
    page = desk.page
    desk.qtbot.waitUntil(lambda: page.desk_review is not None and not page.busy)
    page.open_document("other")
    desk.window.show_workspace(None)
    assert page.reviewing is None
    assert page.canvas.page is None
    assert page.loading.isHidden()
