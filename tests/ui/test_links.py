"""A relation that was drawn once is offered as a dashed arc where it stands again, and goes with
an undo."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.edits import relations, spans
from annotator.memory.memory import NAME
from annotator.model import make_document
from annotator.schemes import load_scheme
from annotator.store.project import Project
from ui.application import Application

TEXT = "Ada met Kim.\nThen Obi met Kim."
PATIENCE = 20_000  # ms, on a machine that does other things


@pytest.fixture
def program(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Application]:
    path = tmp_path / "p.annodb"
    with Project.create(path, load_scheme("news")) as project:
        project.add_documents([make_document("one", TEXT, id="d1")])
    made = Application(qapp, theme="light", who="ana")
    made.preferences.change(pipeline="")
    qtbot.addWidget(made.window)
    with qtbot.waitExposed(made.window):
        made.window.show()
    made.open_project(path)
    qtbot.waitUntil(lambda: made.window.workspace.session.remembers, timeout=PATIENCE)
    yield made
    made.window.close()


def test_a_relation_is_offered_again_and_taken_back_by_undo(qtbot, program):
    workspace, canvas = program.window.workspace, program.window.annotate.canvas
    session = workspace.session

    def label(word, after):
        start = TEXT.index(word, after)
        session.do(spans.add_span(session.current, start, start + 3, "PERSON"))
        return next(s.id for s in session.current.own.spans.values() if s.start == start)

    def offered():
        return [r for r in canvas.page.relations.values() if r.style == "suggested"]

    ends = label("Ada", 0), label("Kim", 0)
    scheme = session.scheme
    name = next(x.id for x in scheme.of("relation") if scheme.allows(x.id, "PERSON", "PERSON"))
    session.do(relations.add_relation(session.current, *ends, name))
    label("Obi", 0)
    qtbot.waitUntil(lambda: len(offered()) == 1, timeout=PATIENCE)
    (arc,) = session.current.suggestions.relations.values()
    assert (arc.origin, session.current.suggestions.end(arc.head).start) == (NAME, 18)
    canvas.setFocus()
    qtbot.keyClick(program.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: offered() == [], timeout=PATIENCE)
    qtbot.keyClick(program.window, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(offered()) == 1, timeout=PATIENCE)
