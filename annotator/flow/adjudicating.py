"""Adjudicating a project in bulk, as one edit that can be undone."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from annotator.changes import Change, Edit
from annotator.edits.adjudication import with_status
from annotator.errors import InputError
from annotator.flow.reviewing import ensure_gold, ready, reviews
from annotator.model import Annotator, make_annotator, new_id
from annotator.review.draft import Verdict
from annotator.review.strategies import Outcome, Strategy, adjudicate
from annotator.store.project import Project

Progress = Callable[[int, int], object]


@dataclass(frozen=True, slots=True)
class Bulk:
    """What a strategy would do: the edit, None if nothing, and the counts."""

    edit: Edit | None
    outcome: Outcome
    cancelled: bool = False


def bulk(
    project: Project,
    strategy: Strategy,
    who: Annotator,
    documents: frozenset[str] | None = None,
    progress: Progress = lambda _done, _total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Bulk:
    """What a strategy makes of all documents that are ready, or of some; writes nothing.

    Raises InputError for a trusted annotator whom the project does not have.
    """
    _check_trusted(project, strategy)
    chosen = [x for x in ready(project) if documents is None or x.document in documents]
    verdict = Verdict("version", who=who.name, when=datetime.now(UTC).isoformat(timespec="seconds"))
    changes: list[Change] = []
    total = Outcome()
    for number, review in enumerate(reviews(project, who, chosen), 1):
        if cancelled():
            return Bulk(None, Outcome(), cancelled=True)
        draft, outcome = adjudicate(review, strategy, verdict)
        changes += with_status(review, draft)
        total.add(outcome)
        progress(number, len(chosen))
    title = f"Adjudicate {total.documents} documents ({strategy.how.removeprefix('bulk:')})"
    return Bulk(Edit(new_id(), title, tuple(changes)) if changes else None, total)


def _check_trusted(project: Project, strategy: Strategy) -> None:
    names = [x.name for x in project.annotators() if x.kind == "person"]
    if strategy.trusted and strategy.trusted not in names:
        raise InputError(
            "There is no such annotator",
            strategy.trusted,
            f"Choose one of {', '.join(names)}." if names else "Import their layers first.",
        )


def adjudicate_project(
    project: Project,
    strategy: Strategy,
    who: str,
    dry_run: bool = False,
    progress: Progress = lambda _done, _total: None,
) -> Outcome:
    """Decide in bulk as `who`, in whose history it can be undone; `dry_run` writes nothing."""
    if dry_run:
        return bulk(project, strategy, make_annotator(who), progress=progress).outcome
    reviewer = project.annotator(who)
    ensure_gold(project)
    found = bulk(project, strategy, reviewer, progress=progress)
    if found.edit is not None:
        project.save(replace(found.edit, who=reviewer.id))
    return found.outcome
