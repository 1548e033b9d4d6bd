"""The commands that need no window; the window adds its own to the group."""

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

import click

from annotator import __version__
from annotator.errors import ProjectCorrupt, UserError
from annotator.store.project import Project

PROJECT = click.argument("project", type=click.Path(path_type=Path))
JSON = click.option("--json", "as_json", is_flag=True, help="Report as JSON.")


@click.group()
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
    return result if isinstance(result, int) else 0


@contextmanager
def _bar(title: str) -> Iterator[Callable[[int, int], None]]:
    """A progress bar on a terminal; elsewhere nothing."""
    if not sys.stderr.isatty():
        yield lambda _done, _total: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(title, total=None)

        def show(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)

        yield show


def _tell(facts: dict[str, object], as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(facts, indent=2, ensure_ascii=False))
        return
    for name, value in facts.items():
        if isinstance(value, dict):
            value = ", ".join(f"{k} {v}" for k, v in value.items())
        if isinstance(value, list):
            value = ", ".join(str(x) for x in value)
        if value not in ("", None):
            click.echo(f"{name.replace('_', ' ')}: {value}")


@commands.command()
@PROJECT
@click.option("--labels", default="news", help="A starter scheme or a TOML file.")
@click.option("--language", default="en", help="Code of the texts' language, such as en or de.")
def new(project: Path, labels: str, language: str) -> None:
    """Make an empty project."""
    from annotator.schemes import load_scheme

    Project.create(project, load_scheme(labels), language).close()
    click.echo(f"Made {project}")


@commands.command("import")
@PROJECT
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--format", "format_name", default=None, help="See `annotator formats`.")
@click.option("--annotator", default=None, help="Whose layer the labels become.")
@click.option("--keep-duplicates", is_flag=True, help="Import texts that are there already.")
@JSON
def import_(
    project: Path,
    files: tuple[Path, ...],
    format_name: str | None,
    annotator: str | None,
    keep_duplicates: bool,
    as_json: bool,
) -> None:
    """Import files or folders."""
    from annotator.flow.importing import import_files

    with Project.open(project, exclusive=True) as opened, _bar("Importing") as bar:
        report = import_files(opened, files, format_name, annotator, keep_duplicates, progress=bar)
    facts: dict[str, object] = asdict(report)
    facts["problems"] = [str(problem) for problem in report.problems]
    if as_json:
        _tell(facts, True)
        return
    for line in report.problems:
        click.echo(f"notice: {line}", err=True)
    _tell({k: v for k, v in facts.items() if v and k != "problems"}, False)


@commands.command()
@PROJECT
@click.option("--pipeline", default="", help="A name of `annotator pipelines`, or a folder.")
@click.option("--jobs", default=1, type=click.IntRange(1, 64), help="Processes.")
@JSON
def suggest(project: Path, pipeline: str, jobs: int, as_json: bool) -> None:
    """Look for names and dates in all documents."""
    from annotator.flow.suggesting import suggest_project

    with Project.open(project, exclusive=True) as opened, _bar("Suggesting") as bar:
        counts = suggest_project(
            opened, pipeline, jobs, bar, lambda what: click.echo(f"notice: {what}", err=True)
        )
    _tell(dict(counts), as_json)


@commands.command()
@PROJECT
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--format", "format_name", default="jsonl", help="See `annotator formats`.")
@click.option("--layer", default="best", help="best, gold, each, or an annotator's name.")
@click.option("--status", type=click.Choice(["done", "all"]), default="done")
@click.option("--split", default=None, help="Shares of train, dev and test, such as 80/10/10.")
@click.option("--seed", default=0, help="Another seed makes another split.")
@click.option("--strict", is_flag=True, help="Refuse if the format cannot hold everything.")
@JSON
def export(
    project: Path,
    out: Path,
    format_name: str,
    layer: str,
    status: str,
    split: str | None,
    seed: int,
    strict: bool,
    as_json: bool,
) -> None:
    """Write training data."""
    from annotator.flow.exporting import export_project

    with Project.open(project, read_only=True) as opened:
        report = export_project(opened, out, format_name, layer, status, split, seed, strict)
    for what, count in report.losses.items():
        click.echo(f"notice: not written: {count} {what}", err=True)
    if not report.records:
        click.echo("notice: no document fits; --status all takes unfinished ones too", err=True)
    _tell(asdict(report), as_json)


@commands.command()
@PROJECT
@JSON
def stats(project: Path, as_json: bool) -> None:
    """Count documents, layers and labels."""
    with Project.open(project, read_only=True) as opened:
        _tell(project_facts(opened), as_json)


def project_facts(project: Project) -> dict[str, object]:
    """Documents, and for each annotator layers by status, spans by label, and seconds."""
    people: dict[str, object] = {}
    names = {annotator.id: annotator for annotator in project.annotators()}
    gathered: dict[str, tuple[Counter[str], Counter[str], list[float]]] = {}
    for document in project.document_ids():
        for layer in project.layers(document):
            status, labels, time = gathered.setdefault(
                layer.annotator, (Counter(), Counter(), [0.0])
            )
            status[layer.status] += 1
            time[0] += layer.seconds
            content = project.annotations(document, layer.annotator)
            labels.update(span.label for span in content.spans.values())
            labels.update(relation.label for relation in content.relations.values())
    for id, (status, labels, time) in gathered.items():
        people[names[id].name] = {
            "kind": names[id].kind,
            "status": dict(status),
            "seconds": round(time[0]),
            "labels": dict(sorted(labels.items())),
        }
    return {"documents": len(project.document_ids()), "annotators": people}


@commands.command()
@PROJECT
@JSON
def check(project: Path, as_json: bool) -> None:
    """Look for damage."""
    with Project.open(project, read_only=True) as opened:
        problems = opened.check()
    if as_json:
        _tell({"problems": problems}, True)
    if problems:
        raise ProjectCorrupt("; ".join(problems), str(project), "Go back to a backup.")
    if not as_json:
        click.echo("No damage found")


@commands.command()
@PROJECT
@click.argument("target", required=False, type=click.Path(path_type=Path))
def backup(project: Path, target: Path | None) -> None:
    """Copy the project, also while it is open."""
    from datetime import datetime

    name = f"{project.stem} {datetime.now().astimezone():%Y-%m-%d %H%M%S}.annodb"
    goal = target or project.with_name(name)
    with Project.open(project, read_only=True) as opened:
        opened.backup(goal)
    click.echo(f"Copied to {goal}")


@commands.command()
@JSON
def formats(as_json: bool) -> None:
    """List the formats."""
    from annotator.formats.table import FORMATS

    facts: dict[str, object] = {
        row.name: {
            "title": row.title,
            "read": row.read is not None,
            "write": row.write is not None,
        }
        for row in FORMATS
    }
    _tell(facts, as_json)


@commands.command()
@JSON
def pipelines(as_json: bool) -> None:
    """List the pipelines that can suggest."""
    from annotator.suggest.pipelines import embedded, installed

    facts: dict[str, object] = {
        info.full_name: {
            "language": info.language,
            "source": info.source,
            "labels": list(info.labels),
        }
        for info in (*embedded(), *installed())
    }
    _tell(facts, as_json)
