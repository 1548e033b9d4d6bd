import io

import spacy
from spacy.tokens import DocBin

from annotator.formats import spacy as format_
from annotator.formats.base import Record
from annotator.model import Relation, Span
from annotator.text.tokens import rough_tokens


def test_spans_keep_their_text_even_inside_tokens():
    text = "😀 Zoe\u0301\r\nمرحبا pro-Kim  rally"
    spans = (
        Span("1", 2, 6, "A"),
        Span("2", 8, 13, "B"),
        Span("3", 18, 21, "C"),
        Span("4", 14, 28, "D"),
        Span("5", 19, 20, "E"),
    )
    record = Record("n", text, "i", annotator="ana", tokens=rough_tokens(text), spans=spans,
                    relations=(Relation("r", "x", "1", "2"),))  # fmt: skip
    out = io.BytesIO()
    assert format_.write([record], out) == 1
    (doc,) = DocBin().from_bytes(out.getvalue()).get_docs(spacy.blank("en").vocab)
    assert doc.text == text
    found = {(s.start_char, s.end_char, s.label_) for s in doc.spans["sc"]}
    assert found == {(s.start, s.end, s.label) for s in spans}
    assert all(s.text == text[s.start_char : s.end_char] for s in doc.spans["sc"])
    assert [e.label_ for e in doc.ents] == ["A", "B", "D"]
    (relation,) = doc.user_data["relations"]
    assert relation["label"] == "x"
    assert tuple(relation["head"]) == (2, 6, "A")
    assert tuple(relation["tail"]) == (8, 13, "B")
