import json
from dataclasses import replace

import bioc
import pytest
from bioc import biocjson, biocxml
from hypothesis import given
from hypothesis import strategies as st

from annotator.errors import InputError
from annotator.formats.base import Problem, Record
from annotator.formats.table import reader_for
from annotator.formats.xml_writing import spelled, unspelled
from annotator.model import DocumentLabel, Relation, Span
from tests.annotator.formats import roundtrip
from tests.annotator.formats.roundtrip import put, take, written
from tests.annotator.formats.samples import sample

TEXT = "😀 Ada\r\nmet <Kim> & Ben\t"
RECORD = Record(
    "Talks & more", TEXT, id="d", status="done",
    spans=(
        Span("1", 2, 5, "PERSON", note="so", kb_id="Q7259", attributes={"type": "x", "": "y"}),
        Span("2", 12, 15, "PERSON", fragments=((12, 13), (14, 15))),
    ),
    relations=(Relation("r", "meets", "2", "1", note="why"),), labels=(DocumentLabel("", "World"),),
)  # fmt: skip
NAMES = ["bioc", "bioc-json"]

test_round_trip = roundtrip.round_trip("bioc")
test_round_trip_json = roundtrip.round_trip("bioc-json")
test_several = roundtrip.several("bioc")
test_several_json = roundtrip.several("bioc-json")
test_fuzz = roundtrip.fuzz("bioc", written("bioc", [RECORD]))
test_fuzz_json = roundtrip.fuzz("bioc-json", written("bioc-json", [RECORD]))


@given(st.text(st.characters(exclude_categories=["Cs"])) | st.just("_x0041_ _x005F_ _x0000_"))
def test_what_xml_cannot_hold_is_spelled(text):
    assert unspelled(spelled(text)) == text
    assert "\x00" not in spelled(text)


def documents(name, path):
    module = biocxml if name == "bioc" else biocjson
    with path.open("rb" if name == "bioc" else "r") as file:
        return module.load(file).documents


@pytest.mark.parametrize("name", NAMES)
def test_the_bioc_package_reads_what_we_write(name, tmp_path):
    path = put(name, [RECORD, replace(RECORD, id="e")], tmp_path)
    assert reader_for(path).name == name
    first, second = documents(name, path)
    assert isinstance(first, bioc.BioCDocument)
    (passage,) = first.passages
    assert passage.text == TEXT
    one, other = passage.annotations
    place = one.total_span
    assert TEXT[place.offset : place.offset + place.length] == one.text == "Ada"
    assert one.infons["type"] == "PERSON"
    assert [(x.offset, x.length) for x in other.locations] == [(12, 1), (14, 1)]
    (relation,) = passage.relations
    assert [(x.refid, x.role) for x in relation.nodes] == [("T2", "head"), ("T1", "tail")]
    assert len(second.passages) == 1


@pytest.mark.parametrize("name", NAMES)
def test_what_the_bioc_package_writes_is_read(name, tmp_path):
    document = bioc.BioCDocument()
    document.id = "7"
    for offset, text in ((0, "Ada 😀 met"), (10, "Kim")):
        passage = bioc.BioCPassage()
        passage.offset, passage.text = offset, text
        document.add_passage(passage)
    annotation = bioc.BioCAnnotation()
    annotation.id, annotation.text = "a", "Kim"
    annotation.infons["type"] = "PERSON"
    annotation.add_location(bioc.BioCLocation(10, 3))
    document.passages[1].add_annotation(annotation)
    collection = bioc.BioCCollection()
    collection.add_document(document)
    path = tmp_path / "a.any"
    if name == "bioc":
        path.write_bytes(biocxml.dumps(collection).encode())
    else:
        path.write_text(biocjson.dumps(collection))
    assert reader_for(path).name == name
    (record,) = take(name, path)
    assert (record.text, record.name) == ("Ada 😀 met\nKim", "7")
    assert [(record.text[x.start : x.end], x.label) for x in record.spans] == [("Kim", "PERSON")]


