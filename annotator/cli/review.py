"""Commands of the reviewer: adjudicate."""

from dataclasses import asdict
from pathlib import Path

import click

from annotator.cli.arguments import JSON, PROJECT
from annotator.cli.output import bar, tell
from annotator.store.project import Project


@click.command()
@PROJECT
@click.option(
    "--strategy",
    required=True,
    help="agree, majority, union, intersection or trust:NAME.",
)
@click.option("--threshold", default=0.5, help="The least share that makes a majority, 0 to 1.")
@click.option("--as", "reviewer", default=None, help="Who decides; you, if left out.")
@click.option("--dry-run", is_flag=True, help="Only say what would be decided.")
@JSON
def adjudicate(
    project: Path,
    strategy: str,
    threshold: float,
    reviewer: str | None,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Decide conflicts in bulk."""
    from annotator.flow.adjudicating import adjudicate_project
    from annotator.review.strategies import strategy_of
    from annotator.settings import load

    how = strategy_of(strategy, threshold)
    who = reviewer or load().annotator_name
    reading = {"read_only": True} if dry_run else {"exclusive": True}
    with Project.open(project, **reading) as opened, bar("Adjudicating") as progress:
        outcome = adjudicate_project(opened, how, who, dry_run, progress)
    facts: dict[str, object] = {"strategy": strategy, "dry_run": dry_run, **asdict(outcome)}
    if not as_json:
        del facts["strategy"], facts["dry_run"]
    tell(facts, as_json)
