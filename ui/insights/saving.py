"""Saving a tile, or the page, as a picture or as numbers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Signal
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu, QWidget

from annotator.errors import OutputError
from ui.panels.look import theme
from ui.widgets.buttons import ToolButton

if TYPE_CHECKING:
    from annotator.flow.insight_tables import Table

RATIO = 2  # pixels of a picture for each of the screen
_TITLES = {"png": "PNG picture", "svg": "SVG picture", "csv": "Numbers as CSV"}


class SaveMenu(ToolButton):
    """A button with a menu: picture as PNG or SVG, numbers as CSV or to the clipboard. `saved`
    has the path, `failed` the error."""

    saved = Signal(str)
    failed = Signal(object)

    def __init__(
        self, name: str, shown: Callable[[], QWidget], tables: Callable[[], Sequence[Table]]
    ) -> None:
        super().__init__("export")
        self._name, self._shown, self._tables = name, shown, tables
        self.setToolTip(f"Save {name}")
        self.setAccessibleName(f"Save {name}")
        self.choices = QMenu(self)
        for kind, title in _TITLES.items():
            self.choices.addAction(f"{title}…").triggered.connect(
                lambda _on=False, kind=kind: self.ask(kind)
            )
        self.choices.addSeparator()
        self.choices.addAction("Copy the numbers").triggered.connect(self.copy)
        self.clicked.connect(self._open)
        policy = self.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.setSizePolicy(policy)

    def _open(self) -> None:
        self.choices.popup(self.mapToGlobal(QPoint(0, self.height())))

    def ask(self, kind: str) -> None:
        """Ask where, and save there."""
        name = f"{self._name}.{kind}"
        path, _ = QFileDialog.getSaveFileName(self, "Save", name, f"{_TITLES[kind]} (*.{kind})")
        if path:
            self.save(Path(path), kind)

    def save(self, path: Path, kind: str) -> None:
        """Save as "png", "svg" or "csv"."""
        try:
            if kind == "csv":
                _write_numbers(path, self._tables())
            else:
                self._draw(path, kind)
        except OutputError as error:
            self.failed.emit(error)
        else:
            self.saved.emit(str(path))

    def _draw(self, path: Path, kind: str) -> None:
        """The buttons are no part of the picture."""
        widget = self._shown()
        menus = [self, *(x for x in widget.findChildren(SaveMenu) if x.isVisible())]
        for menu in menus:
            menu.hide()
        try:
            (draw_svg if kind == "svg" else draw_png)(widget, path)
        finally:
            for menu in menus:
                menu.show()

    def copy(self) -> None:
        """Put the numbers on the clipboard."""
        from annotator.flow.insight_tables import csv_text

        QApplication.clipboard().setText(csv_text(self._tables()))


def _write_numbers(path: Path, tables: Sequence[Table]) -> None:
    from annotator.flow.insight_tables import csv_text

    try:
        # With the mark, spreadsheets read the file as UTF-8.
        path.write_text(csv_text(tables), encoding="utf-8-sig")
    except OSError as error:
        raise _unwritable(path, error.strerror or "unknown reason") from error


def draw_png(widget: QWidget, path: Path) -> None:
    """A picture at twice the pixels. Raises OutputError."""
    picture = QPixmap(widget.size() * RATIO)
    picture.setDevicePixelRatio(RATIO)
    picture.fill(QColor(theme().panel))
    widget.render(picture, QPoint(), renderFlags=QWidget.RenderFlag.DrawChildren)
    if not picture.save(str(path), "PNG"):
        raise _unwritable(path, "check the folder")


def draw_svg(widget: QWidget, path: Path) -> None:
    """A picture of lines and text. Raises OutputError."""
    from PySide6.QtSvg import QSvgGenerator

    try:
        path.touch()
    except OSError as error:
        raise _unwritable(path, error.strerror or "unknown reason") from error
    generator = QSvgGenerator()
    generator.setFileName(str(path))
    generator.setSize(widget.size())
    generator.setViewBox(QRect(QPoint(), widget.size()))
    generator.setTitle(widget.accessibleName())
    painter = QPainter(generator)
    painter.fillRect(widget.rect(), QColor(theme().panel))
    widget.render(painter, QPoint(), renderFlags=QWidget.RenderFlag.DrawChildren)
    painter.end()


def _unwritable(path: Path, why: str) -> OutputError:
    return OutputError(f"This file cannot be written ({why})", str(path), "Choose another place.")
