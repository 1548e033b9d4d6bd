"""PDF files: the text of their pages in the order in which the file draws it.

One document a file. Between two pages stands a form feed (U+000C), so that a place can be found
again on paper. Scanned pages hold pictures, no text; nothing is recognised in them.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from annotator.errors import InputError
from annotator.formats.articles import EXTRA, article, foreign
from annotator.formats.base import LONGEST_TEXT, Look, Record
from annotator.formats.extras import needed
from annotator.formats.opening import head_of, refused, too_long

SUFFIXES = (".pdf",)
PAGE_BREAK = "\f"
_LARGEST = 512 << 20  # bytes
_NO_TEXT = "This PDF holds no text; its pages may be scanned pictures"


def read(path: Path) -> Iterator[Record]:
    """The one document of a file. Raises InputError for one that is encrypted or holds no text."""
    pypdf = needed("pypdf", EXTRA)
    head_of(path)
    notices: list[str] = []
    with refused(path):
        if path.stat().st_size > _LARGEST:
            raise InputError("This PDF is too large", str(path), "Split it.")
        with path.open("rb") as file:
            reader = _opened(pypdf, file, path)
            with foreign(path, "PDF"):
                pages, size = [], 0
                for number in range(len(reader.pages)):
                    pages.append(_page(reader, number, notices))
                    size += len(pages[-1])
                    if size > LONGEST_TEXT:
                        raise too_long(path, size)
                title, meta = _said(reader)
    meta["pages"] = len(pages)
    if not any(page.strip() for page in pages):
        raise InputError(notices[0] if notices else _NO_TEXT, str(path), "Leave it out.")
    found = article(path, PAGE_BREAK.join(pages), "", meta, tuple(notices), nothing=_NO_TEXT)
    # The name only: a title that a program wrote into the file is no line of the text.
    yield Record(title or found.name, found.text, source=found.source,
                 meta=found.meta | ({"title": title} if title else {}),
                 annotated=False, notices=found.notices)  # fmt: skip


def _opened(pypdf: Any, file: Any, path: Path) -> Any:
    """The reader, with the empty password where that opens the file."""
    with foreign(path, "PDF"):
        reader = pypdf.PdfReader(file)
        if not reader.is_encrypted:
            return reader
    opened = False
    try:
        opened = bool(reader.decrypt(""))
    except Exception as error:  # a kind of encryption that pypdf does not know, or cannot undo here
        raise _encrypted(path) from error
    if not opened:
        raise _encrypted(path)
    return reader


def _encrypted(path: Path) -> InputError:
    return InputError(
        "This PDF is encrypted", str(path), "Save a copy without a password, then import that."
    )


def _page(reader: Any, number: int, notices: list[str]) -> str:
    try:
        text = reader.pages[number].extract_text()
    except Exception as error:  # noqa: BLE001  # one broken page is no reason to lose the others
        notices.append(f"page {number + 1} cannot be read ({type(error).__name__}): left out")
        return ""
    return str(text).replace(PAGE_BREAK, "\n").strip("\n")


def _said(reader: Any) -> tuple[str, dict[str, object]]:
    """Title, author and date as the file has them."""
    from annotator.formats.articles import one_line

    said = reader.metadata
    if said is None:
        return "", {}
    facts = {name: one_line(str(getattr(said, name) or "")) for name in ("title", "author")}
    return facts["title"], {"author": facts["author"], "date": _date(said)}


def _date(said: Any) -> str:
    try:
        return said.creation_date.date().isoformat() if said.creation_date else ""
    except ValueError:
        return ""


def recognise(look: Look) -> bool:
    """By its first bytes, before which some programs write a line."""
    return look.suffix in SUFFIXES or b"%PDF-" in look.head[:1024]
