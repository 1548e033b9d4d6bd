"""A text as the rules see it: words with their hyphens, heads of sentences, headings."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc

_ENDS = frozenset(".!?:;\"“”«»()[]{}•–—*…|/'’‘")
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Word:
    """Tokens `[first, last]` that hyphens join; `opens` if it stands first in a sentence."""

    text: str
    first: int
    last: int
    opens: bool
    heading: bool

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital."""
        return self.text[0].isupper()

    @property
    def acronym(self) -> bool:
        """Whether it is two or more capitals."""
        return len(self.text) > 1 and self.text.isupper() and self.text.isalpha()


def words_of(doc: "Doc") -> list[Word]:
    """The words of a doc, in order; white space is left out."""
    tokens = [(token.text, bool(token.whitespace_)) for token in doc]
    headings = _heading_ends(doc.text)
    found: list[Word] = []
    opens, index, offset, line = True, 0, 0, 0
    starts = [token.idx for token in doc]
    while index < len(tokens):
        text, space = tokens[index]
        if text.isspace():
            opens = opens or "\n" in text or "\r" in text
            index += 1
            continue
        last = index
        while not space and last + 2 < len(tokens) and tokens[last + 1] == ("-", False):
            if not tokens[last + 2][0][0].isalpha():
                break
            text, space = f"{text}-{tokens[last + 2][0]}", tokens[last + 2][1]
            last += 2
        offset = starts[index]
        while line < len(headings) and headings[line][1] <= offset:
            line += 1
        heading = line < len(headings) and headings[line][0] <= offset
        found.append(Word(text, index, last, opens, heading))
        opens = text in _ENDS
        index = last + 1
    return found


def _heading_ends(text: str) -> list[tuple[int, int]]:
    """Lines with nearly every word capitalised, or all in capitals."""
    found = []
    start = 0
    for line in text.splitlines(keepends=True):
        if _is_heading(line.rstrip()):
            found.append((start, start + len(line)))
        start += len(line)
    return found


def _is_heading(line: str) -> bool:
    if not line or len(line) > 200 or line[-1] in '.!?”"':
        return False
    long = [word for word in _WORD.findall(line) if len(word) > 3]
    return len(long) > 1 and sum(word[0].isupper() for word in long) >= 0.7 * len(long)
