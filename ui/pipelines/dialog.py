"""Pipelines…: choose one, say what its labels become, try it on the open document, use it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from annotator.errors import UserError
from annotator.flow.catalogue import Entry
from ui.dialogs.asking import Asking
from ui.dialogs.frame import Dialog
from ui.dialogs.label_mapping import Colours, LabelChoice, LabelMapping
from ui.dialogs.preview import PreviewPart
from ui.insights.words import several
from ui.panels.look import Align, Ground, Text, plain_tip, scaled
from ui.panels.parts import button, row_of
from ui.pipelines.install import Install
from ui.pipelines.listing import PipelineList, size_of
from ui.pipelines.showing import Showing, Shown
from ui.pipelines.trial import Trial
from ui.tasks import Job
from ui.theme.tokens import LabelColours

LEFT = 300
MOST_SCORES = 4
MEASURES = {"f": "F", "p": "precision", "r": "recall"}


@dataclass(frozen=True, slots=True)
class Desk:
    """The open project: the scheme's span labels with their colours, what a pipeline's labels
    become by its `name@version`, the open document by name with its text, and what is shown."""

    labels: Sequence[LabelChoice]
    colours: Colours
    names: Callable[[str], Mapping[str, str]]
    language: str
    shown: Shown
    document: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Wish:
    """The pipeline to use, what its labels become where it differs from before, and what is
    shown; the last two are empty without a project."""

    entry: Entry
    names: Mapping[str, str] = field(default_factory=dict)
    shown: Shown | None = None


class PipelinesDialog(Dialog):
    """`look` makes a job that lists the pipelines, with folders added to those known. Without a
    `desk` no project is open, and a pipeline is chosen for new ones."""

    folder_added = Signal(str)

    def __init__(
        self,
        look: Callable[[], Job],
        used: str,
        desk: Desk | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("Pipelines", "Apply" if desk else "Use for new projects", 980, parent)
        self.resize(self._bounded(scaled(980), scaled(700)))
        self._look, self._used, self._desk = look, used, desk
        self.entry: Entry | None = None
        self.list = PipelineList()
        self.title = Text("", 15, bold=True)
        self.facts = Text("", 12, "muted", wrap=True)
        self.scores = Text("", 12, "muted", wrap=True)
        self.notice = Text("", 12, "warning", wrap=True)
        self.mapping: LabelMapping | None = None
        self.try_it = button("Try on the open document")
        self.tried = Text("", 12, "muted", wrap=True)
        self.preview = PreviewPart(desk.colours if desk else _no_colours)
        self.install = Install()
        self.installing = button("Install…")
        self.folder = button("Add a folder…")
        self.showing = Showing(desk.shown) if desk else None
        self.trial = self._new_trial()
        self.asking = Asking(self)
        self._lay_out()
        self._connect()
        self.reload()

    def _new_trial(self) -> Trial | None:
        desk = self._desk
        if desk is None or desk.document is None:
            return None
        return Trial(desk.language, *desk.document, self)

    # ------------------------------------------------------------------ layout

    def _lay_out(self) -> None:
        holder = _Columns()
        columns = QHBoxLayout(holder)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(24)
        columns.addWidget(self._left())
        self._stack = QStackedLayout()
        self._stack.addWidget(self._right())
        self._stack.addWidget(self.install)
        columns.addLayout(self._stack, 1)
        self.body.addWidget(holder)

    def _left(self) -> QWidget:
        side = QWidget()
        side.setFixedWidth(scaled(LEFT))
        left = QVBoxLayout(side)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(10)
        left.addWidget(self.list, 1)
        left.addWidget(row_of(self.folder, self.installing, 1))
        if self.showing is not None:
            left.addSpacing(4)
            left.addWidget(self.showing)
        return side

    def _right(self) -> QWidget:
        side = QWidget()
        column = self._column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for part in (self.title, self.facts, self.scores, self.notice):
            column.addWidget(part)
        column.addSpacing(6)
        self._labels = QVBoxLayout()
        self._labels.setSpacing(6)
        column.addLayout(self._labels, 1)
        if self.trial is not None:
            column.addSpacing(6)
            line = QHBoxLayout()
            line.setSpacing(12)
            line.addWidget(self.try_it)
            line.addWidget(self.tried, 1, Align.AlignVCenter)
            column.addLayout(line)
            self.preview.previous.hide()
            self.preview.next.hide()
            column.addWidget(self.preview, 1)
            self.preview.setMinimumHeight(scaled(120))
        else:
            column.addStretch(1)
        return side

    def _connect(self) -> None:
        self.list.chosen.connect(self.show_entry)
        self.folder.clicked.connect(self._add_folder)
        self.installing.clicked.connect(self.show_install)
        self.install.installed.connect(self.reload)
        self.asking.answered.connect(self._take_entries)
        self.asking.refused.connect(self._refuse)
        self.try_it.clicked.connect(self._try)
        self.finished.connect(lambda _result: self._end())
        if self.trial is not None:
            self.trial.changed.connect(self._show_trial)
        if self.showing is not None:
            self.showing.changed.connect(self._refresh)

    def _end(self) -> None:
        self.asking.stop()
        self.install.end()
        if self.trial is not None:
            self.trial.stop()

    # ------------------------------------------------------------------ the list

    def reload(self) -> None:
        """List the pipelines again."""
        self.verb.setEnabled(False)
        self.asking.ask(self._look())

    def _take_entries(self, entries: list[Entry]) -> None:
        chosen = self.entry.id if self.entry is not None else ""
        self.list.show_entries(entries, self._used)
        if not chosen:
            chosen = next((row.entry.id for row in self.list.rows if row.used), "")
        installing = self._stack.currentIndex() == 1
        self.list.choose(chosen)
        if installing:
            self.show_install()

    def _refuse(self, error: UserError) -> None:
        self.notice.setText(str(error))

    def _add_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, "The folder of a pipeline")
        if folder:
            self.folder_added.emit(folder)
            self.reload()

    def show_install(self) -> None:
        """Ask for the name of a pipeline to install."""
        self._stack.setCurrentIndex(1)
        self.install.name.setFocus()

    # ------------------------------------------------------------------ one pipeline

    def show_entry(self, entry: Entry) -> None:
        """Show what is known of a pipeline, and what its labels become."""
        self._stack.setCurrentIndex(0)
        if self.entry is not None and self.entry.id != entry.id and self.trial is not None:
            self.trial.stop()
        self.entry = entry
        info = entry.info
        self.title.setText(info.full_name if info.version else info.name)
        self.title.setToolTip(plain_tip(info.path))
        parts = (info.description, f"language {info.language}" if info.language else "",
                 size_of(info.size), entry.licence)  # fmt: skip
        self.facts.setText(" · ".join(part for part in parts if part))
        words = scores_in_words(entry)
        self.scores.setText(words)
        self.scores.setVisible(bool(words))
        self.notice.setText(entry.why_not)
        self.notice.setVisible(bool(entry.why_not))
        self._show_labels(entry)
        self.try_it.setEnabled(not entry.why_not)
        self._show_trial()

    def _show_labels(self, entry: Entry) -> None:
        while self._labels.count():
            item = self._labels.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.mapping = None
        labels = sorted(entry.info.labels)
        if self._desk is None:
            self._labels.addWidget(Text("Labels", 13, bold=True))
            self._labels.addWidget(Text(", ".join(labels) or "None told", 13, wrap=True))
            return
        mapping = self.mapping = LabelMapping(
            self._desk.labels, self._desk.colours, makes_new=False
        )
        names = self._desk.names(entry.info.full_name)
        mapping.choose({label: names.get(label, "") for label in labels})
        mapping.changed.connect(self._show_trial)
        self._labels.addWidget(Text("Its labels become", 13, bold=True))
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setProperty("framed", True)
        scroll.setFrameShape(QFrame.Shape.StyledPanel)
        scroll.setMinimumHeight(scaled(120))
        scroll.setWidget(_at_top(mapping))
        self._labels.addWidget(scroll, 1)
        if not labels:
            words = "It does not tell its labels; try it to see them."
            self._labels.addWidget(Text(words, 12, "muted", wrap=True))
        mapping.show_labels({"span": dict.fromkeys(labels, 0)})

    @property
    def names(self) -> dict[str, str]:
        """What the labels of the shown pipeline become; nothing for those left out."""
        return self.mapping.targets if self.mapping is not None else {}

    @property
    def wish(self) -> Wish | None:
        """What is chosen; None while no pipeline can be used."""
        if self.entry is None or self.entry.why_not:
            return None
        before = self._desk.names(self.entry.info.full_name) if self._desk else {}
        names = {old: new for old, new in self.names.items() if new != before.get(old, "")}
        return Wish(self.entry, names, self.showing.shown if self.showing else None)

    # ------------------------------------------------------------------ the trial

    def _try(self) -> None:
        if self.trial is not None and self.entry is not None:
            scores = self.showing.shown.scores if self.showing is not None else False
            self.trial.start(self.entry.id, scores)

    def _show_trial(self) -> None:
        self._refresh()
        trial = self.trial
        if trial is None:
            return
        mapping = self.mapping
        fresh = set(trial.counts()) - set(self.names)
        if fresh and mapping is not None:
            known = dict.fromkeys(self.names, 0)
            mapping.show_labels({"span": {**known, **trial.counts()}})
        self.preview.show_previews([trial.preview(self.names)])
        self.tried.setText(self._said(trial))
        self.tried.set_tone("warning" if trial.trouble else "muted")

    def _said(self, trial: Trial) -> str:
        if trial.running:
            return "Reading the document…"
        if trial.trouble or trial.found is None:
            return trial.trouble or "Nothing is stored by it."
        counts, names = trial.counts(), self.names
        left = sum(n for label, n in counts.items() if not names.get(label))
        words = several(counts.total(), "span")
        return f"{words}, {left:,} of them left out" if left else words

    def _refresh(self) -> None:
        wish = self.wish
        self.verb.setEnabled(wish is not None)
        if wish is None or self._desk is None:
            self.consequence.setText("")
            return
        same = self._used in (wish.entry.id, wish.entry.info.full_name)
        if not same:
            words = f"{wish.entry.info.full_name} suggests from now on, in all open documents."
        elif wish.names:
            words = "All documents are looked at again; what people labelled stays."
        elif wish.shown != self._desk.shown:
            words = "What people labelled stays as it is."
        else:
            words = "Nothing changes as yet."
        self.consequence.setText(words)


class _Columns(QWidget):
    """As high as there is room: what is long scrolls inside."""

    def hasHeightForWidth(self) -> bool:
        return False


def scores_in_words(entry: Entry) -> str:
    """The first scores of each corpus, in per cent; empty where there are none."""
    groups: dict[str, list[str]] = {}
    for name, value in entry.scores.items():
        corpus, _, measure = name.rpartition(" ")
        stem = measure.removeprefix("ents_").removeprefix("spans_")
        title = MEASURES.get(stem, f"F {stem.removeprefix('f_')}")
        groups.setdefault(corpus, []).append(f"{title} {100 * value:.1f}")
    told = [
        f"{corpus}: {', '.join(found[:MOST_SCORES])}".removeprefix(": ")
        for corpus, found in groups.items()
    ]
    of = "here, on held-out documents" if entry.source == "trained" else "by its maker"
    return f"Measured {of}. {'; '.join(told)}" if told else ""


def _at_top(part: QWidget) -> QWidget:
    holder = Ground("raised")
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(part)
    column.addStretch(1)
    return holder


def _no_colours(_label: str) -> LabelColours:
    raise AssertionError("nothing is previewed without a project")
