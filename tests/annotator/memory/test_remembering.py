"""A session with a memory: offered elsewhere at once, withheld after rejections, exact after
undo, and the same as a memory gathered from the file."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.annotations import SpanIndex
from annotator.edits import spans, suggestions
from annotator.errors import EditRefused
from annotator.memory.matching import pieces
from annotator.memory.memory import NAME, Answer, Memory
from annotator.model import Span, make_document, new_id
from annotator.remembering import Remembering, gather
from annotator.schemes import load_scheme
from annotator.session import Session
from annotator.store.project import Project

TEXTS = (
    "Ada Lovelace met Kim Jong-un in Oslo.\nOslo is cold; Lovelace left.",
    "Oslo again, with Ada Lovelace and KIM JONG-UN.\r\nAda Lovelaces friend stayed in oslo.",
)


@pytest.fixture
def project(tmp_path):
    with Project.create(tmp_path / "p.annodb", load_scheme("news")) as made:
        made.add_documents([make_document(f"D{i}", text) for i, text in enumerate(TEXTS)], None)
        yield made


@pytest.fixture
def session(project):
    made = Session(project, "ana")
    made.remember(Memory())
    return made


def label(session, words, name):
    opened = session.current
    start = opened.document.text.index(words)
    session.do(spans.add_span(opened, start, start + len(words), name))


def offers(session):
    opened = session.current
    found = opened.suggestions.spans.values()
    return sorted((s.start, opened.text_of(s), s.label) for s in found if s.origin == NAME)


def test_a_label_is_offered_in_the_same_and_in_other_documents(session, project):
    first, second = project.document_ids()
    session.open(first)
    label(session, "Oslo", "GPE")
    assert offers(session) == []
    session.recall()
    assert [x[1:] for x in offers(session)] == [("Oslo", "GPE")]
    session.open(second)
    assert [x[1:] for x in offers(session)] == [("Oslo", "GPE")]


def test_undo_takes_the_offers_back(session, project):
    session.open(project.document_ids()[0])
    label(session, "Oslo", "GPE")
    session.recall()
    events = []
    session.changed.connect(events.append)
    session.undo()
    session.recall()
    assert offers(session) == []
    assert [event.reason for event in events] == ["undo", "memory"]


def test_an_accepted_offer_keeps_its_origin(session, project):
    session.open(project.document_ids()[0])
    label(session, "Oslo", "GPE")
    session.recall()
    (offer,) = (s.id for s in session.current.suggestions.spans.values() if s.origin == NAME)
    session.do(suggestions.accept(session.current, [offer]))
    assert sorted(s.origin for s in session.current.own.spans.values()) == ["human", NAME]


def test_what_a_model_says_is_not_said_twice_and_withheld_after_two_noes(session, project):
    first, second = project.document_ids()
    model = project.annotator("news@1.0", "model")
    for document, text in zip((first, second), TEXTS, strict=True):
        at = text.index("Oslo")
        project.set_suggestions(
            document, model, [Span(new_id(), at, at + 4, "GPE", "news@1.0", 0.9)], []
        )
    session.open(second)
    label(session, "Ada Lovelace", "PERSON")
    session.recall()
    assert ("Oslo", "GPE") not in [x[1:] for x in offers(session)]
    for _ in range(2):
        session.open(first)
        found = [s.id for s in session.current.suggestions.spans.values() if s.label == "GPE"]
        if found:
            session.do(suggestions.reject(session.current, found))
        session.open(second)
        found = [s.id for s in session.current.suggestions.spans.values() if s.label == "GPE"]
        if found:
            session.do(suggestions.reject(session.current, found))
    third = make_document("D3", "Oslo.")
    project.add_documents([third], None)
    project.set_suggestions(third.id, model, [Span(new_id(), 0, 4, "GPE", "news@1.0", 0.9)], [])
    session.open(third.id)
    assert session.current.suggestions.spans == {}


ACTS = st.lists(
    st.tuples(
        st.sampled_from(["label", "accept", "reject", "undo", "redo", "delete", "open"]),
        st.integers(0, 5),
        st.sampled_from(["PERSON", "GPE"]),
    ),
    max_size=14,
)


@given(ACTS)
def test_learning_step_by_step_equals_gathering_from_the_file(tmp_path_factory, acts):
    path = tmp_path_factory.mktemp("m") / "p.annodb"
    with Project.create(path, load_scheme("news")) as project:
        project.add_documents([make_document(f"D{i}", text) for i, text in enumerate(TEXTS)], None)
        session = Session(project, "ana")
        session.remember(Memory())
        session.open(project.document_ids()[0])
        for act, number, name in acts:
            perform(session, act, number, name)
        session.recall()
        shown = offers(session)
        fresh = Session(project, "ana")
        fresh.remember(gather(project, [fresh.who.id]))
        fresh.open(session.current.document.id)
        assert shown == offers(fresh)


def perform(session, act, number, name):
    opened = session.current
    tokens = list(opened.tokens)
    own, open_ = list(opened.own.spans), sorted(opened.suggestions.spans)
    try:
        if act == "label":
            start, end = tokens[number * 2 % len(tokens)]
            session.do(spans.add_span(opened, start, end, name))
        elif act == "delete" and own:
            session.do(spans.delete(opened, [own[number % len(own)]]))
        elif act in ("accept", "reject") and open_:
            do = suggestions.accept if act == "accept" else suggestions.reject
            session.do(do(opened, [open_[number % len(open_)]]))
        elif act == "undo":
            session.undo()
        elif act == "redo":
            session.redo()
        elif act == "open":
            ids = session.project.document_ids()
            session.open(ids[number % len(ids)])
    except EditRefused:
        return
    if number % 2:
        session.recall()


@given(st.lists(st.sampled_from(["Oslo ", "Kim. ", "x", "\n", "\r\n", "e\u0301 "]), max_size=4000))
def test_the_pieces_hold_all_but_line_ends_and_none_is_long(parts):
    text = "".join(parts)
    found = pieces(text)
    assert "".join(text[a:b] for a, b in found) == text.replace("\r", "").replace("\n", "")
    assert all(0 < b - a <= 1500 for a, b in found)


def test_a_long_text_is_looked_at_little_by_little_and_then_offers_the_same():
    text = "Kim met Ada Lovelace in Oslo. Then it rained. " * 1500
    taught = Memory()
    for words, name in (("Ada Lovelace", "PERSON"), ("Oslo", "GPE")):
        taught.learn(Answer(words, name, True))
    remembering, whole = Remembering(taught), Remembering(taught)
    everything = whole.offers("d", text, whole=True)
    assert len(everything) == 3000
    index = SpanIndex(remembering.offers("d", text))
    found = list(index.touching(0, len(text)))
    assert 0 < len(found) < 1500
    looks = 0
    while remembering.has_news:
        gone, new = remembering.news("d", text, index, seconds=0)
        assert gone == []
        found += new
        looks += 1
    assert looks > 10
    assert sorted(found, key=lambda s: s.start) == everything
