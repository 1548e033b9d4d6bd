"""Arguments and options that several commands have."""

from collections.abc import Iterable
from pathlib import Path

import click

PROJECT = click.argument("project", type=click.Path(path_type=Path))
JSON = click.option("--json", "as_json", is_flag=True, help="Report as JSON.")
OPTIONS = click.option(
    "--option", "options", multiple=True, metavar="NAME=VALUE", help="See `annotator formats`."
)
NAMES = click.option(
    "--map", "names", multiple=True, metavar="OLD=NEW", help="Call a label so; OLD= leaves it out."
)


def options_in(given: Iterable[str]) -> dict[str, str]:
    """The options of a format by their names."""
    found = {}
    for one in given:
        name, sign, value = one.partition("=")
        if not sign:
            raise click.BadParameter(f"{one} has no “=”.", param_hint="--option")
        found[name.strip()] = value
    return found


def names_in(given: Iterable[str]) -> dict[str, str]:
    """New names of labels by their old ones; empty for those that are left out."""
    found = {}
    for one in given:
        old, sign, new = one.partition("=")
        if not sign or not old.strip():
            raise click.BadParameter(f"{one} names no label.", param_hint="--map")
        found[old.strip()] = new.strip()
    return found
