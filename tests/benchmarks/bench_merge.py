"""Measures putting files of several people together: ten files of 10,000 documents each.

Run as `python tests/benchmarks/bench_merge.py [--smoke] [--documents N] [--files N]`. Two cases:
everybody labelled the same documents, and everybody has documents of their own.
"""

import argparse
import random
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).parents[2]))

from annotator.changes import Change, Edit
from annotator.flow.merging import merge_files
from annotator.flow.splitting import split_project
from annotator.model import (
    Document,
    LayerStatus,
    Span,
    layer_id,
    make_annotator,
    make_document,
    new_id,
)
from annotator.schemes import load_scheme
from annotator.store import files, journal
from annotator.store.project import Project
from annotator.text.tokens import rough_tokens

BUDGET = 30.0  # seconds for ten files of 10,000 documents
MODEL = make_annotator("news@1.0", "model")
WORDS = ("the minister met Ada Lovelace in Oslo on Monday and", "talks would go on", "he said")
LABELS = ("PERSON", "ORG", "GPE")


def documents(count: int, seed: int) -> list[Document]:
    """Articles of about 1,000 characters."""
    chance = random.Random(seed)
    return [
        make_document(f"article {seed}-{i}", " ".join(chance.choices(WORDS, k=60)))
        for i in range(count)
    ]


def spans(seed: int, origin: str) -> list[Span]:
    """Three short spans."""
    starts = [(seed * 7 + i * 40) % 600 for i in range(len(LABELS))]
    return [
        Span(new_id(), start, start + 5, label, origin)
        for start, label in zip(starts, LABELS, strict=True)
    ]


def label(path: Path, name: str) -> None:
    """Every document labelled in three edits, and done."""
    with Project.open(path) as project:
        who = project.annotator(name)
        with files.transaction(project.connection, path):
            for number, document in enumerate(project.document_ids()):
                for span in spans(number, "human"):
                    add = Change(document, who.id, None, span)
                    _save(project, Edit(new_id(), "Label", (add,), who.id))
                id = layer_id(document, who.id)
                done = Change(
                    document, who.id, LayerStatus(id, "in progress"), LayerStatus(id, "done")
                )
                _save(project, Edit(new_id(), "Done", (done,), who.id))


def _save(project: Project, edit: Edit) -> None:
    journal.save(project.connection, edit)


def fill(project: Project, docs: list[Document]) -> None:
    """Documents with tokens and a model's suggestions."""
    project.add_documents(docs, {doc.id: rough_tokens(doc.text) for doc in docs})
    project.set_all_suggestions(
        MODEL, [(doc.id, spans(i, MODEL.name), ()) for i, doc in enumerate(docs)]
    )


def same(folder: Path, count: int, people: list[str]) -> tuple[Path, list[Path]]:
    """A project split for all, each of whom labels everything."""
    path = folder / "same.annodb"
    with Project.create(path, load_scheme("news")) as project:
        fill(project, documents(count, 0))
        parts = [Path(x) for x in split_project(project, folder / "same", people).files]
    for part, name in zip(parts, people, strict=True):
        label(part, name)
    return path, parts


def apart(folder: Path, count: int, people: list[str]) -> tuple[Path, list[Path]]:
    """An empty project, and files of documents that only one person has."""
    path = folder / "apart.annodb"
    Project.create(path, load_scheme("news")).close()
    parts = []
    for seed, name in enumerate(people, 1):
        part = folder / f"apart {name}.annodb"
        with Project.create(part, load_scheme("news")) as project:
            fill(project, documents(count, seed))
        label(part, name)
        parts.append(part)
    return path, parts


def main() -> None:
    """Print the seconds; with --smoke, small and without a verdict."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--smoke", action="store_true")
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--files", type=int, default=10)
    parser.add_argument("--case", choices=["same", "apart", "both"], default="both")
    options = parser.parse_args()
    count, number = (50, 3) if options.smoke else (options.documents, options.files)
    people = [f"person {i}" for i in range(number)]
    slow = False
    for make in (same, apart):
        if options.case not in (make.__name__, "both"):
            continue
        with TemporaryDirectory() as folder:
            path, parts = make(Path(folder), count, people)
            for turn in ("first", "again"):
                start = time.perf_counter()
                with Project.open(path) as project:
                    report = merge_files(project, parts)
                took = time.perf_counter() - start
                layers = sum(one.layers for one in report.files)
                print(f"{make.__name__:6} {turn:6} {number} files of {count:,} documents: "
                      f"{took:.2f} s, {layers:,} layers came")  # fmt: skip
                slow |= turn == "first" and took > BUDGET
    if slow and not options.smoke:
        sys.exit(f"over the budget of {BUDGET:.0f} s")


if __name__ == "__main__":
    main()
