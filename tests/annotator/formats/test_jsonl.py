import io

from hypothesis import given
from hypothesis import strategies as st

from annotator.formats import jsonl
from annotator.formats.base import Problem, Record
from annotator.model import Relation, Span
from annotator.text.tokens import rough_tokens

texts = st.text(
    st.characters(exclude_categories=["Cs"]) | st.sampled_from("\r\n\t😀é\u0301ب "), min_size=1
)


@st.composite
def records(draw):
    text = draw(texts.filter(str.strip))
    places = st.tuples(st.integers(0, len(text) - 1), st.integers(1, len(text)))
    ranges = draw(st.lists(places.filter(lambda p: p[0] < p[1]), max_size=5, unique=True))
    spans = tuple(
        Span(f"s{i}", a, b, draw(st.sampled_from(["A", "B"])), note=draw(st.text(max_size=3)))
        for i, (a, b) in enumerate(ranges)
    )
    pairs = [(a.id, b.id) for a in spans for b in spans if a.id != b.id]
    chosen = draw(st.lists(st.sampled_from(pairs), unique=True, max_size=3)) if pairs else []
    relations = tuple(Relation(f"r{i}", "x", a, b) for i, (a, b) in enumerate(chosen))
    return Record(
        "n", text, "id", "s", {}, "ana", "person", "done", 1.0, rough_tokens(text), spans, relations
    )


@given(records())
def test_what_is_written_reads_back(tmp_path_factory, record):
    path = tmp_path_factory.mktemp("jsonl") / "a.jsonl"
    with path.open("wb") as out:
        jsonl.write([record], out)
    (found,) = jsonl.read(path)
    assert isinstance(found, Record)
    assert (found.text, found.spans, found.relations) == (
        record.text,
        record.spans,
        record.relations,
    )
    assert found.tokens == (record.tokens if len(record.tokens or ()) else None)


def test_bad_items_are_named_and_the_rest_comes_in(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text(
        '{"text": "Kim in Oslo", "spans": [{"start": 0, "end": 3, "label": "P"},'
        ' {"start": 4, "end": 99, "label": "P"}, {"start": 7, "end": 11, "label": "G",'
        ' "text": "Rome"}]}\nnonsense\n{"text": "Good"}\n',
        encoding="utf-8",
    )
    found = list(jsonl.read(path))
    problems = [str(x) for x in found if isinstance(x, Problem)]
    assert len(problems) == 3
    assert "line 1: the span 4–99 lies outside the text" in problems[0]
    assert "says “Rome” where “Oslo” stands" in problems[1]
    assert "line 2: no JSON record" in problems[2]
    kept = [x for x in found if isinstance(x, Record)]
    assert [(len(x.spans), x.text) for x in kept] == [(1, "Kim in Oslo"), (0, "Good")]


def test_every_span_says_what_stands_there():
    text = "😀 Zoe\u0301\r\nمرحبا Kim"
    spans = (Span("1", 2, 6, "A"), Span("2", 8, 13, "B"), Span("3", 0, 1, "C"))
    out = io.BytesIO()
    jsonl.write([Record("n", text, spans=spans, annotator="a")], out)
    import json

    row = json.loads(out.getvalue())
    assert [s["text"] for s in row["spans"]] == ["Zoé".replace("é", "e\u0301"), "مرحبا", "😀"]
    assert all(text[s["start"] : s["end"]] == s["text"] for s in row["spans"])
