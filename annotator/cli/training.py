"""The command that trains, and what it prints of how it goes."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from annotator.cli.arguments import JSON, PROJECT
from annotator.cli.output import bar, tell
from annotator.store.project import Project

if TYPE_CHECKING:
    from annotator.flow.trained import Version
    from annotator.train.messages import Reply
    from annotator.train.scores import Counts


@click.command()
@PROJECT
@click.option(
    "--output", type=click.Path(path_type=Path), help="Also write folder for `spacy train`."
)
@click.option("--layer", default="best", help="best (gold, else the only person's), or a name.")
@click.option("--held-out", "held", default=0.2, help="Share of the documents to measure on.")
@click.option("--seed", default=0, help="Another seed deals and learns otherwise.")
@click.option("--scratch", is_flag=True, help="Not from the weights of the project's pipeline.")
@click.option("--steps", default=0, type=click.IntRange(0), help="Most updates; 0 for the usual.")
@click.option("--curve", is_flag=True, help="Also train on 25, 50 and 75 % of the documents.")
@click.option("--use", is_flag=True, help="Let the project use the pipeline if it is better.")
@JSON
def train(
    project: Path,
    output: Path | None,
    layer: str,
    held: float,
    seed: int,
    scratch: bool,
    steps: int,
    curve: bool,
    use: bool,
    as_json: bool,
) -> None:
    """Train a pipeline on the finished documents."""
    from annotator.flow import trained
    from annotator.flow.training import Start, Wish, train_project

    start: Start = "scratch" if scratch else "current"
    wish = Wish(layer, held, seed, start, steps=steps, curve=curve)
    with Project.open(project, exclusive=True) as opened:
        with _told(as_json) as told:
            version = train_project(opened, wish, output, told)
        assert version is not None
        used = use and version.is_better
        if used:
            trained.use(opened, version.name)
    if as_json:
        facts = {**msgspec.to_builtins(version), "used": used, "better": version.is_better}
        click.echo(msgspec.json.encode({"type": "Version", **facts}).decode())
        return
    _show(version, output, used, project)


@contextmanager
def _told(as_json: bool) -> "Iterator[Callable[[Reply], None]]":
    """As JSON each reply is a line; else they move a bar."""
    if as_json:
        yield lambda reply: click.echo(msgspec.json.encode(reply).decode())
        return
    from annotator.train.messages import Stepped

    with bar("Training") as progress:

        def show(reply: "Reply") -> None:
            if isinstance(reply, Stepped):
                progress(reply.step, reply.steps)

        yield show


def _show(version: "Version", output: Path | None, used: bool, project: Path) -> None:
    new, old = version.new, version.old
    tell({"pipeline": version.name, "documents": version.documents}, as_json=False)
    click.echo(f"F1 on held-out documents: {_percent(new.f1)}" + _against(version))
    for kind, counts, before in (
        ("", new.spans, old.spans if old else {}),
        ("relation ", new.relations, old.relations if old else {}),
    ):
        for label, count in counts.items():
            click.echo(f"  {kind}{label:<16} {_row(count, before.get(label))}")
    if version.kept.spans:
        click.echo("Labels without examples, against what the pipeline before found:")
        for label, count in version.kept.spans.items():
            click.echo(f"  {label:<16} {_row(count, None)}")
    _show_curve(version)
    if output is not None:
        click.echo(f"Written to {output}; again with: spacy train {output / 'config.cfg'}")
    if used:
        click.echo(f"The project now uses {version.name}")
    else:
        click.echo(f"To use it: annotator suggest {project} --pipeline {version.name}")


def _against(version: "Version") -> str:
    return f", {version.rival} {_percent(version.old.f1)}" if version.old is not None else ""


def _show_curve(version: "Version") -> None:
    if not version.curve:
        return
    from annotator.train.curve import advice

    click.echo("F1 by documents:")
    for point in version.curve:
        click.echo(f"  {point.documents:>6,}  {_percent(point.f1)}")
    click.echo(advice(version.curve))


def _row(count: "Counts", before: "Counts | None") -> str:
    parts = [f"F1 {_percent(count.f1)}", f"P {_percent(count.precision)}",
             f"R {_percent(count.recall)}", f"of {count.gold:,}"]  # fmt: skip
    if before is not None:
        parts.append(f"before {_percent(before.f1)}")
    return "  ".join(parts)


def _percent(value: float | None) -> str:
    return "–" if value is None else f"{100 * value:.1f}"
