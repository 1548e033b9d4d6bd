"""The panel at the right: how near each annotator is, what comes next, what was decided."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from annotator.model import Range
from annotator.review.listing import Listed
from ui.panels.cards import GuidelineCard, LabelCard
from ui.panels.inspector import GuidelinePart
from ui.panels.look import Align, Ground, Text, font, paint_line, plain_tip, scaled, serif, theme
from ui.panels.parts import Row, card_colours, painted_key
from ui.panels.pictures import Picture, paint_icon
from ui.panels.sections import Part
from ui.review.tiles import GROUP_TITLES, paint_tiles, tiles_width
from ui.theme.label_colours import lane_colour
from ui.widgets.avatar import paint_avatar
from ui.widgets.chips import chip_size, paint_chip
from ui.widgets.key_hint import key_text

MOST_DECIDED = 6


@dataclass(frozen=True, slots=True)
class Near:
    """An annotator: the key of their versions, and F1 to gold, None while there is none."""

    name: str
    key: str
    f1: float | None


@dataclass(frozen=True, slots=True)
class Upcoming:
    """The conflict after this one: its row, and each version's range with its lanes, in code
    points of `words`."""

    row: Listed
    words: str
    bars: tuple[tuple[Range, tuple[int, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """Something decided: words, a label or none, and a remark."""

    place: str
    words: str
    label: LabelCard | None
    remark: str
    settled: bool = True


class SidePanel(Ground):
    """Sections in a fixed order; every `show_…` replaces what one section shows."""

    conflict_chosen = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("panel", "l", parent)
        self.annotators = _AnnotatorsPart()
        self.upcoming = _UpcomingPart()
        self.ends = _OutcomesPart("Both end spans")
        self.decided = _OutcomesPart("Decided in this document")
        self.guideline = GuidelinePart()
        self.agreed = Text("", 12, "muted", wrap=True)
        self._agreed = _IconLine(self.agreed)
        self._foot = Ground("panel", "t")
        self._lay_out()
        for part in (self.upcoming, self.ends, self.decided):
            part.chosen.connect(self.conflict_chosen)

    def _lay_out(self) -> None:
        self._area = _Scroll()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        body = Ground("panel")
        layout = QVBoxLayout(body)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for part in (self.annotators, self.upcoming, self.ends, self.decided, self.guideline):
            layout.addWidget(part)
        layout.addStretch(1)
        self._area.setWidget(body)
        foot = QVBoxLayout(self._foot)
        foot.setContentsMargins(12, 10, 12, 10)
        foot.addWidget(self._agreed)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._area, 1)
        outer.addWidget(self._foot)
        self.setMinimumWidth(scaled(240))

    def clear(self) -> None:
        """There is nothing to tell."""
        for part in (self.annotators, self.upcoming, self.ends, self.decided, self.guideline):
            part.hide()
        self.show_agreed("")

    def show_annotators(self, rows: Sequence[Near]) -> None:
        """Who labelled the document, in the order of their lanes."""
        self.annotators.show_rows(rows)

    def show_upcoming(self, upcoming: Upcoming | None, key: str) -> None:
        """What Enter leads to; hidden where nothing is left."""
        self.upcoming.show_next(upcoming, key)

    def show_ends(self, rows: Sequence[Outcome]) -> None:
        """The ends of the relation at hand; hidden for all else."""
        self.ends.show_rows(rows)

    def show_decided(self, rows: Sequence[Outcome], total: int) -> None:
        """What was decided last."""
        self.decided.show_rows(rows, total)

    def show_guideline(self, card: GuidelineCard | None) -> None:
        """What the scheme says about the label in question."""
        self.guideline.show_guideline(card)

    def show_agreed(self, words: str) -> None:
        """How much needs no decision."""
        self._agreed.show_words(words)
        self._foot.setVisible(bool(words))


class _Scroll(QScrollArea):
    """Keeps the sections as wide as the panel: their texts wrap."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        body = self.widget()
        if body is not None:
            body.setFixedWidth(self.viewport().width())


