"""The command about the language model: where it is, what it would cost, who agreed."""

from dataclasses import asdict, replace
from pathlib import Path

import click

from annotator import settings
from annotator.cli.arguments import JSON, PROJECT
from annotator.cli.output import bar, tell
from annotator.store.project import Project


@click.command()
@PROJECT
@click.option("--url", default=None, help="The address, as https://host/v1; kept in the settings.")
@click.option("--model", default=None, help="The model; kept in the settings.")
@click.option("--key-variable", default=None, help="The environment's variable with the key.")
@click.option("--price-in", default=None, type=click.FloatRange(0), help="A million tokens asked.")
@click.option("--price-out", default=None, type=click.FloatRange(0), help="A million answered.")
@click.option("--agree", is_flag=True, help="Texts of this project may be sent there.")
@click.option("--withdraw", is_flag=True, help="They may not any more.")
@JSON
def llm(
    project: Path,
    url: str | None,
    model: str | None,
    key_variable: str | None,
    price_in: float | None,
    price_out: float | None,
    agree: bool,
    withdraw: bool,
    as_json: bool,
) -> None:
    """Set up a language model, see what it would cost, agree to it."""
    from annotator.flow import asking_llm

    given = {
        "llm_url": url,
        "llm_model": model,
        "llm_key_variable": key_variable,
        "llm_price_in": price_in,
        "llm_price_out": price_out,
    }
    known = settings.load()
    values = replace(known, **{name: x for name, x in given.items() if x is not None})  # type: ignore[arg-type]  # fields by name
    if values != known:
        if values.llm_url:
            asking_llm.endpoint_of(values)
        settings.save(values)
    with Project.open(
        project, exclusive=agree or withdraw, read_only=not agree and not withdraw
    ) as opened:
        if withdraw:
            asking_llm.withdraw(opened)
        elif agree:
            asking_llm.agree(opened, values.annotator_name, asking_llm.endpoint_of(values))
        made = asking_llm.agreement(opened)
        brief = asking_llm.brief_of(opened)
        cost = asking_llm.expected(opened, values, brief)
    facts: dict[str, object] = {
        "address": values.llm_url,
        "model": values.llm_model,
        "key_variable": values.llm_key_variable,
        "examples": len(brief.examples),
        "tokens_in": cost.tokens_in,
        "tokens_out": cost.tokens_out,
        "price": None if cost.price is None else round(cost.price, 4),
        "agreed": f"{made.who}, {made.when}, {made.url} ({made.model})" if made else "",
    }
    tell(facts, as_json)
    if made is None and not as_json:
        click.echo("Nothing is sent before somebody agrees: --agree", err=True)


def ask(project: Path, again: bool, as_json: bool) -> None:
    """Have the language model suggest, and tell what it cost."""
    from annotator.cli.suggesting import tell_report
    from annotator.flow.asking_llm import cost, suggest_by_llm

    values = settings.load()
    with Project.open(project, exclusive=True) as opened, bar("Asking") as progress:
        report, usage = suggest_by_llm(opened, values, again, progress)
    paid = cost(usage.tokens_in, usage.tokens_out, values)
    more = {**asdict(usage), "price": None if paid.price is None else round(paid.price, 4)}
    tell_report(report, as_json, more)
