"""Plain text: one article a file, kept to the last character, line ends and all.

A first short line is taken for the section and the next one for the title:

    World
    Ministers meet in Oslo
    The foreign ministers of …
"""

import re
from collections.abc import Iterator
from pathlib import Path

from annotator.errors import InputError
from annotator.formats.base import LONGEST_TEXT, Look, Problem, Record
from annotator.formats.decoding import decode, is_binary
from annotator.formats.opening import too_long, whole

SUFFIXES = (".txt", ".md", ".text")
_SECTION_LENGTH = 30
_SECTION_WORDS = 3
_TITLE_LENGTH = 200
_LINE_END = re.compile(r"\r\n|\n|\r")
# These hold text, but nobody would want their mark-up as an article.
_MARKED_UP = frozenset(
    (".html", ".htm", ".xml", ".xmi", ".json", ".csv", ".tsv", ".ann", ".conll", ".conllu")
)


def read(path: Path) -> Iterator[Record | Problem]:
    """The one document of a file. Raises InputError for what is no text, or is empty."""
    text, notice = decode(whole(path), path)
    if not text.strip():
        raise InputError("This file holds no words", str(path), "Leave it out.")
    if len(text) > LONGEST_TEXT:
        raise too_long(path, len(text))
    section, title = headline(text) or ("", "")
    meta: dict[str, object] = {"section": section, "title": title} if title else {}
    yield Record(
        name=title or path.stem,
        text=text,
        source=path.name,
        meta=meta,
        annotated=False,
        notices=(notice,) if notice else (),
    )


def headline(text: str) -> tuple[str, str] | None:
    """The section and the title, if the text begins with two such lines and goes on."""
    lines = [line.strip() for line in _LINE_END.split(text[:2000])]
    section, title, *body = [*(line for line in lines if line), "", ""]
    if not any(body) or not _is_section(section) or not _is_title(title):
        return None
    return section, title


def _is_section(line: str) -> bool:
    return (
        len(line) <= _SECTION_LENGTH and len(line.split()) <= _SECTION_WORDS and line[-1:].isalnum()
    )


def _is_title(line: str) -> bool:
    return 0 < len(line) <= _TITLE_LENGTH and not line.endswith((".", ":", ",", ";"))


def recognise(look: Look) -> bool:
    """Whether a file may be read as plain text without being asked to."""
    return look.suffix in SUFFIXES or (look.suffix not in _MARKED_UP and not is_binary(look.head))
