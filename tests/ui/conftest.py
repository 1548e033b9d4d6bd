"""Windows of the tests: the application's own look, settings of their own, none left open."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.model import Span, make_document, new_id
from annotator.schemes import load_scheme
from annotator.session import Session
from annotator.store.project import Project
from ui.main_window import MainWindow
from ui.workspace import Workspace

# The platform without a screen says this of every window whose size is bounded.
OFFSCREEN_ONLY = "This plugin does not support propagateSizeHints"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All other warnings of Qt fail the test."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.qt_log_ignore(OFFSCREEN_ONLY))


@pytest.fixture(scope="session")
def qapp(qapp: QApplication) -> QApplication:
    """The application as it starts, in the light theme."""
    from ui.theme.apply import apply
    from ui.theme.tokens import LIGHT

    qapp.setApplicationName("Annotator")
    qapp.setCursorFlashTime(0)
    apply(qapp, LIGHT)
    return qapp


@pytest.fixture(autouse=True)
def own_settings(home: Path) -> Path:
    """Each test has settings and data of its own."""
    return home


@pytest.fixture(autouse=True)
def no_window_is_left(qapp: QApplication) -> Iterator[None]:
    """A window that a test leaves open would get the next one's keys."""
    yield
    left = [widget for widget in qapp.topLevelWidgets() if widget.isVisible()]
    names = [f"{type(widget).__name__} {widget.objectName()}".strip() for widget in left]
    for widget in left:
        widget.close()
        widget.deleteLater()
    assert not left, f"windows are left open: {', '.join(names)}"


DESK = {
    "Talks in Oslo": "World\nTalks in Oslo\nAda Lovelace met 😀 Kim Jong-un in Oslo on Monday.\n",
    "A bridge for Lagos": "Local\nA bridge for Lagos\nLagos gets a bridge, said Amara Obi.\n",
    "Nothing in it": "Short.",
}


@pytest.fixture
def desk(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[MainWindow]:
    """The real window on a real file of three documents, the first open, with suggestions."""
    path = tmp_path / "desk.annodb"
    with Project.create(path, load_scheme("news")) as project:
        documents = [
            make_document(name, text, meta={"section": text.split("\n")[0]})
            for name, text in DESK.items()
        ]
        project.add_documents(documents, None)
        model, text = project.annotator("news@1.0", "model"), documents[0].text
        at = text.index("Kim"), text.rindex("Oslo")
        spans = [
            Span(new_id(), at[0], at[0] + 11, "PERSON", "news@1.0", 0.9),
            Span(new_id(), at[1], at[1] + 4, "GPE", "news@1.0", 0.8),
        ]
        project.set_suggestions(documents[0].id, model, spans, [])
    window = MainWindow()
    qtbot.addWidget(window)
    workspace = Workspace(Session(Project.open(path), "ana"), window)
    window.show_workspace(workspace)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    window.open_document(window.annotate.list.ids()[0])
    qtbot.waitUntil(window.annotate.canvas.hasFocus)
    yield window
    workspace.session.close()
