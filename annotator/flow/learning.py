"""A person's finished work beside adjudicated gold, read from the project."""

from collections.abc import Callable, Collection

from annotator.flow.queueing import Queued
from annotator.flow.reviewing import PAGE, Ready, ready
from annotator.model import Annotator
from annotator.review.lessons import Lessons, lessons
from annotator.review.listing import listed
from annotator.store.bulk import contents, decisions, documents_of
from annotator.store.project import Project

Progress = Callable[[int, int], object]


def learnable(project: Project, who: Annotator, only: Collection[str] | None = None) -> list[Ready]:
    """The documents that the person has finished and whose gold is adjudicated."""
    there = set(project.document_ids())
    return [
        one
        for one in ready(project, None if only is None else list(only))
        if one.document in there
        and one.gold is not None
        and one.gold.status == "done"
        and any(x.annotator == who.id and x.status == "done" for x in one.layers)
    ]


def learn(project: Project, who: Annotator, document: str) -> Lessons | None:
    """One document; None if it is not adjudicated, or not the person's."""
    found = learnable(project, who, [document])
    return _read(project, who, found)[0] if found else None


def learning_queue(
    project: Project,
    who: Annotator,
    documents: Collection[str] | None = None,
    progress: Progress = lambda _done, _total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> list[Queued] | None:
    """The differences in all such documents, as rows of a queue; None if it was cancelled."""
    chosen, found = learnable(project, who, documents), []
    for start in range(0, len(chosen), PAGE):
        for lesson in _read(project, who, chosen[start : start + PAGE]):
            if cancelled():
                return None
            review = lesson.review
            document, rows = review.document, tuple(listed(review))
            found.append(Queued(document.id, document.name, review.names, rows))
            progress(len(found), len(chosen))
    return found


def _read(project: Project, who: Annotator, page: list[Ready]) -> list[Lessons]:
    texts = documents_of(project, [one.document for one in page])
    golds = [one.gold.id for one in page if one.gold is not None]
    own = {x.document: x.id for one in page for x in one.layers if x.annotator == who.id}
    items = contents(project, [*golds, *own.values()])
    decided = decisions(project, golds)
    return [
        lessons(
            texts[one.document][0],
            project.scheme,
            who,
            items[own[one.document]],
            [*items[one.gold.id], *decided[one.gold.id]],
        )
        for one in page
        if one.gold is not None
    ]
