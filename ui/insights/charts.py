"""Bars: progress by person, spans by label, and what became of suggestions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.insights.words import Labels, number, percent
from ui.panels.look import Align, font, paint_line, scaled, theme
from ui.theme.current import current
from ui.theme.label_colours import lane_colour
from ui.widgets.avatar import paint_avatar
from ui.widgets.chips import chip_size, paint_chip

if TYPE_CHECKING:
    from annotator.flow.progress import Outcome, Person, Statuses

MOST_LABELS = 8
CHIPS = 78  # px of the column of chips
BAR = 9


class Chart(QWidget):
    """Rows of one height, painted."""

    row_px = 23

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        current().changed.connect(self.update)

    def rows(self) -> int:
        """How many rows there are."""
        raise NotImplementedError

    def paint_row(self, painter: QPainter, index: int, rect: QRect) -> None:
        """Draw one of them."""
        raise NotImplementedError

    def describe(self) -> str:
        """The same in words, for screen readers."""
        raise NotImplementedError

    def refresh(self) -> None:
        """The numbers changed."""
        self.setAccessibleDescription(self.describe())
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As high as the rows are."""
        return QSize(220, self.rows() * scaled(self.row_px))

    def minimumSizeHint(self) -> QSize:
        """No row is cut."""
        return QSize(160, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        height = scaled(self.row_px)
        for index in range(self.rows()):
            self.paint_row(painter, index, QRect(0, index * height, self.width(), height))


def fill(painter: QPainter, rect: QRectF, colour: str, opacity: float = 1.0) -> None:
    """Draw a bar without an edge."""
    painter.save()
    painter.setOpacity(opacity)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    painter.drawRoundedRect(rect, 2, 2)
    painter.restore()


class PeopleBars(Chart):
    """Each person's finished and begun documents, out of all."""

    row_px = 46

    def __init__(self) -> None:
        super().__init__()
        self._people: Sequence[Person] = ()
        self._documents = 0

    def show_people(self, people: Sequence[Person], documents: int) -> None:
        """Show other numbers."""
        self._people, self._documents = people, documents
        self.refresh()

    def rows(self) -> int:
        """One a person."""
        return len(self._people)

    def describe(self) -> str:
        """Who has finished how many."""
        return ", ".join(f"{x.name}: {x.done} of {self._documents} done" for x in self._people)

    def paint_row(self, painter: QPainter, index: int, rect: QRect) -> None:
        """Avatar, name and figure above the bar."""
        person = self._people[index]
        side = scaled(18)
        top = QRect(rect.left(), rect.top() + scaled(4), rect.width(), scaled(20))
        avatar = QRectF(0, top.center().y() - side / 2 + 0.5, side, side)
        paint_avatar(painter, avatar, person.name, index)
        words = f"{number(person.done)} done"
        if person.begun:
            words += f", {number(person.begun)} begun"
        room = QFontMetrics(font(12)).horizontalAdvance(words) + 6
        paint_line(painter, top, words, font(12), theme().muted, Align.AlignRight)
        name = top.adjusted(side + 8, 0, -room, 0)
        paint_line(painter, name, person.name, font(13), theme().text)
        bar = QRectF(0, top.bottom() + scaled(5), rect.width(), BAR)
        fill(painter, bar, theme().border)
        colour = lane_colour(theme(), index)
        whole = max(1, self._documents)
        begun = bar.width() * (person.done + person.begun) / whole
        fill(painter, QRectF(bar.left(), bar.top(), begun, BAR), colour, 0.45)
        done = bar.width() * person.done / whole
        fill(painter, QRectF(bar.left(), bar.top(), done, BAR), colour)


def _chip(painter: QPainter, rect: QRect, labels: Labels, id: str) -> None:
    size = chip_size(labels.short(id))
    width = min(size.width(), scaled(CHIPS) - 8)
    top = rect.top() + (rect.height() - size.height()) / 2
    box = QRectF(rect.left(), top, width, size.height())
    paint_chip(painter, box, labels.short(id), labels.colours(id), dashed=False)


class LabelBars(Chart):
    """Spans by label, the most frequent first."""

    def __init__(self) -> None:
        super().__init__()
        self._labels: Labels | None = None
        self._counts: list[tuple[str, int]] = []
        self._others = (0, 0)

    def show_counts(self, labels: Labels, counts: Mapping[str, int]) -> None:
        """Show other numbers; of many labels the rarest as one."""
        self._labels = labels
        found = sorted(counts.items(), key=lambda item: -item[1])
        most = len(found) if len(found) <= MOST_LABELS else MOST_LABELS - 1
        self._counts = found[:most]
        self._others = (len(found) - most, sum(count for _, count in found[most:]))
        self.refresh()

    def rows(self) -> int:
        """One a label."""
        return len(self._counts) + bool(self._others[0])

    def describe(self) -> str:
        """Labels and counts."""
        return ", ".join(f"{label} {count}" for label, count in self._counts)

    def paint_row(self, painter: QPainter, index: int, rect: QRect) -> None:
        """Chip, bar, figure."""
        if index == len(self._counts):
            words = f"{self._others[0]} other labels: {number(self._others[1])}"
            paint_line(painter, rect, words, font(12), theme().muted)
            return
        assert self._labels is not None
        label, count = self._counts[index]
        _chip(painter, rect, self._labels, label)
        colours = self._labels.colours(label)
        most = self._counts[0][1]
        left, room = scaled(CHIPS), scaled(52)
        width = max(3.0, (rect.width() - left - room) * count / max(1, most))
        bar = QRectF(left + 0.5, rect.center().y() - BAR / 2 + 1, width, BAR)
        painter.setPen(QColor(colours.strong))
        painter.setBrush(QColor(colours.tint))
        painter.drawRoundedRect(bar, 2, 2)
        words_at = rect.adjusted(int(left + width) + 9, 0, 0, 0)
        paint_line(painter, words_at, number(count), font(12), theme().text)


_STATUSES = (
    ("new", "Nobody has begun", 0.15),
    ("in_progress", "In work", 0.3),
    ("skipped", "Skipped", 0.2),
    ("done_by_one", "Done by one", 0.5),
    ("done_by_several", "Done by two or more", 0.75),
    ("gold", "Gold complete", 1.0),
)


class StatusBars(Chart):
    """Documents by the furthest that they have come."""

    row_px = 26

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[tuple[str, int, float]] = []

    def show_statuses(self, found: Statuses) -> None:
        """Show other numbers."""
        self._rows = [(words, getattr(found, id), tone) for id, words, tone in _STATUSES]
        self.refresh()

    def rows(self) -> int:
        """One a status."""
        return len(self._rows)

    def describe(self) -> str:
        """Statuses and counts."""
        return ", ".join(f"{words} {count}" for words, count, _ in self._rows)

    def paint_row(self, painter: QPainter, index: int, rect: QRect) -> None:
        """Words, bar, figure."""
        words, count, tone = self._rows[index]
        metrics = QFontMetrics(font(12))
        left = max(metrics.horizontalAdvance(x) for x, _, _ in self._rows) + 12
        room, most = scaled(44), max(x for _, x, _ in self._rows)
        paint_line(painter, rect, words, font(12), theme().text)
        wide = (rect.width() - left - room) * count / max(1, most)
        if count:
            bar = QRectF(left, rect.center().y() - BAR / 2 + 1, max(3.0, wide), BAR)
            fill(painter, bar, theme().accent, tone)
        at = rect.adjusted(int(left + wide) + 9, 0, 0, 0)
        paint_line(painter, at, number(count), font(12), theme().text if count else theme().muted)


class OutcomeBars(Chart):
    """What became of the suggestions of each label, as shares."""

    def __init__(self) -> None:
        super().__init__()
        self._labels: Labels | None = None
        self._rows: list[tuple[str, Outcome]] = []

    def show_outcomes(self, labels: Labels, outcomes: Mapping[str, Outcome]) -> None:
        """Show other numbers, the most suggested labels first."""
        self._labels = labels
        self._rows = sorted(outcomes.items(), key=lambda item: -item[1].answered)[:MOST_LABELS]
        self.refresh()

    def rows(self) -> int:
        """One a label, and the legend."""
        return len(self._rows) + 1

    def describe(self) -> str:
        """The figures of each label."""
        return "; ".join(
            f"{label}: {x.accepted} accepted, {x.corrected} corrected, {x.rejected} rejected, "
            f"{x.by_hand} by hand"
            for label, x in self._rows
        )

    def paint_row(self, painter: QPainter, index: int, rect: QRect) -> None:
        """Chip, the three shares, and how many were accepted as they were."""
        if index == 0:
            self._paint_legend(painter, rect)
            return
        assert self._labels is not None
        label, found = self._rows[index - 1]
        _chip(painter, rect, self._labels, label)
        left, right = scaled(CHIPS), scaled(88)
        width = rect.width() - left - right
        at = float(left)
        for colour, opacity, count in zip(_tones(), OPACITIES, _parts(found), strict=True):
            part = width * count / max(1, found.answered)
            if count:
                top = rect.center().y() - BAR / 2 + 1
                fill(painter, QRectF(at, top, max(1.5, part - 1), BAR), colour, opacity)
            at += part
        share = QRect(rect.right() - right + 4, rect.top(), scaled(40), rect.height())
        words = percent(found.accepted, found.answered)
        paint_line(painter, share, words, font(12), theme().text, Align.AlignRight)
        by_hand = rect.adjusted(rect.width() - scaled(42), 0, 0, 0)
        made = f"+{number(found.by_hand)}"
        paint_line(painter, by_hand, made, font(12), theme().muted, Align.AlignRight)

    def _paint_legend(self, painter: QPainter, rect: QRect) -> None:
        at = 0
        names = ("as it was", "corrected", "rejected")
        for colour, opacity, name in zip(_tones(), OPACITIES, names, strict=True):
            fill(painter, QRectF(at, rect.center().y() - 3, 9, 9), colour, opacity)
            words = rect.adjusted(at + 14, 0, 0, 0)
            paint_line(painter, words, name, font(12), theme().muted)
            at += 14 + QFontMetrics(font(12)).horizontalAdvance(name) + 12
        if at + QFontMetrics(font(12)).horizontalAdvance("by hand") < rect.width():
            paint_line(painter, rect, "by hand", font(12), theme().muted, Align.AlignRight)


OPACITIES = (1.0, 0.45, 1.0)


def _tones() -> tuple[str, str, str]:
    return theme().accent, theme().accent, theme().border2


def _parts(found: Outcome) -> tuple[int, int, int]:
    return found.accepted, found.corrected, found.rejected
