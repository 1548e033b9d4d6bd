"""Formats of words instead of texts: columns, tags, and JSON that counts in tokens."""

import io
import json
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.errors import InputError
from annotator.formats.base import Problem, Record
from annotator.formats.docred import SAME
from annotator.formats.table import reader_for
from annotator.formats.tagging import SCHEMES, tagged, tags
from annotator.model import Relation, Span
from annotator.text.tokens import rough_tokens
from tests.annotator.formats import roundtrip
from tests.annotator.formats.roundtrip import put, take, written
from tests.annotator.formats.samples import sample
from tests.support.records import records

TEXT = "Ada Lovelace met Kim. They went to Oslo"
RECORD = Record(
    "Talks", TEXT, id="d", tokens=rough_tokens(TEXT),
    spans=(Span("1", 0, 12, "PERSON"), Span("2", 17, 20, "PERSON"), Span("3", 35, 39, "ORG")),
    relations=(Relation("r", "x", "2", "1"), Relation("s", "y", "1", "3")),
)  # fmt: skip

test_conll = roundtrip.round_trip("conll")
test_conll_several = roundtrip.several("conll")
test_spert = roundtrip.round_trip("spert")
test_spert_several = roundtrip.several("spert")
test_docred = roundtrip.round_trip("docred")
test_docred_several = roundtrip.several("docred")
test_huggingface = roundtrip.round_trip("huggingface")
test_parquet = roundtrip.round_trip("huggingface-parquet")
test_spacy_json = roundtrip.round_trip("spacy-json")
test_spacy_json_several = roundtrip.several("spacy-json")

test_conll_fuzz = roundtrip.fuzz("conll", written("conll", [RECORD]), b"1\ta\tB-X\n# text = a\n")
test_spert_fuzz = roundtrip.fuzz("spert", written("spert", [RECORD]))
test_docred_fuzz = roundtrip.fuzz("docred", written("docred", [RECORD]))
test_huggingface_fuzz = roundtrip.fuzz("huggingface", written("huggingface", [RECORD]))
test_spacy_json_fuzz = roundtrip.fuzz(
    "spacy-json",
    written("spacy-json", [RECORD]),
    b'{"text": "Ada met", "ents": [{"start": 0, "end": 3, "label": "P"}]}\n',
    b'[{"paragraphs": [{"raw": "a b", "sentences": [{"tokens": [{"orth": "a", "ner": "U-P"}]}]}]}]',
)
_UD = (
    "# newdoc id = talks\n# text = Ada didn't go.\n"
    "1\tAda\t_\t_\t_\t_\t_\t_\t_\tNER=B-PERSON\n"
    "2-3\tdidn't\t_\t_\t_\t_\t_\t_\t_\t_\n2\tdid\t_\t_\t_\t_\t_\t_\t_\t_\n"
    "3\tn't\t_\t_\t_\t_\t_\t_\t_\t_\n3.1\tx\t_\t_\t_\t_\t_\t_\t_\t_\n"
    "4\tgo\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n5\t.\t_\t_\t_\t_\t_\t_\t_\t_\n\n"
)
test_conllu_fuzz = roundtrip.fuzz("conllu", _UD.encode())


@pytest.mark.parametrize("options", [{"tags": x} for x in SCHEMES] + [{"columns": "2"}])
@given(record=records())
def test_every_kind_of_column_file_reads_back(options, record):
    with roundtrip.folder() as where:
        found = take("conll", put("conll", [record], where, **options))
    back = [roundtrip.canonical(x, "conll") for x in found]
    expected = roundtrip.kept(record, "conll")
    assert back == ([expected] if expected.text else [])


SPANS = st.sets(st.integers(0, 9), max_size=8).map(
    lambda x: [
        (a, b, "A" if a % 2 else "B-C")
        for a, b in list(zip(sorted(x), sorted(x)[1:], strict=False))[::2]
    ]
)


@given(SPANS, st.sampled_from(SCHEMES))
def test_tags_and_back(spans, scheme):
    found = tags(10, spans, scheme)
    assert list(tagged(found)) == spans
    from seqeval.scheme import BILOU, IOB1, IOB2, IOBES, Entities

    if scheme in ("iob2", "iobes"):
        strict = {"iob2": IOB2, "iob1": IOB1, "biluo": BILOU, "iobes": IOBES}[scheme]
        (entities,) = Entities([found], strict).entities
        assert [(x.start, x.end, x.tag) for x in entities] == spans


def test_touching_spans_of_iob1():
    spans = [(0, 2, "A"), (2, 3, "A"), (3, 4, "B")]
    assert tags(5, spans, "iob1") == ["I-A", "I-A", "B-A", "I-B", "O"]
    assert list(tagged(["I-A", "I-A", "B-A", "I-B", "O"])) == spans


