"""The decision card at 200 % text."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.support.reviewed import make_visit
from tests.ui.review.conftest import Desk
from ui.theme.apply import apply
from ui.theme.tokens import LIGHT

Sit = Callable[..., Desk]


@pytest.fixture
def large(qapp: QApplication, qtbot: QtBot) -> Iterator[None]:
    """Text at 200 %."""
    qapp.setProperty("annotator_font_scale", 2.0)
    apply(qapp, LIGHT)
    yield
    qapp.setProperty("annotator_font_scale", None)
    apply(qapp, LIGHT)


@pytest.mark.usefixtures("large")
def test_a_card_that_is_higher_than_the_view_scrolls_inside(sit_down: Sit, tmp_path: Path) -> None:
    desk = sit_down(make_visit(tmp_path / "p.annodb"))
    page, card = desk.page, desk.page.card
    desk.window.resize(1366, 768)
    desk.qtbot.waitUntil(lambda: page.desk_review is not None and not page.busy)
    reviewing = page.reviewing
    place = next(unit.place for unit in reviewing.queue if len(unit.versions) > 1)
    reviewing.point(place)
    desk.qtbot.waitUntil(card.isVisible)
    view = page.canvas.viewport().rect()
    assert card.heightForWidth(card.width()) > card.height()
    assert view.contains(card.next.mapTo(page.canvas.viewport(), QPoint(0, card.next.height())))
    assert card.body.bar.isVisible()
    last = card.rows[len(card.question.answers) - 1]
    assert last.mapTo(card.body, QPoint(0, last.height())).y() > card.body.height()
    card.body.bar.setValue(card.body.bar.maximum())
    assert last.mapTo(card.body, QPoint(0, last.height())).y() <= card.body.height()
