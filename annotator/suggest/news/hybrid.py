"""The component after the model: edges, lists, consistency over the document, fine labels, numbers.

It replaces the doc's entities, leaves the same spans in `doc.spans["sc"]` with a score each,
and takes the codes of `gazfeat` off the tokens.
"""

import json
from pathlib import Path
from typing import TYPE_CHECKING

from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup
from spacy.util import ensure_path

from annotator.suggest.news import acronyms, bodies, context, document, known, numbers
from annotator.suggest.news.edges import trimmed
from annotator.suggest.news.gazfeat import GazetteerFeatures
from annotator.suggest.news.kinds import refine
from annotator.suggest.news.lists import Lists
from annotator.suggest.news.mentions import Mention, Page, with_tags

if TYPE_CHECKING:
    from collections.abc import Iterable

GROUP = "sc"
SCORES = "scores.json"
LABELS = (
    *("PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "PRODUCT", "WORK_OF_ART", "MISC"),
    *("DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "ORDINAL", "CARDINAL"),
)


class DocumentRules:
    """Rules that see the whole document; `scores` maps a kind of span to its precision."""

    def __init__(self, nlp: Language, name: str = "hybrid") -> None:
        self.name = name
        self._nlp = nlp
        self._words: dict[int, str] = {}
        self.scores: dict[str, float] = {}

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels that the rules can give."""
        return LABELS

    @property
    def lists(self) -> Lists:
        """Those of `gazfeat`, so that both know the same; none without it."""
        if self._nlp.has_pipe("gazfeat"):
            part = self._nlp.get_pipe("gazfeat")
            if isinstance(part, GazetteerFeatures):
                return part.lists
        return Lists({}, {})

    def __call__(self, doc: Doc) -> Doc:
        """Put the doc's entities right."""
        page = Page(doc, self.lists, self._words)
        found = self._names(page)
        spans = [Span(doc, each.start, each.end, label=each.label) for each in found]
        spans += self._numbers(doc, found)
        why = [f"{each.label} {each.why}" for each in found]
        scores = [self.scores.get(each) for each in why]
        group = SpanGroup(doc, name=GROUP, spans=spans)
        group.attrs["scores"] = scores + [None] * (len(spans) - len(scores))
        group.attrs["kinds"] = why + [span.label_ for span in spans[len(why) :]]
        with_tags(doc, [0] * len(doc))
        doc.set_ents(sorted(spans, key=lambda span: span.start), default="outside")
        doc.spans[GROUP] = group
        return doc

    def _names(self, page: Page) -> list[Mention]:
        ents = (Mention(span.start, span.end, span.label_) for span in page.doc.ents)
        found = [each for ent in ents if (each := trimmed(page, ent))]
        found = context.judged(page, known.corrected(page, found))
        found = sorted([*found, *known.unseen(page, found)], key=lambda each: each.start)
        found = bodies.whole(page, found)
        found = document.spread(page, acronyms.explained(page, found))
        for each in found:
            each.why = support(page, each)
            refine(page, each)
        return found

    def _numbers(self, doc: Doc, names: list[Mention]) -> list[Span]:
        taken = {index for each in names for index in range(each.start, each.end)}
        found = []
        for start, end, label in numbers.find(doc.text):
            span = doc.char_span(start, end, label=label, alignment_mode="expand")
            if span is not None and taken.isdisjoint(range(span.start, span.end)):
                found.append(span)
                taken.update(range(span.start, span.end))
        return found

    def to_disk(self, path: str | Path, *, exclude: "Iterable[str]" = ()) -> None:  # noqa: ARG002  spaCy's
        """Write the scores into a folder."""
        folder = ensure_path(path)
        folder.mkdir(parents=True, exist_ok=True)
        text = json.dumps(self.scores, indent=1, sort_keys=True) + "\n"
        (folder / SCORES).write_text(text, encoding="utf-8")

    def from_disk(self, path: str | Path, *, exclude: "Iterable[str]" = ()) -> "DocumentRules":  # noqa: ARG002
        """Read the scores of a folder."""
        text = (ensure_path(path) / SCORES).read_text(encoding="utf-8")
        self.scores = {str(kind): float(value) for kind, value in json.loads(text).items()}
        return self


def support(page: Page, mention: Mention) -> str:
    """What speaks for a mention, in a word: by this its precision is measured."""
    if mention.why != "model":
        return mention.why
    if page.kinds(mention.start, mention.end):
        return "model and list"
    several = mention.end - mention.start > 1
    if mention.label == "PERSON" and page.is_name(mention.start):
        return "model and names" if several else "model and name"
    return "model, several words" if several else "model, one word"


@Language.factory("hybrid", assigns=["doc.ents", "doc.spans"])
def make_hybrid(nlp: Language, name: str) -> DocumentRules:
    """The component after `ner`."""
    return DocumentRules(nlp, name)
