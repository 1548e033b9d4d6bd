"""List, text and inspector beside each other; in a narrow window the list folds to a rail, and
then the inspector becomes a popup over the text."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QCursor, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QSplitter, QWidget

from ui.page import fill_column
from ui.panels.look import scaled
from ui.widgets.shadow import Shadow

LEFT, RIGHT, SLIM = 248, 288, 256
LIST_RANGE, INSPECTOR_RANGE = (200, 400), (240, 420)
SLIM_UNDER, RAIL_UNDER, POPUP_UNDER = 1280, 1180, 900
MOST_SHARE = 0.35


class Columns(QWidget):
    """Says with `moved` that the outer columns have other widths."""

    moved = Signal()
    folded = Signal(bool)

    def __init__(
        self,
        documents: QWidget,
        rail: QWidget,
        middle: QWidget,
        inspector: QWidget,
        focus_list: Callable[[], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._focus_list = focus_list
        self.documents, self.rail, self.inspector = documents, rail, inspector
        self._middle = middle
        self._list_hidden = self._inspector_hidden = False
        self._is_rail = self._is_popup = False
        self._chosen: dict[QWidget, int] = {}
        self._by_hover = False
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        for part in (rail, documents, middle, inspector):
            self.splitter.addWidget(part)
        self.splitter.setHandleWidth(1)
        self.splitter.setStretchFactor(2, 1)
        self.splitter.setChildrenCollapsible(False)
        fill_column(self, self.splitter, stretch=self.splitter)
        self._shadows: dict[QWidget, Shadow] = {
            documents: Shadow(0, self),
            inspector: Shadow(0, self),
        }
        self._keep_ranges()
        rail.setVisible(False)
        for shadow in self._shadows.values():
            shadow.hide()
        for panel in (documents, inspector):
            panel.installEventFilter(self)
        self.splitter.splitterMoved.connect(self._take_widths)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._focus_moved)

    def _keep_ranges(self) -> None:
        for panel, (least, most) in (
            (self.documents, LIST_RANGE),
            (self.inspector, INSPECTOR_RANGE),
        ):
            panel.setMinimumWidth(least)
            panel.setMaximumWidth(max(scaled(most), least))

    # ------------------------------------------------------------------ widths

    @property
    def narrow(self) -> bool:
        """Whether the list is folded."""
        return self._is_rail

    def cell_widths(self) -> tuple[int, int]:
        """The widths of the outer columns, in px; 64 at the right where there is none."""
        left = self.rail if self._is_rail else self.documents
        right = self.inspector.width() if self._in_splitter(self.inspector) else 64
        shown = not left.isHidden()
        return (left.width() if shown else LEFT) + 1, right + 1 if right > 64 else right

    def _in_splitter(self, panel: QWidget) -> bool:
        return panel.parentWidget() is self.splitter and not panel.isHidden()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold, unfold, and share the room out."""
        super().resizeEvent(event)
        self._fold(self.width() < scaled(RAIL_UNDER), self.width() < scaled(POPUP_UNDER))
        self._share_room()
        for panel in self._shadows:
            self._place(panel)
        self.moved.emit()

    def _share_room(self) -> None:
        width = self.width()
        most = int(width * MOST_SHARE)
        left = self._chosen.get(self.documents, min(scaled(LEFT), most))
        slim = SLIM if width < scaled(SLIM_UNDER) else RIGHT
        right = self._chosen.get(self.inspector, min(scaled(slim), most))
        wanted: dict[QWidget, int] = {
            self.rail: self.rail.width(),
            self.documents: left,
            self.inspector: right,
        }
        places = (self.splitter.widget(place) for place in range(self.splitter.count()))
        parts = [part for part in places if part is not None]
        taken = sum(wanted.get(part, 0) + 1 for part in parts if not part.isHidden())
        wanted[self._middle] = max(300, width - taken)
        self.splitter.setSizes([wanted[part] for part in parts])

    def _take_widths(self) -> None:
        """The person moved an edge: keep to it."""
        for panel in (self.documents, self.inspector):
            if self._in_splitter(panel):
                self._chosen[panel] = panel.width()
        self.moved.emit()

    # ------------------------------------------------------------------ folding

    def _fold(self, rail: bool, popup: bool) -> None:
        if rail != self._is_rail:
            self._is_rail = rail
            self._move(self.documents, out=rail, hidden=self._list_hidden, place=1)
            self.rail.setVisible(rail)
            self.folded.emit(rail)
        if popup != self._is_popup:
            self._is_popup = popup
            self._move(self.inspector, out=popup, hidden=self._inspector_hidden, place=3)

    def _move(self, panel: QWidget, *, out: bool, hidden: bool, place: int) -> None:
        self._shadows[panel].hide()
        if out:
            panel.setParent(self)
            panel.hide()
        else:
            self.splitter.insertWidget(place, panel)
            panel.setVisible(not hidden)

    def toggle_list(self) -> None:
        """Show or hide the list; from the rail, it opens over the text."""
        if self._is_rail:
            self._show_over(self.documents, self.documents.isHidden())
            return
        self._list_hidden = not self.documents.isHidden()
        self.documents.setVisible(not self._list_hidden)
        self._settle()

    def toggle_inspector(self) -> None:
        """Show or hide the inspector; in a narrow window, over the text."""
        if self._is_popup:
            self._show_over(self.inspector, self.inspector.isHidden())
            return
        self._inspector_hidden = not self.inspector.isHidden()
        self.inspector.setVisible(not self._inspector_hidden)
        self._settle()

    def reveal_list(self) -> None:
        """Make sure that the list can be seen."""
        if self.documents.isHidden():
            self.toggle_list()

    def reveal_inspector(self) -> None:
        """Make sure that the inspector can be seen."""
        if self.inspector.isHidden():
            self.toggle_inspector()

    def _settle(self) -> None:
        self._share_room()
        self.moved.emit()

    # ------------------------------------------------------------------ over the text

    def open_from_rail(self, on_purpose: bool) -> None:
        """Show the list over the text; the focus goes there if it was asked for on purpose."""
        if self._is_rail and self.documents.isHidden():
            self._show_over(self.documents, True)
            self._by_hover = not on_purpose
            if on_purpose:
                self._focus_list()

    def close_list(self) -> None:
        """A document was chosen: the text is wanted."""
        if self._is_rail:
            self._show_over(self.documents, False)

    def _show_over(self, panel: QWidget, shown: bool) -> None:
        self._by_hover = False
        held = panel.isAncestorOf(QApplication.focusWidget() or self)
        panel.setVisible(shown)
        self._shadows[panel].setVisible(shown)
        if shown:
            self._place(panel)
            self._shadows[panel].raise_()
            panel.raise_()
        elif held:
            self._middle.setFocus()

    def _place(self, panel: QWidget) -> None:
        if panel.parentWidget() is not self:
            return
        width = min(scaled(LEFT if panel is self.documents else RIGHT), self.width() - 80)
        left = self.rail.width() if panel is self.documents else self.width() - width
        box = QRect(left, 0, width, self.height())
        panel.setGeometry(box)
        self._shadows[panel].lie_under(box)

    def _focus_moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        """What lies over the text goes when the text is used again."""
        if new is None or not self._middle.isAncestorOf(new):
            return
        for panel in self._shadows:
            if panel.parentWidget() is self and not panel.isHidden():
                self._show_over(panel, False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc closes what lies over the text, and so does the mouse that only passed by."""
        if not isinstance(watched, QWidget) or watched.parentWidget() is not self:
            return False
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape:
                self._show_over(watched, False)
                return True
        elif event.type() == QEvent.Type.Leave and self._by_hover and watched is self.documents:
            inside = watched.rect().contains(watched.mapFromGlobal(QCursor.pos()))
            self._show_over(watched, inside)
            self._by_hover = inside
        return False
