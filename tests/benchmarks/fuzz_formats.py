"""Breaks files of every format at random and has them read: only a UserError may come out, within
a second of CPU for 100 KB, and without eating memory.

Run as `python tests/benchmarks/fuzz_formats.py [--seconds N] [--seed N] [--keep FOLDER] [NAME...]`.
Seconds are of CPU, for each reader. The files are those that our writers make, and other tools'
where they lie beside the project; FOLDER receives the ones that a reader does not survive.
"""

import argparse
import os
import resource
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from annotator.formats.base import FormatRow
from tests.support.fuzzing import attack, readers

_NEAR = Path(__file__).parents[3] / "shared" / "samples"
_GROWTH = 300 << 10  # KB
_MOST = 5  # findings of a reader that are shown


def fuzzed(row: FormatRow, seconds: float, seed: int, keep: Path | None) -> int:
    """Fuzz one reader; how many files it does not survive."""
    place = Path(os.environ.get("ANNOTATOR_SAMPLES", _NEAR))
    begun, before = time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    files = bad = 0
    for finding in attack(row, seed, place if place.is_dir() else None, keep):
        files += 1
        if finding is not None:
            bad += 1
            if bad <= _MOST:
                print(f"{row.name}, file {finding.number}: {finding.what}", flush=True)
        if time.process_time() - begun > seconds:
            break
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    memory = f", {grown // 1024} MB MORE MEMORY" if grown > _GROWTH else ""
    print(f"  {row.name:<22}{files:8,} files{bad:6} not survived{memory}", flush=True)
    return bad + bool(memory)


def main() -> None:
    """Print the report; status 1 if anything was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("names", nargs="*", help="formats; all without any")
    options = parser.parse_args()
    rows = [x for x in readers() if not options.names or x.name in options.names]
    bad = sum(fuzzed(x, options.seconds, options.seed, options.keep) for x in rows)
    sys.exit(bool(bad))


if __name__ == "__main__":
    main()