def read(tmp_path, *documents):
    path = tmp_path / "a.json"
    path.write_text(json.dumps({"documents": documents}))
    found = take("bioc-json", path)
    (record,) = [x for x in found if isinstance(x, Record)]
    return record, [x.what for x in found if isinstance(x, Problem)]


def annotation(id, start, length, text, **infons):
    return {
        "id": id, "text": text, "infons": {"type": "G", **infons},
        "locations": [{"offset": start, "length": length}],
    }  # fmt: skip


def test_bytes_are_repaired_passage_by_passage(tmp_path):
    passages = [
        {"offset": 0, "text": "é Ada", "annotations": [annotation("1", 3, 3, "Ada")]},
        {"offset": 7, "text": "Kim é Ben", "annotations": [annotation("2", 14, 3, "Ben")]},
    ]
    record, problems = read(tmp_path, {"passages": passages})
    assert problems == []
    assert [record.text[x.start : x.end] for x in record.spans] == ["Ada", "Ben"]
    assert record.notices == ("offsets counted in UTF-8 bytes: repaired",)


def test_relations_of_concepts_join_their_first_mentions(tmp_path):
    passage = {
        "offset": 0,
        "text": "a b a",
        "annotations": [
            annotation("1", 0, 1, "a", identifier="D1"),
            annotation("2", 2, 1, "b", identifier="D2"),
            annotation("3", 4, 1, "a", identifier="D1"),
        ],
    }
    relation = {"id": "R", "infons": {"entity1": "D1", "entity2": "D2", "type": "x"}, "nodes": []}
    alone = {"id": "S", "infons": {"type": "x"}, "nodes": [{"refid": "1", "role": ""}]}
    record, problems = read(tmp_path, {"passages": [passage], "relations": [relation, alone]})
    (found,) = record.relations
    starts = {x.id: x.start for x in record.spans}
    assert (found.label, starts[found.head], starts[found.tail]) == ("x", 0, 2)
    assert problems == ["the relation S has fewer than two ends: left out"]


def test_bad_places_are_told_and_the_others_come_in(tmp_path):
    passage = {
        "offset": 0,
        "text": "Ada met Kim",
        "annotations": [
            annotation("1", 0, 3, "Ada"),
            annotation("2", 0, 30, "Ada"),
            annotation("3", 4, 0, ""),
            annotation("4", 4, 3, "Kim"),
            annotation("5", 0, 3, "Ada"),
            annotation("6", "x", 3, "Ada"),
        ],
    }
    record, problems = read(tmp_path, {"passages": [passage]})
    assert len(record.spans) == 1
    reasons = ["no usable place", "outside the text", "is empty", "says “Kim”", "there twice"]
    assert [y for x in problems for y in reasons if y in x] == reasons


def test_entities_are_refused(tmp_path):
    path = tmp_path / "a.xml"
    path.write_text('<!DOCTYPE collection [<!ENTITY a "b">]><collection><document/></collection>')
    with pytest.raises(InputError, match="entities"):
        take("bioc", path)
    path.write_text('<!DOCTYPE collection SYSTEM "BioC.dtd"><collection><document/></collection>')
    assert [x.what for x in take("bioc", path)] == ["the text is empty"]


@pytest.mark.parametrize("ending", ["xml", "json"])
def test_samples(ending):
    path = sample(f"bioc/bioc/everything.{ending}")
    row = reader_for(path)
    found = take(row.name, path)
    first, second = [x for x in found if isinstance(x, Record)]
    assert [first.text[x.start : x.end] for x in first.spans] == ["bc", "fg"]
    assert [second.text[x.start : x.end] for x in second.spans] == ["bc", "测试"]
    names = {x.id: first.text[x.start : x.end] for x in first.spans}
    assert [(names[x.head], names[x.tail]) for x in first.relations] == [("bc", "fg")]
    reasons = [x.what for x in found if isinstance(x, Problem)]
    assert any("fewer than two ends" in x for x in reasons)
