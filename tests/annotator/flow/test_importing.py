"""Imports in several transactions come to the same as in one."""

import json
from uuid import uuid4

import pytest

from annotator.errors import InputError
from annotator.flow import importing
from annotator.flow.importing import import_files
from annotator.schemes import load_scheme
from annotator.store.project import Project


@pytest.fixture
def project(tmp_path):
    with Project.create(tmp_path / "p.annodb", load_scheme("news")) as made:
        yield made


def lines(path, count, texts=1, label="GPE"):
    """Records with ids of their own, labelled by one person, over a few texts."""
    rows = [
        {
            "id": str(uuid4()),
            "text": f"Kim in Oslo {number % texts}.",
            "spans": [{"start": 7, "end": 11, "label": label}],
        }
        for number in range(count)
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


@pytest.mark.parametrize("chunk", [1, 2, 3, 100])
def test_equal_texts_with_ids_of_their_own_are_documents_of_their_own(
    project, tmp_path, monkeypatch, chunk
):
    monkeypatch.setattr(importing, "CHUNK", chunk)
    report = import_files(project, [lines(tmp_path / "a.jsonl", 7)], annotator="ana")
    assert (report.documents, report.spans) == (7, 7)


@pytest.mark.parametrize("chunk", [1, 2, 3, 100])
def test_the_same_texts_in_another_file_are_the_same_documents(
    project, tmp_path, monkeypatch, chunk
):
    monkeypatch.setattr(importing, "CHUNK", chunk)
    first = lines(tmp_path / "a.jsonl", 5, texts=5)
    second = lines(tmp_path / "b.jsonl", 5, texts=5, label="LOC")
    report = import_files(project, [first, second], annotator="ana")
    assert (report.documents, report.spans) == (5, 10)
    third = lines(tmp_path / "c.jsonl", 5, texts=5, label="LOC")
    report = import_files(project, [third], annotator="ana")
    assert (report.documents, report.spans, report.duplicates) == (0, 0, 5)


@pytest.mark.parametrize("chunk", [1, 3])
def test_a_known_id_is_not_given_twice(project, tmp_path, monkeypatch, chunk):
    monkeypatch.setattr(importing, "CHUNK", chunk)
    path = tmp_path / "a.jsonl"
    rows = [{"id": "one", "text": f"Text {n}."} for n in range(3)]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    assert import_files(project, [path]).documents == 3
    assert len(set(project.document_ids())) == 3


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [("a.docx", b"PK\x03\x04 broken", "no Word document.*Save it again as .docx"),
     ("a.csv", b"a,b\n1,2\n", "looks like a text.*it has a, b"),
     ("a.zip", b"PK\x03\x04 broken", "damaged.*Pack it again")],
)  # fmt: skip
def test_a_refusal_says_what_to_do(project, tmp_path, name, content, why):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(InputError, match=why):
        import_files(project, [path])
