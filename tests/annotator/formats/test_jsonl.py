import io
import json
from dataclasses import replace

import pytest
from hypothesis import given

from annotator.formats import jsonl
from annotator.formats.base import Problem, Record
from annotator.model import Relation, Span
from annotator.text.tokens import Tokens, rough_tokens
from tests.support.records import records


def written(*some):
    out = io.BytesIO()
    assert jsonl.write(some, out) == len(some)
    return out.getvalue()


@pytest.fixture
def read(tmp_path):
    def read_(content):
        path = tmp_path / "a.jsonl"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        found = list(jsonl.read(path))
        return (
            [x for x in found if isinstance(x, Record)],
            [str(x) for x in found if isinstance(x, Problem)],
        )

    return read_


def plain(record):
    """Without what a file gives anew: the ids of document labels, the line."""
    return replace(record, labels=tuple(replace(x, id="") for x in record.labels), line=0)


@given(records())
def test_what_is_written_reads_back(tmp_path_factory, record):
    path = tmp_path_factory.mktemp("jsonl") / "a.jsonl"
    path.write_bytes(written(record))
    (found,) = jsonl.read(path)
    assert plain(found) == record


@given(records())
def test_every_span_says_what_stands_there(record):
    data = written(record)
    assert data == written(record)
    row = json.loads(data)
    for span in row["spans"]:
        assert row["text"][span["start"] : span["end"]] == span["text"]
        if "token_start" in span:
            tokens = row["tokens"][span["token_start"] : span["token_end"] + 1]
            assert (tokens[0]["start"], tokens[-1]["end"]) == (span["start"], span["end"])


def test_relations_name_the_last_tokens_of_their_spans():
    text = "Ada Lovelace met Kim Berg."
    spans = (Span("1", 0, 12, "P"), Span("2", 17, 25, "P"))
    record = Record(
        "n", text, tokens=rough_tokens(text), spans=spans, relations=(Relation("r", "x", "1", "2"),)
    )
    (relation,) = json.loads(written(record))["relations"]
    assert (relation["head"], relation["child"]) == (1, 4)
    assert relation["head_span"] == {
        "start": 0, "end": 12, "token_start": 0, "token_end": 1, "label": "P", "id": "1"
    }  # fmt: skip


def test_a_token_knows_whether_a_space_follows():
    record = Record("n", "a b\nc", tokens=Tokens([(0, 1), (2, 3), (4, 5)]))
    assert [x["ws"] for x in json.loads(written(record))["tokens"]] == [True, False, False]


def test_a_bare_text_is_no_layer(read):
    (record,), problems = read('{"text": "Hello"}\r\n\n')
    assert (record.text, record.annotated, problems) == ("Hello", False, [])


def test_prodigy_records(read):
    rows = [
        {
            "text": "Ada met Kim",
            "tokens": [{"start": 0, "end": 3, "id": 0}, {"start": 4, "end": 7, "id": 1},
                       {"start": 8, "end": 11, "id": 2}],
            "spans": [{"start": 0, "end": 3, "label": "P"}, {"start": 8, "end": 11, "label": "P"}],
            "relations": [
                {"head": 0, "child": 2, "label": "meets"},
                {"head": 2, "child": 0, "label": "meets",
                 "head_span": {"start": 8, "end": 11, "label": "P"},
                 "child_span": {"start": 0, "end": 3, "label": "P"}},
                {"head": 1, "child": 2, "label": "meets"},
            ],
            "answer": "accept",
            "_annotator_id": "db-ana",
        },
        {"text": "No", "spans": [{"start": 0, "end": 2, "label": "P"}], "answer": "reject"},
        {"text": "Tag", "options": [{"id": "A"}], "accept": ["A"], "answer": "accept"},
    ]  # fmt: skip
    (first, second, third), problems = read("\n".join(map(json.dumps, rows)))
    a, b = first.spans
    assert {(x.head, x.tail) for x in first.relations} == {(a.id, b.id), (b.id, a.id)}
    assert (first.annotator, first.status, a.origin) == ("db-ana", "done", "import:jsonl")
    assert problems == [
        "a.jsonl, line 1: a relation meets joins spans that are not there: left out"
    ]
    assert (second.spans, second.status) == ((), "skipped")
    assert "reject" in second.notices[0]
    assert [x.label for x in third.labels] == ["A"]


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("nonsense", "line 2: is not valid JSON"),
        ('{"text": "half', "line 2: is not valid JSON"),
        ('{"text": "\\ud800"}', "line 2: is not valid JSON"),
        (b'{"text": "a\xff"}', "line 2: is not valid JSON (byte"),
        ("[1]", "is no record"),
        ('{"spans": []}', "the text is empty"),
        ('{"meta": {}}', "there is no text"),
        ('{"text": 7}', "something in “text” is left out"),
        (b"[" * 100_000, "line 2: is not valid JSON"),
    ],
)
def test_a_bad_line_is_named_and_the_others_come_in(read, row, why):
    row = row if isinstance(row, bytes) else row.encode()
    kept, problems = read(b'{"text": "One"}\n' + row + b'\n{"text": "Two"}\n')
    assert [x.text for x in kept] == ["One", "Two"]
    assert why in problems[0]


@pytest.mark.parametrize(
    ("span", "why"),
    [
        ({"start": 4, "end": 99, "label": "P"}, "the span P 4–99 lies outside the text"),
        ({"start": -1, "end": 2, "label": "P"}, "lies outside the text"),
        ({"start": 3, "end": 3, "label": "P"}, "is empty"),
        ({"start": 0, "end": 3}, "has no label"),
        ({"start": 0, "end": 3, "label": "P", "text": "Rome"}, "says “Rome”, but “Kim” stands"),
        ({"start": "0", "end": 3, "label": "P"}, "Expected `int`, got `str`"),
        ({"start": 7, "end": 11, "label": "G"}, "is there twice"),
        ({"start": 0, "end": 9, "label": "P", "fragments": [[0, 5], [3, 9]]}, "has fragments"),
    ],
)
def test_a_bad_span_is_named_and_the_others_come_in(read, span, why):
    good = {"start": 7, "end": 11, "label": "G", "text": "Oslo"}
    (record,), problems = read(json.dumps({"text": "Kim in Oslo", "spans": [good, span]}))
    assert [(x.start, x.end) for x in record.spans] == [(7, 11)]
    assert len(problems) == 1
    assert why in problems[0]


@pytest.mark.parametrize(
    ("text", "span", "how"),
    [
        ("😀😀 Oslo", (5, 9), "UTF-16"),
        ("Zoë, Oslo", (6, 10), "UTF-8"),
        ("a\r\nb\r\nOslo", (4, 8), "CRLF as one"),
        ("a\nb\nOslo", (6, 10), "line ends as two"),
        ("In Oslo now", (3, 6), "inclusive"),
    ],
)
def test_other_ways_to_count_are_repaired_and_told(read, text, span, how):
    row = {"start": span[0], "end": span[1], "label": "G", "text": "Oslo"}
    (record,), problems = read(json.dumps({"text": text, "spans": [row]}))
    (found,) = record.spans
    assert text[found.start : found.end] == "Oslo"
    assert how in record.notices[0]
    assert problems == []


def test_an_overlong_text_is_refused(read):
    kept, problems = read(b'{"text": "' + b"a" * 10_000_001 + b'"}')
    assert kept == []
    assert "too long" in problems[0]
