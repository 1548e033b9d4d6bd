"""What may be a mistake in the person's labels: ranked, opened in place, mended one or all."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from annotator.consistency.findings import KINDS, Finding, Kind
from annotator.errors import UserError
from annotator.flow.consistency import Checked
from ui.dialogs.frame import Dialog
from ui.models.concordance import ConcordanceModel, HitRow
from ui.panels.concordance import ConcordanceView
from ui.panels.look import Ground, Text
from ui.panels.parts import button, row_of
from ui.tasks import Job, JobThread
from ui.theme.current import current
from ui.widgets import FilterChip, exclusive

SURE = 0.8  # findings at least so likely are ticked at first
_WORDS: dict[Kind, str] = {
    "label": "Other label",
    "missed": "Missed",
    "edge": "Edges",
    "relation": "Relations",
    "twins": "Near-duplicates",
}


class ConsistencyDialog(Dialog):
    """Stays open beside the window. `check` makes a job that returns what was found, `chips` are
    the short names of the labels."""

    place_wanted = Signal(str, int, int)
    mending_wanted = Signal(list)

    def __init__(
        self, check: Callable[[], Job], chips: Mapping[str, str], parent: QWidget | None = None
    ) -> None:
        super().__init__("Check consistency", "Mend", 900, parent)
        self.resize(self.width(), 640)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._check, self._chips = check, chips
        self._found: tuple[Finding, ...] = ()
        self._shown: list[Finding] = []
        self._documents = 0
        self._thread: JobThread | None = None
        self.stale = False
        self.model = ConcordanceModel(parent=self)
        self.view = ConcordanceView(self.model)
        self.view.setAccessibleName("Findings")
        self.kinds: dict[Kind | None, FilterChip] = {None: FilterChip("All")}
        self.kinds |= {kind: FilterChip(_WORDS[kind]) for kind in KINDS}
        self.note = Text("", 13, "muted", wrap=True)
        self.reason = Text("", 12, "muted")
        self.again = button("Check again", "F5")
        self.cancel.setText("Close")
        self._lay_out()
        self._connect()
        self.ask()

    def _lay_out(self) -> None:
        exclusive(list(self.kinds.values()), self)
        head = Ground("panel", "b")
        box = QVBoxLayout(head)
        box.setContentsMargins(16, 12, 16, 12)
        box.addWidget(row_of(*self.kinds.values(), 1, spacing=6))
        foot = Ground("panel", "t")
        line = QHBoxLayout(foot)
        line.setContentsMargins(16, 8, 16, 8)
        line.addWidget(self.reason, 1)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        for part, stretch in ((head, 0), (self.view, 1), (foot, 0)):
            self.body.addWidget(part, stretch)
        empty = QHBoxLayout(self.view.viewport())
        empty.setContentsMargins(16, 24, 16, 24)
        empty.addWidget(self.note, 0, Qt.AlignmentFlag.AlignTop)
        self.footer.insertWidget(1, self.again)

    def _connect(self) -> None:
        self.verb.clicked.disconnect(self.accept)
        self.verb.clicked.connect(lambda: self.mending_wanted.emit(self.chosen))
        self.again.clicked.connect(self.ask)
        QShortcut(QKeySequence(Qt.Key.Key_F5), self).activated.connect(self.again.click)
        for chip in self.kinds.values():
            chip.clicked.connect(lambda *_: self._show())
        self.model.ticks_changed.connect(self._count)
        self.view.hit_activated.connect(self._open)
        self.view.selectionModel().currentChanged.connect(lambda *_: self._explain())
        current().changed.connect(self.view.viewport().update)
        self.finished.connect(lambda *_: self.stop())

    def changeEvent(self, event: QEvent) -> None:
        """Coming back after an edit: look again."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow() and self.stale:
            self.ask()

    # ------------------------------------------------------------------ checking

    @property
    def busy(self) -> bool:
        """Whether a check runs."""
        return self._thread is not None

    def ask(self) -> None:
        """Check in the background."""
        if self._thread is not None:
            return
        self.stale = False
        self.verb.setEnabled(False)
        self.again.setEnabled(False)
        self.consequence.setText("Checking…")
        thread = JobThread(self._check(), self)
        self._thread = thread
        thread.progressed.connect(self._tell)
        thread.succeeded.connect(self._take)
        thread.failed.connect(self._fail)
        thread.finished.connect(self._finished)
        thread.start()

    def _tell(self, done: int, total: int) -> None:
        self.consequence.setText(f"Checking… {done / total:.0%}" if total else "Checking…")

    def _take(self, checked: list[Checked] | None) -> None:
        if checked is None:
            return
        self._found = tuple(finding for one in checked for finding in one.findings)
        self._documents = sum(one.documents for one in checked)
        for kind, chip in self.kinds.items():
            chip.set_count(sum(kind in (None, finding.kind) for finding in self._found))
        self._show()

    def _fail(self, error: BaseException) -> None:
        if not isinstance(error, UserError):
            raise error
        self._found = ()
        self._show()
        self.consequence.setText(str(error))

    def _finished(self) -> None:
        if self._thread is not None:
            self._thread.deleteLater()
        self._thread = None
        self.again.setEnabled(True)

    def stop(self) -> None:
        """Give up a check that runs."""
        if self._thread is not None:
            self._thread.requestInterruption()
            self._thread.wait()

    # ------------------------------------------------------------------ findings

    def _show(self) -> None:
        kind = next(kind for kind, chip in self.kinds.items() if chip.isChecked())
        groups: dict[str, list[Finding]] = {}
        for finding in self._found:
            if kind in (None, finding.kind):
                groups.setdefault(finding.about, []).append(finding)
        self._shown = [finding for group in groups.values() for finding in group]
        self.model.set_hits((about, [self._row(x) for x in g]) for about, g in groups.items())
        self.note.setText("" if self._shown else self._nothing())
        if self.model.rowCount() > 1:
            self.view.setCurrentIndex(self.model.index(1))
            self.view.setFocus()
        self._explain()

    def _nothing(self) -> str:
        if not self._documents:
            return "You have no document in work or done yet: there is nothing to check."
        where = "1 document" if self._documents == 1 else f"{self._documents:,} documents"
        return f"Nothing odd found in your labels of {where}."

    def _row(self, finding: Finding) -> HitRow:
        return HitRow(
            finding.before,
            " ".join(finding.text.split()),
            finding.after,
            f"{finding.score:.0%}",
            self._remedy(finding),
            False,
            finding.fix is not None,
            finding.fix is not None and finding.score >= SURE,
        )

    def _remedy(self, finding: Finding) -> str:
        """What mending would do, in a few words."""
        fix = finding.fix
        if fix is None:
            return "open to mend"
        if fix.what == "relabel":
            return f"{self._chip(finding.label)} → {self._chip(fix.label)}"
        if fix.what == "add":
            return f"+ {self._chip(fix.label)}"
        if fix.what == "reverse":
            return "turn round"
        start, end = fix.start - finding.start, fix.end - finding.end
        parts = [_edge("start", start)] if start else []
        return ", ".join([*parts, _edge("end", end)] if end else parts)

    def _chip(self, label: str) -> str:
        return self._chips.get(label, label)

    def _explain(self) -> None:
        finding = self.current
        words = f"{finding.name}: {finding.reason}. Enter opens it." if finding else ""
        self.reason.setText(words)

    @property
    def current(self) -> Finding | None:
        """The finding of the current row."""
        index = self.view.currentIndex()
        number = self.model.hit_at(index.row()) if index.isValid() else -1
        return self._shown[number] if 0 <= number < len(self._shown) else None

    def _open(self, number: int) -> None:
        finding = self._shown[number]
        self.place_wanted.emit(finding.document, finding.start, finding.end)

    def _count(self) -> None:
        ticked = len(self.model.ticked)
        self.verb.setText(f"Mend {ticked:,}")
        self.verb.setEnabled(ticked > 0)
        self.verb.updateGeometry()
        shown = f"{len(self._shown):,} findings" if len(self._shown) != 1 else "1 finding"
        words = f"{ticked:,} of {shown} will be mended. One undo takes them all back."
        self.consequence.setText(words if self._shown else "")

    @property
    def chosen(self) -> list[Finding]:
        """The ticked findings."""
        return [self._shown[number] for number in self.model.ticked]


def _edge(side: str, by: int) -> str:
    return f"{side} {'+' if by > 0 else '−'}{abs(by)}"
