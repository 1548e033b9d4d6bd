"""Painting of a conflict's answers: keys, people, and each version as it stands in the text."""

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QAbstractButton, QWidget

from ui.panels.glyphs import paint_check
from ui.panels.look import Align, font, paint_line, plain_tip, scaled, serif, theme
from ui.panels.parts import card_colours
from ui.review.questions import Answer, Quote
from ui.widgets.avatar import paint_avatar
from ui.widgets.chips import chip_size, paint_chip
from ui.widgets.key_hint import hint_size, paint_hint

HEIGHT, TALL = 37, 58
NARROW = 560  # px of the card under which the name stands above the version
KEYS, PEOPLE = 12, 64
GAP = 4
ARROW = 5.0


class AnswerRow(QAbstractButton):
    """One answer; a click takes it. `name_width` lines the versions up."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.answer = Answer(0, ())
        self.name_width = 0
        self.narrow = False
        self.first = True
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_answer(self, answer: Answer, name_width: int, narrow: bool, first: bool) -> None:
        """Draw another answer."""
        if answer.spoken != self.answer.spoken:
            self.setAccessibleName(answer.spoken)
            self.setToolTip(plain_tip(answer.spoken))
        self.answer, self.name_width = answer, name_width
        self.narrow, self.first = narrow, first
        self.update()

    def sizeHint(self) -> QSize:
        """One line, or two in a narrow card."""
        return QSize(scaled(300), row_height(self.narrow))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground, keys, people, version and share."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours, answer = theme(), self.answer
        if answer.chosen:
            painter.fillRect(self.rect(), QColor(colours.sel))
        elif self.underMouse():
            painter.fillRect(self.rect(), QColor(colours.hover))
        if not self.first:
            line = QRect(scaled(PEOPLE), 0, self.width() - scaled(PEOPLE), colours.hairline)
            painter.fillRect(line, QColor(colours.border))
        half = self.height() // 2 if self.narrow else self.height()
        top = QRect(0, 0, self.width() - 12, half)
        keys_right = self._paint_keys(painter, QRect(12, 0, self.width(), self.height()))
        left = max(scaled(PEOPLE), keys_right + 12)
        right = self._paint_share(painter, top)
        named = self._paint_people(painter, left, top, right)
        words = QRect(left + self.name_width + 12, 0, 0, half)
        if self.narrow:
            words = QRect(left, half - 4, 0, half)
        elif named > words.left() - 8:
            words.setLeft(named + 8)
        words.setRight(self.width() - 12 if self.narrow else right - 8)
        self._paint_version(painter, words)

    def _paint_keys(self, painter: QPainter, rect: QRect) -> int:
        colours, left = theme(), rect.left()
        for key in self.answer.keys:
            if not key:
                continue
            size = hint_size(key)
            top = rect.center().y() + 1 - size.height() / 2
            sign = QRectF(left, top, size.width(), size.height())
            paint_hint(painter, sign, key, colours.muted, colours.border2, colours.raised)
            left += size.width() + GAP
        return left - GAP

    def _paint_share(self, painter: QPainter, rect: QRect) -> int:
        face = font(12)
        width = int(QFontMetricsF(face).horizontalAdvance(self.answer.share)) + 2
        place = QRect(rect.right() - width, rect.top(), width, rect.height())
        paint_line(painter, place, self.answer.share, face, theme().muted, Align.AlignRight)
        if not self.answer.chosen:
            return place.left()
        side = scaled(12)
        check = QRectF(place.left() - side - 8, rect.center().y() - side / 2, side, side)
        pen = QPen(QColor(theme().success), 1.8)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        paint_check(painter, check)
        return round(check.left())

    def _paint_people(self, painter: QPainter, left: int, rect: QRect, right: int) -> int:
        """Avatars and names; where they end."""
        side = scaled(18)
        for name, lane in self.answer.people:
            sign = QRectF(left, rect.center().y() + 1 - side / 2, side, side)
            if lane >= 0:
                paint_avatar(painter, sign, name, lane)
                left += side + GAP
        names = ", ".join(short_name(name) for name, _ in self.answer.people)
        width = int(QFontMetricsF(font(13)).horizontalAdvance(names)) + 2
        words = QRect(left + 2, rect.top(), min(width, max(20, right - left - 4)), rect.height())
        paint_line(painter, words, names, font(13), theme().text)
        return words.right()

    def _paint_version(self, painter: QPainter, rect: QRect) -> None:
        answer = self.answer
        if answer.quote is None:
            paint_line(painter, rect, answer.words, font(13), theme().text)
            return
        if answer.tail is not None:
            self._paint_relation(painter, rect, answer.quote, answer.tail)
            return
        label = answer.quote.label
        size = chip_size(label.chip)
        chip = QRect(
            rect.left(), rect.center().y() + 1 - size.height() // 2, size.width(), size.height()
        )
        paint_chip(painter, chip, label.chip, card_colours(label), dashed=False)
        rest = rect.adjusted(size.width() + 10, 0, 0, 0)
        if answer.details:
            face = font(12)
            width = min(
                int(QFontMetricsF(face).horizontalAdvance(answer.details)) + 2, rest.width() // 2
            )
            place = QRect(rest.right() - width, rest.top(), width, rest.height())
            paint_line(painter, place, answer.details, face, theme().muted, Align.AlignRight)
            rest.setRight(place.left() - 8)
        paint_quote(painter, rest, answer.quote)

    def _paint_relation(self, painter: QPainter, rect: QRect, head: Quote, tail: Quote) -> None:
        """Head, a small arrow with the label, and tail."""
        face = font(12, bold=True)
        word = QFontMetricsF(face).horizontalAdvance(self.answer.relation)
        room = max(40, int(rect.width() - word - 70)) // 2
        left = paint_words(painter, rect.left(), rect, head, room) + 4
        middle = rect.center().y() + 1.5
        painter.setPen(QPen(QColor(theme().arc), 1.3))
        painter.drawLine(QPointF(left, middle), QPointF(left + 22, middle))
        place = QRect(round(left + 28), rect.top(), int(word) + 2, rect.height())
        paint_line(painter, place, self.answer.relation, face, theme().text)
        end = place.right() + 6 + 22
        painter.setPen(QPen(QColor(theme().arc), 1.3))
        painter.drawLine(QPointF(place.right() + 6, middle), QPointF(end - ARROW, middle))
        painter.setBrush(QColor(theme().arc))
        painter.setPen(Qt.PenStyle.NoPen)
        tip = [(end, middle), (end - ARROW - 1, middle - 3.6), (end - ARROW - 1, middle + 3.6)]
        painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in tip]))
        paint_words(painter, end + 4, rect, tail, max(30, rect.right() - end - 8))


def row_height(narrow: bool) -> int:
    """The height of an answer, in px."""
    return scaled(TALL if narrow else HEIGHT)


def short_name(name: str) -> str:
    """The first word of a name, which is enough in a card."""
    return name.split()[0] if name.split() else name


def people_width(answers: tuple[Answer, ...]) -> int:
    """The width that avatars and names need, so that all versions stand in line."""
    metrics, widest = QFontMetricsF(font(13)), 0.0
    for answer in answers:
        names = ", ".join(short_name(name) for name, _ in answer.people)
        signs = sum(lane >= 0 for _, lane in answer.people)
        widest = max(widest, metrics.horizontalAdvance(names) + signs * (scaled(18) + GAP))
    return min(round(widest) + 4, scaled(180))


def paint_words(painter: QPainter, left: float, rect: QRect, quote: Quote, room: int) -> float:
    """Draw quoted words in their box, elided at `room` px; the right edge."""
    face, colours = serif(15), card_colours(quote.label)
    metrics = QFontMetricsF(face)
    words = metrics.elidedText(quote.words, Qt.TextElideMode.ElideMiddle, room)
    width = metrics.horizontalAdvance(words) + 6
    high = metrics.capHeight() + 11
    middle = rect.center().y() + 1
    box = QRectF(left, middle - high / 2, width, high)
    painter.setBrush(QColor(colours.tint))
    painter.setPen(QPen(QColor(colours.strong), 1))
    painter.drawRoundedRect(box, 3.5, 3.5)
    painter.setFont(face)
    painter.setPen(QColor(theme().text))
    painter.drawText(QPointF(left + 3, middle + metrics.capHeight() / 2), words)
    return box.right()


def paint_quote(painter: QPainter, rect: QRect, quote: Quote) -> None:
    """Draw quoted words in their box with what stands around them: the words come first, and
    what is before them has at most two fifths of the room that is left."""
    face = serif(15)
    metrics = QFontMetricsF(face)
    own = min(metrics.horizontalAdvance(quote.words), rect.width() - 8.0)
    left_room = max(0.0, rect.width() - own - 12)
    before = _tail(quote.before, metrics, left_room * 0.4)
    base = rect.center().y() + 1 + metrics.capHeight() / 2
    painter.setFont(face)
    painter.setPen(QColor(theme().text))
    painter.drawText(QPointF(rect.left(), base), before)
    left = rect.left() + metrics.horizontalAdvance(before)
    right = paint_words(painter, left, rect, quote, int(own) + 1)
    rest = rect.right() - right - 2
    if rest > 12:
        after = metrics.elidedText(quote.after, Qt.TextElideMode.ElideRight, rest)
        painter.setFont(face)
        painter.setPen(QColor(theme().text))
        painter.drawText(QPointF(right + 1, base), after)


def _tail(text: str, metrics: QFontMetricsF, room: float) -> str:
    """The last whole words of a text for which there is room."""
    words = text.split(" ")
    while words and metrics.horizontalAdvance(" ".join(words)) > room:
        words.pop(0)
    return " ".join(words)
