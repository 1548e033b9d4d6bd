"""Counts keys and clicks on the text, and what they settled."""

from contextlib import suppress

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent

from annotator.changes import Change
from annotator.effort import Effort, add_effort
from annotator.model import Rejection, Relation, Span
from annotator.session import Changed
from ui.canvas.view import CanvasView
from ui.workspace import Workspace

KEY = Qt.Key
ALONE = {KEY.Key_Shift, KEY.Key_Control, KEY.Key_Alt, KEY.Key_Meta, KEY.Key_AltGr}


class EffortCounter(QObject):
    """Watches a canvas, and writes what it counted when another document is opened.

    Qt asks the text first about every key, whether an action takes it or not, so each key is one
    ShortcutOverride.
    """

    def __init__(self, canvas: CanvasView, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace: Workspace | None = None
        self._strokes = 0
        self._drew = False
        self.counted = Effort()
        canvas.installEventFilter(self)
        canvas.viewport().installEventFilter(self)

    def show_workspace(self, workspace: Workspace | None) -> None:
        """Count in another project."""
        self.write()
        self._workspace = workspace
        if workspace is not None:
            workspace.changed.connect(self._changed)
            workspace.pointed.connect(self._pointed)

    def write(self) -> None:
        """Add what was counted to the person's own figures."""
        if self._workspace is not None and self.counted != Effort():
            with suppress(OSError):  # figures are no reason to stop somebody's work
                add_effort(self._workspace.session.project.path, self.counted)
        self.counted, self._strokes = Effort(), 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A key is one stroke, and so is a press of the mouse; a key held down is one, too."""
        if event.type() == QEvent.Type.MouseButtonPress or _is_stroke(event):
            self._strokes += 1
        return False

    def _pointed(self) -> None:
        """While a relation is drawn, strokes are the relation's."""
        self._drew = self._workspace is not None and bool(self._workspace.at.drawing)

    def _changed(self, event: Changed) -> None:
        if event.reason == "open":
            self.write()
        elif event.reason == "edit":
            self._settle(event.changes)

    def _settle(self, changes: tuple[Change, ...]) -> None:
        relations = sum(isinstance(c.after, Relation) for c in changes)
        spans = sum(isinstance(c.after, Span | Rejection) for c in changes)
        if relations and self._drew:
            self.counted += Effort(relation_strokes=self._strokes, relations=relations)
        elif spans:
            self.counted += Effort(span_strokes=self._strokes, spans=spans)
        else:
            return
        self._strokes = 0


def _is_stroke(event: QEvent) -> bool:
    """Whether it is a key that was pressed; Shift, Ctrl, Alt and Meta alone are none."""
    if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.ShortcutOverride:
        return False
    return not event.isAutoRepeat() and event.key() not in ALONE
