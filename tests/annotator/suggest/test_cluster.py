"""The same job over a Dask cluster: the same rows, though a worker is killed while it runs."""

import importlib.util
import json
import subprocess
import sys
from pathlib import Path

import pytest
import spacy

from annotator.cli.main import run
from annotator.flow.suggesting import suggest_project
from annotator.model import make_document
from annotator.scheme import Label, Scheme
from annotator.store.project import Project

CLUSTER = Path(__file__).parents[2] / "support" / "cluster.py"
SCHEME = Scheme((Label("PET"), Label("ORG")))
needs_dask = pytest.mark.skipif(
    importlib.util.find_spec("distributed") is None, reason="the extra dask is not installed"
)


@pytest.fixture
def pipeline(tmp_path: Path) -> str:
    nlp = spacy.blank("en", meta={"name": "pets"})
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "PET", "pattern": "Rex"}])
    nlp.to_disk(tmp_path / "pets")
    return str(tmp_path / "pets")


def made(path: Path) -> Path:
    texts = [f"{'x ' * (number % 7)}Good Rex of house {number}, Rex." for number in range(150)]
    with Project.create(path, SCHEME) as project:
        project.add_documents([make_document(f"D{n}", x, id=f"d{n}") for n, x in enumerate(texts)])
    return path


def rows(path: Path):
    with Project.open(path, read_only=True) as project:
        return {
            id: (
                [(s.start, s.end, s.label, s.score, s.origin) for s in _spans(project, id)],
                list(project.tokens(id)),
            )
            for id in project.document_ids()
        }


def _spans(project: Project, document: str):
    for layer in project.layers(document):
        yield from project.annotations(document, layer.annotator).spans.values()


@needs_dask
def test_two_workers_one_killed_give_the_rows_of_the_plain_run(tmp_path: Path, pipeline: str):
    plain, spread = made(tmp_path / "plain.annodb"), made(tmp_path / "spread.annodb")
    with Project.open(plain) as project:
        suggest_project(project, pipeline)
    command = [sys.executable, str(CLUSTER), str(spread), pipeline]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    facts = json.loads(done.stdout.splitlines()[-1])
    assert facts == {"killed": 1, "documents": 150, "failures": [], "missing": 0, "again": 0}
    assert rows(spread) == rows(plain)


def test_an_interrupted_run_is_resumed(tmp_path: Path, pipeline: str):
    path = made(tmp_path / "p.annodb")
    with Project.open(path) as project:
        seen = []
        first = suggest_project(
            project, pipeline, progress=lambda n, _: seen.append(n), cancelled=lambda: bool(seen)
        )
        assert 0 < first.documents < 150
        rest = suggest_project(project, pipeline, resume=True)
        assert first.documents + rest.documents == 150


@needs_dask
def test_a_scheduler_that_is_not_there_is_told(tmp_path: Path, pipeline: str, capsys):
    path = made(tmp_path / "p.annodb")
    wrong = ["--engine", "dask", "--address", "nonsense://127.0.0.1:1"]
    assert run(["suggest", str(path), "--pipeline", pipeline, *wrong]) == 1
    assert "scheduler of the cluster cannot be reached" in capsys.readouterr().err


def test_the_engine_and_its_address_go_together(tmp_path: Path, capsys):
    path = made(tmp_path / "p.annodb")
    assert run(["suggest", str(path), "--engine", "dask"]) == 2
    assert "--address" in capsys.readouterr().err
