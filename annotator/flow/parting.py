"""Which document of an export goes into which part, with its copies and near-copies."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from annotator.flow.choosing import Choice, in_pages
from annotator.flow.selecting import Selection
from annotator.flow.tally import Stopped
from annotator.model import Span
from annotator.near_duplicates import near_duplicates
from annotator.split import Unit, balanced_parts, part_of, shares_of
from annotator.store.bulk import checksums, contents, texts
from annotator.store.project import Project


@dataclass(slots=True)
class Parts:
    """The part of each document by its id; how many stay with one that is nearly the same."""

    of: dict[str, str] = field(default_factory=dict)
    near_duplicates: int = 0


def parted(
    project: Project,
    found: Iterable[Choice],
    selection: Selection,
    split: str,
    seed: int,
    balance: bool,
    cancelled: Callable[[], bool],
) -> Parts:
    """Deal the documents. Copies and near-copies in the whole project, exported or not, go where
    the first of them goes. Raises InputError for what is no split, Stopped."""
    shares = shares_of(split)
    known = checksums(project)
    documents = list(dict.fromkeys(x.document for x in found))
    first = near_duplicates(_until(cancelled, texts(project)))
    keys = {id: first[known[id]] for id in documents}
    if balance:
        by_key = balanced_parts(_units(project, found, keys, selection), shares, seed)
    else:
        by_key = {key: part_of(key, shares, seed) for key in set(keys.values())}
    together = Counter(first.values())
    near = sum(together[key] > 1 for key in keys.values())
    return Parts({id: by_key[key] for id, key in keys.items()}, near)


def _until(
    cancelled: Callable[[], bool], texts: Iterator[tuple[str, str]]
) -> Iterator[tuple[str, str]]:
    for one in texts:
        if cancelled():
            raise Stopped
        yield one


def _units(
    project: Project, found: Iterable[Choice], keys: dict[str, str], selection: Selection
) -> list[Unit]:
    """The documents that stay together, with how often they hold each label."""
    name = selection.naming or (lambda label: label)
    labels: dict[str, Counter[str]] = {key: Counter() for key in keys.values()}
    for page in in_pages(found):
        items = contents(project, [x.layer.id for x in page])
        for choice in page:
            spans = (x for x in items[choice.layer.id] if isinstance(x, Span))
            named = (name(span.label) for span in spans)
            labels[keys[choice.document]].update(label for label in named if label)
    sizes = Counter(keys.values())
    return [Unit(key, sizes[key], labels[key]) for key in labels]
