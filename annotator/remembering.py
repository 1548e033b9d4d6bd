"""The memory of a project beside its session: built from the file, taught by every edit."""

from collections.abc import Callable, Iterable, Iterator
from time import monotonic

from annotator.annotations import SpanIndex
from annotator.changes import Change
from annotator.memory.matching import Matcher, lines_with
from annotator.memory.memory import NAME, Answer, Memory
from annotator.memory.words import around, folded
from annotator.model import Item, Range, Rejection, Span, model_of
from annotator.store.bulk import contents, documents_of, layers_in_order, rejections
from annotator.store.project import Project

_PAGE = 200  # layers read at once


def answers_in(text: str, items: Iterable[Item]) -> Iterator[Answer]:
    """What items of a person's layer say about strings. Spans of several parts say nothing."""
    for item in items:
        if isinstance(item, Span) and not item.fragments:
            yield _answer(text, (item.start, item.end), item.label, True, item.origin)
        elif isinstance(item, Rejection) and not item.tail and len(item.ranges) == 1:
            yield _answer(text, item.ranges[0], item.label, False, item.origin)


def _answer(text: str, place: Range, label: str, confirmed: bool, origin: str) -> Answer:
    start, end = place
    before, after = around(text, start, end)
    return Answer(text[start:end], label, confirmed, before, after, model_of(origin) == NAME)


def gather(
    project: Project, annotators: Iterable[str], cancelled: Callable[[], bool] = lambda: False
) -> Memory:
    """The memory of what some annotators (by id) did; reads their layers and those texts."""
    wanted = set(annotators)
    layers = [layer for layer in layers_in_order(project) if layer.annotator in wanted]
    memory = Memory()
    for start in range(0, len(layers), _PAGE):
        if cancelled():
            break
        page = layers[start : start + _PAGE]
        ids = [layer.id for layer in page]
        items, noes = contents(project, ids), rejections(project, ids)
        busy = [layer for layer in page if items[layer.id] or noes[layer.id]]
        texts = documents_of(project, [layer.document for layer in busy])
        for layer in busy:
            text = texts[layer.document][0].text
            for answer in answers_in(text, [*items[layer.id], *noes[layer.id]]):
                memory.learn(answer)
    return memory


class Remembering:
    """Offers what the memory knows of a document, and learns from changes."""

    def __init__(self, memory: Memory | None = None) -> None:
        self.memory = memory or Memory()
        self._matcher = Matcher(self.memory)
        self._fresh: set[str] = set()
        self._lines: list[Range] = []

    def take(self, changes: Iterable[Change], text: str) -> None:
        """Learn from changes of a layer on a document with this text."""
        for change in changes:
            for item, act in (
                (change.before, self.memory.forget),
                (change.after, self.memory.learn),
            ):
                for answer in answers_in(text, [item] if item is not None else []):
                    act(answer)
                    self._matcher.add(folded(answer.surface))
                    self._fresh.add(answer.surface)

    def offers(self, document: str, text: str) -> list[Span]:
        """Everything that the memory offers in a document, whether it is answered or not."""
        self._fresh.clear()
        self._lines.clear()
        return self._matcher.spans(document, text)

    @property
    def has_news(self) -> bool:
        """Whether something was learnt that was not yet looked for, or lines wait for a look."""
        return bool(self._fresh or self._lines)

    def news(
        self, document: str, text: str, before: SpanIndex, seconds: float = 1.0
    ) -> tuple[list[Span], list[Span]]:
        """The offers that are gone and those that are new, given those before; only lines that
        hold what was learnt since are looked at. After about so many seconds it stops, and goes
        on when it is asked again."""
        if self._fresh:
            self._lines = sorted({*self._lines, *lines_with(text, self._fresh)}, reverse=True)
            self._fresh.clear()
        gone: list[Span] = []
        fresh: list[Span] = []
        until = monotonic() + seconds
        while self._lines:
            start, end = self._lines.pop()
            old = {s.id: s for s in before.touching(start, end) if s.origin == NAME}
            new = {s.id: s for s in self._matcher.spans(document, text, start, end)}
            gone += [span for id, span in old.items() if new.get(id) != span]
            fresh += [span for id, span in new.items() if old.get(id) != span]
            if monotonic() > until:
                break
        return gone, fresh
