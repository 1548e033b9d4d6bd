import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.errors import InputError
from annotator.formats import text
from annotator.formats.table import reader_for
from tests.support.records import TEXTS


def read(path, content):
    path.write_bytes(content)
    (record,) = text.read(path)
    return record


@given(TEXTS.filter(lambda x: x.strip() and x[0] != "\ufeff" and "\0" not in x))
def test_the_text_is_kept_whole(tmp_path_factory, content):
    path = tmp_path_factory.mktemp("text") / "a.txt"
    for encoding in ("utf-8-sig", "utf-16", "utf-32"):
        assert read(path, content.encode(encoding)).text == content


def test_line_ends_are_kept(tmp_path):
    assert read(tmp_path / "a.txt", b"a\r\nb\rc\n").text == "a\r\nb\rc\n"


@pytest.mark.parametrize(
    ("content", "name", "section"),
    [
        ("World\nTalks in Oslo\nThe ministers met.", "Talks in Oslo", "World"),
        ("World\r\n\r\nTalks in Oslo\r\n\r\nThe ministers met.", "Talks in Oslo", "World"),
        ("World\nTalks in Oslo", "a", None),
        ("The ministers met in Oslo today.\nThen they left.\nEnd", "a", None),
        ("Hello.\nThis is it\nEnd", "a", None),
        ("\n\n\n-\n", "a", None),
    ],
)
def test_section_and_title(tmp_path, content, name, section):
    record = read(tmp_path / "a.txt", content.encode())
    assert (record.name, record.meta.get("section")) == (name, section)
    assert record.text == content


def test_another_encoding_is_guessed_and_told(tmp_path):
    content = "Der Bürgermeister von Köln grüßte die Gäste in der Größe des Saales. " * 9
    record = read(tmp_path / "a.txt", content.encode("cp1252"))
    assert record.text == content
    assert "not UTF-8" in record.notices[0]


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        ("café au lait, déjà vu\n", "cp1252"),
        ("El niño comió piñas en España", "cp1252"),
        ("Zażółć gęślą jaźń, proszę pana", "cp1250"),
        ("Привет, мир. Как дела сегодня?", "cp1251"),
    ],
)
def test_short_texts_in_old_code_pages(tmp_path, content, encoding):
    assert read(tmp_path / "a.txt", content.encode(encoding)).text == content


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b" \n\t ",
        b"\x00\x01\x02\xff" * 99,
        b"%PDF-1.7 and so on",
        b"PK\x03\x04rest",
        b"\xff\xfeodd",
        bytes(range(1, 32)) * 9,
    ],
)
def test_what_is_no_text_is_refused(tmp_path, content):
    path = tmp_path / "a.txt"
    path.write_bytes(content)
    with pytest.raises(InputError):
        list(text.read(path))


def test_a_text_that_is_too_long_is_refused(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(b"a" * 50_000_000)
    with pytest.raises(InputError, match="too long"):
        list(text.read(path))


@given(st.binary(max_size=300))
def test_bytes_are_read_or_refused(tmp_path_factory, content):
    path = tmp_path_factory.mktemp("text") / "a.txt"
    path.write_bytes(content)
    try:
        outcome = [record.text for record in text.read(path)]
    except InputError as error:
        outcome = [error.do]
    assert all(outcome)
    assert len(outcome) == 1


@pytest.mark.parametrize(
    ("name", "content", "reader"),
    [
        ("a", b"Some words", "text"),
        ("a.json", b'{"text": "x"}\n', "jsonl"),
        ("a.JSONL", b"x", "jsonl"),
        ("a.spacy", b"x", "spacy"),
        ("a.html", b"<p>x</p>", "html"),
        ("a.pdf", b"%PDF-1.4", "pdf"),
        ("a.png", b"\x89PNG\r\n", None),
    ],
)
def test_files_are_recognised(tmp_path, name, content, reader):
    path = tmp_path / name
    path.write_bytes(content)
    if reader is None:
        with pytest.raises(InputError, match="not recognised"):
            reader_for(path)
    else:
        assert reader_for(path) is reader_for(path, reader)
