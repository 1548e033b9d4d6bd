"""Names of people, organisations and places by how they are written and what stands around."""

from dataclasses import dataclass

from annotator.suggest.rules.layout import Word
from annotator.suggest.rules.words import Words

_COMPOUND_ENDS = frozenset(
    [
        "led",
        "backed",
        "based",
        "era",
        "born",
        "style",
        "like",
        "made",
        "wide",
        "held",
        "run",
        "owned",
        "speaking",
        "related",
        "funded",
        "old",
        "year",
        "time",
        "level",
        "free",
        "term",
        "century",
        "only",
        "to",
        "in",
        "of",
        "the",
        "and",
        "general",
        "elect",
        "controlled",
    ]
)
_BREAKS = frozenset({"DATE", "MONEY", "GPE", "NORP", "EVENT", "ORG", "LOC", "PRODUCT", "FAC"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """Tokens `[first, last]` with a label and the kind of rule that found them."""

    first: int
    last: int
    label: str
    kind: str


class Finder:
    """Goes over runs of capitalised words; `known` maps a token to the label of a listed name."""

    def __init__(self, words: Words, text: list[Word], known: dict[int, str], seen: set[str]):
        self._words = words
        self._text = text
        self._known = known
        self._small = seen

    def find(self) -> list[Candidate]:
        """Every candidate, overlapping ones included."""
        found: list[Candidate] = []
        index = 0
        while index < len(self._text):
            if not self._named(index):
                index += 1
                continue
            end = self._run_end(index)
            found += self._classify(index, end)
            index = end
        return found

    def _named(self, index: int) -> bool:
        word = self._text[index]
        if not word.capital or word.heading or self._known.get(word.first) in ("DATE", "MONEY"):
            return False
        return not (word.opens and self._plain(word))

    def _plain(self, word: Word) -> bool:
        """A word that a sentence may open with: small elsewhere, or of everyday use."""
        if word.text in self._words["person.titles"]:
            return False
        return word.text.lower() in self._small or word.text in self._words["plain.words"]

    def _run_end(self, index: int) -> int:
        """The end of the run of capitalised words, over particles between them."""
        end = index + 1
        while end < len(self._text):
            word = self._text[end]
            if word.opens and self._text[end - 1].text not in ("St.", "Mr.", "Dr.", "Mrs.", "Ms."):
                break
            if word.capital and self._known.get(word.first) != "DATE":
                end += 1
                continue
            joins = word.text in self._words["person.particles"] or word.text == "&"
            if joins and end + 1 < len(self._text) and self._text[end + 1].capital:
                end += 2
                continue
            break
        return end

    def _classify(self, start: int, end: int) -> list[Candidate]:
        found = self._of_names(start, end)
        if not found:
            found = self._by_last_word(start, end)
        if found:
            return found
        return self._people(start, end) + self._acronyms(start, end)

    def _of_names(self, start: int, end: int) -> list[Candidate]:
        """Such as "Ministry of Defence", "Gulf of Finland", "Battle of Hastings"."""
        head, after = self._text[end - 1], end
        if after + 1 >= len(self._text) or self._text[after].text not in ("of", "for"):
            return []
        after += 1
        if self._text[after].text == "the" and after + 1 < len(self._text):
            after += 1
        if not self._text[after].capital:
            return []
        stop = self._run_end(after)
        if (
            stop + 1 < len(self._text)
            and self._text[stop].text == "and"
            and head.text == "Ministry"
        ):
            stop = self._run_end(stop + 1) if self._text[stop + 1].capital else stop
        of = f"{head.text} {self._text[end].text}"
        if head.text in self._words["organisation.heads"]:
            return [self._make(self._after_plain(start, end), stop, "ORG", "organisation head")]
        if of in self._words["place.nature_heads"]:
            return [self._make(end - 1, stop, "LOC", "nature head")]
        if of in self._words["event.heads"]:
            return [self._make(end - 1, stop, "EVENT", "event head")]
        return []

    def _by_last_word(self, start: int, end: int) -> list[Candidate]:
        start = self._after_plain(start, end)
        for stop in range(end, start + 1, -1):
            last = self._text[stop - 1].text
            for group, label, kind in _SUFFIXES:
                if last in self._words[group]:
                    if all(
                        self._text[i].text in self._words["person.titles"]
                        for i in range(start, stop - 1)
                    ):
                        return []
                    return [self._make(start, stop, label, kind)]
        if end - start > 1 and self._text[start].text in self._words["place.nature_heads"]:
            return [self._make(start, end, "LOC", "nature head")]
        if end - start > 1 and self._text[start].text in self._words["event.heads"]:
            return [self._make(start, end, "EVENT", "event head")]
        return []

    def _after_plain(self, start: int, end: int) -> int:
        """Past the first words that are titles or everyday words at the head of a sentence."""
        while start < end - 1 and self._text[start].opens and self._plain(self._text[start]):
            start += 1
        return start

    def _people(self, start: int, end: int) -> list[Candidate]:
        titles = self._words["person.titles"]
        titled = False
        for index in range(end - 1, start - 1, -1):
            if self._text[index].text in titles:
                start, titled = index + 1, True
                break
        while start < end and (
            self._known.get(self._text[start].first) in _BREAKS and not self._first_name(start, end)
        ):
            start += 1
        stop = start
        while stop < end and self._in_person(stop, start):
            stop += 1
        while stop > start and not self._text[stop - 1].capital:
            stop -= 1
        if stop == start or stop - start > 4:
            return []
        kind = self._person_kind(start, stop, titled)
        return [self._make(start, stop, "PERSON", kind)] if kind else []

    def _in_person(self, index: int, start: int) -> bool:
        word = self._text[index]
        if word.acronym and not (len(word.text) == 2 and index == start):
            return False
        if index > start and self._known.get(word.first) in ("NORP", "DATE", "ORG"):
            return False
        if "-" in word.text and word.text.rpartition("-")[2] in _COMPOUND_ENDS:
            return False
        return any(char.isalpha() for char in word.text) and not any(c.isdigit() for c in word.text)

    def _first_name(self, start: int, end: int) -> bool:
        return end - start > 1 and self._text[start].text in self._words["person.first"]

    def _person_kind(self, start: int, stop: int, titled: bool) -> str:
        first, several = self._text[start], stop - start > 1
        plain = any(self._plain(self._text[i]) for i in range(start, stop))
        if titled and not plain:
            return "title"
        if several and first.text in self._words["person.first"]:
            return "first name"
        if several and first.text in self._words["person.family_first"] and not plain:
            return "family name first"
        if not several or plain:
            return ""
        before = self._text[start - 1].text if start else ""
        after = self._text[stop].text if stop < len(self._text) else ""
        if before in self._words["person.roles"] or after in self._words["person.verbs"]:
            return "role"
        # Two capitalised words and no other sign: right in 38 of 100, so not suggested.
        return ""

    def _acronyms(self, start: int, end: int) -> list[Candidate]:
        out = self._words["organisation.not_acronyms"]
        return [
            self._make(i, i + 1, "ORG", "acronym")
            for i in range(start, end)
            if self._text[i].acronym
            and 3 <= len(self._text[i].text) <= 6
            and self._text[i].text not in out
        ]

    def _make(self, start: int, stop: int, label: str, kind: str) -> Candidate:
        return Candidate(self._text[start].first, self._text[stop - 1].last, label, kind)


_SUFFIXES = (
    ("organisation.suffixes", "ORG", "organisation suffix"),
    ("place.facility", "FAC", "facility"),
    ("place.region", "GPE", "region"),
    ("place.nature", "LOC", "nature"),
    ("event.suffixes", "EVENT", "event"),
)


def repeats(words: Words, text: list[Word], people: list[list[Word]]) -> list[Candidate]:
    """Further mentions of people by the part of the name that stands for them."""
    parts: set[str] = set()
    for name in people:
        first = name[0].text in words["person.family_first"] and name[0].text not in ("Lee", "Le")
        part = name[0] if first and "-" in name[-1].text else name[-1]
        if len(part.text) > 2 and part.text not in words["plain.words"]:
            parts.add(part.text)
    full = {tuple(word.text for word in name) for name in people if len(name) > 1}
    longest = max(map(len, full), default=1)
    found = [
        Candidate(word.first, word.last, "PERSON", "repeat") for word in text if word.text in parts
    ]
    for size in range(2, longest + 1):
        for index in range(len(text) - size + 1):
            if tuple(word.text for word in text[index : index + size]) in full:
                begin, end = text[index].first, text[index + size - 1].last
                found.append(Candidate(begin, end, "PERSON", "repeat"))
    return found
