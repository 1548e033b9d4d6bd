"""Agreement over a project: finished layers out of the store, measures from review."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from annotator.errors import InputError
from annotator.flow.collecting import seldom_collected
from annotator.model import Annotator, Item, Layer, Relation, Span
from annotator.store.bulk import contents, documents_of, layers_in_order
from annotator.store.project import Project
from annotator.text.tokens import rough_tokens

if TYPE_CHECKING:
    from annotator.review.agreement.documents import Labelled, Marked
    from annotator.review.agreement.results import Agreement

PAGE = 500  # layers, and documents, read at once
Progress = Callable[[int, int], object]


@seldom_collected()
def agreement_of(
    project: Project,
    names: Sequence[str] = (),
    seed: int = 0,
    with_gamma: bool = False,
    progress: Progress = lambda _done, _total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> "Agreement | None":
    """Measure how far the finished layers of people agree, or of the annotators named.

    Gold is what they are compared with in the end, never one of them. None when cancelled.
    Gamma takes seconds a document. Raises InputError for a name that the project does not have,
    MissingExtra for gamma without its library.
    """
    from annotator.review.agreement.gamma import gamma
    from annotator.review.agreement.measure import measure

    documents = finished(project, names, progress, cancelled)
    if documents is None:
        return None
    symmetric = {label.id for label in project.scheme.of("relation") if label.symmetric}
    found = measure(documents, symmetric, seed, progress=progress, cancelled=cancelled)
    if found is None or not with_gamma:
        return found
    value = gamma(documents, seed, progress, cancelled)
    return None if value is None else replace(found, corpus={**found.corpus, "gamma": value})


def finished(
    project: Project, names: Sequence[str], progress: Progress, cancelled: Callable[[], bool]
) -> "list[Marked] | None":
    """The documents that have a finished layer, with their finished layers."""
    who = {x.id: x for x in project.annotators()}
    wanted = _wanted(names, list(who.values()))
    layers = [
        layer
        for layer in layers_in_order(project)
        if layer.status == "done" and (layer.annotator in wanted or _gold(who[layer.annotator]))
    ]
    judged = {layer.document for layer in layers if layer.annotator in wanted}
    layers = [layer for layer in layers if layer.document in judged]
    found: dict[str, list[tuple[Annotator, Labelled]]] = {}
    for start in range(0, len(layers), PAGE):
        if cancelled():
            return None
        progress(start, len(layers))
        page = layers[start : start + PAGE]
        held = contents(project, [layer.id for layer in page])
        for layer in page:
            whose = who[layer.annotator]
            found.setdefault(layer.document, []).append((whose, _labelled(layer, whose, held)))
    return _marked(project, found)


def _wanted(names: Sequence[str], annotators: Sequence[Annotator]) -> set[str]:
    """The ids of those named; of all people when nobody is."""
    if not names:
        return {x.id for x in annotators if x.kind == "person"}
    known = {x.name: x.id for x in annotators if not _gold(x)}
    known |= {x.name: x.id for x in annotators if x.kind == "person"}
    for name in names:
        if name not in known:
            choice = ", ".join(known) or "none yet: nobody has labelled anything"
            raise InputError("There is no such annotator", name, f"The project has {choice}.")
    return {known[name] for name in names}


def _gold(annotator: Annotator) -> bool:
    return annotator.kind == "gold"


def _labelled(layer: Layer, whose: Annotator, held: dict[str, list[Item]]) -> "Labelled":
    from annotator.review.agreement.documents import Labelled

    items = held[layer.id]
    return Labelled(
        whose.name,
        tuple(item for item in items if isinstance(item, Span)),
        tuple(item for item in items if isinstance(item, Relation)),
    )


def _marked(
    project: Project, found: "dict[str, list[tuple[Annotator, Labelled]]]"
) -> "list[Marked]":
    from annotator.review.agreement.documents import Marked

    ids = list(found)
    marked = []
    for start in range(0, len(ids), PAGE):
        for id, (document, tokens) in documents_of(project, ids[start : start + PAGE]).items():
            marked.append(
                Marked(
                    id,
                    document.name,
                    len(document.text),
                    tokens if tokens is not None else rough_tokens(document.text),
                    tuple(layer for whose, layer in found[id] if not _gold(whose)),
                    next((layer for whose, layer in found[id] if _gold(whose)), None),
                )
            )
    return marked
