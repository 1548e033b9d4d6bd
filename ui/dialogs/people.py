"""People and assignment: who works here in what role, who sees whom, and who labels what."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QLineEdit,
    QSpinBox,
    QWidget,
)

from annotator.assignment import Wish
from annotator.errors import UserError
from annotator.flow.assigning import AssignReport
from annotator.flow.people import Overview, Person
from annotator.people import COURTESY, ROLES, Role
from ui.dialogs.asking import Asking
from ui.dialogs.frame import Dialog
from ui.panels.look import Text, scaled
from ui.panels.parts import ProgressLine, button, row_of
from ui.tasks import Job
from ui.widgets.frames import Hairline

EVERYTHING = "random"
MOST = 1_000_000


@dataclass(frozen=True, slots=True)
class Wanted:
    """An assignment as it is wished for: `documents` by hand, or all at random by `wish`."""

    names: tuple[str, ...]
    wish: Wish = field(default_factory=Wish)
    again: bool = False
    documents: tuple[str, ...] | None = None


class PeopleDialog(Dialog):
    """`role_given` and `blind_set` act at once; accepting it assigns what is `wanted`. `by_hand`
    are choices of documents: words, and ids. `job` makes the report of what would be assigned.
    With `refusal`, nothing can be changed, and it says why."""

    role_given = Signal(str, str)
    blind_set = Signal(bool)
    split_wanted = Signal(tuple)
    merge_wanted = Signal()
    withdraw_wanted = Signal()

    def __init__(
        self,
        overview: Overview,
        by_hand: Mapping[str, Sequence[str]],
        job: Callable[[Wanted], Job],
        refusal: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("People and assignment", "Assign", 760, parent)
        self.resize(self._bounded(scaled(760), scaled(680)))
        self._job, self._refusal = job, refusal
        self._choices = dict(by_hand)
        self.ticks: dict[str, QCheckBox] = {}
        self.roles: dict[str, QComboBox] = {}
        self.name = QLineEdit()
        self.blind = QCheckBox("People see only their own labels")
        self.scope = QComboBox()
        self.each, self.overlap = _number(1, 1, 99), _number(0, 0, 100)
        self.calibration, self.seed = _number(0, 0, MOST), _number(0, 0, MOST)
        self.again = QCheckBox("Deal anew what nobody has begun")
        self.found = Text("", 13, wrap=True)
        self.split = button("Split into files…", small=True)
        self.merge = button("Merge files…", small=True)
        self.withdraw = button("Assign nothing", small=True)
        for part in (self.split, self.merge, self.withdraw, self.cancel):
            part.setAutoDefault(False)
        self.asking = Asking(self)
        self._lay_out()
        self.show_people(overview)
        self._connect()
        self._ask()

    # ------------------------------------------------------------------ layout

    def _lay_out(self) -> None:
        self.body.setSpacing(8)
        self.body.addWidget(Text("People", 14, bold=True))
        self._people = QGridLayout()
        self._people.setHorizontalSpacing(16)
        self._people.setVerticalSpacing(4)
        self._people.setColumnStretch(0, 1)
        self.body.addLayout(self._people)
        self.name.setPlaceholderText("Add a person by name")
        self.name.setAccessibleName("Add a person by name")
        self.body.addWidget(self.name)
        self.body.addWidget(self.blind)
        self.body.addWidget(Text(COURTESY, 12, "muted", wrap=True))
        self.body.addWidget(Hairline())
        self.body.addWidget(Text("Assignment to those who are ticked", 14, bold=True))
        self.scope.addItem("All documents, dealt evenly at random", EVERYTHING)
        for words in self._choices:
            self.scope.addItem(words, words)
        self.scope.setAccessibleName("Which documents")
        self.body.addWidget(self.scope)
        self._random = QWidget()
        grid = QGridLayout(self._random)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        self.overlap.setSuffix(" %")
        for column, (words, number) in enumerate(
            (
                ("People for each", self.each),
                ("One more for", self.overlap),
                ("All get first", self.calibration),
                ("Seed", self.seed),
            )
        ):
            grid.addWidget(Text(words, 12, "muted"), 0, column)
            grid.addWidget(number, 1, column)
            number.setAccessibleName(words)
        self.body.addWidget(self._random)
        self.body.addWidget(self.again)
        self.body.addWidget(self.found)
        self.body.addStretch(1)
        self.body.addWidget(Hairline())
        told = Text("One file for each person, and back again", 12, "muted")
        self.body.addWidget(row_of(told, 1, self.withdraw, self.split, self.merge))

    def _connect(self) -> None:
        self.name.returnPressed.connect(self._add)
        self.blind.toggled.connect(self.blind_set)
        for number in (self.each, self.overlap, self.calibration, self.seed):
            number.valueChanged.connect(self._ask)
        self.again.toggled.connect(self._ask)
        self.scope.currentIndexChanged.connect(self._ask)
        self.asking.answered.connect(self._show_report)
        self.asking.refused.connect(self._show_refusal)
        self.split.clicked.connect(lambda: self.split_wanted.emit(self.ticked))
        self.merge.clicked.connect(self.merge_wanted)
        self.withdraw.clicked.connect(self.withdraw_wanted)

    # ------------------------------------------------------------------ people

    def show_people(self, overview: Overview) -> None:
        """Show who is here; ticks stay."""
        off = {name for name, tick in self.ticks.items() if not tick.isChecked()}
        while self._people.count():
            item = self._people.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for column, title in enumerate(("Name", "Role", "Assigned", "Begun", "Done", "")):
            self._people.addWidget(Text(title, 12, "muted"), 0, column)
        self.ticks, self.roles = {}, {}
        for row, (name, person) in enumerate(overview.people.items(), 1):
            self._add_row(row, name, person, name not in off)
        self.blind.blockSignals(True)
        self.blind.setChecked(overview.blind)
        self.blind.blockSignals(False)
        for part in (self.name, self.blind, self.scope, self._random, self.again, self.withdraw):
            part.setEnabled(not self._refusal)
        self.split.setEnabled(not self._refusal)
        self.merge.setEnabled(not self._refusal)

    def _add_row(self, row: int, name: str, person: Person, ticked: bool) -> None:
        tick, role = QCheckBox(name.replace("&", "&&")), QComboBox()
        tick.setChecked(ticked)
        tick.setEnabled(not self._refusal)
        tick.toggled.connect(self._ask)
        for known in ROLES:
            role.addItem(known.capitalize(), known)
        role.setCurrentIndex(role.findData(person.role))
        role.setEnabled(not self._refusal)
        role.setAccessibleName(f"Role of {name}")
        role.activated.connect(lambda _at: self.role_given.emit(name, role.currentData()))
        self.ticks[name], self.roles[name] = tick, role
        goal = max(person.assigned, person.begun)
        bar = ProgressLine(80)
        bar.set_share(person.done / goal if goal else 0.0)
        self._people.addWidget(tick, row, 0)
        self._people.addWidget(role, row, 1)
        for column, count in enumerate((person.assigned, person.begun, person.done), 2):
            figure = Text(f"{count:,}")
            figure.setAlignment(Qt.AlignmentFlag.AlignRight)
            self._people.addWidget(figure, row, column)
        self._people.addWidget(bar, row, 5)

    def _add(self) -> None:
        name = " ".join(self.name.text().split())
        if name and name not in self.roles:
            self.role_given.emit(name, ROLES[0])
        self.name.clear()
        self._ask()

    @property
    def ticked(self) -> tuple[str, ...]:
        """The people who take part."""
        return tuple(name for name, tick in self.ticks.items() if tick.isChecked())

    # ------------------------------------------------------------------ assignment

    @property
    def wanted(self) -> Wanted:
        """What the fields say."""
        scope = self.scope.currentData()
        if scope != EVERYTHING:
            return Wanted(self.ticked, documents=tuple(self._choices[scope]))
        wish = Wish(
            self.each.value(),
            self.overlap.value() / 100,
            self.calibration.value(),
            self.seed.value(),
        )
        return Wanted(self.ticked, wish, self.again.isChecked())

    def _ask(self) -> None:
        by_hand = self.scope.currentData() != EVERYTHING
        self._random.setVisible(not by_hand)
        self.again.setVisible(not by_hand)
        self.verb.setEnabled(False)
        if self._refusal:
            self.found.setText(self._refusal)
            return
        self.asking.ask(self._job(self.wanted))

    def _show_report(self, report: AssignReport) -> None:
        lines = []
        for name, share in report.people.items():
            parts = [f"{share.documents:,} documents", f"{share.new:,} new" if share.new else ""]
            parts += [f"{share.calibration:,} first" if share.calibration else ""]
            lines.append(f"{name}: {', '.join(part for part in parts if part)}")
        left = report.documents - report.assigned
        lines.append(f"{report.shared:,} documents go to several people; {left:,} to nobody.")
        self.found.setText("\n".join(lines))
        self.found.set_tone("text")
        changed = report.added or report.withdrawn
        gone = f", {report.withdrawn:,} withdrawn" if report.withdrawn else ""
        self.consequence.setText(
            f"{report.added:,} added{gone}. No label is touched." if changed else "Nothing changes."
        )
        self.verb.setEnabled(bool(changed))

    def _show_refusal(self, error: UserError) -> None:
        self.found.setText(f"{error.what}. {error.do}".strip())
        self.found.set_tone("danger")
        self.consequence.setText("")

    def closeEvent(self, event: QCloseEvent) -> None:
        """Nothing goes on behind a closed dialog."""
        self.asking.stop()
        super().closeEvent(event)

    def done(self, result: int) -> None:
        """The same when it is accepted or dismissed."""
        self.asking.stop()
        super().done(result)


def _number(value: int, least: int, most: int) -> QSpinBox:
    made = QSpinBox()
    made.setRange(least, most)
    made.setValue(value)
    return made


def as_role(text: str) -> Role:
    """The role of that name."""
    return next(role for role in ROLES if role == text)
