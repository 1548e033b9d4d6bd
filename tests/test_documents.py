"""The README says what is there."""

from pathlib import Path

import click

from annotator.formats.table import FORMATS
from annotator.schemes import load_scheme, scheme_to_toml, starters
from ui.__main__ import commands

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")


def test_every_command_and_format_stands_in_the_readme():
    context = click.Context(commands)
    named = [commands.get_command(context, x) for x in commands.list_commands(context)]
    missing = [x.name for x in named if f"`{x.name}" not in README]
    missing += [row.name for row in FORMATS if f"| {row.name} |" not in README]
    assert missing == []


def test_starter_schemes_survive_toml(tmp_path):
    for name in starters():
        scheme = load_scheme(name)
        path = tmp_path / f"{name}.toml"
        path.write_text(scheme_to_toml(scheme), encoding="utf-8")
        assert load_scheme(str(path)) == scheme
