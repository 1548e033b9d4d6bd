"""Small projects to train on: sentences of a few patterns, whose names tell their labels."""

import random
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from annotator.model import Layer, Relation, Span, layer_id, make_document
from annotator.store.project import Project
from tests.support.documents import SCHEME

NAMES = {
    "PERSON": ("Ada Lovelace", "Kim Novak", "Amara Obi", "Jon Berg"),
    "GPE": ("Oslo", "Lagos", "Bonn", "Lima"),
    "DATE": ("Monday", "Friday", "last week"),
}
PATTERNS = (
    "{PERSON} flew to {GPE} on {DATE}.",
    "On {DATE} the mayor of {GPE} met {PERSON}.",
    "{PERSON} spoke in {GPE}.",
    "Nobody came on {DATE}.",
)
VISIT = PATTERNS[0]


def article(seed: int, sentences: int = 4) -> tuple[str, list[tuple[int, int, str]]]:
    """A text and its spans, the same for the same seed."""
    draw = random.Random(seed)
    text, spans = "", []
    for _ in range(sentences):
        rest = draw.choice(PATTERNS)
        while rest:
            before, _, rest = rest.partition("{")
            text += before
            if rest:
                label, _, rest = rest.partition("}")
                name = draw.choice(NAMES[label])
                spans.append((len(text), len(text) + len(name), label))
                text += name
        text += " "
    return text.rstrip(), spans


def labelled_project(
    path: Path,
    finished: int = 14,
    others: int = 4,
    labels: Sequence[str] = ("PERSON", "GPE", "DATE"),
    relations: bool = False,
    who: str = "ana",
) -> Path:
    """A closed project in which somebody finished some documents, with spans of these labels."""
    with Project.create(path, SCHEME) as project:
        person = project.annotator(who)
        for number in range(finished + others):
            text, spans = article(number)
            document = make_document(f"article {number}", text, id=f"d{number}")
            project.add_documents([document])
            if number < finished:
                id = layer_id(document.id, person.id)
                own = [Span(f"{id}{place}", *span) for place, span in enumerate(spans)
                       if span[2] in labels]  # fmt: skip
                links = _visits(text, own) if relations else []
                project.add_layers(
                    [(Layer(id, document.id, person.id, "done", 60), [*own, *links])]
                )
    return path


def _visits(text: str, spans: Sequence[Span]) -> list[Relation]:
    """Who flew to where."""
    found = []
    for one, other in pairwise(spans):
        if text[one.end : other.start] == " flew to ":
            found.append(Relation(f"{one.id} {other.id}", "visits", one.id, other.id))
    return found
