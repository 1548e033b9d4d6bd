"""Label all occurrences of a text, or take their labels off: what, where, and which of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from PySide6.QtCore import QRect, QSize, Qt, QTimer
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from annotator.errors import UserError
from annotator.occurrences import Hit, Hits, Overlap, is_offered, is_possible
from annotator.text.matching import Wanted
from ui.dialogs.frame import Dialog
from ui.models.concordance import ConcordanceModel, HitRow
from ui.panels.cards import LabelCard
from ui.panels.concordance import ConcordanceView
from ui.panels.look import Ground, Text, serif
from ui.panels.parts import card_colours, row_of
from ui.tasks import Job, JobThread
from ui.theme.current import current
from ui.widgets import FilterChip, exclusive, set_invalid
from ui.widgets.chips import chip_size, paint_chip

Scope = Literal["document", "open", "project"]
SCOPES: tuple[tuple[Scope, str], ...] = (
    ("document", "This document"),
    ("open", "Open documents"),
    ("project", "Project"),
)
DELAY_MS = 180


@dataclass(frozen=True, slots=True)
class Asked:
    """What to search for, and where."""

    wanted: Wanted
    label: str
    scope: Scope


@dataclass(frozen=True, slots=True)
class Chosen:
    """The answer: these hits get the label, or lose it."""

    hits: tuple[Hit, ...]
    label: str
    overlap: Overlap


class LabelAllDialog(Dialog):
    """`chosen` is the answer once accepted. `search` makes a job that returns Hits."""

    def __init__(
        self,
        text: str,
        labels: Sequence[LabelCard],
        label: str,
        search: Callable[[Asked], Job],
        removing: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        title = "Take labels off all occurrences" if removing else "Label all occurrences"
        super().__init__(title, "Take off" if removing else "Label", 900, parent)
        self.resize(self.width(), 640)
        self._search, self.removing = search, removing
        self._found: tuple[Hit, ...] = ()
        self._threads: list[JobThread] = []
        self._asked: Asked | None = None
        self._labels = list(labels)
        self.model = ConcordanceModel(parent=self)
        self.view = ConcordanceView(self.model)
        self.field = QLineEdit(text)
        self.label = _label_box(labels, label)
        self.chips = {id: FilterChip(words) for id, words in SCOPES}
        self.case = QCheckBox("Match case")
        self.accents = QCheckBox("Match accents")
        self.whole = QCheckBox("Whole words")
        self.skip_rejected = QCheckBox("Skip what I rejected before")
        self.whole.setChecked(True)
        self.skip_rejected.setChecked(True)
        self.replace = QCheckBox("Replace what overlaps")
        self._delay = QTimer(self, singleShot=True, interval=DELAY_MS)
        self.note = Text("", 13, "muted", wrap=True)
        self._lay_out()
        self._connect()
        self.ask()

    def _lay_out(self) -> None:
        self.field.setFont(serif(15))
        self.field.setAccessibleName("Text to find")
        self.field.setMinimumWidth(240)
        self.field.selectAll()
        exclusive(list(self.chips.values()), self)
        self.chips["project"].setChecked(True)
        from_word = Text("off" if self.removing else "as", 13, "muted").keep_whole()
        parts: list[QWidget | int] = [self.field, from_word, self.label, 1, *self.chips.values()]
        if self.removing:
            parts[0:3] = [self.label, from_word, self.field]
        options: list[QWidget | int] = [self.case, self.accents, self.whole]
        if not self.removing:
            options += [self.skip_rejected, self.replace]
        head = Ground("panel", "b")
        box = QVBoxLayout(head)
        box.setContentsMargins(16, 12, 16, 12)
        box.setSpacing(10)
        box.addWidget(row_of(*parts))
        box.addWidget(row_of(*options, 1, spacing=16))
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        self.body.addWidget(head)
        self.body.addWidget(self.view, 1)
        empty = QHBoxLayout(self.view.viewport())
        empty.setContentsMargins(16, 24, 16, 24)
        empty.addWidget(self.note, 0, Qt.AlignmentFlag.AlignTop)

    def _connect(self) -> None:
        self.field.textChanged.connect(lambda *_: self._delay.start())
        self._delay.timeout.connect(self.ask)
        self.label.currentIndexChanged.connect(lambda *_: self.ask())
        for box in (self.case, self.accents, self.whole):
            box.toggled.connect(lambda *_: self.ask())
        self.skip_rejected.toggled.connect(lambda *_: self._show())
        for chip in self.chips.values():
            chip.clicked.connect(lambda *_: self.ask())
        self.model.ticks_changed.connect(self._count)
        current().changed.connect(self.view.viewport().update)
        self.finished.connect(lambda *_: self._stop())

    # ------------------------------------------------------------------ searching

    @property
    def asked(self) -> Asked:
        """What the fields say now."""
        wanted = Wanted(
            self.field.text(),
            case=self.case.isChecked(),
            accents=self.accents.isChecked(),
            whole=self.whole.isChecked(),
        )
        scope = next(id for id, chip in self.chips.items() if chip.isChecked())
        return Asked(wanted, str(self.label.currentData()), scope)

    def ask(self) -> None:
        """Search in the background; an earlier search is given up."""
        self._delay.stop()
        self._interrupt()
        asked = self.asked
        self._asked = asked
        self.verb.setEnabled(False)
        if not asked.wanted.text.strip():
            self._take(asked, Hits(()))
            return
        self.consequence.setText("Searching…")
        thread = JobThread(self._search(asked), self)
        self._threads.append(thread)
        thread.succeeded.connect(lambda hits: self._take(asked, hits))
        thread.failed.connect(self._fail)
        thread.finished.connect(lambda: self._forget(thread))
        thread.start()

    def _take(self, asked: Asked, hits: Hits) -> None:
        if asked != self._asked:
            return
        self._found = hits.hits
        set_invalid(self.field, False)
        self._show()
        if hits.more:
            self.consequence.setText(f"Only the first {len(hits.hits):,} are shown.")

    def _fail(self, error: BaseException) -> None:
        if not isinstance(error, UserError):
            raise error
        set_invalid(self.field, True)
        self._found = ()
        self._show()
        self.consequence.setText(f"{error}")

    def _forget(self, thread: JobThread) -> None:
        if thread in self._threads:
            self._threads.remove(thread)
        thread.deleteLater()

    def _interrupt(self) -> None:
        for thread in self._threads:
            thread.requestInterruption()

    def _stop(self) -> None:
        self._asked = None
        self._interrupt()
        for thread in list(self._threads):
            thread.wait()

    # ------------------------------------------------------------------ hits

    def _show(self) -> None:
        groups = groupby(self._found, key=lambda hit: (hit.document, hit.name))
        self.model.set_hits((name, [self._row(hit) for hit in hits]) for (_, name), hits in groups)
        words = "Type what to look for." if not self.field.text().strip() else "Nothing found."
        self.note.setText("" if self._found else words)
        if self.model.rowCount() > 1:
            self.view.setCurrentIndex(self.model.index(1))

    def _row(self, hit: Hit) -> HitRow:
        remark, warns = self._remark(hit)
        taken = hit.standing == "rejected" and not self.skip_rejected.isChecked()
        return HitRow(
            hit.before,
            hit.text,
            hit.after,
            f"¶{hit.paragraph}",
            remark,
            warns,
            is_possible(hit, self.removing),
            is_offered(hit, self.removing) or (taken and not self.removing),
        )

    def _remark(self, hit: Hit) -> tuple[str, bool]:
        if self.removing:
            return ("", False) if hit.standing == "labelled" else ("has not this label", False)
        chips = {card.id: card.chip for card in self._labels}
        chip = chips.get(hit.other, hit.other)
        if hit.standing == "labelled":
            return f"is {chip} already", False
        if hit.standing == "overlapping":
            return f"overlaps {chip}", True
        return ("rejected before", False) if hit.standing == "rejected" else ("", False)

    def _count(self) -> None:
        ticked, documents = len(self.model.ticked), self.model.headings_ticked()
        verb = "Take off" if self.removing else "Label"
        self.verb.setText(f"{verb} {ticked:,}")
        self.verb.setEnabled(ticked > 0)
        self.verb.updateGeometry()
        where = "1 document" if documents == 1 else f"{documents:,} documents"
        end = "lose the label" if self.removing else "will be labelled"
        words = (
            f"{ticked:,} of {len(self._found):,} {end} in {where}. One undo takes them all back."
        )
        self.consequence.setText(words if self._found else "")

    @property
    def chosen(self) -> Chosen:
        """The ticked hits."""
        hits = tuple(self._found[number] for number in self.model.ticked)
        overlap: Overlap = "replace" if self.replace.isChecked() else "beside"
        return Chosen(hits, str(self.label.currentData()), overlap)


def _label_box(labels: Sequence[LabelCard], chosen: str) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName("Label")
    width = max((chip_size(card.chip).width() for card in labels), default=30)
    height = max((chip_size(card.chip).height() for card in labels), default=15)
    box.setIconSize(QSize(width, height))
    for card in labels:
        box.addItem(_chip_icon(card, QSize(width, height)), card.name or card.id, card.id)
    box.setCurrentIndex(max(0, box.findData(chosen)))
    return box


def _chip_icon(card: LabelCard, size: QSize) -> QIcon:
    picture = QPixmap(size * 2)
    picture.setDevicePixelRatio(2)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    chip = chip_size(card.chip)
    place = QRect(0, 0, chip.width(), chip.height())
    paint_chip(painter, place, card.chip, card_colours(card), False)
    painter.end()
    return QIcon(picture)
