import json

import pytest

from annotator.formats import prodigy
from annotator.formats.base import Record
from annotator.formats.table import reader_for
from annotator.model import Relation, Span
from annotator.text.tokens import rough_tokens
from tests.annotator.formats import roundtrip
from tests.annotator.formats.roundtrip import written

TEXT = "Ada Lovelace met Kim 😀."
RECORD = Record(
    "n", TEXT, meta={"source": "News"}, annotator="ana", status="done", tokens=rough_tokens(TEXT),
    spans=(Span("1", 0, 12, "P"), Span("2", 17, 20, "P")),
    relations=(Relation("r", "x", "2", "1"),),
)  # fmt: skip

test_round_trip = roundtrip.round_trip("prodigy")
test_several = roundtrip.several("prodigy")
test_fuzz = roundtrip.fuzz("prodigy", written("prodigy", [RECORD]))


def test_ends_are_the_last_tokens_and_inclusive():
    row = json.loads(written("prodigy", [RECORD]))
    (relation,) = row["relations"]
    assert (relation["head"], relation["child"]) == (3, 1)
    assert relation["child_span"] == {
        "start": 0, "end": 12, "token_start": 0, "token_end": 1, "label": "P"
    }  # fmt: skip
    assert (row["_session_id"], row["answer"]) == ("ana", "accept")


def test_recognised_by_its_own_names(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "x", "_input_hash": 1, "spans": [], "answer": "accept"}\n')
    assert reader_for(path).read is prodigy.read
    path.write_text('{"text": "x", "spans": [], "answer": "accept"}\n')
    assert reader_for(path).name == "jsonl"


@pytest.mark.parametrize("key", ["_session_id", "_annotator_id"])
def test_several_annotators_of_a_text_are_told_apart(tmp_path, key):
    path = tmp_path / "a.jsonl"
    sessions = ["news-ana", "news-ben", "news-2026-01-02_03-04-05", None]
    rows = [
        {"text": TEXT, "spans": [], "answer": "accept", "_input_hash": 1, key: x} for x in sessions
    ]
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    found = list(prodigy.read(path))
    assert [x.annotator for x in found] == ["news-ana", "news-ben", "", ""]
    assert {x.text for x in found} == {TEXT}
