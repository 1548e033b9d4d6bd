"""Seconds of import and export of 20,000 short documents, beside sqlite-utils with the same rows,
and milliseconds of one saved edit.

Run it as `python tests/benchmarks/bench_data.py`; `--smoke` is a short run that only shows that
everything still works. Budgets: import 3 s or three times sqlite-utils, export 2 s, an edit 5 ms.
"""

import argparse
import gc
import json
import random
import sqlite3
import statistics
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parents[2]))

import sqlite_utils

from annotator.edits.spans import add_span
from annotator.errors import EditRefused
from annotator.flow.exporting import export_project
from annotator.flow.importing import import_files
from annotator.schemes import load_scheme
from annotator.session import Session
from annotator.store.project import Project
from annotator.text.tokens import rough_tokens

ROOT = Path(__file__).parents[2]
PROSE = "the minister of Norway met Ana Kovač in Oslo on Monday and spoke for hours about fish"
LABELS = ("PERSON", "ORG", "GPE", "DATE")
SPANS_A_DOCUMENT = 1.75
BUDGETS = {"import": 3.0, "ratio": 3.0, "export": 2.0, "edit": 5.0}
TABLES = ("annotator", "document", "layer", "span")
PEAK = """
import resource, sys
from pathlib import Path
from annotator.flow.exporting import export_project
from annotator.flow.importing import import_files
from annotator.schemes import load_scheme
from annotator.store.project import Project
with Project.create(sys.argv[1], load_scheme("news")) as project:
    import_files(project, [Path(sys.argv[2])], annotator="ana")
    export_project(project, Path(sys.argv[3]))
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


def corpus(path: Path, documents: int, tokens: bool) -> None:
    """Records with spans at random words; with or without tokens."""
    chance = random.Random(3)
    counts = [1] * documents
    for number in chance.choices(range(documents), k=int(documents * (SPANS_A_DOCUMENT - 1))):
        counts[number] += 1
    with path.open("w", encoding="utf-8") as out:
        for number, spans in enumerate(counts):
            words = chance.choices(PROSE.split(), k=chance.randint(15, 35))
            text = f"Report {number}. {' '.join(words)}."
            out.write(json.dumps(_row(text, spans, tokens, chance), ensure_ascii=False) + "\n")


def _row(text: str, count: int, tokens: bool, chance: random.Random) -> dict[str, object]:
    ranges = list(rough_tokens(text))
    spans = []
    for first in sorted(chance.sample(range(len(ranges) - 3), min(count, len(ranges) - 3))):
        start, end = ranges[first][0], ranges[first + chance.randint(0, 2)][1]
        label = chance.choice(LABELS)
        spans.append({"start": start, "end": end, "text": text[start:end], "label": label})
    row: dict[str, object] = {"text": text, "spans": spans}
    if tokens:
        row["tokens"] = [
            {"text": text[a:b], "start": a, "end": b, "id": index, "ws": text[b : b + 1] == " "}
            for index, (a, b) in enumerate(ranges)
        ]
    return row


def imported(folder: Path, source: Path) -> tuple[float, Path]:
    """Seconds of an import into a new project."""
    path = folder / f"{len(list(folder.iterdir()))}.annodb"
    with Project.create(path, load_scheme("news")) as project:
        begun = perf_counter()
        report = import_files(project, [source], annotator="ana")
        seconds = perf_counter() - begun
    assert not report.problems
    return seconds, path


def exported(path: Path) -> float:
    """Seconds of an export of everything."""
    with Project.open(path, read_only=True) as project:
        begun = perf_counter()
        export_project(project, path.with_suffix(".jsonl"))
        return perf_counter() - begun


def inserted(folder: Path, full: Path) -> float:
    """Seconds in which sqlite-utils alone inserts a project's rows into an empty project: the
    same tables and indexes, the same settings of SQLite."""
    rows: dict[str, list[dict[str, object]]] = {}
    with closing(sqlite3.connect(full)) as source:
        for table in TABLES:
            found = source.execute(f"SELECT * FROM {table}")  # noqa: S608
            names = [column[0] for column in found.description]
            rows[table] = [dict(zip(names, row, strict=True)) for row in found]
    path = folder / f"{len(list(folder.iterdir()))}.annodb"
    with Project.create(path, load_scheme("news")) as project:
        db = sqlite_utils.Database(project.connection, execute_plugins=False)
        begun = perf_counter()
        for table, content in rows.items():
            db[table].insert_all(content)
        return perf_counter() - begun


def edits(path: Path, count: int) -> list[float]:
    """Milliseconds of each of some saved edits: a span more, on the disk, in the journal."""
    session = Session(Project.open(path), "ben", 0.0)
    session.open(session.project.document_ids()[0])
    times: list[float] = []
    length = len(session.current.document.text)
    for number in range(count):
        place = number * 7 % (length - 4)
        try:
            edit = add_span(session.current, place, place + 1 + number % 3, LABELS[number % 4])
        except EditRefused:
            continue
        begun = perf_counter()
        session.do(edit)
        times.append((perf_counter() - begun) * 1000)
    session.close()
    return times


def peak(folder: Path, source: Path) -> float:
    """The most MB that a process of its own holds while it imports and exports."""
    project = folder / "peak.annodb"
    project.unlink(missing_ok=True)
    command = [sys.executable, "-c", PEAK, str(project), str(source), str(folder / "peak.jsonl")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return float(done.stdout)


def line(name: str, value: float, unit: str, budget: float | None = None, more: str = "") -> None:
    """One row of the report."""
    told = "" if budget is None else f"  of {budget:g} {unit}{'  OVER' if value > budget else ''}"
    print(f"  {name:<34}{value:8.2f} {unit:<3}{told}{more}")


def compare(folder: Path, documents: int, tokens: bool, rounds: int) -> Path:
    """Import, sqlite-utils and export in turns; the last project."""
    source = folder / "source.jsonl"
    corpus(source, documents, tokens)
    ours: list[float] = []
    theirs: list[float] = []
    out: list[float] = []
    for _ in range(rounds):
        gc.collect()
        seconds, path = imported(folder, source)
        ours.append(seconds)
        theirs.append(inserted(folder, path))
        out.append(exported(path))
    print(f"{documents:,} documents {'with' if tokens else 'without'} tokens")
    line("import", min(ours), "s", BUDGETS["import"])
    line("sqlite-utils, the same rows", min(theirs), "s")
    ratio = statistics.median(a / b for a, b in zip(ours, theirs, strict=True))
    line("import : sqlite-utils", ratio, "", BUDGETS["ratio"])
    line("export to JSONL", min(out), "s", BUDGETS["export"])
    return path


def main() -> None:
    """Print the report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--smoke", action="store_true", help="a short run")
    parser.add_argument("--documents", type=int, default=20_000)
    options = parser.parse_args()
    documents = 500 if options.smoke else options.documents
    rounds = 1 if options.smoke else 3
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for tokens in (False, True):
            path = compare(folder, documents, tokens, rounds)
        times = edits(path, 50 if options.smoke else 500)
        worst = sorted(times)[int(len(times) * 0.99)]
        line("one saved edit, median", statistics.median(times), "ms", BUDGETS["edit"])
        line("one saved edit, p99", worst, "ms")
        small, large = folder / "small.jsonl", folder / "large.jsonl"
        for source, size in ((small, documents), (large, 3 * documents)):
            corpus(source, size, tokens=False)
            line(f"most memory, {size:,} documents", peak(folder, source), "MB")


if __name__ == "__main__":
    main()
