"""Seconds of CPU and peak memory of the export of 20,000 short documents in every format, and of
the import of what was written.

Run as `python tests/benchmarks/bench_formats.py [--smoke] [--documents N] [--tokens] [NAME...]`.
Each export is a process of its own. Budgets: an export 6 s (JSONL 2 s) and 300 MB. Without
`--tokens` the documents have none stored, and formats that want words tokenise them: the case in
which an export takes longest.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from annotator.flow.importing import import_files
from annotator.formats.table import FORMATS, FormatRow
from annotator.schemes import load_scheme
from annotator.store.project import Project
from tests.benchmarks.bench_data import corpus

ROOT = Path(__file__).parents[2]
SECONDS = {"jsonl": 2.0}
OTHERS = 6.0
MEGABYTES = 300.0
MEASURE = """
import json, resource, sys, time
from pathlib import Path
{imports}
begun = time.process_time()
{work}
seconds = time.process_time() - begun
status = Path("/proc/self/status")  # the most that getrusage tells may be the parent's
size = [x.split()[1] for x in status.read_text().splitlines() if x.startswith("VmHWM")]
size = int(size[0]) if size else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps([seconds, size / 1024]))
"""
EXPORT = MEASURE.format(
    imports="from annotator.flow.exporting import export_project\n"
    "from annotator.store.project import Project",
    work="with Project.open(sys.argv[1], read_only=True) as project:\n"
    "    export_project(project, Path(sys.argv[2]), sys.argv[3])",
)
IMPORT = MEASURE.format(
    imports="from annotator.formats.table import named, readers\n"
    "row = named(sys.argv[3], readers())\n"
    "out = Path(sys.argv[2])\n"
    "paths = [x for x in sorted(out.iterdir()) if x.suffix in row.suffixes] "
    "if out.is_dir() else [out]\n"
    "along = set(row.belongs(paths[0]))",
    work="for path in paths:\n"
    "    if path not in along:\n"
    "        for found in row.read(path):\n"
    "            pass",
)


def measured(script: str, *arguments: object) -> tuple[float, float]:
    """Seconds of CPU and the most MB of a process of its own."""
    command = [sys.executable, "-c", script, *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    seconds, size = json.loads(done.stdout)
    return seconds, size


def told(row: FormatRow, project: Path, folder: Path) -> None:
    """A line of the report."""
    out = folder / (row.name if row.write_folder else f"{row.name}{row.suffixes[0]}")
    seconds, size = measured(EXPORT, project, out, row.name)
    over = seconds > SECONDS.get(row.name, OTHERS) or size > MEGABYTES
    line = f"  {row.name:<22}{seconds:8.2f} s{size:8.0f} MB{'  OVER' if over else '      '}"
    if row.read is not None:
        seconds, size = measured(IMPORT, project, out, row.name)
        line += f"{seconds:12.2f} s{size:8.0f} MB{'  OVER' if size > MEGABYTES else ''}"
    print(line, flush=True)


def main() -> None:
    """Print the report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--smoke", action="store_true", help="a short run")
    parser.add_argument("--documents", type=int, default=20_000)
    parser.add_argument("--tokens", action="store_true", help="documents with stored tokens")
    parser.add_argument("names", nargs="*", help="formats; all without any")
    options = parser.parse_args()
    documents = 200 if options.smoke else options.documents
    names = options.names or (["jsonl", "webanno-tsv", "csv"] if options.smoke else [])
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        corpus(folder / "source.jsonl", documents, options.tokens)
        path = folder / "project.annodb"
        with Project.create(path, load_scheme("news")) as project:
            import_files(project, [folder / "source.jsonl"], annotator="ana")
        print(f"{documents:,} documents: export; then reading")
        for row in FORMATS:
            if row.writes and (not names or row.name in names):
                told(row, path, folder)


if __name__ == "__main__":
    main()
