"""From the bytes of a text file to its text, line ends and all."""

import codecs
import re
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.errors import InputError

if TYPE_CHECKING:
    from charset_normalizer import CharsetMatches

# UTF-32 comes first: its mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# These take the mark off themselves.
_MARKED = {"utf-8": "utf-8-sig", "utf-16-le": "utf-16", "utf-16-be": "utf-16",
           "utf-32-le": "utf-32", "utf-32-be": "utf-32"}  # fmt: skip
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_SAMPLE = 65536
_MOST_CONTROL = 0.01
_WESTERN = "cp1252"
_SIGNATURES = (
    b"%PDF-",
    b"PK\x03\x04",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"\x1f\x8b",
    b"\xd0\xcf\x11\xe0",
)


def decode(data: bytes, path: Path) -> tuple[str, str]:
    """The text and a notice, which is empty for UTF-8 and for marked encodings.

    The byte order mark is no part of the text. Raises InputError for what is no text.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], encoding, path), ""
    if is_binary(data):
        raise _no_text(path)
    try:
        return data.decode("utf-8"), ""
    except UnicodeDecodeError:
        return _guessed(data, path)


def encoding_of(head: bytes, path: Path) -> tuple[str, str]:
    """The encoding of a file that is read piece by piece, by its beginning, and a notice, which
    is empty for UTF-8 and for marked encodings. Raises InputError for what is no text."""
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return _MARKED.get(encoding, encoding), ""
    if is_binary(head):
        raise _no_text(path)
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        encoding = _guess(head, path)
        return encoding, f"read as {encoding}: it is not UTF-8"
    return "utf-8", ""


def is_binary(data: bytes) -> bool:
    """Whether these bytes are something else than text in a usual encoding."""
    if any(data.startswith(mark) for mark, _ in _MARKS):
        return False
    if data.startswith(_SIGNATURES):
        return True
    sample = data[:_SAMPLE]
    control = len(_CONTROL.findall(sample))
    return b"\0" in sample or control > _MOST_CONTROL * len(sample)


def is_no_text(data: bytes) -> bool:
    """Whether these bytes cannot begin a file of UTF-8, whatever signs its texts hold."""
    return data.startswith(_SIGNATURES) or b"\0" in data[:_SAMPLE]


def _strict(data: bytes, encoding: str, path: Path) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise InputError(
            f"This file says that it is {encoding.upper()}, but byte {error.start:,} is not",
            str(path),
            "Save it again as UTF-8.",
        ) from error


def _guessed(data: bytes, path: Path) -> tuple[str, str]:
    encoding = _guess(data[:_SAMPLE], path)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _no_text(path) from error
    return text, f"read as {encoding}: it is not UTF-8"


def _guess(sample: bytes, path: Path) -> str:
    from charset_normalizer import from_bytes

    matches = from_bytes(sample)
    if not matches:
        raise _no_text(path)
    return _likeliest(matches)


def _likeliest(matches: "CharsetMatches") -> str:
    """The best guess; of guesses that are as good, the code page of Western Europe. Short texts
    hold too few letters with accents to tell the European ones apart."""
    best = matches[0]
    as_good = [
        x.encoding for x in matches if (x.chaos, x.coherence) == (best.chaos, best.coherence)
    ]
    return _WESTERN if _WESTERN in as_good else best.encoding


def _no_text(path: Path) -> InputError:
    return InputError("This is no text file", str(path), "Save it as UTF-8 text, then import it.")
