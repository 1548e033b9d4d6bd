"""The first documents of a file, with their spans on the tints of the labels."""

from collections.abc import Callable, Sequence
from math import ceil

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent, QTextCharFormat
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from annotator.flow.looking import Preview
from ui.panels.look import Text, scaled, serif, theme
from ui.panels.parts import icon_button
from ui.theme.tokens import LabelColours
from ui.widgets.wrapping import Lines

Colours = Callable[[str], LabelColours]
MARGIN = 14


class PreviewPart(QWidget):
    """A heading with arrows, and the document that they lead to."""

    def __init__(self, colours: Colours, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._previews: list[Preview] = []
        self._place = 0
        self.title = Text("Preview", 13, bold=True)
        self.position = Text("", 12, "muted").keep_whole()
        self.previous = icon_button("chevron-left", "Previous document")
        self.next = icon_button("chevron-right", "Next document")
        self.article = _Article(colours)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setProperty("framed", True)
        scroll.setFrameShape(QFrame.Shape.StyledPanel)
        scroll.setWidget(self.article)
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 0)
        head.addWidget(self.title, 1)
        for part in (self.position, self.previous, self.next):
            head.addWidget(part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(head)
        layout.addWidget(scroll, 1)
        self.previous.clicked.connect(lambda: self._go(-1))
        self.next.clicked.connect(lambda: self._go(1))
        self.show_previews([])

    def show_previews(self, previews: Sequence[Preview]) -> None:
        """Show the first of these documents; those with labels come before bare texts."""
        self._previews = sorted(previews, key=lambda preview: not preview.spans)
        self._place = 0
        self._show()

    def _go(self, step: int) -> None:
        self._place = min(max(0, self._place + step), len(self._previews) - 1)
        self._show()

    def _show(self) -> None:
        count = len(self._previews)
        self.previous.setEnabled(self._place > 0)
        self.next.setEnabled(self._place + 1 < count)
        self.position.setText(f"{self._place + 1} of the first {count}" if count > 1 else "")
        self.position.updateGeometry()
        shown = self._previews[self._place] if count else None
        self.title.setText(f"Preview · {shown.name}" if shown and shown.name else "Preview")
        self.article.show_preview(shown)


class _Article(QWidget):
    def __init__(self, colours: Colours) -> None:
        super().__init__()
        self._colours = colours
        self.preview: Preview | None = None

    def show_preview(self, preview: Preview | None) -> None:
        self.preview = preview
        self.setAccessibleName(preview.name if preview else "Nothing to show yet")
        self._fit()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.setMinimumHeight(ceil(self._lines().height) + 2 * MARGIN)

    def minimumSizeHint(self) -> QSize:
        return QSize(scaled(120), self.minimumHeight())

    def _lines(self) -> Lines:
        width = max(scaled(120), self.width() - 2 * MARGIN)
        if self.preview is None:
            return Lines("", serif(15), width)
        formats = []
        for (start, end), label in sorted(self.preview.spans):
            look = QTextCharFormat()
            look.setBackground(QColor(self._colours(label).tint))
            look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
            look.setUnderlineColor(QColor(self._colours(label).strong))
            look.setToolTip(label)
            formats.append((start, end, look))
        text = self.preview.text.replace("\r\n", " \n").replace("\r", "\n")
        return Lines(text, serif(15), width, formats=formats)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(theme().canvas))
        self._lines().draw(painter, MARGIN, MARGIN, "text")
        painter.end()
