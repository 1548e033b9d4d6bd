"""Ask a language model… in the real program, against an address on this machine."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.flow.asking_llm import agreement
from annotator.model import make_document
from annotator.scheme import Label, Scheme
from annotator.store.project import Project
from tests.support.language_model import language_model, said
from ui.application import Application

PATIENCE = 60_000  # ms, on a machine that does other things
LEFT = Qt.MouseButton.LeftButton
OSLO = {"quote": "Oslo", "before": "", "occurrence": 1, "label": "GPE"}


@pytest.fixture
def program(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Application]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    path = tmp_path / "p.annodb"
    with Project.create(path, Scheme((Label("GPE"),))) as project:
        project.add_documents([make_document("one", "Ada in Oslo.", id="d1")])
        project.set_setting("pipeline", "news-rules")
    made = Application(qapp, theme="light", who="ana")
    qtbot.addWidget(made.window)
    with qtbot.waitExposed(made.window):
        made.window.show()
    made.open_project(path)
    yield made
    made.window.close()


def test_nothing_is_sent_before_the_box_is_ticked_and_then_it_suggests(qtbot, program):
    with language_model(lambda _: said({"spans": [OSLO]}, (1_000_000, 0))) as model:
        dialog = program.language_model.made()
        qtbot.addWidget(dialog)
        dialog.show()
        assert "no address" in dialog.trouble.text()
        assert not dialog.verb.isEnabled()
        qtbot.keyClicks(dialog.url, model.url)
        qtbot.keyClicks(dialog.model, "tiny")
        dialog.price_in.setValue(2.5)
        qtbot.waitUntil(lambda: dialog.cost.text().startswith("1 document"), timeout=PATIENCE)
        assert dialog.consequence.text() == "Nothing is sent before you agree."
        assert not dialog.verb.isEnabled()
        dialog.agreement.setFocus()
        qtbot.keyClick(dialog.agreement, Qt.Key.Key_Space)
        assert dialog.verb.isEnabled()
        assert model.requests == []
        values = dialog.values
        qtbot.mouseClick(dialog.verb, LEFT)
        qtbot.waitUntil(lambda: not dialog.asking.busy, timeout=PATIENCE)
        program.language_model.ask(values)
        qtbot.waitUntil(lambda: not program.jobs.running, timeout=PATIENCE)
        assert len(model.requests) == 1
    session = program.window.workspace.session
    found = [s for s in session.current.suggestions.spans.values() if s.origin == "tiny@1"]
    assert [(s.start, s.end, s.label) for s in found] == [(7, 11, "GPE")]
    assert agreement(session.project).who == "ana"
    assert program.window.toast.message.title == "tiny@1: 1 suggestion in 1 document"
    assert "2.50 at your prices" in program.window.toast.message.detail
    again = program.language_model.made()
    qtbot.addWidget(again)
    assert again.agrees
    again.url.setText(again.url.text() + "/other")
    assert not again.agrees
    again.reject()
