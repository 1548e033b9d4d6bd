"""Files of other tools, which lie outside of the project: tests skip where they are not."""

import os
from pathlib import Path

import pytest

_NEAR = Path(__file__).parents[4] / "shared" / "samples"


def sample(name: str) -> Path:
    """A file or folder of the samples; skips the test without them."""
    path = Path(os.environ.get("ANNOTATOR_SAMPLES", _NEAR)) / name
    if not path.exists():
        pytest.skip("the samples of other tools are not here")
    return path
