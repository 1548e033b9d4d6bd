"""The text of HTML that a reader would see, for pieces that are too small to look for an article
in: entries of feeds, mails."""

import re
from html.parser import HTMLParser

_UNSEEN = frozenset(("script", "style", "head", "template", "noscript", "svg", "iframe", "object"))
_BLOCKS = frozenset(
    ("address", "article", "aside", "blockquote", "br", "dd", "details", "div", "dl", "dt",
     "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
     "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section", "table", "tbody", "td",
     "tfoot", "th", "thead", "tr", "ul")
)  # fmt: skip
_CELLS = frozenset(("td", "th"))
_WHITE = re.compile(r"[ \t\r\n\f]+")
_AROUND_BREAK = re.compile(r" *\n *")
_BREAKS = re.compile(r"\n{3,}")


def seen(html: str) -> str:
    """The visible text, with line ends for blocks. Scripts and styles are left out."""
    parser = _Seen()
    parser.feed(html)
    parser.close()
    text = _AROUND_BREAK.sub("\n", "".join(parser.pieces))
    return _BREAKS.sub("\n\n", text).strip()


class _Seen(HTMLParser):
    """Gathers the text; elements that are never closed hide nothing that follows their parent."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._unseen = ""
        self._depth = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002
        if self._unseen:
            self._depth += tag == self._unseen
        elif tag in _UNSEEN:
            self._unseen, self._depth = tag, 1
        elif tag in _CELLS:
            if self.pieces and not self.pieces[-1].isspace():
                self.pieces.append("\t")
        elif tag in _BLOCKS:
            self._break("\n\n" if tag == "p" else "\n")

    def handle_startendtag(self, tag: str, attrs: object) -> None:  # noqa: ARG002
        if tag in _BLOCKS and not self._unseen:
            self._break("\n")

    def handle_endtag(self, tag: str) -> None:
        if self._unseen:
            self._depth -= tag == self._unseen
            if self._depth <= 0 or tag in ("body", "html"):
                self._unseen = ""
        elif tag in _BLOCKS and tag not in _CELLS:
            self._break("\n")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.pieces.append(_WHITE.sub(" ", data))

    def _break(self, sign: str) -> None:
        self.pieces.append(sign)