def test_seqeval_agrees_strictly():
    from seqeval.metrics import f1_score
    from seqeval.scheme import IOB2

    row = json.loads(written("huggingface", [RECORD]))
    assert f1_score([row["ner_tags"]], [row["ner_tags"]], mode="strict", scheme=IOB2) == 1.0
    assert row["ner_tags"][:2] == ["B-PERSON", "I-PERSON"]


def test_spacy_converts_the_columns(tmp_path):
    from spacy.training.converters import conll_ner_to_docs

    data = put("conll", [RECORD, RECORD], tmp_path, tags="iob2").read_text(encoding="utf-8")
    docs = list(conll_ner_to_docs(data, n_sents=10, no_print=True))
    found = [(x.text, x.label_) for doc in docs for x in doc.ents]
    assert found == [("Ada Lovelace", "PERSON"), ("Kim", "PERSON"), ("Oslo", "ORG")] * 2


def test_spacy_takes_the_json(tmp_path):
    import spacy
    from spacy.training import Example

    nlp = spacy.blank("en")
    for text, annotations in json.loads(written("spacy-json", [RECORD])):
        example = Example.from_dict(nlp.make_doc(text), annotations)
        assert [x.text for x in example.reference.ents] == ["Ada Lovelace", "Kim", "Oslo"]
        assert len(example.reference.spans["sc"]) == 3


def test_pyarrow_and_pandas_read_the_parquet(tmp_path):
    import pandas as pd
    from pyarrow import parquet

    path = put("huggingface-parquet", [RECORD] * 3, tmp_path)
    names = json.loads(parquet.read_schema(path).metadata[b"huggingface"])["info"]["features"][
        "ner_tags"]["feature"]["names"]  # fmt: skip
    frame = pd.read_parquet(path)
    assert [names[x] for x in frame["ner_tags"][2]][:3] == ["B-PERSON", "I-PERSON", "O"]
    assert list(frame["tokens"][0])[:2] == ["Ada", "Lovelace"]
    assert path.read_bytes() == put("huggingface-parquet", [RECORD] * 3, tmp_path).read_bytes()


def test_tacred_ends_are_inclusive_and_rows_are_sentences():
    rows = json.loads(written("tacred", [RECORD]))
    assert [(x["relation"], x["subj_start"], x["subj_end"]) for x in rows] == [
        ("x", 3, 3), ("y", 0, 1)
    ]  # fmt: skip
    assert rows[0]["token"] == ["Ada", "Lovelace", "met", "Kim", "."]
    assert rows[0]["token"][rows[0]["obj_start"] : rows[0]["obj_end"] + 1] == ["Ada", "Lovelace"]
    assert rows[1]["token"][rows[1]["obj_start"] : rows[1]["obj_end"] + 1] == ["Oslo"]


@given(records())
def test_tacred_names_the_words_of_each_span(record):
    kept = roundtrip.kept(record, "tacred")
    rows = json.loads(written("tacred", [record]))
    assert len(rows) == len(kept.relations)
    spans = {x.id: x for x in kept.spans}
    said = sorted((x["relation"], x["token"][x["subj_start"] : x["subj_end"] + 1]) for x in rows)
    assert said == sorted(
        (x.label, kept.text[spans[x.head].start : spans[x.head].end].split())
        for x in kept.relations
    )


def test_docred_joins_mentions_to_entities(tmp_path):
    same = Relation("t", SAME, "1", "2")
    record = Record("n", TEXT, tokens=RECORD.tokens, spans=RECORD.spans,
                    relations=(same, Relation("s", "y", "2", "3")))  # fmt: skip
    path = put("docred", [record], tmp_path)
    (row,) = json.loads(path.read_bytes())
    assert [len(x) for x in row["vertexSet"]] == [2, 1]
    assert row["vertexSet"][1][0]["sent_id"] == 1
    assert row["labels"] == [{"r": "y", "h": 0, "t": 1, "evidence": []}]
    (found,) = take("docred", path)
    assert [x.label for x in found.relations] == [SAME, "y"]


@pytest.mark.parametrize(
    ("content", "spans"),
    [
        ("Ada NNP I-NP I-PER\nmet O O O\nKim NNP I-NP I-PER\nBen NNP I-NP B-PER\n", 3),
        ("1\tAda\tS-PER\n2\tmet\tO\n3\tKim\tB-PER\n4\tBerg\tE-PER\n", 2),
        ("Ada\tU-PER\nKim\tB-PER\nvan\tI-PER\nDam\tL-PER\n\t\nOslo\tB-LOC\n", 3),
        ("# id = 1\nAda B-PER\n# B-x\nKim O\n", 2),
    ],
)
def test_kinds_of_columns(tmp_path, content, spans):
    path = tmp_path / "a.txt"
    path.write_text(content)
    assert reader_for(path).name == "conll"
    (record,) = take("conll", path)
    assert len(record.spans) == spans


