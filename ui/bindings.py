"""From the table of actions to QActions, menus and shortcuts."""

from collections.abc import Callable, Iterable, Mapping

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from annotator.scheme import Label, LabelKind, Scheme
from ui.actions import ACTIONS, GROUPS, by_group
from ui.key_map import keys_of


class Bindings(QObject):
    """Every action of the table as a QAction, and the label keys of the scheme.

    The keys of an action hold inside the widgets of its scope, or in the whole window.
    """

    keys_changed = Signal()

    def __init__(
        self,
        window: QWidget,
        scopes: Mapping[str, QWidget],
        run: Callable[[str], None],
        keys: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(window)
        self.actions: dict[str, QAction] = {}
        self._reasons: dict[str, str] = {}
        self._labels = LabelKeys(scopes["canvas"])
        self._held: tuple[str, tuple[Label, ...]] = ("", ())
        for row in ACTIONS:
            action = QAction(row.title, self)
            action.setShortcuts(_sequences(keys_of(row, keys or {})))
            action.triggered.connect(lambda _=False, id=row.id: run(id))
            self.actions[row.id] = action
            if row.scope == "window":
                _attach(action, window, False)
        self.add_scopes(scopes)

    def add_scopes(self, scopes: Mapping[str, QWidget]) -> None:
        """Bring the keys of these scopes into their widgets. Until then they hold nowhere."""
        for row in ACTIONS:
            if row.scope in scopes:
                _attach(self.actions[row.id], scopes[row.scope], True)

    def set_keys(self, keys: Mapping[str, str]) -> None:
        """Bind the person's own keys; actions without any keep those of the table."""
        for row in ACTIONS:
            self.actions[row.id].setShortcuts(_sequences(keys_of(row, keys)))
        self.keys_changed.emit()

    def menu(self, parent: QWidget, groups: Iterable[str] = GROUPS) -> QMenu:
        """The whole table as a menu with one submenu a group."""
        menu = QMenu(parent)
        for group in groups:
            rows = [row for row in by_group(group) if row.menu]
            submenu = menu.addMenu(group)
            for row in rows:
                submenu.addAction(self.actions[row.id])
        return menu

    def set_labels_once(self, scheme: Scheme, relations: bool, run: Callable[[str], None]) -> None:
        """The keys of the scheme's span or relation labels, unless they hold already."""
        kind: LabelKind = "relation" if relations else "span"
        labels = scheme.of(kind)
        if self._held != (kind, labels):
            self._held = (kind, labels)
            self.set_labels(labels, run)

    def set_labels(self, labels: Iterable[Label], run: Callable[[str], None]) -> None:
        """The keys of these labels, in place of those before."""
        self._labels.hold(labels, run)

    def enable(self, reasons: Mapping[str, str]) -> None:
        """Enable each action that has no reason against it; the reason becomes its tip."""
        for id, action in self.actions.items():
            reason = reasons.get(id, "")
            if self._reasons.get(id) == reason:
                continue
            self._reasons[id] = reason
            action.setEnabled(not reason)
            action.setToolTip(reason or action.text())

    def keys_of(self, id: str) -> str:
        """The first key of an action in Qt's portable writing; empty if it has none."""
        return self.actions[id].shortcut().toString()


class LabelKeys:
    """The keys of labels while they hold in a widget."""

    def __init__(self, widget: QWidget) -> None:
        self._widget = widget
        self._actions: list[QAction] = []
        self._held: tuple[Label, ...] = ()

    def hold(self, labels: Iterable[Label], run: Callable[[str], None]) -> None:
        """Let the keys of these labels hold, in place of those before; `run` gets the id. Those
        that hold already stay as they are."""
        labels = tuple(labels)
        if labels and labels == self._held:
            return
        self.release()
        self._held = labels
        for label in labels:
            if label.key:
                action = QAction(label.title, self._widget)
                action.setShortcut(QKeySequence(label.key.upper()))
                action.triggered.connect(lambda _=False, id=label.id: run(id))
                _attach(action, self._widget, True)
                self._actions.append(action)

    def release(self) -> None:
        """Let no keys hold any more."""
        self._held = ()
        for action in self._actions:
            self._widget.removeAction(action)
            action.deleteLater()
        self._actions = []


def _sequences(keys: Iterable[str]) -> list[QKeySequence]:
    sequences = [QKeySequence(text) for text in keys]
    if "Shift+Tab" in keys:
        sequences.append(QKeySequence(Qt.Modifier.SHIFT | Qt.Key.Key_Backtab))
    return sequences


def _attach(action: QAction, widget: QWidget, only_there: bool) -> None:
    context = Qt.ShortcutContext
    action.setShortcutContext(
        context.WidgetWithChildrenShortcut if only_there else context.WindowShortcut
    )
    widget.addAction(action)
