"""Most memory of an import and an export, by the size of the corpus: it should not grow with it.

Run it as `python tests/benchmarks/bench_stream.py --megabytes 2048`; the files lie in the folder
for temporary files and go when it is done. `--smoke` is a short run that only shows that
everything still works. Budget: 300 MB for 20,000 documents; twice the corpus, the same memory.
"""

import argparse
import json
import random
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
PROSE = "the minister of Norway met Ana Kovač in Oslo on Monday and spoke for hours about fish"
SENTENCES = 1000  # ready-made ones, from which texts are put together
MEGABYTE = 1 << 20
BUDGET = 300.0
MEASURED = """
import resource, sys, time
from pathlib import Path
from annotator.flow.exporting import export_project
from annotator.flow.importing import import_files
from annotator.schemes import load_scheme
from annotator.store.project import Project

def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024

path, source, out = map(Path, sys.argv[1:])
with Project.create(path, load_scheme("news")) as project:
    empty = peak()
    begun = time.process_time()
    report = import_files(project, [source], annotator="ana")
    imported = time.process_time() - begun
    assert not report.problems
    after = peak()
with Project.open(path, read_only=True) as project:
    begun = time.process_time()
    export_project(project, out, layer="ana", status="all")
    exported = time.process_time() - begun
print(report.documents, report.spans, empty, after, peak(), imported, exported)
"""


def corpus(path: Path, size: int, length: int) -> None:
    """About `size` bytes of records whose texts have about `length` code points."""
    chance = random.Random(5)
    ready = [
        " ".join(chance.choices(PROSE.split(), k=chance.randint(8, 24))) for _ in range(SENTENCES)
    ]
    number = written = 0
    with path.open("w", encoding="utf-8") as out:
        while written < size:
            number += 1
            parts = [f"Report {number}"]
            while sum(map(len, parts)) < length:
                parts.append(chance.choice(ready))
            text = ". ".join(parts)
            at = text.find("Norway")
            spans = [{"start": at, "end": at + 6, "label": "GPE"}] if at >= 0 else []
            spans.append({"start": 0, "end": 6, "label": "ORG"})
            written += out.write(json.dumps({"text": text, "spans": spans}) + "\n")


def measured(folder: Path, size: int, length: int) -> list[float]:
    """Documents, spans, MB at the start, MB after the import, MB after the export, seconds of
    the processor for either."""
    source, project, out = (folder / name for name in ("source.jsonl", "p.annodb", "out.jsonl"))
    corpus(source, size, length)
    command = [sys.executable, "-c", MEASURED, str(project), str(source), str(out)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    for path in folder.iterdir():
        path.unlink()
    return [float(x) for x in done.stdout.split()]


def main() -> None:
    """Print the report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--smoke", action="store_true", help="a short run")
    parser.add_argument("--megabytes", type=int, nargs="+", default=[16, 32, 64])
    parser.add_argument("--length", type=int, default=2000, help="code points of a text")
    options = parser.parse_args()
    sizes = [1, 2] if options.smoke else options.megabytes
    print(f"{'corpus':>9}{'documents':>11}{'start':>8}{'import':>9}{'export':>9}  CPU s")
    for size in sizes:
        with tempfile.TemporaryDirectory(prefix="annotator-stream-") as name:
            found = measured(Path(name), size * MEGABYTE, options.length)
        documents, _, empty, after, last, seconds, more = found
        over = "  OVER" if last > BUDGET else ""
        print(
            f"{size:>6} MB{documents:>11,.0f}{empty:>5.0f} MB{after:>6.0f} MB{last:>6.0f} MB"
            f"  {seconds:.1f} + {more:.1f}{over}",
            flush=True,
        )


if __name__ == "__main__":
    main()