class _IconLine(QWidget):
    """A sign beside wrapped words."""

    def __init__(self, words: Text) -> None:
        super().__init__()
        self._words, self._icon = words, Picture("info", 14, "muted", self)
        words.setParent(self)

    def show_words(self, words: str) -> None:
        self._words.setText(words)
        self._fit()

    def _fit(self) -> None:
        width = max(80, self.width() - scaled(22))
        self.setFixedHeight(max(scaled(16), self._words.heightForWidth(width)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()
        left = scaled(22)
        self._icon.move(0, (self.height() - self._icon.height()) // 2)
        self._words.setGeometry(left, 0, self.width() - left, self.height())


class _AnnotatorsPart(Part):
    def __init__(self) -> None:
        super().__init__("Annotators", "F1 to gold")
        self._rows: list[_NearRow] = []

    def show_rows(self, rows: Sequence[Near]) -> None:
        """One row each, made once and changed after."""
        self.show()
        while len(self._rows) < len(rows):
            made = _NearRow(len(self._rows))
            self._rows.append(made)
            self.body.addWidget(made)
        for place, row in enumerate(self._rows):
            row.setVisible(place < len(rows))
            if place < len(rows):
                row.show_near(rows[place])


class _NearRow(QWidget):
    def __init__(self, lane: int) -> None:
        super().__init__()
        self._lane, self._near = lane, Near("", "", None)
        self.setFixedHeight(scaled(28))

    def show_near(self, near: Near) -> None:
        if near != self._near:
            self._near = near
            self.setAccessibleName(f"{near.name}, F1 to gold {_share(near.f1)}")
            self.setToolTip(plain_tip(near.name))
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect, near = self.rect().adjusted(12, 0, -12, 0), self._near
        left = rect.left()
        if near.key:
            left = painted_key(painter, rect, near.key).right() + 8
        side = scaled(18)
        sign = QRectF(left, rect.center().y() + 1 - side / 2, side, side)
        paint_avatar(painter, sign, near.name, self._lane)
        figure = QRect(rect.right() - scaled(34), rect.top(), scaled(34) + 1, rect.height())
        paint_line(painter, figure, _share(near.f1), font(13), theme().text, Align.AlignRight)
        bar = QRectF(figure.left() - 8 - scaled(28), rect.center().y() - 0.5, scaled(28), 3)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(lane_colour(theme(), self._lane)))
        painter.drawRoundedRect(bar, 1.5, 1.5)
        words = QRect(round(sign.right()) + 8, rect.top(), 0, rect.height())
        words.setRight(round(bar.left()) - 8)
        paint_line(painter, words, near.name, font(13), theme().text)
        painter.end()


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


class _UpcomingPart(Part):
    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__("Up next")
        self._row = _UpcomingRow()
        self._row.clicked.connect(lambda: self.chosen.emit(self._row.place))
        self.body.addWidget(self._row)

    def show_next(self, upcoming: Upcoming | None, key: str) -> None:
        self.setVisible(upcoming is not None)
        self.header.show_texts("Up next", key_text(key))
        if upcoming is not None:
            self._row.show_next(upcoming)


class _UpcomingRow(Row):
    height_px = 62

    def __init__(self) -> None:
        super().__init__()
        self._next: Upcoming | None = None
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    @property
    def place(self) -> str:
        """The conflict that a click leads to."""
        return self._next.row.place if self._next is not None else ""

    def show_next(self, upcoming: Upcoming) -> None:
        self._next = upcoming
        lanes = len(upcoming.row.versions)
        self.setFixedHeight(scaled(46) + 4 * lanes + 4)
        self.setAccessibleName(f"Next: {upcoming.row.words}")
        self.update()

    def paint_row(self, painter: QPainter, rect: QRect) -> None:
        """The kind and the tiles, and below them the words with a lane each."""
        upcoming = self._next
        if upcoming is None:
            return
        row, colours = upcoming.row, theme()
        top = QRect(rect.left(), rect.top(), rect.width(), scaled(22))
        icons = {"relation": "relation", "boundary": "boundary", "missing": "missing"}
        icon = icons.get(row.group, "tag")
        paint_icon(painter, rect.left(), top.center().y() + 1, icon, "warning", 14)
        words = top.adjusted(scaled(22), 0, -tiles_width(len(row.versions)) - 8, 0)
        place = f" in ¶{row.paragraph}" if row.what != "document" else ""
        paint_line(painter, words, f"{GROUP_TITLES[row.group]}{place}", font(13), colours.text)
        paint_tiles(painter, rect.right(), top.center().y() + 1, row.versions)
        face = serif(14)
        metrics = QFontMetricsF(face)
        left, line = words.left(), QRect(words.left(), top.bottom(), 0, scaled(22))
        line.setRight(rect.right())
        paint_line(painter, line, upcoming.words, face, colours.text)
        under = line.center().y() + metrics.capHeight() / 2 + 6
        for (start, end), lanes in upcoming.bars:
            near = metrics.horizontalAdvance(upcoming.words[:start])
            far = min(metrics.horizontalAdvance(upcoming.words[:end]), float(line.width()))
            for lane in lanes:
                painter.setPen(QPen(QColor(lane_colour(colours, lane)), 2))
                y = under + 4 * lane
                if far > near:
                    painter.drawLine(QPointF(left + near, y), QPointF(left + far, y))


class _OutcomesPart(Part):
    """Rows of things that are decided; a click goes there."""

    chosen = Signal(str)

    def __init__(self, title: str) -> None:
        super().__init__(title)
        self._title = title
        self._shown: tuple[Outcome, ...] = ()
        self._rows: list[_OutcomeRow] = []
        self.hide()

    def show_rows(self, rows: Sequence[Outcome], total: int | None = None) -> None:
        self.setVisible(bool(rows))
        self.header.show_texts(self._title, str(total) if total is not None else "")
        if tuple(rows) == self._shown:
            return
        self._shown = tuple(rows)
        while len(self._rows) < len(rows):
            made = _OutcomeRow()
            made.clicked.connect(lambda _on=False, of=made: self.chosen.emit(of.outcome.place))
            self._rows.append(made)
            self.body.addWidget(made)
        for place, row in enumerate(self._rows):
            row.setVisible(place < len(rows))
            if place < len(rows):
                row.show_outcome(rows[place])


class _OutcomeRow(Row):
    height_px = 26

    def __init__(self) -> None:
        super().__init__()
        self.outcome = Outcome("", "", None, "")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_outcome(self, outcome: Outcome) -> None:
        if outcome != self.outcome:
            self.outcome = outcome
            self.setAccessibleName(f"{outcome.words}: {outcome.remark}")
            self.setToolTip(plain_tip(f"{outcome.words}: {outcome.remark}"))
            self.update()

    def paint_row(self, painter: QPainter, rect: QRect) -> None:
        """A check, the words, and at the right what was decided."""
        one, middle = self.outcome, rect.center().y() + 1
        icon, tone = ("check", "success") if one.settled else ("clock", "warning")
        paint_icon(painter, rect.left(), middle, icon, tone, 13)
        face = font(13)
        width = min(int(QFontMetricsF(face).horizontalAdvance(one.remark)) + 2, rect.width() // 2)
        remark = QRect(rect.right() - width, rect.top(), width + 1, rect.height())
        paint_line(painter, remark, one.remark, face, theme().muted, Align.AlignRight)
        right = remark.left() - 8
        if one.label is not None:
            size = chip_size(one.label.chip)
            chip = QRect(right - size.width(), middle - size.height() // 2, *size.toTuple())
            paint_chip(painter, chip, one.label.chip, card_colours(one.label), dashed=False)
            right = chip.left() - 8
        left = rect.left() + scaled(22)
        words = QRect(left, rect.top(), right - left, rect.height())
        paint_line(painter, words, one.words, serif(14), theme().text)
