"""The memory of a project beside its session: built from the file, taught by every edit."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from time import monotonic

from annotator.annotations import Annotations, SpanIndex
from annotator.changes import Change
from annotator.memory.matching import Matcher, pieces, pieces_with
from annotator.memory.memory import NAME, Answer, Memory
from annotator.memory.words import around, folded
from annotator.model import Item, Range, Rejection, Relation, Span, model_of
from annotator.recalling import LinkOffers, learn_links, link_answer
from annotator.store.bulk import contents, documents_of, layers_in_order, rejections
from annotator.store.project import Project

_PAGE = 200  # layers read at once
AT_ONCE = 5_000  # code points that are looked at when a document is opened
_PORTION = 50_000  # code points that are searched in one go


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
            said = [*items[layer.id], *noes[layer.id]]
            for answer in answers_in(text, said):
                memory.learn(answer)
            spans = {item.id: item for item in said if isinstance(item, Span)}
            for item in said:
                if isinstance(item, Relation | Rejection):
                    memory.links.put(item.id, link_answer(text, item, spans))
    return memory


class Remembering:
    """Offers what the memory knows of a document, and learns from changes."""

    def __init__(self, memory: Memory | None = None) -> None:
        self.memory = memory or Memory()
        self._matcher = Matcher(self.memory)
        self._fresh: set[str] = set()
        self._sought: set[str] = set()
        self._unsearched: list[Range] = []
        self._waiting: list[Range] = []
        self._parts: list[Range] = []
        self.links = LinkOffers(self.memory.links)

    def take(
        self, changes: Sequence[Change], text: str, layer: Callable[[], Annotations], here: bool
    ) -> None:
        """Learn from changes of a layer on a document with this text. `layer` is asked for what
        it holds afterwards if need be; `here`: the document is the one that is open."""
        learnt = learn_links(self.memory.links, changes, text, layer)
        self.links.again(_places(changes) if here else (), learnt)
        for change in changes:
            for item, act in (
                (change.before, self.memory.forget),
                (change.after, self.memory.learn),
            ):
                for answer in answers_in(text, [item] if item is not None else []):
                    act(answer)
                    self._matcher.add(folded(answer.surface))
                    self._fresh.add(answer.surface)

    def offers(self, document: str, text: str, whole: bool = False) -> list[Span]:
        """What the memory offers in a document that is opened, whether it is answered or not:
        in all of a short one or if the `whole` is wanted, else at its start, and `news` finds
        the rest."""
        self._fresh.clear()
        self._sought.clear()
        self._unsearched.clear()
        self._parts = pieces(text)
        self.links.begin(self._parts)
        now = [part for part in self._parts if whole or part[0] < AT_ONCE]
        self._waiting = self._parts[: len(now) - 1 : -1] if now else []
        return [span for part in now for span in self._matcher.spans(document, text, *part)]

    @property
    def has_news(self) -> bool:
        """Whether something was learnt that was not yet looked for, or pieces wait for a look."""
        return self.has_strings or self.links.waits

    @property
    def has_strings(self) -> bool:
        """The same, for strings alone."""
        return bool(self._fresh or self._unsearched or self._waiting)

    def news(
        self, document: str, text: str, before: SpanIndex, seconds: float = 1.0
    ) -> tuple[list[Span], list[Span]]:
        """The offers that are gone and those that are new in the document that `offers` looked
        at, given those before; only pieces that hold what was learnt since, or were not looked
        at, are. After about so many seconds it stops, and goes on when it is asked again."""
        if self._fresh:
            self._sought |= self._fresh
            self._fresh.clear()
            self._unsearched = _portions(self._parts)
        gone: list[Span] = []
        fresh: list[Span] = []
        until = monotonic() + seconds
        while self._waiting or self._unsearched:
            if self._waiting:
                start, end = self._waiting.pop()
                old = {s.id: s for s in before.touching(start, end) if s.origin == NAME}
                new = {s.id: s for s in self._matcher.spans(document, text, start, end)}
                gone += [span for id, span in old.items() if new.get(id) != span]
                fresh += [span for id, span in new.items() if old.get(id) != span]
            else:
                place = self._unsearched.pop()
                found = pieces_with(text, self._parts, self._sought, *place)
                self._waiting = found[::-1]
            if monotonic() > until:
                break
        if not self._unsearched:
            self._sought.clear()
        return gone, fresh


def _places(changes: Iterable[Change]) -> Iterator[Range]:
    """Where spans came or went; relations and noes change what is known everywhere."""
    for change in changes:
        for item in (change.before, change.after):
            if isinstance(item, Span):
                yield item.start, item.end


def _portions(parts: Sequence[Range]) -> list[Range]:
    """Pieces taken together to stretches that are searched in one go, the last first."""
    found: list[Range] = []
    for start, end in parts:
        if found and end - found[-1][0] <= _PORTION:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found[::-1]
