import pytest

from annotator.edits import layers, relations, spans, suggestions
from annotator.errors import EditRefused
from annotator.model import Relation
from tests.support.documents import MODEL, TEXT, do, open_document, suggested, texts


def place(text: str, after: int = 0) -> tuple[int, int]:
    start = TEXT.index(text, after)
    return start, start + len(text)


def only_span(opened):
    (span,) = opened.own.spans.values()
    return span


def test_labelling_text_begins_the_layer():
    opened = open_document()
    edit = do(opened, spans.add_span(opened, *place("Ada Lovelace"), "PERSON"))
    assert texts(opened) == [("Ada Lovelace", "PERSON")]
    assert opened.own.status == "in progress"
    assert edit.title == "Label “Ada Lovelace” as Person"
    assert only_span(opened).origin == "human"


@pytest.mark.parametrize(
    ("start", "end", "label", "why"),
    [
        (5, 5, "PERSON", "empty"),
        (9, 5, "PERSON", "empty"),
        (-1, 5, "PERSON", "leave the text"),
        (0, len(TEXT) + 1, "PERSON", "leave the text"),
        (9, 10, "PERSON", "white space"),
        (0, 9, "NOPE", "no label NOPE"),
    ],
)
def test_bad_spans_are_refused_with_the_reason(start, end, label, why):
    with pytest.raises(EditRefused, match=why):
        spans.add_span(open_document(), start, end, label)


def test_the_same_span_twice_is_refused_but_another_label_is_not():
    opened = open_document()
    do(opened, spans.add_span(opened, *place("Kim"), "PERSON"))
    with pytest.raises(EditRefused, match="there already, as PER"):
        spans.add_span(opened, *place("Kim"), "PERSON")
    do(opened, spans.add_span(opened, *place("Kim"), "GPE"))
    assert texts(opened) == [("Kim", "GPE"), ("Kim", "PERSON")]


def test_accepting_copies_the_suggestion_with_its_origin_and_answers_it():
    opened = open_document([suggested("s1", "Kim", "PERSON"), suggested("s2", "Oslo", "GPE")])
    do(opened, suggestions.accept(opened, ["s1"]))
    assert texts(opened) == [("Kim", "PERSON")]
    assert only_span(opened).origin == MODEL
    assert only_span(opened).score == 0.9
    assert set(opened.suggestions.spans) == {"s2"}


def test_a_rejected_suggestion_stays_away():
    opened = open_document([suggested("s1", "Kim", "PERSON")])
    do(opened, suggestions.reject(opened, ["s1"]))
    assert opened.suggestions.spans == {}
    assert texts(opened) == []


def test_deleting_an_accepted_span_rejects_the_suggestion_behind_it():
    opened = open_document([suggested("s1", "Kim", "PERSON")])
    do(opened, suggestions.accept(opened, ["s1"]))
    do(opened, spans.delete(opened, [only_span(opened).id]))
    assert texts(opened) == []
    assert opened.suggestions.spans == {}


def test_deleting_a_span_of_ones_own_brings_the_suggestion_back():
    opened = open_document([suggested("s1", "Kim", "PERSON")])
    do(opened, spans.add_span(opened, *place("met Kim"), "PERSON"))
    assert opened.suggestions.spans == {}
    do(opened, spans.delete(opened, [only_span(opened).id]))
    assert set(opened.suggestions.spans) == {"s1"}


def test_relabelling_a_suggestion_takes_it_as_corrected():
    opened = open_document([suggested("s1", "Kim", "GPE")])
    do(opened, spans.relabel(opened, ["s1"], "PERSON"))
    assert texts(opened) == [("Kim", "PERSON")]
    assert only_span(opened).origin == MODEL + "+corrected"
    assert opened.suggestions.spans == {}


def test_relabelling_a_suggestion_with_its_own_label_accepts_it():
    opened = open_document([suggested("s1", "Kim", "PERSON")])
    do(opened, spans.relabel(opened, ["s1"], "PERSON"))
    assert only_span(opened).origin == MODEL


def test_moving_the_edge_of_a_suggestion_takes_it_as_corrected():
    opened = open_document([suggested("s1", "Ada", "PERSON")])
    do(opened, spans.move_edge(opened, "s1", "end", place("Ada Lovelace")[1]))
    assert texts(opened) == [("Ada Lovelace", "PERSON")]
    assert only_span(opened).origin == MODEL + "+corrected"
    assert opened.suggestions.spans == {}


def test_an_edge_does_not_pass_the_other_one_or_the_text():
    opened = open_document()
    do(opened, spans.add_span(opened, 0, 9, "PERSON"))
    span = only_span(opened)
    with pytest.raises(EditRefused, match="empty"):
        spans.move_edge(opened, span.id, "end", 0)
    with pytest.raises(EditRefused, match="start of the text"):
        spans.move_edge(opened, span.id, "start", -1)
    with pytest.raises(EditRefused, match="end of the text"):
        spans.move_edge(opened, span.id, "end", len(TEXT) + 1)


