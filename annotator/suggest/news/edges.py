"""Where a mention begins and ends."""

from annotator.suggest.news.mentions import Mention, Page
from annotator.suggest.news.wordlists import word_list

_OUTSIDE = frozenset('’"“”,.;:!?()[]-–—/*|&') | {"’s", "''", "``", "...", "the", "The", "THE"}
_LONGEST_HALF = 5  # letters after the hyphen, as in Kim Jong-un


def trimmed(page: Page, mention: Mention) -> Mention | None:
    """Without punctuation, articles and possessives at its edges; None if nothing is left."""
    start, end, words = mention.start, mention.end, page.words
    while start < end and (words[start] in _OUTSIDE or words[start].isspace()):
        start += 1
    while start < end and (words[end - 1] in _OUTSIDE or words[end - 1].isspace()):
        if words[end - 1] == ")" and "(" in words[start:end]:
            break
        end -= 1
    for index in range(start, end):
        if "\n" in words[index]:
            end = index
            break
    if mention.label == "PERSON":
        start, end = _person(page, start, end)
    elif mention.label in ("ORG", "LOC"):
        end = _without_figures(page, start, end)
    if start >= end or not any(char.isalnum() for char in words[start]):
        return None
    mention.start, mention.end = start, end
    return mention


def _person(page: Page, start: int, end: int) -> tuple[int, int]:
    """Without titles before the name and the verb that a headline has after it."""
    words = page.words
    titles = word_list("edges.titles") - word_list("edges.kept_titles")
    while end - start > 1 and words[start] in titles:
        start += 1
    for index in range(start + 1, end):
        if words[index] in word_list("edges.light"):
            end = index
            break
    while end - start > 1 and (_verb(page, end - 1) or words[end - 1].isdigit()):
        end -= 1
    return start, _with_hyphen(page, start, end)


def _with_hyphen(page: Page, start: int, end: int) -> int:
    """On to the small half of a name with a hyphen: Kim Jong-un."""
    words = page.words
    if end - start < 2 or end + 1 >= len(words) or words[end] != "-":
        return end
    half = words[end + 1]
    fits = half.isalpha() and half.islower() and len(half) <= _LONGEST_HALF
    return end + 2 if fits and half not in word_list("edges.compounds") else end


def _without_figures(page: Page, start: int, end: int) -> int:
    """Without the figures of a result after the name, unless a list has the name with them."""
    while end - start > 1 and page.words[end - 1].isdigit() and not page.kinds(start, end):
        end -= 1
    return end


def _verb(page: Page, index: int) -> bool:
    word = page.words[index]
    return page.is_plain(index) and not page.is_name(index) and len(word) > 3 and word.isalpha()
