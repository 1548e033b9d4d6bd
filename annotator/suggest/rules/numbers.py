"""Dates and sums of money, by patterns over the text."""

import re
from functools import cache

from annotator.suggest.rules.words import currencies

Found = tuple[int, int, str, str]

_FULL = "January|February|March|April|May|June|July|August|September|October|November|December"
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?)"
)
_DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_NTH = r"[0-3]?\d(?:st|nd|rd|th)?"
_YEAR = r"(?:1[0-9]|20)\d\d"
_UNIT = r"(?:day|week|weekend|month|quarter|year|decade|century)"
_ENGLISH = re.compile(
    rf"""\b(?:
      (?:{_DAY},?\ )?(?:
          {_MONTH}\ {_NTH}(?:[–-]{_NTH})?(?:,?\ {_YEAR})?\b
        | {_NTH}\ (?:of\ )?{_MONTH}(?:,?\ {_YEAR})?(?!\w)
      )
    | (?:(?:early|late|mid)[- ])?{_MONTH},?\ (?:of\ )?{_YEAR}
    | \d{{4}}-[01]\d-[0-3]\d | [0-3]?\d/[01]?\d/(?:{_YEAR}|\d\d)
    | (?:the\ )?(?:early|late|mid)[- ]{_YEAR}s? | (?:the\ )?{_YEAR}s
    | (?:(?:this|last|next|past)\ )(?:{_UNIT}|{_DAY}|{_MONTH}|spring|summer|autumn|winter|night)
    | {_DAY} | [Yy]esterday | [Tt]omorrow | [Tt]oday
    | (?:\d+|a|one|two|three|four|five|six|seven|eight|nine|ten|several|a\ few)\ {_UNIT}s?\ ago
    | (?<=[Ii]n\ )(?:{_FULL})
    | (?<=[Ss]ince\ )(?:{_FULL})
    )\b""",
    re.VERBOSE,
)
_BARE_YEAR = re.compile(
    r"(?:(?<=\b[Ii]n )|(?<=\b[Ss]ince )|(?<=\bof )|(?<=\buntil )|(?<=\bfrom )|(?<=\bby )|(?<=\()"
    r"|(?<=\bbefore )|(?<=\bafter )|(?<=\bduring ))(?:1[5-9]|20)\d\d(?:[–-](?:1[5-9]|20)?\d\d)?\b"
    r"(?![.,]\d|\s?(?:%|km|people|men))"
)
_NUMBER = r"\d+(?:[.,\u00a0\u202f]\d+)*"
_SCALE = r"(?:[ -]?(?:thousand|million|billion|trillion|bn|[mk])\b)?"
_SIGN = r"(?:US|A|C|NZ|HK|R)?[$€£¥₹₽₩₺₴]"


@cache
def _money(language: str) -> re.Pattern[str]:
    codes = "|".join(sorted(code for code in currencies(language) if len(code) == 3))
    sign = rf"(?:{_SIGN}|\b(?:{codes}))" if codes else _SIGN
    before = rf"{sign} ?{_NUMBER}{_SCALE}"
    after = [r"€", r"£", r"\$"]
    if codes:
        after.append(rf"(?:{codes})\b")
    if language == "en":
        after.append(
            r"(?:US |Canadian |Australian |Hong Kong )?(?:dollars?|euros?|pounds?(?: sterling)?"
            r"|cents?|pence|yen|yuan|renminbi|roubles?|rubles?|rupees?|francs|pesos?|won|hryvnias?|lira)\b"
        )
    else:
        after.append(
            r"(?:Mio\.? |Mrd\.? |Millionen |Milliarden |millions d[’'e] ?|millones de )?"
            r"(?:Euro|Dollar|euros?|dollars?|dólares|Franken|francs|pesos)\b"
        )
    return re.compile(rf"{before}|\b{_NUMBER}{_SCALE} ?(?:{'|'.join(after)})")


def find(text: str, language: str) -> list[Found]:
    """Dates and sums as (start, end, label, kind of rule), in code points."""
    pattern = _ENGLISH if language == "en" else _dates(language)
    found = [(*match.span(), "DATE", "date") for match in pattern.finditer(text)] if pattern else []
    if language == "en":
        found += [(*match.span(), "DATE", "year") for match in _BARE_YEAR.finditer(text)]
    found += [(*match.span(), "MONEY", "money") for match in _money(language).finditer(text)]
    return found


@cache
def _dates(language: str) -> re.Pattern[str] | None:
    """Days, months and years by the names that CLDR has for the language."""
    from babel import Locale, UnknownLocaleError

    try:
        locale = Locale.parse(language)
    except (UnknownLocaleError, ValueError):
        return None
    months = _names(locale.months)
    days = _names(locale.days)
    if not months or not days:
        return None
    return re.compile(
        rf"(?<!\w)(?:\d{{1,2}}(?:\.|º|er)? (?:de |d’)?(?:{months})(?:,? (?:de |del )?{_YEAR})?"
        rf"|(?:{months}),? (?:de )?{_YEAR}|{_YEAR}-[01]\d-[0-3]\d|[0-3]?\d\.[01]?\d\.{_YEAR}"
        rf"|{_YEAR}年\d{{1,2}}月(?:\d{{1,2}}日)?|(?:{days}))(?!\w)"
    )


def _names(table: object) -> str:
    found: set[str] = set()
    if hasattr(table, "get"):
        for form in ("format", "stand-alone"):
            found.update(str(name) for name in table.get(form, {}).get("wide", {}).values())
    return "|".join(re.escape(name) for name in sorted(found, key=len, reverse=True))
