"""Checking a person's labels for mistakes, and mending what was found as one edit."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from annotator.changes import Change, Edit
from annotator.consistency.finder import Stopped, find
from annotator.consistency.findings import Finding, Work
from annotator.edits.door import change, finish
from annotator.edits.spans import revised
from annotator.errors import EditRefused, InputError
from annotator.flow.collecting import seldom_collected
from annotator.model import Annotator, Layer, Relation, Span, new_id
from annotator.occurrences import PROPAGATED
from annotator.opened import OpenDocument
from annotator.opening import look
from annotator.store.bulk import contents, documents_of, layers_in_order, rejections
from annotator.store.project import Project

PAGE = 500  # layers read at once
Progress = Callable[[int, int], object]


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found in one annotator's labels, the likeliest mistakes first."""

    annotator: str
    documents: int
    findings: tuple[Finding, ...]


@seldom_collected()
def check_consistency(
    project: Project,
    names: Sequence[str] = (),
    progress: Progress = lambda _done, _total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> list[Checked] | None:
    """Check everybody's layers and gold, each by itself, or those named; None when cancelled.

    Raises InputError for a name that the project does not have.
    """
    found = []
    layers = [x for x in layers_in_order(project) if x.status in ("in progress", "done")]
    try:
        for who in _wanted(project.annotators(), names):
            own = [
                x for x in layers if x.annotator == who.id and x.status not in ("new", "skipped")
            ]
            works = list(_works(project, own))
            if works or names:
                findings = find(works, project.scheme, progress, cancelled)
                found.append(Checked(who.name, len(works), tuple(findings)))
    except Stopped:
        return None
    return found


def _wanted(annotators: Sequence[Annotator], names: Sequence[str]) -> list[Annotator]:
    offered = [x for x in annotators if x.kind != "model"]
    known = {x.name: x for x in reversed(offered)}
    for name in names:
        if name not in known:
            choice = ", ".join(x.name for x in offered) or "none yet: nobody has labelled anything"
            raise InputError("There is no such annotator", name, f"The project has {choice}.")
    return [known[name] for name in dict.fromkeys(names)] if names else offered


def _works(project: Project, layers: Sequence[Layer]) -> Iterator[Work]:
    for start in range(0, len(layers), PAGE):
        page = layers[start : start + PAGE]
        held = contents(project, [x.id for x in page])
        noes = rejections(project, [x.id for x in page])
        texts = documents_of(project, [x.document for x in page])
        for layer in page:
            items = held[layer.id]
            document, tokens = texts[layer.document]
            yield Work(
                layer.document,
                document.name,
                document.text,
                tuple(x for x in items if isinstance(x, Span)),
                tuple(x for x in items if isinstance(x, Relation)),
                tokens,
                layer.status == "done",
                frozenset(
                    (no.ranges[0][0], no.ranges[-1][1], no.label)
                    for no in noes[layer.id]
                    if no.ranges and not no.tail
                ),
            )


# ---------------------------------------------------------------------- mending


@dataclass(frozen=True, slots=True)
class Mended:
    """One edit that mends findings; `refused` says why some cannot be mended."""

    edit: Edit
    count: int
    refused: tuple[str, ...] = ()


def mend(project: Project, who: Annotator, findings: Iterable[Finding]) -> Mended:
    """Mend findings in the layers of `who` as one edit. What changed since the check, and what
    the rules forbid, is left out and told. Raises EditRefused if nothing is left."""
    order = {id: number for number, id in enumerate(project.document_ids())}
    wanted = sorted(findings, key=lambda x: order.get(x.document, -1))
    together: list[Change] = []
    refused: list[str] = []
    count = 0
    for document, group in groupby(wanted, key=lambda x: x.document):
        opened = look(project, who, document)
        status = opened.own.status
        changes: dict[str, Change] = {}
        last: Edit | None = None
        for finding in group:
            try:
                one = _change(opened, finding, changes)
                trial = {**changes, one.item.id: one}
                last = finish(opened, "", list(trial.values()))
            except EditRefused as error:
                refused.append(f"{finding.name}: {error.what}")
                continue
            changes, count = trial, count + 1
        if last is not None:
            together += _as_before(last.changes) if status == "done" else last.changes
    if not together:
        raise EditRefused("None of these can be changed", do="Check again, or mend them in place.")
    noun = "1 finding" if count == 1 else f"{count} findings"
    return Mended(Edit(new_id(), f"Mend {noun}", tuple(together)), count, tuple(refused))


def _as_before(changes: Iterable[Change]) -> list[Change]:
    """A finished document stays finished when a check mends it."""
    return [x for x in changes if x.kind != "status"]


def _change(opened: OpenDocument, finding: Finding, so_far: dict[str, Change]) -> Change:
    """The change that mends a finding, on top of those made so far. Raises EditRefused."""
    fix = finding.fix
    if fix is None:
        raise EditRefused("This has to be mended by hand", do="Open it in place.")
    if fix.what == "add":
        if opened.document.text[finding.start : finding.end] != finding.text:
            raise EditRefused("The text is not the one that was checked", do="Check again.")
        span = Span(new_id(), finding.start, finding.end, fix.label, PROPAGATED)
        return change(opened, None, span)
    if fix.what == "reverse":
        relation = opened.own.relations.get(finding.item)
        if relation is None:
            raise EditRefused("That relation is not there any more", do="Check again.")
        return change(opened, relation, replace(relation, head=relation.tail, tail=relation.head))
    return _revised_span(opened, finding, so_far)


def _revised_span(opened: OpenDocument, finding: Finding, so_far: dict[str, Change]) -> Change:
    fix, before = finding.fix, opened.own.spans.get(finding.item)
    assert fix is not None
    if before is None or (before.start, before.end) != (finding.start, finding.end):
        raise EditRefused("That span is not there any more", do="Check again.")
    earlier = so_far.get(finding.item)
    now = before if earlier is None else earlier.after
    assert isinstance(now, Span)
    if fix.what == "relabel":
        return revised(opened, before.id, replace(now, label=fix.label))
    return revised(opened, before.id, replace(now, start=fix.start, end=fix.end))
