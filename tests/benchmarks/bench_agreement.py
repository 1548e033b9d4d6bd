"""Measures agreement and comparison over 1,000 documents of three annotators: reading a project
and computing every measure but gamma, with intervals (budget 2 s on a machine with two cores), and
putting the layers side by side (budget 1 s).

Run as `python tests/benchmarks/bench_agreement.py`; `--smoke` takes 20 documents.
"""

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from annotator.flow.agreement import agreement_of
from annotator.model import Layer, Relation, Span, layer_id, make_document, new_id
from annotator.review.comparison import compare
from annotator.review.units import Labelled, labelled
from annotator.schemes import load_scheme
from annotator.store.bulk import contents, layers_in_order
from annotator.store.project import Project
from annotator.text.tokens import rough_tokens

TOKENS, SPANS = 300, 30
PEOPLE = ("ana", "ben", "chloe")
LABELS = ("PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "PRODUCT", "DATE", "MONEY")
RELATIONS = ("visits", "meets", "works_for", "located_in")


def make(path: Path, documents: int) -> None:
    """A project in which people miss, mislabel and misplace about a fifth of the spans."""
    chance = random.Random(7)
    with Project.create(path, load_scheme("news")) as project:
        who = [project.annotator(name) for name in PEOPLE]
        made, tokens, layers = [], {}, []
        for number in range(documents):
            text = " ".join("x" * chance.randint(1, 9) for _ in range(TOKENS))
            document = make_document(f"article {number}", text)
            made.append(document)
            tokens[document.id] = rough_tokens(text)
            words = list(tokens[document.id])
            starts = sorted(chance.sample(range(0, TOKENS - 4, 4), SPANS))
            agreed = [(s, s + chance.randint(0, 3), chance.choice(LABELS)) for s in starts]
            for person in who:
                spans = list(_version(chance, agreed, words))
                items = (*spans, *_relations(chance, spans))
                id = layer_id(document.id, person.id)
                layers.append((Layer(id, document.id, person.id, "done", 60.0), items))
        project.add_documents(made, tokens)
        project.add_layers(layers)


def _version(
    chance: random.Random, agreed: list[tuple[int, int, str]], words: list[tuple[int, int]]
) -> Iterator[Span]:
    for first, last, label in agreed:
        luck = chance.random()
        if luck < 0.06:
            continue
        if luck < 0.12:
            label = chance.choice(LABELS)
        if luck > 0.92:
            last = first
        yield Span(new_id(), words[first][0], words[last][1], label)


def _relations(chance: random.Random, spans: list[Span]) -> Iterator[Relation]:
    for one, two in zip(spans[::5], spans[1::5], strict=False):
        yield Relation(new_id(), chance.choice(RELATIONS), one.id, two.id)


def side_by_side(project: Project) -> list[list[Labelled]]:
    """The layers of each document, read."""
    names = {one.id: one.name for one in project.annotators()}
    found: dict[str, list[Labelled]] = {}
    for layer in layers_in_order(project):
        items = contents(project, [layer.id])[layer.id]
        found.setdefault(layer.document, []).append(labelled(names[layer.annotator], items))
    return list(found.values())


def main() -> None:
    """Print the time of each run and what was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--smoke", action="store_true")
    documents = 20 if parser.parse_args().smoke else 1000
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.annodb"
        make(path, documents)
        for _ in range(3):
            with Project.open(path, read_only=True) as project:
                start, busy = time.perf_counter(), time.process_time()
                found = agreement_of(project)
                took, busy = time.perf_counter() - start, time.process_time() - busy
            assert found is not None
            size = f"{found.documents:,} documents, {len(found.annotators)} annotators"
            print(f"{size}: {took:.2f} s, of which the processor {busy:.2f} s")
        with Project.open(path, read_only=True) as project:
            layers = side_by_side(project)
            symmetric = frozenset(x.id for x in project.scheme.of("relation") if x.symmetric)
        start, busy = time.perf_counter(), time.process_time()
        units = sum(len(compare(side, symmetric).units) for side in layers)
        took, busy = time.perf_counter() - start, time.process_time() - busy
        print(f"comparison, {units:,} units: {took:.2f} s, of which the processor {busy:.2f} s")
        mean = found.mean["f1_exact"]
        print(f"mean exact F1 {mean.value:.3f}, 95 % interval {mean.interval}")


if __name__ == "__main__":
    main()
