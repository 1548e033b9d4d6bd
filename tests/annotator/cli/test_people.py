"""The commands for several people, as a lead would type them."""

import json
from pathlib import Path

import pytest

from annotator.cli.main import run
from annotator.edits.spans import add_span
from annotator.session import Session
from annotator.store.project import Project


@pytest.fixture
def project(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    path = tmp_path / "p.annodb"
    run(["new", str(path)])
    for number in range(10):
        (tmp_path / f"{number}.txt").write_text(f"Ada saw town number {number}.", encoding="utf-8")
    run(["import", str(path), *(str(tmp_path / f"{number}.txt") for number in range(10))])
    capsys.readouterr()
    return path


def told(capsys: pytest.CaptureFixture[str], *arguments: object) -> dict[str, object]:
    capsys.readouterr()
    assert run([*map(str, arguments), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert isinstance(found, dict)
    return found


def test_the_lead_deals_splits_and_merges(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["assign", project, "ana", "ben", "--overlap", "0.25", "--calibration", 2]
    planned = told(capsys, *words, "--dry-run")
    assert told(capsys, "assign", project)["people"] == {}
    dealt = told(capsys, *words)
    assert dealt == planned
    assert dealt["people"]["ana"]["calibration"] == 2  # type: ignore[index]
    assert (dealt["assigned"], dealt["shared"], dealt["calibration"]) == (10, 4, 2)
    assert told(capsys, *words)["added"] == 0

    files = told(capsys, "split", project, tmp_path / "out")["files"]
    assert sorted(files.values()) == [7, 7]  # type: ignore[attr-defined]
    for name in ("ana", "ben"):
        file = tmp_path / "out" / f"p - {name}.annodb"
        session = Session(Project.open(file), name)
        session.do(add_span(session.open(session.project.document_ids()[0]), 0, 3, "PERSON"))
        session.close()
    outs = sorted((tmp_path / "out").iterdir())
    merged = told(capsys, "merge", project, *outs)
    assert [one["layers"] for one in merged["files"]] == [1, 1]  # type: ignore[attr-defined]
    assert Path(str(merged["backup"])).exists()
    assert run(["merge", str(project), *map(str, outs)]) == 0
    assert "nothing new" in capsys.readouterr().out
    people = told(capsys, "people", project)["people"]
    assert people["ana"] == {"role": "annotator", "assigned": 7, "begun": 1, "done": 0}  # type: ignore[index]


def test_by_hand_and_back(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = told(capsys, "assign", project, "ana", "--document", "1", "--document", "2")
    people = found["people"]
    assert people["ana"]["documents"] == 2  # type: ignore[index]
    assert told(capsys, "assign", project, "--withdraw")["withdrawn"] == 2


def test_roles_and_blindness(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["people", str(project), "eva", "--role", "lead", "--open"]) == 0
    said = capsys.readouterr().out
    assert "eva: lead" in said
    assert "courtesy, not a lock" in said
    assert told(capsys, "people", project)["blind"] is False
    told(capsys, "people", project, "eva")
    assert told(capsys, "people", project)["people"]["eva"]["role"] == "lead"  # type: ignore[index]


@pytest.mark.parametrize(
    "words",
    [
        ["assign", "P", "ana", "--each", "2"],
        ["assign", "P", "ana", "--document", "none"],
        ["assign", "P", "--document", "1"],
        ["split", "P", "out"],
        ["merge", "P", "P"],
        ["merge", "P", "nowhere.annodb"],
        ["merge", "P", "P", "--map", "X"],
        ["people", "P", "--role", "lead"],
    ],
)
def test_mistakes_get_one_clear_line(
    project: Path, capsys: pytest.CaptureFixture[str], words: list[str]
) -> None:
    assert run([str(project) if word == "P" else word for word in words]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("error: ")
