import pytest

from annotator.errors import InputError
from annotator.formats.base import Problem, Record
from annotator.formats.table import reader_for
from annotator.model import Relation, Span
from annotator.text.tokens import Tokens, rough_tokens
from tests.annotator.formats import roundtrip
from tests.annotator.formats.roundtrip import put, take
from tests.annotator.formats.samples import sample

TEXT = "😀 Ada Lovelace met Kim|Ben.\nThey left."
RECORD = Record(
    "Talks", TEXT, id="d", tokens=rough_tokens(TEXT),
    spans=(
        Span("1", 2, 14, "PERSON", kb_id="Q7259_x"), Span("2", 6, 14, "NA[M]E"),
        Span("3", 19, 22, "PERSON"), Span("4", 29, 31, "PART"),
    ),
    relations=(
        Relation("r", "meets", "1", "3"), Relation("s", "knows", "2", "3"),
        Relation("t", "x->y", "3", "1"),
    ),
)  # fmt: skip
HEAD = "#FORMAT=WebAnno TSV 3.3\n"
FRAME = """#FORMAT=WebAnno TSV 3.2
#T_SP=webanno.custom.Frame|FE|ROLE_webanno.custom.Frame:Roles_webanno.custom.FrameRolesLink|uima.tcas.Annotation
#T_SP=webanno.custom.Lu|value
#T_CH=webanno.custom.CorefLink|referenceType|referenceRelation
#T_RL=webanno.custom.Rel|label|BT_webanno.custom.Lu


#Text=Bob auctioned the clock
#Text=himself .
1-1\t0-3\tBob\t_\t_\t_\tbob\tpr[1]\tcoref->1-1\ta\\|b|*\t1-4[4_0]|1-1\t
1-2\t4-13\tauctioned\tsale\tseller;goods\t1-1;1-3[4]\t_\t_\t_\t_\t_\t
1-3\t14-17\tthe\t_\t_\t_\tclock[4]\t_\t_\t_\t_\t
1-4\t18-23\tclock\t_\t_\t_\tclock[4]\t_\t_\t_\t_\t
1-5\t24-31\thimself\t_\t_\t_\t_\tpr[1]\t*->1-2\t_\t_\t
1-5.1\t24-27\thim\t_\t_\t_\t*\t_\t_\t_\t_\t
1-6\t32-33\t.\t_\t_\t_\t_\t_\t_\t_\t_\t
"""

test_round_trip = roundtrip.round_trip("webanno-tsv")
test_several = roundtrip.several("webanno-tsv")
test_fuzz = roundtrip.fuzz("webanno-tsv", FRAME.encode())


def read(path, text=None, **options):
    if text is not None:
        path.write_text(text, encoding="utf-8", newline="")
    found = take("webanno-tsv", path, **options)
    (record,) = [x for x in found if isinstance(x, Record)]
    return record, [str(x) for x in found if isinstance(x, Problem)]


def spans(record):
    return {(record.text[x.start : x.end], x.label) for x in record.spans}


def relations(record):
    names = {x.id: record.text[x.start : x.end] for x in record.spans}
    return {(x.label, names[x.head], names[x.tail]) for x in record.relations}


def test_what_is_written(tmp_path):
    put("webanno-tsv", [RECORD], tmp_path)
    lines = (tmp_path / "Talks.tsv").read_text(encoding="utf-8").split("\n")
    assert lines[0] == "#FORMAT=WebAnno TSV 3.3"
    assert lines[2].startswith("#T_RL=webanno.custom.Relation|label|BT_de.")
    assert lines[3:6] == ["", "", "#Text=😀 Ada Lovelace met Kim|Ben."]
    rows = {x.split("\t")[0]: x for x in lines}
    assert rows["1-1"] == "1-1\t0-2\t😀\t_\t_\t_\t_\t"
    assert rows["1-2"] == "1-2\t3-6\tAda\tQ7259\\_x[1]\tPERSON[1]\tx\\->y\t1-5[0_1]\t"
    assert rows["1-3"] == "1-3\t7-15\tLovelace\tQ7259\\_x[1]|*[2]\tPERSON[1]|NA\\[M\\]E[2]\t_\t_\t"
    assert rows["1-5"] == "1-5\t20-23\tKim\t*\tPERSON\tmeets|knows\t1-2[1_0]|1-3[2_0]\t"
    assert rows["2-1.1"] == "2-1.1\t30-32\the\t*\tPART\t_\t_\t"
    assert reader_for(tmp_path / "Talks.tsv").name == "webanno-tsv"


