"""Commands that bring data in, look at it, and take it out: import and export."""

from dataclasses import asdict
from pathlib import Path

import click

from annotator.cli.arguments import JSON, NAMES, OPTIONS, PROJECT, names_in, options_in
from annotator.cli.output import bar, notices, tell
from annotator.store.project import Project


@click.command("import")
@PROJECT
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--format", "format_name", default=None, help="See `annotator formats`.")
@click.option("--annotator", default=None, help="Whose layer the labels become.")
@click.option("--keep-duplicates", is_flag=True, help="Import texts that are there already.")
@NAMES
@OPTIONS
@JSON
def import_(
    project: Path,
    files: tuple[Path, ...],
    format_name: str | None,
    annotator: str | None,
    keep_duplicates: bool,
    names: tuple[str, ...],
    options: tuple[str, ...],
    as_json: bool,
) -> None:
    """Import files or folders."""
    from annotator.flow.importing import import_files

    with Project.open(project, exclusive=True) as opened, bar("Importing") as progress:
        report = import_files(
            opened,
            files,
            format_name,
            annotator,
            keep_duplicates,
            progress,
            options=options_in(options),
            labels=names_in(names),
        )
    facts: dict[str, object] = asdict(report)
    facts["problems"] = [str(problem) for problem in report.problems]
    facts["notices"] = [str(notice) for notice in report.notices]
    if not as_json:
        notices([*report.problems, *report.notices])
        del facts["problems"], facts["notices"], facts["skipped"]
        facts = {name: value for name, value in facts.items() if value}
    tell(facts, as_json)


@click.command()
@PROJECT
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--format", "format_name", default="jsonl", help="See `annotator formats`.")
@click.option("--layer", default="best", help="best, gold, each, or an annotator's name.")
@click.option("--status", type=click.Choice(["done", "all"]), default="done")
@click.option("--split", default=None, help="About what shares train, dev and test get: 80/10/10.")
@click.option("--seed", default=0, help="Another seed makes another split.")
@click.option("--balance", is_flag=True, help="Every label gets its shares; documents may move.")
@click.option("--unit", type=click.Choice(["document", "sentence"]), default="document")
@click.option("--labels", default="", metavar="A,B", help="Only these labels.")
@NAMES
@click.option("--dataset", is_flag=True, help="OUT is a folder with a data card.")
@click.option("--licence", "--license", default="", help="For the data card: cc-by-4.0.")
@click.option("--strict", is_flag=True, help="Refuse if the format cannot hold everything.")
@OPTIONS
@JSON
def export(
    project: Path,
    out: Path,
    format_name: str,
    layer: str,
    status: str,
    split: str | None,
    seed: int,
    balance: bool,
    unit: str,
    labels: str,
    names: tuple[str, ...],
    dataset: bool,
    licence: str,
    strict: bool,
    options: tuple[str, ...],
    as_json: bool,
) -> None:
    """Write training data."""
    from annotator.flow.exporting import export_project
    from annotator.flow.losses import in_words

    with Project.open(project, read_only=True) as opened, bar("Exporting") as progress:
        report = export_project(
            opened,
            out,
            format_name,
            layer,
            status,
            split,
            seed,
            strict,
            progress,
            options=options_in(options),
            labels=[x.strip() for x in labels.split(",") if x.strip()],
            names=names_in(names),
            unit=unit,
            balance=balance,
            dataset=dataset,
            licence=licence,
        )
    if not as_json:
        notices([f"not written: {line}" for line in in_words(report.losses)])
    facts: dict[str, object] = asdict(report)
    del facts["cancelled"]
    tell(facts, as_json)
