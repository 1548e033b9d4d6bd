"""Sentences and renamed labels keep every label, or count what they lose."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from annotator.flow.relabelling import naming, relabelled
from annotator.flow.units import by_sentence
from annotator.formats.base import Record
from annotator.model import Span
from tests.support.records import LABELS, records

NAMES = st.dictionaries(LABELS, LABELS | st.just(""))


@given(records())
def test_sentences_hold_every_span_with_its_words(record):
    lost: Counter[str] = Counter()
    pieces = list(by_sentence(record, lost))
    spans = {span.id: span for span in record.spans}
    count = relations = comments = 0
    at = 0
    for piece in pieces:
        start = piece.meta["start"]
        assert record.text[start : start + len(piece.text)] == piece.text
        assert not record.text[at:start].strip()
        at = start + len(piece.text)
        for span in piece.spans:
            old = spans[span.id]
            count += 1
            words = "".join(piece.text[a:b] for a, b in span.ranges)
            assert words.split() == "".join(record.text[a:b] for a, b in old.ranges).split()
        for token in piece.tokens or ():
            assert 0 <= token[0] < token[1] <= len(piece.text)
        there = {span.id for span in piece.spans}
        assert all({x.head, x.tail} <= there for x in piece.relations)
        relations += len(piece.relations)
        comments += len(piece.comments)
    assert len({piece.id for piece in pieces}) == len(pieces)
    if not pieces:
        assert lost == {"documents without words": 1}
        return
    assert not record.text[at:].strip()
    wordless = [
        span
        for span in record.spans
        if not "".join(record.text[a:b] for a, b in span.ranges).strip()
    ]
    assert count + len(wordless) == len(record.spans)
    assert lost["spans without words"] == len(wordless)
    gone = lost["relations between sentences"] + lost["relations of spans that are left out"]
    assert relations + gone == len(record.relations)
    assert comments + lost["notes and comments"] == len(record.comments)


@given(records())
def test_names_that_stay_change_nothing(record):
    lost: Counter[str] = Counter()
    assert relabelled(record, naming({}), lost) == record
    assert not lost


@given(records(), NAMES)
def test_renamed_labels_are_there_once_and_relations_keep_their_ends(record, names):
    left_out: Counter[str] = Counter()
    found = relabelled(record, naming(names), left_out)
    wanted = {
        (x.ranges, names.get(x.label, x.label)) for x in record.spans if names.get(x.label, x.label)
    }
    assert {(x.ranges, x.label) for x in found.spans} == wanted
    assert len(found.spans) == len({x.key for x in found.spans})
    assert len(found.relations) == len({x.key for x in found.relations})
    there = {span.id for span in found.spans}
    assert all({x.head, x.tail} <= there for x in found.relations)
    gone = {label for label, name in names.items() if not name}
    assert set(left_out) <= gone | {x.label for x in record.relations}


def test_a_span_that_starts_in_the_gap_belongs_to_the_sentence_of_its_words():
    span = Span("a", 4, 8, "ORG")
    first, second = by_sentence(Record("x", "Ada.  Kim left.", spans=(span,)), Counter())
    assert (first.text, first.spans) == ("Ada.", ())
    (moved,) = second.spans
    assert second.text[moved.start : moved.end] == "Ki"
