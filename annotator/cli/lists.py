"""The command that lists the formats."""

import click

from annotator.cli.arguments import JSON
from annotator.cli.output import tell


@click.command()
@JSON
def formats(as_json: bool) -> None:
    """List the formats."""
    from annotator.flow.choices import limits
    from annotator.formats.table import formats as all_formats

    for row in () if as_json else all_formats():
        ways = [way for way, done in (("import", row.read), ("export", row.writes)) if done]
        click.echo(f"{row.name:<20} {row.title:<40} {' '.join(row.suffixes):<20} {', '.join(ways)}")
        for limit in limits(row.name) if row.writes else ():
            click.echo(f"{'':<20} {limit}")
        for option in row.options:
            values = "|".join(option.choices) or "…"
            click.echo(f"{'':<20} --option {option.name}={values}: {option.doc}")
    if as_json:
        facts = {
            row.name: {
                "title": row.title,
                "suffixes": row.suffixes,
                "read": row.read is not None,
                "write": row.writes,
                "extra": row.extra,
                "options": {x.name: x.doc for x in row.options},
                "carries": {name: getattr(row.carries, name) for name in row.carries.__slots__},
            }
            for row in all_formats()
        }
        tell(facts, as_json=True)
