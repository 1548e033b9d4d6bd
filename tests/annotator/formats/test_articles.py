"""Articles out of the files that people keep them in, and what becomes of bad ones."""

import json
import sys
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.errors import InputError
from annotator.flow.finding import opened
from annotator.formats.base import Problem, Record
from annotator.formats.html_text import seen
from annotator.formats.table import reader_for
from tests.support.articles import ATOM, HTML, RSS, docx, mail, pdf, zipped

LAUGHS = """<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>"""
OUTSIDE = '<!DOCTYPE x [<!ENTITY secret SYSTEM "file:///etc/passwd">]>'


SLOW = [
    "<!-- -->" * 20_000 + "x",
    "<b> </b>" * 50_000,
    "<" * 50_000,
    "<p " * 50_000,
    "\n \n" * 50_000,
]


def found(path, **options):
    row = reader_for(path)
    return row.name, list(row.read(path, **options))


def one(path, **options):
    _, (record,) = found(path, **options)
    return record


def test_the_article_of_a_page_comes_without_navigation_and_scripts(tmp_path):
    path = tmp_path / "page.html"
    path.write_text(HTML, encoding="utf-8")
    assert reader_for(path).name == "html"
    record = one(path)
    assert record.name == record.text.partition("\n")[0] == "Ministers meet in Oslo"
    assert record.text.count("Ministers meet in Oslo") == 1
    assert "about fish & chips" in record.text.replace("\n", " ")
    assert "😀" in record.text
    assert "Cookies" not in record.text
    assert "stolen" not in record.text
    assert record.meta["author"] == "Ana Kovač"
    assert not record.annotated


def test_a_whole_page_is_read_if_wished_and_where_no_article_is_found(tmp_path):
    path = tmp_path / "page.html"
    path.write_text(HTML, encoding="utf-8")
    everything = one(path, part="all").text
    assert "Cookies" in everything
    assert "stolen" not in everything
    path.write_text("<html><body><nav>Oslo</nav></body></html>", encoding="utf-8")
    small = one(path)
    assert "Oslo" in small.text


def test_a_page_is_read_in_the_encoding_that_it_declares(tmp_path):
    path = tmp_path / "old.html"
    page = '<html><head><meta charset="windows-1251"></head><body><p>Москва и Осло</p></body>'
    path.write_bytes(page.encode("windows-1251"))
    assert "Москва" in one(path).text


@pytest.mark.parametrize("page", ["<p>", "<script>x</script>", "<html></html>"])
def test_a_page_without_words_is_refused(tmp_path, page):
    path = tmp_path / "page.html"
    path.write_text(page, encoding="utf-8")
    with pytest.raises(InputError, match="no words"):
        found(path)


def test_a_page_nested_without_end_is_read_or_refused(tmp_path):
    path = tmp_path / "deep.html"
    path.write_text("<div>" * 20_000 + "word", encoding="utf-8")
    assert one(path).text == "word"


def test_visible_text_ends_lines_at_blocks():
    html = "<p>a  b</p>\n<ul><li>c<li>d</ul><table><tr><td>e<td>f</table><script>x</script>g<br>h"
    assert seen(html) == "a b\n\nc\nd\n\ne\tf\ng\nh"
    assert seen("<style>never closed") == ""
    assert seen("1 &lt; 2 &amp; 3 < 4") == "1 < 2 & 3 < 4"
    assert seen('<a title="a > b">c</a><SCRIPT>"</p>"</Script>d<!-- <p>e -->f<g') == "cdf"
    assert seen("<head><title>x</title></head>y<svg><svg></svg>z</svg>w") == "yw"


def test_a_word_document_gives_paragraphs_and_tables(tmp_path):
    path = docx(tmp_path / "a.docx")
    record = one(path)
    assert reader_for(path).name == "docx"
    assert record.text == (
        "Ministers meet\n\nThe ministers met in Oslo. 😀\nKim\tNorway\nThey spoke for hours."
    )
    assert record.meta["author"] == "Ana"


