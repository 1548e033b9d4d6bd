"""Train…: what will be used, how it goes, what came of it, and the versions to go back to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QScrollArea,
    QSpinBox,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from annotator.errors import UserError
from annotator.flow.material import BEST, Material
from annotator.flow.trained import Version
from annotator.flow.training import Start, Wish
from annotator.train.curve import advice
from annotator.train.messages import Began, CurvePoint, Reply, Stepped
from ui.dialogs.asking import Asking
from ui.dialogs.frame import Dialog
from ui.insights.charts import LabelBars
from ui.insights.words import Labels, several
from ui.panels.look import Text, scaled
from ui.panels.parts import ProgressLine, button, row_of
from ui.tasks import Job
from ui.training.charts import Curve, CurveChart
from ui.training.table import ScoreTable
from ui.training.versions import Choice, VersionList
from ui.widgets import FilterChip, exclusive

PAGES = ("Progress", "Scores", "More documents?", "Versions")
PROGRESS, SCORES, CURVE, VERSIONS = range(4)
LEFT = 300


@dataclass(frozen=True, slots=True)
class Facts:
    """What the dialog knows of the project: its labels, whose layers there are, the pipeline that
    it uses by name, and that name as `trained.current` has it."""

    labels: Labels
    people: Sequence[str]
    current: str
    pipeline: str = ""


class TrainingDialog(Dialog):
    """Stays open beside the window; a training goes on when it is closed. `look` makes a job that
    returns the Material for a Wish."""

    training_wanted = Signal(object)
    stop_wanted = Signal()
    use_wanted = Signal(str)
    remove_wanted = Signal(int)

    def __init__(
        self, facts: Facts, look: Callable[[Wish], Job], parent: QWidget | None = None
    ) -> None:
        super().__init__("Train", "Train", 960, parent)
        self.resize(self._bounded(scaled(960), scaled(680)))
        self._facts, self._look = facts, look
        self.material: Material | None = None
        self.version: Version | None = None
        self.running = False
        self._losses: list[tuple[float, float]] = []
        self._scores: list[tuple[float, float]] = []
        self._points: list[CurvePoint] = []
        self._make_parts()
        self._lay_out()
        self._connect()
        self._ask()

    # ------------------------------------------------------------------ parts

    def _make_parts(self) -> None:
        people = [(name, name) for name in self._facts.people]
        self.layer = _combo([(BEST, "Gold, else the only person’s"), *people])
        self.start = _combo(
            [("current", f"The pipeline {self._facts.current}"), ("scratch", "Nothing")]
        )
        self.held = _combo([(f"{share}", f"{share} % of the documents") for share in (10, 20, 30)])
        self.held.setCurrentIndex(1)
        self.steps = QSpinBox()
        self.steps.setRange(0, 100_000)
        self.steps.setSpecialValueText("as many as it takes")
        self.with_curve = QCheckBox("Measure whether more would help")
        self.with_curve.setToolTip("Also trains on 25, 50 and 75 % of the documents: takes longer")
        self.summary = Text("", 12, "muted", wrap=True)
        self.notice = Text("", 12, "warning", wrap=True)
        self.bars = LabelBars()
        self.pages = {name: FilterChip(name) for name in PAGES}
        self.state = Text("", 13, wrap=True)
        self.line = ProgressLine()
        self.scores = CurveChart("F1 on the documents that say when to stop", "steps", 1.0)
        self.losses = CurveChart("Loss", "steps")
        self.table = ScoreTable()
        self.no_table = Text("No pipeline has been trained here yet.", 12, "muted", wrap=True)
        self.curve = CurveChart("F1 on held-out documents", "documents", 1.0)
        self.advice = Text("", 13, wrap=True)
        self.versions = VersionList()
        self.use = button("Use this pipeline")
        self.asking = Asking(self)

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        form.setVerticalSpacing(4)
        for name, field in (("Labels of", self.layer), ("Start from", self.start),
                            ("Held out to measure on", self.held),
                            ("Updates at most", self.steps)):  # fmt: skip
            field.setAccessibleName(name)
            form.addRow(Text(name, 12, "muted"), field)
        left = QVBoxLayout()
        left.setSpacing(10)
        left.addLayout(form)
        left.addWidget(self.with_curve)
        left.addWidget(self.summary)
        left.addWidget(self.notice)
        left.addWidget(self.bars)
        left.addStretch(1)
        side = QWidget()
        side.setLayout(left)
        left.setContentsMargins(0, 0, 0, 0)
        side.setFixedWidth(scaled(LEFT))
        self._chips = exclusive(list(self.pages.values()), self)
        self._stack = QStackedLayout()
        for page in self._pages():
            self._stack.addWidget(page)
        right = QVBoxLayout()
        right.setSpacing(10)
        right.addWidget(row_of(*self.pages.values(), 1, spacing=4))
        right.addWidget(self.state)
        right.addWidget(self.line)
        right.addLayout(self._stack, 1)
        columns = QHBoxLayout()
        columns.setSpacing(24)
        columns.addWidget(side)
        columns.addLayout(right, 1)
        self.body.addLayout(columns)
        self.footer.insertWidget(2, self.use)
        self.cancel.setText("Close")
        self.use.hide()
        self.line.hide()
        self.state.hide()

    def _pages(self) -> list[QWidget]:
        progress = _column(self.scores, self.losses)
        table = QScrollArea()
        table.setWidgetResizable(True)
        table.setFrameShape(QScrollArea.Shape.NoFrame)
        inside = _column(self.table, self.no_table)
        layout = inside.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.addStretch(1)
        table.setWidget(inside)
        curve = _column(self.curve, self.advice)
        return [progress, table, curve, self.versions]

    def _connect(self) -> None:
        self.verb.clicked.disconnect(self.accept)
        self.verb.clicked.connect(self._press)
        self.cancel.clicked.disconnect(self.reject)
        self.cancel.clicked.connect(self.close)
        self.use.clicked.connect(self._use)
        self._chips.idClicked.connect(self.show_page)
        self.versions.use_wanted.connect(self.use_wanted)
        self.versions.remove_wanted.connect(self.remove_wanted)
        for box in (self.layer, self.held):
            box.currentIndexChanged.connect(lambda _place: self._ask())
        self.asking.answered.connect(self._take_material)
        self.asking.refused.connect(self._take_refusal)
        self.finished.connect(lambda _result: self.asking.stop())

    def show_page(self, page: int) -> None:
        """Progress, scores, learning curve or versions."""
        self._stack.setCurrentIndex(page)
        self._chips.button(page).setChecked(True)

    # ------------------------------------------------------------------ what will be used

    @property
    def wish(self) -> Wish:
        """What is chosen now."""
        start: Start = "scratch" if self.start.currentData() == "scratch" else "current"
        held = int(self.held.currentData()) / 100
        curve = self.with_curve.isChecked()
        layer = str(self.layer.currentData())
        steps, pipeline = self.steps.value(), self._facts.pipeline
        return Wish(layer, held, start=start, current=pipeline, steps=steps, curve=curve)

    def _ask(self) -> None:
        self.material = None
        self.summary.setText("Reading the finished documents…")
        self.notice.setText("")
        self._show_verb()
        self.asking.ask(self._look(self.wish))

    def _take_material(self, found: Material) -> None:
        self.material = found
        parts = found.documents
        if found.why_not:
            self.summary.setText(f"{found.why_not}.")
        else:
            self.summary.setText(
                f"{several(found.finished, 'finished document')}: {parts['train']} to learn from, "
                f"{parts['dev']} to stop in time, {parts['held']} held out. "
                f"{several(found.spans.total(), 'span')}"
                + (f", {several(found.relations.total(), 'relation')}" if found.relations else "")
                + "."
            )
        self.notice.setText(_notices(found))
        self.notice.setVisible(bool(self.notice.text()))
        self.bars.show_counts(self._facts.labels, found.spans)
        self._show_empty()
        self._show_verb()

    def _take_refusal(self, error: UserError) -> None:
        self.summary.setText(str(error))
        self._show_verb()

    def _show_empty(self) -> None:
        if not self.running and not self._scores:
            able = self.material is not None and not self.material.why_not
            words = "Train shows here how it goes." if able else "There is too little to train on."
            for chart in (self.scores, self.losses):
                chart.show_curves([], empty=words)

    def _show_verb(self) -> None:
        able = self.material is not None and not self.material.why_not
        self.verb.setText("Stop" if self.running else "Train")
        self.verb.set_kind("normal" if self.running else "primary")
        self.verb.setEnabled(self.running or able)
        self.verb.updateGeometry()
        for box in (self.layer, self.start, self.held, self.steps, self.with_curve):
            box.setEnabled(not self.running)

    # ------------------------------------------------------------------ how it goes

    def _press(self) -> None:
        if self.running:
            self.stop_wanted.emit()
        else:
            self.training_wanted.emit(self.wish)

    def begin(self) -> None:
        """A training begins."""
        self.running = True
        self._losses, self._scores, self._points = [], [], []
        self.use.hide()
        self.line.show()
        self.line.set_share(None)
        self._say("Preparing…")
        self.show_page(PROGRESS)
        for chart in (self.scores, self.losses):
            chart.show_curves([], empty="The first update comes soon.")
        self._show_verb()

    def hear(self, reply: Reply) -> None:
        """Show what the training process says."""
        if isinstance(reply, Began):
            short = self._facts.labels.short
            kept = f"; {', '.join(map(short, reply.kept))} kept as before" if reply.kept else ""
            self._say(f"Learning {', '.join(map(short, reply.labels))}{kept}.")
        elif isinstance(reply, Stepped):
            self._step(reply)
        elif isinstance(reply, CurvePoint):
            self._points.append(reply)
            self._show_curve(self._points, None)
            self._say(f"Learning curve: {several(reply.documents, 'document')} measured.")

    def _step(self, reply: Stepped) -> None:
        share = reply.step / max(1, reply.steps)
        self.line.set_share(share)
        if reply.f1 is None and reply.step % 5:
            return
        self._losses.append((reply.step, reply.loss))
        if reply.f1 is not None:
            self._scores.append((reply.step, reply.f1))
        self.losses.show_curves([Curve("Loss", "muted", self._losses)], reply.steps)
        self.scores.show_curves([Curve("F1", "accent", self._scores)], reply.steps)

    def finish(self, version: Version | None, problem: str = "") -> None:
        """The training has ended: with a version, stopped, or with a problem."""
        self.running = False
        self.line.hide()
        self._show_verb()
        if version is None:
            self._say(problem or "Stopped. Nothing has changed.", "danger" if problem else "text")
            return
        self.show_version(version)
        self.show_page(SCORES)
        verdict, tone = _verdict(version)
        self._say(verdict, tone)
        self.use.setText(f"Use {version.name}")
        self.use.set_kind("primary" if version.is_better else "normal")
        self.verb.set_kind("normal" if version.is_better else "primary")
        self.use.setVisible(True)
        self.use.updateGeometry()

    def show_version(self, version: Version | None) -> None:
        """The scores and the learning curve of a version."""
        self.version = version
        self.table.show_version(version, self._facts.labels)
        self.table.setVisible(version is not None)
        self.no_table.setVisible(version is None)
        self._show_curve(version.curve if version else [], version)

    def _show_curve(self, points: Sequence[CurvePoint], version: Version | None) -> None:
        lines = [Curve("F1", "accent", [(x.documents, x.f1) for x in points], dots=True)]
        level = None
        if version is not None and version.old is not None and points:
            level = (version.rival, version.old.f1)
        empty = "Tick the box at the left to measure this with the next training."
        self.curve.show_curves(lines if points else [], level=level, empty=empty)
        self.advice.setText(advice(points) if version is not None and points else "")

    def show_versions(self, choices: Sequence[Choice]) -> None:
        """The pipelines to choose from."""
        self.versions.show_choices(choices, self.running)
        self.pages[PAGES[VERSIONS]].set_count(sum(choice.number > 0 for choice in choices))
        used = next((choice.name for choice in choices if choice.used), "")
        if self.version is not None and used == self.version.name:
            self.use.hide()
            self.verb.set_kind("primary")

    def confirms_removal(self, number: int) -> bool:
        """Whether a version shall really go: its folder cannot be brought back."""
        name = next((row.title for row in self.versions.rows if row.number == number), "")
        asked = Dialog(f"Delete {name}", "Delete", 420, self)
        asked.resize(scaled(420), scaled(150))
        words = "Its folder is deleted for good. What it suggested stays in the project."
        asked.body.addWidget(Text(words, 13, wrap=True))
        asked.verb.set_kind("danger")
        return bool(asked.exec())

    def _use(self) -> None:
        if self.version is not None:
            self.use_wanted.emit(self.version.name)

    def _say(self, words: str, tone: str = "text") -> None:
        self.state.setText(words)
        self.state.setVisible(bool(words))
        self.state.set_tone(tone)
        self.state.updateGeometry()


def _verdict(version: Version) -> tuple[str, str]:
    """What came of it, in a sentence and its tone."""
    new = f"F1 {100 * version.new.f1:.1f}"
    if version.old is None:
        return f"{version.name} is trained: {new} on held-out documents.", "success"
    both = f"{new} against {100 * version.old.f1:.1f} of {version.rival}, on the same documents"
    if version.is_better:
        return f"{version.name} finds more: {both}.", "success"
    return f"{version.name} is not better: {both}. It is kept as a version.", "warning"


def _notices(found: Material) -> str:
    lines = []
    if found.torn:
        count = several(len(found.torn), "document was", "documents were")
        lines.append(
            f"{count} finished by several people and left out: adjudicate, or choose whose labels."
        )
    if found.fragments:
        lines.append(f"{several(found.fragments, 'span')} in several parts cannot be learnt.")
    return " ".join(lines)


def _combo(entries: Sequence[tuple[str, str]]) -> QComboBox:
    box = QComboBox()
    for id, name in entries:
        box.addItem(name, id)
    box.setMinimumWidth(scaled(80))
    return box


def _column(*parts: QWidget) -> QWidget:
    holder = QWidget()
    layout = QVBoxLayout(holder)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(12)
    for part in parts:
        layout.addWidget(part)
    return holder
