"""The decision card: the question of a conflict, its answers with their keys, and a comment."""

from collections.abc import Callable

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractButton, QWidget

from ui.panels.look import Align, font, paint_line, scaled, theme
from ui.panels.parts import button
from ui.panels.pictures import paint_icon
from ui.review.answer_rows import NARROW, AnswerRow, row_height
from ui.review.card_body import CardBody
from ui.review.comment_field import CommentField
from ui.review.questions import Question
from ui.widgets.key_hint import hint_size, paint_hint

HEADER, ACTIONS, FOOTER = 36, 38, 56
RADIUS = 7.0


class DecisionCard(QWidget):
    """Stands in the text below its conflict; nothing is chosen before a key is pressed."""

    answered = Signal(int)  # the number of a version
    none_wanted = Signal()
    edit_wanted = Signal()
    later_wanted = Signal()
    keep_wanted = Signal()
    next_wanted = Signal()
    commented = Signal(str)

    def __init__(self, keys: Callable[[str], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys = keys
        self.question: Question | None = None
        self._hint = ""
        self._told = False
        self.body = CardBody(self)
        self.body.answered.connect(self.answered)
        self.none = _Act()
        self.edit = _Act()
        self.later = _Act()
        self.keep = _Act()
        self.field = CommentField()
        self.next = button("Next", "Return", primary=True)
        for part in (self.none, self.edit, self.later, self.keep, self.field, self.next):
            part.setParent(self)
        self.next.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.none.clicked.connect(self.none_wanted)
        self.edit.clicked.connect(self.edit_wanted)
        self.later.clicked.connect(self.later_wanted)
        self.keep.clicked.connect(self.keep_wanted)
        self.next.clicked.connect(self.next_wanted)
        self.field.finished.connect(self.commented)
        self.setAccessibleName("Decision")

    @property
    def rows(self) -> list[AnswerRow]:
        """The answers; there may be more of them than are shown."""
        return self.body.rows

    # ------------------------------------------------------------------ what it shows

    def set_read_only(self, read_only: bool) -> None:
        """Only tell; nothing can be answered."""
        self.field.set_read_only(read_only)
        self._told = read_only

    def show_question(self, question: Question, hint: str = "") -> None:
        """Ask something else; with a `hint`, a version of one's own is being made."""
        if self.field.is_dirty() and self.question is not None:
            same = question.place == self.question.place
        else:
            same = False
        self.question, self._hint = question, hint
        if not same:
            self.field.show_text(question.comment)
        self.body.show_question(question)
        self.setAccessibleName(question.title)
        self._show_acts(question)
        self._arrange()
        self.update()

    def _show_acts(self, question: Question) -> None:
        keys = self._keys
        self.none.show_act(keys("take_none"), question.none_words, "Nothing", question.none_chosen)
        self.edit.show_act(keys("edit_version"), question.edit_words, "Edit")
        words = "Put off" if question.deferred else "Decide later"
        self.later.show_act(keys("decide_later"), words, "Later")
        self.keep.show_act(keys("keep_decision"), "Keep it", "Keep")
        self.next.set_key(keys("next_conflict"))
        self.field.set_key(keys("comment_decision"))
        self.none.setVisible(bool(question.none_words) and not self._hint)
        self.edit.setVisible(bool(question.edit_words) and not self._hint)
        self.later.setVisible(not question.decided and not self._hint)
        self.keep.setVisible(bool(question.changes) and not self._hint)

    @property
    def narrow(self) -> bool:
        """Whether names stand above versions."""
        return self.width() < scaled(NARROW)

    def hasHeightForWidth(self) -> bool:
        """Two lines an answer where it is narrow."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height that the question needs, in px."""
        question = self.question
        narrow = width < scaled(NARROW)
        return self._edges() + (self.body.wanted(question, narrow) if question is not None else 0)

    def _edges(self) -> int:
        """The height of what is above and below the answers."""
        return scaled(HEADER) + (0 if self._told else scaled(ACTIONS)) + scaled(FOOTER)

    def sizeHint(self) -> QSize:
        """As wide as the text."""
        return QSize(720, self.heightForWidth(720))

    def minimumSizeHint(self) -> QSize:
        """One answer at a time, the others scroll."""
        return QSize(scaled(240), self._edges() + row_height(self.narrow))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give each part its place."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        question = self.question
        if question is None:
            return
        width, narrow = self.width(), self.narrow
        body = max(0, self.height() - self._edges())
        self.body.setGeometry(2, scaled(HEADER), width - 4, body)
        self.body.arrange(narrow)
        top = scaled(HEADER) + body
        if not self._told:
            self._arrange_acts(top, width)
            top += scaled(ACTIONS)
        high = scaled(28)
        middle = top + (scaled(FOOTER) - high) // 2
        next_width = self.next.sizeHint().width()
        self.next.setGeometry(width - next_width - 12, middle, next_width, high)
        self.field.setGeometry(12, middle, width - next_width - 36, high)

    def _arrange_acts(self, top: int, width: int) -> None:
        """In one row; with a word each where there is no room for more."""
        left, high = 12, scaled(ACTIONS)
        shown = [x for x in (self.none, self.edit, self.later, self.keep) if not x.isHidden()]
        for act in shown:
            act.set_short(False)
        short = sum(act.sizeHint().width() + 20 for act in shown) > width - 24
        for act in shown:
            act.set_short(short)
        for act in (self.none, self.edit):
            if not act.isHidden():
                act.setGeometry(left, top, act.sizeHint().width(), high)
                left += act.sizeHint().width() + 20
        right = width - 12
        for act in (self.later, self.keep):
            if not act.isHidden():
                right -= act.sizeHint().width()
                act.setGeometry(right, top, act.sizeHint().width(), high)
                right -= 16

    # ------------------------------------------------------------------ painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the frame, the question, and what has changed since."""
        question, colours = self.question, theme()
        if question is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(0.75, 0.75, -0.75, -0.75)
        path = QPainterPath()
        path.addRoundedRect(frame, RADIUS, RADIUS)
        painter.setClipPath(path)
        painter.fillRect(self.rect(), QColor(colours.raised if colours.dark else colours.canvas))
        if colours.dark:
            painter.fillRect(self.rect(), QColor(colours.panel))
        header = QRect(0, 0, self.width(), scaled(HEADER))
        ground = colours.bar if colours.dark else colours.panel
        painter.fillRect(header, QColor(ground))
        foot = QRect(0, self.height() - scaled(FOOTER), self.width(), scaled(FOOTER))
        painter.fillRect(foot, QColor(ground))
        for y in (header.bottom(), foot.top()):
            painter.fillRect(QRect(0, y, self.width(), colours.hairline), QColor(colours.border))
        self._paint_header(painter, header, question)
        if not self.body.bar.isHidden():
            below = QRect(0, self.body.geometry().bottom() + 1, self.width(), colours.hairline)
            painter.fillRect(below, QColor(colours.border))
        if self._hint:
            acts = QRect(12, foot.top() - scaled(ACTIONS), self.width() - 24, scaled(ACTIONS))
            paint_line(painter, acts, self._hint, font(12), colours.accent_text)
        painter.setClipping(False)
        painter.setPen(QPen(QColor(colours.accent), 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(path)
        painter.end()

    def _paint_header(self, painter: QPainter, rect: QRect, question: Question) -> None:
        paint_icon(painter, 13, rect.center().y() + 1, question.icon, "warning", 16)
        face = font(12)
        right = f"{question.note}  {question.position}".strip()
        width = QFontMetrics(face).horizontalAdvance(right) + 4
        place = QRect(rect.right() - 12 - width, rect.top(), width, rect.height())
        paint_line(painter, place, right, face, theme().muted, Align.AlignRight)
        title = rect.adjusted(12 + scaled(16) + 9, 0, -(width + 24), 0)
        paint_line(painter, title, question.title, font(13, bold=True), theme().text)


class _Act(QAbstractButton):
    """A key and what it does, pressed by the mouse as well."""

    def __init__(self) -> None:
        super().__init__()
        self._key, self._words, self._short, self._chosen = "", "", "", False
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def set_short(self, short: bool) -> None:
        """Say it in a word, or in full."""
        words = self._short if short else self._words
        if words != self.text():
            self.setText(words)
            self.update()

    def show_act(self, key: str, words: str, short: str, chosen: bool = False) -> None:
        """Show another key and effect, also in short."""
        if (key, words, chosen) != (self._key, self._words, self._chosen):
            self._key, self._words, self._short, self._chosen = key, words, short, chosen
            self.setText(words)
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        """Key and words."""
        width = QFontMetrics(font(13)).horizontalAdvance(self.text()) + 4
        return QSize(
            width + (hint_size(self._key).width() + 10 if self._key else 0), scaled(ACTIONS)
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw both; words in the accent under the mouse."""
        painter = QPainter(self)
        colours, left = theme(), 0
        if self._key:
            size = hint_size(self._key)
            top = self.height() / 2 - size.height() / 2
            box = QRectF(0, top, size.width(), size.height())
            paint_hint(painter, box, self._key, colours.muted, colours.border2, colours.raised)
            left = size.width() + 10
        lit = self.underMouse() or self._chosen
        words = self.rect().adjusted(left, 0, 0, 0)
        tone = colours.accent_text if lit else colours.text
        paint_line(painter, words, self.text(), font(13, bold=self._chosen), tone)
