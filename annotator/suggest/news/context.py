"""What the words around a name say of it, where the lists do not know it."""

import re
from itertools import pairwise

from annotator.suggest.news.known import COARSE
from annotator.suggest.news.mentions import CONTEXT, Mention, Page
from annotator.suggest.news.wordlists import word_list

_QUOTES = frozenset('"“”«‘')
_PLACES = frozenset("CST")
_DASHES = frozenset("–—")
_YEAR = re.compile(r"(?:19|20)\d\d(?!\d)")
_FAR = 9  # tokens
_GOES_ON = frozenset({",", ".", "that", "which", "who", "in", "of", "with", "for", "and", "based"})
_OF = frozenset({"of", "at", "in", "for"})


def judged(page: Page, mentions: list[Mention]) -> list[Mention]:
    """The mentions, unlisted ones with the label that their neighbours call for."""
    for mention in mentions:
        if mention.label == "ORG" and _dateline(page, mention):
            mention.label = "LOC"
        if mention.label not in COARSE - {"NORP"} or page.kinds(mention.start, mention.end):
            continue
        label = _label(page, mention)
        if label:
            mention.label, mention.why = label, CONTEXT
    return mentions


def _dateline(page: Page, mention: Mention) -> bool:
    """Whether a place stands where a report says whence it comes: LONDON (Reuters) -."""
    start, end = mention.start, mention.end
    if not set(page.kinds(start, end)) & _PLACES or not page.opens(start):
        return False
    after = _after(page, mention)
    further = page.words[end + 1] if end + 1 < len(page.words) else ""
    agency = after == "(" and bool(further) and "O" in page.kinds(end + 1, end + 2)
    return agency or after in _DASHES or (_YEAR.match(after) is not None and "-" in after + further)


def _label(page: Page, mention: Mention) -> str:
    """A better label, empty where nothing speaks for one."""
    if mention.label == "ORG":
        last = page.words[mention.end - 1].lower()
        long = mention.end - mention.start > 1
        if long and _in_office(page, mention):
            return "PERSON"
        return "LOC" if long and last in word_list("context.place_ends") else ""
    if _as_body(page, mention):
        return "ORG"
    if mention.label in ("LOC", "MISC") and _as_person(page, mention):
        return "PERSON"
    if mention.label in ("PERSON", "MISC") and _as_place(page, mention):
        return "LOC"
    return ""


def _in_office(page: Page, mention: Mention) -> bool:
    """Whether an office in small letters comes right before what looks like two or three names."""
    words = page.words[mention.start : mention.end]
    if len(words) > 3 or not all(word.isalpha() and word.istitle() for word in words):
        return False
    plain = any(page.is_plain(index) for index in range(mention.start, mention.end))
    return not plain and _before(page, mention) in word_list("context.offices")


def _before(page: Page, mention: Mention, far: int = 1) -> str:
    """The word so far before a mention, over an opening quotation mark."""
    index = mention.start - 1
    if index >= 0 and page.words[index] in _QUOTES:
        index -= 1
    index -= far - 1
    return page.words[index] if index >= 0 else ""


def _after(page: Page, mention: Mention) -> str:
    return page.words[mention.end] if mention.end < len(page.words) else ""


def _as_body(page: Page, mention: Mention) -> bool:
    named = mention.label == "PERSON" and page.is_name(mention.start)
    before = _before(page, mention)
    if before in word_list("context.bodies_before"):
        return not named or before in ("newspaper", "band", "company", "firm", "group")
    if _after(page, mention) in word_list("context.business_after"):
        return True
    if named:
        return False
    if _apposed(page, mention):
        return True
    if _after(page, mention) in word_list("context.bodies_after") or _agency(page, mention):
        return True
    if mention.label == "LOC" and before != "at":
        return False
    return before in _OF and _before(page, mention, 2) in word_list("context.bodies_of")


def _agency(page: Page, mention: Mention) -> bool:
    return page.words[mention.end : mention.end + 2] == ["news", "agency"]


def _apposed(page: Page, mention: Mention) -> bool:
    """Whether ", a company that" or the like follows."""
    words = page.words[mention.end : mention.end + _FAR]
    if len(words) < 3 or words[0] != "," or words[1] not in ("a", "an", "the"):
        return False
    for word, after in pairwise(words[2:]):
        if not word[0].isalpha() and word != "-":
            return False
        if word in word_list("context.bodies_before"):
            return after in _GOES_ON
    return False


def _as_person(page: Page, mention: Mention) -> bool:
    size = mention.end - mention.start
    if size <= 2 and _before(page, mention) in word_list("context.titles"):
        return True
    if size == 1:
        speech = word_list("context.speech")
        return _after(page, mention) in speech or _before(page, mention) in ("said", "says")
    plain = any(page.is_plain(index) for index in range(mention.start, mention.end))
    return size <= 3 and mention.label == "MISC" and page.is_first(mention.start) and not plain


def _as_place(page: Page, mention: Mention) -> bool:
    if mention.label == "PERSON" and page.is_name(mention.start):
        return False
    before = _before(page, mention)
    if before == "of":
        before = _before(page, mention, 2)
    return before in word_list("context.places_before")
