"""`python -m annotator`: the headless commands."""

import sys

from annotator.cli.main import run

if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
