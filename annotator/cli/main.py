"""The commands that need no window; the window adds its own to the group."""

import os
import sys

import click

from annotator import __version__
from annotator.cli.agreement import agreement
from annotator.cli.data import export, import_, suggest
from annotator.cli.lists import formats, pipelines
from annotator.cli.people import assign, merge, people, split
from annotator.cli.projects import backup, check, new, stats
from annotator.cli.review import adjudicate
from annotator.errors import UserError

COMMANDS = (
    new,
    import_,
    suggest,
    export,
    adjudicate,
    people,
    assign,
    split,
    merge,
    stats,
    agreement,
    check,
    backup,
    formats,
    pipelines,
)


@click.group()
@click.version_option(__version__, prog_name="annotator")
def commands() -> None:
    """Label text: spans, relations, review and training data."""


for _command in COMMANDS:
    commands.add_command(_command)


def run(arguments: list[str]) -> int:
    """Run a command; returns the exit status: 0, 1 for an error, 2 for usage, 130 stopped."""
    try:
        result = commands.main(arguments, prog_name="annotator", standalone_mode=False)
    except click.UsageError as error:
        error.show()
        return 2
    except (click.Abort, KeyboardInterrupt):
        click.echo("Stopped.", err=True)
        return 130
    except UserError as error:
        click.echo(f"error: {error}", err=True)
        return 1
    except click.ClickException as error:
        click.echo(f"error: {error.format_message()}", err=True)
        return 1
    except BrokenPipeError:
        # Whoever read the output has gone; Python would complain again when it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return result if isinstance(result, int) else 0
