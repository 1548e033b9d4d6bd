"""Measures the check for inconsistent labels: 1,000 documents with 20,000 spans of one person.

Run as `python tests/benchmarks/bench_consistency.py [--smoke]`; `--smoke` takes 50 documents.
"""

import argparse
import random
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from annotator.flow.consistency import check_consistency, mend
from annotator.model import Layer, Span, layer_id, make_document, new_id
from annotator.schemes import load_scheme
from annotator.store.project import Project
from annotator.text.tokens import rough_tokens

TOKENS, SPANS, NAMES = 300, 20, 3000
LABELS = ("PERSON", "ORG", "GPE", "LOC", "DATE")
BUDGET = 4.0  # seconds of processor time


def make(path: Path, documents: int) -> None:
    """Articles of invented words; names come again, some under another label or none. Every
    fiftieth article is a copy of the one before with one label less."""
    chance = random.Random(7)
    words = ["".join(chance.choices("aeiounrstl", k=chance.randint(2, 9))) for _ in range(5000)]
    names = [
        (f"{a} {b}".title(), chance.choice(LABELS))
        for a, b in (chance.sample(words, 2) for _ in range(NAMES))
    ]
    with Project.create(path, load_scheme("news")) as project:
        who = project.annotator("ana")
        made, tokens, layers = [], {}, []
        text, spans = "", []
        for number in range(documents):
            if number % 50 != 49:
                text, spans = article(chance, words, names)
            document = make_document(f"article {number}", text)
            made.append(document)
            tokens[document.id] = rough_tokens(text)
            own = [Span(new_id(), a, b, label) for a, b, label in spans[number % 50 == 49 :]]
            id = layer_id(document.id, who.id)
            layers.append((Layer(id, document.id, who.id, "done", 60.0), own))
        project.add_documents(made, tokens)
        project.add_layers(layers)


def article(
    chance: random.Random, words: list[str], names: list[tuple[str, str]]
) -> tuple[str, list[tuple[int, int, str]]]:
    """A text, and its labels of which one in twenty is wrong or missing."""
    parts, spans, at = [], [], 0
    for number in range(TOKENS):
        label = ""
        word = chance.choice(words)
        if number % (TOKENS // SPANS) == 0:
            word, label = chance.choice(names)
            luck = chance.random()
            label = "" if luck < 0.03 else chance.choice(LABELS) if luck < 0.06 else label
        if label:
            spans.append((at, at + len(word) + (chance.random() < 0.02), label))
        parts.append(word)
        at += len(word) + 1
    return " ".join(parts) + ".", spans


def main() -> None:
    """Print processor and wall-clock seconds of checking, and of mending all."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--smoke", action="store_true")
    documents = 50 if parser.parse_args().smoke else 1000
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "p.annodb"
        make(path, documents)
        with Project.open(path) as project:
            begun, used = time.perf_counter(), time.process_time()
            [checked] = check_consistency(project, ["ana"]) or []
            wall, cpu = time.perf_counter() - begun, time.process_time() - used
            print(
                f"check  {documents:,} documents, {documents * SPANS:,} spans: {cpu:.2f} s of the "
                f"processor ({wall:.2f} s), {len(checked.findings):,} findings; budget {BUDGET} s"
            )
            used = time.process_time()
            mended = mend(project, project.annotator("ana"), checked.findings)
            print(f"mend   {mended.count:,} findings: {time.process_time() - used:.2f} s")


if __name__ == "__main__":
    main()
