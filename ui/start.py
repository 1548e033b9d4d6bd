"""The page before a project is open: four ways in, recent projects, whose suggestions."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ui.panels.example import Example
from ui.panels.look import Align, Ground, Text, font, paint_line, plain_tip, scaled, theme
from ui.panels.parts import KeyHint, Row, painted_key, row_of
from ui.panels.pictures import paint_icon
from ui.panels.sections import emptied

STACKED_UNDER = 940


@dataclass(frozen=True, slots=True)
class RecentProject:
    """A project opened before; `progress` and `when` in words."""

    path: str
    name: str
    progress: str = ""
    when: str = ""


@dataclass(frozen=True, slots=True)
class PipelineChoice:
    """Where suggestions may come from, and what is known about it."""

    id: str
    name: str
    detail: str = ""
    remark: str = ""


class StartPage(Ground):
    """Asks nothing that cannot be changed later."""

    sample_requested = Signal()
    review_requested = Signal()
    import_requested = Signal()
    open_requested = Signal()
    project_chosen = Signal(str)
    pipeline_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("canvas", parent=parent)
        self.sample = WayIn(
            "book-open",
            "Open the sample project",
            "Articles with suggestions. Learn the keys in five minutes.",
            "Return",
        )
        self.review = WayIn(
            "person",
            "Open the sample of review",
            "Three people’s labels: decide, and see how far they agree.",
        )
        words = "Text, JSONL and other tools’ files. Or drop them here."
        self.imports = WayIn("import", "Import articles…", words, "Ctrl+N")
        self.open = WayIn("folder", "Open a project…", "A file that ends in .annodb", "Ctrl+O")
        self.example = Example()
        self._recent_title = Text("Recent", 12, "muted", bold=True)
        self._recent = QVBoxLayout()
        self._pipelines = QVBoxLayout()
        self._choices: list[Choice] = []
        self._lay_out()
        self.sample.set_current(True)
        self.sample.clicked.connect(self.sample_requested)
        self.review.clicked.connect(self.review_requested)
        self.imports.clicked.connect(self.import_requested)
        self.open.clicked.connect(self.open_requested)
        self.show_recent(())
        self.show_pipelines((), "")

    # ------------------------------------------------------------------ layout

    def _lay_out(self) -> None:
        left = self._left()
        self._right = self._suggestions()
        left.setMaximumWidth(scaled(450))
        self._right.setMaximumWidth(scaled(500))
        self._columns = QHBoxLayout()
        self._columns.setSpacing(56)
        self._columns.addStretch(1)
        self._columns.addWidget(left, 8, Align.AlignTop)
        self._columns.addWidget(self._right, 9, Align.AlignTop)
        self._columns.addStretch(1)
        content = Ground("canvas")
        column = QVBoxLayout(content)
        column.setContentsMargins(24, 56, 24, 24)
        column.addLayout(self._columns)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(content)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scroll)

    def _left(self) -> QWidget:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        titles = QVBoxLayout()
        titles.setContentsMargins(12, 0, 12, 20)
        titles.setSpacing(6)
        titles.addWidget(Text("Label news articles", 26, quoted=True))
        words = "Names, dates and their relations. Nothing leaves this computer."
        titles.addWidget(Text(words, 13, "muted", wrap=True))
        column.addLayout(titles)
        for way in (self.sample, self.review, self.imports, self.open):
            column.addWidget(way)
        column.addSpacing(20)
        self._recent_title.setContentsMargins(12, 0, 0, 0)
        column.addWidget(row_of(self._recent_title, 1, margins=(12, 4)))
        column.addLayout(self._recent)
        column.addSpacing(20)
        keys = _hint("F1", "keys"), _hint("Ctrl+K", "every command")
        column.addWidget(row_of(*keys, 1, spacing=14, margins=(12, 0)))
        return left

    def _suggestions(self) -> Ground:
        right = Ground("panel", "tblr")
        choices = QVBoxLayout(right)
        choices.setContentsMargins(1, 1, 1, 12)
        choices.setSpacing(0)
        title = Text("Suggestions come from", 13, bold=True)
        remark = Text("change it at any time", 12, "muted").keep_whole()
        choices.addWidget(row_of(title, 1, remark, margins=(12, 12)))
        choices.addLayout(self._pipelines)
        words = Text("How a suggestion looks, and how to answer it. Click it and try.", 12, "muted")
        choices.addWidget(row_of(words, margins=(12, 10)))
        card = Ground("raised", "tblr")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(2, 2, 2, 10)
        inside.addWidget(self.example)
        keys = (("Return", "accept"), ("X", "reject"), ("1–8", "another label"), ("Tab", "next"))
        hints = (_hint(key, words) for key, words in keys)
        inside.addWidget(row_of(*hints, 1, spacing=12, margins=(12, 0)))
        choices.addWidget(row_of(card, margins=(12, 0)))
        return right

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the two columns stand below each other."""
        super().resizeEvent(event)
        stacked = self.width() < scaled(STACKED_UNDER)
        down, beside = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._columns.setDirection(down if stacked else beside)
        self._columns.setSpacing(32 if stacked else 56)

    # ------------------------------------------------------------------ contents

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the sample, unless something else has the focus."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.sample.click()
        else:
            super().keyPressEvent(event)

    def enter(self) -> None:
        """The page is shown: Enter opens what is filled."""
        self.sample.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_recent(self, projects: Sequence[RecentProject]) -> None:
        """List projects opened before; hidden when there are none."""
        self._recent_title.setVisible(bool(projects))
        layout = emptied(self._recent)
        for project in projects:
            row = RecentRow(project)
            row.clicked.connect(lambda _on=False, path=project.path: self.project_chosen.emit(path))
            layout.addWidget(row)

    def show_pipelines(self, choices: Sequence[PipelineChoice], current: str) -> None:
        """List where suggestions may come from, `current` chosen."""
        layout = emptied(self._pipelines)
        self._choices = []
        for choice in choices:
            row = Choice(choice)
            row.set_current(choice.id == current)
            row.clicked.connect(lambda _on=False, of=choice.id: self.pipeline_chosen.emit(of))
            layout.addWidget(row)
            self._choices.append(row)

    def choice(self, id: str) -> "Choice":
        """The row of a pipeline; raises StopIteration when it is not shown."""
        return next(row for row in self._choices if row.choice.id == id)


