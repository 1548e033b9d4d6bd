"""The lines of the text that is likely to be shown next, broken while nothing else is to do."""

from typing import TYPE_CHECKING

from annotator.text.tokens import Tokens
from ui.canvas.content import CanvasContent
from ui.canvas.page import Page

if TYPE_CHECKING:
    from ui.canvas.view import CanvasView

FIRST = 40  # paragraphs


class LinesAhead:
    """A page without spans, whose lines the page that is shown next takes over."""

    def __init__(self, view: "CanvasView") -> None:
        self._view = view
        self.page: Page | None = None

    def prepare(self, text: str) -> None:
        """Break the first lines of a text when idle."""
        if self.page is None or self.page.content.text != text:
            at, width = self._view.geometry_of_text()
            self.page = Page(CanvasContent(text, Tokens()), at, width)
            self._view.scroller.rest_soon()

    def rest(self) -> bool:
        """Break the lines of one more paragraph; whether there was one left."""
        page = self.page
        return page is not None and any(
            page.break_lines(index) for index in range(min(len(page.paragraphs), FIRST))
        )
