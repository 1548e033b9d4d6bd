"""Which entries of the command palette fit what was typed, and with which letters."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

MOST = 60
LEAST_SCORE = 78
LETTERS = 3  # of a query whose letters may lie apart
DOCUMENTS, SPANS, TEXT, HELP = "@", "#", "/", "?"
PREFIXES = {DOCUMENTS: "Documents", SPANS: "Spans here", TEXT: "Text in the project", HELP: "Help"}
HIDDEN = ("Spans here", "Text in the project")  # only behind their prefixes
WORD_START, INSIDE, SCATTERED = 3, 2, 1


@dataclass(frozen=True, slots=True)
class PaletteEntry:
    """Something that can be run; refused entries carry `reason`. `colour` is that of a label,
    `#RRGGBB`, which stands in place of the icon."""

    id: str
    title: str
    detail: str = ""
    keys: str = ""
    icon: str = ""
    enabled: bool = True
    reason: str = ""
    group: str = "Commands"
    colour: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """An entry and the places in its title that the query matched, in code points."""

    entry: PaletteEntry
    places: frozenset[int] = frozenset()


def split_prefix(query: str) -> tuple[str, str]:
    """The group that a prefix names, or "", and the rest of the query."""
    text = query.strip()
    group = PREFIXES.get(text[:1], "")
    return group, text[1:].strip() if group else text


def matches(entries: Sequence[PaletteEntry], query: str, recent: Sequence[str] = ()) -> list[Match]:
    """The entries that fit, group after group, that with the best one first; at most 60.

    Without a query, the entries of `recent` ids come first, the last one run before the others.
    """
    group, wanted = split_prefix(query)
    if group == "Help":
        entries = [x for x in entries if x.detail == "Help" or x.group == "Help"]
    elif group:
        entries = [x for x in entries if x.group == group]
    else:
        entries = [x for x in entries if x.group not in HIDDEN]
    if group == PREFIXES[TEXT]:
        return [Match(x) for x in entries[:MOST]]  # the project has searched already
    if not wanted:
        return _recent_first(entries, recent)[:MOST]
    return _grouped(_found(entries, wanted))


def _recent_first(entries: Sequence[PaletteEntry], recent: Sequence[str]) -> list[Match]:
    by_id = {x.id: x for x in entries}
    first = [by_id[id] for id in recent if id in by_id]
    rest = [x for x in entries if x.id not in recent]
    return [Match(x) for x in (*first, *rest)]


def _found(entries: Sequence[PaletteEntry], wanted: str) -> list[Match]:
    """Titles that hold the query, those where a word begins with it first; while these are few,
    titles that hold its letters in order, or nearly."""
    sought = wanted.lower()
    begins = re.compile(rf"(?<!\w){re.escape(sought)}")
    titles = [_lowered(x.title) for x in entries]
    ranked = [
        (WORD_START if begins.search(title) else INSIDE, place)
        for place, title in enumerate(titles)
        if sought in title or all(word in title for word in sought.split())
    ]
    if len(ranked) < MOST:
        exact = {place for _, place in ranked}
        few = [x for x, entry in enumerate(entries) if entry.group != "Documents"]
        ranked += [(SCATTERED, x) for x in _near(titles, few, sought) if x not in exact]

    def worse(one: tuple[int, int]) -> tuple[bool, bool, int]:
        level, place = one
        return level == SCATTERED, not entries[place].enabled, -level

    best = sorted(ranked, key=worse)[:MOST]
    return [_match(entries[place], titles[place], sought) for _, place in best]


def _lowered(title: str) -> str:
    """In lower case, unless that has another length, as İ has."""
    lower = title.lower()
    return lower if len(lower) == len(title) else title


def _near(titles: Sequence[str], few: Sequence[int], sought: str) -> list[int]:
    """The places of titles with a slip of the finger, and of those among the `few` that have all
    the letters in order: in a long list of documents nearly any would."""
    from rapidfuzz import fuzz, process

    found = process.extract(
        sought, titles, scorer=fuzz.WRatio, limit=MOST, score_cutoff=LEAST_SCORE
    )
    close = [place for _, _, place in found]
    letters = sought.replace(" ", "")
    if len(letters) >= LETTERS:
        close += [place for place in few if _in_order(letters, titles[place])]
    return list(dict.fromkeys(close))


def _in_order(letters: str, title: str) -> bool:
    rest = iter(title)
    return all(letter in rest for letter in letters)


def _match(entry: PaletteEntry, title: str, sought: str) -> Match:
    starts = [at for at in _occurrences(title, sought) if at == 0 or not title[at - 1].isalnum()]
    at = starts[0] if starts else title.find(sought)
    if at >= 0:
        return Match(entry, frozenset(range(at, at + len(sought))))
    words = [(title.find(word), word) for word in sought.split()]
    if words and all(place >= 0 for place, _ in words):
        spread = frozenset(i for place, word in words for i in range(place, place + len(word)))
        return Match(entry, spread)
    return Match(entry, _aligned(title, sought))


def _occurrences(text: str, part: str) -> list[int]:
    found, at = [], text.find(part)
    while at >= 0:
        found.append(at)
        at = text.find(part, at + 1)
    return found


def _aligned(title: str, sought: str) -> frozenset[int]:
    """The letters of the longest common subsequence."""
    from rapidfuzz.distance import LCSseq

    codes = LCSseq.opcodes(sought, title)
    return frozenset(
        place for code in codes if code.tag == "equal"
        for place in range(code.dest_start, code.dest_end)
        if not title[place].isspace()
    )  # fmt: skip


def _grouped(found: Sequence[Match]) -> list[Match]:
    """Group after group, in the order in which they first come up."""
    groups: dict[str, list[Match]] = {}
    for match in found:
        groups.setdefault(match.entry.group, []).append(match)
    return [match for group in groups.values() for match in group]
