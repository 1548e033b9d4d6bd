"""Where the program starts: headless commands, and the window when one is wanted."""

import gc
import sys
from pathlib import Path

import click

from annotator.cli.main import commands, run


@commands.command("open")
@click.argument("project", required=False, type=click.Path(path_type=Path))
@click.option(
    "--sample",
    type=click.Choice(["articles", "review"]),
    is_flag=False,
    flag_value="articles",
    default=None,
    help="Open a sample project, made on first use; --sample review: three people’s layers.",
)
def open_window(project: Path | None, sample: str | None) -> None:
    """Open a project in the window."""
    # What is made while the program starts stays: to look for garbage in it takes a tenth of the
    # time until the window stands. `launch` turns it on again.
    gc.disable()
    try:
        from ui.launch import launch

        sys.exit(launch(project, sample or ""))
    finally:
        gc.enable()


@commands.command("screenshot")
@click.argument("project", type=click.Path(path_type=Path))
@click.argument("picture", type=click.Path(path_type=Path))
@click.option("--document", default="", help="A document's name, or its number from 1.")
@click.option(
    "--mode", type=click.Choice(["annotate", "review", "insights", "scheme"]), default="annotate"
)
@click.option("--theme", type=click.Choice(["light", "dark"]), default="light")
@click.option("--size", default="1366x820", help="Width and height in px.")
@click.option("--as", "who", default="", help="Whose layer is shown.")
def take_screenshot(
    project: Path, picture: Path, document: str, mode: str, theme: str, size: str, who: str
) -> None:
    """Draw the window into a PNG file, without a screen."""
    from ui.screenshot import screenshot

    screenshot(project, picture, document, theme, size, who, mode)


def main(arguments: list[str] | None = None) -> int:
    """Run a command; without one, open the window. Returns the exit status."""
    arguments = sys.argv[1:] if arguments is None else arguments
    return run(arguments or ["open"])


if __name__ == "__main__":
    sys.exit(main())
