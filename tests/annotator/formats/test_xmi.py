import warnings

import pytest
from hypothesis import given

from annotator.errors import InputError
from annotator.formats.base import Problem, Record
from annotator.formats.table import reader_for
from annotator.model import Relation, Span
from annotator.text.tokens import rough_tokens
from tests.annotator.formats import roundtrip
from tests.annotator.formats.roundtrip import put, take
from tests.annotator.formats.samples import sample
from tests.support.records import records

TEXT = "😀 Ada <met>\r\nKim & Ben."
RECORD = Record(
    "Talks & more", TEXT, id="d", tokens=rough_tokens(TEXT),
    spans=(Span("1", 2, 5, "PERSON", kb_id="Q7259"), Span("2", 13, 16, "PERSON"),
           Span("3", 2, 16, "EVENT")),
    relations=(Relation("r", "meets", "1", "2"),),
)  # fmt: skip
ENTITY = "de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity"
TOKEN = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token"  # noqa: S105

test_round_trip = roundtrip.round_trip("xmi")
test_several = roundtrip.several("xmi")


def written_file(record):
    with roundtrip.folder() as where:
        put("xmi", [record], where)
        (path,) = where.glob("*.xmi")
        return path.read_bytes(), (where / "TypeSystem.xml").read_bytes()


test_fuzz = roundtrip.fuzz("xmi", written_file(RECORD)[0])
test_fuzz_types = roundtrip.fuzz(
    "xmi", written_file(RECORD)[0], beside={"TypeSystem.xml": written_file(RECORD)[1]}
)


def loaded(where):
    from cassis import load_cas_from_xmi, load_typesystem

    with (where / "TypeSystem.xml").open("rb") as file:
        types = load_typesystem(file)
    (path,) = where.glob("*.xmi")
    with path.open("rb") as file, warnings.catch_warnings():
        warnings.simplefilter("error")
        return load_cas_from_xmi(file, typesystem=types)


@given(records())
def test_cassis_covers_the_same_text(record):
    expected = roundtrip.kept(record, "xmi")
    with roundtrip.folder() as where:
        put("xmi", [record], where)
        cas = loaded(where)
    assert cas.sofa_string == expected.text
    found = sorted((x.get_covered_text(), x.value) for x in cas.select(ENTITY))
    assert found == sorted((expected.text[x.start : x.end], x.label) for x in expected.spans)
    names = {x.id: expected.text[x.start : x.end] for x in expected.spans}
    related = [
        (x.label, x.Governor.get_covered_text(), x.Dependent.get_covered_text())
        for x in cas.select("webanno.custom.Relation")
    ]
    assert sorted(related) == sorted(
        (x.label, names[x.head], names[x.tail]) for x in expected.relations
    )


def test_what_cassis_writes_is_read(tmp_path):
    from cassis import Cas, TypeSystem

    types = TypeSystem()
    mention = types.create_type("my.Mention", supertypeName="uima.tcas.Annotation")
    types.create_feature(mention, "kind", "uima.cas.String")
    link = types.create_type("my.Link", supertypeName="uima.tcas.Annotation")
    types.create_feature(link, "who", "my.Mention")
    types.create_feature(link, "whom", "my.Mention")
    cas = Cas(types)
    cas.sofa_string = "😀 Ada met Kim"
    ada, kim = mention(begin=2, end=5, kind="P"), mention(begin=10, end=13, kind="P")
    cas.add_all([ada, kim, link(begin=2, end=13, who=ada, whom=kim)])
    cas.to_xmi(tmp_path / "a.xmi")
    types.to_xml(tmp_path / "TypeSystem.xml")
    record, problems = read(tmp_path / "a.xmi", label="kind")
    assert problems == []
    assert spans(record) == {("Ada", "P"), ("Kim", "P")}
    assert relations(record) == {("Link", "Ada", "Kim")}
    record, _ = read(tmp_path / "a.xmi", types="Mention")
    assert spans(record) == {("Ada", "Mention"), ("Kim", "Mention")}
    assert {tuple(x.attributes.items()) for x in record.spans} == {(("kind", "P"),)}


