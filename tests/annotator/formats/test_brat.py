import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.errors import InputError
from annotator.formats.base import Problem, Record
from annotator.formats.brat_conf import spelled, unspelled
from annotator.formats.table import reader_for
from annotator.scheme import Rule, Scheme
from tests.annotator.formats import roundtrip
from tests.annotator.formats.roundtrip import SCHEME, put, take
from tests.annotator.formats.samples import sample

TEXT = "Ada met\r\nKim 😀 in Oslo and Rome"
ANN = (
    "T1\tPERSON 0 3\tAda\nT2\tvisit 4 7\tmet\nT3\tPERSON 9 12\tKim\n"
    "T4\tGPE 18 22;27 31\tOslo Rome\nR1\tmeets Arg1:T1 Arg2:T3\t\n"
    "E1\tvisit:T2 Who1:T1 Who2:T3 About:E2\nE2\tvisit:T5 Where:T4\nT5\tvisit 23 26\tand\n"
    "A1\tSure E1 high\nM1\tNegation R1\nA2\tOld T1\n#1\tAnnotatorNotes E1\tso it seems\n"
    "N1\tReference T1 Wikidata:Q7259\tAda\n*\tEquiv T1 T3\n"
)
CONF = b"[entities]\nP\n[relations]\nr Arg1:P, Arg2:<ENTITY>\n[events]\nE Who?:P\n"

test_round_trip = roundtrip.round_trip("brat")
test_several = roundtrip.several("brat")
test_fuzz = roundtrip.fuzz("brat", ANN.encode(), beside={"data.txt": TEXT.encode()})
test_fuzz_conf = roundtrip.fuzz(
    "brat", CONF, beside={"data.txt": TEXT.encode(), "annotation.conf": b"[relations\nx <a>=\n"}
)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_names_are_spelled(name):
    assert unspelled(spelled(name)) == name
    assert unspelled(spelled(name, keep=":")) == name
    assert not set(spelled(name)) & set(" \t\n:;|")


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "a.txt").write_bytes(TEXT.encode())
    return tmp_path


def read(folder, ann=ANN):
    (folder / "a.ann").write_text(ann, encoding="utf-8", newline="")
    found = take("brat", folder / "a.ann")
    (record,) = [x for x in found if isinstance(x, Record)]
    return record, [str(x) for x in found if isinstance(x, Problem)]


def test_all_kinds_of_lines(folder):
    record, problems = read(folder)
    assert problems == []
    names = {x.id: TEXT[x.start : x.end] for x in record.spans}
    relations = {(x.label, names[x.head], names[x.tail]) for x in record.relations}
    assert relations == {
        ("meets", "Ada", "Kim"), ("Who", "met", "Ada"), ("Who", "met", "Kim"),
        ("About", "met", "and"), ("Where", "and", "Oslo and Rome"), ("Equiv", "Ada", "Kim"),
    }  # fmt: skip
    spans = {x.label + names[x.id]: x for x in record.spans}
    assert spans["GPEOslo and Rome"].fragments == ((18, 22), (27, 31))
    assert spans["visitmet"].attributes == {"Sure": "high"}
    assert (spans["visitmet"].note, spans["PERSONAda"].kb_id) == ("so it seems", "Wikidata:Q7259")
    assert spans["PERSONAda"].attributes == {"Old": "true"}
    (meets,) = [x for x in record.relations if x.label == "meets"]
    assert meets.attributes == {"Negation": "true"}


def test_offsets_that_count_a_line_end_as_one_are_repaired(folder):
    record, _ = read(folder, "T1\tPERSON 8 11\tKim\n")
    assert (record.spans[0].start, record.spans[0].end) == (9, 12)
    assert "CRLF" in record.notices[0]


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("T9\tP 0 99\tx", "lies outside"),
        ("T9\tP 3 3\t", "is empty"),
        ("T9\tP a 3\tx", "no line of brat"),
        ("T9\tP 0 3\tBob", "says “Bob”"),
        ("nonsense", "no line of brat"),
        ("R9\tr Arg1:T1 Arg2:T99", "joins spans that are not there"),
        ("E9\tvisit Who:T1", "has no trigger"),
    ],
)
def test_bad_lines_are_told_and_the_others_come_in(folder, line, what):
    record, problems = read(folder, f"T1\tPERSON 0 3\tAda\n{line}\n")
    assert len(record.spans) == 1
    assert len(problems) == 1
    assert what in problems[0]


def test_a_missing_text_is_told(tmp_path):
    (tmp_path / "a.ann").write_text("")
    with pytest.raises(InputError, match="missing"):
        take("brat", tmp_path / "a.ann")


def test_the_scheme_comes_back(tmp_path):
    put("brat", [Record("n", "x")], tmp_path)
    scheme, _ = take("brat", tmp_path)
    assert {(x.kind, x.id) for x in scheme.labels} == {
        (x.kind, x.id) for x in SCHEME.labels if x.kind != "document"
    }
    assert scheme.rules == SCHEME.rules
    assert reader_for(tmp_path / "annotation.conf").name == "brat"


def test_samples():
    folder = sample("brat/tutorial_news")
    found = take("brat", folder)
    scheme = next(x for x in found if isinstance(x, Scheme))
    assert {x.id for x in scheme.of("span")} >= {"Person", "Merge-org", "Report"}
    assert Rule("Located", "Person", "GPE") in scheme.rules
    assert scheme.get("relation", "Alias").transitive
    assert [x for x in found if isinstance(x, Problem)] == []
    by_name = {x.name: x for x in found if isinstance(x, Record)}
    noted = by_name["110-note_annotation"]
    assert (len(noted.spans), len(noted.relations)) == (14, 8)
    assert sum(bool(x.note) for x in (*noted.spans, *noted.relations)) == 3
    assert len(by_name) == len(list(folder.glob("*.ann")))
    assert not any(x.notices for x in by_name.values())
    medkit = take("brat", sample("brat/medkit/1_example.ann"))
    (record,) = [x for x in medkit if isinstance(x, Record)]
    assert [x.attributes for x in record.relations] == [
        {"negation": "true"},
        {"severity": "normal"},
    ]
    for path in sample("brat/litbank_coref").glob("*.ann"):
        lines = path.read_text(encoding="utf-8").splitlines()
        found = take("brat", path)
        (record,) = [x for x in found if isinstance(x, Record)]
        left_out = sum("span" in x.what for x in found if isinstance(x, Problem))
        assert len(record.spans) + left_out == sum(x.startswith("T") for x in lines)
