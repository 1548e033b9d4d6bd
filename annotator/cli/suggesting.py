"""Commands of suggesters: run one over all documents, list those there are."""

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

import click

from annotator.cli.arguments import JSON, NAMES, PROJECT, names_in
from annotator.cli.output import bar, notices, tell
from annotator.flow.suggesting import SuggestReport
from annotator.store.project import Project


@click.command()
@PROJECT
@click.option("--pipeline", default="", help="A name of `annotator pipelines`, or a folder.")
@click.option("--jobs", default=1, type=click.IntRange(1, 64), help="Processes.")
@NAMES
@click.option(
    "--scores/--no-scores", default=None, help="Score entities of `ner` by a beam; slower."
)
@click.option("--resume", is_flag=True, help="Leave what this pipeline has read before.")
@click.option("--engine", default="here", type=click.Choice(["here", "dask"]))
@click.option("--address", default="", help="Of the scheduler, for --engine dask.")
@click.option("--llm", is_flag=True, help="Ask the language model of `annotator llm`.")
@click.option("--again", is_flag=True, help="With --llm: also what it has read before.")
@JSON
def suggest(
    project: Path,
    pipeline: str,
    jobs: int,
    names: tuple[str, ...],
    scores: bool | None,
    resume: bool,
    engine: str,
    address: str,
    llm: bool,
    again: bool,
    as_json: bool,
) -> None:
    """Look for names and dates in all documents."""
    from annotator.flow.suggesting import suggest_project

    chosen = names_in(names)
    if llm:
        from annotator.cli.llm import ask

        ask(project, again, as_json)
        return
    if (engine == "dask") != bool(address):
        raise click.BadParameter(
            "--engine dask needs --address, and only it.", param_hint="--engine"
        )
    with Project.open(project, exclusive=True) as opened, bar("Suggesting") as progress:
        report = suggest_project(
            opened,
            pipeline,
            jobs,
            progress,
            names=chosen,
            scores=scores,
            resume=resume,
            cluster=address,
        )
    tell_report(report, as_json)


def tell_report(
    report: SuggestReport, as_json: bool, more: Mapping[str, object] | None = None
) -> None:
    """What a suggester said, and `more` facts."""
    facts: dict[str, object] = {**asdict(report), **(more or {})}
    if not as_json:
        notices(report.failures)
        if report.left_out:
            label = next(iter(report.left_out))
            click.echo(
                "notice: left out, since the scheme has no such labels: "
                + ", ".join(f"{count:,} {label}" for label, count in report.left_out.items())
                + f"; --map {label}=LABEL takes them, --map {label}= is silent about them",
                err=True,
            )
        del facts["failures"], facts["left_out"]
        facts = {name: value for name, value in facts.items() if name != "unusable" or value}
    tell(facts, as_json)


@click.command()
@click.option(
    "--project", type=click.Path(path_type=Path), help="Also those that were trained in it."
)
@JSON
def pipelines(project: Path | None, as_json: bool) -> None:
    """List the pipelines that can suggest."""
    from annotator.flow.catalogue import catalogue, facts_of

    if project is None:
        found = catalogue()
    else:
        with Project.open(project, read_only=True) as opened:
            found = catalogue(opened)
    if as_json:
        tell({entry.info.full_name: facts_of(entry) for entry in found}, as_json=True)
        return
    for entry in found:
        info = entry.info
        click.echo(
            f"{info.full_name}  {info.language}  {entry.source}  {info.description}".rstrip()
        )
        click.echo(f"  {' '.join(info.labels)}")
        if entry.scores:
            click.echo(f"  {', '.join(f'{x} {100 * y:.1f}' for x, y in entry.scores.items())}")
