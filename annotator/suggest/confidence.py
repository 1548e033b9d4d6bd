"""Scores for entities of a pipeline that gives none: how much of a beam of parses has them.

spaCy's `ner` decides greedily and says nothing of how sure it was. Over a beam of the best
parses, weighted by their probability, the share that holds an entity is its score.
"""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from annotator.suggest.entity_scores import KEY

NAME = "entity_confidence"
WIDTH, DENSITY = 8, 0.001  # parses that are kept, and how much likelier the best may be
_FACTORIES = ("ner", "beam_ner")
_DOCS = 32


def add_confidence(nlp: Language) -> bool:
    """Have a pipeline score the entities of its `ner`, as its last step. False if it has none:
    then no honest score can be had."""
    parsers = [
        component
        for name, component in nlp.pipeline
        if nlp.get_pipe_meta(name).factory in _FACTORIES
    ]
    if parsers:
        nlp.add_pipe(NAME, last=True).parsers = parsers  # type: ignore[attr-defined]
    return bool(parsers)


class EntityConfidence:
    """Leaves the doc as it is but for its user data."""

    parsers: list[Any]

    def __init__(self) -> None:
        self.parsers = []

    def __call__(self, doc: Doc) -> Doc:
        """Score the entities of one doc."""
        return next(self.pipe([doc]))

    def pipe(self, docs: Iterable[Doc], batch_size: int = _DOCS) -> Iterator[Doc]:
        """Score docs as they come."""
        stream = iter(docs)
        while batch := list(islice(stream, batch_size)):
            self._score([doc for doc in batch if doc.ents and not _is_scored(doc)])
            yield from batch

    def _score(self, docs: list[Doc]) -> None:
        if not docs:
            return
        entities = [doc.ents for doc in docs]
        for doc in docs:
            doc.set_ents([], default="missing")  # what is set would bind the parser
        try:
            for parser in self.parsers:
                beams = parser.beam_parse(docs, drop=0.0, beam_width=WIDTH, beam_density=DENSITY)
                for doc, scores in zip(docs, parser.scored_ents(beams), strict=True):
                    known = doc.user_data.setdefault(KEY, {})
                    known.update({key: min(1.0, float(x)) for key, x in scores.items()})
        finally:
            for doc, ents in zip(docs, entities, strict=True):
                doc.ents = ents


def _is_scored(doc: Doc) -> bool:
    """Whether a group of spans holds the entities with scores, as trained pipelines may have."""
    scored = {
        (span.start, span.end)
        for group in doc.spans.values()
        if len(group.attrs.get("scores", ())) == len(group)
        for span in group
    }
    return all((ent.start, ent.end) in scored for ent in doc.ents)


@Language.factory(NAME)
def make_entity_confidence(nlp: Language, name: str) -> EntityConfidence:  # noqa: ARG001  spaCy's signature
    """The component, without parsers as yet."""
    return EntityConfidence()
