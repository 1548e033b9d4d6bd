"""The rules as spaCy components: they leave scored spans in `doc.spans["sc"]`."""

from typing import TYPE_CHECKING

from spacy.lang.en.stop_words import STOP_WORDS
from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Span, SpanGroup

from annotator.suggest.rules import numbers, words
from annotator.suggest.rules.layout import Word, words_of
from annotator.suggest.rules.names import Candidate, Finder, repeats

if TYPE_CHECKING:
    from collections.abc import Iterable

GROUP = "sc"
_STOPS = frozenset(STOP_WORDS)
_FIRST = ("date", "year", "money")
_RANK = {"acronym": 4, "repeat": 3}


class Rules:
    """Word lists for any language and, for English, the rules of names."""

    def __init__(self, nlp: Language, language: str) -> None:
        self._language = language
        self._matcher = PhraseMatcher(nlp.vocab)
        for label, phrases in gazetteer(language).items():
            texts = sorted({phrase.replace("'", "’") for phrase in phrases} | set(phrases))
            self._matcher.add(label, [nlp.make_doc(text) for text in texts])

    def __call__(self, doc: Doc) -> Doc:
        """Add the span group to the doc."""
        found = self._numbers(doc) + self._listed(doc)
        if self._language == "en":
            found = self._with_names(doc, found)
        found = resolve(found)
        known = words.scores() if self._language == "en" else {}
        spans = [Span(doc, each.first, each.last + 1, label=each.label) for each in found]
        group = SpanGroup(doc, name=GROUP, spans=spans)
        group.attrs["scores"] = [known.get(each.kind) for each in found]
        group.attrs["kinds"] = [each.kind for each in found]
        doc.spans[GROUP] = group
        return doc

    def _numbers(self, doc: Doc) -> list[Candidate]:
        found = []
        for start, end, label, kind in numbers.find(doc.text, self._language):
            span = doc.char_span(start, end, alignment_mode="expand")
            if span is not None:
                found.append(Candidate(span.start, span.end - 1, label, kind))
        return found

    def _listed(self, doc: Doc) -> list[Candidate]:
        strings = doc.vocab.strings
        return [
            Candidate(start, end - 1, strings[key], f"listed {strings[key]}")
            for key, start, end in self._matcher(doc)
        ]

    def _with_names(self, doc: Doc, found: list[Candidate]) -> list[Candidate]:
        lists = words.english()
        text = words_of(doc)
        known = {
            token: each.label
            for each in resolve(found)
            for token in range(each.first, each.last + 1)
        }
        small = {token.text for token in doc if token.is_lower} | _STOPS
        found = found + Finder(lists, text, known, small).find()
        people = _people(resolve(found), text)
        return found + repeats(lists, text, people)


def gazetteer(language: str) -> dict[str, frozenset[str]]:
    """Phrases by label."""
    if language == "en":
        return words.english().gazetteer
    return {"GPE": words.countries(language), "LOC": words.continents(language)}


def resolve(found: "Iterable[Candidate]") -> list[Candidate]:
    """No two overlap: dates and sums first, then the longer, then the surer kind of rule."""
    taken: set[int] = set()
    kept = []
    for each in sorted(found, key=_order):
        tokens = range(each.first, each.last + 1)
        if taken.isdisjoint(tokens):
            taken.update(tokens)
            kept.append(each)
    return sorted(kept, key=lambda each: each.first)


def _order(each: Candidate) -> tuple[bool, int, int, int]:
    return (each.kind not in _FIRST, each.first - each.last, _RANK.get(each.kind, 0), each.first)


def _people(found: list[Candidate], text: list[Word]) -> list[list[Word]]:
    place = {word.first: index for index, word in enumerate(text)}
    people = []
    for each in found:
        if each.label == "PERSON":
            index = place[each.first]
            name = [word for word in text[index : index + 6] if word.last <= each.last]
            people.append(name)
    return people


@Language.factory("news_rules", default_config={"language": "en"})
def make_rules(nlp: Language, name: str, language: str) -> Rules:  # noqa: ARG001  spaCy's signature
    """The component of the embedded pipeline."""
    return Rules(nlp, language)
