"""Commands for several people: people, assign, split, merge."""

from dataclasses import asdict
from pathlib import Path

import click

from annotator.cli.arguments import JSON, PROJECT
from annotator.cli.output import bar, notices, tell
from annotator.errors import InputError
from annotator.model import make_annotator
from annotator.people import COURTESY, ROLES
from annotator.store.project import Project


@click.command()
@PROJECT
@click.argument("name", required=False)
@click.option("--role", type=click.Choice(ROLES), default=None, help="What NAME does here.")
@click.option(
    "--blind/--open", "blind", default=None, help="Hide people's labels from each other, or not."
)
@JSON
def people(
    project: Path, name: str | None, role: str | None, blind: bool | None, as_json: bool
) -> None:
    """Show who works here, or give NAME a role."""
    from annotator.flow.people import overview
    from annotator.store import people as store

    if role is not None and not name:
        raise InputError("Nobody is named for the role", role, "Give the name before --role.")
    writing = name is not None or blind is not None
    with Project.open(project, read_only=not writing, exclusive=writing) as opened:
        if name is not None:
            known = store.role_of(opened, make_annotator(name).id)
            store.set_role(opened, name, next((x for x in ROLES if x == role), known))
        if blind is not None:
            store.set_blind(opened, blind)
        found = overview(opened)
    if as_json:
        tell(asdict(found), as_json=True)
        return
    for who, one in found.people.items():
        click.echo(
            f"{who}: {one.role}, {one.assigned:,} assigned, {one.done:,} done, {one.begun:,} begun"
        )
    click.echo("blind: people see only their own labels" if found.blind else "open: people see "
               "each other's labels")  # fmt: skip
    click.echo(COURTESY)


@click.command()
@PROJECT
@click.argument("names", nargs=-1, metavar="[NAME]...")
@click.option("--each", default=1, type=click.IntRange(1), help="People for each document.")
@click.option(
    "--overlap", default=0.0, type=click.FloatRange(0, 1), help="Share that one more gets: 0.2."
)
@click.option(
    "--calibration", default=0, type=click.IntRange(0), help="Documents that all get, first."
)
@click.option("--seed", default=0, help="Another seed deals otherwise.")
@click.option("--again", is_flag=True, help="Deal anew what nobody has begun.")
@click.option("--document", "documents", multiple=True, help="Just this one, to all NAMEs.")
@click.option("--withdraw", is_flag=True, help="Assign nothing to anybody; labels stay.")
@click.option("--dry-run", is_flag=True, help="Only show what would be assigned.")
@JSON
def assign(
    project: Path,
    names: tuple[str, ...],
    each: int,
    overlap: float,
    calibration: int,
    seed: int,
    again: bool,
    documents: tuple[str, ...],
    withdraw: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Deal documents to people at random, or show how they are dealt."""
    from annotator.assignment import Plan, Wish
    from annotator.flow import assigning

    writing = bool(names or withdraw) and not dry_run
    with Project.open(project, read_only=not writing, exclusive=writing) as opened:
        if withdraw:
            plan = Plan()
        elif documents:
            if not names:
                raise InputError("Nobody is named for the documents", do="Give names.")
            plan = assigning.plan_by_hand(opened, names, documents)
        elif names:
            wish = Wish(each, overlap, calibration, seed)
            plan = assigning.plan_for(opened, names, wish, again)
        else:
            plan = assigning.present(opened)
        if writing:
            report = assigning.assign(opened, names, plan)
        else:
            report = assigning.report_of(opened, plan, names=names)
    facts = asdict(report)
    if as_json:
        tell(facts, as_json=True)
        return
    shares = facts.pop("people")
    for who, share in shares.items():
        tell({who: {name: count for name, count in share.items() if count}}, as_json=False)
    tell(facts, as_json=False)


@click.command()
@PROJECT
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--annotator", "names", multiple=True, help="Only for this person.")
@JSON
def split(project: Path, folder: Path, names: tuple[str, ...], as_json: bool) -> None:
    """Write one project file for each annotator, with just their documents."""
    from annotator.flow.splitting import split_project

    with Project.open(project, read_only=True) as opened, bar("Splitting") as progress:
        report = split_project(opened, folder, names, progress)
    if as_json:
        tell(asdict(report), as_json=True)
        return
    for path, count in report.files.items():
        click.echo(f"{path}: {count:,} documents")
    click.echo(COURTESY if report.blind else "The project is open: everybody's labels are in it.")


@click.command()
@PROJECT
@click.argument("others", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--map", "pairs", multiple=True, metavar="OLD=NEW", help="Their label OLD is our label NEW."
)
@JSON
def merge(project: Path, others: tuple[Path, ...], pairs: tuple[str, ...], as_json: bool) -> None:
    """Bring in other annotators' files."""
    from annotator.flow.merging import merge_files

    names = dict(_pair(text) for text in pairs)
    with Project.open(project, exclusive=True) as opened, bar("Merging") as progress:
        report = merge_files(opened, others, names, progress)
    if as_json:
        tell(asdict(report), as_json=True)
        return
    for one in report.files:
        facts = asdict(one)
        name = facts.pop("file")
        notices([*(f"{name}: {text}" for text in facts.pop("notices"))])
        notices([f"{name}: changed in both, both kept: {x}" for x in facts.pop("disputed")])
        counts = {key.replace("_", " "): value for key, value in facts.items() if value}
        tell({name: counts or "nothing new"}, as_json=False)
    if report.backup:
        click.echo(f"The project from before is kept as {report.backup}")


def _pair(text: str) -> tuple[str, str]:
    old, sign, new = text.partition("=")
    if not (old and sign and new):
        raise InputError("This names no two labels", text, "Write --map OLD=NEW.")
    return old, new
