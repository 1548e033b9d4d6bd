"""Makes the embedded English pipeline: `python -m annotator.suggest.recipe CORPORA`.

It trains on the annotated texts, labels the raw news with what it has learnt, goes on training
with them, measures, and writes the folder. Half an hour to an hour on one core; the log goes to
standard error.
"""

import argparse
import os
from pathlib import Path

STEPS = (4200, 2400)  # of each round
_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "BLIS_NUM_THREADS", "MKL_NUM_THREADS")


def main() -> None:
    """Run all rounds, or those that a pipeline of an earlier run has not had yet."""
    parser = argparse.ArgumentParser(prog="annotator.suggest.recipe", description=__doc__)
    parser.add_argument("corpora", type=Path, help="the folder of the corpora")
    parser.add_argument("--out", type=Path, help="where the pipeline goes: over the one that ships")
    parser.add_argument("--steps", type=int, nargs="+", default=STEPS, help="steps of each round")
    parser.add_argument("--keep", type=Path, help="a folder for the pipelines of all rounds")
    parser.add_argument("--go-on", type=Path, help="the pipeline of an earlier run")
    options = parser.parse_args()
    # One core, so that the result does not hang on how many there are; before numpy is loaded.
    os.environ |= dict.fromkeys(_THREADS, "1")
    from annotator.suggest.recipe import rounds

    lacking = rounds.lacking(options.corpora)
    if lacking:
        parser.exit(1, f"error: {options.corpora} lacks {lacking[0]}\n")
    rounds.run(options.corpora, options.steps, options.out, options.keep, options.go_on)


if __name__ == "__main__":
    main()
