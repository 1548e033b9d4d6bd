"""Short forms that a document introduces in brackets after the long one: they mean the same."""

from collections.abc import Iterator

from annotator.suggest.news.known import COARSE
from annotator.suggest.news.mentions import CONTEXT, Mention, Page
from annotator.suggest.news.wordlists import word_list

_FEWEST, _MOST = 2, 7  # letters
_LONGEST = 10  # tokens of a long form
Range = tuple[int, int]


def explained(page: Page, mentions: list[Mention]) -> list[Mention]:
    """Short forms with the label of what they stand for; those of no name are none either."""
    for at, (start, end) in _introduced(page):
        meant = [each for each in mentions if each.start <= start and each.end == end]
        word = page.words[at]
        capitals = any(each[0].isupper() for each in page.words[start:end])
        if not (capitals or meant):
            mentions = [each for each in mentions if not _is(page, each, word)]
        elif meant and meant[0].label in COARSE - {"MISC"}:
            mentions = _labelled(page, mentions, at, meant[0].label)
    return mentions


def _labelled(page: Page, mentions: list[Mention], at: int, label: str) -> list[Mention]:
    """All mentions of a short form with a label, the one where it is introduced among them."""
    word = page.words[at]
    for each in mentions:
        if _is(page, each, word):
            each.label, each.why = label, CONTEXT
    if any(each.start <= at < each.end for each in mentions):
        return mentions
    return sorted([*mentions, Mention(at, at + 1, label, CONTEXT)], key=lambda each: each.start)


def _is(page: Page, mention: Mention, word: str) -> bool:
    one = mention.end - mention.start == 1 and page.words[mention.start] == word
    return one and mention.label in COARSE


def _introduced(page: Page) -> Iterator[tuple[int, Range]]:
    """Where a short form stands alone in brackets, and its long form before them."""
    words = page.words
    for index in range(2, len(words) - 1):
        if words[index - 1] == "(" and words[index + 1] == ")" and _short(words[index]):
            start = _long(words, index - 2, words[index])
            if start >= 0:
                yield index, (start, index - 1)


def _short(word: str) -> bool:
    return _FEWEST <= len(word) <= _MOST and word.isalpha() and word.isupper()


def _long(words: list[str], last: int, short: str) -> int:
    """Where the words begin that have these first letters, -1 if they have not; small words may
    come between."""
    left = len(short)
    for index in range(last, max(-1, last - _LONGEST), -1):
        word = words[index]
        if word[0].upper() == short[left - 1]:
            left -= 1
        elif word.lower() not in word_list("acronyms.between"):
            return -1
        if not left:
            return index
    return -1
