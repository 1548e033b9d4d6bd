"""Decide in bulk: by which rule, where, and what it would do before it is done."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QRadioButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from annotator.changes import Edit
from annotator.errors import UserError
from annotator.flow.adjudicating import Bulk
from annotator.review.strategies import Outcome, Strategy
from ui.dialogs.frame import Dialog
from ui.panels.documents import figure
from ui.panels.look import Ground, Text, scaled
from ui.panels.parts import ProgressLine, row_of
from ui.panels.sections import Header
from ui.tasks import Job, JobThread
from ui.widgets import FilterChip, exclusive

DELAY_MS = 150
RULES: tuple[tuple[str, str, str], ...] = (
    ("agree", "Only what all agree on", "Conflicts stay for you."),
    ("majority", "What most of them have", "Ties, and less than this share, stay for you:"),
    ("trust", "What one of them has", "Also where that person has nothing. Whom:"),
    ("union", "All that anybody has", "Every version goes into gold."),
    ("intersection", "Nothing but what all have", "Every conflict becomes “nothing here”."),
)
KINDS = {
    "boundary": "boundary",
    "label": "label",
    "missing": "missing",
    "attributes": "details",
    "direction": "direction",
    "ends": "ends",
}


@dataclass(frozen=True, slots=True)
class BulkAsked:
    """A strategy, and whether it concerns all documents or the one on the desk."""

    strategy: Strategy
    everywhere: bool


class BulkDialog(Dialog):
    """`edit` is the answer once accepted. `look` makes a job that returns a Bulk."""

    def __init__(
        self,
        people: Sequence[str],
        look: Callable[[BulkAsked], Job],
        has_document: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("Decide in bulk", "Decide", 620, parent)
        self.resize(self.width(), min(scaled(620), self.maximumHeight()))
        self._look = look
        self._threads: list[JobThread] = []
        self._asked: BulkAsked | None = None
        self.edit: Edit | None = None
        self.outcome = Outcome()
        self.chips = {"all": FilterChip("All documents"), "one": FilterChip("This document")}
        self.chips["one"].setEnabled(has_document)
        self.rules = {name: QRadioButton(words) for name, words, _ in RULES}
        self.share = QSpinBox()
        self.person = QComboBox()
        self.preview = Text("", 13, wrap=True)
        self.details = Text("", 12, "muted", wrap=True)
        self.line = ProgressLine()
        self._delay = QTimer(self, singleShot=True, interval=DELAY_MS)
        self._lay_out(people)
        self._connect()
        self.ask()

    def _lay_out(self, people: Sequence[str]) -> None:
        exclusive(list(self.chips.values()), self)
        group = QButtonGroup(self)
        self.share.setRange(51, 100)
        self.share.setValue(51)
        self.share.setSuffix(" %")
        self.share.setAccessibleName("Least share of a majority")
        self.person.addItems(list(people))
        self.person.setAccessibleName("Whom to trust")
        extras: dict[str, QWidget] = {"majority": self.share, "trust": self.person}
        self.body.setSpacing(4)
        self.body.addWidget(row_of(*self.chips.values(), 1))
        self.body.addSpacing(8)
        for name, _, detail in RULES:
            radio = self.rules[name]
            group.addButton(radio)
            self.body.addWidget(radio)
            words: list[QWidget | int] = [Text(detail, 12, "muted").keep_whole()]
            words += [extras[name]] if name in extras else []
            beside = row_of(*words, 1)
            beside.setContentsMargins(scaled(23), 0, 0, 6)
            self.body.addWidget(beside)
        self.rules["majority"].setChecked(True)
        self.rules["trust"].setEnabled(bool(people))
        box = Ground("panel", "tb")
        self.body.addSpacing(6)
        self.body.addWidget(box)
        self._lay_out_preview(box)
        self.body.addStretch(1)

    def _lay_out_preview(self, box: Ground) -> None:
        layout = QVBoxLayout(box)
        layout.setContentsMargins(0, 0, 0, 10)
        layout.setSpacing(4)
        layout.addWidget(Header("What it would do"))
        for part in (self.line, self.preview, self.details):
            inside = QVBoxLayout()
            inside.setContentsMargins(12, 0, 12, 0)
            inside.addWidget(part)
            layout.addLayout(inside)

    def _connect(self) -> None:
        for radio in self.rules.values():
            radio.toggled.connect(lambda on: self._delay.start() if on else None)
        for chip in self.chips.values():
            chip.clicked.connect(lambda *_: self._delay.start())
        self.share.valueChanged.connect(lambda *_: self._choose("majority"))
        self.person.currentIndexChanged.connect(lambda *_: self._choose("trust"))
        self._delay.timeout.connect(self.ask)
        self.finished.connect(lambda *_: self._stop())

    def _choose(self, rule: str) -> None:
        """Who sets a rule's figure means the rule."""
        self.rules[rule].setChecked(True)
        self._delay.start()

    @property
    def asked(self) -> BulkAsked:
        """What the controls say now."""
        name = next(name for name, radio in self.rules.items() if radio.isChecked())
        trusted = self.person.currentText() if name == "trust" else ""
        share = self.share.value() / 100 if self.share.value() > 51 else 0.5
        return BulkAsked(Strategy(name, share, trusted), self.chips["all"].isChecked())

    # ------------------------------------------------------------------ looking

    def ask(self) -> None:
        """Work out in the background what would be decided; an earlier look is given up."""
        self._delay.stop()
        for thread in self._threads:
            thread.requestInterruption()
        asked = self._asked = self.asked
        self.edit = None
        self.verb.setEnabled(False)
        self.preview.setText("Looking…")
        self.line.set_share(None)
        self.line.show()
        thread = JobThread(self._look(asked), self)
        self._threads.append(thread)
        thread.progressed.connect(lambda done, of: self.line.set_share(done / max(1, of)))
        thread.succeeded.connect(lambda found: self._take(asked, found))
        thread.failed.connect(self._fail)
        thread.finished.connect(lambda: self._forget(thread))
        thread.start()

    def _take(self, asked: BulkAsked, found: Bulk) -> None:
        if asked is not self._asked or found.cancelled:
            return
        self.edit, self.outcome = found.edit, found.outcome
        self.line.hide()
        self.preview.setText(preview_words(found.outcome))
        self.details.setText(detail_words(found.outcome))
        count = found.outcome.taken + found.outcome.nothing
        self.verb.setText(f"Decide {figure(count)}")
        self.verb.updateGeometry()
        self.verb.setEnabled(found.edit is not None)
        words = "One undo takes it back. What a person decided stays." if found.edit else ""
        self.consequence.setText(words or "There is nothing to decide this way.")

    def _fail(self, error: BaseException) -> None:
        if not isinstance(error, UserError):
            raise error
        self.line.hide()
        self.preview.setText(f"{error}")

    def _forget(self, thread: JobThread) -> None:
        if thread in self._threads:
            self._threads.remove(thread)
        thread.deleteLater()

    def _stop(self) -> None:
        self._asked = None
        self._delay.stop()
        for thread in list(self._threads):
            thread.requestInterruption()
            thread.wait()

    @property
    def busy(self) -> bool:
        """Whether it is being worked out."""
        return bool(self._threads) or self._delay.isActive()


