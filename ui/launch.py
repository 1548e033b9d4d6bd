"""Opens the window and runs until it is closed."""

import sys
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from annotator.errors import ProjectMissing
from ui.application import Application
from ui.garbage import collect_seldom

FRAME = 32  # px that a title bar may take


def launch(project: Path | None, sample: str) -> int:
    """Open a project, a sample, the last project or the start page. Raises ProjectMissing."""
    if project is not None and not project.exists():
        raise ProjectMissing("There is no such project", str(project), "Check the name.")
    app = QApplication(sys.argv[:1])
    app.setApplicationName("Annotator")
    application = Application(app)
    application.bugs.install()
    recent = [Path(text) for text in application.preferences.values.recent_projects]
    last = next((path for path in recent[:1] if path.exists()), None)
    if sample:
        application.window.run("open_review_sample" if sample == "review" else "open_sample")
    elif project is not None or last is not None:
        application.open_project(project or last or Path())
    fit(application.window)
    application.window.show()
    collect_seldom()
    return app.exec()


def fit(window: QWidget) -> None:
    """A window is at most as large as its screen has room, less a frame; on a screen that it
    would fill anyhow it is maximised."""
    room = window.screen().availableGeometry()
    if window.width() > room.width() - FRAME or window.height() > room.height() - FRAME:
        window.setWindowState(window.windowState() | Qt.WindowState.WindowMaximized)
