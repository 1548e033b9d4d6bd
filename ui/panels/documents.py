"""The list of documents at the left: filter, status chips, rows and progress."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListView,
    QMenu,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from ui.models.documents import DocumentsModel
from ui.panels.document_rows import DocumentDelegate
from ui.panels.look import Ground, Link, Text
from ui.panels.parts import KeyHint, ProgressLine, row_of
from ui.widgets import FilterChip, SearchField, ToolButton

FILTER_DELAY_MS = 10
CHIPS = (("all", "All"), ("open", "Open"), ("done", "Done"), ("trash", "Trash"))
ORDERS = (
    ("imported", "As imported"),
    ("name", "By name"),
    ("suggestions", "Most suggestions first"),
    ("size", "Shortest first"),
    ("status", "Unfinished first"),
    ("uncertainty", "Least certain first"),
    ("diversity", "Unlike what is done first"),
    ("both", "Least certain, of every kind"),
)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the annotator is; `seconds_left` is None when it cannot be estimated."""

    done: int
    total: int
    seconds_left: float | None = None


class DocumentsPanel(Ground):
    """Shows the documents of a DocumentsModel; knows neither project nor session."""

    filter_changed = Signal(str)
    status_filter_changed = Signal(str)
    document_activated = Signal(str)
    import_requested = Signal()
    order_chosen = Signal(str)
    progressed = Signal(object)
    action_wanted = Signal(str)

    def __init__(self, model: DocumentsModel, parent: QWidget | None = None) -> None:
        super().__init__("panel", parent=parent)
        self.model = model
        self.field = SearchField("Filter documents")
        self.view = QListView()
        self.sort = ToolButton("sort", "Order of the documents", side=24)
        self._orders = QActionGroup(self)
        self._chips = {id: FilterChip(text) for id, text in CHIPS}
        self._delay = QTimer(self, singleShot=True, interval=FILTER_DELAY_MS)
        self._none = _Empty("No documents yet.", "Import articles…", "Ctrl+I")
        self._unmatched = _Empty("", "Clear the filter", "Esc")
        self._footer = _Footer()
        self._lists = QStackedLayout()
        self._shown = ""
        self._menu = QMenu(self)
        self._set_up_list()
        self._make_orders()
        self._lay_out()
        self._connect()
        self.set_counts(0, 0, 0)
        self._choose_page()

    def set_counts(self, total: int, open: int, done: int, trash: int = 0) -> None:
        """The figures of the chips; the trash has one while something is in it."""
        for id, count in (("all", total), ("open", open), ("done", done), ("trash", trash)):
            self._chips[id].set_count(count)
        self._chips["trash"].setVisible(trash > 0)

    def selected(self) -> list[str]:
        """The documents that are selected in the list, in its order."""
        rows = sorted(index.row() for index in self.view.selectionModel().selectedIndexes())
        return [self.model.row(row).id for row in rows]

    def set_menu(self, actions: Sequence[QAction]) -> None:
        """What the menu of the selected documents offers."""
        self._menu.clear()
        self._menu.addActions(actions)

    def set_progress(self, progress: Progress) -> None:
        """The footer's figures and bar."""
        self._footer.show_progress(progress)
        self._choose_page()
        self.progressed.emit(progress)

    def set_current(self, id: str) -> None:
        """Mark the open document and bring it into view; unknown ids clear the mark."""
        place = self.model.row_of(id)
        self._shown = id
        if place < 0:
            self.view.selectionModel().clear()
            return
        index = self.model.index(place)
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.view.selectionModel().setCurrentIndex(index, flags)
        self.view.scrollTo(index)

    @property
    def current(self) -> str:
        """The id of the open document, as it was told last."""
        return self._shown

    def focus_filter(self) -> None:
        """Put the caret into the filter."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def set_filter_key(self, keys: str) -> None:
        """The key shown inside the filter."""
        self.field.set_key(keys)

    def _set_up_list(self) -> None:
        self.view.setModel(self.model)
        self.view.setItemDelegate(DocumentDelegate(self.view))
        self.view.setUniformItemSizes(True)
        self.view.setMouseTracking(True)
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        self.view.viewport().setAutoFillBackground(False)
        self.view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setAccessibleName("Documents")
        self.view.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.view.customContextMenuRequested.connect(
            lambda at: self._menu.popup(self.view.viewport().mapToGlobal(at))
        )
        self.view.installEventFilter(self)

    def _make_orders(self) -> None:
        menu = QMenu(self)
        for id, text in ORDERS:
            action = menu.addAction(text)
            action.setCheckable(True)
            action.setData(id)
            self._orders.addAction(action)
        self._orders.triggered.connect(lambda action: self.order_chosen.emit(action.data()))
        self.sort.setMenu(menu)
        self.sort.setPopupMode(ToolButton.ToolButtonPopupMode.InstantPopup)
        self.show_order("imported")

    def show_order(self, id: str) -> None:
        """Check the order that the list has."""
        for action in self._orders.actions():
            action.setChecked(action.data() == id)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(6)
        top = QHBoxLayout()
        top.setContentsMargins(8, 0, 8, 0)
        top.addWidget(self.field)
        layout.addLayout(top)
        chips = QHBoxLayout()
        chips.setContentsMargins(8, 0, 8, 0)
        chips.setSpacing(2)
        for chip in self._chips.values():
            chips.addWidget(chip)
        chips.addStretch(1)
        chips.addWidget(self.sort)
        layout.addLayout(chips)
        for page in (self.view, self._unmatched, self._none):
            self._lists.addWidget(page)
        layout.addLayout(self._lists, 1)
        layout.addWidget(self._footer)

    def _connect(self) -> None:
        self.field.textChanged.connect(lambda _text: self._delay.start())
        self.field.installEventFilter(self)
        self._delay.timeout.connect(lambda: self.filter_changed.emit(self.field.text()))
        self._unmatched.link.clicked.connect(self.clear_filter)
        self._none.link.clicked.connect(self.import_requested)
        self.view.clicked.connect(self._clicked)
        self.view.activated.connect(self._activate)
        self.model.modelReset.connect(self._choose_page)
        for id, chip in self._chips.items():
            chip.clicked.connect(lambda _on=False, of=id: self.choose_status(of))
        self._chips["all"].setChecked(True)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """In the filter, Esc clears it, Down goes to the list, Enter opens the first hit; in the
        list, Del puts what is selected into the trash."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if watched is self.field:
                return self._filter_key(event.key())
            if event.key() == Qt.Key.Key_Delete and self.selected():
                self.action_wanted.emit("trash_documents")
                return True
        return super().eventFilter(watched, event)

    def _filter_key(self, key: int) -> bool:
        if key == Qt.Key.Key_Escape and (self.field.text() or self.is_filtered):
            self.clear_filter()
        elif key == Qt.Key.Key_Down and self.model.rowCount():
            self.view.setFocus(Qt.FocusReason.TabFocusReason)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.model.rowCount():
            self._delay.stop()
            self.filter_changed.emit(self.field.text())
            if self.model.rowCount():
                self.document_activated.emit(self.model.row(0).id)
        else:
            return False
        return True

    @property
    def is_filtered(self) -> bool:
        """Whether a status chip hides some documents."""
        return not self._chips["all"].isChecked()

    def clear_filter(self) -> None:
        """Empty the filter and show documents of every status."""
        self.field.clear()
        self.choose_status("all")

    def forget_filter(self) -> None:
        """Show everything again, without telling anybody: another project is shown."""
        blocked = self.field.blockSignals(True)
        self.field.clear()
        self.field.blockSignals(blocked)
        self._delay.stop()
        for id, chip in self._chips.items():
            chip.setChecked(id == "all")

    def choose_status(self, id: str) -> None:
        """Show "all", "open" or "done" documents, or those in the "trash"."""
        for other, chip in self._chips.items():
            chip.setChecked(other == id)
        self.status_filter_changed.emit(id)

    def _clicked(self, index: QModelIndex) -> None:
        """Open a document; not while several are picked."""
        if len(self.view.selectionModel().selectedIndexes()) == 1:
            self._activate(index)

    def _activate(self, index: QModelIndex) -> None:
        id = self.model.row(index.row()).id
        if id != self._shown:
            self.document_activated.emit(id)

    def _choose_page(self) -> None:
        if self.model.rowCount():
            self._lists.setCurrentWidget(self.view)
            return
        filtered = self.field.text().strip()
        if filtered:
            self._unmatched.line.setText(f"No document matches “{filtered}”.")
        else:
            self._unmatched.line.setText("No document has this status.")
        project_is_empty = self._footer.total == 0
        self._lists.setCurrentWidget(self._none if project_is_empty else self._unmatched)


