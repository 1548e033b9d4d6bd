"""The README's tables, made from the program; run as `python -m tests.support.tables` it
brings the README up to date."""

import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import MISSING, fields
from pathlib import Path
from typing import Any

README = Path(__file__).parents[2] / "README.md"
_BLOCK = re.compile(r"(<!-- table: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "".join("| " + " | ".join(cell for cell in line) + " |\n" for line in lines)


def keys() -> str:
    """Every action that has a key."""
    from ui.actions import ACTIONS

    def shown(key: str) -> str:
        return f"`{key}`".replace("Return", "Enter")

    rows = []
    for row in ACTIONS:
        if row.keys:
            names = dict.fromkeys(shown(key) for key in row.keys)
            rows.append((row.group, row.title, " or ".join(names)))
    return _table(("Menu", "Action", "Key"), rows)


def settings() -> str:
    """Every setting with its default."""
    from annotator.settings import Settings

    rows = []
    for declared in fields(Settings):
        default = "your login name" if declared.name == "annotator_name" else ""
        if not default:
            made = declared.default_factory
            value = declared.default if made is MISSING else made()
            default = f"`{_toml(value)}`"
        rows.append((f"`{declared.name}`", default, str(declared.metadata["doc"])))
    return _table(("Setting", "Default", "Meaning"), rows)


def _toml(value: object) -> str:
    import tomli_w

    return tomli_w.dumps({"x": value}).partition("=")[2].strip() if value != {} else "{}"


def commands() -> str:
    """Every command with its arguments."""
    import click

    from ui.__main__ import commands as group

    rows = []
    for name in group.list_commands(click.Context(group)):
        command = group.get_command(click.Context(group), name)
        assert command is not None
        context = click.Context(command, info_name=name)
        parts = [p.make_metavar(context) for p in command.params if isinstance(p, click.Argument)]
        options = [p.opts[0] for p in command.params if isinstance(p, click.Option)]
        rows.append(
            (
                "`" + " ".join([name, *parts]) + "`",
                command.get_short_help_str(120),
                " ".join(f"`{option}`" for option in options),
            )
        )
    return _table(("Command", "What it does", "Options"), rows)


def formats() -> str:
    """Every format, and which way it goes."""
    from annotator.formats.table import FORMATS

    rows = [
        (
            row.name,
            row.title,
            " ".join(f"`{suffix}`" for suffix in row.suffixes),
            "yes" if row.read is not None else "",
            "yes" if row.writes else "",
        )
        for row in FORMATS
    ]
    return _table(("Name", "Format", "Files", "Import", "Export"), rows)


def schemes() -> str:
    """The starter schemes."""
    from annotator.schemes import load_scheme, starters

    rows = []
    for name in starters():
        scheme = load_scheme(name)
        counts = [str(len(scheme.of(kind))) for kind in ("span", "relation", "document")]
        rows.append((f"`{name}`", scheme.name, *counts))
    return _table(("Name", "Title", "Span labels", "Relations", "Document labels"), rows)


def _news_en() -> dict[str, Any]:
    """The description that ships with the embedded pipeline."""
    from annotator.suggest.pipelines import news_en

    found: dict[str, Any] = json.loads((news_en() / "meta.json").read_text(encoding="utf-8"))
    return found


def scores() -> str:
    """What the embedded English pipeline scores on the texts that it was not trained on."""
    labels = {
        "f_names": "PERSON, ORG, LOC",
        "f_blind": "any label",
        **{f"f_{label.lower()}": label for label in ("PERSON", "ORG", "LOC", "NORP", "MISC")},
    }
    names = {"uner_pud": "UNER English PUD", "gum_wikinews": "GUM news, 12 documents"}
    rows = [
        (names[name], *(f"{found[key]:.1f}" if key in found else "" for key in labels))
        for name, found in _news_en()["performance"].items()
        if name in names
    ]
    return _table(("F1", *labels.values()), rows)


def sources() -> str:
    """What the embedded English pipeline was made from."""
    rows = [
        (f"[{each['name']}]({each['url']})", each.get("author", ""), each["license"])
        for each in _news_en()["sources"]
    ]
    return _table(("Source", "By", "Licence"), rows)


TABLES: dict[str, Callable[[], str]] = {
    "keys": keys,
    "settings": settings,
    "commands": commands,
    "formats": formats,
    "schemes": schemes,
    "scores": scores,
    "sources": sources,
}


def renewed(text: str) -> str:
    """The text with each table as the program has it now. Raises KeyError for an unknown one."""
    return _BLOCK.sub(lambda found: f"{found[1]}{TABLES[found[2]]()}{found[3]}", text)


if __name__ == "__main__":
    README.write_text(renewed(README.read_text(encoding="utf-8")), encoding="utf-8")
