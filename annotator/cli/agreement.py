"""How far annotators agree: the command `agreement`."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from annotator.cli.arguments import JSON, PROJECT
from annotator.cli.output import bar, notices, tell
from annotator.store.project import Project

if TYPE_CHECKING:
    from rich.table import Table

    from annotator.review.agreement.results import Agreement, Pair, Value

_TITLES = {
    "f1_exact": "exact",
    "f1_overlap": "overlap",
    "f1_unlabelled": "place only",
    "relation_f1": "relations",
    "relation_f1_lenient": "lenient",
    "cohen_kappa": "Cohen's κ",
    "precision": "precision",
    "recall": "recall",
}
_TOGETHER = {
    "f1_exact": "Mean F1, exact",
    "f1_overlap": "Mean F1, overlap",
    "f1_unlabelled": "Mean F1, place only",
    "relation_f1": "Mean F1 of relations",
    "relation_f1_lenient": "Mean F1 of relations, lenient ends",
    "fleiss_kappa": "Fleiss' κ over tokens",
    "alpha_nominal": "Krippendorff's α over tokens",
    "alpha_unitizing": "Krippendorff's α_u over characters",
    "gamma": "γ, mean over documents",
}
_WIDEST = 10_000  # columns
_PAIRS = "Pairs: F1 of spans and of relations, κ over tokens, 95 % intervals"
_GOLD = "Against gold: precision, recall and F1 of spans, 95 % intervals"


@click.command()
@PROJECT
@click.option("--layer", "layers", multiple=True, help="An annotator; again for more. Else all.")
@click.option("--gamma", is_flag=True, help="Measure γ too; slow, and needs the extra gamma.")
@click.option("--seed", default=0, help="Another seed draws other samples for the intervals.")
@JSON
def agreement(
    project: Path, layers: tuple[str, ...], gamma: bool, seed: int, as_json: bool
) -> None:
    """Measure how far annotators agree."""
    from annotator.flow.agreement import agreement_of
    from annotator.flow.insights import over_time
    from annotator.review.agreement.facts import facts

    with Project.open(project, read_only=True) as opened, bar("Comparing") as progress:
        found = agreement_of(opened, layers, seed, gamma, progress)
        assert found is not None  # nobody can cancel it here
        days = [asdict(one) for one in over_time(opened, found)]
    if as_json:
        tell(facts(found) | {"over_time": days}, as_json=True)
    else:
        _show(found)


def _show(found: "Agreement") -> None:
    from rich.console import Console

    # A figure that is cut off would be a wrong one: rather let the terminal break the line.
    console = Console(highlight=False, width=_WIDEST)
    notices([f"{where} is undefined: {why}" for where, why in found.notes.items()])
    left = f"; {found.left_out:,} with one are left out" if found.left_out else ""
    console.print(f"{found.documents:,} documents with two finished layers or more{left}")
    tables = []
    if found.pairs:
        tables = [_pairs(found.pairs, _PAIRS), _corpus(found), _labels(found)]
        tables.append(_confusion(found.confusion.counts()))
    if found.against_gold:
        tables.append(_pairs(found.against_gold, _GOLD))
    for table in tables:
        console.print(table)


def _table(title: str, columns: Sequence[str]) -> "Table":
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    table = Table(title=title, box=SIMPLE_HEAD, title_justify="left", pad_edge=False)
    for index, column in enumerate(columns):
        table.add_column(column, justify="right" if index else "left")
    return table


def _pairs(pairs: "Sequence[Pair]", title: str) -> "Table":
    names = list(pairs[0].measures)
    table = _table(title, ["", "documents", *(_TITLES[name] for name in names)])
    for pair in pairs:
        who = pair.b if title == _GOLD else f"{pair.a} × {pair.b}"
        table.add_row(_plain(who), f"{pair.documents:,}", *(_cell(pair.measures[x]) for x in names))
    return table


def _corpus(found: "Agreement") -> "Table":
    table = _table("All together", ["", "value", "95 % interval"])
    for name, value in {**found.mean, **found.corpus}.items():
        table.add_row(_TOGETHER[name], _number(value), _interval(value))
    return table


def _labels(found: "Agreement") -> "Table":
    titles = [f"{pair.a} × {pair.b}" for pair in found.pairs]
    table = _table("By label: F1 exact, and α_u", ["", *map(_plain, titles), "α_u"])
    for label in found.confusion.table.labels:
        rows = [pair.by_label.get(label) for pair in found.pairs]
        cells = ["" if row is None else _cell(row.measures["f1_exact"]) for row in rows]
        alpha = found.alpha_by_label.get(label)
        table.add_row(_plain(label), *cells, "" if alpha is None else _cell(alpha))
    return table


def _confusion(counts: Mapping[str, Mapping[str, int]]) -> "Table":
    seen = {*counts, *(label for row in counts.values() for label in row)}
    labels = [*sorted(seen - {""}), ""]
    names = [_plain(label) or "none" for label in labels]
    table = _table("Confusion: rows the first of each pair, columns the second", ["", *names])
    for label, name in zip(labels, names, strict=True):
        row = counts.get(label, {})
        table.add_row(name, *(f"{row[x]:,}" if x in row else "·" for x in labels))
    return table


def _cell(value: "Value") -> str:
    return f"{_number(value)}\n{_interval(value)}".rstrip()


def _number(value: "Value") -> str:
    return "–" if value.value is None else f"{value.value:.2f}"


def _interval(value: "Value") -> str:
    return "" if value.interval is None else f"{value.interval[0]:.2f}–{value.interval[1]:.2f}"


def _plain(name: str) -> str:
    """A name may hold what rich would take for markup."""
    from rich.markup import escape

    return escape(name)
