"""Reading a document as one annotator sees it: the text, the own layer, the open suggestions."""

from annotator.annotations import Annotations
from annotator.model import Annotator
from annotator.opened import OpenDocument
from annotator.scheme import Scheme
from annotator.store.project import Project
from annotator.suggestions import Suggestions
from annotator.text.tokens import rough_tokens


def look(project: Project, who: Annotator, document: str, threshold: float = 0.0) -> OpenDocument:
    """The document with the stored tokens or, until they come, rough ones. Suggestions below
    the threshold (0 to 1) are left out. Raises KeyError if there is no such document."""
    text = project.document(document)
    own = project.annotations(document, who.id)
    tokens = project.tokens(document)
    return OpenDocument(
        text,
        tokens if tokens is not None else rough_tokens(text.text),
        who,
        own,
        suggestions_for(project, document, own, threshold),
        project.scheme,
        project.read_only,
    )


def suggestions_for(
    project: Project, document: str, own: Annotations, threshold: float
) -> Suggestions:
    """What the models say about the document, and what of it is open beside the own layer."""
    models = {a.id for a in project.annotators() if a.kind == "model"}
    layers = [layer for layer in project.layers(document) if layer.annotator in models]
    contents = [project.annotations(document, layer.annotator) for layer in layers]
    contents = [_known(project.scheme, content) for content in contents]
    return Suggestions(own, contents, threshold)


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
