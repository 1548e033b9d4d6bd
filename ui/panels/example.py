"""One sentence on the start page that answers to the keys of the text: they can be tried."""

from dataclasses import dataclass, replace

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QWidget

from ui.panels.look import scaled, serif, theme
from ui.theme.label_colours import label_colours
from ui.widgets.chips import chip_size, paint_chip
from ui.widgets.focus import paint_focus

TEXT = "talks with Kim Jong-un in Pyongyang"
LABELS = {
    "1": ("PERSON", "PER"), "2": ("ORG", "ORG"), "3": ("GPE", "GPE"), "4": ("LOC", "LOC"),
    "5": ("DATE", "DATE"), "6": ("EVENT", "EVENT"), "7": ("NORP", "NORP"),
    "8": ("PRODUCT", "PRODUCT"),
}  # fmt: skip
MARGIN, CHIP_GAP = 14, 3


@dataclass(frozen=True, slots=True)
class _Span:
    start: int
    end: int
    key: str
    suggested: bool


FIRST = (_Span(11, 22, "1", True), _Span(26, 35, "3", False))


class Example(QWidget):
    """Tab goes from span to span, Enter accepts, X takes away, 1 to 8 label, Ctrl+Z undoes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._states: list[tuple[_Span, ...]] = [FIRST]
        self._current = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedHeight(scaled(64))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._name()

    @property
    def spans(self) -> list[tuple[str, str, bool]]:
        """Text, label and whether it is only suggested, of each span."""
        here = self._states[-1]
        return [(TEXT[x.start : x.end], LABELS[x.key][0], x.suggested) for x in here]

    @property
    def current(self) -> str:
        """The text of the span that the keys act on; empty when all are gone."""
        spans = self._states[-1]
        return TEXT[spans[self._current].start : spans[self._current].end] if spans else ""

    def _name(self) -> None:
        said = [
            f"{text}, {label}{', suggested' if open_ else ''}" for text, label, open_ in self.spans
        ]
        self.setAccessibleName(f"Example: {TEXT}. {'; '.join(said)}")

    def _change(self, spans: tuple[_Span, ...]) -> None:
        self._states.append(spans)
        self._current = min(self._current, max(0, len(spans) - 1))
        self._name()
        self.update()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes to the next span first, and leaves after the last."""
        there = self._current + (1 if forward else -1)
        if self.hasFocus() and 0 <= there < len(self._states[-1]):
            self._current = there
            self.update()
            return True
        return super().focusNextPrevChild(forward)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What the keys do in the text."""
        spans, key = self._states[-1], event.key()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and key == Qt.Key.Key_Z:
            if len(self._states) > 1:
                self._states.pop()
                self._current = min(self._current, len(self._states[-1]) - 1)
                self._name()
                self.update()
        elif not spans:
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._relabel(spans[self._current].key)
        elif key in (Qt.Key.Key_X, Qt.Key.Key_Delete):
            here = self._current
            self._change((*spans[:here], *spans[here + 1 :]))
        elif event.text() in LABELS:
            self._relabel(event.text())
        else:
            super().keyPressEvent(event)

    def _relabel(self, key: str) -> None:
        spans, here = self._states[-1], self._current
        own = replace(spans[here], key=key, suggested=False)
        if own != spans[here]:
            self._change((*spans[:here], own, *spans[here + 1 :]))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click makes a span current."""
        for place, span in enumerate(self._states[-1]):
            if self._box(span).adjusted(0, -20, 0, 2).contains(event.position()):
                self._current = place
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """From the keyboard, begin at the near end."""
        if event.reason() == Qt.FocusReason.BacktabFocusReason:
            self._current = max(0, len(self._states[-1]) - 1)
        elif event.reason() == Qt.FocusReason.TabFocusReason:
            self._current = 0
        super().focusInEvent(event)
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as the sentence."""
        width = QFontMetricsF(serif(17)).horizontalAdvance(TEXT)
        return QSize(round(width) + 2 * MARGIN, self.height())

    # ------------------------------------------------------------------ drawing

    def _baseline(self) -> float:
        return self.height() - scaled(18)

    def _left_of(self, offset: int) -> float:
        return MARGIN + QFontMetricsF(serif(17)).horizontalAdvance(TEXT[:offset])

    def _box(self, span: _Span) -> QRectF:
        metrics = QFontMetricsF(serif(17))
        left, right = self._left_of(span.start), self._left_of(span.end)
        top = self._baseline() - metrics.capHeight() - 5
        return QRectF(left - 1.5, top, right - left + 3, self._baseline() + 6 - top)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw sentence, boxes and chips as the canvas does."""
        colours = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place, span in enumerate(self._states[-1]):
            self._paint_span(painter, span, self.hasFocus() and place == self._current)
        painter.setFont(serif(17))
        painter.setPen(QColor(colours.text))
        painter.drawText(QPoint(MARGIN, round(self._baseline())), TEXT)
        if self.hasFocus():
            paint_focus(painter, QRectF(self.rect()), 5)
        painter.end()

    def _paint_span(self, painter: QPainter, span: _Span, current: bool) -> None:
        label, chip = LABELS[span.key]
        colours = label_colours(theme(), label)
        pen = QPen(QColor(theme().accent if current else colours.strong), 2 if current else 1)
        if span.suggested:
            pen.setDashPattern([3, 2.2])
        painter.setPen(pen)
        painter.setBrush(QColor(theme().canvas if span.suggested else colours.tint))
        box = self._box(span)
        painter.drawRoundedRect(box, 3.5, 3.5)
        size = chip_size(chip)
        place = QRectF(
            box.left(), box.top() - CHIP_GAP - size.height(), size.width(), size.height()
        )
        paint_chip(painter, place, chip, colours, span.suggested)
