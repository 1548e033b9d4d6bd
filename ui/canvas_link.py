"""Between the workspace and the canvas: items go there, pointing comes back."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from annotator.session import Changed
from ui.canvas.view import CanvasView
from ui.shown import ShownItems, canvas_theme, content
from ui.theme.current import current
from ui.workspace import Workspace

FULL = {"open", "suggestions", "tokens", "scheme"}


class CanvasLink(QObject):
    """Keeps the canvas equal to the workspace."""

    def __init__(self, canvas: CanvasView, parent: QObject) -> None:
        super().__init__(parent)
        self._canvas = canvas
        self._workspace: Workspace | None = None
        self._items = ShownItems()
        self._telling = False
        canvas.span_activated.connect(self._point)
        canvas.relation_activated.connect(self._point)
        canvas.selection_changed.connect(self._select)
        canvas.empty_clicked.connect(self._clear)
        canvas.relation_requested.connect(self._relation)
        canvas.edge_dragged.connect(self._edge)
        current().changed.connect(self.show_theme)

    def connect_to(self, workspace: Workspace | None) -> None:
        """Show another workspace, or none."""
        self._workspace = workspace
        self._canvas.set_content(None)
        if workspace is not None:
            workspace.changed.connect(self._changed)
            workspace.pointed.connect(self._pointed)
            workspace.flashed.connect(self._canvas.flash)
            self.show_theme()
            self._show_all(keep_scroll=False)

    def show_theme(self) -> None:
        """Give the canvas the colours of the theme and of the scheme's labels."""
        scheme = self._workspace.session.scheme if self._workspace else None
        self._canvas.set_theme(canvas_theme(scheme))

    def _changed(self, event: Changed) -> None:
        workspace = self._workspace
        if workspace is None:
            return
        if workspace.opened is None:
            self._show_all(keep_scroll=False)
        elif event.reason in FULL:
            self._show_all(keep_scroll=event.reason != "open")
        elif event.reason == "memory":
            self._canvas.refresh(
                self._items.of_items(workspace.opened, event.spans, event.relations)
            )
        elif workspace.opened.document.id in event.documents:
            place = (workspace.opened.document.id, workspace.session.who.id)
            here = tuple(c for c in event.changes if (c.document, c.annotator) == place)
            self._canvas.refresh(self._items.after(workspace.opened, here))

    def _show_all(self, keep_scroll: bool) -> None:
        workspace = self._workspace
        if workspace is None or workspace.opened is None:
            self._canvas.set_content(None)
            return
        shown = content(workspace.opened)
        self._items = ShownItems(shown)
        self._canvas.set_content(shown, keep_scroll=keep_scroll)

    def _pointed(self) -> None:
        workspace = self._workspace
        if workspace is None or self._telling:
            return
        at = workspace.at
        self._quietly(lambda: self._canvas.set_current(at.current or None))
        self._quietly(lambda: self._canvas.set_targets(workspace.targets(), at.target))
        if at.selection is None:
            self._quietly(self._canvas.clear_selection)
        goal = at.target or at.current
        if goal and workspace.opened is not None:
            opened = workspace.opened
            span = opened.own.spans.get(goal) or opened.suggestions.spans.get(goal)
            if span is not None:
                self._canvas.scroll_to(span.start, span.end)

    def _quietly(self, tell: Callable[[], None]) -> None:
        self._telling = True
        try:
            tell()
        finally:
            self._telling = False

    def _point(self, id: str) -> None:
        if self._workspace is not None and not self._telling:
            self._workspace.point(id)

    def _select(self, start: int, end: int) -> None:
        if self._workspace is not None and not self._telling:
            self._telling = True
            try:
                self._workspace.select(start, end)
            finally:
                self._telling = False
            self._canvas.set_current(self._workspace.at.current or None)

    def _clear(self) -> None:
        if self._workspace is not None and not self._telling:
            self._workspace.escape()

    def _relation(self, head: str, tail: str) -> None:
        if self._workspace is not None:
            self._workspace.connect_spans(head, tail)

    def _edge(self, id: str, side: str, offset: int) -> None:
        workspace = self._workspace
        if workspace is not None:
            workspace.attempt(
                lambda: workspace.move_edge(id, "start" if side == "start" else "end", offset)
            )
