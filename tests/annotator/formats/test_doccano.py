import json

import pytest

from annotator.formats.base import Problem, Record
from annotator.formats.table import reader_for
from annotator.model import Relation, Span
from tests.annotator.formats import roundtrip
from tests.annotator.formats.roundtrip import take, written
from tests.annotator.formats.samples import sample

RECORD = Record(
    "n", "Ada met Kim", spans=(Span("1", 0, 3, "P"), Span("2", 8, 11, "P")),
    relations=(Relation("r", "x", "2", "1"),),
)  # fmt: skip

test_round_trip = roundtrip.round_trip("doccano")
test_several = roundtrip.several("doccano")
test_fuzz = roundtrip.fuzz(
    "doccano",
    written("doccano", [RECORD]),
    b'{"id": 1, "data": "Ada met", "label": [[0, 3, "P"]], "Comments": ["so"]}\n',
    b'{"text": "Ada", "annotations": [{"label": 1, "start_offset": 0, "end_offset": 3}]}',
)


def read(tmp_path, *rows):
    path = tmp_path / "a.jsonl"
    path.write_text("\n".join(json.dumps(x, ensure_ascii=False) for x in rows), encoding="utf-8")
    assert reader_for(path).name == "doccano"
    found = take("doccano", path)
    return [x for x in found if isinstance(x, Record)], [
        str(x) for x in found if isinstance(x, Problem)
    ]


def test_labels_only(tmp_path):
    row = json.loads(written("doccano", [RECORD], shape="labels"))
    assert row.pop("offset_unit") == "code points"
    assert row == {"id": 1, "text": "Ada met Kim", "label": [[0, 3, "P"], [8, 11, "P"]]}
    ((record,), problems) = read(tmp_path, {**row, "Comments": ["sure"], "lang": "en"})
    assert [(x.start, x.end, x.label) for x in record.spans] == [(0, 3, "P"), (8, 11, "P")]
    assert (record.comments[0].text, record.meta["lang"], problems) == ("sure", "en", [])


def test_version_one_has_people(tmp_path):
    spans = [{"label": 2, "start_offset": 0, "end_offset": 3, "user": user} for user in (1, 7)]
    found, _ = read(tmp_path, {"id": 1, "text": "Ada met", "annotations": spans, "meta": {}})
    assert [(x.annotator, x.spans[0].label) for x in found] == [("1", "2"), ("7", "2")]


@pytest.mark.parametrize(
    ("text", "span", "how"),
    [
        ("😀😀 Oslo is big", [5, 9], "UTF-16"),
        ("👩‍👩‍👧 Oslo is big", [2, 6], "reader"),
        ("in\r\nOslo\r\nor Rome", [3, 7], "CRLF"),
    ],
)
def test_clear_cases_of_other_countings_are_repaired(tmp_path, text, span, how):
    (record,), _ = read(tmp_path, {"text": text, "label": [[*span, "GPE"]]})
    assert text[record.spans[0].start : record.spans[0].end] == "Oslo"
    assert how in record.notices[0]


def test_what_fits_is_taken_at_its_word(tmp_path):
    (record,), _ = read(tmp_path, {"text": "😀😀 Oslo", "label": [[3, 7, "GPE"]]})
    assert (record.spans[0].start, record.notices) == (3, ())


def test_broken_items_are_told(tmp_path):
    rows = {
        "text": "Ada met",
        "entities": [
            {"id": 1, "label": "P", "start_offset": 0, "end_offset": 3},
            {"id": 2, "label": "P", "start_offset": 3, "end_offset": 3},
            {"id": 3, "label": "P", "start_offset": 0, "end_offset": 99},
            {"id": 4, "label": "P", "start_offset": "x", "end_offset": 3},
        ],
        "relations": [{"from_id": 1, "to_id": 9, "type": "r"}],
    }
    (record,), problems = read(tmp_path, rows)
    assert len(record.spans) == 1
    assert len(problems) == 4
    assert problems[-1].endswith("a relation r joins spans that are not there: left out")


@pytest.mark.parametrize(
    ("name", "spans", "relations"),
    [
        ("export_relation_extraction.json", 4, 3),
        ("export_sequence_labeling.json", 4, 0),
        ("import_pipeline_examples_relation_extraction_example.jsonl", 4, 3),
        ("import_tests_data_relation_extraction_example.jsonl", 4, 3),
        ("medkit_relation_extraction.jsonl", 2, 1),
        ("medkit_relation_extraction_wrong_character.jsonl", 2, 1),
        ("medkit_sequence_labeling.jsonl", 2, 0),
    ],
)
def test_samples(name, spans, relations):
    path = sample(f"doccano/{name}")
    assert reader_for(path).name == "doccano"
    found = take("doccano", path)
    assert not [x for x in found if isinstance(x, Problem)]
    assert sum(len(x.spans) for x in found) == spans
    assert sum(len(x.relations) for x in found) == relations
    for record in found:
        assert {record.text[x.start : x.end].strip() for x in record.spans} & {
            "Google", "EU", "medkit", "Obama", "Peter Blackburn"
        }  # fmt: skip


def test_fields_of_other_names():
    path = sample("doccano/import_pipeline_examples_sequence_labeling_example.jsonl")
    found = take("doccano", path)
    assert [len(x.spans) for x in found] == [1, 1, 1]
    again = take("doccano", path, text="column_data", label="column_label")
    assert [x.text for x in again] == [x.text for x in found]
