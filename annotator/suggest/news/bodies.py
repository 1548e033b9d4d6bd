"""How far the name of an organisation goes: Alliance of Forces for the Liberation of Chad."""

from annotator.suggest.news.mentions import Mention, Page
from annotator.suggest.news.wordlists import word_list

_OF = frozenset({"of", "for"})


def whole(page: Page, mentions: list[Mention]) -> list[Mention]:
    """The mentions, organisations on to the end of what they are of or for; what stands in there
    is a part of them."""
    starts = {each.start for each in mentions}
    kept: list[Mention] = []
    for mention in mentions:
        if kept and mention.start < kept[-1].end:
            continue
        if mention.label == "ORG" and (at := _preposition(page, mention)):
            first = at + 1 + (page.words[at + 1 : at + 2] == ["the"])
            if at < mention.end or page.words[at] == "for" or first not in starts:
                mention.end = _on(page, first, mention.end)
        kept.append(mention)
    return kept


def _preposition(page: Page, mention: Mention) -> int:
    """Where a name ends with "of" or "for", or goes on with it; 0 if it does not."""
    words, last = page.words, mention.end - 1
    if words[last] in _OF:
        return last
    following = words[last + 1] if last + 1 < len(words) else ""
    if following not in _OF:
        return 0
    heads = word_list("bodies.heads")
    headed = words[last] in heads or (following == "for" and words[mention.start] in heads)
    return last + 1 if headed else 0


def _on(page: Page, first: int, end: int) -> int:
    """On over capitals, and the small words between them."""
    words, index = page.words, first
    while index < len(words) and (_capital(words[index]) or _between(page, index)):
        index += 1
    return index if index > first else end


def _between(page: Page, index: int) -> bool:
    """Whether a small word joins on: "of", or "and" before what is no name of its own."""
    if page.words[index] not in ("of", "and") or index + 1 == len(page.words):
        return False
    plain = page.words[index] == "of" or page.is_plain(index + 1)
    return plain and _capital(page.words[index + 1])


def _capital(word: str) -> bool:
    return word[0].isupper() and word.isalpha()
