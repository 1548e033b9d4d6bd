"""Web pages: the article of a page without navigation, advertisements and scripts.

    <html><head><title>Ministers meet</title></head><body><article><p>The ministers …

What belongs to the article is trafilatura's judgement; `part=all` takes everything that is seen.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from annotator.formats.articles import EXTRA, article, foreign
from annotator.formats.base import Look, Option, Record
from annotator.formats.decoding import decode
from annotator.formats.extras import needed
from annotator.formats.html_text import seen
from annotator.formats.opening import whole

SUFFIXES = (".html", ".htm", ".xhtml")
OPTIONS = (Option("part", "the article, or all that is seen on the page", "main", ("main", "all")),)
_START = re.compile(
    rb"(?:<\?xml[^>]*>|(?><!--.*?-->)|\s)*+<(?:!doctype\s+html|html)\b", re.I | re.S
)
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([A-Za-z0-9_.:-]{1,40})", re.I)
_TITLE = re.compile(r"<title[^>]*>(.{0,1000}?)</title", re.I | re.S)
_HEAD = 4096


def read(path: Path, *, part: str = "main") -> Iterator[Record]:
    """The one document of a page. Raises InputError for what holds no words."""
    trafilatura = needed("trafilatura", EXTRA) if part == "main" else None
    page, notices = _page(path)
    meta: dict[str, object] = {}
    title = text = ""
    if trafilatura is not None:
        with foreign(path, "page"):
            found = trafilatura.bare_extraction(page, with_metadata=True, include_comments=False)
        if found is not None:
            title, text = found.title or "", found.text or ""
            wanted = ("author", "date", "sitename", "url", "language")
            meta = {name: getattr(found, name, None) for name in wanted}
    if not text.strip():
        text = seen(page)
        title = title or seen("".join(_TITLE.findall(page)[:1]))
        if trafilatura is not None and text:
            notices = (*notices, "no article was found on this page: all its text is taken")
    yield article(path, text, title, meta, notices)


def _page(path: Path) -> tuple[str, tuple[str, ...]]:
    """The page in its own encoding: UTF-8 where it is that, else the one that it declares."""
    data = whole(path)
    declared = _CHARSET.search(data[:_HEAD])
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        if declared is not None:
            try:
                return data.decode(declared[1].decode("ascii")), ()
            except (UnicodeDecodeError, LookupError):
                pass
    page, notice = decode(data, path)
    return page, (notice,) if notice else ()


def recognise(look: Look) -> bool:
    """By its ending or by how HTML begins."""
    return look.suffix in SUFFIXES or _START.match(look.start) is not None
