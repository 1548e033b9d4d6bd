import json
from dataclasses import replace

import pytest

from annotator.formats.base import Problem, Record
from annotator.formats.table import reader_for
from annotator.model import DocumentLabel, Relation, Span
from tests.annotator.formats import roundtrip
from tests.annotator.formats.roundtrip import put, take

TEXT = "😀 Ada met Kim.\r\nAda left."
ADA, KIM = "0a0b0c0d-0000-4000-8000-000000000001", "0a0b0c0d-0000-4000-8000-000000000002"
RECORD = Record(
    "Talks 1", TEXT, id="d", annotator="ana", status="done",
    spans=(Span(ADA, 2, 5, "PERSON", note="so", kb_id="http://x.org/Q1", attributes={"a": "b"}),
           Span(KIM, 10, 25, "PERSON", fragments=((10, 13), (20, 25)))),
    relations=(Relation("r", "meets", ADA, KIM),), labels=(DocumentLabel("", "World"),),
)  # fmt: skip

test_round_trip = roundtrip.round_trip("w3c")
test_several = roundtrip.several("w3c")


def collection():
    with roundtrip.folder() as where:
        put("w3c", [RECORD], where)
        return (where / "Talks 1.jsonld").read_bytes()


test_fuzz = roundtrip.fuzz("w3c", collection(), beside={"Talks 1.txt": TEXT.encode()})


def read(where, value, text=TEXT):
    (where / "a.txt").write_text(text, encoding="utf-8", newline="")
    path = where / "a.json"
    path.write_text(json.dumps(value), encoding="utf-8")
    assert reader_for(path).name == "w3c"
    found = take("w3c", path)
    return [x for x in found if isinstance(x, Record)], [str(x) for x in found
                                                          if isinstance(x, Problem)]  # fmt: skip


def annotation(id, target, *bodies, **more):
    body = [{"type": "TextualBody", "purpose": p, "value": x} for p, x in bodies]
    return {"@context": "http://www.w3.org/ns/anno.jsonld", "id": id, "type": "Annotation",
            "body": body, "target": target, **more}  # fmt: skip


def position(start, end, exact=None, source="http://x.org/folder/a.txt"):
    selector = [{"type": "TextPositionSelector", "start": start, "end": end}]
    if exact is not None:
        selector.append({"type": "TextQuoteSelector", "exact": exact})
    return {"source": source, "selector": selector}


def quote(exact, prefix="", suffix=""):
    selector = {"type": "TextQuoteSelector", "exact": exact, "prefix": prefix, "suffix": suffix}
    return {"source": "a.txt", "selector": selector}


def spans(record):
    return [(record.text[x.start : x.end], x.label) for x in record.spans]


def test_the_collection_is_as_the_recommendation_has_it(tmp_path):
    put("w3c", [RECORD, replace(RECORD, annotator="ben")], tmp_path)
    names = sorted(x.name for x in tmp_path.iterdir())
    assert names == ["Talks 1.ana.jsonld", "Talks 1.ana.txt", "Talks 1.ben.jsonld"]
    value = json.loads((tmp_path / "Talks 1.ana.jsonld").read_bytes())
    assert value["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert (value["type"], value["total"]) == ("AnnotationCollection", 4)
    items = value["first"]["items"]
    assert len(items) == value["total"]
    for item in items:
        assert item["type"] == "Annotation"
        assert {"id", "body", "target"} <= set(item)
    selectors = items[0]["target"]["selector"]
    assert [x["type"] for x in selectors] == ["TextPositionSelector", "TextQuoteSelector"]
    place, said = selectors
    assert TEXT[place["start"] : place["end"]] == said["exact"] == "Ada"
    assert (said["prefix"], said["suffix"][:4]) == ("😀 ", " met")
    assert items[0]["target"]["source"] == "Talks%201.ana.txt"
    found = take("w3c", tmp_path)
    assert [x.annotator for x in found] == ["ana", "ben"]
    assert reader_for(tmp_path / "Talks 1.ben.jsonld").name == "w3c"


def test_other_tools_shapes(tmp_path):
    value = [
        annotation("#1", position(2, 5, "Ada"), ("tagging", "P"), ("tagging", "Q"),
                   ("commenting", "hm")),
        annotation("#2", quote("Ada", suffix=" left"), ("tagging", "P")),
        annotation("#3", [{"id": "#1"}, {"id": "#2"}], ("tagging", "same"), motivation="linking"),
        annotation("#4", "a.txt", ("classifying", "World")),
        {"id": "#5", "uri": "a.txt", "target": [quote("Kim")], "user": "ben", "tags": ["P"],
         "text": "note"},
    ]  # fmt: skip
    (first, second), problems = read(tmp_path, value)
    assert problems == []
    assert spans(first) == [("Ada", "P"), ("Ada", "Q"), ("Ada", "P")]
    assert [x.note for x in first.spans] == ["hm", "hm", ""]
    (relation,) = first.relations
    starts = {x.id: x.start for x in first.spans}
    assert (relation.label, starts[relation.head], starts[relation.tail]) == ("same", 2, 16)
    assert [x.label for x in first.labels] == ["World"]
    assert (second.annotator, spans(second), second.spans[0].note) == (
        "ben",
        [("Kim", "P")],
        "note",
    )


def test_utf_16_positions_are_repaired_by_their_quotes(tmp_path):
    value = [annotation("#1", position(3, 6, "Ada"), ("tagging", "P"))]
    (record,), problems = read(tmp_path, value)
    assert (spans(record), problems) == ([("Ada", "P")], [])
    assert "UTF-16" in record.notices[0]


@pytest.mark.parametrize(
    ("target", "what"),
    [
        (quote("Ada"), "more than once"),
        (quote("Bob"), "nowhere"),
        (position(0, 99, "x"), "lies outside"),
        (position(5, 2), "is empty"),
        ({"source": "a.txt", "selector": {"type": "XPathSelector", "value": "/"}}, "neither"),
        (position(0, 1, source="../../etc/other.txt"), "is not beside"),
    ],
)
def test_what_has_no_place_is_told(tmp_path, target, what):
    good = annotation("#0", position(2, 5, "Ada"), ("tagging", "P"))
    (record,), problems = read(tmp_path, [good, annotation("#1", target, ("tagging", "P"))])
    assert spans(record) == [("Ada", "P")]
    assert len(problems) == 1
    assert what in problems[0]
