"""The text of HTML that a reader would see, for pieces that are too small to look for an article
in: entries of feeds, mails.

The time it takes grows with the length only, which cannot be said of `html.parser`: a page of
tags that never end takes it minutes.
"""

import re
from collections.abc import Iterator
from html import unescape

_UNSEEN = frozenset(("script", "style", "head", "template", "noscript", "svg", "iframe", "object"))
_BLOCKS = frozenset(
    ("address", "article", "aside", "blockquote", "br", "dd", "details", "div", "dl", "dt",
     "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
     "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section", "table", "tbody", "td",
     "tfoot", "th", "thead", "tr", "ul")
)  # fmt: skip
_CELLS = frozenset(("td", "th"))
_WHITE = re.compile(r"[ \t\r\n\f]+")
_SPACES = re.compile(" {2,}")
_AROUND_BREAK = re.compile(" ?\n ?")
_BREAKS = re.compile(r"\n{3,}")
_NAME = re.compile(r"</?([A-Za-z][A-Za-z0-9]*)")
_RAW = frozenset(("script", "style"))
_QUOTED = 1000  # code points in which an attribute with a > in it is looked for to its end


def seen(html: str) -> str:
    """The visible text, with line ends for blocks. Scripts and styles are left out."""
    pieces: list[str] = []
    hidden, depth = "", 0
    for text, tag, closing in _parts(html):
        if text and not hidden:
            pieces.append(_WHITE.sub(" ", unescape(text)))
        if hidden:
            depth += (-1 if closing else 1) if tag == hidden else 0
            if depth <= 0 or (closing and tag in ("body", "html")):
                hidden = ""
        elif tag in _UNSEEN and not closing:
            hidden, depth = tag, 1
        elif sign := _break(tag, closing, pieces):
            pieces.append(sign)
    # Runs of spaces first: what follows would take the square of their length.
    joined = _AROUND_BREAK.sub("\n", _SPACES.sub(" ", "".join(pieces)))
    return _BREAKS.sub("\n\n", joined).strip()


def _break(tag: str, closing: bool, before: list[str]) -> str:
    """What stands for a tag in the text."""
    if tag in _CELLS:
        return "" if closing or not before or before[-1].isspace() else "\t"
    if tag not in _BLOCKS:
        return ""
    return "\n\n" if tag == "p" and not closing else "\n"


def _parts(html: str) -> Iterator[tuple[str, str, bool]]:
    """Text, and the name of the tag after it (none at the end, or before a comment), and whether
    that closes. A tag or comment that never ends is no text, and nothing comes after it."""
    lower = html.lower() if len(html.lower()) == len(html) else html
    at = 0
    while (start := html.find("<", at)) >= 0:
        name = _NAME.match(html, start)
        if html.startswith("<!--", start):
            end, size = html.find("-->", start + 4), 3
        elif name or html.startswith(("<!", "<?", "</"), start):
            end, size = _end(html, start), 1
        else:  # a sign like any other
            yield html[at : start + 1], "", False
            at = start + 1
            continue
        if end < 0:
            yield html[at:start], "", False
            return
        tag, closing = name[1].lower() if name else "", html.startswith("</", start)
        yield html[at:start], tag, closing
        at = end + size
        if tag in _RAW and not closing:
            at = lower.find(f"</{tag}", at)
            if at < 0:
                return
    yield html[at:], "", False


def _end(html: str, start: int) -> int:
    """Where a tag ends; an attribute in quotation marks may hold the sign that ends it."""
    end = html.find(">", start)
    if end >= 0 and html.count('"', start, min(end, start + _QUOTED)) % 2:
        later = html.find('">', end, end + _QUOTED)
        return later + 1 if later >= 0 else end
    return end
