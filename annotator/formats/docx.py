"""Word documents (.docx): paragraphs, and the cells of tables with tabs between them.

One document a file. Headers, footers, footnotes and comments stand outside the text that is read.
"""

import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from annotator.errors import InputError
from annotator.formats.articles import EXTRA, article, foreign
from annotator.formats.base import Look, Record
from annotator.formats.extras import needed
from annotator.formats.opening import head_of, refused

SUFFIXES = (".docx",)
_DAMAGED = (
    zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError,
)  # fmt: skip
_LARGEST = 512 << 20  # bytes of all parts unpacked, pictures among them
_LARGEST_PART = 128 << 20  # bytes of one part that is parsed


def read(path: Path) -> Iterator[Record]:
    """The one document of a file. Raises InputError for what is none, or holds no words."""
    docx = needed("docx", EXTRA)
    head_of(path)
    _check(path)
    with refused(path), foreign(path, "Word document"):
        document = docx.Document(str(path))
        text = "\n".join(_blocks(document.iter_inner_content()))
        said = document.core_properties
        created = said.created.date().isoformat() if said.created else ""
        title, meta = said.title or "", {"author": said.author or "", "date": created}
    yield article(path, text, title, meta)


def _blocks(content: Any) -> Iterator[str]:
    """The paragraphs, and the rows of tables; a cell that spans columns is there once."""
    for block in content:
        if not hasattr(block, "rows"):
            yield block.text
            continue
        for row in block.rows:
            cells = {cell._tc: cell for cell in row.cells}
            yield "\t".join(" ".join(_blocks(x.iter_inner_content())) for x in cells.values())


def _check(path: Path) -> None:
    """Refuse what unpacks to more than anybody wrote, and XML with entities of its own. What a
    part says of its size is also the most that is ever unpacked of it."""
    with refused(path):
        try:
            with zipfile.ZipFile(path) as archive:
                parts = archive.infolist()
                largest = max((x.file_size for x in parts if _is_xml(x.filename)), default=0)
                if sum(x.file_size for x in parts) > _LARGEST or largest > _LARGEST_PART:
                    raise InputError(
                        "This Word document unpacks to too much", str(path), "Do not open it."
                    )
                for part in parts:
                    if _is_xml(part.filename) and b"<!DOCTYPE" in _beginning(archive, part):
                        raise InputError(
                            "This Word document declares XML entities, which are not read",
                            str(path), "Save it again in a word processor.",
                        )  # fmt: skip
        except _DAMAGED as error:
            raise InputError(
                "This is no Word document, or it is damaged or encrypted", str(path),
                "Save it again as .docx.",
            ) from error  # fmt: skip


def _beginning(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    """A document type stands before the first element."""
    with archive.open(part) as file:
        return file.read(1 << 16)


def _is_xml(name: str) -> bool:
    return name.endswith((".xml", ".rels"))


def recognise(look: Look) -> bool:
    """By its ending, or as an archive that begins with what Word writes first."""
    return look.suffix in SUFFIXES or (
        look.head.startswith(b"PK\x03\x04") and b"word/" in look.head
    )
