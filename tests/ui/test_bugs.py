"""A fault of ours, wherever it is raised, ends in one dialog with a trace; what was saved is safe.

Each runs in a process of its own, with the hook that the program sets: inside a test, faults are
caught by the tests.
"""

import subprocess
import sys
from pathlib import Path

import pytest

from annotator.model import make_document
from annotator.schemes import load_scheme
from annotator.store.project import Project

PROGRAM = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget
from annotator.edits.spans import add_span
from ui.application import Application
from ui.dialogs.bug import BugDialog

app = QApplication(["annotator"])
application = Application(app, "light", "ana")
application.bugs.install()
window = application.window
window.show()
application.preferences.change(pipeline="")
application.open_project(Path(sys.argv[1]))
window.open_document(window.annotate.list.ids()[0])
session = window.workspace.session
session.do(add_span(session.current, 0, 3, "PERSON"))

def fault(*_):
    raise RuntimeError("a fault of ours")

def in_slot():
    QTimer.singleShot(0, fault)

def in_job():
    application.jobs.run("Failing", fault, print)

def in_paint():
    canvas = window.annotate.canvas
    type(canvas).paintEvent = lambda self, event: begin(self)
    canvas.viewport().update()

def begin(canvas):
    from PySide6.QtGui import QPainter
    painter = QPainter(canvas.viewport())
    painter.save()
    fault(painter)

def in_key():
    from PySide6.QtCore import QEvent, Qt
    from PySide6.QtGui import QKeyEvent
    canvas = window.annotate.canvas
    type(canvas).keyPressEvent = fault
    none = Qt.KeyboardModifier.NoModifier
    app.postEvent(canvas, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Z, none, "z"))

def dialogs():
    return [x for x in app.topLevelWidgets() if isinstance(x, BugDialog) and x.isVisible()]

def wait():
    if dialogs():
        look()
    else:
        QTimer.singleShot(10, wait)

def look():
    (dialog,) = dialogs()
    dialog.verb.click()
    assert "a fault of ours" in app.clipboard().text(), app.clipboard().text()
    assert dialog.consequence.text() == "Copied"
    dialog.close()
    session.do(add_span(session.current, 8, 11, "PERSON"))
    window.annotate.canvas.viewport().update()
    QTimer.singleShot(100, end)

def end():
    assert not dialogs(), "the same fault is told once"
    print("told", flush=True)
    window.close()

QTimer.singleShot(0, globals()[sys.argv[2]])
QTimer.singleShot(50, wait)
sys.exit(app.exec())
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "p.annodb"
    with Project.create(path, load_scheme("news")) as project:
        project.add_documents([make_document("one", "Ada met Kim.")], None)
        project.set_setting("pipeline", "")
    return path


@pytest.mark.parametrize("where", ["in_slot", "in_job", "in_paint", "in_key"])
def test_a_fault_is_told_once_and_nothing_is_lost(path: Path, home: Path, where: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(path), where],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip().endswith("told"), done.stderr
    assert "RuntimeError: a fault of ours" in done.stderr
    with Project.open(path, read_only=True) as project:
        assert project.check() == []
        (document,) = project.document_ids()
        (ana,) = [one for one in project.annotators() if one.name == "ana"]
        assert len(project.annotations(document, ana.id).spans) == 2
