"""Which document is next: the unfinished ones ordered by uncertainty, by diversity, or by both."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from annotator.active.diversity import Groups, grouped
from annotator.active.uncertainty import Doubt, Said, doubts
from annotator.flow import trained
from annotator.memory.matching import Matcher
from annotator.memory.memory import Memory
from annotator.model import Annotator
from annotator.remembering import gather
from annotator.store.project import Project
from annotator.store.saying import said_by_models, texts_of

By = Literal["uncertainty", "diversity", "both"]
BY: tuple[By, ...] = ("uncertainty", "diversity", "both")
MEMORY = "memory"
_FINISHED = ("done", "skipped")
Progress = Callable[[int, int], object]


@dataclass(frozen=True, slots=True)
class Turn:
    """A document in the queue, and why it stands there; of finished ones there is no reason."""

    document: str
    reason: str = ""


def queue(
    project: Project,
    who: Annotator,
    by: By,
    progress: Progress = lambda _done, _total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> list[Turn] | None:
    """All documents of the project, the next one first, the finished ones last: none is hidden.
    None if it was cancelled.

    By uncertainty: what the project's pipeline, other models and the memory are least sure of, or
    differ on most. By diversity: a document of each group in turn, of the groups with the fewest
    finished documents first, the most typical first; by both, the most uncertain of each group.
    """
    rows = project.summaries(who.id)
    finished = [row.id for row in rows if row.status in _FINISHED]
    waiting = [row.id for row in rows if row.status not in _FINISHED]
    steps = _Steps(len(rows), by, progress, cancelled)
    doubt: Mapping[str, Doubt] = {}
    if by != "diversity":
        doubt = doubts(_said(project, who, waiting, steps))
    if by == "uncertainty":
        order = sorted(waiting, key=lambda id: -doubt[id].value)
        found = [Turn(id, doubt[id].reason) for id in order]
    else:
        texts = (text for _id, text in steps.over(texts_of(project, [*waiting, *finished])))
        found = _in_turns(waiting, grouped(texts, cancelled), doubt)
    return None if cancelled() else [*found, *(Turn(id) for id in finished)]


class _Steps:
    """Counts the documents that were read, in all passes."""

    def __init__(
        self, documents: int, by: By, progress: Progress, cancelled: Callable[[], bool]
    ) -> None:
        self._total = documents * (2 if by == "both" else 1)
        self._done = 0
        self._progress, self._cancelled = progress, cancelled

    def over(self, pairs: Iterator[tuple[str, str]]) -> Iterator[tuple[str, str]]:
        """The same, until it is cancelled."""
        for pair in pairs:
            if self._cancelled():
                return
            self._done += 1
            if self._done % 50 == 0:
                self._progress(min(self._done, self._total), self._total)
            yield pair


def _said(
    project: Project, who: Annotator, waiting: Sequence[str], steps: _Steps
) -> dict[str, dict[str, Said]]:
    """What models and the memory say of each document, by short names."""
    names = {one.id: one.name for one in project.annotators() if one.kind == "model"}
    ours = trained.title_of(project, trained.current(project))
    short = {id: "the pipeline" if name == ours else name.partition("@")[0]
             for id, name in names.items()}  # fmt: skip
    found: dict[str, dict[str, Said]] = {id: {} for id in waiting}
    for document, model, spans, scores in said_by_models(project):
        if document in found and model in short:
            found[document][short[model]] = Said(spans, scores)
    gold = {one.id for one in project.annotators() if one.kind == "gold"}
    memory = gather(project, {who.id, *gold})
    if len(memory):
        _add_memory(found, memory, steps.over(texts_of(project, waiting)))
    return found


def _add_memory(
    found: dict[str, dict[str, Said]], memory: Memory, texts: Iterator[tuple[str, str]]
) -> None:
    """The memory has no opinion of what it has not met."""
    matcher = Matcher(memory)
    for document, text in texts:
        spans = matcher.spans(document, text)
        if spans:
            places = frozenset((x.start, x.end, x.label) for x in spans)
            found[document][MEMORY] = Said(places, partial=True)


def _in_turns(waiting: Sequence[str], groups: Groups, doubt: Mapping[str, Doubt]) -> list[Turn]:
    """A document of each group in turn; ties fall to the larger group."""
    members: dict[int, list[int]] = defaultdict(list)
    done: dict[int, int] = defaultdict(int)
    for place, group in enumerate(groups.of.tolist()):
        if place < len(waiting):
            members[group].append(place)
        else:
            done[group] += 1
    for places in members.values():
        places.sort(key=lambda x: (-_value(waiting[x], doubt), -float(groups.nearness[x])))
    sizes = {group: len(places) + done[group] for group, places in members.items()}
    # A group is behind as far as fewer of its documents are finished or already in the queue.
    ranked = [
        (done[group] + turn, -sizes[group], group, place)
        for group, places in members.items()
        for turn, place in enumerate(places)
    ]
    found = []
    for _turn, _size, group, place in sorted(ranked):
        id = waiting[place]
        reason = _why(groups.words[group], done[group], sizes[group])
        if id in doubt:
            reason = f"{doubt[id].reason}; {reason}"
        found.append(Turn(id, reason))
    return found


def _value(id: str, doubt: Mapping[str, Doubt]) -> float:
    return doubt[id].value if id in doubt else 0.0


def _why(words: tuple[str, ...], done: int, size: int) -> str:
    about = ", ".join(words)
    like = f" like it ({about})" if about else " like it"
    if not done:
        return f"different: none of the {size}{like} is done"
    return f"different: {done} of the {size}{like} {'is' if done == 1 else 'are'} done"
