import pytest

from annotator.formats.base import Problem, Record
from annotator.formats.table import reader_for
from tests.annotator.formats import roundtrip
from tests.annotator.formats.roundtrip import take

TALKS = (
    "7000|t|Ada 😀 met Kim.\n7000|a|They left Oslo.\n7000\t0\t3\tAda\tPERSON\tQ1\n"
    "7000\t10\t13\tKim\tPERSON\tQ2|Q3\n7000\t25\t29\tOslo\tPLACE\t-\n7000\tmeets\tQ1\tQ3\tNovel\n"
)
OTHER = "7001|t|Only a title\n"

test_fuzz = roundtrip.fuzz("pubtator", (TALKS + "\n" + OTHER).encode())


def read(path, text):
    path.write_text(text, encoding="utf-8", newline="")
    assert reader_for(path).name == "pubtator"
    found = take("pubtator", path)
    records = [x for x in found if isinstance(x, Record)]
    return records, [str(x) for x in found if isinstance(x, Problem)]


@pytest.mark.parametrize("between", ["\n", ""])
def test_documents_mentions_and_relations(tmp_path, between):
    (record, other), problems = read(tmp_path / "a.txt", TALKS + between + OTHER)
    assert problems == []
    assert record.text == "Ada 😀 met Kim.\nThey left Oslo."
    spans = {(record.text[x.start : x.end], x.label, x.kb_id) for x in record.spans}
    assert spans == {
        ("Ada", "PERSON", "Q1"), ("Kim", "PERSON", "Q2|Q3"), ("Oslo", "PLACE", "")
    }  # fmt: skip
    (relation,) = record.relations
    names = {x.id: record.text[x.start : x.end] for x in record.spans}
    assert (relation.label, names[relation.head], names[relation.tail]) == ("meets", "Ada", "Kim")
    assert (other.name, other.text, other.spans) == ("7001", "Only a title", ())


def test_offsets_in_utf_16_are_repaired(tmp_path):
    moved = TALKS.replace("\t10\t13\t", "\t11\t14\t").replace("\t25\t29\t", "\t26\t30\t")
    (record,), problems = read(tmp_path / "a.pubtator", moved)
    assert problems == []
    assert [record.text[x.start : x.end] for x in record.spans] == ["Ada", "Kim", "Oslo"]
    assert "UTF-16" in record.notices[0]


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("7000\t0\t99\tAda\tP\t-", "lies outside"),
        ("7000\t3\t3\t\tP\t-", "is empty"),
        ("7000\t4\t3\tx\tP\t-", "is empty"),
        ("7000\t0\t3\tBob\tP\t-", "says “Bob”"),
        ("7000\tmeets\tQ1\tQ9", "a concept that is not mentioned"),
        ("nonsense", "no line of PubTator"),
    ],
)
def test_bad_lines_are_told_and_the_others_come_in(tmp_path, line, what):
    (record,), problems = read(tmp_path / "a.txt", f"{TALKS}{line}\n")
    assert (len(record.spans), len(record.relations)) == (3, 1)
    assert len(problems) == 1
    assert what in problems[0]
