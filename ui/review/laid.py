"""A document under review made ready to be shown, so that a thread can do it beforehand."""

from annotator.review.adjudication import Review
from annotator.review.listing import listed
from annotator.text.tokens import Tokens
from ui.canvas.content import CanvasContent
from ui.review.shown import ShownReview
from ui.review.sights import Tally


class Laid:
    """What the page shows of a review when it comes onto the desk: figures, rows of the queue and
    the text with its labels. Plain values only."""

    def __init__(self, review: Review, tokens: Tokens) -> None:
        self.review, self.tokens = review, tokens
        self.tally = Tally(review)
        self.rows = tuple(listed(review, self.tally.numbers))
        self.shown = ShownReview(review)
        self._content: CanvasContent | None = self.shown.content(tokens)

    def content(self) -> CanvasContent:
        """Everything of the document, as it is now."""
        content, self._content = self._content, None
        if content is None:  # decisions may have come since
            self.shown = ShownReview(self.review)
            content = self.shown.content(self.tokens)
        return content
