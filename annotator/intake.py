"""A pipeline's answer becomes a model's layer of the project."""

from annotator.model import Relation, Span, make_annotator, new_id
from annotator.scheme import Scheme
from annotator.store.project import Project
from annotator.suggest.results import Suggested

# What other pipelines call the labels of the starter schemes.
SAME_LABELS = {
    "PERSON": ("PER", "PERS"),
    "PER": ("PERSON",),
    "ORG": ("ORGANIZATION", "ORGANISATION", "CORPORATION"),
    "GPE": ("LOC", "LOCATION"),
    "LOC": ("GPE", "LOCATION", "FAC"),
    "PRODUCT": ("WORK_OF_ART",),
    "MISC": ("NORP", "EVENT", "PRODUCT", "WORK_OF_ART", "LAW", "LANGUAGE"),
}


def take_in(project: Project, model: str, document: str, found: Suggested) -> int:
    """Store tokens, unless there are some, and the suggestions of the model `name@version`;
    returns how many spans were stored. Labels that the scheme has under no name are left out."""
    project.set_tokens(document, found.tokens)
    if found.only_tokens:
        return 0
    spans, relations = model_items(project.scheme, model, found)
    annotator = make_annotator(model, "model")
    project.annotator(annotator.name, "model")
    project.set_suggestions(document, annotator, spans, relations)
    return len(spans)


def model_items(scheme: Scheme, model: str, found: Suggested) -> tuple[list[Span], list[Relation]]:
    """The suggested spans under the scheme's labels, and the relations that the scheme allows
    between them, with the model as their origin."""
    names = label_map(scheme)
    spans = {
        place: Span(new_id(), span.start, span.end, names[span.label], model, span.score)
        for place, span in enumerate(found.spans)
        if span.label in names
    }
    relations = [
        Relation(new_id(), x.label, spans[x.head].id, spans[x.tail].id, model, x.score)
        for x in found.relations
        if x.head in spans
        and x.tail in spans
        and scheme.get("relation", x.label)
        and scheme.allows(x.label, spans[x.head].label, spans[x.tail].label)
    ]
    return list(spans.values()), relations


def label_map(scheme: Scheme) -> dict[str, str]:
    """From a pipeline's label to the scheme's: its own ids first, then other names for them."""
    own = [label.id for label in scheme.of("span")]
    names: dict[str, str] = {}
    for id in own:
        for other in SAME_LABELS.get(id, ()):
            names.setdefault(other, id)
    return names | {id: id for id in own}
