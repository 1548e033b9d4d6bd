"""The component that tells the model what the lists know of a token.

It writes a short code into each token's `tag`, where an embedding reads it: the place in a
listed name and its kinds ("B-G", "I-GO"), then the marks of a single word ("fl": first and last
name). It must run before `ner` in training too (`annotating_components`).
"""

import random
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import ensure_path

from annotator.suggest.news.lists import Lists, plain
from annotator.suggest.news.mentions import column, with_tags

if TYPE_CHECKING:
    from collections.abc import Iterable

SHORT_CAPITALS = 4  # words in capitals as short as this may be acronyms
Word = tuple[str, int, str]


class GazetteerFeatures:
    """Codes from lists for tokens; `dropout` is the share of names overlooked in training."""

    def __init__(self, name: str = "gazfeat") -> None:
        self.name = name
        self.use(Lists({}, {}))
        self.dropout = 0.0
        self.random = random.Random(0)  # noqa: S311  no secret, a reproducible training

    def use(self, lists: Lists) -> None:
        """Take these lists from now on."""
        self.lists = lists
        self._known: dict[int, Word] = {}
        self._codes: dict[str, int] = {}

    def __call__(self, doc: Doc) -> Doc:
        """Write the codes into the doc's tags."""
        tags = column(doc, "TAG")
        words = self._words(doc)
        free = 0
        for start, end, kinds in self._names(words):
            if self.dropout and self.random.random() < self.dropout:
                continue
            self._mark(doc, tags, words, free, start)
            free = end
            marks = words[start][2] if end - start == 1 else ""
            tags[start] = self._code(doc, f"B-{kinds}|{marks}")
            tags[start + 1 : end] = [self._code(doc, f"I-{kinds}|")] * (end - start - 1)
        self._mark(doc, tags, words, free, len(words))
        return with_tags(doc, tags)

    def _mark(self, doc: Doc, tags: list[int], words: list[Word], start: int, end: int) -> None:
        for index in range(start, end):
            marks = words[index][2]
            if marks:
                tags[index] = self._code(doc, marks)

    def _code(self, doc: Doc, code: str) -> int:
        found = self._codes.get(code)
        if found is None:
            found = self._codes[code] = doc.vocab.strings.add(code)
        return found

    def _words(self, doc: Doc) -> list[Word]:
        known, found = self._known, []
        for index, orth in enumerate(column(doc, "ORTH")):
            word = known.get(orth)
            if word is None:
                word = known[orth] = self._word(doc[index].text)
            found.append(word)
        return found

    def _word(self, text: str) -> Word:
        text = plain(text)
        looked_up = text
        if text.isupper() and len(text) >= SHORT_CAPITALS:
            looked_up = text.title()
        marks = self.lists.marks.get(looked_up, "") if text[0].isupper() else ""
        if text[0].isupper() and looked_up.lower() in self.lists.plain_words:
            marks += "w"
        return text, self.lists.longest.get(text, 0), marks

    def _names(self, words: list[Word]) -> "Iterator[tuple[int, int, str]]":
        """Listed names from left to right, the longest at each place."""
        index = 0
        while index < len(words):
            found = words[index][1] and self._at(words, index)
            if found:
                size, kinds = found
                yield index, index + size, kinds
                index += size
            else:
                index += 1

    def _at(self, words: list[Word], start: int) -> tuple[int, str] | None:
        for size in range(min(words[start][1], len(words) - start), 0, -1):
            phrase = " ".join(word[0] for word in words[start : start + size])
            kinds = self.lists.kinds_of(phrase)
            if kinds:
                return size, kinds
        return None

    def to_disk(self, path: str | Path, *, exclude: "Iterable[str]" = ()) -> None:  # noqa: ARG002  spaCy's
        """Write the lists into a folder."""
        folder = ensure_path(path)
        folder.mkdir(parents=True, exist_ok=True)
        self.lists.write(folder)

    def from_disk(self, path: str | Path, *, exclude: "Iterable[str]" = ()) -> "GazetteerFeatures":  # noqa: ARG002
        """Read the lists of a folder."""
        self.use(Lists.read(ensure_path(path)))
        return self


@Language.factory("gazfeat")
def make_gazfeat(nlp: Language, name: str) -> GazetteerFeatures:  # noqa: ARG001  spaCy's signature
    """The component before `ner`."""
    return GazetteerFeatures(name)
