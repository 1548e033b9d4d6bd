"""Pipelines… in the real program: a folder of one's own, its labels mapped, tried and used."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import spacy
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.intake import chosen_names
from annotator.model import make_document
from annotator.scheme import Label, Scheme
from annotator.store.project import Project
from ui.application import Application
from ui.pipelines.dialog import PipelinesDialog
from ui.pipelines.install import Install

PATIENCE = 60_000  # ms, on a machine that does other things
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def pets(tmp_path: Path) -> Path:
    nlp = spacy.blank("en", meta={"name": "pets", "version": "2.1", "license": "MIT"})
    patterns = [{"label": "PET", "pattern": "Rex"}, {"label": "FOOD", "pattern": "bones"}]
    nlp.add_pipe("entity_ruler").add_patterns(patterns)
    nlp.meta["performance"] = {"ents_f": 0.815}
    nlp.to_disk(tmp_path / "pets")
    return tmp_path / "pets"


@pytest.fixture
def program(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Application]:
    path = tmp_path / "animals.annodb"
    with Project.create(path, Scheme((Label("ANIMAL"), Label("ORG")))) as project:
        project.add_documents([make_document("one", "Rex ate bones.", id="d1")])
    made = Application(qapp, theme="light", who="ana")
    qtbot.addWidget(made.window)
    with qtbot.waitExposed(made.window):
        made.window.show()
    made.open_project(path)
    yield made
    made.window.close()


def _opened(qtbot: QtBot, program: Application) -> PipelinesDialog:
    dialog = program.suggesters.made()
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.entry is not None, timeout=PATIENCE)
    return dialog


def test_a_folder_is_mapped_tried_and_used(qtbot, program, pets):
    program.preferences.change(pipeline_folders=(str(pets),))
    dialog = _opened(qtbot, program)
    row = next(row for row in dialog.list.rows if row.entry.id == str(pets))
    qtbot.mouseClick(row, LEFT)
    assert dialog.title.text() == "pets@2.1"
    assert "MIT" in dialog.facts.text()
    assert dialog.scores.text() == "Measured by its maker. F 81.5"
    assert dialog.names == {"FOOD": "", "PET": ""}
    box = dialog.mapping.box("PET")
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Home)
    assert dialog.names == {"FOOD": "", "PET": "ANIMAL"}
    qtbot.mouseClick(dialog.try_it, LEFT)
    qtbot.waitUntil(lambda: dialog.trial.found is not None, timeout=PATIENCE)
    assert dialog.tried.text() == "2 spans, 1 of them left out"
    assert dialog.preview.article.preview.spans == (((0, 3), "ANIMAL"),)
    session = program.window.workspace.session
    assert session.current.suggestions.spans == {}  # nothing is stored by it
    dialog.showing.blind.setValue(5)
    wish = dialog.wish
    dialog.close()
    program.suggesters.apply(program.window.workspace, wish)
    project = session.project
    qtbot.waitUntil(lambda: project.get_setting("pipeline") == str(pets), timeout=PATIENCE)
    assert chosen_names(project, "pets@1") == {"PET": "ANIMAL"}
    assert session.mode.blind_share == 0.05

    def suggested():
        models = [x for x in project.layers("d1") if x.annotator != session.who.id]
        return [
            (s.start, s.end, s.label, s.origin)
            for layer in models
            for s in project.annotations("d1", layer.annotator).spans.values()
        ]

    wanted = [(0, 3, "ANIMAL", "pets@2.1")]
    qtbot.waitUntil(lambda: suggested() == wanted, timeout=PATIENCE)
    qtbot.waitUntil(lambda: not program.jobs.running, timeout=PATIENCE)


def test_a_folder_that_holds_none_says_why_and_cannot_be_used(qtbot, program, tmp_path):
    (tmp_path / "empty").mkdir()
    program.preferences.change(pipeline_folders=(str(tmp_path / "empty"),))
    dialog = _opened(qtbot, program)
    row = next(row for row in dialog.list.rows if row.entry.why_not)
    qtbot.mouseClick(row, LEFT)
    assert "config.cfg is missing" in dialog.notice.text()
    assert not dialog.verb.isEnabled()
    assert not dialog.try_it.isEnabled()
    dialog.close()


@pytest.mark.parametrize("name", ["", "-r evil.txt", "en_core_web_sm --help", "http://x", "core"])
def test_only_names_of_pipelines_are_downloaded(qtbot, name):
    part = Install()
    qtbot.addWidget(part)
    part.name.setText(name)
    assert part.command() == []
    assert not part.start.isEnabled()


class Local(Install):
    """Runs a script instead of the download."""

    script = ""

    def command(self) -> list[str]:
        return [sys.executable, "-c", self.script]


def test_the_output_is_shown_and_success_is_told(qtbot):
    part = Local()
    qtbot.addWidget(part)
    part.script = "print('Collecting'); print('Successfully installed')"
    with qtbot.waitSignal(part.installed, timeout=PATIENCE):
        part.run()
    assert part.output.toPlainText().endswith("Collecting\nSuccessfully installed")
    part.script = "raise SystemExit('no such pipeline')"
    with qtbot.waitSignal(part.process.finished, timeout=PATIENCE):
        part.run()
    assert "no such pipeline" in part.output.toPlainText()
    assert "failed" in part.state.text()


def test_a_download_is_stopped(qtbot):
    part = Local()
    qtbot.addWidget(part)
    part.script = "import threading; print('Collecting'); threading.Event().wait()"
    part.show()
    part.run()
    qtbot.waitUntil(lambda: "Collecting" in part.output.toPlainText(), timeout=PATIENCE)
    with qtbot.waitSignal(part.process.finished, timeout=PATIENCE):
        qtbot.mouseClick(part.stop, LEFT)
    assert part.state.text() == "Stopped"
    part.close()
