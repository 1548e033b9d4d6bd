"""Commands about the project as a whole: new, sample, stats, backup."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from annotator.cli.arguments import JSON, PROJECT
from annotator.cli.output import bar, tell
from annotator.store.project import Project

if TYPE_CHECKING:
    from annotator.flow.sample import Sample


@click.command()
@PROJECT
@click.option("--labels", default="news", help="A starter scheme or a TOML file.")
@click.option("--language", default="en", help="Code of the texts' language, such as en or de.")
def new(project: Path, labels: str, language: str) -> None:
    """Make an empty project."""
    from annotator.schemes import load_scheme

    Project.create(project, load_scheme(labels), language).close()
    click.echo(f"Made {project}")


@click.command()
@PROJECT
@click.option(
    "--kind",
    type=click.Choice(["articles", "review"]),
    default="articles",
    help="Articles with suggestions, or three people’s layers of them for review.",
)
def sample(project: Path, kind: "Sample") -> None:
    """Make a sample project."""
    from annotator.flow.sample import make_sample

    with bar("Making the sample") as progress:
        make_sample(project, kind, progress)
    click.echo(f"Made {project}")


@click.command()
@PROJECT
@JSON
def stats(project: Path, as_json: bool) -> None:
    """Count documents, layers and labels, days and seconds, and answers to suggestions."""
    from annotator.effort import effort_on
    from annotator.flow.progress import work_of
    from annotator.statistics import statistics

    with Project.open(project, read_only=True) as opened:
        facts, work = asdict(statistics(opened)), asdict(work_of(opened))
    if as_json:
        effort = asdict(effort_on(project))
        tell(facts | {"work": work, "effort": effort}, as_json=True)
        return
    statuses = work["statuses"].items()
    facts["statuses"] = {name.replace("_", " "): count for name, count in statuses if count}
    annotators = facts.pop("annotators")
    tell(facts, as_json=False)
    for name, counts in annotators.items():
        tell({name: counts}, as_json=False)


@click.command()
@PROJECT
@click.argument("target", required=False, type=click.Path(path_type=Path))
def backup(project: Path, target: Path | None) -> None:
    """Copy the project, also while it is open."""
    from datetime import datetime

    name = f"{project.stem} {datetime.now().astimezone():%Y-%m-%d %H%M%S}{project.suffix}"
    goal = target or project.with_name(name)
    with Project.open(project, read_only=True) as opened:
        opened.backup(goal)
    click.echo(f"Copied to {goal}")
