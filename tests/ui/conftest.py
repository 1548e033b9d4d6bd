"""Windows of the tests: the application's own look, settings of their own, none left open."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

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