def test_columns_can_be_named(tmp_path):
    path = tmp_path / "a.conll"
    path.write_text("x\tB-A\tB-B\ny\tO\tO\n\nz\tO\tB-B\n")
    (record,) = take("conll", path, tag="2")
    assert [x.label for x in record.spans] == ["A"]
    assert [x.text for x in take("conll", path, documents="sentences")] == ["x y", "z"]
    with pytest.raises(InputError, match="a number from 1"):
        take("conll", path, tag="z")
    path.write_text("some words\nare here\n")
    with pytest.raises(InputError, match="No column"):
        take("conll", path)


def test_conllu_words_and_names(tmp_path):
    path = tmp_path / "a.conllu"
    path.write_text(_UD, encoding="utf-8")
    (record,) = take("conllu", path)
    assert record.text == "Ada didn't go."
    assert [(record.text[x.start : x.end], x.label) for x in record.spans] == [("Ada", "PERSON")]
    import conllu

    (sentence,) = conllu.parse(_UD)
    theirs = [x["form"] for x in sentence if isinstance(x["id"], int)]
    ours = [record.text[a:b] for a, b in record.tokens]
    assert "".join(theirs) == "".join(ours)


def test_conllu_brackets_nest(tmp_path):
    rows = [("The", "(e1-org(e2-gpe)"), ("bank", "e1)"), ("of", ""), ("it", "(e3-org)")]
    lines = [f"{i}\t{w}" + "\t_" * 7 + f"\t{'Entity=' + e if e else '_'}" for i, (w, e) in
             enumerate(rows, 1)]  # fmt: skip
    path = tmp_path / "a.conllu"
    path.write_text("\n".join(lines) + "\n")
    (record,) = take("conllu", path)
    assert {(record.text[x.start : x.end], x.label) for x in record.spans} == {
        ("The bank", "org"), ("The", "gpe"), ("it", "org")
    }  # fmt: skip


def test_spacy_version_two(tmp_path):
    tokens = [{"orth": "Ada", "ner": "U-PERSON"}, {"orth": "met", "ner": "O"}]
    doc = {"id": 0, "paragraphs": [{"raw": "Ada  met", "sentences": [{"tokens": tokens}]}]}
    path = tmp_path / "a.json"
    path.write_text(json.dumps([doc]))
    assert reader_for(path).name == "spacy-json"
    (record,) = take("spacy-json", path)
    assert [(x.start, x.end) for x in record.spans] == [(0, 3)]


@pytest.mark.parametrize(
    ("name", "format", "spans"),
    [
        ("conll/uner_ewt_dev_head.iob2", "conll", None),
        ("conll/wnut17_dev_head.conll", "conll", None),
        ("doccano/import_tests_data_sequence_labeling_example.conll", "conll", 2),
        ("spacy/ner_demo.train.json", "spacy-json", 3),
        ("spacy/spancat_demo.train.json", "spacy-json", 4),
    ],
)
def test_samples(name, format, spans):
    path = sample(name)
    assert reader_for(path).name == format
    found = take(format, path)
    assert not [x for x in found if isinstance(x, Problem)]
    if spans is None:
        lines = path.read_text(encoding="utf-8").split("\n")
        spans = sum("\tB-" in x for x in lines if not x.startswith("#"))
    assert sum(len(x.spans) for x in found) == spans


def test_the_docred_sample():
    path = sample("docred/redocred_dev_40.json")
    assert reader_for(path).name == "docred"
    found = take("docred", path)
    rows = json.loads(path.read_bytes())
    assert len([x for x in found if isinstance(x, Record)]) == len(rows)
    related = [r for x in found if isinstance(x, Record) for r in x.relations if r.label != SAME]
    # Entities that share a mention are one here, and so may their relations be.
    twice = [x for x in found if isinstance(x, Problem) and "relation" in x.what]
    assert len(related) + len(twice) == sum(
        len({(x["r"], x["h"], x["t"]) for x in row["labels"]}) for row in rows
    )
    assert len(twice) < len(related) / 50
    for row, record in zip(rows, [x for x in found if isinstance(x, Record)], strict=True):
        mentions = {(x["sent_id"], tuple(x["pos"]), x["type"]) for e in row["vertexSet"] for x in e}
        assert len(record.spans) == len(mentions)


def test_no_two_formats_claim_a_file():
    names = ["conll", "spert", "docred", "huggingface", "spacy-json"]
    out = {name: written(name, [RECORD]) for name in names}
    for name, other in combinations(out, 2):
        assert out[name] != out[other]
    for name, data in out.items():
        with roundtrip.folder() as where:
            path = where / f"x{roundtrip.row_of(name).suffixes[0]}"
            path.write_bytes(data)
            assert reader_for(path).name == name, io.BytesIO(data).read(80)