class _Empty(QWidget):
    """One sentence and the way out."""

    def __init__(self, line: str, link: str, key: str = "") -> None:
        super().__init__()
        self.line = Text(line, wrap=True)
        self.line.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.link = Link(link)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 24, 12, 12)
        layout.addWidget(self.line)
        layout.addWidget(row_of(1, self.link, KeyHint(key), 1) if key else row_of(1, self.link, 1))
        layout.addStretch(1)


class _Footer(Ground):
    """How many documents are done, how long the rest may take, and a bar."""

    def __init__(self) -> None:
        super().__init__("panel", "t")
        self.total = 0
        self.done = Text("", 12)
        self.left = Text("", 12, "muted")
        self.left.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.bar = ProgressLine()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.setSpacing(6)
        line = QHBoxLayout()
        line.addWidget(self.done.keep_whole())
        line.addWidget(self.left, 1)
        layout.addLayout(line)
        layout.addWidget(self.bar)

    def show_progress(self, progress: Progress) -> None:
        self.total = progress.total
        self.done.setText(f"{figure(progress.done)} of {figure(progress.total)} done")
        self.done.updateGeometry()
        self.left.setText(time_left(progress.seconds_left))
        self.bar.set_share(progress.done / progress.total if progress.total else 0.0)


def figure(number: int) -> str:
    """A number with thin spaces between thousands."""
    return f"{number:,}".replace(",", "\u2009")


def time_left(seconds: float | None) -> str:
    """The rest of the work in words: "about 3½ h left"; nothing when unknown or none."""
    if seconds is None or seconds <= 0:
        return ""
    minutes = max(1, round(seconds / 60))
    if minutes < 60:
        return f"about {minutes} min left"
    halves = round(minutes / 30)
    hours, half = divmod(halves, 2)
    return f"about {hours}{'½' if half else ''} h left"