def test_a_word_document_is_known_by_its_content(tmp_path):
    docx(tmp_path / "a.docx").rename(tmp_path / "a.bin")
    assert reader_for(tmp_path / "a.bin").name == "docx"


@pytest.mark.parametrize(
    "content",
    [b"PK\x03\x04 broken", b"no archive", zipped({"word/document.xml": b"<w:document"}),
     zipped({"[Content_Types].xml": b"<Types/>"})],
)  # fmt: skip
def test_a_broken_word_document_is_refused(tmp_path, content):
    path = tmp_path / "a.docx"
    path.write_bytes(content)
    with pytest.raises(InputError, match=r"Word document"):
        found(path)


@pytest.mark.parametrize("start", [LAUGHS, OUTSIDE])
def test_entities_in_a_word_document_are_refused(tmp_path, start):
    source = docx(tmp_path / "a.docx")
    path = tmp_path / "b.docx"
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            body = old.read(name)
            if name == "word/document.xml":
                body = body.replace(b"?>", b"?>" + start.encode(), 1)
            new.writestr(name, body)
    with pytest.raises(InputError, match="entities"):
        found(path)


def test_a_word_document_that_unpacks_to_too_much_is_refused(tmp_path):
    path = tmp_path / "bomb.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", b"<Types/>")
        with archive.open("word/document.xml", "w") as out:
            for _ in range(150):
                out.write(bytes(1 << 20))
    with pytest.raises(InputError, match="too much"):
        found(path)


def test_pages_of_a_pdf_are_kept_apart(tmp_path):
    path = pdf(tmp_path / "a.pdf", ["Kim met Ada.", "", "In Oslo."])
    record = one(path)
    assert record.text == "Kim met Ada.\f\fIn Oslo."
    assert record.meta["pages"] == 3
    assert record.name == "a"


def test_an_encrypted_pdf_is_refused(tmp_path):
    with pytest.raises(InputError, match="encrypted"):
        found(pdf(tmp_path / "a.pdf", ["Secret"], "x"))


def test_a_pdf_that_only_forbids_printing_is_read(tmp_path):
    assert one(pdf(tmp_path / "a.pdf", ["Kim met Ada."], owner="x")).text == "Kim met Ada."


@pytest.mark.parametrize("content", [b"%PDF-1.4", b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF"])
def test_a_broken_pdf_is_refused(tmp_path, content):
    path = tmp_path / "a.pdf"
    path.write_bytes(content)
    with pytest.raises(InputError, match="PDF"):
        found(path)


def test_scanned_pages_hold_no_text(tmp_path):
    with pytest.raises(InputError, match="scanned"):
        found(pdf(tmp_path / "a.pdf", ["", ""]))


def test_a_mail_gives_subject_and_text(tmp_path):
    path = tmp_path / "a.eml"
    path.write_bytes(mail("Kim is in Ålesund.\n", "<p>not this</p>", "plan.pdf"))
    record = one(path)
    assert record.text == "Talks in Ålesund\n\nKim is in Ålesund."
    assert record.meta["from"] == "Ana <ana@example.org>"
    assert record.notices == ("attachments are left out: plan.pdf",)


def test_a_mail_of_html_alone_is_read_too_and_known_by_its_headers(tmp_path):
    path = tmp_path / "mail"
    path.write_bytes(mail("", "<p>Kim &amp; Ada</p><script>x</script>"))
    assert reader_for(path).name == "eml"
    assert one(path).text.endswith("Kim & Ada")


def test_a_mail_without_text_or_in_an_unknown_charset(tmp_path):
    path = tmp_path / "a.eml"
    path.write_bytes(b"From: a\nContent-Type: text/plain; charset=klingon\n\nKim \xc3\xa9")
    assert one(path).text == "Kim é"
    path.write_bytes(b"Content-Type: image/png\n\n")
    with pytest.raises(InputError, match="no words"):
        found(path)


def test_a_feed_gives_an_article_an_entry(tmp_path):
    path = tmp_path / "news.xml"
    path.write_text(RSS, encoding="utf-8")
    name, (first, problem, last) = found(path)
    assert name == "rss"
    assert first.text == "Talks in Oslo\n\nThe ministers met in Oslo.\n\n😀 & more."
    assert first.meta["url"] == "https://example.org/1"
    assert last.text == "Storm\n\nBergen < Oslo"
    assert isinstance(problem, Problem)
    assert "entry 2" in problem.what


def test_atom_with_xhtml(tmp_path):
    path = tmp_path / "news.atom"
    path.write_text(ATOM, encoding="utf-8")
    record = one(path)
    assert record.text == "Talks\n\nKim met Ada.\n\nIn Oslo."
    assert record.meta == {
        "author": "Ana", "date": "2026-05-04", "url": "https://example.org/a", "id": "urn:a",
        "title": "Talks",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("<rss><channel></channel></rss>", "no entries"),
        (LAUGHS + "<rss><channel><item><title>&c;</title></item></channel></rss>", "entities"),
        (OUTSIDE + "<rss><channel><item><title>&secret;</title></item></channel></rss>", "ntities"),
        ("<rss><channel><item>", "sound XML"),
        ("<rss>" + "<a>" * 2000, "deeply"),
        ("", "empty"),
    ],
)
def test_bad_feeds_are_refused(tmp_path, content, why):
    path = tmp_path / "a.rss"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=why):
        found(path)


