"""spaCy's DocBin (`.spacy`): `doc.ents` without overlaps (longest first), every span in
`doc.spans["sc"]`, relations and ids in `doc.user_data`.

Where a span's edge lies inside a token, the token is cut there, so that no span is lost.
"""

from collections.abc import Iterable
from itertools import pairwise
from typing import IO, TYPE_CHECKING

from annotator.formats.base import Record

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab


def write(records: Iterable[Record], out: IO[bytes]) -> int:
    """Write one DocBin; returns how many docs it holds. The vocabulary is English's blank one:
    only texts, spaces and labels are stored."""
    import spacy
    from spacy.tokens import DocBin

    vocab = spacy.blank("en").vocab
    store = DocBin(store_user_data=True)
    for record in records:
        store.add(doc_of(record, vocab))
    out.write(store.to_bytes())
    return len(store)


def doc_of(record: Record, vocab: "Vocab") -> "Doc":
    """The record as a doc whose text is the record's, character for character."""
    from spacy.tokens import Doc, Span
    from spacy.util import filter_spans

    edges = _edges(record)
    words = [record.text[a:b] for a, b in pairwise(edges)]
    doc = Doc(vocab, words=words, spaces=[False] * len(words))
    starts = {edge: index for index, edge in enumerate(edges)}
    spans = [
        Span(doc, starts[a], starts[b], label=span.label, kb_id=span.kb_id)
        for span in record.spans
        for a, b in span.ranges
    ]
    doc.spans["sc"] = spans
    doc.ents = filter_spans(spans)
    doc.user_data["id"] = record.id
    doc.user_data["name"] = record.name
    doc.user_data["annotator"] = record.annotator
    places = {span.id: [span.start, span.end, span.label] for span in record.spans}
    doc.user_data["relations"] = [
        {"label": r.label, "head": places[r.head], "tail": places[r.tail]} for r in record.relations
    ]
    return doc


def _edges(record: Record) -> list[int]:
    """Where tokens begin and end, white space between them being a token of its own."""
    edges = {0, len(record.text)}
    for start, end in record.tokens or ():
        edges |= {start, end}
    for span in record.spans:
        for start, end in span.ranges:
            edges |= {start, end}
    return sorted(edges)