def read(path, **options):
    assert reader_for(path).name == "xmi"
    found = take("xmi", path, **options)
    (record,) = [x for x in found if isinstance(x, Record)]
    return record, [x.what for x in found if isinstance(x, Problem)]


def spans(record):
    return {(record.text[x.start : x.end], x.label) for x in record.spans}


def relations(record):
    names = {x.id: record.text[x.start : x.end] for x in record.spans}
    return {(x.label, names[x.head], names[x.tail]) for x in record.relations}


XMI = (
    '<xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore" '
    'xmlns:my="http:///my.ecore" xmi:version="2.0">{}'
    '<cas:Sofa xmi:id="1" sofaID="_InitialView" sofaString="Ada met Kim"/></xmi:XMI>'
)


def test_bad_places_are_told_and_the_others_come_in(tmp_path):
    path = tmp_path / "a.xmi"
    inside = "".join(
        f'<my:Name xmi:id="{2 + i}" sofa="1" begin="{a}" end="{b}"/>'
        for i, (a, b) in enumerate([(0, 3), (0, 3), (4, 99), (5, 4), (-2, 1)])
    )
    path.write_text(XMI.format(inside + '<my:R xmi:id="9" sofa="1" begin="0" end="1" '
                                        'source="2" target="4"/>'))  # fmt: skip
    record, problems = read(path)
    assert spans(record) == {("Ada", "Name")}
    reasons = ["there twice", "outside the text", "is empty", "outside the text", "not there"]
    assert [y for x, y in zip(problems, reasons, strict=True) if y in x] == reasons


@pytest.mark.parametrize("word", ['sofa="2" begin="0" end="3"', 'sofa="1" end="3"'])
def test_a_relation_of_a_word_that_is_not_in_the_text_is_told(tmp_path, word):
    path = tmp_path / "a.xmi"
    inside = (
        f'<my:Name xmi:id="2" sofa="1" begin="0" end="3"/><my:Token xmi:id="3" {word}/>'
        '<my:R xmi:id="9" sofa="1" begin="0" end="1" source="2" target="3"/>'
    )
    path.write_text(XMI.format(inside))
    record, problems = read(path)
    assert spans(record) == {("Ada", "Name")}
    assert problems == ["a relation R joins spans that are not there: left out"]


def test_entities_and_other_xml_are_refused(tmp_path):
    path = tmp_path / "a.xmi"
    path.write_text('<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><x>&a;</x>')
    with pytest.raises(InputError, match="entities"):
        take("xmi", path)
    path.write_text("<x/>")
    with pytest.raises(InputError, match="no XMI"):
        take("xmi", path)


def test_tsv_and_xmi_of_the_same_annotations_agree():
    compared = 0
    for path in sorted(sample("webanno_tsv").glob("*/reference.xmi")):
        record, problems = read(path)
        (other,) = take("webanno-tsv", path.with_suffix(".tsv"))
        assert (problems, record.text, record.tokens) == ([], other.text, other.tokens), path
        places = [{(x.ranges, x.label, x.kb_id) for x in one.spans} for one in (record, other)]
        assert places[0] == places[1], path
        assert len(record.spans) == len(other.spans)
        assert relations(record) == relations(other), path
        compared += 1
    assert compared == 7


def test_samples():
    folder = sample("xmi/cassis")
    for path in sorted(folder.glob("*.xmi")):
        found = take("xmi", path)
        for record in found:
            if isinstance(record, Record):
                roundtrip.check_sound(record)
    assert len(take("xmi", folder / "cas_with_two_sofas.xmi")) == 2
    (record,) = take("xmi", folder / "cas_with_references.xmi", types="SemPred,SemArg")
    assert relations(record) == {("Bar", "dolor", "Lorem"), ("Baz", "dolor", "ametr")}
    (record,) = take("xmi", folder / "cas_with_smileys.xmi")
    assert all(x in "🤗🥳👋" or x.isalnum() for x in (record.text[a:b] for a, b in record.tokens)
               if len(x) == 1 and ord(x) > 65535)  # fmt: skip
    assert record.name == "huggingface.txt"