def preview_words(outcome: Outcome) -> str:
    """What would be decided, in sentences."""
    total = outcome.taken + outcome.nothing
    where = "1 document" if outcome.documents == 1 else f"{figure(outcome.documents)} documents"
    parts = [f"{figure(total)} of {figure(total + outcome.left)} open conflicts in {where}"]
    if outcome.taken:
        parts.append(f"{figure(outcome.taken)} by taking a version")
    if outcome.nothing:
        parts.append(f"{figure(outcome.nothing)} as nothing here")
    text = f"Decides {parts[0]}" + (f": {' and '.join(parts[1:])}." if parts[1:] else ".")
    if outcome.agreed:
        text += f" {figure(outcome.agreed)} on which all agree go into gold."
    return text


def detail_words(outcome: Outcome) -> str:
    """By kind, and what stays."""
    lines = []
    if outcome.kinds:
        kinds = (f"{figure(n)} {_kind(kind)}" for kind, n in outcome.kinds.items())
        lines.append(f"By kind: {', '.join(kinds)}.")
    lines.append(f"Left to you: {figure(outcome.left)}.")
    if outcome.by_hand:
        lines.append(f"Decided by a person, not touched: {figure(outcome.by_hand)}.")
    return " ".join(lines)


def _kind(kind: str) -> str:
    """`span label` as "label", `relation missing` as "relation, missing"."""
    what, _, name = kind.partition(" ")
    words = KINDS.get(name, name)
    return words if what == "span" else f"{what} {words}"
