"""Agreement over a project: which layers count, and what the command prints."""

import json
from pathlib import Path

import pytest

from annotator.cli.main import run
from annotator.errors import InputError
from annotator.flow.agreement import agreement_of
from annotator.model import Item, Kind, Layer, Relation, Span, Status, layer_id, make_document
from annotator.schemes import load_scheme
from annotator.store.project import Project

TEXT = "Ada Lovelace met Kim in Oslo on Monday."
ADA, KIM, OSLO = (0, 12, "PERSON"), (17, 20, "PERSON"), (24, 28, "GPE")


def fill(
    project: Project,
    document: str,
    who: str,
    *places: tuple[int, int, str],
    kind: Kind = "person",
    status: Status = "done",
    meets: bool = False,
) -> None:
    """A whole layer; with `meets`, the first span meets the second."""
    person = project.annotator(who, kind)
    id = layer_id(document, person.id)
    spans: list[Item] = [Span(f"{id}{place}", *place) for place in places]
    links = [Relation(f"{id}r", "meets", spans[1].id, spans[0].id)] if meets else []
    project.add_layers([(Layer(id, document, person.id, status), [*spans, *links])])


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "three.annodb"
    with Project.create(path, load_scheme("news")) as project:
        project.add_documents([make_document(f"article {n}", TEXT, id=f"d{n}") for n in range(4)])
        for n in range(2):
            fill(project, f"d{n}", "ana", ADA, KIM, OSLO, meets=True)
            fill(project, f"d{n}", "ben", KIM, ADA, meets=True)
            fill(project, f"d{n}", "gold", ADA, kind="gold")
            fill(project, f"d{n}", "news-rules@1.0", OSLO, kind="model")
        fill(project, "d2", "ana", ADA)
        fill(project, "d2", "ben", KIM, status="in progress")
        fill(project, "d3", "news-rules@1.0", OSLO, kind="model")
    return path


def test_finished_layers_of_people_count(path: Path) -> None:
    with Project.open(path, read_only=True) as project:
        found = agreement_of(project)
    assert (found.documents, found.left_out, found.annotators) == (2, 1, ("ana", "ben"))
    (pair,) = found.pairs
    assert pair.documents == 2
    assert pair.measures["f1_exact"].value == pytest.approx(4 / 5)
    assert pair.measures["relation_f1"].value == 1  # the scheme says that it is symmetric
    assert [(x.a, x.b, x.documents) for x in found.against_gold] == [
        ("gold", "ana", 2),
        ("gold", "ben", 2),
    ]


def test_a_model_counts_when_it_is_named(path: Path) -> None:
    with Project.open(path, read_only=True) as project:
        found = agreement_of(project, ["ana", "news-rules@1.0"])
        assert found.annotators == ("ana", "news-rules@1.0")
        assert (found.documents, found.left_out) == (2, 2)
        with pytest.raises(InputError, match="zoe"):
            agreement_of(project, ["zoe"])
        assert agreement_of(project, cancelled=lambda: True) is None


def test_json(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["agreement", str(path), "--json", "--seed", "3"]) == 0
    facts = json.loads(capsys.readouterr().out)
    assert (facts["documents"], facts["annotators"], facts["seed"]) == (2, ["ana", "ben"], 3)
    (pair,) = facts["pairs"]
    assert (pair["a"], pair["b"], pair["documents"]) == ("ana", "ben", 2)
    assert pair["f1_exact"] == pytest.approx(0.8)
    assert pair["intervals"]["f1_exact"] == pytest.approx([0.8, 0.8])
    assert pair["by_label"]["GPE"]["f1_exact"] == 0
    assert facts["confusion"] == {"GPE": {"": 2}, "PERSON": {"PERSON": 4}}
    assert facts["against_gold"]["ana"]["precision"] == pytest.approx(1 / 3, abs=1e-6)
    for name in ("fleiss_kappa", "alpha_nominal", "alpha_unitizing"):
        assert 0 < facts[name] < 1
        assert len(facts["intervals"][name]) == 2
    assert [x["name"] for x in facts["by_document"]] == ["article 0", "article 1"]


def test_the_manifest_of_an_export_carries_it(path: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    assert run(["export", str(path), str(out), "--layer", "each"]) == 0
    facts = json.loads((tmp_path / "out.manifest.json").read_text(encoding="utf-8"))["agreement"]
    assert (facts["documents"], facts["annotators"]) == (2, ["ana", "ben"])
    assert facts["mean_f1_exact"] == pytest.approx(0.8)
    assert run(["export", str(path), str(tmp_path / "gold.jsonl"), "--layer", "gold"]) == 0
    with Project.create(tmp_path / "one.annodb", load_scheme("news")) as project:
        project.add_documents([make_document("a", TEXT, id="d0")])
        fill(project, "d0", "ana", ADA)
    assert run(["export", str(tmp_path / "one.annodb"), str(tmp_path / "one.jsonl")]) == 0
    alone = json.loads((tmp_path / "one.manifest.json").read_text(encoding="utf-8"))
    assert "agreement" not in alone


def test_in_words(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["agreement", str(path)]) == 0
    out = capsys.readouterr().out
    assert "2 documents" in out
    assert "ana × ben" in out
    assert "0.80" in out
    assert "Against gold" in out


def test_nothing_to_compare(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "empty.annodb"
    Project.create(path, load_scheme("news")).close()
    assert run(["agreement", str(path)]) == 0
    assert "no document has two finished layers" in capsys.readouterr().err
    assert run(["agreement", str(path), "--json"]) == 0
    facts = json.loads(capsys.readouterr().out)
    assert facts["fleiss_kappa"] is None
    assert facts["notes"]
    assert run(["agreement", str(path), "--layer", "zoe"]) == 1
    assert "error: There is no such annotator: zoe" in capsys.readouterr().err
