"""The field for a comment on a decision."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.panels.look import Align, font, paint_line, scaled, theme
from ui.panels.pictures import paint_icon

OWN_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape)


class CommentField(QLineEdit):
    """A comment for the annotators; Enter and leaving it save, Esc takes it back."""

    finished = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._saved = ""
        self._key = ""
        self.setPlaceholderText("Comment for the annotators (optional)")
        self.setAccessibleName("Comment for the annotators")
        self.setFont(font(13))
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setTextMargins(scaled(20), 0, scaled(20), 0)
        self.editingFinished.connect(self._finish)

    def show_text(self, text: str) -> None:
        """Show the comment of another conflict."""
        self._saved = text
        self.setText(text)

    def set_key(self, key: str) -> None:
        """The key that leads here."""
        self._key = key

    def set_read_only(self, read_only: bool) -> None:
        """Only show what was written."""
        self.setReadOnly(read_only)
        if read_only:
            self.setPlaceholderText("The reviewer wrote no comment")
            self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def is_dirty(self) -> bool:
        """Whether something was written that is not saved."""
        return self.hasFocus() and self.text() != self._saved

    def _finish(self) -> None:
        if self.text() != self._saved:
            self._saved = self.text()
            self.finished.emit(self.text())

    def event(self, event: QEvent) -> bool:
        """Enter and Esc belong to the field while somebody writes in it."""
        override = event.type() == QEvent.Type.ShortcutOverride
        if override and isinstance(event, QKeyEvent) and event.key() in OWN_KEYS:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Save and leave, or leave without."""
        if event.key() == Qt.Key.Key_Escape:
            self.setText(self._saved)
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._finish()
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The field, its icon, and the key at its end."""
        super().paintEvent(event)
        painter = QPainter(self)
        paint_icon(painter, 9, self.height() / 2, "comment", "muted", 13)
        if self._key and not self.text() and not self.isReadOnly():
            rect = self.rect().adjusted(0, 0, -10, 0)
            paint_line(painter, rect, self._key, font(11), theme().faint, Align.AlignRight)
        painter.end()
