import tomllib
import unicodedata

import pytest

from annotator.model import checksum
from annotator.paths import seeds

INDEX = tomllib.loads((seeds() / "index.toml").read_text(encoding="utf-8"))
ARTICLES = {row["file"]: row for row in INDEX["article"]}
SUPPLIED = "north-korea-visit.txt"
# The supplied article must stay as it came, odd quotation mark and missing last line end included.
SUPPLIED_SHA256 = "2e8fc38c6588cac468fd6491046355a7f3c6bf410ba48aebf30717c313d7ef6d"


def text_of(file: str) -> str:
    return (seeds() / file).read_bytes().decode("utf-8")


def test_the_index_lists_every_article_once() -> None:
    assert sorted(ARTICLES) == sorted(path.name for path in seeds().glob("*.txt"))
    assert len(ARTICLES) == len(INDEX["article"]) >= 9


@pytest.mark.parametrize("file", ARTICLES)
def test_an_article_begins_with_its_section_and_title(file: str) -> None:
    section, title, *paragraphs = text_of(file).rstrip("\n").split("\n")
    assert section.isalpha()
    assert title == ARTICLES[file]["title"]
    assert len(paragraphs) >= 3
    assert all(paragraphs)


@pytest.mark.parametrize("file", ARTICLES)
def test_an_article_is_short_and_clean(file: str) -> None:
    text = text_of(file)
    assert 50 <= len(text.split()) <= 360
    assert text == unicodedata.normalize("NFC", text)
    assert not {"\r", "\t", "\ufeff"} & set(text)


@pytest.mark.parametrize("file", ARTICLES)
def test_an_article_has_a_language_and_a_licence(file: str) -> None:
    row = ARTICLES[file]
    assert row["language"] in {"en", "de", "ar"}
    ours = "CC0-1.0"
    wanted = "sample article supplied with the project" if file == SUPPLIED else ours
    assert row["licence"].startswith(wanted)


def test_the_supplied_article_is_unchanged() -> None:
    assert checksum(text_of(SUPPLIED)) == SUPPLIED_SHA256


def test_the_articles_exercise_what_is_hard() -> None:
    texts = {file: text_of(file) for file in ARTICLES}
    assert any(char > "\uffff" for char in texts["fountain-returns.txt"])
    assert "\u200d" in texts["fountain-returns.txt"]
    assert any(unicodedata.bidirectional(c) == "AL" for c in texts["lighthouse-port.txt"])
    sections = {text.split("\n")[0] for text in texts.values()}
    assert sections >= {"World", "Politics", "Business", "Sport", "Science", "Culture", "Local"}
