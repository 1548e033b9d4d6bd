"""The queue of documents: nothing is hidden, and each says why it is next."""

import pytest

from annotator.flow.turn import BY, queue
from annotator.model import Layer, Span, layer_id, make_document
from annotator.store.project import Project
from tests.annotator.active.test_diversity import _texts
from tests.support.documents import SCHEME


@pytest.fixture
def project(tmp_path):
    """18 texts about three things; the first two are done, a model is least sure of the fifth."""
    with Project.create(tmp_path / "p.annodb", SCHEME) as project:
        texts = _texts()
        project.add_documents([make_document(f"text {n}", x, id=f"d{n}")
                               for n, x in enumerate(texts)])  # fmt: skip
        model, ana = project.annotator("news@1.0", "model"), project.annotator("ana")
        for number in range(len(texts)):
            score = 0.2 if number == 4 else 0.9
            spans = [Span(f"s{number}", 0, 6, "PERSON", "news@1.0", score)]
            project.set_suggestions(f"d{number}", model, spans, [])
        for id in ("d0", "d3"):
            project.add_layers([(Layer(layer_id(id, ana.id), id, ana.id, "done"), [])])
        yield project


@pytest.mark.parametrize("by", BY)
def test_nothing_is_hidden_and_what_is_done_comes_last(project, by):
    seen = []
    found = queue(project, project.annotator("ana"), by, lambda n, of: seen.append((n, of)))
    assert found is not None
    ids = [turn.document for turn in found]
    assert sorted(ids) == sorted(project.document_ids())
    assert set(ids[-2:]) == {"d0", "d3"}
    assert all(turn.reason for turn in found[:-2])
    assert queue(project, project.annotator("ana"), by) == found


def test_the_least_certain_is_next(project):
    found = queue(project, project.annotator("ana"), "uncertainty")
    assert found is not None
    assert found[0].document == "d4"
    assert found[0].reason == "unsure: score 0.20 of 1"


def test_groups_without_finished_documents_come_first(project):
    found = queue(project, project.annotator("ana"), "diversity")
    assert found is not None
    subjects = [int(turn.document[1:]) % 3 for turn in found[:4]]
    assert sorted(subjects) == [1, 1, 2, 2]  # two of subject 0 are done
    assert "none of the 6 like it" in found[0].reason
    both = queue(project, project.annotator("ana"), "both")
    assert both is not None
    assert both[0].document in ("d4", "d1", "d2")
    assert "d4" in [turn.document for turn in both[:2]]
    assert "unsure: score" in both[0].reason
    assert "different" in both[0].reason


def test_a_cancelled_one_is_none(project):
    assert queue(project, project.annotator("ana"), "both", cancelled=lambda: True) is None
