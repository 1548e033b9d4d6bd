"""Relations that were confirmed before are suggested again: by the two strings, and by the labels
with the words between; withheld after noes, exact after undo."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.edits import relations, spans, suggestions
from annotator.errors import EditRefused
from annotator.memory.links import Links, pair_of
from annotator.memory.memory import NAME, Memory
from annotator.model import Relation, Span, make_document
from annotator.recalling import link_answer
from annotator.remembering import gather
from annotator.scheme import Label, Scheme
from annotator.session import Session
from annotator.store.project import Project

TEXTS = (
    "Ada Lovelace met Kim Jong-un in Oslo.\nLovelace met Obi, and Obi met Ada Lovelace.",
    "Ada Lovelace met Kim Jong-un.\nThen Obi saw Kim Jong-un; Obi met Lovelace.",
)
SCHEME = Scheme((Label("PERSON"), Label("ORG"), Label("meets", "relation")))  # all go together
WORDS = ("Ada Lovelace", "Kim Jong-un", "Obi", "Lovelace met")


@pytest.fixture
def project(tmp_path):
    with Project.create(tmp_path / "p.annodb", SCHEME) as made:
        made.add_documents([make_document(f"D{i}", x, id=f"d{i}") for i, x in enumerate(TEXTS)])
        yield made


@pytest.fixture
def session(project):
    made = Session(project, "ana")
    made.remember(Memory())
    return made


def label(session, words, after=0, name="PERSON"):
    opened = session.current
    start = opened.document.text.index(words, after)
    session.do(spans.add_span(opened, start, start + len(words), name))
    return next(s.id for s in opened.own.spans.values() if s.start == start)


def settle(session):
    while session.recall():
        pass


def arcs(session):
    """The open relations of the memory, as texts."""
    suggested = session.current.suggestions
    found = []
    for relation in suggested.relations.values():
        ends = suggested.end(relation.head), suggested.end(relation.tail)
        texts = [session.current.text_of(end) for end in ends]
        found.append((texts[0], relation.label, texts[1], ends[0].start))
    return sorted(found)


def taught(session, project):
    """Ada met Kim, in the first document."""
    session.open("d0")
    head, tail = label(session, "Ada Lovelace"), label(session, "Kim Jong-un")
    session.do(relations.add_relation(session.current, head, tail, meets(project)))
    settle(session)


def meets(project):
    """A relation of the scheme that joins two people."""
    return next(
        x.id
        for x in project.scheme.of("relation")
        if project.scheme.allows(x.id, "PERSON", "PERSON")
    )


def test_the_same_strings_are_joined_again_in_another_document(session, project):
    taught(session, project)
    session.open("d1")
    settle(session)  # the memory offers the spans, and a relation between them
    assert arcs(session) == [("Ada Lovelace", meets(project), "Kim Jong-un", 0)]
    (relation,) = session.current.suggestions.relations.values()
    assert (relation.origin, relation.score) == (NAME, 0.7778)
    session.do(suggestions.accept(session.current, [relation.id]))
    assert len(session.current.own.relations) == 1
    settle(session)
    assert arcs(session) == []


def test_the_same_labels_with_the_same_words_between_are_joined(session, project):
    taught(session, project)
    text = session.current.document.text
    label(session, "Obi", text.index("met Obi"))
    label(session, "Lovelace", text.index("\n"))
    settle(session)
    assert ("Lovelace", meets(project), "Obi", text.index("\n") + 1) in arcs(session)


def test_an_end_that_is_relabelled_changes_the_pattern(session, project):
    taught(session, project)
    text = session.current.document.text
    label(session, "Obi", text.index("met Obi"))
    label(session, "Lovelace", text.index("\n"))
    settle(session)
    assert len(arcs(session)) == 2
    head = next(s.id for s in session.current.own.spans.values() if s.start == 0)
    session.do(spans.relabel(session.current, [head], "ORG"))
    settle(session)
    assert len(session.current.own.relations) == 1
    assert arcs(session) == []  # an ORG met a PERSON: nothing is known of two people
    session.undo()
    settle(session)
    assert len(arcs(session)) == 2


def test_undo_and_deleting_an_end_take_the_offer_back(session, project):
    taught(session, project)
    session.open("d1")
    settle(session)
    assert len(arcs(session)) == 1
    session.undo()
    settle(session)
    assert arcs(session) == []
    session.redo()
    settle(session)
    assert len(arcs(session)) == 1


def test_noes_withhold_it(session, project):
    taught(session, project)
    label_, links = meets(project), Links()
    text = TEXTS[1]
    head, tail = Span("a", 0, 12, "PERSON"), Span("b", 17, 28, "PERSON")
    by_id = {"a": head, "b": tail}
    links.put("r", link_answer(text, Relation("r", label_, "a", "b"), by_id))
    pair = pair_of(text, (0, 12), (17, 28))
    assert links.guess(pair, ("PERSON", "PERSON")).label == label_
    session.open("d1")
    settle(session)
    (offer,) = session.current.suggestions.relations
    session.do(suggestions.reject(session.current, [offer]))
    (no,) = session.current.own.rejections.values()
    for number in range(3):
        links.put(f"n{number}", link_answer(text, no, {}))
    assert links.guess(pair, ("PERSON", "PERSON")) is None
    links.put("r", None)
    assert links.withholds(pair, label_)
    links.put("n0", None)
    links.put("n1", None)
    assert not links.withholds(pair, label_)


def test_what_a_model_says_is_not_said_twice(session, project):
    taught(session, project)
    model = project.annotator("news@1.0", "model")
    own = [Span("x", 0, 12, "PERSON", "news@1.0"), Span("y", 17, 28, "PERSON", "news@1.0")]
    project.set_suggestions("d1", model, own, [Relation("z", meets(project), "x", "y", "news@1.0")])
    session.open("d1")
    settle(session)
    assert list(session.current.suggestions.relations) == ["z"]


ACTS = st.lists(
    st.tuples(
        st.sampled_from(
            ["label", "relate", "relabel", "delete", "accept", "reject", "undo", "redo", "open"]
        ),
        st.integers(0, 5),
    ),
    max_size=16,
)


@given(ACTS)
@settings(max_examples=60)
def test_learning_step_by_step_equals_gathering_from_the_file(tmp_path_factory, acts):
    path = tmp_path_factory.mktemp("m") / "p.annodb"
    with Project.create(path, SCHEME) as project:
        project.add_documents([make_document(f"D{i}", x, id=f"d{i}") for i, x in enumerate(TEXTS)])
        session = Session(project, "ana")
        session.remember(Memory())
        taught(session, project)
        for act, number in acts:
            perform(session, act, number)
        settle(session)
        shown = arcs(session)
        fresh = Session(project, "ana")
        fresh.remember(gather(project, [fresh.who.id]))
        fresh.open(session.current.document.id)
        settle(fresh)
        assert arcs(fresh) == shown


def perform(session, act, number):
    opened = session.current
    try:
        if act in ("undo", "redo"):
            getattr(session, act)()
        elif act == "open":
            session.open(f"d{number % 2}")
        elif act == "label":
            label(session, WORDS[number % len(WORDS)], name="PERSON" if number < 4 else "ORG")
        elif act in ("accept", "reject"):
            offered = sorted(opened.suggestions.relations)
            do = suggestions.accept if act == "accept" else suggestions.reject
            session.do(do(opened, [offered[number % len(offered)]] if offered else []))
        else:
            change_own(session, act, number)
    except (EditRefused, ValueError, StopIteration):
        return
    if number % 2:
        session.recall()


def change_own(session, act, number):
    opened, own = session.current, list(session.current.own.spans)
    if act == "relate" and len(own) > 1:
        head, tail = own[number % len(own)], own[(number + 1) % len(own)]
        session.do(relations.add_relation(opened, head, tail, meets(session.project)))
    elif act == "relabel" and own:
        name = "ORG" if number % 2 else "PERSON"
        session.do(spans.relabel(opened, [own[number % len(own)]], name))
    elif act == "delete" and own:
        session.do(spans.delete(opened, [own[number % len(own)]]))
