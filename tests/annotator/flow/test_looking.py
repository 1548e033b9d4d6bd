"""What is told before an import or an export is what then happens."""

import json

import pytest

from annotator.errors import InputError
from annotator.flow.exporting import losses_of
from annotator.flow.importing import import_files
from annotator.flow.looking import PREVIEW, check_export, look_into
from annotator.model import Span, new_id
from annotator.schemes import load_scheme
from annotator.store.project import Project

ROWS = [
    {"text": "Kim in Oslo.", "spans": [{"start": 0, "end": 3, "label": "PERSON"},
                                       {"start": 7, "end": 11, "label": "GPE"}]},
    {"text": "Bare 😀 text."},
]  # fmt: skip


@pytest.fixture
def project(tmp_path):
    with Project.create(tmp_path / "p.annodb", load_scheme("news")) as made:
        yield made


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in ROWS), encoding="utf-8")
    return path


def test_a_look_counts_what_the_import_then_brings_in(project, file, tmp_path):
    broken = tmp_path / "b.jsonl"
    broken.write_text('{"text": "ok"}\n{"oops"\n', encoding="utf-8")
    look = look_into(project, [file, broken, tmp_path / "missing"])
    assert project.document_ids() == []
    report = import_files(project, [file, broken])
    assert (look.documents, look.spans) == (report.documents, report.spans) == (3, 2)
    assert look.labels == {"PERSON": 1, "GPE": 1}
    assert list(look.formats) == ["JSON Lines (Annotator)"]
    assert [problem.line for problem in look.problems] == [0, 2]
    assert look.complete


def test_a_look_knows_the_texts_that_are_there_and_shows_the_first(project, file):
    import_files(project, [file])
    look = look_into(project, [file])
    assert look.known == 2
    first = look.previews[0]
    assert [first.text[start:end] for (start, end), _ in first.spans] == ["Kim", "Oslo"]


def test_a_long_text_is_shown_in_part_and_a_stop_is_told(project, tmp_path):
    path = tmp_path / "long.txt"
    path.write_text("word " * PREVIEW, encoding="utf-8")
    look = look_into(project, [path])
    assert len(look.previews[0].text) == PREVIEW
    assert not look_into(project, [path], cancelled=lambda: True).complete


def test_a_check_counts_documents_and_losses(project, file):
    import_files(project, [file], annotator="ana")
    found = check_export(project, "spacy", "ana", "all")
    assert (found.documents, found.losses, found.lines) == (1, {}, ())
    document = project.document_ids()[0]
    layer = next(x for x in project.layers(document))
    split = Span(new_id(), 0, 11, "PERSON", "human", fragments=((0, 3), (7, 11)))
    project.add_layers([(layer, [split])])
    found = check_export(project, "spacy", "ana", "all")
    assert found.losses == losses_of(project, "spacy", "ana", "all")
    assert found.lines == ("1 discontinuous spans: left out",)


def test_a_check_without_documents_and_of_an_unknown_layer(project):
    assert check_export(project, "jsonl", "best", "done").documents == 0
    with pytest.raises(InputError):
        check_export(project, "jsonl", "nobody", "done")
