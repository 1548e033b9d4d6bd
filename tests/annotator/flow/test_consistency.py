"""Findings of a real project, and mending them as one edit that can be taken back."""

import json

import pytest

from annotator.cli.main import run
from annotator.edits.door import change, finish
from annotator.edits.layers import set_status
from annotator.edits.spans import add_span
from annotator.errors import EditRefused, InputError
from annotator.flow.consistency import check_consistency, mend
from annotator.model import Relation, make_document, new_id
from annotator.schemes import load_scheme
from annotator.session import Session
from annotator.store.project import Project

TEXTS = [
    "Reuters met Ada Lovelace in Oslo.",
    "Reuters saw Ada Lovelace.",
    "Reuters wrote, and Oslo slept; Ada Lovelace too.",
]
LABELLED = [
    [("Reuters", "ORG"), ("Ada Lovelace", "PERSON"), ("Oslo.", "GPE")],
    [("Reuters", "ORG"), ("Ada Lovelace ", "PERSON")],
    [("Reuters", "PERSON")],
]


@pytest.fixture
def session(tmp_path):
    project = Project.create(tmp_path / "p.annodb", load_scheme("news"))
    made = [make_document(f"d{n}", text + " ", id=f"d{n}") for n, text in enumerate(TEXTS)]
    project.add_documents(made)
    session = Session(project, "ana")
    for document, labelled in zip(made, LABELLED, strict=True):
        opened = session.open(document.id)
        for words, label in labelled:
            start = document.text.replace(".", " ").index(words.replace(".", " "))
            session.do(add_span(opened, start, start + len(words), label))
        session.do(set_status(opened, "done"))
    yield session
    session.close()


def found(session: Session):
    [checked] = check_consistency(session.project, ["ana"])
    return checked.findings


def everything(session: Session):
    who = session.who.id
    layers = [session.project.annotations(f"d{n}", who) for n in range(len(TEXTS))]
    return [(sorted(map(repr, layer.items())), layer.status) for layer in layers]


def test_all_is_mended_by_one_edit_and_comes_back_by_one_undo(session):
    before = everything(session)
    wanted = found(session)
    assert {finding.kind for finding in wanted} == {"label", "missed", "edge"}
    mended = mend(session.project, session.who, wanted)
    session.do(mended.edit)
    assert mended.count == len(wanted)
    # Without its full stop, “Oslo” is a string that was labelled, and missed elsewhere.
    assert [(x.kind, x.text) for x in found(session)] == [("missed", "Oslo")]
    assert all(status == "done" for _, status in everything(session))
    session.undo()
    assert everything(session) == before


def test_two_findings_about_one_span_are_both_mended(session):
    opened = session.open("d2")
    start = opened.document.text.index("Oslo")
    session.do(add_span(opened, start, start + 5, "ORG"))
    opened = session.open("d1")
    wanted = [x for x in found(session) if x.document == "d2" and x.item]
    mended = mend(session.project, session.who, wanted)
    assert {change.kind for change in mended.edit.changes} <= {"span", "status"}
    session.do(mended.edit)


def test_what_changed_since_is_left_out_and_told(session):
    wanted = [x for x in found(session) if x.kind == "edge"]
    session.undo()
    session.open("d1")
    mended = mend(session.project, session.who, wanted)
    session.do(mended.edit)
    with pytest.raises(EditRefused):
        mend(session.project, session.who, wanted)


def test_a_relation_is_turned_round(session):
    opened = session.open("d0")
    spans = {opened.text_of(span): span.id for span in opened.own.spans.values()}
    wrong = Relation(new_id(), "visits", spans["Oslo."], spans["Ada Lovelace"])
    right = Relation(wrong.id, "visits", wrong.tail, wrong.head)
    session.do(finish(opened, "", [change(opened, None, right)]))
    project = session.project
    with project.connection:
        project.connection.execute(
            "UPDATE relation SET head = ?, tail = ?", (wrong.head, wrong.tail)
        )
    session.open("d0")
    wanted = [x for x in found(session) if x.kind == "relation"]
    session.do(mend(project, session.who, wanted).edit)
    assert list(session.current.own.relations.values()) == [right]


def test_a_name_that_nobody_has_is_refused(session):
    with pytest.raises(InputError):
        check_consistency(session.project, ["eve"])


def test_the_command_prints_findings_and_fails_only_when_asked(session, capsys):
    path = str(session.project.path)
    assert run(["check", path]) == 0
    lines = capsys.readouterr().out
    assert lines.startswith("No damage found\nana: ")
    assert "“Reuters” PERSON" in lines
    assert run(["check", path, "--json", "--layer", "ana"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["problems"] == []
    assert {row["annotator"] for row in told["findings"]} == {"ana"}
    assert run(["check", path, "--strict"]) == 1
    assert "may be mistakes" in capsys.readouterr().err
    assert run(["check", path, "--strict", "--least", "0.99"]) == 0
