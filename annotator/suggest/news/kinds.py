"""From the model's coarse labels to fine ones: which place, which other name."""

import re

from annotator.suggest.news.mentions import Mention, Page
from annotator.suggest.news.wordlists import word_list

_MODEL = re.compile(
    r"[A-Z][\w&]*(?:[ -]?[A-Z]{0,3}-?\d[\w-]*)|i(?:Phone|Pad|Pod|Mac)\b.*|[A-Z]{1,4}-?\d+\w*"
)
_DEMONYM = re.compile(r"(?:[A-Z]\w+)(?:ian|ians|ish|ese|ists?|ites?)$")
_FINE = {"E": "EVENT", "P": "PRODUCT", "W": "WORK_OF_ART", "N": "NORP"}
_QUOTES = frozenset(['"', "“", "”", "''", "``", "«", "»", "‘"])


def refine(page: Page, mention: Mention) -> None:
    """Give a place or another name its fine label."""
    if mention.label == "LOC":
        mention.label = place(page, mention)
    elif mention.label == "MISC":
        mention.label = other(page, mention)


def place(page: Page, mention: Mention) -> str:
    """GPE for what is governed, FAC for what is built, LOC for other places."""
    kinds = page.kinds(mention.start, mention.end)
    if any(kind in kinds for kind in "CST"):
        return "GPE"
    if "R" in kinds:
        return "LOC"
    if "F" in kinds or "O" in kinds:
        return "FAC"
    first, last = page.words[mention.start], page.words[mention.end - 1].lower()
    several = mention.end - mention.start > 1
    if (
        several
        and first.lower() in word_list("kinds.sites")
        and page.words[mention.start + 1] == "of"
    ):
        return "FAC"
    if several and (last in word_list("kinds.sites") or first in word_list("kinds.site_heads")):
        return "FAC"
    if several and (last in word_list("kinds.nature") or first in word_list("kinds.nature_heads")):
        return "LOC"
    return "GPE"


def other(page: Page, mention: Mention) -> str:
    """An event, a product or a work where list, word or form says so; else MISC."""
    text = page.text(mention.start, mention.end)
    for kind in page.kinds(mention.start, mention.end):
        if kind in _FINE:
            return _FINE[kind]
    first, last = page.words[mention.start], page.words[mention.end - 1].lower()
    words = {word.lower() for word in page.words[mention.start : mention.end]}
    event = last in word_list("kinds.events") or first in word_list("kinds.event_heads")
    if event or words & {"cup", "olympics", "war", "prix"}:
        return "EVENT"
    if _quoted(page, mention) or last in word_list("kinds.works"):
        return "WORK_OF_ART"
    if _MODEL.fullmatch(text.replace(" - ", "-")):
        return "PRODUCT"
    if mention.end - mention.start == 1 and _DEMONYM.fullmatch(text):
        return "NORP"
    return "MISC"


def _quoted(page: Page, mention: Mention) -> bool:
    before = page.words[mention.start - 1] if mention.start else ""
    after = page.words[mention.end] if mention.end < len(page.words) else ""
    return before in _QUOTES and (after in _QUOTES or after == ",")
