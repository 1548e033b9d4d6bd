"""The sections of the inspector: a header of 32 px and what stands under it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.panels.look import Ground, Text, scaled


class Header(QWidget):
    """A title at the left, a remark at the right."""

    def __init__(self, title: str, remark: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = Text(title, 12, "muted", bold=True)
        self.remark = Text(remark, 12, "muted")
        self.remark.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setFixedHeight(scaled(32))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 0, 12, 0)
        layout.addWidget(self.title, 1)
        layout.addWidget(self.remark.keep_whole())

    def show_texts(self, title: str, remark: str) -> None:
        """Show other texts."""
        self.title.setText(title)
        self.remark.setText(remark)
        self.remark.updateGeometry()


class Part(Ground):
    """A section: hairline, header and a body with the layout `body`."""

    def __init__(self, title: str, remark: str = "", parent: QWidget | None = None) -> None:
        super().__init__("panel", "t", parent)
        self.header = Header(title, remark)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 1, 0, 10)
        layout.setSpacing(0)
        layout.addWidget(self.header)
        self.body = QVBoxLayout()
        self.body.setSpacing(0)
        layout.addLayout(self.body)


def emptied(layout: QVBoxLayout) -> QVBoxLayout:
    """The layout with its widgets removed."""
    while layout.count():
        item = layout.takeAt(0)
        widget = item.widget() if item is not None else None
        if widget is not None:
            widget.hide()
            widget.deleteLater()
    return layout
