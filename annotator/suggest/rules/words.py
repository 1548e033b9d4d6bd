"""The word lists of the rules: a resource file for English, CLDR for every language."""

import json
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from annotator import paths

_NO_COUNTRY = {"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ", "AQ", "IO"}
_NO_NAME = {"Latin", "Pali"}
_ENDINGS = ("an", "ish", "ese", "ch", "ic", "i")


@dataclass(frozen=True, slots=True)
class Words:
    """Lists of the English rules; `gazetteer` maps a label to its phrases."""

    gazetteer: dict[str, frozenset[str]]
    lists: dict[str, frozenset[str]]

    def __getitem__(self, name: str) -> frozenset[str]:
        return self.lists[name]


def folder() -> Path:
    """Where the resource files of the rules are."""
    return paths.resources() / "pipelines" / "news-rules"


@cache
def english() -> Words:
    """The English lists, read once a process."""
    with (folder() / "en.toml").open("rb") as file:
        tables: dict[str, dict[str, str]] = tomllib.load(file)
    lists = {
        f"{table}.{name}": split(text)
        for table, names in tables.items()
        if table != "gazetteer"
        for name, text in names.items()
    }
    gazetteer = {label: set(split(text)) for label, text in tables["gazetteer"].items()}
    gazetteer["GPE"] |= countries("en")
    gazetteer["LOC"] |= continents("en")
    gazetteer["NORP"] |= _languages()
    gazetteer["GPE"] -= gazetteer["LOC"] | gazetteer["ORG"]
    return Words({label: frozenset(names) for label, names in gazetteer.items()}, lists)


def countries(language: str) -> frozenset[str]:
    """Names of countries in a language, with the variants that people write."""
    found: set[str] = set()
    for code, name in _locale_names(language, "territories").items():
        if code.isalpha() and code not in _NO_COUNTRY:
            found.update(_variants(name))
    return frozenset(found)


def continents(language: str) -> frozenset[str]:
    """Names of continents and their parts in a language."""
    names = _locale_names(language, "territories")
    return frozenset(name for code, name in names.items() if code.isdigit() and code != "001")


def currencies(language: str) -> frozenset[str]:
    """Codes of the currencies, and the last words of their names: "dollar", "euros"."""
    return frozenset(_locale_names(language, "currencies"))


@cache
def scores() -> dict[str, float]:
    """The measured precision of each kind of rule; a kind that was not measured has none."""
    measured = json.loads((folder() / "scores.json").read_text(encoding="utf-8"))
    return {kind: float(row["precision"]) for kind, row in measured["rules"].items()}


def _languages() -> set[str]:
    names = _locale_names("en", "languages")
    return {
        name
        for code, name in names.items()
        if len(code) == 2 and name.endswith(_ENDINGS) and len(name) > 4 and name not in _NO_NAME
    }


def _locale_names(language: str, kind: str) -> dict[str, str]:
    from babel import Locale, UnknownLocaleError

    try:
        return dict(getattr(Locale.parse(language), kind))
    except (UnknownLocaleError, ValueError):
        return {}


def _variants(name: str) -> set[str]:
    if " (" in name:
        head, _, rest = name.partition(" (")
        return {head, rest.rstrip(")")}
    if name.endswith("SAR China"):
        return {name.removesuffix(" SAR China")}
    if " - " in name:
        return {name.split(" - ")[0]}
    return {name, name.replace(" & ", " and "), name.replace("St. ", "Saint ")}


def split(text: str) -> frozenset[str]:
    """The phrases of a list that commas part."""
    return frozenset(word for part in text.split(",") if (word := " ".join(part.split())))
