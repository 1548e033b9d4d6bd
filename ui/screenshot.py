"""Draws the window into a file, for pictures in documents and for machines without a screen."""

import os
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from annotator.errors import InputError, OutputError
from annotator.session import Session
from annotator.store.project import Project

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from annotator.opened import OpenDocument
    from ui.main_window import MainWindow
    from ui.workspace import Workspace

RATIO = 2
SETTLING = 5
LEAST, MOST = (760, 520), (7680, 4320)


def screenshot(
    project: Path,
    picture: Path,
    document: str,
    theme: str,
    size: str,
    who: str,
    mode: str = "annotate",
) -> None:
    """Write a PNG at twice the pixels. The project is not touched: a copy of it is shown, so
    that the window looks as it does at work. Raises InputError, OutputError, ProjectError."""
    width, height = _size(size)
    if not os.environ.get("DISPLAY") and not os.environ.get("WAYLAND_DISPLAY"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from annotator import settings
    from ui.theme.apply import apply, chosen_theme

    app = QApplication.instance() or QApplication(["annotator"])
    assert isinstance(app, QApplication)
    apply(app, chosen_theme(app, theme))
    with TemporaryDirectory(prefix="annotator-picture-") as folder:
        copy = Path(folder) / project.name
        with Project.open(project, read_only=True) as original:
            original.backup(copy)
        with Project.open(copy) as opened:
            session = Session(opened, who or settings.load().annotator_name)
            _draw(app, session, document, (width, height), mode, picture)


def _size(text: str) -> tuple[int, int]:
    width, _, height = text.partition("x")
    if not (width.isascii() and width.isdigit() and height.isascii() and height.isdigit()):
        raise InputError("This is no size", text, "Give width and height, such as 1366x820.")
    size = int(width), int(height)
    if size[0] < LEAST[0] or size[1] < LEAST[1] or size[0] > MOST[0] or size[1] > MOST[1]:
        what = f"from {LEAST[0]}x{LEAST[1]} to {MOST[0]}x{MOST[1]}"
        raise InputError("The window cannot have this size", text, f"Give one {what}.")
    return size


def _draw(
    app: "QApplication",
    session: Session,
    document: str,
    size: tuple[int, int],
    mode: str,
    picture: Path,
) -> None:
    from PySide6.QtCore import QEventLoop
    from PySide6.QtGui import QCursor, QPixmap

    from ui.main_window import MainWindow
    from ui.workspace import Workspace

    window = MainWindow()
    window.resize(*size)
    window.annotate.inspector.offer_label_all(True)  # as the application does
    QCursor.setPos(size[0] // 2, size[1] + 100)  # nothing is hovered
    workspace = Workspace(session, window)
    window.show_workspace(workspace)
    try:
        window.show()
        window.activateWindow()
        window.open_document(_document(window, session.project, document))
        app.processEvents()
        _point(workspace)
        window.run("scheme" if mode == "scheme" else f"mode_{mode}")
        while window.page.busy:
            app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        for _ in range(SETTLING):
            app.processEvents()
        image = QPixmap(size[0] * RATIO, size[1] * RATIO)
        image.setDevicePixelRatio(RATIO)
        window.render(image)
    finally:
        window.show_workspace(None)
        window.close()
        session.changed.disconnect()
    if not image.save(str(picture), "PNG"):
        raise OutputError("The picture cannot be written", str(picture), "Check the folder.")


def _document(window: "MainWindow", project: Project, wanted: str) -> str:
    """A document by number from 1 or by name; the first when nothing is asked for."""
    ids = window.annotate.list.ids()
    if not ids:
        raise InputError("The project has no documents", str(project.path), "Import some first.")
    if not wanted:
        return ids[0]
    if wanted.isascii() and wanted.isdigit() and 1 <= int(wanted) <= len(ids):
        return ids[int(wanted) - 1]
    for id in ids:
        if project.document(id).name == wanted:
            return id
    raise InputError("There is no such document", wanted, "Give its name or its number.")


def _point(workspace: "Workspace") -> None:
    """Make the span current that has the most to show; without own spans, the first at all."""
    opened = workspace.opened
    if opened is None:
        return
    richest = _richest(opened)
    if richest:
        workspace.point(richest)
    elif opened.suggestions.spans:
        workspace.step(1)


def _richest(opened: "OpenDocument") -> str:
    spans = opened.own.in_order()
    if not spans:
        return ""
    return max(spans, key=lambda span: len(opened.own.relations_of(span.id))).id
