"""Label all occurrences of a string, or take their labels off: in one document or the project.

First `search` lists the hits with what stands in their way; then `label_all` or `remove_all`
makes one edit of those that the person left in. Both read the file only, so that they can run
beside the window on a connection of their own.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, islice
from typing import Literal

from annotator.annotations import Annotations, ranges_overlap
from annotator.changes import Change, Edit
from annotator.edits.door import change, finish, short
from annotator.edits.spans import deletions
from annotator.errors import EditRefused
from annotator.model import Annotator, Item, Range, Span, layer_id, new_id
from annotator.opened import OpenDocument
from annotator.opening import look
from annotator.store.bulk import contents
from annotator.store.project import Project
from annotator.store.searching import Text, candidates, rejections, texts
from annotator.text.matching import Wanted, find
from annotator.text.surroundings import surroundings

PROPAGATED = "propagated"
LIMIT = 20_000  # hits
_PAGE = 200  # documents whose layers are read at once

Standing = Literal["free", "labelled", "overlapping", "rejected"]
Overlap = Literal["beside", "replace"]
Progress = Callable[[int, int], object]


@dataclass(frozen=True, slots=True)
class Hit:
    """One occurrence. `before` and `after` are its surroundings within the paragraph, which has
    the number `paragraph`, from 1. `standing` says what the own layer has there: nothing, the
    very label, something else that overlaps (`other` is its label), or a "no" to the label."""

    document: str
    name: str
    start: int
    end: int
    text: str
    before: str
    after: str
    paragraph: int
    standing: Standing = "free"
    other: str = ""


@dataclass(frozen=True, slots=True)
class Hits:
    """The hits in reading order, document by document. `more`: the search ended at its limit."""

    hits: tuple[Hit, ...]
    more: bool = False


def search(
    project: Project,
    who: Annotator,
    wanted: Wanted,
    label: str,
    documents: Sequence[str] | None = None,
    *,
    limit: int = LIMIT,
    progress: Progress = lambda _done, _total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Hits:
    """All occurrences in the project, or in some documents of it. Raises PatternRefused."""
    total = candidates(project, wanted) if documents is None else len(documents)
    found: list[Hit] = []
    done = 0
    for page in _pages(texts(project, wanted, documents), _PAGE):
        if cancelled():
            break
        places = [(text, list(islice(find(wanted, text[2]), limit + 1))) for text in page]
        there = [(text, ranges) for text, ranges in places if ranges]
        found += _page_hits(project, who, label, there)
        done += len(page)
        progress(done, max(total, done))
        if len(found) > limit:
            return Hits(tuple(found[:limit]), more=True)
    return Hits(tuple(found))


def is_offered(hit: Hit, removing: bool = False) -> bool:
    """Whether the hit is ticked at first: nothing stands in its way; when labels are taken off,
    whether it has the label."""
    return hit.standing == ("labelled" if removing else "free")


def is_possible(hit: Hit, removing: bool = False) -> bool:
    """Whether the hit can be ticked at all."""
    return (hit.standing == "labelled") is removing


def label_all(
    project: Project, who: Annotator, hits: Iterable[Hit], label: str, overlap: Overlap = "beside"
) -> Edit:
    """Label the hits. Own spans that overlap one stay beside it, or with `replace` go.

    Raises EditRefused if there is nothing to label, or a text is not the one that was searched.
    """

    def changes(opened: OpenDocument, here: Sequence[Hit]) -> list[Change]:
        fresh = [h for h in here if not _same(opened.own, h, label)]
        made = [change(opened, None, _span(opened, hit, label)) for hit in fresh]
        gone = _overlapped(opened.own, fresh) if overlap == "replace" else []
        return [*deletions(opened, gone), *made] if made else []

    edit = _edit(project, who, hits, changes)
    count = sum(isinstance(c.after, Span) for c in edit.changes)
    return replace(edit, title=f"Label {_counted(count)} {edit.title} as {_name(project, label)}")


def remove_all(project: Project, who: Annotator, hits: Iterable[Hit], label: str) -> Edit:
    """Delete the own spans that have the label at exactly the hits' places.

    Raises EditRefused if there are none, or a text is not the one that was searched.
    """

    def changes(opened: OpenDocument, here: Sequence[Hit]) -> list[Change]:
        return deletions(opened, [span for hit in here for span in _same(opened.own, hit, label)])

    edit = _edit(project, who, hits, changes)
    count = sum(isinstance(c.before, Span) for c in edit.changes)
    title = f"Take {_name(project, label)} off {_counted(count)} {edit.title}"
    return replace(edit, title=title)


def _counted(count: int) -> str:
    return "1 span" if count == 1 else f"{count} spans"


def _name(project: Project, label: str) -> str:
    found = project.scheme.get("span", label)
    return found.title if found else label


def _edit(
    project: Project,
    who: Annotator,
    hits: Iterable[Hit],
    changes: Callable[[OpenDocument, Sequence[Hit]], list[Change]],
) -> Edit:
    """One edit over all documents, each part of it valid by itself; its title is the text."""
    hits = tuple(hits)
    together: list[Change] = []
    for document, group in groupby(hits, key=lambda hit: hit.document):
        opened, here = look(project, who, document), list(group)
        _check_texts(opened, here)
        wanted = changes(opened, here)
        if wanted:
            together += finish(opened, "", wanted).changes
    if not together:
        raise EditRefused("None of these can be changed", do="Tick at least one that can.")
    return Edit(new_id(), f"“{short(hits[0].text)}”", tuple(together))


def _check_texts(opened: OpenDocument, hits: Sequence[Hit]) -> None:
    text = opened.document.text
    if any(text[hit.start : hit.end] != hit.text for hit in hits):
        raise EditRefused("The text is not the one that was searched", do="Search again.")


def _span(opened: OpenDocument, hit: Hit, label: str) -> Span:
    """A suggestion of the very same is accepted rather than doubled."""
    for suggested in opened.suggestions.index.touching(hit.start, hit.end):
        if suggested.key == (((hit.start, hit.end),), label):
            return Span(new_id(), hit.start, hit.end, label, suggested.origin, suggested.score)
    return Span(new_id(), hit.start, hit.end, label, PROPAGATED)


def _same(own: Annotations, hit: Hit, label: str) -> list[Span]:
    return [span for span in own.at(((hit.start, hit.end),)) if span.label == label]


def _overlapped(own: Annotations, hits: Iterable[Hit]) -> list[Span]:
    found = {s.id: s for h in hits for s in _touching(own, (h.start, h.end))}
    return list(found.values())


def _touching(own: Annotations, place: Range) -> list[Span]:
    near = own.index.touching(*place)
    return [span for span in near if ranges_overlap(span.ranges, (place,))]


# ---------------------------------------------------------------------- hits


def _page_hits(
    project: Project, who: Annotator, label: str, there: Sequence[tuple[Text, list[Range]]]
) -> Iterator[Hit]:
    layers = {text[0]: layer_id(text[0], who.id) for text, _ in there}
    items: dict[str, list[Item]] = contents(project, list(layers.values()))
    noes = rejections(project, list(layers.values()))
    for text, ranges in there:
        layer = layers[text[0]]
        own = Annotations([*items[layer], *noes[layer]])
        yield from _hits(text, ranges, own, label)


def _hits(text: Text, ranges: Iterable[Range], own: Annotations, label: str) -> Iterator[Hit]:
    id, name, content = text
    number, counted = 1, 0
    for start, end in ranges:
        number += content.count("\n", counted, start)
        counted = start
        standing, other = _standing(own, (start, end), label)
        before, after = surroundings(content, start, end)
        yield Hit(id, name, start, end, content[start:end], before, after, number, standing, other)


def _standing(own: Annotations, place: Range, label: str) -> tuple[Standing, str]:
    touching = _touching(own, place)
    if any(span.key == ((place,), label) for span in touching):
        return "labelled", label
    if touching:
        return "overlapping", touching[0].label
    if own.is_rejected(((place,), label, ())):
        return "rejected", label
    return "free", ""


def _pages(found: Iterator[Text], size: int) -> Iterator[list[Text]]:
    while page := list(islice(found, size)):
        yield page
