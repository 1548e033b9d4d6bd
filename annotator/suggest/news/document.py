"""Names that a document has more than once, made consistent over it."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from annotator.suggest.news.mentions import CONTEXT, Mention, Page, taken_by

_PLACES = "CSTR"
_SPOKEN_FOR = 2  # votes of a mention that the words around it speak for


def spread(page: Page, mentions: list[Mention]) -> list[Mention]:
    """Further mentions of what is named in the document, and one label for each name."""
    mentions = _agreed(page, mentions)
    people = _surnames(page, mentions)
    _parts(page, mentions)
    known = _known(page, mentions)
    for word in people:
        known.setdefault((word,), "PERSON")
    return _added(page, mentions, known)


def _parts(page: Page, mentions: list[Mention]) -> None:
    """A single word that is part of a person's or a body's full name is that person or body."""
    people, bodies = _words(page, mentions, "PERSON"), _words(page, mentions, "ORG")
    for mention in mentions:
        word = page.words[mention.start]
        if page.kinds(mention.start, mention.end):
            continue
        if mention.end - mention.start > 1:
            if mention.label in ("ORG", "LOC", "MISC") and _ends_person(page, mention, mentions):
                mention.label, mention.why = "PERSON", "document"
            continue
        if mention.label in ("ORG", "LOC", "MISC") and word in people - bodies:
            mention.label, mention.why = "PERSON", "document"
        elif mention.label == "PERSON" and word in bodies - people:
            mention.label, mention.why = "ORG", "document"


def _ends_person(page: Page, mention: Mention, mentions: list[Mention]) -> bool:
    """Whether a longer name of a person ends so."""
    words = page.words[mention.start : mention.end]
    return any(
        other.label == "PERSON"
        and other.end - other.start > len(words)
        and page.words[other.end - len(words) : other.end] == words
        for other in mentions
    )


def _words(page: Page, mentions: list[Mention], label: str) -> set[str]:
    """The words of the longer names with a label."""
    return {
        page.words[index]
        for mention in mentions
        if mention.label == label and mention.end - mention.start > 1
        for index in range(mention.start, mention.end)
    }


def _agreed(page: Page, mentions: list[Mention]) -> list[Mention]:
    """The label that most mentions of a name have, for the names that are no places."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for mention in mentions:
        weight = _SPOKEN_FOR if mention.why == CONTEXT else 1
        votes[page.text(mention.start, mention.end)][mention.label] += weight
    for mention in mentions:
        text = page.text(mention.start, mention.end)
        if len(votes[text]) < 2 or any(kind in _PLACES for kind in page.lists.kinds_of(text)):
            continue
        (label, count), *_ = votes[text].most_common()
        if mention.label != label and count >= 2 * votes[text][mention.label]:
            mention.label, mention.why = label, "document"
    return mentions


def _surnames(page: Page, mentions: list[Mention]) -> set[str]:
    found = set()
    for mention in mentions:
        if mention.label != "PERSON" or mention.end - mention.start < 2:
            continue
        for index in (mention.end - 1, *_family_first(page, mention)):
            word = page.words[index]
            if len(word) > 2 and word[0].isupper() and not page.is_plain(index):
                found.add(word)
    return found


def _family_first(page: Page, mention: Mention) -> Iterable[int]:
    """The first word too where the rest is joined by a hyphen: Kim Jong-un."""
    return (mention.start,) if "-" in page.words[mention.start : mention.end] else ()


def _known(page: Page, mentions: list[Mention]) -> dict[tuple[str, ...], str]:
    """Names that may be looked for elsewhere, with their label."""
    found: dict[tuple[str, ...], str] = {}
    for mention in mentions:
        words = tuple(page.words[mention.start : mention.end])
        if len(words) > 6 or not words[0][0].isupper():
            continue
        if len(words) == 1 and (page.is_plain(mention.start) or len(words[0]) < 3):
            continue
        found.setdefault(words, mention.label)
    return found


def _added(page: Page, mentions: list[Mention], known: dict[tuple[str, ...], str]) -> list[Mention]:
    by_first: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for words in known:
        by_first[words[0]].append(words)
    taken = taken_by(mentions)
    added: list[Mention] = []
    for index, word in enumerate(page.words):
        if index in taken or word not in by_first:
            continue
        for words in sorted(by_first[word], key=len, reverse=True):
            end = index + len(words)
            place = range(index, end)
            if tuple(page.words[index:end]) == words and taken.isdisjoint(place):
                if _joined(page, index, end):
                    break
                added.append(Mention(index, end, known[words], "document"))
                taken.update(place)
                break
    return sorted([*mentions, *added], key=lambda each: each.start)


def _joined(page: Page, start: int, end: int) -> bool:
    """Whether a name goes on to a side, so that it is a part of a longer one."""
    after = page.words[end] if end < len(page.words) else ""
    before = page.words[start - 1] if start else ""
    if "-" in (after, before) or after == "&":
        return True
    return end - start == 1 and (_names_on(page, end) or _names_on(page, start - 1))


def _names_on(page: Page, index: int) -> bool:
    """Whether a word beside a name looks like a part of it."""
    if not 0 <= index < len(page.words) or page.is_plain(index):
        return False
    word = page.words[index]
    return word[:1].isupper() and word.isalpha() and not page.kinds(index, index + 1)
