"""Raw news labelled by the pipeline itself, as examples for its next round."""

import re
from typing import TYPE_CHECKING

from annotator.suggest.recipe.corpora import Entity, Text
from annotator.suggest.recipe.evaluate import coarse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.language import Language

_SENTENCE = re.compile(r"[^\n]+?(?:[.!?][\"”’)]*(?=\s+[\"“(]?[A-Z])|(?=\n)|$)")


def labelled(nlp: "Language", texts: list[str]) -> list[list[Text]]:
    """Each text as sentences with the names that the pipeline finds in the whole of it."""
    return [
        list(_sentences(text, sorted(coarse(doc))))
        for text, doc in zip(texts, nlp.pipe(texts), strict=True)
    ]


def _sentences(text: str, names: list[Entity]) -> "Iterator[Text]":
    """Sentences that cut no name in two."""
    start = 0
    for match in _SENTENCE.finditer(text):
        end = match.end()
        if any(first < end < last for first, last, _ in names):
            continue
        sentence = text[start:end]
        start_here = start + len(sentence) - len(sentence.lstrip())
        inside = tuple(
            (first - start_here, last - start_here, label)
            for first, last, label in names
            if start_here <= first and last <= end
        )
        start = end
        if sentence.strip():
            yield Text(sentence.strip(), inside)
