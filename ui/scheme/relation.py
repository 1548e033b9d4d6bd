"""What the current relation label may join: its description, and the matrix of pairs."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from annotator.scheme import Label, Scheme
from annotator.scheme_pairs import Pair, every_pair
from ui.panels.fields import CommittedEdit
from ui.panels.look import Ground, Text, scaled
from ui.panels.parts import button
from ui.panels.pictures import Picture
from ui.scheme.pairs import PairsGrid

FOOT = (
    "The figure is how often a pair is used. A pair in use can be closed: its relations stay "
    "and are listed as problems."
)
NO_RELATION = "The scheme has no relation labels yet. “Relation” adds one."


class RelationPart(QWidget):
    """`toggled` gives pairs to allow or close, `set_to` all that shall be allowed."""

    toggled = Signal(list)
    set_to = Signal(set)
    described = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.name = Text("", 13, "muted")
        self.everything, self.only = (
            button("Allow all", small=True),
            button("Only this", small=True),
        )
        self.only.setToolTip("Close all pairs but the current one")
        self.description = CommittedEdit("Add a description")
        self.description.setAccessibleName("Description of the relation")
        self.grid = PairsGrid()
        self.nothing = Text(NO_RELATION, 13, "muted", wrap=True)
        self._lay_out()
        self.grid.toggled.connect(self.toggled)
        self.everything.clicked.connect(lambda: self.set_to.emit(self._all))
        self.only.clicked.connect(self._keep_one)
        self.description.committed.connect(self.described)
        self.description.left.connect(self.grid.setFocus)
        self._all: set[Pair] = set()

    def _lay_out(self) -> None:
        self._body = QWidget()
        header = QHBoxLayout()
        header.setSpacing(8)
        header.addWidget(Text("Allowed pairs", 14, bold=True).keep_whole())
        header.addWidget(self.name, 1)
        header.addWidget(self.everything)
        header.addWidget(self.only)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(self.grid)
        column = QVBoxLayout(self._body)
        column.setContentsMargins(16, 8, 16, 8)
        column.setSpacing(8)
        column.addLayout(header)
        column.addWidget(self.description)
        column.addWidget(scroll, 1)
        self._foot = Ground("panel", "t")
        foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(16, 0, 16, 0)
        foot.addWidget(Picture("info", 14))
        foot.addWidget(Text(FOOT, 12, "muted"), 1)
        self._foot.setFixedHeight(scaled(40))
        self._hollow = QWidget()
        empty = QVBoxLayout(self._hollow)
        empty.setContentsMargins(16, 16, 16, 0)
        empty.addWidget(self.nothing)
        empty.addStretch(1)
        ground = Ground("panel", "t")
        layout = QVBoxLayout(ground)
        layout.setContentsMargins(0, 1, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._hollow, 1)
        layout.addWidget(self._body, 1)
        layout.addWidget(self._foot)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(ground)

    def show_relation(
        self,
        scheme: Scheme,
        relation: Label | None,
        counts: Mapping[tuple[str, str, str], int],
        editable: bool,
    ) -> None:
        """Show a relation label; None shows that there is none."""
        self._body.setVisible(relation is not None)
        self._hollow.setVisible(relation is None)
        if relation is None:
            return
        self._all = every_pair(scheme)
        self.name.setText(f"of “{relation.title}”")
        self.description.show_text(relation.description)
        self.description.setReadOnly(not editable)
        for part in (self.everything, self.only):
            part.setEnabled(editable)
        mine = {
            (head, tail): n for (label, head, tail), n in counts.items() if label == relation.id
        }
        self.grid.show_pairs(scheme, relation, mine, editable)

    def _keep_one(self) -> None:
        if self.grid.rows:
            self.set_to.emit({self.grid.pair(*self.grid.current)})