CSV = """headline,published,body
Talks,2026,"Kim said: ""yes"",
in Oslo."
Empty,2026,

Storm,,Rain in Bergen again.
"""


def test_a_table_gives_an_article_a_row(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(CSV, encoding="utf-8")
    name, (first, empty, last) = found(path)
    assert name == "columns"
    assert (first.name, first.text) == ("Talks", 'Kim said: "yes",\nin Oslo.')
    assert first.meta == {"headline": "Talks", "published": "2026"}
    assert (empty.line, "empty" in empty.what) == (4, True)
    assert (last.text, last.meta) == ("Rain in Bergen again.", {"headline": "Storm"})


def test_columns_are_the_persons_choice(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(CSV, encoding="utf-8")
    _, (first, *_) = found(path, text="headline", name="published", meta="body")
    assert (first.text, first.name, list(first.meta)) == ("Talks", "2026", ["body"])
    with pytest.raises(InputError, match=r"no column “nope”.*headline, published, body"):
        found(path, text="nope")


@pytest.mark.parametrize(
    ("content", "suffix"),
    [("a;b\n1;Kim met Ada in Oslo today.\n", ".csv"),
     ("a\tb\n1\tKim met Ada in Oslo today.\n", ".tsv"),
     ("\ufeffa,b\r\n1,Kim met Ada in Oslo today.\r\n", ".csv")],
)  # fmt: skip
def test_separators_and_marks_are_recognised(tmp_path, content, suffix):
    path = tmp_path / f"x{suffix}"
    path.write_bytes(content.encode())
    record = one(path)
    assert (record.text, record.meta) == ("Kim met Ada in Oslo today.", {"a": "1"})


def test_a_table_in_another_encoding_is_read_and_told(tmp_path):
    path = tmp_path / "x.csv"
    rows = "".join(f"{n},Der Außenminister fährt über Köln nach Österreich.\n" for n in range(9))
    path.write_bytes(f"nummer,text\n{rows}".encode("cp1252"))
    _, records = found(path)
    assert records[0].text.startswith("Der Außenminister fährt")
    assert records[0].notices
    assert not records[1].notices


def test_a_table_without_a_header(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("1,Kim met Ada in Oslo today.\n", encoding="utf-8")
    assert one(path, header="no").meta == {"1": "1"}


def test_json_lines_of_flat_objects(tmp_path):
    path = tmp_path / "x.jsonl"
    rows = [{"title": "A", "body": "Kim met Ada.", "tags": ["x"]}, {"title": "B"}]
    path.write_text("".join(json.dumps(x) + "\n" for x in rows) + "{bad\n[1]\n", encoding="utf-8")
    name, (first, *problems) = found(path)
    assert name == "columns"
    assert (first.name, first.text, first.line) == ("A", "Kim met Ada.", 1)
    assert first.meta == {"title": "A", "tags": ["x"]}
    assert [x.line for x in problems] == [2, 3, 4]


@pytest.mark.parametrize(
    "line",
    ['{"text":"Kim met Ada in Oslo today.","spans":[]}', '{"tokens":["Kim"],"ner_tags":["O"]}'],
)
def test_lines_of_annotations_stay_what_they_are(tmp_path, line):
    path = tmp_path / "x.jsonl"
    path.write_text(line + "\n", encoding="utf-8")
    assert reader_for(path).name != "columns"


def test_a_table_of_spans_is_no_table_of_articles(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("document,start,end,label\na,0,3,PERSON\n", encoding="utf-8")
    with pytest.raises(InputError, match="not recognised"):
        reader_for(path)


@pytest.mark.parametrize(
    ("content", "why"),
    [("a,b\n1,2\n", "looks like a text"), ('a,b\n1,"never closed ' + "x\n" * 9, None),
     ("text\n" + "x" * 10_000_001, "no end")],
)  # fmt: skip
def test_bad_tables_are_refused(tmp_path, content, why):
    path = tmp_path / "x.csv"
    path.write_text(content, encoding="utf-8")
    if why is None:
        assert all(isinstance(x, Record | Problem) for x in found(path)[1])
        return
    with pytest.raises(InputError, match=why):
        found(path)


@pytest.mark.parametrize(("module", "name"), [("docx", "a.docx"), ("pypdf", "a.pdf")])
def test_a_part_that_is_not_installed_is_named(tmp_path, monkeypatch, module, name):
    path = tmp_path / name
    path.write_bytes(b"%PDF-" if name.endswith("pdf") else b"PK\x03\x04")
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(InputError, match=r'pip install "annotator-desktop\[articles\]"'):
        found(path)


@pytest.mark.parametrize("page", SLOW)
def test_pages_made_to_take_long_are_read_at_once(tmp_path, page):
    path = tmp_path / "page.html"
    path.write_text(f"{page} word", encoding="utf-8")
    reader_for(path)
    assert len(seen(page)) <= len(page)


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """A sound file of each kind, as bytes."""
    folder = tmp_path_factory.mktemp("whole")
    return {
        "a.docx": docx(folder / "a.docx").read_bytes(),
        "a.pdf": pdf(folder / "a.pdf", ["Kim met Ada.", "In Oslo."]).read_bytes(),
        "a.eml": mail("Kim.", "<p>Kim</p>", "x.pdf"),
        "a.rss": RSS.encode(),
        "a.html": HTML.encode(),
        "a.csv": CSV.encode(),
        "a.jsonl": b'{"body": "Kim met Ada.", "n": [1, {"a": null}]}\n' * 3,
        "a.zip": zipped({"a.txt": b"Kim met Ada.", "b/c.txt": b"Oslo."}),
    }


@pytest.mark.filterwarnings("ignore")  # the parsers of broken files warn as they like
@pytest.mark.parametrize(
    "name",
    ["a.docx", "a.pdf", "a.eml", "a.rss", "a.html", "a.csv", "a.jsonl", "a.zip"],
)
@settings(
    max_examples=40,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_damaged_files_are_read_or_refused_in_words(tmp_path, whole, name, data):
    content = bytearray(whole[name])
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(content)))
        end = data.draw(st.integers(start, min(len(content), start + 40)))
        content[start:end] = data.draw(st.binary(max_size=12))
    path = tmp_path / name
    path.write_bytes(content)
    try:
        if name == "a.zip":
            with opened(path) as inside:
                assert all(x.path.is_file() for x in inside.sources)
        else:
            row = reader_for(path, {"a.csv": "columns", "a.jsonl": "columns"}.get(name))
            assert all(isinstance(x, Record | Problem) for x in row.read(path))
    except InputError as error:
        assert error.what  # noqa: PT017
