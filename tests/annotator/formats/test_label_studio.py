import json
from dataclasses import replace

import pytest

from annotator.errors import InputError
from annotator.formats.base import Problem, Record
from annotator.formats.table import reader_for
from annotator.model import DocumentLabel, Relation, Span
from annotator.scheme import Scheme
from tests.annotator.formats import roundtrip
from tests.annotator.formats.roundtrip import SCHEME, put, take, written
from tests.annotator.formats.samples import sample

RECORD = Record(
    "n", "😀 Ada met Kim", id="d", annotator="ana", status="done",
    spans=(Span("1", 2, 5, "PERSON"), Span("2", 10, 13, "PERSON", note="so")),
    relations=(Relation("r", "leads", "2", "1"),), labels=(DocumentLabel("", "World"),),
)  # fmt: skip

test_round_trip = roundtrip.round_trip("label-studio")
test_several = roundtrip.several("label-studio")
test_fuzz = roundtrip.fuzz(
    "label-studio",
    written("label-studio", [RECORD]),
    beside={"data.config.xml": b"<View><Text name='t' value='$text'/></View>"},
)
test_fuzz_config = roundtrip.fuzz(
    "label-studio", b'<View><Labels name="l"><Label value="A"/></Labels></View>', suffix=".xml"
)


def test_layers_of_a_document_are_one_task(tmp_path):
    layers = [
        RECORD,
        replace(RECORD, annotator="ben", spans=(), relations=()),
        replace(RECORD, annotator="gold", kind="gold"),
        replace(RECORD, annotator="news@1.0", kind="model"),
        replace(RECORD, id="other", annotator="ana"),
    ]
    tasks = json.loads(written("label-studio", layers))
    assert [(len(x["annotations"]), len(x["predictions"])) for x in tasks] == [(3, 1), (1, 0)]
    scheme, *found = take("label-studio", put("label-studio", layers, tmp_path))
    assert isinstance(scheme, Scheme)
    assert [(x.annotator, x.kind) for x in found] == [
        ("ana", "person"), ("ben", "person"), ("gold", "gold"), ("news@1.0", "model"),
        ("ana", "person"),
    ]  # fmt: skip


def test_the_configuration_holds_the_scheme(tmp_path):
    scheme, _ = take("label-studio", put("label-studio", [RECORD], tmp_path))
    assert {(x.kind, x.id, x.colour) for x in scheme.labels} == {
        (x.kind, x.id, x.colour) for x in SCHEME.labels
    }
    (alone,) = take("label-studio", tmp_path / "data.config.xml")
    assert alone == scheme
    assert reader_for(tmp_path / "data.config.xml").name == "label-studio"


def test_label_studios_own_package_takes_every_task(tmp_path):
    pytest.importorskip("label_studio_sdk")
    from label_studio_sdk.label_interface import LabelInterface

    path = put("label-studio", [RECORD, replace(RECORD, id="e", kind="model")], tmp_path)
    interface = LabelInterface((tmp_path / "data.config.xml").read_text(encoding="utf-8"))
    assert interface.validate()[0] if isinstance(interface.validate(), tuple) else True
    for task in json.loads(path.read_bytes()):
        assert interface.validate_task({"data": task["data"]})
        for annotation in task["annotations"]:
            assert interface.validate_annotation(annotation)
        for prediction in task["predictions"]:
            assert interface.validate_prediction(prediction)
    broken = json.loads(path.read_bytes())[0]["annotations"][0]
    broken["result"][0]["value"]["labels"] = ["NOT IN IT"]
    assert not interface.validate_annotation(broken)


def read(tmp_path, *tasks):
    path = tmp_path / "a.json"
    path.write_text(json.dumps(list(tasks)), encoding="utf-8")
    assert reader_for(path).name == "label-studio"
    found = take("label-studio", path)
    return [x for x in found if isinstance(x, Record)], [x for x in found if isinstance(x, Problem)]


def region(id, start, end, labels, **value):
    return {
        "id": id,
        "type": "labels",
        "value": {"start": start, "end": end, "labels": labels, **value},
    }


def test_directions_labels_and_answers(tmp_path):
    result = [
        region("a", 0, 3, ["P", "Q"]),
        region("b", 8, 11, ["P"]),
        {"id": "a", "from_name": "sure", "type": "choices", "value": {"choices": ["yes"]}},
        {"id": "z", "from_name": "doc", "type": "choices", "value": {"choices": ["World"]}},
        {"type": "relation", "from_id": "a", "to_id": "b", "direction": "left", "labels": ["x"]},
        {"type": "relation", "from_id": "a", "to_id": "b", "direction": "bi", "labels": []},
    ]
    task = {"data": {"text": "Ada met Kim"}, "annotations": [{"result": result, "completed_by": 3}]}
    (record,), problems = read(tmp_path, task)
    names = {x.id: (x.start, x.label) for x in record.spans}
    assert sorted(names.values()) == [(0, "P"), (0, "Q"), (8, "P")]
    found = {(x.label, names[x.head], names[x.tail]) for x in record.relations}
    a, b = (0, "P"), (8, "P")
    assert found == {("x", b, a), ("related", a, b), ("related", b, a)}
    assert record.spans[0].attributes == {"sure": "yes"}
    assert [x.label for x in record.labels] == ["World"]
    assert (record.annotator, problems) == ("annotator 3", [])


def test_older_offsets(tmp_path):
    utf16 = region("a", 3, 6, ["P"], text="Ada")
    task = {"data": {"text": "😀 Ada met"}, "annotations": [{"result": [utf16]}]}
    (record,), _ = read(tmp_path, task)
    assert (record.spans[0].start, record.spans[0].end) == (2, 5)
    assert "UTF-16" in record.notices[0]
    task = {"data": {"text": "Ada met"}, "completions": [{"result": [region("a", 0, 2, ["P"])]}]}
    (record,), _ = read(tmp_path, task)
    assert (record.spans[0].start, record.spans[0].end) == (0, 3)


def test_entities_of_xml_are_refused(tmp_path):
    path = tmp_path / "a.xml"
    path.write_text('<!DOCTYPE View [<!ENTITY a "b">]><View>&a;</View>')
    with pytest.raises(InputError, match="entities"):
        take("label-studio", path)


def test_samples():
    path = sample("label_studio/relations_30.json")
    scheme, *found = take("label-studio", path)
    assert len(scheme.of("relation")) == 9
    assert len(found) == 30
    tasks = json.loads(path.read_bytes())
    result = [x for task in tasks for x in task["annotations"][0]["result"]]
    assert sum(len(x.spans) for x in found) == sum("value" in x for x in result)
    assert sum(len(x.relations) for x in found) == sum(x["type"] == "relation" for x in result)
    assert not any(x.notices for x in found)
    for folder, count in (("lsf_named_entity", 1), ("lsf_rich_text_plain", 0)):
        found = take("label-studio", sample(f"label_studio/{folder}/annotations/1.json"))
        assert [len(x.spans) for x in found if isinstance(x, Record)] == [count]
