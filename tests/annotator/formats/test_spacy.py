import io
from dataclasses import replace

import msgspec
import pytest
import spacy
from hypothesis import given, settings
from spacy.tokens import Doc, DocBin
from spacy.tokens import Span as DocSpan

from annotator.errors import InputError
from annotator.formats import spacy as format_
from annotator.formats.base import Record
from annotator.model import Relation, Span
from annotator.text.tokens import Tokens, rough_tokens
from tests.support.records import records

VOCAB = spacy.blank("en").vocab


def docs(*some):
    out = io.BytesIO()
    assert format_.write(some, out) == len(some)
    return list(DocBin(store_user_data=True).from_bytes(out.getvalue()).get_docs(VOCAB))


@settings(deadline=None)
@given(records())
def test_every_span_keeps_its_place(record):
    (doc,) = docs(record)
    assert doc.text == record.text
    whole = [x for x in record.spans if not x.fragments]
    found = sorted((x.start_char, x.end_char, x.label_) for x in doc.spans["sc"])
    assert found == sorted((x.start, x.end, x.label) for x in whole)
    for span in doc.spans["sc"]:
        assert span.text == record.text[span.start_char : span.end_char]


@settings(deadline=None)
@given(records())
def test_what_is_written_reads_back(tmp_path_factory, record):
    path = tmp_path_factory.mktemp("spacy") / "a.spacy"
    with path.open("wb") as out:
        format_.write([record], out)
    (found,) = format_.read(path)
    assert found == record


def test_entities_do_not_overlap_and_the_longest_wins():
    text = "😀 Zoe\u0301\r\nمرحبا pro-Kim  rally"
    places = [(2, 6, "A"), (8, 13, "B"), (18, 21, "C"), (14, 28, "D"), (19, 20, "E")]
    spans = tuple(Span(x[2], *x) for x in places)
    record = Record("n", text, tokens=rough_tokens(text), spans=spans,
                    relations=(Relation("r", "x", "A", "B"),))  # fmt: skip
    (doc,) = docs(record)
    assert [x.label_ for x in doc.ents] == ["A", "B", "D"]
    (relation,) = doc.user_data["relations"]
    assert (tuple(relation["head"]), tuple(relation["tail"])) == ((2, 6, "A"), (8, 13, "B"))


def test_tokens_are_spacys_own():
    text = "Ada met Kim,  in\nOslo. "
    (doc,) = docs(
        Record(
            "n",
            text,
            tokens=Tokens(
                (t.idx, t.idx + len(t)) for t in spacy.blank("en")(text) if not t.is_space
            ),
        )
    )
    assert [t.text_with_ws for t in doc] == [t.text_with_ws for t in spacy.blank("en")(text)]


def test_docs_of_others(tmp_path):
    doc = Doc(VOCAB, words=["Ada", "met", "Kim"])
    doc.ents = [DocSpan(doc, 0, 1, "PERSON")]
    doc.spans["any"] = [DocSpan(doc, 0, 1, "PERSON"), DocSpan(doc, 0, 3, "EVENT")]
    doc.cats = {"A": 1.0, "B": 0.0}
    path = tmp_path / "x.spacy"
    DocBin(docs=[doc]).to_disk(path)
    (record,) = format_.read(path)
    assert {(x.start, x.end, x.label) for x in record.spans} == {(0, 3, "PERSON"), (0, 11, "EVENT")}
    assert [x.label for x in record.labels] == ["A"]
    assert (record.text, record.status, len(record.tokens)) == ("Ada met Kim ", "done", 3)


@pytest.mark.parametrize("content", [b"", b"no docbin", b"x\x9c\x03\x00\x00\x00\x00\x01"])
def test_what_is_no_docbin_is_refused(tmp_path, content):
    path = tmp_path / "x.spacy"
    path.write_bytes(content)
    with pytest.raises(InputError):
        list(format_.read(path))


def test_fragments_stand_in_the_user_data_only():
    record = Record("n", "abc", spans=(Span("1", 0, 3, "A", fragments=((0, 1), (2, 3))),))
    (doc,) = docs(replace(record))
    assert len(doc.spans["sc"]) == 0
    assert doc.user_data["annotator"]["spans"][0]["fragments"] == ((0, 1), (2, 3))


@pytest.mark.parametrize(
    "wrong",
    [
        {"relations": (Relation("r", "x", "1", "none"),)},
        {"spans": (Span("1", 0, 9, "A"),)},
        {"spans": (Span("1", 0, 1, "A"), Span("1", 1, 2, "A"))},
        {"spans": (Span("1", 0, 1, "A"), Span("2", 0, 1, "A"))},
        {"spans": (Span("1", 0, 3, "A", fragments=((2, 3), (0, 1))),)},
        {"tokens": [(2, 3), (0, 1)]},
    ],
)
def test_user_data_that_somebody_changed_is_not_believed(tmp_path, wrong):
    (doc,) = docs(Record("n", "abc", spans=(Span("1", 0, 1, "A"),), status="skipped"))
    doc.user_data["annotator"].update(msgspec.to_builtins(wrong))
    path = tmp_path / "x.spacy"
    DocBin(docs=[doc], store_user_data=True).to_disk(path)
    (record,) = format_.read(path)
    assert [(x.start, x.end, x.label) for x in record.spans] == [(0, 1, "A")]
    assert (record.relations, record.status) == ((), "done")
