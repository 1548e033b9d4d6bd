"""The words of `words.toml`."""

import tomllib
from functools import cache
from pathlib import Path

from annotator.suggest.rules.words import split


@cache
def word_list(name: str) -> frozenset[str]:
    """A list by its table and name, such as `edges.titles`."""
    return _tables()[name]


@cache
def _tables() -> dict[str, frozenset[str]]:
    text = (Path(__file__).parent / "words.toml").read_text(encoding="utf-8")
    return {
        f"{table}.{name}": split(listed)
        for table, lists in tomllib.loads(text).items()
        for name, listed in lists.items()
    }
