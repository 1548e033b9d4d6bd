"""The middle of the decision card: what has changed since, and the answers. Where the card is
not as high as they are, they scroll."""

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QScrollBar, QWidget

from ui.panels.look import font, paint_line, scaled, theme
from ui.panels.pictures import paint_icon
from ui.review.answer_rows import AnswerRow, people_width, row_height
from ui.review.questions import Question

LINE = 22


class CardBody(QWidget):
    """Rows below one another; `answered` with the number of one that was clicked."""

    answered = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: list[AnswerRow] = []
        self._question: Question | None = None
        self._narrow = False
        self._inner = QWidget(self)
        self._changes = _Changes(self._inner)
        self.bar = QScrollBar(Qt.Orientation.Vertical, self)
        self.bar.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.bar.valueChanged.connect(self._move)
        self.bar.hide()

    def show_question(self, question: Question) -> None:
        """Show other answers, from the top."""
        same = self._question is not None and self._question.place == question.place
        self._question = question
        while len(self.rows) < len(question.answers):
            row = AnswerRow(self._inner)
            row.clicked.connect(lambda _on=False, of=row: self.answered.emit(of.answer.number))
            self.rows.append(row)
        self._changes.show_changes(question.changes)
        if not same:
            self.bar.setValue(0)

    def wanted(self, question: Question, narrow: bool) -> int:
        """The height of all of it, in px."""
        changes = changes_height(question)
        return changes + len(question.answers) * row_height(narrow)

    def arrange(self, narrow: bool) -> None:
        """Give each part its place."""
        question = self._question
        if question is None:
            return
        self._narrow = narrow
        total, high = self.wanted(question, narrow), self.height()
        over = max(0, total - high)
        side = self.bar.sizeHint().width() if over else 0
        self.bar.setRange(0, over)
        self.bar.setPageStep(high)
        self.bar.setSingleStep(row_height(narrow) // 2)
        self.bar.setVisible(bool(over))
        self.bar.setGeometry(self.width() - side, 0, side, high)
        width, top = self.width() - side, changes_height(question)
        self._inner.setGeometry(0, -self.bar.value(), width, max(total, high))
        self._changes.setGeometry(0, 0, width, top)
        names = people_width(question.answers)
        for place, row in enumerate(self.rows):
            row.setVisible(place < len(question.answers))
            if place < len(question.answers):
                row.show_answer(question.answers[place], names, narrow, place == 0)
                row.setGeometry(0, top, width, row_height(narrow))
                top += row_height(narrow)

    def _move(self, value: int) -> None:
        self._inner.move(0, -value)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give each part its place."""
        super().resizeEvent(event)
        self.arrange(self._narrow)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll the answers; where all are in view, the text."""
        if self.bar.isHidden():
            event.ignore()
            return
        step = -event.angleDelta().y() * self.bar.singleStep() // 120
        self.bar.setValue(self.bar.value() + step)
        event.accept()


class _Changes(QWidget):
    """What annotators changed after it was decided."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._lines: tuple[tuple[str, str, str], ...] = ()

    def show_changes(self, changes: tuple[tuple[str, str, str], ...]) -> None:
        """Show (name, before, now) of each; nothing if there are none."""
        self._lines = changes
        self.setVisible(bool(changes))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A line that says so, and one for each."""
        painter = QPainter(self)
        colours, high = theme(), scaled(LINE)
        painter.fillRect(self.rect(), QColor(colours.warning_tint))
        paint_icon(painter, 11, 6 + high / 2, "flag", "warning", 14)
        line = QRect(10 + scaled(16) + 9, 6, self.width() - 56, high)
        names = " and ".join(dict.fromkeys(name for name, _, _ in self._lines))
        words = f"{names} changed labels here after this was decided"
        paint_line(painter, line, words, font(12, bold=True), colours.warning)
        for name, before, now in self._lines:
            line.translate(0, high)
            words = f"{name}: {before} then, {now} now"
            paint_line(painter, line, words, font(12), colours.text)
        painter.end()


def changes_height(question: Question) -> int:
    """The room that changes need above the answers, in px."""
    return scaled(LINE) * (len(question.changes) + 1) + 12 if question.changes else 0
