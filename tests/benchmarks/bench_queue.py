"""Orders many documents by uncertainty, by diversity and by both: seconds of processor time a
thousand documents, and the memory that it takes.

Run as `python tests/benchmarks/bench_queue.py [--documents N] [--smoke]`.
"""

import argparse
import random
import resource
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from annotator.flow.turn import BY, queue
from annotator.model import Layer, Span, layer_id, make_document
from annotator.schemes import load_scheme
from annotator.store.project import Project

SPANS = 12
DONE = 0.05


def fill(path: Path, documents: int) -> None:
    """Texts of 300 words about one of 50 things, with a model's spans, and some of them done."""
    draw = random.Random(0)
    words = [f"word{number}" for number in range(20_000)]
    subjects = [draw.sample(words, 80) for _ in range(50)]
    with Project.create(path, load_scheme("news")) as project:
        model, person = project.annotator("news@1.0", "model"), project.annotator("ana")
        made, rows, done = [], [], []
        for number in range(documents):
            subject = draw.choice(subjects)
            text = " ".join(draw.choice(subject if draw.random() < 0.3 else words)
                            for _ in range(300))  # fmt: skip
            document = make_document(f"{number}", text, id=f"d{number}")
            made.append(document)
            spans = [Span(f"{number}.{n}", 20 * n, 20 * n + 8, "ORG", "news@1.0", draw.random())
                     for n in range(SPANS)]  # fmt: skip
            rows.append((document.id, spans, ()))
            if draw.random() < DONE:
                own = [Span(f"own{number}.{n}", 20 * n, 20 * n + 8, "ORG") for n in range(SPANS)]
                layer = Layer(layer_id(document.id, person.id), document.id, person.id, "done")
                done.append((layer, own))
        project.add_documents(made)
        project.set_all_suggestions(model, rows)
        project.add_layers(done)


def main() -> None:
    """Print a line an order."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=20_000)
    parser.add_argument("--smoke", action="store_true")
    options = parser.parse_args()
    number = 300 if options.smoke else options.documents
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "queue.annodb"
        fill(path, number)
        with Project.open(path, read_only=True) as project:
            for by in BY:
                start = time.process_time()
                found = queue(project, project.annotator("ana"), by)
                seconds = time.process_time() - start
                assert found is not None
                assert len(found) == number
                most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
                print(f"{by:12} {1000 * seconds / number:6.2f} s/1,000 documents, {most} MB")


if __name__ == "__main__":
    main()
