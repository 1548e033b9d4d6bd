"""A pipeline's answer becomes a model's layer of the project."""

from collections import Counter
from collections.abc import Mapping

import msgspec

from annotator.errors import InputError, ProjectCorrupt
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
_MAPS, _SCORES = "pipeline_labels", "entity_scores"
Names = Mapping[str, str]


def take_in(project: Project, model: str, document: str, found: Suggested) -> Counter[str]:
    """Store tokens, unless there are some, and the suggestions of the model `name@version`.
    Returns how many spans were left out by label, since the scheme has it under no name."""
    project.set_tokens(document, found.tokens)
    if found.only_tokens:
        return Counter()
    names = names_for(project, model)
    spans, relations = model_items(project.scheme, names, model, found)
    annotator = make_annotator(model, "model")
    project.annotator(annotator.name, "model")
    project.set_suggestions(document, annotator, spans, relations)
    return left_out(names, found)


def model_items(
    scheme: Scheme, names: Names, model: str, found: Suggested
) -> tuple[list[Span], list[Relation]]:
    """The suggested spans under the scheme's labels, and the relations that the scheme allows
    between them, with the model as their origin. `names` lead from the pipeline's labels to the
    scheme's."""
    spans = {
        place: Span(new_id(), span.start, span.end, names[span.label], model, span.score)
        for place, span in enumerate(found.spans)
        if names.get(span.label)
    }
    relations = [
        Relation(new_id(), label, spans[x.head].id, spans[x.tail].id, model, x.score)
        for x in found.relations
        for label in (names.get(x.label, x.label),)
        if x.head in spans
        and x.tail in spans
        and scheme.get("relation", label)
        and scheme.allows(label, spans[x.head].label, spans[x.tail].label)
    ]
    return list(spans.values()), relations


def left_out(names: Names, found: Suggested) -> Counter[str]:
    """How many spans have a label that leads nowhere and was not left out by a person."""
    return Counter(span.label for span in found.spans if span.label not in names)


def label_map(scheme: Scheme) -> dict[str, str]:
    """From a pipeline's label to the scheme's: its own ids first, then other names for them."""
    own = [label.id for label in scheme.of("span")]
    names: dict[str, str] = {}
    for id in own:
        for other in SAME_LABELS.get(id, ()):
            names.setdefault(other, id)
    return names | {id: id for id in own}


def names_for(project: Project, model: str) -> dict[str, str]:
    """From a pipeline's labels to the scheme's: what a person chose for it, else what follows
    from the names. Empty for a label that is to be left out; absent where nothing is known.
    What leads to a label that is gone from the scheme counts as not chosen."""
    known = {label.id for label in project.scheme.labels} | {""}
    chosen = {old: new for old, new in chosen_names(project, model).items() if new in known}
    return label_map(project.scheme) | chosen


def chosen_names(project: Project, model: str) -> dict[str, str]:
    """What a person chose for the labels of a pipeline; the same for all of its versions.
    Raises ProjectCorrupt."""
    return _maps(project).get(_stem(model), {})


def choose_names(project: Project, model: str, names: Names) -> None:
    """Remember label by label what a pipeline's labels become; empty leaves one out. Raises
    InputError for a label that the scheme does not have."""
    known = {label.id for label in project.scheme.labels} | {""}
    for old, new in names.items():
        if new not in known:
            raise InputError(
                f"The scheme has no label {new}, which {old} should become",
                project.path.name,
                f"Choose one of {', '.join(sorted(known - {''}))}, or nothing to leave it out.",
            )
    maps = _maps(project)
    own = {**maps.get(_stem(model), {}), **names}
    maps[_stem(model)] = dict(sorted(own.items()))
    project.set_setting(_MAPS, msgspec.json.encode(maps, order="sorted").decode())


def wants_scores(project: Project) -> bool:
    """Whether entities get scores from a beam where the pipeline gives none."""
    return project.get_setting(_SCORES) == "yes"


def want_scores(project: Project, wanted: bool) -> None:
    """Remember it."""
    project.set_setting(_SCORES, "yes" if wanted else "")


def _maps(project: Project) -> dict[str, dict[str, str]]:
    try:
        return msgspec.json.decode(project.get_setting(_MAPS, "{}"), type=dict[str, dict[str, str]])
    except msgspec.DecodeError as error:
        raise ProjectCorrupt(
            "The labels chosen for pipelines cannot be read",
            str(project.path),
            "Choose them anew.",
        ) from error


def _stem(model: str) -> str:
    return model.partition("@")[0]
