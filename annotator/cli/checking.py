"""The command `check`: damage to the file first, then what looks like mistakes in the labels."""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from annotator.cli.arguments import JSON, PROJECT
from annotator.cli.output import bar, tell
from annotator.errors import InputError, ProjectCorrupt
from annotator.store.project import Project

if TYPE_CHECKING:
    from annotator.flow.consistency import Checked

_MOST = 40  # findings that are printed of each annotator
_WIDEST = 60  # characters of a quotation


@click.command()
@PROJECT
@click.option("--layer", "layers", multiple=True, help="An annotator; again for more. Else all.")
@click.option("--least", default=0.0, help="The least likelihood of a finding, 0 to 1.")
@click.option("--strict", is_flag=True, help="Exit with 1 if there is a finding.")
@JSON
def check(
    project: Path, layers: tuple[str, ...], least: float, strict: bool, as_json: bool
) -> None:
    """Look for damage, and for labels that may be mistakes."""
    from annotator.flow.consistency import check_consistency

    checked: list[Checked] = []
    with Project.open(project, read_only=True) as opened:
        problems = opened.check()
        if not problems:
            with bar("Checking") as progress:
                checked = check_consistency(opened, layers, progress) or []
    rows = [
        asdict(finding) | {"annotator": one.annotator}
        for one in checked
        for finding in one.findings
        if finding.score >= least
    ]
    if as_json:
        tell({"problems": problems, "findings": rows}, as_json=True)
    else:
        click.echo("\n".join(problems) or "No damage found")
        _show(checked, least)
    _judge(project, problems, rows if strict else ())


def _judge(project: Path, problems: Sequence[str], rows: Sequence[object]) -> None:
    """Damage is an error; findings are one only when asked for."""
    if problems:
        count = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
        what = f"This project has {count}, the first: {problems[0]}"
        raise ProjectCorrupt(what, str(project), "Go back to a backup.")
    if rows:
        count = (
            "1 label that may be a mistake"
            if len(rows) == 1
            else (f"{len(rows):,} labels that may be mistakes")
        )
        what = f"There is {count}" if len(rows) == 1 else f"There are {count}"
        raise InputError(what, str(project), "Look at them, or raise --least.")


def _show(checked: "Sequence[Checked]", least: float) -> None:
    for one in checked:
        found = [finding for finding in one.findings if finding.score >= least]
        many = "1 finding" if len(found) == 1 else f"{len(found):,} findings"
        click.echo(f"{one.annotator}: {many} in {one.documents:,} documents")
        for finding in found[:_MOST]:
            words = " ".join(finding.text.split())
            words = words if len(words) <= _WIDEST else f"{words[: _WIDEST - 1]}…"
            label = f" {finding.label}" if finding.label else ""
            click.echo(
                f"  {finding.score:.2f}  {finding.name}, {finding.start}: “{words}”{label}; "
                f"{finding.about}; {finding.reason}"
            )
        if len(found) > _MOST:
            click.echo(f"  and {len(found) - _MOST:,} more; --json lists all")
