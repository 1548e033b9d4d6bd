"""Dates, times, sums, shares, quantities and counts in English, by patterns over the text.

Days of a calendar and sums of money are found as the rules for all languages find them; what
else counts or measures is found here.
"""

import re
from itertools import chain

from annotator.suggest.rules import numbers as rules

Found = tuple[int, int, str]

_ONES = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen"
    "|sixteen|seventeen|eighteen|nineteen"
)
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_ONE = rf"(?:(?:{_TENS})(?:-(?:{_ONES}))?|{_ONES})"
_SCALE = r"(?:hundred|thousand|million|billion|trillion)"
_WORDS = rf"(?:(?:{_ONE}|a)(?:[ -]{_SCALE})+|{_ONE})"
_DIGITS = r"\d+(?:,\d{3})*(?:\.\d+)?"
_FIGURE = rf"(?:{_DIGITS}(?:[ -]?(?:{_SCALE}|bn|m))?|{_WORDS})"
_NTH = (
    rf"(?:{_TENS})-(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)"
    r"|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth"
    r"|\d*(?:1st|2nd|3rd|[04-9]th|1[1-3]th)"
)
_UNITS = (
    r"(?:square |cubic |nautical )?(?:kilometres?|kilometers?|metres?|meters?|centimetres?"
    r"|centimeters?|millimetres?|millimeters?|miles?|feet|foot|inch(?:es)?|yards?|acres?|hectares?"
    r"|tonnes?|tons?|kilograms?|kilos?|grams?|pounds?(?! sterling)|ounces?|litres?|liters?|gallons?"
    r"|barrels?|bushels?|kilowatts?|megawatts?|gigawatts?|degrees?(?: (?:Celsius|Fahrenheit))?"
    r"|kilobytes?|megabytes?|gigabytes?|terabytes?|knots|light years)\b"
    r"|(?:km/h|kmh|kph|mph|km²|km2|km|kg|cm|mm|MW|GW|kW|GB|MB|TB|Hz|MHz|GHz|°C|°F)(?!\w)"
)
_PERIOD = (
    r"(?:days?|weeks?|weekends?|months?|years?|decades?|centur(?:y|ies)|fortnights?)\b(?! ago\b)"
)
_CLOCK = r"(?:[ap]\.m\.|[ap]m\b)"
_ZONE = r"(?: (?:GMT|UTC|EST|EDT|CST|CDT|MST|MDT|PST|PDT|CET|CEST|BST|local time)\b)?"
_AFTER_YEAR = (
    r"(?:and|or|to|at|in|on|by|the|was|were|is|when|after|before|with|for|as|but|he|she|they)\b"
)
_PATTERN = re.compile(
    rf"""(?<![\w$€£¥.,/-])(?=\d|a[ ]|on|t[ehw]|f[io]|s[ei]|e[il]|ni)(?:
      (?P<PERCENT>{_FIGURE}(?:[ ]?%|[ -]per[ ]?cent\b|[ ]percentage[ ]points?\b))
    | (?P<TIME>(?:[01]?\d|2[0-3])(?:[:.][0-5]\d)?[ ]?{_CLOCK}{_ZONE}
        |(?:[01]?\d|2[0-3]):[0-5]\d(?!:?\d){_ZONE}
        |[01]\d[0-5]\d[ ](?:GMT|UTC)\b|{_FIGURE}[ -](?:hours?|minutes?|seconds?)\b(?![ ]ago))
    | (?P<DATE>{_FIGURE}[ -]{_PERIOD}(?:[ -]old\b)?)
    | (?P<QUANTITY>{_FIGURE}[ -]?(?:{_UNITS}))
    | (?P<ORDINAL>(?:{_NTH})\b)
    | (?P<YEAR>(?:19\d\d|20[0-4]\d)(?=[.,;:)](?:\s|$)|$|’|\n|[ ]{_AFTER_YEAR}))
    | (?P<CARDINAL>{_FIGURE}(?![\w%-]|[.,:/]\d))
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_PART_OF_DAY = re.compile(
    r"\b(?:(?:(?:this|early|late|[Tt]omorrow|[Yy]esterday) )(?:morning|afternoon|evening)"
    r"|[Tt]onight|last night|midnight|noon)\b"
)


def find(text: str) -> list[Found]:
    """Spans as (start, end, label) in code points, none of which overlaps another."""
    taken: list[Found] = []
    first = [(start, end, label) for start, end, label, _ in rules.find(text, "en")]
    others = [(*match.span(), _label(match)) for match in _PATTERN.finditer(text)]
    times = [(*match.span(), "TIME") for match in _PART_OF_DAY.finditer(text)]
    end = 0
    for span in sorted(chain(first, times, others), key=_earlier_longer):
        if span[0] >= end:
            taken.append(span)
            end = span[1]
    return taken


def _label(match: re.Match[str]) -> str:
    return "DATE" if match.lastgroup == "YEAR" else str(match.lastgroup)


def _earlier_longer(span: Found) -> tuple[int, int]:
    return span[0], -span[1]
