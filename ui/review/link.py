"""Between the reviewer's pointer and the canvas: gold and lanes go there, pointing comes back."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from annotator.changes import Change
from annotator.model import Decision
from annotator.review.adjudication import Review
from ui.canvas.page import Pair
from ui.canvas.view import CanvasView
from ui.review.reviewing import Reviewing
from ui.review.shown import ShownReview
from ui.shown import canvas_theme
from ui.theme.current import current


class ReviewLink(QObject):
    """Keeps the canvas equal to the desk; the card stands in the text below its conflict."""

    def __init__(self, canvas: CanvasView, card: QWidget, parent: QObject) -> None:
        super().__init__(parent)
        self._canvas, self._card = canvas, card
        self._reviewing: Reviewing | None = None
        self._shown: ShownReview | None = None
        self._telling = False
        self._waiting: list[Pair] = []
        self._open: dict[str, int] = {}
        self._late: frozenset[str] = frozenset()
        canvas.span_activated.connect(self._activate)
        canvas.relation_activated.connect(self._activate)
        canvas.selection_changed.connect(self._select)
        current().changed.connect(self.show_theme)

    def connect_to(self, reviewing: Reviewing | None) -> None:
        """Show another desk, or none."""
        self._reviewing = reviewing
        self.show_all()
        if reviewing is not None:
            reviewing.opened.connect(self.show_all)
            reviewing.decided.connect(self._decided)
            self.show_theme()

    def show_theme(self) -> None:
        """Give the canvas the colours of the theme and of the scheme's labels."""
        reviewing = self._reviewing
        scheme = reviewing.workspace.session.scheme if reviewing is not None else None
        self._canvas.set_theme(canvas_theme(scheme))

    def show_all(self) -> None:
        """Show the document on the desk anew."""
        reviewing, canvas = self._reviewing, self._canvas
        review = reviewing.review if reviewing is not None else None
        canvas.guests.receive(None)
        laid = reviewing.laid if reviewing is not None else None
        if review is None or laid is None:
            self._shown = None
            canvas.set_content(None)
            return
        page = canvas.page
        same = page is not None and page.content.text is review.document.text
        content, self._waiting = laid.content(), []
        self._shown = laid.shown
        canvas.set_content(content, keep_scroll=same)
        self.mark()

    def mark(self) -> None:
        """Mark open conflicts and late changes in the overview."""
        review = self._reviewing.review if self._reviewing is not None else None
        if review is not None:
            by_place = review.comparison.by_place
            self._open = {place: by_place[place].start for place in review.open}
            self._canvas.overview.set_marks("conflict", list(self._open.values()))
            self._flag(review)

    def _flag(self, review: Review) -> None:
        self._late = frozenset(review.late)
        late = [unit.start for unit in map(review.unit, review.late) if unit is not None]
        self._canvas.overview.set_marks("flag", late)

    def _mark_again(self, review: Review, changes: Sequence[Change]) -> None:
        """Mark what decisions closed or opened."""
        gone, come = [], []
        for place in {c.item.place for c in changes if isinstance(c.item, Decision)}:
            unit = review.comparison.by_place.get(place)
            if place in self._open and place not in review.open:
                gone.append(self._open.pop(place))
            elif place not in self._open and place in review.open and unit is not None:
                self._open[place] = unit.start
                come.append(unit.start)
        if gone or come:
            self._canvas.overview.move_marks("conflict", gone, come)
        if self._late != frozenset(review.late):
            self._flag(review)

    def show_pointed(self) -> None:
        """Ring the current conflict and open the text below it for the card."""
        reviewing, canvas = self._reviewing, self._canvas
        review = reviewing.review if reviewing is not None else None
        if reviewing is None or review is None or self._shown is None:
            return
        unit = reviewing.unit()
        id, pairs = self._shown.point(reviewing.current)
        pairs, self._waiting = [*self._waiting, *pairs], []
        if unit is None:
            canvas.guests.receive(None, pairs=pairs)
            self._quietly(lambda: canvas.set_current(id or None))
            return
        last = unit.end if unit.what == "relation" else max(unit.start, unit.end - 1)
        group = "" if unit.what == "document" else unit.place
        canvas.guests.receive(self._card, last, group, pairs)
        self._quietly(lambda: canvas.set_current(id or None))
        first = last if unit.what == "relation" else unit.start
        canvas.scroll_to(first, last + 1)

    def _decided(self, changes: Sequence[Change]) -> None:
        review = self._reviewing.review if self._reviewing is not None else None
        if self._shown is not None and review is not None:
            self._waiting += self._shown.after(changes)  # shown with what is pointed at next
            self._mark_again(review, changes)

    def _activate(self, id: str) -> None:
        """A click on a box, an arc or a bar goes to its conflict."""
        reviewing = self._reviewing
        review = reviewing.review if reviewing is not None else None
        if reviewing is None or review is None or self._telling:
            return
        place = id if review.unit(id) is not None else review.place_of(id)
        if place is not None:
            reviewing.point(place)

    def _select(self, start: int, end: int) -> None:
        if self._reviewing is not None and not self._telling:
            self._reviewing.select(start, end)

    def _quietly(self, tell: Callable[[], None]) -> None:
        self._telling = True
        try:
            tell()
        finally:
            self._telling = False
