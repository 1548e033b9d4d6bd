"""Reading a document as one annotator sees it: the text, the own layer, the open suggestions."""

from collections.abc import Iterable, Sequence

from annotator.annotations import Annotations, SpanIndex
from annotator.memory.links import pair_of
from annotator.memory.memory import NAME
from annotator.model import Annotator, Document, Relation, Span
from annotator.opened import OpenDocument
from annotator.remembering import Remembering
from annotator.scheme import Scheme
from annotator.store.project import Project
from annotator.suggestion_mode import read_mode
from annotator.suggestions import Suggestions
from annotator.text.tokens import Tokens, rough_tokens

Ahead = tuple[Document, Tokens | None]


def read_ahead(project: Project, document: str) -> Ahead:
    """What of a document never changes: its text, and its tokens once it has them."""
    return project.document(document), project.tokens(document)


def look(
    project: Project,
    who: Annotator,
    document: str,
    threshold: float = 0.0,
    remembering: Remembering | None = None,
    ahead: "Ahead | None" = None,
) -> OpenDocument:
    """The document with the stored tokens or, until they come, rough ones. Suggestions below
    the threshold (0 to 1) are left out. Raises KeyError if there is no such document."""
    if ahead is None or ahead[0].id != document:
        ahead = read_ahead(project, document)
    text, tokens = ahead
    own = project.annotations(document, who.id)
    tokens = tokens if tokens is not None else project.tokens(document)
    return OpenDocument(
        text,
        tokens if tokens is not None else rough_tokens(text.text),
        who,
        own,
        suggestions_for(project, text, own, threshold, remembering),
        project.scheme,
        project.read_only,
    )


def suggestions_for(
    project: Project,
    document: Document,
    own: Annotations,
    threshold: float,
    remembering: Remembering | None = None,
) -> Suggestions:
    """What the models and the memory say about the document, and what of it is open beside the
    own layer."""
    mode = read_mode(project)
    if not mode.shows_in(document.id):
        return Suggestions(own, (), threshold)
    models = {a.id for a in project.annotators() if a.kind == "model" and a.name not in mode.hidden}
    layers = [layer for layer in project.layers(document.id) if layer.annotator in models]
    contents = [project.annotations(document.id, layer.annotator) for layer in layers]
    contents = [_known(project.scheme, content) for content in contents]
    if remembering is not None:
        said = [_not_withheld(remembering, document.text, content) for content in contents]
        offers = remembering.offers(document.id, document.text, mode.mode == "pre-filled")
        contents = [*said, Annotations(unsaid(project.scheme, offers, [x.index for x in said]))]
    return Suggestions(own, contents, threshold)


def unsaid(scheme: Scheme, offers: Iterable[Span], said: Sequence[SpanIndex]) -> list[Span]:
    """The memory's offers without those that overlap what a model says under the same label,
    or that have a label that is gone."""
    return [
        span
        for span in offers
        if scheme.get("span", span.label)
        and not any(
            other.label == span.label and other.origin != NAME
            for index in said
            for other in index.touching(span.start, span.end)
        )
    ]


def _not_withheld(remembering: Remembering, text: str, said: Annotations) -> Annotations:
    """Without strings and pairs of strings that people said no to again and again; nor relations
    that hang on them."""
    withholds, links = remembering.memory.withholds, remembering.memory.links
    spans = {id: s for id, s in said.spans.items() if not withholds(text[s.start : s.end], s.label)}

    def kept(relation: Relation) -> bool:
        head, tail = spans.get(relation.head), spans.get(relation.tail)
        if head is None or tail is None:
            return False
        pair = pair_of(text, (head.start, head.end), (tail.start, tail.end))
        return not links.withholds(pair, relation.label)

    relations = [r for r in said.relations.values() if kept(r)]
    if len(spans) == len(said.spans) and len(relations) == len(said.relations):
        return said
    return Annotations([*spans.values(), *relations])


def _known(scheme: Scheme, said: Annotations) -> Annotations:
    """Without what has labels that were deleted from the scheme."""
    spans = {s.id: s for s in said.spans.values() if scheme.get("span", s.label)}
    relations = [
        r
        for r in said.relations.values()
        if scheme.get("relation", r.label) and r.head in spans and r.tail in spans
    ]
    if len(spans) == len(said.spans) and len(relations) == len(said.relations):
        return said
    return Annotations([*spans.values(), *relations])
