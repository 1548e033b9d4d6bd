"""Which layers of which documents an export takes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, islice
from typing import TypeVar

from annotator.errors import InputError
from annotator.model import Annotator, Kind, Layer
from annotator.store.bulk import contents, each_layer
from annotator.store.project import Project

STATUSES = ("done", "all")
PAGE = 500  # layers read at once
_ORDER: tuple[Kind, ...] = ("person", "gold", "model")
One = TypeVar("One")
_NAMED = 3  # documents that an error names


@dataclass(frozen=True, slots=True)
class Choice:
    """A layer to export, and whose it is."""

    document: str
    annotator: Annotator
    layer: Layer


class Choices:
    """The layers to export, in the order of the documents: read from the project each time they
    are gone through, so that they take no memory. `documents` counts theirs.

    `layer` is "best" (gold, else the only person's), "gold", "each", or an annotator's name;
    `status` is "done" or "all". Raises InputError for an unknown name, and if "best" would have
    to choose between people.
    """

    def __init__(self, project: Project, layer: str, status: str) -> None:
        self._project = project
        self._layer = layer
        self._status = status
        self._people = {annotator.id: annotator for annotator in project.annotators()}
        self._wanted = None
        if layer not in ("best", "gold", "each"):
            self._wanted = named(layer, list(self._people.values()))
        self.documents = self._count = 0
        torn = _Torn(project)
        for there in self._by_document():
            chosen = self._chosen(there)
            if layer == "best" and len(chosen) > 1:
                torn.add(chosen)
            self._count += len(chosen)
            self.documents += bool(chosen)
        torn.check()

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Choice]:
        for there in self._by_document():
            yield from self._chosen(there)

    def _by_document(self) -> Iterator[list[Choice]]:
        for document, group in groupby(self._usable(), key=lambda x: x.document):
            yield [Choice(document, self._people[x.annotator], x) for x in group]

    def _usable(self) -> Iterator[Layer]:
        """The finished layers; with "all" also those that were begun or hold anything."""
        if self._status != "all":
            yield from (x for x in each_layer(self._project) if x.status == "done")
            return
        for page in in_pages(each_layer(self._project)):
            new = [x.id for x in page if x.status == "new"]
            held = contents(self._project, new) if new else {}
            yield from (x for x in page if x.status != "new" or held[x.id])

    def _chosen(self, there: list[Choice]) -> list[Choice]:
        if self._wanted is not None:
            return [x for x in there if x.annotator == self._wanted]
        if self._layer == "best":
            return _best(there)
        return [x for x in there if self._layer == "each" or x.annotator.kind == "gold"]


def in_pages(found: Iterable[One]) -> Iterator[list[One]]:
    """So many at a time."""
    rest = iter(found)
    while page := list(islice(rest, PAGE)):
        yield page


def named(name: str, annotators: list[Annotator]) -> Annotator:
    """People come before models of the same name."""
    for kind in _ORDER:
        for annotator in annotators:
            if annotator.name == name and annotator.kind == kind:
                return annotator
    names = ", ".join(["best", "gold", "each", *(x.name for x in annotators)])
    raise InputError("There is no such layer", name, f"Choose one of {names}.")


def _best(there: list[Choice]) -> list[Choice]:
    """Gold, else the finished ones, else those in work: more than one is for people to settle."""
    gold = [x for x in there if x.annotator.kind == "gold"]
    people = [x for x in there if x.annotator.kind == "person"]
    finished = [x for x in people if x.layer.status == "done"]
    return gold[:1] or finished or people


class _Torn:
    """Documents for which people have to settle whose layer is best."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._count = 0
        self._documents: list[str] = []
        self._names: set[str] = set()

    def add(self, best: list[Choice]) -> None:
        """Take one more in."""
        self._count += 1
        self._names.update(x.annotator.name for x in best)
        if len(self._documents) < _NAMED:
            self._documents.append(best[0].document)

    def check(self) -> None:
        """Raise InputError if there is any."""
        if not self._count:
            return
        names = ", ".join(f"“{self._project.document(id).name}”" for id in self._documents)
        more = f" and {self._count - _NAMED} more" if self._count > _NAMED else ""
        raise InputError(
            "Several people labelled the same document "
            f"({', '.join(sorted(self._names))}), and there is no gold",
            names + more,
            "Adjudicate, or export --layer NAME or --layer each.",
        )
