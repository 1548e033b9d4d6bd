"""Files that people keep articles in, small and made on the spot."""

import io
import zipfile
from collections.abc import Sequence
from email.message import EmailMessage
from pathlib import Path

HTML = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>Ministers meet in Oslo</title>
<meta name="author" content="Ana Kovač"><script>document.write("stolen")</script></head><body>
<nav><a href="/">Home</a> <a href="/world">World</a></nav>
<article><h1>Ministers meet in Oslo</h1>
<p>The foreign ministers of Norway and Finland met in Oslo on Monday and spoke for hours about fish
&amp; chips, the harbour of Bergen, and the long border between both countries.</p>
<p>Ana Kovač, who leads the Norwegian delegation, said that “the talks were 😀 good”, and that they
would go on in Helsinki in the spring, when the ice on the lakes has gone again.</p>
<script>alert("stolen")</script><style>p { color: red }</style></article>
<footer>Cookies. Privacy. Imprint.</footer></body></html>"""

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>News</title>
<item><title>Talks in Oslo</title><link>https://example.org/1</link>
<pubDate>Mon, 4 May 2026</pubDate>
<description>Short.</description>
<content:encoded><![CDATA[<p>The ministers met in <b>Oslo</b>.</p><script>x()</script>
<p>😀 &amp; more.</p>]]></content:encoded></item>
<item><title></title><description></description></item>
<item><title>Storm</title><description>Bergen &amp;lt; Oslo</description></item>
</channel></rss>"""

ATOM = """<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom">
<title>News</title><entry><title>Talks</title><link href="https://example.org/a"/><id>urn:a</id>
<published>2026-05-04</published><author><name>Ana</name></author>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">
<p>Kim met Ada.</p><p>In Oslo.</p></div></content>
</entry></feed>"""


def docx(path: Path) -> Path:
    """A Word document with a title, two paragraphs and a table."""
    from docx import Document

    document = Document()
    document.core_properties.title = "Ministers meet"
    document.core_properties.author = "Ana"
    document.add_paragraph("The ministers met in Oslo. 😀")
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Kim", "Norway"
    document.add_paragraph("They spoke for hours.")
    document.save(str(path))
    return path


def pdf(path: Path, pages: Sequence[str], password: str = "", owner: str = "") -> Path:
    """A PDF with a line of text on each page; an empty line makes a page without text. With an
    `owner` alone it is encrypted, but asks nobody for a password."""
    from pypdf import PdfWriter
    from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

    writer = PdfWriter()
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    for line in pages:
        page = writer.add_blank_page(300, 300)
        content = DecodedStreamObject()
        content.set_data(f"BT /F1 12 Tf 20 200 Td ({line}) Tj ET".encode("latin-1"))
        fonts = DictionaryObject({NameObject("/F1"): font})
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
        page[NameObject("/Contents")] = writer._add_object(content)
    if password or owner:
        writer.encrypt(password, owner or None, algorithm="RC4-128")
    with path.open("wb") as out:
        writer.write(out)
    return path


def mail(text: str, html: str = "", attachment: str = "") -> bytes:
    """A mail with a subject, as text, as HTML or both."""
    message = EmailMessage()
    message["From"], message["To"] = "Ana <ana@example.org>", "kim@example.org"
    message["Subject"] = "Talks in Ålesund"
    if text:
        message.set_content(text)
    if html and text:
        message.add_alternative(html, subtype="html")
    elif html:
        message.set_content(html, subtype="html")
    if attachment:
        message.add_attachment(b"%PDF-", "application", "pdf", filename=attachment)
    return message.as_bytes()


def zipped(members: dict[str, bytes]) -> bytes:
    """A ZIP archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()