def _hint(keys: str, words: str) -> QWidget:
    return row_of(KeyHint(keys), Text(words, 12, "muted").keep_whole(), spacing=6)


class WayIn(Row):
    """An icon, a title over a remark, and a key."""

    height_px = 52

    def __init__(self, icon: str, title: str, remark: str = "", keys: str = "") -> None:
        super().__init__()
        self._texts = (icon, title, remark, keys)
        self.setAccessibleName(title)
        self.setAccessibleDescription(remark)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it, as Space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paint_row(self, painter: QPainter, rect: QRect) -> None:
        """Draw the columns."""
        icon, title, remark, keys = self._texts
        tone = "accent" if self.current else "muted"
        paint_icon(painter, rect.left() + 6, rect.center().y() + 1, icon, tone, 16)
        words = rect.adjusted(scaled(36), 0, -6, 0)
        if keys:
            place = painted_key(painter, rect.adjusted(0, 0, -6, 0), keys, align_right=True)
            words.setRight(place.left() - 10)
        middle, line = rect.center().y() + 1, scaled(18)
        upper = QRect(words.left(), middle - line, words.width(), line)
        lower = QRect(words.left(), middle, words.width(), line)
        paint_line(painter, upper, title, font(13, bold=self.current), theme().text)
        paint_line(painter, lower, remark, font(12), theme().muted)


class RecentRow(WayIn):
    """A project, how far it is, and when it was used, on one line."""

    height_px = 34

    def __init__(self, project: RecentProject) -> None:
        super().__init__("file", project.name, project.progress)
        self._project = project
        self.setToolTip(plain_tip(project.path))

    def paint_row(self, painter: QPainter, rect: QRect) -> None:
        """Draw the columns."""
        project, colours = self._project, theme()
        paint_icon(painter, rect.left() + 6, rect.center().y() + 1, "file", "muted", 16)
        words = rect.adjusted(scaled(36), 0, -6, 0)
        third = words.width() // 3
        name = QRect(
            words.left(), words.top(), words.width() - 2 * third + scaled(30), rect.height()
        )
        far = QRect(name.right() + 10, words.top(), third - scaled(10), rect.height())
        when = QRect(words.right() - third, words.top(), third, rect.height())
        if not project.progress:
            name.setRight(when.left() + third // 3)
        paint_line(painter, name, project.name, font(13), colours.text)
        paint_line(painter, far, project.progress, font(12), colours.muted)
        paint_line(painter, when, project.when, font(12), colours.muted, Align.AlignRight)


class Choice(WayIn):
    """A pipeline with its radio mark; what is known of it stands at the right."""

    height_px = 54

    def __init__(self, choice: PipelineChoice) -> None:
        super().__init__("", choice.name, choice.detail)
        self.choice = choice
        self.setToolTip(plain_tip(choice.detail))

    def sizeHint(self) -> QSize:
        """As wide as the card."""
        return QSize(scaled(300), scaled(self.height_px))

    def paint_row(self, painter: QPainter, rect: QRect) -> None:
        """Draw the columns and the hairline above."""
        colours, choice = theme(), self.choice
        painter.setPen(QPen(QColor(colours.border), colours.hairline))
        painter.drawLine(0, 0, self.width(), 0)
        middle, line = rect.center().y() + 1, scaled(18)
        _paint_radio(painter, rect.left() + 6, middle - line // 2, self.current)
        words = rect.adjusted(scaled(34), 0, -6, 0)
        upper = QRect(words.left(), middle - line, words.width(), line)
        lower = QRect(words.left(), middle, words.width(), line)
        remark = painter.fontMetrics().horizontalAdvance(choice.remark) + 8 if choice.remark else 0
        paint_line(painter, upper, choice.remark, font(12), colours.muted, Align.AlignRight)
        upper.setRight(upper.right() - remark)
        paint_line(painter, upper, choice.name, font(13, bold=self.current), colours.text)
        paint_line(painter, lower, choice.detail, font(12), colours.muted)


def _paint_radio(painter: QPainter, left: int, middle: int, on: bool) -> None:
    colours, side = theme(), scaled(15)
    box = QRect(left, middle - side // 2, side, side).toRectF().adjusted(0.5, 0.5, -0.5, -0.5)
    painter.setPen(QPen(QColor(colours.accent if on else colours.strong), 1))
    painter.setBrush(QColor(colours.accent if on else colours.field))
    painter.drawEllipse(box)
    if on:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.on_accent))
        inner = side * 0.3
        painter.drawEllipse(box.adjusted(inner, inner, -inner, -inner))
