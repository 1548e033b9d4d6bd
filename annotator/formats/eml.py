"""Mails as files (.eml, RFC 5322): the subject, then the text of the mail.

    From: Ana <ana@example.org>
    Subject: Talks

    The ministers met in Oslo.

Of a mail that is there as text and as HTML, the text is taken. Attachments are left out and told.
"""

import re
from collections.abc import Iterator
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path

from annotator.formats.articles import article, foreign, one_line
from annotator.formats.base import Look, Record
from annotator.formats.html_text import seen
from annotator.formats.opening import whole

SUFFIXES = (".eml",)
_HEADER = re.compile(
    rb"(?:From|Received|Return-Path|Delivered-To|MIME-Version|Message-ID|Date|To|Subject): ", re.I
)
_SUBJECT = re.compile(rb"^Subject: ", re.I | re.M)
_OTHER_TEXTS = frozenset((".txt", ".md", ".text"))


def read(path: Path) -> Iterator[Record]:
    """The one document of a mail. Raises InputError for one without a text."""
    with foreign(path, "mail"):
        message = BytesParser(_class=EmailMessage, policy=policy.default).parsebytes(whole(path))
        text = _body(message)
        headers = {name: one_line(str(message[name] or "")) for name in ("from", "to", "date")}
        title = one_line(str(message["subject"] or ""))
        names = [x.get_filename() or x.get_content_type() for x in message.iter_attachments()]
    notice = f"attachments are left out: {one_line(', '.join(names))}"
    yield article(path, text, title, headers, (notice,) if names else ())


def _body(message: EmailMessage) -> str:
    part = message.get_body(("plain", "html"))
    if part is None:
        return ""
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    try:
        text = data.decode(part.get_content_charset("utf-8"), "replace")
    except LookupError:  # a character set that nobody knows
        text = data.decode("utf-8", "replace")
    return seen(text) if part.get_content_type() == "text/html" else text


def recognise(look: Look) -> bool:
    """By its ending, or by headers of a mail in a file that does not say it is a text."""
    if look.suffix in _OTHER_TEXTS:
        return False
    begins = _HEADER.match(look.start) is not None
    return look.suffix in SUFFIXES or (begins and _SUBJECT.search(look.head) is not None)
