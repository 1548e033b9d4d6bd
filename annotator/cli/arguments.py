"""Arguments and options that several commands have."""

from pathlib import Path

import click

PROJECT = click.argument("project", type=click.Path(path_type=Path))
JSON = click.option("--json", "as_json", is_flag=True, help="Report as JSON.")
