"""The canvas for screen readers: a document whose children are its paragraphs, with the labels
that stand in them; the current span is announced as it changes."""

from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, QRect, QRectF
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAccessibleInterface,
    QAccessibleObject,
)

from ui.canvas.page import Page

if TYPE_CHECKING:
    from ui.canvas.view import CanvasView

_MOST_NAMED = 20  # spans that a paragraph's description lists


class CanvasInterface(QAccessibleObject):
    """The canvas as a document."""

    def __init__(self, view: "CanvasView") -> None:
        super().__init__(view)
        self._view = view
        self._children: dict[int, ParagraphInterface] = {}

    def childCount(self) -> int:
        """One child a paragraph."""
        return len(self._view.page.paragraphs) if self._view.page else 0

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        """A paragraph; kept, as Qt holds no reference."""
        if not 0 <= index < self.childCount():
            return None
        return self._children.setdefault(index, ParagraphInterface(self, self._view, index))

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        """The number of a paragraph; −1 for what is none."""
        return child.index if isinstance(child, ParagraphInterface) else -1

    def parent(self) -> QAccessibleInterface | None:  # type: ignore[override]
        """The widget around."""
        above = self._view.parentWidget()
        return QAccessible.queryAccessibleInterface(above) if above else None

    def text(self, kind: QAccessible.Text) -> str:
        """Its name, and the current span as its description."""
        if kind == QAccessible.Text.Name:
            return self._view.accessibleName()
        if kind == QAccessible.Text.Description:
            return self._view.accessibleDescription()
        return ""

    def role(self) -> QAccessible.Role:
        """A document."""
        return QAccessible.Role.Document

    def state(self) -> QAccessible.State:
        """Can have the focus; its text cannot be changed."""
        state = QAccessible.State()
        for name, value in (("focusable", True), ("readOnly", True), ("multiLine", True),
                            ("focused", self._view.hasFocus())):  # fmt: skip
            setattr(state, name, value)
        return state


class ParagraphInterface(QAccessibleInterface):
    """A paragraph: its text is its name, its labels are its description."""

    def __init__(self, above: CanvasInterface, view: "CanvasView", index: int) -> None:
        super().__init__()
        self._above, self._view, self.index = above, view, index

    def isValid(self) -> bool:
        """Whether the document still has it."""
        return self._view.page is not None and self.index < len(self._view.page.paragraphs)

    def object(self) -> QObject | None:  # type: ignore[override]
        """No widget of its own."""
        return None

    def parent(self) -> QAccessibleInterface:
        """The canvas."""
        return self._above

    def childCount(self) -> int:
        """None."""
        return 0

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        """None."""
        return None

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]
        """None."""
        return None

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        """None."""
        return -1

    def rect(self) -> QRect:
        """Where it stands on the screen; empty while it is out of view."""
        found = paragraph_rect(self._view, self.index) if self.isValid() else None
        if found is None:
            return QRect()
        corner = self._view.viewport().mapToGlobal(QPointF(found.topLeft()))
        return QRect(corner.toPoint(), found.size().toSize())

    def role(self) -> QAccessible.Role:
        """A paragraph."""
        return QAccessible.Role.Paragraph

    def state(self) -> QAccessible.State:
        """Its text cannot be changed."""
        state = QAccessible.State()
        state.readOnly = True
        state.offscreen = self.rect().isEmpty()
        return state

    def setText(self, kind: QAccessible.Text, text: str) -> None:
        """The text of a document never changes."""

    def text(self, kind: QAccessible.Text) -> str:
        """The text, or the labels in it."""
        page = self._view.page
        if page is None or not self.isValid():
            return ""
        if kind in (QAccessible.Text.Name, QAccessible.Text.Value):
            paragraph = page.paragraphs[self.index]
            return page.content.text[paragraph.start : paragraph.end]
        if kind == QAccessible.Text.Description:
            spans = page.spans_in(self.index)
            named = [span_words(self._view.page, span.id) for span in spans[:_MOST_NAMED]]
            more = len(spans) - _MOST_NAMED
            return "; ".join([*named, f"and {more} more"] if more > 0 else named)
        return ""


_interfaces: dict[int, CanvasInterface] = {}


def _make(_key: str, what: QObject) -> QAccessibleInterface | None:
    from ui.canvas.view import CanvasView

    if not isinstance(what, CanvasView):
        return None
    place = id(what)
    made = _interfaces[place] = CanvasInterface(what)
    what.destroyed.connect(lambda: _interfaces.pop(place, None))
    return made


@cache
def install() -> None:
    """Let Qt ask us for canvases; once for the whole program."""
    QAccessible.installFactory(_make)


def announce(view: "CanvasView", words: str) -> None:
    """Have a screen reader say something, if one listens."""
    if words and QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(view, words))


def span_words(page: Page | None, id: str) -> str:
    """A span in words; empty for what is none."""
    span = page.spans.get(id) if page else None
    if page is None or span is None:
        return ""
    parts = [page.content.text[start:end] for start, end in span.ranges]
    suggested = ", suggested" if span.style == "suggested" else ""
    return f"{span.label}{suggested}: {' … '.join(parts)}"


def paragraph_rect(view: "CanvasView", index: int) -> QRectF | None:
    """Where a paragraph stands in the viewport; None while it is out of view."""
    seen = dict(view.scroller.seen())
    if view.page is None or index not in seen:
        return None
    width = view.geometry_of_text()[1]
    return QRectF(view.text_left(), seen[index], width, view.page.heights[index])
