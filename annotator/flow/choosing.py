"""Which layers of which documents an export takes."""

from dataclasses import dataclass
from itertools import groupby

from annotator.errors import InputError
from annotator.model import Annotator, Kind, Layer
from annotator.store.bulk import contents, layers_in_order
from annotator.store.project import Project

STATUSES = ("done", "all")
PAGE = 500  # layers read at once
_ORDER: tuple[Kind, ...] = ("person", "gold", "model")
_NAMED = 3  # documents that an error names


@dataclass(frozen=True, slots=True)
class Choice:
    """A layer to export, and whose it is."""

    document: str
    annotator: Annotator
    layer: Layer


def choices(project: Project, layer: str, status: str) -> list[Choice]:
    """The layers to export, in the order of the documents.

    `layer` is "best" (gold, else the only person's), "gold", "each", or an annotator's name;
    `status` is "done" or "all". Raises InputError for an unknown name, and if "best" would have
    to choose between people.
    """
    people = {annotator.id: annotator for annotator in project.annotators()}
    wanted = None
    if layer not in ("best", "gold", "each"):
        wanted = named(layer, list(people.values()))
    found: list[Choice] = []
    torn: list[list[Choice]] = []
    layers = layers_in_order(project)
    begun = _begun(project, layers) if status == "all" else set()
    usable = [x for x in layers if x.status == "done" or x.id in begun]
    for document, group in groupby(usable, key=lambda x: x.document):
        there = [Choice(document, people[x.annotator], x) for x in group]
        if wanted is not None:
            found += [x for x in there if x.annotator == wanted]
        elif layer == "best":
            best = _best(there)
            if len(best) > 1:
                torn.append(best)
            else:
                found += best
        else:
            found += [x for x in there if layer == "each" or x.annotator.kind == "gold"]
    if torn:
        raise _undecided(project, torn)
    return found


def named(name: str, annotators: list[Annotator]) -> Annotator:
    """People come before models of the same name."""
    for kind in _ORDER:
        for annotator in annotators:
            if annotator.name == name and annotator.kind == kind:
                return annotator
    names = ", ".join(["best", "gold", "each", *(x.name for x in annotators)])
    raise InputError("There is no such layer", name, f"Choose one of {names}.")


def _begun(project: Project, layers: list[Layer]) -> set[str]:
    """The layers that were begun or hold anything."""
    begun = {x.id for x in layers if x.status != "new"}
    new = [x.id for x in layers if x.status == "new"]
    for start in range(0, len(new), PAGE):
        found = contents(project, new[start : start + PAGE])
        begun.update(id for id, items in found.items() if items)
    return begun


def _best(there: list[Choice]) -> list[Choice]:
    """Gold, else the finished ones, else those in work: more than one is for people to settle."""
    gold = [x for x in there if x.annotator.kind == "gold"]
    people = [x for x in there if x.annotator.kind == "person"]
    finished = [x for x in people if x.layer.status == "done"]
    return gold[:1] or finished or people


def _undecided(project: Project, torn: list[list[Choice]]) -> InputError:
    names = sorted({x.annotator.name for best in torn for x in best})
    documents = ", ".join(f"“{project.document(best[0].document).name}”" for best in torn[:_NAMED])
    more = f" and {len(torn) - _NAMED} more" if len(torn) > _NAMED else ""
    return InputError(
        f"Several people labelled the same document ({', '.join(names)}), and there is no gold",
        documents + more,
        "Adjudicate, or export --layer NAME or --layer each.",
    )
