"""Names that a document has more than once, made consistent over it."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from annotator.suggest.news.mentions import Listed, Mention, Page
from annotator.suggest.news.wordlists import word_list

_PLACES = "CSTR"
_LONGEST_ACRONYM = 6
_PLACE_LABELS = ("LOC", "GPE", "FAC")


def corrected(page: Page, mentions: list[Mention]) -> list[Mention]:
    """Countries and nationalities keep their label whatever the model thinks."""
    for mention in mentions:
        kinds = page.kinds(mention.start, mention.end)
        name = mention.label == "PERSON" and page.is_name(mention.end - 1)
        if kinds == "N" and mention.label != "NORP" and not name:
            mention.label, mention.why = "NORP", "listed"
        elif kinds in ("C", "CS") and mention.label not in _PLACE_LABELS and not name:
            mention.label, mention.why = "LOC", "listed"
        elif mention.label in ("LOC", "ORG") and _adjective(page, mention):
            mention.label = "NORP"
        elif mention.label in ("LOC", "PERSON", "MISC") and (
            _body(page, mention) or (_acronym(page, mention) and not kinds)
        ):
            mention.label = "ORG"
        elif mention.label in ("LOC", "ORG") and _addressed(page, mention.start):
            mention.label = "PERSON"
    return mentions


def _adjective(page: Page, mention: Mention) -> bool:
    """Such as "North African": a nationality after a point of the compass."""
    first = page.words[mention.start].lower()
    if mention.end - mention.start != 2 or first not in word_list("document.compass"):
        return False
    return page.kinds(mention.end - 1, mention.end) == "N"


def _body(page: Page, mention: Mention) -> bool:
    """Whether a longer name begins or ends as those of organisations do."""
    words = page.words[mention.start : mention.end]
    if len(words) < 2 or page.kinds(mention.start, mention.end):
        return False
    named_of = words[1] in ("of", "for") and words[0] in word_list("document.body_heads")
    return named_of or words[-1] in word_list("document.body_ends")


def _acronym(page: Page, mention: Mention) -> bool:
    """Three to six capitals in a line that has small letters too: seldom a person or a place."""
    word = page.words[mention.start]
    if mention.end - mention.start > 1 or not 3 <= len(word) <= _LONGEST_ACRONYM:
        return False
    if not (word.isalpha() and word.isupper()) or word in word_list("document.no_bodies"):
        return False
    around = page.words[max(0, mention.start - 4) : mention.end + 4]
    return any(each.islower() and len(each) > 1 for each in around)


def _addressed(page: Page, start: int) -> bool:
    return start > 0 and page.words[start - 1] in word_list("document.forms_of_address")


def unseen(page: Page, mentions: list[Mention]) -> list[Mention]:
    """Listed names of high precision that the model has passed over."""
    taken = _taken(mentions)
    return [
        Mention(each.start, each.end, label, "list")
        for each in page.listed
        if (label := _sure(page, each)) and taken.isdisjoint(range(each.start, each.end))
    ]


def _sure(page: Page, listed: Listed) -> str:
    word = page.words[listed.start]
    single = listed.end - listed.start == 1
    if single and (page.is_plain(listed.start) or page.is_name(listed.start)):
        return ""
    after = page.words[listed.end] if listed.end < len(page.words) else ""
    before = page.words[listed.start - 1] if listed.start else ""
    if after == "-" or before == "-" or (after[:1].isupper() and single and after.isalpha()):
        return ""
    match listed.kinds:
        case "C":
            return "LOC" if len(word) > 2 or word in ("US", "UK", "EU") else ""
        case "N":
            return "NORP"
        case "R":
            return "LOC" if not single else ""
        case "O":
            return "ORG" if not single or word.isupper() else ""
        case "E":
            return "MISC" if not single else ""
    return ""


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
        if mention.end - mention.start > 1 or page.kinds(mention.start, mention.end):
            continue
        if mention.label in ("ORG", "LOC", "MISC") and word in people - bodies:
            mention.label, mention.why = "PERSON", "document"
        elif mention.label == "PERSON" and word in bodies - people:
            mention.label, mention.why = "ORG", "document"


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
        votes[page.text(mention.start, mention.end)][mention.label] += 1
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
    taken = _taken(mentions)
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


def _taken(mentions: Iterable[Mention]) -> set[int]:
    return {index for mention in mentions for index in range(mention.start, mention.end)}
