"""The order of requests to the worker process: urgent ones first, no document twice."""

from collections import OrderedDict
from dataclasses import dataclass, replace

from annotator.suggest.messages import What

BATCH_TEXTS = 16
BATCH_CHARACTERS = 20_000
Key = tuple[What, str]


@dataclass(frozen=True, slots=True)
class Request:
    """A text to read; `deaths` counts the worker processes that died over it."""

    what: What
    document: str
    text: str
    deaths: int = 0

    @property
    def key(self) -> Key:
        """A later request for the same replaces an earlier one."""
        return (self.what, self.document)

    def after_death(self) -> "Request":
        """The request, to be tried once more."""
        return replace(self, deaths=self.deaths + 1)


class Requests:
    """What waits: an urgent queue and a background queue. Not safe between threads by itself."""

    def __init__(self) -> None:
        self._urgent: OrderedDict[Key, Request] = OrderedDict()
        self._background: OrderedDict[Key, Request] = OrderedDict()

    def __len__(self) -> int:
        return len(self._urgent) + len(self._background)

    def add(self, request: Request, urgent: bool) -> None:
        """Put a request last in its queue; what is urgent stays urgent."""
        if urgent:
            self._background.pop(request.key, None)
            self._urgent[request.key] = request
        elif request.key not in self._urgent:
            self._background[request.key] = request

    def put_back(self, requests: list[Request]) -> None:
        """Unanswered ones go to the front again, unless asked for anew meanwhile."""
        for request in reversed(requests):
            if request.key not in self._urgent:
                self._background.pop(request.key, None)
                self._urgent[request.key] = request
                self._urgent.move_to_end(request.key, last=False)

    def cancel_background(self) -> None:
        """Forget what is not urgent."""
        self._background.clear()

    def clear(self) -> None:
        """Forget all."""
        self._urgent.clear()
        self._background.clear()

    def take(self, most: int = BATCH_CHARACTERS) -> tuple[list[Request], bool]:
        """The next texts to send together, all of one kind, with about so many characters at
        most, and whether they are urgent; empty if nothing waits.

        An urgent one goes alone, and so does one that a process died over: then it is
        certain which document it was.
        """
        if self._urgent:
            return [self._urgent.popitem(last=False)[1]], True
        batch: list[Request] = []
        size = 0
        while self._background and len(batch) < BATCH_TEXTS and size < most:
            head = next(iter(self._background.values()))
            if batch and head.what != batch[0].what:
                break
            batch.append(self._background.pop(head.key))
            size += len(head.text)
        return batch, False
