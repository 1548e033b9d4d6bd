"""From the table of actions to QActions, menus and shortcuts."""

from collections.abc import Callable, Iterable, Mapping

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from annotator.scheme import Label, LabelKind, Scheme
from ui.actions import ACTIONS, GROUPS, ActionRow, by_group


class Bindings(QObject):
    """Every action of the table as a QAction, and the label keys of the scheme.

    The keys of an action hold inside the widget of its scope, or in the whole window.
    """

    def __init__(
        self,
        window: QWidget,
        scopes: Mapping[str, QWidget],
        run: Callable[[str], None],
        keys: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(window)
        self._canvas = scopes["canvas"]
        self.actions: dict[str, QAction] = {}
        self._labels: list[QAction] = []
        self._held: tuple[str, tuple[Label, ...]] = ("", ())
        for row in ACTIONS:
            action = QAction(row.title, self)
            action.setShortcuts(_sequences(row, keys or {}))
            action.triggered.connect(lambda _=False, id=row.id: run(id))
            self.actions[row.id] = action
            _attach(action, scopes.get(row.scope, window), row.scope in scopes)

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
        for action in self._labels:
            self._canvas.removeAction(action)
            action.deleteLater()
        self._labels = []
        for label in labels:
            if label.key:
                action = QAction(label.title, self)
                action.setShortcuts(_label_keys(label.key))
                action.triggered.connect(lambda _=False, id=label.id: run(id))
                _attach(action, self._canvas, True)
                self._labels.append(action)

    def enable(self, reasons: Mapping[str, str]) -> None:
        """Enable each action that has no reason against it; the reason becomes its tip."""
        for id, action in self.actions.items():
            reason = reasons.get(id, "")
            action.setEnabled(not reason)
            action.setToolTip(reason or action.text())

    def keys_of(self, id: str) -> str:
        """The first key of an action as the platform writes it; empty if it has none."""
        return native(self.actions[id].shortcut().toString())


def native(keys: str) -> str:
    """A key sequence in the platform's own writing."""
    text = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
    return text.replace("Return", "Enter").replace("+", " ") if len(text) > 1 else text


def _sequences(row: ActionRow, keys: Mapping[str, str]) -> list[QKeySequence]:
    texts = [keys[row.id]] if row.id in keys else row.keys
    sequences = [QKeySequence(text) for text in texts if text]
    if "Shift+Tab" in texts:
        sequences.append(QKeySequence(Qt.Modifier.SHIFT | Qt.Key.Key_Backtab))
    return sequences


def _label_keys(key: str) -> list[QKeySequence]:
    return [QKeySequence(key.upper())]


def _attach(action: QAction, widget: QWidget, only_there: bool) -> None:
    context = Qt.ShortcutContext
    action.setShortcutContext(
        context.WidgetWithChildrenShortcut if only_there else context.WindowShortcut
    )
    widget.addAction(action)