def test_relations_follow_the_rules_and_say_so():
    opened = open_document([suggested("s1", "Kim", "PERSON"), suggested("s2", "Oslo", "GPE")])
    edit = do(opened, relations.add_relation(opened, "s1", "s2", "visits"))
    assert texts(opened) == [("Kim", "PERSON"), ("Oslo", "GPE")], "both ends are accepted with it"
    (relation,) = opened.own.relations.values()
    assert edit.changes[-2].after == relation or edit.changes[-1].after == relation
    with pytest.raises(EditRefused, match=r"Oslo cannot be “visits” Kim.*joins PER to GPE"):
        relations.reverse_relation(opened, relation.id)
    with pytest.raises(EditRefused, match="there already"):
        relations.add_relation(opened, relation.head, relation.tail, "visits")
    with pytest.raises(EditRefused, match="itself"):
        relations.add_relation(opened, relation.head, relation.head, "meets")


def test_relabelling_an_end_may_not_break_a_relation():
    opened = open_document([suggested("s1", "Kim", "PERSON"), suggested("s2", "Oslo", "GPE")])
    do(opened, relations.add_relation(opened, "s1", "s2", "visits"))
    (relation,) = opened.own.relations.values()
    with pytest.raises(EditRefused, match="cannot be “visits”"):
        spans.relabel(opened, [relation.head], "DATE")


def test_deleting_a_span_takes_its_relations_along():
    opened = open_document([suggested("s1", "Kim", "PERSON"), suggested("s2", "Oslo", "GPE")])
    do(opened, relations.add_relation(opened, "s1", "s2", "visits"))
    (relation,) = opened.own.relations.values()
    do(opened, spans.delete(opened, [relation.head]))
    assert opened.own.relations == {}
    assert texts(opened) == [("Oslo", "GPE")]


def test_a_suggested_relation_brings_its_ends():
    kim, oslo = suggested("s1", "Kim", "PERSON"), suggested("s2", "Oslo", "GPE")
    opened = open_document([kim, oslo, Relation("r", "visits", "s1", "s2", MODEL, 0.8)])
    do(opened, suggestions.accept(opened, ["s1"]))
    assert set(opened.suggestions.relations) == {"r"}
    do(opened, suggestions.accept(opened, ["r"]))
    assert texts(opened) == [("Kim", "PERSON"), ("Oslo", "GPE")]
    (relation,) = opened.own.relations.values()
    assert relation.origin == MODEL
    assert opened.suggestions.relations == {}


def test_accept_all_respects_the_threshold():
    opened = open_document(
        [suggested("s1", "Kim", "PERSON", 0.9), suggested("s2", "Oslo", "GPE", 0.3)], threshold=0.5
    )
    do(opened, suggestions.accept_all(opened))
    assert texts(opened) == [("Kim", "PERSON")]
    with pytest.raises(EditRefused, match="no suggestions"):
        suggestions.accept_all(opened)


def test_split_leaves_the_space_out_and_merge_joins_again():
    opened = open_document()
    do(opened, spans.add_span(opened, *place("Ada Lovelace"), "PERSON"))
    do(opened, spans.split(opened, only_span(opened).id, TEXT.index(" Lovelace")))
    assert texts(opened) == [("Ada", "PERSON"), ("Lovelace", "PERSON")]
    do(opened, spans.merge(opened, opened.own.spans))
    assert texts(opened) == [("Ada Lovelace", "PERSON")]


def test_merge_keeps_relations_once():
    opened = open_document()
    for text, label in (("Ada", "PERSON"), ("Lovelace", "PERSON"), ("Oslo", "GPE")):
        do(opened, spans.add_span(opened, *place(text), label))
    ada, lovelace, oslo = (span.id for span in opened.own.in_order())
    do(opened, relations.add_relation(opened, ada, oslo, "visits"))
    do(opened, relations.add_relation(opened, lovelace, oslo, "visits"))
    do(opened, relations.add_relation(opened, ada, lovelace, "meets"))
    do(opened, spans.merge(opened, [ada, lovelace]))
    (relation,) = opened.own.relations.values()
    assert (relation.head, relation.tail) == (ada, oslo)


def test_notes_entities_and_attributes():
    opened = open_document()
    do(opened, spans.add_span(opened, *place("Kim"), "PERSON"))
    id = only_span(opened).id
    do(opened, spans.set_note(opened, id, "which Kim?"))
    do(opened, spans.set_kb_id(opened, id, "Q1"))
    do(opened, spans.set_attribute(opened, id, "certain", "no"))
    span = only_span(opened)
    assert (span.note, span.kb_id, span.attributes) == ("which Kim?", "Q1", {"certain": "no"})
    with pytest.raises(EditRefused, match="nothing to change"):
        spans.set_note(opened, id, "which Kim?")
    do(opened, spans.set_attribute(opened, id, "certain", ""))
    assert only_span(opened).attributes == {}


def test_editing_a_finished_document_makes_it_in_progress_again():
    opened = open_document()
    do(opened, layers.set_status(opened, "done"))
    assert opened.own.status == "done"
    do(opened, spans.add_span(opened, *place("Kim"), "PERSON"))
    assert opened.own.status == "in progress"


def test_document_labels_go_on_and_off():
    opened = open_document()
    do(opened, layers.toggle_document_label(opened, "World"))
    assert [label.label for label in opened.own.labels.values()] == ["World"]
    do(opened, layers.toggle_document_label(opened, "World"))
    assert opened.own.labels == {}
    with pytest.raises(EditRefused, match="no document label"):
        layers.toggle_document_label(opened, "Mars")


def test_a_read_only_document_refuses_every_edit():
    opened = open_document()
    opened.read_only = True
    with pytest.raises(EditRefused, match="reading only"):
        spans.add_span(opened, *place("Kim"), "PERSON")
