"""What a project has to train on: finished documents, dealt to learning, stopping and measuring,
and texts without labels that keep the old pipeline's knowledge alive."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, takewhile

from annotator.annotations import reading_order
from annotator.errors import InputError
from annotator.flow.choosing import PAGE, Choice, named
from annotator.model import Document, Item, Rejection, Relation, Span
from annotator.near_duplicates import near_duplicates
from annotator.split import parts_with_least, place_of
from annotator.store.bulk import (
    checksums,
    contents,
    documents_of,
    layers_in_order,
    rejections,
    texts,
)
from annotator.store.project import Project
from annotator.suggest.results import normalise
from annotator.train.messages import Part, TrainingText

ENOUGH = 10  # different finished documents, with fewer nothing can be said about a pipeline
HELD = 0.2  # the share that is held out
_STOPPING = 0.15  # of the rest, to stop in time
_LEAST = 2  # documents to stop on, and to measure on
_SURE = 0.75  # of the shares that the draw gives on average, whatever the draw
_PARTS: dict[str, Part] = {"train": "train", "dev": "dev", "test": "held"}
_MOST_UNLABELLED = 200
_MOST_CHARACTERS = 400_000
BEST = "best"


@dataclass(slots=True)
class Material:
    """The texts, and what they hold. `torn` names documents that several people finished and that
    have no gold: they are left out. `fragments` counts spans in several parts, which no pipeline
    finds. `documents` by part; `spans` and `relations` by label, in all finished documents."""

    texts: list[TrainingText] = field(default_factory=list)
    documents: Counter[str] = field(default_factory=Counter)
    spans: Counter[str] = field(default_factory=Counter)
    relations: Counter[str] = field(default_factory=Counter)
    torn: list[str] = field(default_factory=list)
    fragments: int = 0
    different: int = 0

    @property
    def finished(self) -> int:
        """Documents with labels to train on."""
        return sum(self.documents[part] for part in ("train", "dev", "held"))

    @property
    def missing(self) -> int:
        """How many more different documents are needed."""
        return max(0, ENOUGH - self.different)

    @property
    def why_not(self) -> str:
        """Why nothing can be trained on it; empty if something can."""
        if self.missing:
            more = "document" if self.missing == 1 else "documents"
            has = f"{self.different} are" if self.different != 1 else "1 is"
            return (
                f"Training needs {ENOUGH} different finished documents, {has} there: "
                f"finish {self.missing} more {more}"
            )
        return "" if self.spans else "The finished documents have no spans to learn"


def gather(
    project: Project,
    layer: str = BEST,
    held: float = HELD,
    seed: int = 0,
    cancelled: Callable[[], bool] = lambda: False,
) -> Material:
    """What there is to train on: of each document gold, else the only finished layer of a person;
    or with the name of an annotator as `layer`, what they finished. Raises InputError."""
    if not 0.05 <= held <= 0.5:
        raise InputError(
            "This share cannot be held out", f"{held:g}", "Choose one from 0.05 to 0.5."
        )
    material = Material()
    chosen = _chosen(project, layer, material)
    known = _keys(project, cancelled)
    keys = {known[choice.document] for choice in chosen}
    material.different = len(keys)
    shares = ((1 - held) * (1 - _STOPPING), (1 - held) * _STOPPING, held)
    least = tuple(max(_LEAST, round(_SURE * share * len(keys))) for share in shares)
    parts = parts_with_least(keys, shares, seed, least)
    # In the order of the draw, so that the first of them are a sample for the learning curve.
    chosen.sort(key=lambda x: (place_of(known[x.document], seed), x.document))
    for choice, document, items in _read(project, chosen):
        part = _PARTS[parts[known[document.id]]]
        material.texts.append(_text(document, part, items, material))
        material.documents[part] += 1
        del choice
    _add_unlabelled(project, material, keys, known, seed)
    return material


def _keys(project: Project, cancelled: Callable[[], bool]) -> dict[str, str]:
    """By what each document is dealt: the checksum of the first text in the project that is
    nearly the same, so that near-copies stay together, as in an export."""
    known = checksums(project)
    there = takewhile(lambda _text: not cancelled(), texts(project))
    first = near_duplicates(there)
    return {id: first.get(sha256, sha256) for id, sha256 in known.items()}


def _chosen(project: Project, layer: str, material: Material) -> list[Choice]:
    people = {one.id: one for one in project.annotators() if one.kind != "model"}
    wanted = None if layer == BEST else named(layer, list(people.values()))
    found: list[Choice] = []
    done = [x for x in layers_in_order(project) if x.status == "done" and x.annotator in people]
    for document, group in groupby(done, key=lambda x: x.document):
        there = [Choice(document, people[x.annotator], x) for x in group]
        if wanted is not None:
            found += [x for x in there if x.annotator == wanted]
            continue
        gold = [x for x in there if x.annotator.kind == "gold"]
        best = gold or there
        if len(best) == 1:
            found += best
        else:
            material.torn.append(project.document(document).name)
    return found


def _read(
    project: Project, chosen: Sequence[Choice]
) -> Iterator[tuple[Choice, Document, list[Item]]]:
    for start in range(0, len(chosen), PAGE):
        page = chosen[start : start + PAGE]
        documents = documents_of(project, [x.document for x in page])
        layers = [x.layer.id for x in page]
        items, noes = contents(project, layers), rejections(project, layers)
        for choice in page:
            there = [*items[choice.layer.id], *noes[choice.layer.id]]
            yield choice, documents[choice.document][0], there


def _text(document: Document, part: Part, items: Sequence[Item], into: Material) -> TrainingText:
    spans = sorted((x for x in items if isinstance(x, Span)), key=reading_order)
    whole = [span for span in spans if not span.fragments]
    into.fragments += len(spans) - len(whole)
    into.spans.update(span.label for span in whole)
    place = {span.id: index for index, span in enumerate(whole)}
    relations = [
        (x.label, place[x.head], place[x.tail])
        for x in items
        if isinstance(x, Relation) and x.head in place and x.tail in place
    ]
    into.relations.update(label for label, *_ends in relations)
    return TrainingText(
        document.id,
        part,
        normalise(document.text),
        [(x.start, x.end, x.label) for x in whole],
        sorted(relations),
        _refused(items),
    )


def _refused(items: Iterable[Item]) -> list[tuple[int, int, str]]:
    noes = (x for x in items if isinstance(x, Rejection) and not x.tail)
    return sorted((x.ranges[0][0], x.ranges[-1][1], x.label) for x in noes)


def _add_unlabelled(
    project: Project, material: Material, used: set[str], known: dict[str, str], seed: int
) -> None:
    """Other texts, drawn by their checksums."""
    free = sorted(
        {known[id]: id for id in project.document_ids() if known[id] not in used}.items(),
        key=lambda pair: place_of(pair[0], seed),
    )
    number = min(_MOST_UNLABELLED, 2 * material.documents["train"])
    documents = documents_of(project, [id for _sha256, id in free[:number]])
    size = 0
    for _sha256, id in free[:number]:
        text = documents[id][0].text
        size += len(text)
        if size > _MOST_CHARACTERS:
            break
        material.texts.append(TrainingText(id, "unlabelled", normalise(text)))
        material.documents["unlabelled"] += 1
