"""Plain text: one file is one document, kept to the last code point.

The first line, if short and followed by a title, is the section: `World`, then
`Putin to Visit North Korea`, then the article.
"""

import codecs
from collections.abc import Iterator
from pathlib import Path

from annotator.errors import InputError
from annotator.formats.base import Problem, Record

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SECTION, _TITLE = 30, 200


def read(path: Path) -> Iterator[Record | Problem]:
    """One record, after a Problem that names the encoding if it had to be guessed.

    Raises InputError for an empty or binary file.
    """
    data = path.read_bytes()
    text, guessed = decoded(data, path)
    if not text.strip():
        raise InputError("The file is empty", str(path), "Choose a file with text.")
    if guessed:
        yield Problem(str(path), 0, f"not UTF-8; read as {guessed}")
    section, title = _head(text)
    meta: dict[str, object] = {"section": section} if section else {}
    yield Record(title or path.stem, text, source=str(path.name), meta=meta)


def decoded(data: bytes, path: Path) -> tuple[str, str]:
    """The text of a file and, if it had to be guessed, its encoding. Raises InputError."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            try:
                return data.decode(encoding), ""
            except UnicodeDecodeError:
                break
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _guessed(data, path)
    if "\0" in text[:65536]:
        raise _binary(path)
    return text, ""


def _guessed(data: bytes, path: Path) -> tuple[str, str]:
    from charset_normalizer import from_bytes

    if b"\0" in data[:65536]:
        raise _binary(path)
    best = from_bytes(data[:200_000]).best()
    if best is None or best.percent_chaos > 20:
        raise _binary(path)
    try:
        return data.decode(best.encoding), best.encoding
    except UnicodeDecodeError:
        raise _binary(path) from None


def _binary(path: Path) -> InputError:
    return InputError("This is no text", str(path), "Save it as UTF-8 text and import that.")


def _head(text: str) -> tuple[str, str]:
    lines = [line.strip() for line in text[:2000].splitlines()[:3]]
    if len(lines) >= 2 and 0 < len(lines[0]) <= _SECTION and 0 < len(lines[1]) <= _TITLE:
        return lines[0], lines[1]
    return "", lines[0][:_TITLE] if lines and len(lines[0]) <= _TITLE else ""
