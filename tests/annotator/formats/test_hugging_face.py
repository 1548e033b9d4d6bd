"""Hugging Face's own package loads what we write, without the network."""

import pytest

from annotator.formats.base import Record
from annotator.model import Span
from annotator.text.tokens import rough_tokens
from tests.annotator.formats.roundtrip import put

TEXT = "😀 Ada Lovelace met Kim"
RECORD = Record(
    "n", TEXT, tokens=rough_tokens(TEXT),
    spans=(Span("1", 2, 14, "PERSON"), Span("2", 19, 22, "ORG")),
)  # fmt: skip
TAGS = ["O", "B-PERSON", "I-PERSON", "O", "B-ORG"]


@pytest.fixture
def load(tmp_path, monkeypatch):
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    monkeypatch.setenv("HF_HOME", str(tmp_path / "home"))
    datasets = pytest.importorskip("datasets")

    def load_(kind, path):
        cache = str(tmp_path / "cache")
        return datasets.load_dataset(kind, data_files=str(path), split="train", cache_dir=cache)

    return load_


def test_parquet_knows_the_names_of_its_tags(load, tmp_path):
    found = load("parquet", put("huggingface-parquet", [RECORD] * 3, tmp_path))
    feature = found.features["ner_tags"].feature
    assert len(found) == 3
    assert found[2]["tokens"] == TEXT.split()
    assert [feature.int2str(x) for x in found[2]["ner_tags"]] == TAGS


def test_json_lines(load, tmp_path):
    found = load("json", put("huggingface", [RECORD], tmp_path))
    assert (found[0]["tokens"], found[0]["ner_tags"]) == (TEXT.split(), TAGS)


def test_tables_of_spans(load, tmp_path):
    (tmp_path / "out").mkdir()
    spans = load("parquet", put("parquet", [RECORD], tmp_path / "out") / "spans.parquet")
    assert [TEXT[x["start"] : x["end"]] for x in spans] == ["Ada Lovelace", "Kim"]
