"""XML written as text: escapes, and a spelling for the signs that XML has no way to write.

What XML 1.0 cannot hold is written `_x0000_`, the code in hexadecimal digits, as spreadsheets
have it; `_x005F_` is then the underscore of a text that looks like that by itself.
"""

import re

from annotator.formats.restricting import SUBSTITUTE, XML_UNWRITABLE

HEAD = "<?xml version='1.0' encoding='UTF-8'?>\n"
_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
_ATTRIBUTE = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;", "\n": "&#10;", "\t": "&#9;",
     '"': "&quot;"}
)  # fmt: skip
_UNWRITABLE = re.compile(XML_UNWRITABLE)
_SPELLED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_TO_SPELL = re.compile(rf"{XML_UNWRITABLE}|_(?=x[0-9A-Fa-f]{{4}}_)")


def text(content: str) -> str:
    """Between tags. What cannot be written becomes a substitute."""
    return _UNWRITABLE.sub(SUBSTITUTE, content).translate(_TEXT)


def attribute(content: str) -> str:
    """Between double quotation marks."""
    return _UNWRITABLE.sub(SUBSTITUTE, content).translate(_ATTRIBUTE)


def spelled(content: str) -> str:
    """With a spelling for what cannot be written; to be escaped afterwards."""
    return _TO_SPELL.sub(lambda x: f"_x{ord(x[0]):04X}_", content)


def unspelled(content: str) -> str:
    """The inverse of `spelled`."""
    return _SPELLED.sub(_sign, content) if "_x" in content else content


def _sign(match: re.Match[str]) -> str:
    """Only what `spelled` would write: other texts may look like it."""
    sign = chr(int(match[1], 16))
    return sign if sign == "_" or _UNWRITABLE.match(sign) else match[0]
