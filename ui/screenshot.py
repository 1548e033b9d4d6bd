"""Draws the window into a file, for pictures in documents and for machines without a screen."""

import os
from pathlib import Path

from annotator.errors import InputError, OutputError
from annotator.session import Session
from annotator.store.project import Project

RATIO = 2
SETTLING = 5


def screenshot(
    project: Path, picture: Path, document: str, theme: str, size: str, who: str
) -> None:
    """Write a PNG at twice the pixels. Raises InputError, OutputError."""
    width, _, height = size.partition("x")
    if not (width.isdigit() and height.isdigit()):
        raise InputError("This is no size", size, "Give width and height, such as 1366x820.")
    if not os.environ.get("DISPLAY") and not os.environ.get("WAYLAND_DISPLAY"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtGui import QPixmap
    from PySide6.QtWidgets import QApplication

    from annotator import settings
    from ui.main_window import MainWindow
    from ui.theme.apply import apply, chosen_theme
    from ui.workspace import Workspace

    with Project.open(project, read_only=True) as opened:
        app = QApplication.instance() or QApplication(["annotator"])
        assert isinstance(app, QApplication)
        apply(app, chosen_theme(app, theme))
        window = MainWindow()
        window.resize(int(width), int(height))
        session = Session(opened, who or settings.load().annotator_name)
        workspace = Workspace(session, window)
        window.show_workspace(workspace)
        window.annotate.bar.set_read_only(False)
        window.status.set_saved("saved")
        window.show()
        window.open_document(_document(window.annotate.list.ids(), opened, document))
        app.processEvents()
        if session.opened is not None:
            workspace.attempt(lambda: workspace.step(1))
        for _ in range(SETTLING):
            app.processEvents()
        image = QPixmap(int(width) * RATIO, int(height) * RATIO)
        image.setDevicePixelRatio(RATIO)
        window.render(image)
        window.close()
        if not image.save(str(picture), "PNG"):
            raise OutputError("The picture cannot be written", str(picture), "Check the folder.")


def _document(ids: list[str], project: Project, wanted: str) -> str:
    """A document by number from 1 or by name; the first when nothing is asked for."""
    if not ids:
        raise InputError("The project has no documents", str(project.path), "Import some first.")
    if not wanted:
        return ids[0]
    if wanted.isdigit() and 1 <= int(wanted) <= len(ids):
        return ids[int(wanted) - 1]
    for id in ids:
        if project.document(id).name == wanted:
            return id
    raise InputError("There is no such document", wanted, "Give its name or its number.")
