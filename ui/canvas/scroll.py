"""Where the view stands: a paragraph and a distance, so that a corrected estimate never jumps."""

from ui.canvas.page import Page

TOP = 14.0
BOTTOM = 74.0


class Scroll:
    """`index` is the first paragraph in view, `offset` how many px of it lie above the view;
    negative only before the first paragraph."""

    def __init__(self) -> None:
        self.index = 0
        self.offset = -TOP

    def value(self, page: Page) -> float:
        """The scroll bar's value in px, as far as heights are known."""
        return page.heights.above(self.index) + self.offset + TOP

    def by(self, page: Page, delta: float, height: float) -> None:
        """Go by `delta` px in a view of `height` px, laying out what is passed."""
        self.offset += delta
        self._settle(page, height)

    def to(self, page: Page, value: float, height: float) -> None:
        """Go to a value of the scroll bar."""
        y = value - TOP
        self.index = page.heights.at(max(0.0, y))
        self.offset = y - page.heights.above(self.index)
        self._settle(page, height)

    def to_end(self, page: Page, height: float) -> None:
        """Go to the end, walking back from the last paragraph."""
        self.index = len(page.paragraphs) - 1
        page.laid(self.index)
        self.offset = page.heights[self.index] + BOTTOM - height
        self._walk(page)

    def show(self, page: Page, index: int, y: float, at: float, height: float) -> None:
        """Put the place `y` px below a paragraph's top `at` px below the view's."""
        self.index, self.offset = index, y - at
        self._settle(page, height)

    def keep(self, page: Page, start: int, height: float) -> None:
        """Stay at the paragraph that holds a code point, in a page laid out anew."""
        self.index = page.index_of(start)
        page.laid(self.index)
        self.offset = min(self.offset, page.heights[self.index])
        self._settle(page, height)

    def seen(self, page: Page, height: float) -> list[tuple[int, float]]:
        """The paragraphs in view, laid out, with the y of their tops in the view."""
        top, result = -self.offset, []
        for index in range(self.index, len(page.paragraphs)):
            if top > height:
                break
            page.laid(index)
            result.append((index, top))
            top += page.heights[index]
        return result

    def top_of(self, page: Page, index: int) -> float:
        """The y of a paragraph's top in the view; an estimate where it is out of view."""
        return page.heights.above(index) - page.heights.above(self.index) - self.offset

    def _settle(self, page: Page, height: float) -> None:
        self._walk(page)
        last, top = self.seen(page, height)[-1]
        ends = top + page.heights[last] + BOTTOM
        if last == len(page.paragraphs) - 1 and ends < height:
            self.to_end(page, height)

    def _walk(self, page: Page) -> None:
        while self.offset < 0 and self.index > 0:
            self.index -= 1
            page.laid(self.index)
            self.offset += page.heights[self.index]
        while self.index < len(page.paragraphs) - 1:
            page.laid(self.index)
            if self.offset < page.heights[self.index]:
                break
            self.offset -= page.heights[self.index]
            self.index += 1
        if self.index == 0:
            self.offset = max(self.offset, -TOP)
