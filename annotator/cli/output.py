"""What the commands print: reports as lines or as JSON, notices, a progress bar."""

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager

import click
import msgspec

MOST_NOTICES = 20
Progress = Callable[[int, int], None]


def tell(facts: Mapping[str, object], as_json: bool) -> None:
    """A report on stdout; as lines, what is empty is left out."""
    if as_json:
        click.echo(msgspec.json.format(msgspec.json.encode(facts), indent=2).decode())
        return
    for name, value in facts.items():
        if value not in ("", None, [], {}, ()):
            click.echo(f"{name.replace('_', ' ')}: {_in_words(value)}")


def _in_words(value: object) -> str:
    if isinstance(value, Mapping):
        nested = any(isinstance(x, Mapping) for x in value.values())
        parts = (f"{name} {_in_words(x)}" for name, x in value.items() if x not in ({}, []))
        return ("; " if nested else ", ").join(parts)
    if isinstance(value, list | tuple):
        return ", ".join(_in_words(x) for x in value)
    return f"{value:,}" if isinstance(value, int) else str(value)


def notices(lines: Sequence[object]) -> None:
    """Things to know, on stderr, the first of them."""
    for line in lines[:MOST_NOTICES]:
        click.echo(f"notice: {line}", err=True)
    if len(lines) > MOST_NOTICES:
        click.echo(f"notice: and {len(lines) - MOST_NOTICES:,} more; --json lists all", err=True)


@contextmanager
def bar(title: str) -> Iterator[Progress]:
    """A progress bar on a terminal; elsewhere nothing."""
    if not sys.stderr.isatty():
        yield lambda _done, _total: None
        return
    from rich.console import Console
    from rich.progress import Progress as Bar

    with Bar(console=Console(stderr=True), transient=True) as shown:
        task = shown.add_task(title, total=None)

        def show(done: int, total: int) -> None:
            shown.update(task, completed=done, total=total)

        yield show
