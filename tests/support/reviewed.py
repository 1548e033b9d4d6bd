"""A project under review: the sample articles with the finished layers of three annotators.

Run as `python -m tests.support.reviewed OUT.annodb [DOCUMENTS]` it writes one for pictures.
"""

import random
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from annotator.model import DocumentLabel, Item, Layer, Relation, Span, layer_id, make_document
from annotator.paths import seeds
from annotator.schemes import load_scheme
from annotator.store.people import set_role
from annotator.store.project import Project

PEOPLE = ("Ana Novak", "Ben Kaya", "Chloé Lam")
REVIEWER = "Mira Rossi"
VISIT = "Putin to Visit North Korea Amid Controversy Over Mutual Support with Kim Jong-un"

# Text, its occurrence from 0, and the label that each of the three gives it; "" leaves it out.
_SPANS: tuple[tuple[str, int, tuple[str, str, str]], ...] = (
    ("Putin", 0, ("PERSON",) * 3),
    ("North Korea", 0, ("GPE",) * 3),
    ("Kim Jong-un", 0, ("PERSON",) * 3),
    ("Russian", 0, ("NORP",) * 3),
    ("Vladimir Putin", 0, ("PERSON", "", "")),
    ("President Vladimir Putin", 0, ("", "PERSON", "PERSON")),
    ("North Korea", 1, ("GPE",) * 3),
    ("this week", 0, ("DATE",) * 3),
    ("Russia", 1, ("GPE",) * 3),
    ("Ukraine", 0, ("GPE",) * 3),
    ("isolated nation", 0, ("", "GPE", "")),
    ("Kim Jong-un", 1, ("PERSON",) * 3),
    ("Putin", 2, ("PERSON",) * 3),
    ("North Korea", 2, ("GPE",) * 3),
    ("2000", 0, ("DATE",) * 3),
    ("Kim Jong-un", 2, ("PERSON",) * 3),
    ("Pyongyang", 0, ("GPE",) * 3),
    ("western", 0, ("", "NORP", "NORP")),
    ("Russian leader", 0, ("", "", "PERSON")),
    ("Andrey Belousov", 0, ("PERSON", "", "PERSON")),
    ("Defence Minister, Andrey Belousov", 0, ("", "PERSON", "")),
    ("Denis Manturov", 0, ("PERSON",) * 3),
    ("Kremlin", 0, ("ORG", "ORG", "FAC")),
    ("Yuri Ushakov", 0, ("PERSON",) * 3),
    ("North Korea", 3, ("GPE",) * 3),
    ("Soviet-era", 0, ("NORP", "DATE", "NORP")),
    ("US", 0, ("GPE",) * 3),
    ("Lloyd Austin", 0, ("PERSON", "PERSON", "")),
    ("Secretary of Defence, Lloyd Austin", 0, ("", "", "PERSON")),
    ("Vladivostok", 0, ("GPE",) * 3),
    ("White House", 0, ("ORG", "ORG", "FAC")),
    ("Korean peninsula", 0, ("LOC", "LOC", "")),
    ("South Korean", 0, ("NORP",) * 3),
    ("Shin Wonsik", 0, ("PERSON",) * 3),
)
# Label, the ends by number above, and who has the relation.
_RELATIONS: tuple[tuple[str, int, int, tuple[bool, bool, bool]], ...] = (
    ("acts_in", 8, 9, (True, True, True)),
    ("meets", 12, 15, (True, True, True)),
    ("located_in", 15, 16, (True, False, False)),
    ("visits", 15, 16, (False, True, False)),
    ("leads", 19, 8, (True, False, True)),
)


@dataclass
class _Layers:
    """What each of the three has on the first article."""

    text: str

    def of(self, person: int) -> list[Item]:
        spans: dict[int, Span] = {}
        for number, (words, nth, labels) in enumerate(_SPANS):
            if labels[person]:
                start = -1
                for _ in range(nth + 1):
                    start = self.text.index(words, start + 1)
                id = f"{person}-{number}"
                spans[number] = Span(id, start, start + len(words), labels[person])
        relations = [
            Relation(f"{person}-r{n}", label, spans[head].id, spans[tail].id)
            for n, (label, head, tail, who) in enumerate(_RELATIONS)
            if who[person] and head in spans and tail in spans
        ]
        labels = [DocumentLabel(f"{person}-l", "politics" if person else "world")]
        return [*spans.values(), *relations, *labels]


