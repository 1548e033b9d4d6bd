"""The commands that need no window; the window adds its own to the group."""

import os
import sys
from importlib import import_module

import click

from annotator import __version__
from annotator.errors import UserError

# By name: the module that holds the command, imported when it is run or listed.
COMMANDS = {
    "new": "annotator.cli.projects",
    "sample": "annotator.cli.projects",
    "import": "annotator.cli.data",
    "suggest": "annotator.cli.suggesting",
    "llm": "annotator.cli.llm",
    "train": "annotator.cli.training",
    "export": "annotator.cli.data",
    "adjudicate": "annotator.cli.review",
    "people": "annotator.cli.people",
    "assign": "annotator.cli.people",
    "split": "annotator.cli.people",
    "merge": "annotator.cli.people",
    "stats": "annotator.cli.projects",
    "agreement": "annotator.cli.agreement",
    "check": "annotator.cli.checking",
    "backup": "annotator.cli.projects",
    "formats": "annotator.cli.lists",
    "pipelines": "annotator.cli.suggesting",
}


class Commands(click.Group):
    """Imports a command when it is wanted, so that the window opens without the others."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in order of the alphabet."""
        return sorted({*COMMANDS, *super().list_commands(ctx)})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name; None if there is none."""
        if cmd_name not in COMMANDS:
            return super().get_command(ctx, cmd_name)
        module = import_module(COMMANDS[cmd_name])
        found = (x for x in vars(module).values() if isinstance(x, click.Command))
        return next(command for command in found if command.name == cmd_name)


@click.group(cls=Commands)
@click.version_option(__version__, prog_name="annotator")
def commands() -> None:
    """Label text: spans, relations, review and training data."""


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
