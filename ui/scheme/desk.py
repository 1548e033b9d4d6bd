"""What stands on the page: labels and guideline in one half, relations and pairs in the other.
In a narrow window the halves become tabs."""

from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QWidget

from annotator.errors import EditRefused
from annotator.guidelines import section
from annotator.scheme import Label, LabelKind
from annotator.session import Changed
from ui.dialogs.asking import Asking
from ui.inspection import example_colours
from ui.models.labels import Row
from ui.page import column, fill_column
from ui.panels.look import Ground, Text, scaled
from ui.panels.parts import button
from ui.panels.toolbar import Mode, ModeSwitch
from ui.scheme.bar import SchemeBar
from ui.scheme.colours import ColourPopup
from ui.scheme.counting import Counts, counting, used
from ui.scheme.delegate import colours_of
from ui.scheme.editing import Editing
from ui.scheme.guideline import GuidelinePart
from ui.scheme.relation import RelationPart
from ui.scheme.table import LabelTable
from ui.workspace import Workspace

TABS_UNDER = 1100
TOP_SHARE = 0.52
HALVES = (Mode("labels", "Labels and guideline"), Mode("relations", "Relations"))


class Desk(QWidget):
    """Keeps tables, matrix and guideline equal to the scheme."""

    said = Signal(object)
    action_wanted = Signal(str)
    pointed = Signal()
    counted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.editing = Editing(self)
        self.editing.said.connect(self.said)
        change = self.editing.field
        self.tables: dict[LabelKind, LabelTable] = {
            "span": LabelTable("span", "Span labels", change),
            "document": LabelTable("document", "Document labels", change),
            "relation": LabelTable("relation", "Relation labels", change),
        }
        self.bar, self.kinds, self.halves = SchemeBar(), ModeSwitch(), ModeSwitch()
        self.guideline, self.relation = GuidelinePart(), RelationPart()
        self.add_label = button("+ Label", "Ins")
        self.add_relation = button("+ Relation")
        self._asking = Asking(self)
        self._counts: Counts | None = None
        self._subject: LabelKind = "span"
        self._filling = False
        self._lay_out()
        self._connect()

    # ------------------------------------------------------------------ layout

    def _lay_out(self) -> None:
        self._stack = QStackedWidget()
        for kind in ("span", "document"):
            self._stack.addWidget(self.tables[kind])
        self._left_split = _upright(self._stack, self.guideline)
        self._right_split = _upright(self.tables["relation"], self.relation)
        left_head = _head(self.kinds, self.add_label)
        right_title = Text("Relation labels", 14, bold=True)
        right_head = _head(right_title, self.add_relation)
        self.left = column(left_head, self._left_split, stretch=self._left_split)
        self.right = column(right_head, self._right_split, stretch=self._right_split)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setHandleWidth(1)
        self._split.setChildrenCollapsible(False)
        for half in (self.left, self.right):
            half.setMinimumWidth(scaled(380))
            self._split.addWidget(half)
        self._tabs = Ground("panel", "b")
        row = QHBoxLayout(self._tabs)
        row.setContentsMargins(16, 8, 16, 8)
        row.addWidget(self.halves)
        row.addStretch(1)
        fill_column(self, self.bar, self._tabs, self._split, stretch=self._split)
        self._half = "labels"
        self._show_kinds()

    def _connect(self) -> None:
        for kind, table in self.tables.items():
            table.pointed.connect(lambda kind=kind: self._point(kind))
            table.colour_wanted.connect(self._ask_colour)
            table.dropped.connect(self._drop)
        self.bar.wanted.connect(self.action_wanted)
        self.kinds.chosen.connect(self.show_kind)
        self.halves.chosen.connect(self._show_half)
        self.add_label.clicked.connect(lambda: self._add(self._shown_kind()))
        self.add_relation.clicked.connect(lambda: self._add("relation"))
        self.guideline.written.connect(self._write)
        self.guideline.whole_chosen.connect(lambda _on: self._show_guideline())
        self.relation.toggled.connect(lambda found: self._on_relation("toggle", found))
        self.relation.set_to.connect(lambda found: self._on_relation("set", found))
        self.relation.described.connect(self._describe)
        self._asking.answered.connect(self._take_counts)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Halves beside each other, or tabs."""
        super().resizeEvent(event)
        self._show_half(self._half)

    def _show_half(self, half: str) -> None:
        narrow = self.width() < scaled(TABS_UNDER)
        self._half = half
        self._tabs.setVisible(narrow)
        self.halves.show_modes(HALVES, half)
        self.left.setVisible(not narrow or half == "labels")
        self.right.setVisible(not narrow or half == "relations")
        if not narrow:
            self._split.setSizes([self.width() // 2, self.width() - self.width() // 2])
        QTimer.singleShot(0, self, self._share_height)

    def _share_height(self) -> None:
        """Tables as high as their rows, within bounds: once the halves have their heights."""
        for split, table in (
            (self._left_split, self.table),
            (self._right_split, self.tables["relation"]),
        ):
            room = max(1, split.height())
            top = min(table.hint_height(), int(room * TOP_SHARE))
            split.setSizes([top, room - top])

    def show_kind(self, kind: str) -> None:
        """Labels of spans or of documents."""
        self._stack.setCurrentIndex(1 if kind == "document" else 0)
        self._show_kinds()
        self._show_half(self._half)
        self._point(self._shown_kind())

    def _show_kinds(self) -> None:
        scheme = self.editing.scheme
        modes = [
            Mode("span", "Span labels", len(scheme.of("span"))),
            Mode("document", "Document labels", len(scheme.of("document"))),
        ]
        self.kinds.show_modes(modes, self._shown_kind())

    def _shown_kind(self) -> LabelKind:
        return "document" if self._stack.currentIndex() == 1 else "span"

    @property
    def table(self) -> LabelTable:
        """The table of the left half."""
        return self.tables[self._shown_kind()]

    # ------------------------------------------------------------------ what is shown

    def show_workspace(self, workspace: Workspace | None) -> None:
        """Show another project, or none."""
        self._asking.stop()
        self.editing.workspace = workspace
        self._counts = None
        if workspace is not None:
            session = workspace.session
            self.bar.show_project(session.project.name, session.read_only)
        self.refresh()
        if workspace is not None and self.isVisible():
            self.count()

    def enter(self) -> None:
        """Bring all of it up to date, and take the focus."""
        self.refresh()
        self.count()
        self._show_half(self._half)
        shown = self.table if self.left.isVisibleTo(self) else self.tables["relation"]
        shown.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """What was typed is kept."""
        self.commit()
        self._asking.forget()

    def commit(self) -> None:
        """Save what is being typed into the guideline."""
        self.guideline.commit()

    def take_change(self, event: Changed) -> None:
        """The scheme changed, or the labels in use."""
        if event.reason == "scheme":
            self.refresh()
        if self.isVisible() and event.reason in ("edit", "undo", "redo", "scheme"):
            self._show_history()
            self.count()

    def refresh(self) -> None:
        """Read the scheme again; the same labels stay current."""
        editable = self.editing.editable
        self._filling = True
        for table in self.tables.values():
            self._fill(table)
        self._filling = False
        self.add_label.setEnabled(editable)
        self.add_relation.setEnabled(editable)
        self._show_kinds()
        self._show_relation()
        self._show_guideline()
        self._show_history()

    def _fill(self, table: LabelTable) -> None:
        """Show the labels of a table. The current one stays current under another name, too; if
        it is gone, the one at its place becomes current."""
        before, labels = table.currentIndex(), table.labels
        id, place = "", max(0, before.row())
        if before.isValid():
            id = labels.row(before).label.id
        column = labels.column_of(before) if before.isValid() else "name"
        counts = None if self._counts is None else used(self._counts, labels.kind)
        labels.show_scheme(self.editing.scheme, counts, self.editing.editable)
        if not table.currentIndex().isValid() and labels.rowCount():
            row = labels.row_of(id)
            row = min(place, labels.rowCount() - 1) if row < 0 else row
            table.go_to(labels.labels()[row].id, column)

    def _show_history(self) -> None:
        if self.editing.workspace is not None:
            self.bar.show_history(self.editing.workspace.history_reasons())

    def _show_relation(self) -> None:
        counts = self._counts[1] if self._counts else {}
        label = self.tables["relation"].current_label
        self.relation.show_relation(self.editing.scheme, label, counts, self.editing.editable)

    def _show_guideline(self) -> None:
        scheme, label = self.editing.scheme, self.subject
        part, colours = self.guideline, example_colours(scheme)
        if part.whole.isChecked() or label is None:
            part.show_subject("of the whole project", "", None)
            part.show_text(scheme.guidelines, colours, self.editing.editable)
            return
        chip = None
        if label.kind == "span":
            chip = colours_of(Row(label, scheme.of("span").index(label)))
        part.show_subject(label.title, label.chip, chip)
        part.show_text(section(scheme.guidelines, label), colours, self.editing.editable)

    @property
    def subject(self) -> Label | None:
        """The label that is current: its guideline is shown, and actions are about it."""
        label = self.tables[self._subject].current_label
        return label if label in self.editing.scheme.labels else None

    def _point(self, kind: LabelKind) -> None:
        if self._filling:
            return
        self.guideline.commit()
        self._subject = kind
        if kind == "relation":
            self._show_relation()
        self._show_guideline()
        self.pointed.emit()

    # ------------------------------------------------------------------ counting

    @property
    def busy(self) -> bool:
        """Whether labels are being counted."""
        return self._asking.busy

    def count(self) -> None:
        """Count beside the window how often labels and pairs are used."""
        workspace = self.editing.workspace
        if workspace is not None:
            self._asking.ask(counting(workspace.session.project.path))

    def _take_counts(self, counts: Counts) -> None:
        self._counts = counts
        if self.editing.workspace is not None:
            self.refresh()
        self.counted.emit()

    # ------------------------------------------------------------------ actions

    def _here(self) -> Label:
        label = self.subject
        if label is None:
            raise EditRefused("No label is selected", do="Choose one in a table.")
        return label

    def add(self) -> None:
        """A new label in the table that was used last, ready to be named."""
        self._add(self._subject)

    def _add(self, kind: LabelKind) -> None:
        table = self.tables[kind]
        current = table.current_label
        id = self.editing.add(kind, current.id if current else "")
        if id:
            self._subject = kind
            table.setFocus(Qt.FocusReason.OtherFocusReason)
            index = table.go_to(id, "id" if kind == "span" else "name")
            table.edit(index)

    def shift(self, step: int) -> None:
        """One place up or down."""
        if not self.guideline.editor.hasFocus():
            label = self._here()
            place = self.editing.scheme.of(label.kind).index(label)
            self._drop(label, place + step)

    def _drop(self, label: Label, place: int) -> None:
        if self.editing.move(label, place):
            self.tables[label.kind].go_to(label.id)

    def rename(self) -> None:
        """Another id for the label, and for all that has it."""
        self.editing.rename(self._here())

    def merge(self) -> None:
        """Let another label take over."""
        self.editing.merge(self._here())

    def delete(self) -> None:
        """Take the label out of the scheme."""
        self.editing.delete(self._here())

    def edit_attributes(self) -> None:
        """Which attributes the label has."""
        self.editing.attributes(self._here())

    def import_scheme(self) -> None:
        """Labels from a starter or a file."""
        self.commit()
        self.editing.ask_import()

    def export_scheme(self) -> None:
        """Labels into a file."""
        self.commit()
        self.editing.ask_export()

    def _ask_colour(self, label: Label, cell: QRect) -> None:
        popup = ColourPopup(label.chip, label.colour, self)
        popup.chosen.connect(lambda colour: self.editing.colour(label, colour))
        popup.open_at(cell)

    def _on_relation(self, how: str, found: object) -> None:
        label = self.tables["relation"].current_label
        if label is None:
            return
        self._subject = "relation"
        if how == "toggle" and isinstance(found, list):
            self.editing.toggle_pairs(label, found)
        elif isinstance(found, set):
            self.editing.set_pairs(label, found)

    def _describe(self, text: str) -> None:
        label = self.tables["relation"].current_label
        if label is not None:
            self.editing.description(label, text.strip())

    def _write(self, text: str) -> None:
        label = self.subject
        if self.guideline.whole.isChecked() or label is None:
            self.editing.write_guidelines(text)
        else:
            self.editing.write_section(label, text)


def _upright(top: QWidget, bottom: QWidget) -> QSplitter:
    split = QSplitter(Qt.Orientation.Vertical)
    split.setHandleWidth(1)
    split.setChildrenCollapsible(False)
    split.addWidget(top)
    split.addWidget(bottom)
    split.setStretchFactor(1, 1)
    return split


def _head(title: QWidget, add: QWidget) -> QWidget:
    head = Ground("panel", "")
    row = QHBoxLayout(head)
    row.setContentsMargins(16, 0, 16, 0)
    row.addWidget(title)
    row.addStretch(1)
    row.addWidget(add)
    head.setFixedHeight(scaled(44))
    return head
