"""What the readers of articles share: one sound text from a file, and foreign parsers that fail."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from annotator.errors import InputError, UserError
from annotator.formats.base import LONGEST_TEXT, Record
from annotator.formats.opening import too_long

EXTRA = "articles"
_SURROGATES = re.compile("[\ud800-\udfff]")
_SPACE = re.compile(r"\s+")
_LONGEST_NAME = 200  # code points


def sound(text: str) -> str:
    """The text with LF as line ends, and without halves of characters, which no file can hold."""
    return _SURROGATES.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def article(
    path: Path,
    text: str,
    title: str = "",
    meta: Mapping[str, object] | None = None,
    notices: tuple[str, ...] = (),
    *,
    nothing: str = "This file holds no words",
) -> Record:
    """The one document of a file; a title that the text does not begin with becomes its first
    line. Raises InputError for a text without words (saying `nothing`) or one that is too long."""
    title = one_line(title)
    body = sound(text).strip("\n")
    if not body.strip():
        raise InputError(nothing, str(path), "Leave it out.")
    if title and not one_line(body[: 2 * len(title) + 20]).startswith(title):
        body = f"{title}\n\n{body}"
    if len(body) > LONGEST_TEXT:
        raise too_long(path, len(body))
    kept = {name: value for name, value in (meta or {}).items() if value not in ("", None, [])}
    if title:
        kept["title"] = title
    return Record(
        name=title or path.stem,
        text=body,
        source=path.name,
        meta=kept,
        annotated=False,
        notices=notices,
    )


def one_line(text: str) -> str:
    """As a name: without line breaks, and not endless."""
    return _SPACE.sub(" ", _SURROGATES.sub("\ufffd", text)).strip()[:_LONGEST_NAME]


@contextmanager
def foreign(path: Path, kind: str) -> Iterator[None]:
    """Raise whatever a library says of a broken file as an InputError: the parsers of articles
    promise no exceptions of their own, and each file is a stranger's."""
    try:
        yield
    except (UserError, MemoryError):
        raise
    except Exception as error:  # the libraries raise anything, also RecursionError
        why = one_line(str(error)) or type(error).__name__
        raise InputError(
            f"This {kind} cannot be read ({why})",
            str(path),
            "Open and save it again, or leave it out.",
        ) from error
