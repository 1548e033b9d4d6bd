"""Other texts from annotated ones: names exchanged, case changed, sentences joined."""

import random
import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from annotator.suggest.news.lists import Lists
from annotator.suggest.recipe.corpora import Entity, Text
from annotator.suggest.recipe.invent import Inventor

RENAMED, CASE, HEADLINE = 0.3, 0.1, 0.06
_JOINTS = (" ", " ", " ", "\n", "\n\n")
_SMALL = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "in",
        "on",
        "at",
        "to",
        "for",
        "and",
        "or",
        "as",
        "by",
        "with",
        "from",
        "over",
        "after",
        "into",
    ]
)
_WORD = re.compile(r"(?<![’\w])[^\W\d_]+")
_APART = re.compile(r" (?=(?:’(?:s|re|ve|ll|d|m)|n’t)\b)")
CONTRACTED = 0.8


def examples(
    documents: Sequence[Sequence[Text]], inventor: Inventor, lists: Lists, rng: random.Random
) -> Iterator[Text]:
    """Pieces of one to five sentences of each document, in random order, some of them changed."""
    pieces = [piece for sentences in documents for piece in _pieces(sentences, rng)]
    rng.shuffle(pieces)
    rename = Renamer(inventor, lists, rng)
    for piece in pieces:
        piece = contracted(piece) if rng.random() < CONTRACTED else piece
        text = rename(piece) if rng.random() < RENAMED else piece
        chance = rng.random()
        if chance < CASE:
            text = recased(text, rng.choice((str.upper, str.upper, str.lower, str.title)))
        elif chance < CASE + HEADLINE:
            text = headline(text)
        yield text


def _pieces(sentences: Sequence[Text], rng: random.Random) -> Iterator[Text]:
    start = 0
    while start < len(sentences):
        size = rng.randint(1, 5)
        yield joined(sentences[start : start + size], rng.choice(_JOINTS))
        start += size


def joined(sentences: Sequence[Text], joint: str) -> Text:
    """Sentences with the same joint between them."""
    text, entities = "", []
    for sentence in sentences:
        if text:
            text += joint
        entities += [(s + len(text), e + len(text), label) for s, e, label in sentence.entities]
        text += sentence.text
    return Text(text, tuple(entities))


def contracted(text: Text) -> Text:
    """The text without the spaces that corpora made of tokens have before ’s and n’t."""
    gaps = [match.start() for match in _APART.finditer(text.text)]
    if not gaps:
        return text
    entities = tuple(
        (s - bisect_left(gaps, s), e - bisect_left(gaps, e), x) for s, e, x in text.entities
    )
    return Text(_APART.sub("", text.text), entities)


def recased(text: Text, change: Callable[[str], str]) -> Text:
    """The text in another case; letters whose length would change keep theirs."""
    changed = (
        "".join(new if len(new := change(char)) == 1 else char for char in text.text)
        if change is not str.title
        else _WORD.sub(lambda m: _title(m.group()), text.text)
    )
    return Text(changed, text.entities)


def headline(text: Text) -> Text:
    """The text as a headline, with small words small."""
    first = re.match(r"\W*", text.text)
    opens = first.end() if first else 0

    def change(match: re.Match[str]) -> str:
        small = match.group() in _SMALL and match.start() > opens
        return match.group() if small else _title(match.group())

    return Text(_WORD.sub(change, text.text).rstrip("."), _fitting(text))


def _fitting(text: Text) -> tuple[Entity, ...]:
    end = len(text.text.rstrip("."))
    return tuple(each for each in text.entities if each[1] <= end)


def _title(word: str) -> str:
    first = word[0].upper()
    return (first if len(first) == 1 else word[0]) + word[1:]


@dataclass(slots=True)
class Renamer:
    """Exchanges the names of a text for others of their kind, the same name for the same."""

    inventor: Inventor
    lists: Lists
    rng: random.Random

    def __call__(self, text: Text) -> Text:
        """The text with most of its names exchanged."""
        known: dict[str, str] = {}
        out, entities, done = "", [], 0
        for start, end, label in text.entities:
            if start < done:
                continue
            out += text.text[done:start]
            old = text.text[start:end]
            if old not in known:
                known[old] = self._other(old, label) if self.rng.random() < 0.8 else old
            entities.append((len(out), len(out) + len(known[old]), label))
            out += known[old]
            done = end
        return Text(out + text.text[done:], tuple(entities))

    def _other(self, old: str, label: str) -> str:
        kinds = self.lists.kinds_of(old)
        match label:
            case "PERSON":
                return self.inventor.person(old)
            case "ORG":
                return self.inventor.body()
            case "LOC" if "C" in kinds:
                return self.inventor.country()
            case "LOC" if "T" in kinds or "S" in kinds or (not kinds and " " not in old):
                return self.inventor.place()
            case "NORP" if "N" in kinds:
                return self.inventor.group(old)
            case _:
                return old
