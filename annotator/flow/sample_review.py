"""The sample of review: three people's layers on the sample articles, with real conflicts.

It comes about as in real life: articles are imported, a pipeline suggests, each person works
through a session of their own on the days that the script names, and a reviewer begins.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

from annotator.annotations import ranges_overlap
from annotator.changes import Change
from annotator.edits.adjudication import decide
from annotator.edits.door import finish, short
from annotator.edits.layers import set_status, toggle_document_label
from annotator.edits.relations import add_relation
from annotator.edits.spans import add_span, relabel, revised
from annotator.edits.suggestions import accept, reject
from annotator.flow.desk import Desk
from annotator.flow.importing import import_records
from annotator.flow.suggesting import suggest_project
from annotator.flow.written import (
    Article,
    Ranges,
    Script,
    Wanted,
    Work,
    place,
    read_script,
    wanted,
)
from annotator.formats.base import Record
from annotator.formats.table import reader_for
from annotator.model import Decision, Span
from annotator.paths import resources, seeds
from annotator.session import Session
from annotator.store.files import transaction
from annotator.store.people import set_role
from annotator.store.project import Project
from annotator.suggestion_mode import SuggestionMode, write_mode

_MORNING = time(9, tzinfo=UTC)
_LUNCH = timedelta(hours=4)
_PACE = timedelta(seconds=12)  # between two edits
Progress = Callable[[int, int], object]


class _Clock:
    """The time of the person at work; each look takes a while."""

    def __init__(self) -> None:
        self.now = datetime.now(UTC)

    def __call__(self) -> datetime:
        self.now += _PACE
        return self.now


def fill_review_sample(
    project: Project,
    progress: Progress = lambda _done, _total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> None:
    """Fill an empty project with articles, suggestions, layers and some gold."""
    script = read_script(resources() / "samples" / "review.toml")
    import_records(project, [(_record(x), seeds() / x.file) for x in script.article])
    suggest_project(project)
    with transaction(project.connection, project.path):
        write_mode(project, SuggestionMode(blind_share=script.blind_share))
        for name in script.people:
            set_role(project, name, "annotator")
        set_role(project, script.reviewer, "reviewer")
        _work(project, script, progress, cancelled)


def _record(article: Article) -> Record:
    """The article under the id that the script gives it, so that the same are blind everywhere."""
    path = seeds() / article.file
    read = reader_for(path, None).read
    assert read is not None
    record = next(iter(read(path)))
    assert isinstance(record, Record)
    return replace(record, id=article.id)


def _work(
    project: Project, script: Script, progress: Progress, cancelled: Callable[[], bool]
) -> None:
    clock = _Clock()
    order = {name: number for number, name in enumerate(script.people)}
    turns = [(x.day, order[x.who], n, x) for n, a in enumerate(script.article) for x in a.work]
    turns.sort(key=lambda turn: turn[:3])
    sessions = {name: Session(project, name, clock=clock) for name in script.people}
    at = datetime.combine(script.start, _MORNING)
    for number, (day, nth, index, work) in enumerate(turns):
        if cancelled():
            return
        progress(number, len(turns))
        article = script.article[index]
        begin = at + timedelta(days=day, minutes=20 * nth)
        clock.now = max(clock.now, begin) if clock.now.date() == begin.date() else begin
        _label(sessions[work.who], article, work)
    clock.now += _LUNCH
    desk = Desk(Session(project, script.reviewer, clock=clock))
    for article in script.article:
        if article.gold:
            _decide(desk, article, clock)
    desk.leave()
    clock.now += _LUNCH
    for article in script.article:
        for name, words, label in article.late:
            opened = sessions[name].open(article.id)
            _add(sessions[name], place(opened.document.text, words), label)
            sessions[name].do(set_status(opened, "done"))


def _label(session: Session, article: Article, work: Work) -> None:
    opened = session.open(article.id)
    want = wanted(article, opened.document.text, work.who)
    if work.status != "skipped":
        _spans(session, want)
        for label, head, tail in want.relations:
            from_, to = (opened.own.at(ranges)[0].id for ranges in (head, tail))
            session.do(add_relation(opened, from_, to, label))
        for label in want.labels:
            session.do(toggle_document_label(opened, label))
    session.add_seconds(work.seconds)
    if work.status != opened.own.status:
        session.do(set_status(opened, work.status))


def _spans(session: Session, want: Wanted) -> None:
    """Accept what is right, correct what is nearly right, add what is missing, reject the rest."""
    opened = session.current
    keys = set(want.spans)
    right = [x.id for x in opened.suggestions.spans.values() if x.key in keys]
    if right:
        session.do(accept(opened, right))
    for ranges, label in want.spans:
        if not any(span.label == label for span in opened.own.at(ranges)):
            _add(session, ranges, label)
    if opened.suggestions.spans:
        session.do(reject(opened, list(opened.suggestions.spans)))


def _add(session: Session, ranges: Ranges, label: str) -> None:
    opened = session.current
    near = [x for x in opened.suggestions.spans.values() if ranges_overlap(x.ranges, ranges)]
    same_place = next((x for x in near if x.ranges == ranges), None)
    same_label = next((x for x in near if x.label == label), None)
    start, end = ranges[0][0], ranges[-1][1]
    if same_place is not None:
        session.do(relabel(opened, [same_place.id], label))
    elif same_label is not None and len(ranges) == 1:
        new = replace(same_label, start=start, end=end)
        title = f"Correct “{short(opened.text_of(new))}”"
        session.do(finish(opened, title, [revised(opened, same_label.id, new)]))
    else:
        session.do(add_span(opened, start, end, label, ranges))


def _decide(desk: Desk, article: Article, clock: _Clock) -> None:
    """The reviewer takes one person's version of every conflict, and explains some."""
    review = desk.open(article.id)
    assert review is not None
    remarks = dict(article.remarks)
    for unit in review.queue():
        if desk.current.decision(unit.place) is not None:
            continue  # it followed from the decision on another
        spans = [x.item for x in unit.versions if isinstance(x.item, Span)]
        words = {review.text_of(span) for span in spans}
        comment = next((remarks[x] for x in sorted(words) if x in remarks), None)
        edit = decide(desk.current, unit.place, article.gold, comment)
        when = clock.now.isoformat(timespec="seconds")
        desk.do(replace(edit, changes=tuple(_dated(x, when) for x in edit.changes)))


def _dated(change: Change, when: str) -> Change:
    after = change.after
    if not isinstance(after, Decision):
        return change
    return replace(change, after=replace(after, when=when))
