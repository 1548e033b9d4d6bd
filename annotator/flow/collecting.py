"""Fewer searches for reference cycles while many thousand small values are made."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_SELDOM = 20_000  # new objects from one search to the next; Python's own figure is 700


@contextmanager
def seldom_collected() -> Iterator[None]:
    """Records, spans and rows form no cycles, and go as soon as nobody holds them. To look for
    cycles among them again and again takes a quarter of an import's time."""
    before = gc.get_threshold()
    gc.set_threshold(max(_SELDOM, before[0]), *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
