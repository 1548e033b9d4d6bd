"""Commands that list what there is: formats, pipelines."""

import click

from annotator.cli.arguments import JSON
from annotator.cli.output import tell


@click.command()
@JSON
def formats(as_json: bool) -> None:
    """List the formats."""
    from annotator.flow.choices import limits
    from annotator.formats.table import FORMATS

    for row in () if as_json else FORMATS:
        ways = [way for way, done in (("import", row.read), ("export", row.write)) if done]
        click.echo(f"{row.name:<8} {row.title:<34} {' '.join(row.suffixes):<20} {', '.join(ways)}")
        for limit in limits(row.name) if row.write is not None else ():
            click.echo(f"{'':<8} {limit}")
    if as_json:
        facts = {
            row.name: {
                "title": row.title,
                "suffixes": row.suffixes,
                "read": row.read is not None,
                "write": row.write is not None,
                "carries": {name: getattr(row.carries, name) for name in row.carries.__slots__},
            }
            for row in FORMATS
        }
        tell(facts, as_json=True)


@click.command()
@JSON
def pipelines(as_json: bool) -> None:
    """List the pipelines that can suggest."""
    from annotator.suggest.pipelines import embedded, installed

    found = [*embedded(), *installed()]
    for info in () if as_json else found:
        click.echo(f"{info.full_name}  {info.language}  {info.source}  {info.description}")
        click.echo(f"  {' '.join(info.labels)}")
    if as_json:
        facts = {
            info.full_name: {
                "language": info.language,
                "source": info.source,
                "description": info.description,
                "labels": info.labels,
            }
            for info in found
        }
        tell(facts, as_json=True)
