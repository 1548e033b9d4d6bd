"""Open documents for the tests, without a file."""

from collections.abc import Iterable

from annotator.annotations import Annotations
from annotator.changes import Edit
from annotator.model import Annotator, Relation, Span, make_annotator, make_document
from annotator.opened import OpenDocument
from annotator.scheme import Label, Rule, Scheme, checked
from annotator.suggestions import Suggestions
from annotator.text.tokens import rough_tokens

TEXT = "President Ada Lovelace met Kim in Oslo on Monday, and Kim left Oslo."
MODEL = "news@1.0"
SCHEME = checked(
    Scheme(
        labels=(
            Label("PERSON", short="PER", name="Person"),
            Label("GPE", name="Country, city, state"),
            Label("DATE"),
            Label("visits", "relation"),
            Label("meets", "relation", symmetric=True),
            Label("World", "document"),
        ),
        rules=(Rule("visits", "PERSON", "GPE"), Rule("meets", "PERSON", "PERSON")),
        name="test",
    )
)


def suggested(id: str, text: str, label: str, score: float | None = 0.9) -> Span:
    """A model's span at the first place where the text stands."""
    start = TEXT.index(text)
    return Span(id, start, start + len(text), label, MODEL, score)


def open_document(
    suggestions: Iterable[Span | Relation] = (),
    own: Iterable[Span | Relation] = (),
    text: str = TEXT,
    who: Annotator | None = None,
    threshold: float = 0.0,
) -> OpenDocument:
    """A document whose layer has been begun."""
    mine = Annotations(own)
    return OpenDocument(
        make_document("one", text),
        rough_tokens(text),
        who or make_annotator("ana"),
        mine,
        Suggestions(mine, [Annotations(suggestions)], threshold),
        SCHEME,
    )


def do(opened: OpenDocument, edit: Edit) -> Edit:
    """What the session does to memory."""
    for change in edit.changes:
        opened.own.apply(change)
    opened.suggestions.recheck(edit.changes)
    return edit


def texts(opened: OpenDocument) -> list[tuple[str, str]]:
    """The own spans as (text, label), in reading order."""
    return [(opened.text_of(span), span.label) for span in opened.own.in_order()]
