"""Feeds: RSS (0.9 to 2.0) and Atom, one document an entry.

    <rss><channel><item><title>Talks</title><description>The ministers met …</description>

The fullest text that an entry has is taken, without its mark-up.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.errors import InputError
from annotator.formats.articles import article, one_line
from annotator.formats.base import Look, Problem, Record
from annotator.formats.html_text import seen
from annotator.formats.safe_xml import elements, local

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

SUFFIXES = (".rss", ".atom", ".xml")
_TEXTS = ("encoded", "content", "description", "summary")  # the fullest first
_META = {
    "author": ("creator", "author"),
    "date": ("pubDate", "published", "date", "updated"),
    "url": ("link",),
    "id": ("guid", "id"),
}
_START = re.compile(rb"<(?:rss\b|feed\b[^>]*Atom|rdf:RDF\b[^>]*purl\.org/rss)", re.S)


def read(path: Path) -> Iterator[Record | Problem]:
    """The entries in their order; those without words are problems. Raises InputError for what
    is no feed, or is damaged, possibly after some entries were given."""
    number = 0
    for number, element in enumerate(elements(path, "item", "entry"), 1):
        try:
            yield _entry(path, element)
        except InputError as error:
            what = error.what[:1].lower() + error.what[1:]
            yield Problem(path.name, 0, f"entry {number}: {what}; left out")
    if not number:
        raise InputError("This feed has no entries", str(path), "Leave it out.")


def _entry(path: Path, element: "Element") -> Record:
    there: dict[str, Element] = {}
    for child in element:
        # An Atom entry has several links; the first one leads to the article.
        there.setdefault(local(child.tag), child)
    texts = [_text(there[name]) for name in _TEXTS if name in there]
    title = one_line(seen(_text(there["title"]))) if "title" in there else ""
    text = next((x for x in map(seen, texts) if x), "") or title
    meta = {name: _first(there, tags) for name, tags in _META.items()}
    return article(path, text, title, meta, nothing="This entry holds no words")


def _text(element: "Element") -> str:
    """What stands in it, be it text, escaped HTML or XHTML."""
    from xml.etree.ElementTree import tostring

    if not len(element):
        return element.text or ""
    inside = "".join(tostring(child, "unicode") for child in element)
    return (element.text or "") + re.sub(r"<(/?)[\w.-]+:", r"<\1", inside)


def _first(there: "dict[str, Element]", tags: tuple[str, ...]) -> str:
    for tag in tags:
        element = there.get(tag)
        if element is not None:
            said = element.get("href") or "".join(element.itertext())
            if one_line(said):
                return one_line(said)
    return ""


def recognise(look: Look) -> bool:
    """By the first element; other XML has the same ending."""
    return look.suffix in SUFFIXES[:2] or _START.search(look.head[:4096]) is not None
