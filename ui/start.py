"""The page before a project is open: three ways in, recent projects, whose suggestions."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from ui.panels.look import Align, Ground, Text, font, paint_line, plain_tip, scaled, theme
from ui.panels.parts import Row, painted_key
from ui.panels.pictures import paint_icon
from ui.panels.sections import emptied


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
    import_requested = Signal()
    open_requested = Signal()
    project_chosen = Signal(str)
    pipeline_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("canvas", parent=parent)
        self.sample = WayIn(
            "book-open", "Open the sample project", "Articles with suggestions.", "Enter"
        )
        self.imports = WayIn("import", "Import articles…", "Or drop them here.", "Ctrl I")
        self.open = WayIn("folder", "Open a project…", "A file that ends in .annodb", "Ctrl O")
        self._recent_title = Text("Recent", 12, "muted", bold=True)
        self._recent = QVBoxLayout()
        self._pipelines = QVBoxLayout()
        self._group = QButtonGroup(self)
        self._lay_out()
        self.sample.clicked.connect(self.sample_requested)
        self.imports.clicked.connect(self.import_requested)
        self.open.clicked.connect(self.open_requested)
        self.show_recent(())

    def _lay_out(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(24, 56, 24, 24)
        layout.setSpacing(40)
        left, right = QWidget(), Ground("panel", "tblr")
        left.setMaximumWidth(scaled(450))
        right.setMaximumWidth(scaled(500))
        layout.addStretch(1)
        layout.addWidget(left, 8)
        layout.addWidget(right, 8, Align.AlignTop)
        layout.addStretch(1)
        column = QVBoxLayout(left)
        column.addWidget(Text("Label news articles", 26, quoted=True))
        words = "Names, dates and their relations. Nothing leaves this computer."
        column.addWidget(Text(words, 13, "muted", wrap=True))
        for way in (self.sample, self.imports, self.open):
            column.addWidget(way)
        column.addSpacing(16)
        column.addWidget(self._recent_title)
        column.addLayout(self._recent)
        column.addStretch(1)
        choices = QVBoxLayout(right)
        choices.setContentsMargins(12, 12, 12, 12)
        choices.addWidget(Text("Suggestions come from", 13, bold=True))
        choices.addLayout(self._pipelines)

    def show_recent(self, projects: Sequence[RecentProject]) -> None:
        """List projects opened before; hidden when there are none."""
        self._recent_title.setVisible(bool(projects))
        layout = emptied(self._recent)
        for project in projects:
            remark = " · ".join(x for x in (project.progress, project.when) if x)
            row = WayIn("file", project.name, remark)
            row.setToolTip(plain_tip(project.path))
            row.clicked.connect(lambda _on=False, path=project.path: self.project_chosen.emit(path))
            layout.addWidget(row)

    def show_pipelines(self, choices: Sequence[PipelineChoice], current: str) -> None:
        """List where suggestions may come from, `current` chosen."""
        for old in self._group.buttons():
            self._group.removeButton(old)
        layout = emptied(self._pipelines)
        for choice in choices:
            radio = QRadioButton(choice.name.replace("&", "&&"))
            radio.setChecked(choice.id == current)
            radio.clicked.connect(lambda _on=False, of=choice.id: self.pipeline_chosen.emit(of))
            self._group.addButton(radio)
            layout.addWidget(radio)
            detail = " · ".join(x for x in (choice.detail, choice.remark) if x)
            layout.addWidget(Text(detail, 12, "muted", wrap=True))


class WayIn(Row):
    """An icon, a title over a remark, and a key."""

    height_px = 50

    def __init__(self, icon: str, title: str, remark: str = "", keys: str = "") -> None:
        super().__init__()
        self._texts = (icon, title, remark, keys)
        self.setAccessibleName(title)

    def paint_row(self, painter: QPainter, rect: QRect) -> None:
        """Draw the columns."""
        icon, title, remark, keys = self._texts
        paint_icon(painter, rect.left(), rect.center().y() + 1, icon, "muted", 16)
        words = rect.adjusted(scaled(28), 0, 0, 0)
        if keys:
            words.setRight(painted_key(painter, rect, keys, align_right=True).left() - 8)
        half = rect.height() // 2
        upper = QRect(words.left(), rect.top() + 5, words.width(), half - 5)
        lower = QRect(words.left(), rect.top() + half, words.width(), half - 5)
        paint_line(painter, upper, title, font(13), theme().text)
        paint_line(painter, lower, remark, font(12), theme().muted)
