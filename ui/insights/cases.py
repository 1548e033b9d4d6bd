"""The spans behind a cell of the confusion matrix, as a list; each opens in its document."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from annotator.model import Document, Span
from ui.insights.words import Labels, several
from ui.page import fill_column
from ui.panels.look import Ground, Text, font, paint_line, scaled, serif, theme
from ui.panels.parts import icon_button, row_of
from ui.widgets.avatar import paint_avatar
from ui.widgets.chips import chip_size, paint_chip
from ui.widgets.focus import paint_focus

if TYPE_CHECKING:
    from annotator.review.agreement.confusion import Case

CASE = int(Qt.ItemDataRole.UserRole)
AROUND = 48  # code points of context on each side
MOST = 2000  # cases that are listed
Index = QModelIndex | QPersistentModelIndex
NONE = "none"
LEAST_ROOM = 10  # px under which a word is not begun
_NO_PARENT = QModelIndex()
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Shown:
    """A case with the words around it."""

    document: str
    name: str
    before: str
    words: str
    after: str
    start: int
    end: int
    labels: tuple[str, str]
    who: tuple[str, str]


class Cases(QAbstractListModel):
    """The cases of a cell; texts are read when a row is looked at."""

    def __init__(self, read: Callable[[str], Document], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._read = read
        self._cases: Sequence[Case] = ()
        self._known: dict[str, Document] = {}

    def show_cases(self, cases: Sequence[Case]) -> None:
        """List other cases."""
        self.beginResetModel()
        self._cases = cases
        self._known.clear()
        self.endResetModel()

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        """One a case."""
        return 0 if parent.isValid() else len(self._cases)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        """The case, or its words."""
        if not index.isValid() or role not in (CASE, Qt.ItemDataRole.DisplayRole):
            return None
        shown = self._shown(self._cases[index.row()])
        if role == CASE:
            return shown
        said = zip(shown.who, shown.labels, strict=True)
        whose = ", ".join(f"{name}: {label or 'nothing'}" for name, label in said)
        return f"{shown.words}, {whose}, in {shown.name}"

    def _shown(self, case: Case) -> Shown:
        if case.document not in self._known:
            self._known[case.document] = self._read(case.document)
        document = self._known[case.document]
        span = case.first or case.second
        assert span is not None
        start, end = span.start, span.end
        return Shown(
            document.id,
            document.name,
            document.text[max(0, start - AROUND) : start],
            document.text[start:end],
            document.text[end : end + AROUND],
            start,
            end,
            (_label(case.first), _label(case.second)),
            case.who,
        )


def _label(span: Span | None) -> str:
    return span.label if span is not None else ""


class _Delegate(QStyledItemDelegate):
    """Two lines: document and labels, then the words in their sentence."""

    labels: Labels | None = None
    people: Sequence[str] = ()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, scaled(50))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        shown: Shown = index.data(CASE)
        rect: QRect = option.rect
        state = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(theme().sel))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, QColor(theme().hover))
        inside = rect.adjusted(12, scaled(6), -12, -scaled(6))
        upper = QRect(inside.left(), inside.top(), inside.width(), scaled(17))
        right = upper.right() + 1
        for name, label in reversed(tuple(zip(shown.who, shown.labels, strict=True))):
            right = self._paint_label(painter, upper, right, label)
            right = self._paint_person(painter, upper, right, name)
        title = upper.adjusted(0, 0, right - upper.right() - 6, 0)
        paint_line(painter, title, shown.name, font(11), theme().muted)
        lower = QRect(inside.left(), upper.bottom() + 1, inside.width(), scaled(21))
        _paint_words(painter, lower, shown)
        if state & QStyle.StateFlag.State_HasFocus:
            paint_focus(painter, QRectF(rect), 3)
        painter.restore()

    def _paint_label(self, painter: QPainter, rect: QRect, right: int, id: str) -> int:
        """A chip that ends at `right`, or "none"; where it begins."""
        if id and self.labels:
            words = self.labels.short(id)
            size = chip_size(words)
            top = rect.center().y() - size.height() / 2 + 0.5
            box = QRectF(right - size.width(), top, size.width(), size.height())
            paint_chip(painter, box, words, self.labels.colours(id), dashed=False)
            return right - size.width() - 4
        width = QFontMetrics(font(11)).horizontalAdvance(NONE) + 2
        at = QRect(right - width, rect.top(), width, rect.height())
        paint_line(painter, at, NONE, font(11), theme().muted)
        return right - width - 4

    def _paint_person(self, painter: QPainter, rect: QRect, right: int, name: str) -> int:
        side = scaled(17)
        lane = self.people.index(name) if name in self.people else len(self.people)
        top = rect.center().y() - side / 2 + 0.5
        paint_avatar(painter, QRectF(right - side, top, side, side), name, lane)
        return right - side - 10


def _paint_words(painter: QPainter, rect: QRect, shown: Shown) -> None:
    """The words in full strength, what stands around them in muted, as far as there is room."""
    before, words, after = (_SPACES.sub(" ", x) for x in (shown.before, shown.words, shown.after))
    face, metrics = serif(14), QFontMetrics(serif(14))
    words = metrics.elidedText(words, Qt.TextElideMode.ElideRight, rect.width())
    room = (rect.width() - metrics.horizontalAdvance(words)) * 2 // 5
    before = metrics.elidedText(before, Qt.TextElideMode.ElideLeft, max(0, room))
    at = rect.left()
    for text, colour in ((before, theme().muted), (words, theme().text), (after, theme().muted)):
        # A line is painted without the spaces at its ends.
        start = at + metrics.horizontalAdvance(text[: len(text) - len(text.lstrip())])
        place = QRect(start, rect.top(), rect.right() - start, rect.height())
        if place.width() > LEAST_ROOM:
            paint_line(painter, place, text, face, colour)
        at += metrics.horizontalAdvance(text)


class _List(QListView):
    """Enter opens; what else Qt calls activating would open twice after a click."""

    entered_row = Signal(QModelIndex)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered_row.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)


class CasesPanel(Ground):
    """The list with its title; Enter or a click opens a document, Esc closes the list."""

    document_wanted = Signal(str, int, int)
    closed = Signal()

    def __init__(self, read: Callable[[str], Document]) -> None:
        super().__init__("panel", "l")
        self.model = Cases(read, self)
        self._delegate = _Delegate(self)
        self.title = Text("", 13, bold=True)
        self.close_button = icon_button("close", "Close the list (Esc)")
        self.close_button.clicked.connect(self.closed)
        self.view = _List()
        self.view.setModel(self.model)
        self.view.setItemDelegate(self._delegate)
        self.view.setUniformItemSizes(True)
        self.view.setFrameShape(QListView.Shape.NoFrame)
        self.view.setMouseTracking(True)
        self.view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.view.setAccessibleName("Spans of the cell")
        self.view.clicked.connect(self._open)
        self.view.entered_row.connect(self._open)
        heading = row_of(self.title, 1, self.close_button, margins=(12, 8))
        fill_column(self, heading, self.view, stretch=self.view)

    def show_cases(
        self,
        labels: Labels,
        people: Sequence[str],
        pair: tuple[str, str],
        cases: Sequence[Case],
    ) -> None:
        """List the cases of a cell and take the focus; `people` are in the order of their
        colours."""
        self._delegate.labels, self._delegate.people = labels, people
        names = [labels.short(id) if id else NONE for id in pair]
        words = f"{names[0]} × {names[1]}, {several(len(cases), 'span')}"
        more = f", the first {MOST:,}" if len(cases) > MOST else ""
        self.title.setText(words + more)
        self.model.show_cases(cases[:MOST])
        self.view.setCurrentIndex(self.model.index(0, 0))
        self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes the list."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _open(self, index: QModelIndex) -> None:
        if not index.isValid():
            return
        shown: Shown = index.data(CASE)
        self.document_wanted.emit(shown.document, shown.start, shown.end)
