"""The document that is open: all that an edit may look at, and nothing that it may write."""

from dataclasses import dataclass

from annotator.annotations import Annotations
from annotator.errors import EditRefused
from annotator.model import Annotator, Document, Relation, Span
from annotator.scheme import Scheme
from annotator.suggestions import Suggestions
from annotator.text.tokens import Tokens


@dataclass(slots=True)
class OpenDocument:
    """A document with its annotator's own layer and the suggestions for it."""

    document: Document
    tokens: Tokens
    who: Annotator
    own: Annotations
    suggestions: Suggestions
    scheme: Scheme
    read_only: bool = False

    def span(self, id: str) -> Span:
        """An own span or an open suggestion. Raises EditRefused if there is none."""
        found = self.own.spans.get(id) or self.suggestions.spans.get(id)
        if found is None:
            raise EditRefused("That span is not there any more", do="Choose another.")
        return found

    def relation(self, id: str) -> Relation:
        """An own relation or an open suggestion. Raises EditRefused if there is none."""
        found = self.own.relations.get(id) or self.suggestions.relations.get(id)
        if found is None:
            raise EditRefused("That relation is not there any more", do="Choose another.")
        return found

    def text_of(self, span: Span) -> str:
        """The text that a span covers, fragments joined by an ellipsis, on one line."""
        parts = (self.document.text[a:b] for a, b in span.ranges)
        return " … ".join(" ".join(part.split()) for part in parts)
