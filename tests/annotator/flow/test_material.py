"""What there is to train on."""

import pytest

from annotator.errors import InputError
from annotator.flow.material import gather
from annotator.model import Layer, Rejection, Span, layer_id, make_document
from annotator.store.project import Project
from tests.support.documents import SCHEME
from tests.support.training import labelled_project

TEXT = "Ada flew to Oslo."
ADA = Span("a", 0, 3, "PERSON")


def _finish(
    project: Project, document: str, who: str, *items: object, status: str = "done"
) -> None:
    kind = "gold" if who == "gold" else "person"
    id = layer_id(document, project.annotator(who, kind).id)
    project.add_layers([(Layer(id, document, project.annotator(who, kind).id, status), items)])


@pytest.fixture
def project(tmp_path):
    with Project.create(tmp_path / "p.annodb", SCHEME) as project:
        texts = [f"{TEXT} {number}" for number in range(5)]
        project.add_documents([make_document(x, x, id=f"d{n}") for n, x in enumerate(texts)])
        yield project


def test_gold_comes_first_and_what_several_finished_without_it_is_left_out(project):
    _finish(project, "d0", "ana", Span("a0", 0, 3, "PERSON"))
    _finish(project, "d1", "ana", Span("a1", 0, 3, "PERSON"))
    _finish(project, "d1", "ben", Span("b1", 0, 3, "GPE"))
    _finish(project, "d2", "ana", Span("a2", 0, 3, "PERSON"))
    _finish(project, "d2", "gold", Span("g2", 12, 16, "GPE"))
    _finish(project, "d3", "ana", Span("a3", 0, 3, "PERSON"), status="in progress")
    material = gather(project)
    assert material.torn == [f"{TEXT} 1"]
    spans = {text.id: text.spans for text in material.texts if text.part != "unlabelled"}
    assert spans == {"d0": [(0, 3, "PERSON")], "d2": [(12, 16, "GPE")]}
    rest = {text.id for text in material.texts if text.part == "unlabelled"}
    assert rest <= {"d1", "d3", "d4"}
    ben = gather(project, "ben")
    assert ben.spans == {"GPE": 1}
    with pytest.raises(InputError):
        gather(project, "nobody")


def test_refusals_and_fragments(project):
    parts = Span("f", 0, 16, "PERSON", fragments=((0, 3), (12, 16)))
    no = Rejection("n", "GPE", ((12, 16),))
    _finish(project, "d0", "ana", ADA, parts, no)
    material = gather(project)
    (text,) = [x for x in material.texts if x.part != "unlabelled"]
    assert (text.spans, text.rejected) == ([(0, 3, "PERSON")], [(12, 16, "GPE")])
    assert material.fragments == 1


def test_copies_of_a_text_are_in_one_part_and_count_once(tmp_path):
    path = labelled_project(tmp_path / "p.annodb", finished=12, others=0)
    with Project.open(path) as project:
        texts = {id: project.document(id).text for id in project.document_ids()}
        for id, text in texts.items():
            copy = make_document(f"copy of {id}", text, id=f"copy {id}")
            project.add_documents([copy])
            _finish(project, copy.id, "ana")
        material = gather(project)
    part = {text.id: text.part for text in material.texts}
    assert all(part[id] == part[f"copy {id}"] for id in texts)
    assert set(part.values()) == {"train", "dev", "held"}
    assert (material.different, material.finished) == (len(set(texts.values())), 24)


def test_too_few_documents_say_how_many_are_needed(project):
    _finish(project, "d0", "ana", ADA)
    why = "Training needs 10 different finished documents, 1 is there: finish 9 more documents"
    assert gather(project).why_not == why
    assert gather(project).missing == 9


def test_relations_name_their_ends_by_place(tmp_path):
    path = labelled_project(tmp_path / "p.annodb", finished=12, others=0, relations=True)
    with Project.open(path) as project:
        material = gather(project)
    assert material.relations["visits"] > 3
    for text in material.texts:
        for _label, head, tail in text.relations:
            assert text.spans[head][2] == "PERSON"
            assert text.text[text.spans[head][1] : text.spans[tail][0]] == " flew to "