def make_visit(path: Path) -> Path:
    """The first article alone, with all kinds of conflicts."""
    return _make(path, ["north-korea-visit.txt"])


def _make(path: Path, files: Sequence[str]) -> Path:
    with Project.create(path, load_scheme("news")) as project:
        people = [project.annotator(name) for name in PEOPLE]
        set_role(project, REVIEWER, "lead")
        texts = [
            (seeds() / name).read_text(encoding="utf-8").replace("\r\n", "\n") for name in files
        ]
        documents = [
            make_document(text.split("\n")[1], text, id=f"d{n}") for n, text in enumerate(texts)
        ]
        project.add_documents(documents)
        for document in documents:
            for number, person in enumerate(people):
                items = _Layers(document.text).of(number) if document.name == VISIT else []
                row = Layer(layer_id(document.id, person.id), document.id, person.id, "done", 300)
                if items:
                    project.add_layers([(row, items)])
    return path


def make_conflicts(path: Path, count: int) -> Path:
    """One article with so many conflicts, of the kinds that people make, in turn."""
    sentence = "President Ada Lovelace met Kim in Oslo. "
    text = "".join(sentence + ("\n" if n % 6 == 5 else "") for n in range(count))
    starts = [i for i in range(len(text)) if text.startswith("President", i)]
    sides: tuple[list[Item], ...] = ([], [], [])
    for n, at in enumerate(starts):
        ada, wide = (at + 10, at + 22), (at, at + 22)
        places = [ada, ada, ada]
        labels = ["PERSON"] * 3
        if n % 3 == 0:
            places[n % 2] = wide
        elif n % 3 == 1:
            labels[2 - n % 2] = "ORG"
        else:
            labels[n % 2] = ""
        for side, place, label in zip(sides, places, labels, strict=True):
            if label:
                side.append(Span(str(n), *place, label))
    return _written(path, text, sides)


def _written(path: Path, text: str, sides: Sequence[Sequence[Item]]) -> Path:
    with Project.create(path, load_scheme("news")) as project:
        people = [project.annotator(name) for name in PEOPLE]
        set_role(project, REVIEWER, "lead")
        document = make_document("Many conflicts", text, id="d0")
        project.add_documents([document])
        for number, (person, items) in enumerate(zip(people, sides, strict=True)):
            own = [replace(x, id=f"{number}:{x.id}") for x in items if isinstance(x, Span)]
            row = Layer(layer_id(document.id, person.id), document.id, person.id, "done", 300)
            project.add_layers([(row, own)])
    return path


def make_desk(path: Path, documents: int = 6) -> Path:
    """Several articles; what the rules find, with the slips that people make."""
    from annotator.flow.suggesting import suggest_project

    files = ["north-korea-visit.txt", *sorted(x.name for x in seeds().glob("*.txt"))]
    names = list(dict.fromkeys(files))[:documents]
    _make(path, names)
    with Project.open(path) as project:
        suggest_project(project)
        model = next(x for x in project.annotators() if x.kind == "model")
        chance = random.Random(3)
        for id in project.document_ids()[1:]:
            spans = project.annotations(id, model.id).in_order()
            for number, person in enumerate(project.annotators()):
                if person.name in PEOPLE:
                    row = Layer(layer_id(id, person.id), id, person.id, "done", 240)
                    items = _slipped(spans, f"{id}-{number}", chance)
                    project.add_layers([(row, items)])
    return path


def _slipped(spans: Sequence[Span], by: str, chance: random.Random) -> list[Item]:
    found: dict[object, Span] = {}
    for n, span in enumerate(spans):
        own = replace(span, id=f"{by}-{n}", origin="human", score=None)
        dice = chance.random()
        if dice < 0.02:
            continue
        if dice < 0.04:
            own = replace(own, label="ORG" if own.label != "ORG" else "GPE")
        found.setdefault(own.key, own)
    return list(found.values())


if __name__ == "__main__":
    make_desk(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 6)