def test_slots_chains_parts_and_relations_of_version_3_2(tmp_path):
    record, problems = read(tmp_path / "a.tsv", FRAME)
    assert problems == []
    assert record.text == "Bob auctioned the clock\nhimself ."
    assert spans(record) == {
        ("Bob", "bob"), ("auctioned", "Frame"), ("the clock", "clock"), ("him", "Lu"),
        ("Bob", "pr"), ("himself", "pr"),
    }  # fmt: skip
    assert relations(record) == {
        ("seller", "auctioned", "Bob"), ("goods", "auctioned", "the clock"),
        ("coref", "Bob", "himself"), ("a|b", "the clock", "Bob"), ("Rel", "Bob", "Bob"),
    }  # fmt: skip
    (frame,) = [x for x in record.spans if x.label == "Frame"]
    assert frame.attributes == {"FE": "sale"}


def test_types_and_features_can_be_chosen(tmp_path):
    record, _ = read(tmp_path / "a.tsv", FRAME, types="Frame,webanno.custom.Lu", label="FE")
    assert spans(record) == {
        ("Bob", "bob"), ("auctioned", "sale"), ("the clock", "clock"), ("him", "Lu"),
    }  # fmt: skip


def test_offsets_in_code_points_and_wrong_ones_are_repaired(tmp_path):
    body = "#T_SP=x.Span|value\n\n\n#Text=😀 Ada met\n"
    rows = "1-1\t0-1\t😀\t_\t\n1-2\t2-5\tAda\tP\t\n1-3\t6-9\tmet\t_\t\n"
    record, problems = read(tmp_path / "a.tsv", HEAD + body + rows)
    assert (spans(record), problems) == ({("Ada", "P")}, [])
    assert record.notices == ("offsets counted in code points: repaired",)
    rows = "1-1\t0-9\t😀\t_\t\n1-2\t9-5\tAda\tP\t\n1-3\t6-9\tmet\t_\t\n"
    record, problems = read(tmp_path / "a.tsv", HEAD + body + rows)
    assert (spans(record), problems) == ({("Ada", "P")}, [])
    assert "placed by the words" in record.notices[0]


def test_bad_lines_are_told_and_the_others_come_in(tmp_path):
    body = "#T_SP=x.Span|value\n\n\n#Text=Ada met\n1-1\t0-3\tAda\tP\t\nnonsense\n"
    record, problems = read(tmp_path / "a.tsv", f"{HEAD}{body}1-2\t4-7\tMET\tP\t\n")
    assert spans(record) == {("Ada", "P")}
    assert [x.split(": ", 1)[1][:17] for x in problems] == [
        "is no line of Web",
        "the word 1-2 “MET",
    ]
    (tmp_path / "b.tsv").write_text("#FORMAT=WebAnno TSV 2\n")
    with pytest.raises(InputError, match="version 3"):
        take("webanno-tsv", tmp_path / "b.tsv")


def test_white_space_of_every_kind_comes_back(tmp_path):
    for text in (
        "  Ada.\n\n  Kim. \n",
        "\n\tA\r\nB",
        " \u3000",
        "a\nb",
        "A.  B.",
        "A.\n" + " " * 200 + "B",
    ):
        record = Record("n", text, tokens=Tokens())
        put("webanno-tsv", [record], tmp_path)
        assert read(tmp_path / "n.tsv")[0].text == text


def test_samples():
    found = {
        path.parent.name: read(path)
        for path in sorted(sample("webanno_tsv").glob("*/reference.tsv"))
    }
    assert [x for _, x in found.values()] == [[]] * len(found)
    assert not [x for x, _ in found.values() if x.notices]
    records = {name: x for name, (x, _) in found.items()}
    assert relations(records["sampleSlotAnnotation1"]) == {
        ("pr2", "This", "a"), ("pr1", "This", "is")
    }  # fmt: skip
    assert spans(records["testSentenceWithEmoji"]) == {("😊", "Span")}
    assert relations(records["testDependencyWithValues"]) == {("Dependency", "This", "is")}
    assert relations(records["testMultiTokenChain"]) == {("coreference", "This is", "a test")}
    whole = records["testCrossSentenceSpanWithFeatureValue"]
    assert spans(whole) == {("He loves her .\nShe loves him not .", "PERSON")}
