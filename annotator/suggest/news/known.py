"""What the lists say of a name, and what its own shape does."""

from annotator.suggest.news.mentions import Listed, Mention, Page, taken_by
from annotator.suggest.news.wordlists import word_list

_LONGEST_ACRONYM = 6
_PLACE_LABELS = ("LOC", "GPE", "FAC")
# Labels that the lists may overrule; one that a person has trained it for they may not.
COARSE = frozenset({"PERSON", "ORG", "LOC", "NORP", "MISC"})


def corrected(page: Page, mentions: list[Mention]) -> list[Mention]:
    """Countries, nationalities and what is shaped like a body have their label whatever the model
    thinks; abbreviations that name nothing, such as GDP, are no bodies."""
    mentions = [each for each in mentions if not _nameless(page, each)]
    for mention in mentions:
        kinds = page.kinds(mention.start, mention.end)
        name = mention.label == "PERSON" and page.is_name(mention.end - 1)
        if mention.label not in COARSE:
            continue
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
        elif mention.label == "ORG" and not kinds and _event(page, mention):
            mention.label = "MISC"
        elif mention.label in ("LOC", "ORG") and _addressed(page, mention.start):
            mention.label = "PERSON"
    return mentions


def _nameless(page: Page, mention: Mention) -> bool:
    """Whether it is a common abbreviation that stands for no name."""
    if mention.label != "ORG" or mention.end - mention.start > 1:
        return False
    return page.words[mention.start].replace(".", "") in word_list("known.no_bodies")


def _event(page: Page, mention: Mention) -> bool:
    """Whether a longer name begins or ends as those of events do."""
    words = page.words[mention.start : mention.end]
    if len(words) < 2:
        return False
    if words[1] == "of" and words[0] in word_list("known.events_of"):
        return True
    ended = words[-1] in word_list("known.event_ends")
    headed = words[0] in word_list("known.event_heads")
    return (ended or headed) and not any(word.islower() for word in words)


def _adjective(page: Page, mention: Mention) -> bool:
    """Such as "North African": a nationality after a point of the compass."""
    first = page.words[mention.start].lower()
    if mention.end - mention.start != 2 or first not in word_list("known.compass"):
        return False
    return page.kinds(mention.end - 1, mention.end) == "N"


def _body(page: Page, mention: Mention) -> bool:
    """Whether a longer name begins or ends as those of organisations do, in English or not."""
    words = page.words[mention.start : mention.end]
    if len(words) < 2 or page.kinds(mention.start, mention.end):
        return False
    named_of = words[1] in ("of", "for") and words[0] in word_list("known.body_heads")
    ended = words[-1] in word_list("known.body_ends") and words[-2] != "-"
    return named_of or ended or words[0] in word_list("known.body_starts")


def _acronym(page: Page, mention: Mention) -> bool:
    """Three to six capitals in a line that has small letters too: seldom a person or a place."""
    word = page.words[mention.start]
    if mention.end - mention.start > 1 or not 3 <= len(word) <= _LONGEST_ACRONYM:
        return False
    if not (word.isalpha() and word.isupper()) or word in word_list("known.no_bodies"):
        return False
    return _among_small(page, mention)


def _among_small(page: Page, name: Mention | Listed) -> bool:
    """Whether words in small letters stand near: capitals are no matter of the line then."""
    around = page.words[max(0, name.start - 4) : name.end + 4]
    return any(each.islower() and len(each) > 1 for each in around)


def _addressed(page: Page, start: int) -> bool:
    return start > 0 and page.words[start - 1] in word_list("known.forms_of_address")


def unseen(page: Page, mentions: list[Mention]) -> list[Mention]:
    """Listed names of high precision that the model has passed over."""
    taken = taken_by(mentions)
    return [
        Mention(each.start, each.end, label, "list")
        for each in page.listed
        if (label := _sure(page, each)) and taken.isdisjoint(range(each.start, each.end))
    ]


def _sure(page: Page, listed: Listed) -> str:
    word = page.words[listed.start]
    single = listed.end - listed.start == 1
    acronym = word.isupper() and _among_small(page, listed)
    if single and not acronym and (page.is_plain(listed.start) or page.is_name(listed.start)):
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
