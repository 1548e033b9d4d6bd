"""The frame that the dialogs share: a body that scrolls, and a footer that stays."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui.panels.look import Ground, Text, scaled
from ui.panels.parts import button


class Dialog(QDialog):
    """Title, `body` layout, a consequence in words, Cancel and a verb (Ctrl+Enter)."""

    def __init__(
        self,
        title: str,
        verb: str = "",
        width: int = 560,
        parent: QWidget | None = None,
        height: int = 0,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        usual = 580 if width > 700 else 460
        self.resize(self._bounded(scaled(width), scaled(height or usual)))
        content = QWidget()
        self.body = QVBoxLayout(content)
        self.body.setContentsMargins(16, 16, 16, 16)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(content)
        self.consequence = Text("", 12, "muted")
        self.cancel = button("Cancel" if verb else "Close", "Esc")
        self.verb = button(verb, "Ctrl+Return", primary=True)
        self.verb.setVisible(bool(verb))
        footer = Ground("panel", "t")
        self.footer = line = QHBoxLayout(footer)
        line.setContentsMargins(16, 12, 16, 12)
        line.addWidget(self.consequence, 1)
        line.addWidget(self.cancel)
        line.addWidget(self.verb)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(scroll, 1)
        layout.addWidget(footer)
        self.cancel.clicked.connect(self.reject)
        self.verb.clicked.connect(self.accept)
        self.verb.setAutoDefault(False)
        for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            shortcut = QShortcut(QKeySequence(Qt.Modifier.CTRL | key), self)
            shortcut.activated.connect(self.verb.click)

    def _bounded(self, width: int, height: int) -> QSize:
        """No larger than the window that it belongs to."""
        parent = self.parentWidget()
        if parent is None:
            return QSize(width, height)
        room = parent.window().size() - QSize(32, 32)
        return QSize(min(width, room.width()), min(height, room.height()))
