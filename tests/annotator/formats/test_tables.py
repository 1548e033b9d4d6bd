"""Tables for analysts: CSV and Parquet."""

import csv
from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.errors import InputError
from annotator.formats.base import Problem, Record
from annotator.formats.csv_tables import _as_it_was, _harmless
from annotator.formats.table import reader_for
from annotator.model import Comment, DocumentLabel, Relation, Span
from tests.annotator.formats import roundtrip
from tests.annotator.formats.roundtrip import put, take

RECORD = Record(
    "Talks", '=1+1 met "Kim",\r\n😀 Ben', id="d", annotator="ana", status="done", seconds=1.5,
    spans=(
        Span("1", 0, 4, "PERSON", score=0.5, attributes={"a": "b"}),
        Span("2", 10, 22, "PERSON", fragments=((10, 13), (19, 22)), note="@so"),
    ),
    relations=(Relation("r", "meets", "2", "1"),), labels=(DocumentLabel("", "World", "human"),),
    comments=(Comment("c", "why", "2026-01-02T03:04:05Z"),), meta={"a": [1, None]},
)  # fmt: skip
NAMES = ["csv", "parquet"]

test_csv = roundtrip.round_trip("csv")
test_csv_several = roundtrip.several("csv")
test_parquet = roundtrip.round_trip("parquet")
test_parquet_several = roundtrip.several("parquet")


def contents(name):
    with roundtrip.folder() as where:
        put(name, [RECORD], where)
        return {x.name: x.read_bytes() for x in where.iterdir()}


_CSV, _PARQUET = contents("csv"), contents("parquet")


@given(st.sampled_from(["documents", "spans", "relations"]), st.data())
def test_csv_fuzz(name, data):
    content = data.draw(roundtrip.damaged(_CSV[f"{name}.csv"]))
    with roundtrip.folder() as where:
        for other, whole in {**_CSV, f"{name}.csv": content}.items():
            (where / other).write_bytes(whole)
        roundtrip.check_survives("csv", where)


@given(st.sampled_from(["documents", "spans", "relations"]), st.data())
def test_parquet_fuzz(name, data):
    content = data.draw(roundtrip.damaged(_PARQUET[f"{name}.parquet"]))
    with roundtrip.folder() as where:
        for other, whole in {**_PARQUET, f"{name}.parquet": content}.items():
            (where / other).write_bytes(whole)
        roundtrip.check_survives("parquet", where)


@given(st.text(st.sampled_from("='+-@\t\r\n＝a1 ")))
def test_no_cell_is_a_formula(cell):
    safe = _harmless(cell)
    assert _as_it_was(safe) == cell
    assert safe[:1] not in tuple("=+-@\t\r\n＝")
    assert safe == cell or safe == f"'{cell}"


def frame(name, where, table):
    if name == "csv":
        return pd.read_csv(where / f"{table}.csv", keep_default_na=False)
    return pd.read_parquet(where / f"{table}.parquet")


@pytest.mark.parametrize("name", NAMES)
def test_pandas_reads_the_tables(name, tmp_path):
    where = put(name, [RECORD, replace(RECORD, annotator="ben")], tmp_path)
    assert reader_for(next(where.glob("documents.*"))).name == name
    spans, relations = frame(name, where, "spans"), frame(name, where, "relations")
    documents = frame(name, where, "documents")
    assert list(spans["annotator"]) == ["ana", "ana", "ben", "ben"]
    joined = spans.merge(documents, on="layer", suffixes=("", "_document"))
    for row in joined.itertuples():
        text = row.text_document.removeprefix("'")
        if not row.fragments:
            assert text[row.start : row.end] == row.text.removeprefix("'")
    assert list(spans["fragments"]) == ["", "10-13;19-22"] * 2
    assert list(relations["head_text"]) == ["Kim Ben"] * 2
    assert relations["tail_start"].dtype == documents["layer"].dtype == "int64"
    assert float(spans["score"].iloc[0]) == 0.5


def test_cells_that_start_a_formula_are_harmless(tmp_path):
    put("csv", [RECORD], tmp_path)
    for path in tmp_path.glob("*.csv"):
        assert path.read_bytes().startswith(b"\xef\xbb\xbf")
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.reader(file):
                assert not [x for x in row if x[:1] in tuple("=+-@\t\r")]


@pytest.mark.parametrize(("separator", "ending"), [("tab", "tsv"), ("semicolon", "csv")])
def test_other_separators(separator, ending, tmp_path):
    put("csv", [RECORD], tmp_path, separator=separator)
    assert reader_for(tmp_path / f"documents.{ending}").name == "csv"
    found = take("csv", tmp_path)
    assert [roundtrip.canonical(x, "csv") for x in found] == [roundtrip.kept(RECORD, "csv")]


def test_rows_out_of_order_are_told(tmp_path):
    put("csv", [RECORD, replace(RECORD, annotator="ben")], tmp_path)
    path = tmp_path / "spans.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        head, *rows = csv.reader(file)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([head, *rows[2:], *rows[:2]])
    found = take("csv", tmp_path)
    problems = [x for x in found if isinstance(x, Problem) and x.file == "spans.csv"]
    assert len(problems) == 2
    assert "out of order" in problems[0].what
    assert [len(x.spans) for x in found if isinstance(x, Record)] == [0, 2]


@pytest.mark.parametrize("name", NAMES)
def test_spans_alone_are_no_documents(name, tmp_path):
    put(name, [RECORD], tmp_path)
    with pytest.raises(InputError, match="no table of documents"):
        take(name, next(tmp_path.glob("spans.*")))
