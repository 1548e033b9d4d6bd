"""Sentences by a rule, for formats that want them: after a full stop, and at line ends."""

from collections.abc import Iterable, Iterator, Sequence

from annotator.model import Range

_STOPS = frozenset(".!?…。！？؟۔।")
_CLOSING = frozenset("\"'”’»)]}")


def sentences(
    text: str, words: Sequence[Range], whole: Iterable[Range] = ()
) -> Iterator[Sequence[Range]]:
    """The words sentence by sentence. None ends within one of the stretches of `whole`."""
    kept = sorted(whole)
    reached = place = begun = 0
    for index, (start, end) in enumerate(words[:-1]):
        while place < len(kept) and kept[place][0] < end:
            reached = max(reached, kept[place][1])
            place += 1
        following = words[index + 1][0]
        if reached <= end and _ends(text, start, end, following):
            yield words[begun : index + 1]
            begun = index + 1
    if words:
        yield words[begun:]


def _ends(text: str, start: int, end: int, following: int) -> bool:
    gap = text[end:following]
    if "\n" in gap or "\r" in gap:
        return True
    if not gap or text[following].islower():
        return False
    word = text[start:end]
    return word[-1] in _STOPS or (word in _CLOSING and text[start - 1 : start] in _STOPS)
