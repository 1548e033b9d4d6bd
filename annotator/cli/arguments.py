"""Arguments and options that several commands have."""

from collections.abc import Iterable
from pathlib import Path

import click

PROJECT = click.argument("project", type=click.Path(path_type=Path))
JSON = click.option("--json", "as_json", is_flag=True, help="Report as JSON.")
OPTIONS = click.option(
    "--option", "options", multiple=True, metavar="NAME=VALUE", help="See `annotator formats`."
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
