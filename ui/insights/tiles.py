"""The tiles of the page in three, two or one columns, and what each says while it is empty."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import fmean
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QSizePolicy, QWidget

from ui.insights.agreement_grid import AgreementGrid
from ui.insights.card import Card
from ui.insights.charts import LabelBars, OutcomeBars, PeopleBars, StatusBars
from ui.insights.confusion_grid import ConfusionGrid
from ui.insights.people import PeopleTable
from ui.insights.plots import AgreementLine, DayBars, TimeLines
from ui.insights.saving import SaveMenu
from ui.insights.words import FEWEST, Labels, figure, interval, number, percent, several
from ui.panels.look import Align, Text

if TYPE_CHECKING:
    from annotator.flow.insight_tables import Table
    from annotator.flow.insights import Agreed, Insights
    from annotator.flow.progress import Blind
    from annotator.review.agreement.confusion import Case, Confusion
    from annotator.review.agreement.results import Agreement

NO_WORK = "No document has been begun. Label one, and mark it as done."
NO_LABELS = "No document is done. Its spans count here once it is."
NO_ANSWERS = "No suggestion has been accepted or rejected yet."
NO_DAYS = "No document was marked as done here yet."
NO_TIME = "No time was counted yet: the program counts while somebody labels."
NO_DRIFT = "Two documents that two people have finished here show how agreement changes."
NO_PAIRS = (
    "Agreement needs documents that two people have finished. "
    "Let somebody else label some of the same documents, and mark them as done."
)
ALL_PAIRS = "All pairs"


class Tiles(QWidget):
    """Shows insights. `cell_opened` has the cases behind a cell of the confusion matrix."""

    cell_opened = Signal(tuple, list)

    def __init__(self) -> None:
        super().__init__()
        self.people, self.labels, self.outcomes = PeopleBars(), LabelBars(), OutcomeBars()
        self.agreement, self.confusion = AgreementGrid(), ConfusionGrid()
        self.days, self.documents, self.times = DayBars(), StatusBars(), TimeLines()
        self.drift, self.table = AgreementLine(), PeopleTable()
        self.saves: list[SaveMenu] = []
        self.pipelines, self.pairs = _Choice("Pipeline"), _Choice("Whose labels")
        self._found: Insights | None = None
        self._labels: Labels | None = None
        self._measure = "f1_exact"
        self._make_cards()
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(16, 0, 16, 16)
        self._grid.setSpacing(12)
        self.pipelines.currentTextChanged.connect(self._show_outcomes)
        self.pairs.currentIndexChanged.connect(self._show_confusion)
        self.confusion.opened.connect(self._open_cell)
        self.set_columns(3)

    def _make_cards(self) -> None:
        self.progress_card = self._card("progress", "Progress", "", self.people, NO_WORK)
        self.days_card = self._card("days", "By day", "documents done", self.days, NO_DAYS)
        self.documents_card = self._card(
            "documents", "Documents", "by the furthest that anybody has come", self.documents, ""
        )
        self.labels_card = self._card(
            "labels", "Labels", "spans in finished layers", self.labels, NO_LABELS
        )
        self.outcomes_card = self._card(
            "suggestions",
            "Suggestions",
            "what became of them",
            self.outcomes,
            NO_ANSWERS,
            self.pipelines,
        )
        caption = "seconds a document, running median of 5"
        self.time_card = self._card("time", "Time", caption, self.times, NO_TIME)
        self.agreement_card = self._card("agreement", "Agreement", "", self.agreement, NO_PAIRS)
        self.confusion_card = self._card(
            "confusion", "Confusion", "", self.confusion, NO_PAIRS, self.pairs
        )
        caption = "F1 of each document as it was finished; the line is the mean of 5"
        self.drift_card = self._card(
            "over_time", "Agreement over time", caption, self.drift, NO_DRIFT
        )
        caption = "finished documents, mean spans and median time of one; spans against gold"
        self.table_card = self._card("annotators", "Annotators", caption, self.table, NO_WORK)

    def _card(
        self, id: str, title: str, caption: str, part: QWidget, empty: str, *tools: QWidget
    ) -> _Card:
        card = _Card(title, caption, part, empty, *tools)
        save = SaveMenu(title, lambda: card, lambda: self.tables(id))
        card.add_tool(save)
        self.saves.append(save)
        return card

    def tables(self, id: str = "") -> list[Table]:
        """The numbers of a tile, or of all."""
        from annotator.flow.insight_tables import tables_of

        if self._found is None:
            return []
        found = tables_of(self._found)
        wanted = [id, "blind"] if id == "time" else [id] if id else list(found)
        return [found[name] for name in wanted if found[name].rows or name == id]

    def set_columns(self, columns: int) -> None:
        """Lay the tiles out anew; the confusion matrix and the table are wide."""
        if columns == self._columns:
            return
        self._columns = columns
        row = column = 0
        for card, wide in self._order(columns):
            span = min(columns, wide)
            if column + span > columns:
                row, column = row + 1, 0
            self._grid.addWidget(card, row, column, 1, span)
            column += span
        for index in range(3):
            self._grid.setColumnStretch(index, 1 if index < columns else 0)

    def _order(self, columns: int) -> list[tuple[_Card, int]]:
        """The tiles and how many columns each takes, so that no row has a gap."""
        labels, outcomes = (self.labels_card, 1), (self.outcomes_card, 1)
        progress, documents = (self.progress_card, 1), (self.documents_card, 1)
        days, drift = (self.days_card, 2), (self.drift_card, 2)
        time, agreed = (self.time_card, 1), (self.agreement_card, 1)
        confusion, table = (self.confusion_card, 2), (self.table_card, 3)
        if columns == 3:
            above = [progress, days, labels, outcomes, time]
            return [*above, agreed, confusion, documents, drift, table]
        above = [progress, documents, days, labels, outcomes, time, agreed]
        return [*above, drift, confusion, table]

    @property
    def names(self) -> list[str]:
        """The people, in the order of their colours."""
        return [person.name for person in self._found.work.people] if self._found else []

    def set_measure(self, measure: str) -> None:
        """Which agreement of spans the matrix shows."""
        self._measure = measure
        if self._found is not None:
            self._show_agreement(self._found.agreement)

    def show_insights(self, labels: Labels, found: Insights) -> None:
        """Show other numbers."""
        self._labels, self._found = labels, found
        self._show_progress(found)
        self._show_time(found)
        self.labels.show_counts(labels, found.work.labels)
        self.labels_card.show_only(self.labels, bool(found.work.labels))
        median = (
            "–" if found.work.spans_per_document is None else f"{found.work.spans_per_document:g}"
        )
        self.labels_card.figures.show_rows(
            [("Spans a document, median", median, "")] if found.work.labels else []
        )
        self.pipelines.offer([(name, name) for name in found.work.outcomes])
        self._show_outcomes()
        self._show_agreement(found.agreement)
        self.pairs.offer(_pairs(found.agreement))
        self._show_confusion()
        self.table.show_people(found.work.people, found.agreement.against_gold)
        self.table_card.show_only(self.table, bool(found.work.people))

    def _show_progress(self, found: Insights) -> None:
        self.people.show_people(found.work.people, found.work.documents)
        self.progress_card.show_only(self.people, bool(found.work.people))
        self.progress_card.caption.setText(f"of {several(found.work.documents, 'document')}")
        rows = [
            ("Finished by two or more", number(found.agreement.documents), ""),
            ("Gold complete", number(found.work.statuses.gold), ""),
        ]
        self.progress_card.figures.show_rows(rows if found.work.people else [])

    def _show_time(self, found: Insights) -> None:
        work, names = found.work, self.names
        self.days.show_days(work.days, names)
        self.days_card.show_only(self.days, bool(work.days))
        unit = "" if self.days.unit == "day" else f", a bar for each {self.days.unit}"
        self.days_card.caption.setText(f"documents done{unit}")
        undated = [("Came done from a file", number(work.undated), "")] if work.undated else []
        self.days_card.figures.show_rows(undated)
        self.documents.show_statuses(work.statuses)
        self.documents_card.show_only(self.documents, filled=True)
        self.times.show_times(work.times, names)
        self.time_card.show_only(self.times, bool(work.times))
        self.time_card.figures.show_rows(_blind_rows(work.blind))
        enough = len(found.over_time) > 1
        self.drift.show_agreement(found.over_time)
        self.drift_card.show_only(self.drift, enough)
        self.drift_card.figures.show_rows(_ends(found.over_time) if enough else [])

    def _show_outcomes(self) -> None:
        if self._found is None or self._labels is None:
            return
        outcomes = self._found.work.outcomes.get(self.pipelines.chosen(), {})
        self.outcomes.show_outcomes(self._labels, outcomes)
        self.outcomes_card.show_only(self.outcomes, bool(outcomes))
        answered = sum(x.answered for x in outcomes.values())
        accepted = sum(x.accepted for x in outcomes.values())
        title = f"All labels, {several(answered, 'suggestion')} answered"
        rows = [(title, percent(accepted, answered), "as it was")]
        self.outcomes_card.figures.show_rows(rows if outcomes else [])

    def _show_agreement(self, found: Agreement) -> None:
        self.agreement.show_agreement(found, self.names, self._measure)
        enough = any(pair.documents >= FEWEST for pair in found.pairs)
        self.agreement_card.show_only(self.agreement, enough)
        most = max((pair.documents for pair in found.pairs), default=0)
        if most and not enough:
            words = f"Too few to say: {several(most, 'document')} finished by both."
            self.agreement_card.empty.setText(words)
        else:
            self.agreement_card.empty.setText(NO_PAIRS)
        self.agreement_card.caption.setText(
            f"F1 by pair, 95 % intervals, {several(found.documents, 'document')}" if enough else ""
        )
        values = [
            ("Krippendorff’s α, spans", found.corpus["alpha_unitizing"]),
            ("Krippendorff’s α, tokens", found.corpus["alpha_nominal"]),
            ("Fleiss’ κ, tokens", found.corpus["fleiss_kappa"]),
            ("Mean F1, labels ignored", found.mean["f1_unlabelled"]),
        ]
        rows = [(name, figure(value), interval(value)) for name, value in values]
        self.agreement_card.figures.show_rows(rows if enough else [])

    def _chosen_confusion(self) -> Confusion | None:
        if self._found is None:
            return None
        found, chosen = self._found.agreement, self.pairs.chosen()
        for pair in (*found.pairs, *found.against_gold):
            if chosen == f"{pair.a}\n{pair.b}":
                return pair.confusion
        return found.confusion

    def _show_confusion(self) -> None:
        found = self._chosen_confusion()
        if found is None or self._labels is None:
            return
        counts = found.counts()
        self.confusion.show_counts(self._labels, counts)
        self.confusion_card.show_only(self.confusion, bool(counts))
        rows, _, columns = self.pairs.chosen().partition("\n")
        words = f"rows {rows}, columns {columns}" if columns else "rows the first of each pair"
        total = sum(sum(row.values()) for row in counts.values())
        caption = f"{words}; {several(total, 'span')}, Enter opens a cell"
        self.confusion_card.caption.setText(caption)
        self.confusion_card.caption.setVisible(bool(counts))

    def _open_cell(self, first: str, second: str) -> None:
        found = self._chosen_confusion()
        if found is not None:
            cases: list[Case] = list(found.cases(first, second))
            self.cell_opened.emit((first, second), cases)


def _blind_rows(blind: Blind | None) -> list[tuple[str, str, str]]:
    """Time and agreement with suggestions and without."""
    if blind is None or not (blind.shown.layers and blind.blind.layers):
        return []
    titles = ("With suggestions", f"Blind documents ({percent(round(blind.share * 100), 100)})")
    rows = []
    for title, side in zip(titles, (blind.shown, blind.blind), strict=True):
        pace = f"{side.seconds_per_span:.1f} s a span" if side.seconds_per_span else "–"
        agreed = f"F1 {side.agreement:.2f}" if side.agreement is not None else ""
        rows.append((title, pace, agreed))
    return rows


def _ends(found: Sequence[Agreed]) -> list[tuple[str, str, str]]:
    """The mean of the first documents beside that of the last."""
    some = min(FEWEST, len(found) // 2)
    values = [x.f1 for x in found]
    words = several(some, "document")
    return [
        (f"First {words}", f"{fmean(values[:some]):.2f}", ""),
        (f"Last {words}", f"{fmean(values[-some:]):.2f}", ""),
    ]


def _pairs(found: Agreement) -> list[tuple[str, str]]:
    pairs = [(f"{x.a} × {x.b}", f"{x.a}\n{x.b}") for x in (*found.pairs, *found.against_gold)]
    return [(ALL_PAIRS, ""), *pairs] if len(found.pairs) > 1 else pairs


class _Card(Card):
    """A card that says in words what is missing while its drawing has nothing to show."""

    def __init__(self, title: str, caption: str, part: QWidget, empty: str, *tools: QWidget):
        super().__init__(title, caption, *tools)
        self._part, self._tools = part, tools
        self.empty = Text(empty, 12, "muted", wrap=True)
        self.body.addWidget(part)
        self.body.addWidget(self.empty)
        self.body.addStretch(0)

    def add_tool(self, tool: QWidget) -> None:
        """One more at the right of the title."""
        self._tools = (*self._tools, tool)
        self.heading.addWidget(tool, 0, Align.AlignTop)

    def show_only(self, part: QWidget, filled: bool) -> None:
        """The drawing, or the words."""
        part.setVisible(filled)
        self.empty.setVisible(not filled)
        for tool in self._tools:
            tool.setVisible(filled and tool.isEnabled())


class _Choice(QComboBox):
    """A short list to choose from; disabled, and so hidden, with fewer than two."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def offer(self, choices: Sequence[tuple[str, str]]) -> None:
        """Titles and values; what was chosen stays so if it can."""
        before = self.chosen()
        self.blockSignals(True)
        self.clear()
        for title, value in choices:
            self.addItem(title, value)
        self.setCurrentIndex(max(0, self.findData(before)))
        self.blockSignals(False)
        self.setEnabled(len(choices) > 1)

    def chosen(self) -> str:
        """The value that is chosen."""
        return str(self.currentData() or "")

    def minimumSizeHint(self) -> QSize:
        """A long name gives way."""
        return QSize(72, super().minimumSizeHint().height())
