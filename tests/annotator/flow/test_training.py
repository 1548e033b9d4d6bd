"""Training on a project, in its process: the folder, the versions, what is left when it stops."""

import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
import spacy

from annotator.cli.main import run
from annotator.errors import InputError, OutputError, PipelineError
from annotator.flow import trained
from annotator.flow.suggesting import suggest_project
from annotator.flow.training import Wish, train_project
from annotator.paths import user_data
from annotator.store.project import Project
from annotator.suggestion_mode import read_mode
from annotator.train.messages import Began, Stepped, Trained
from tests.support.training import labelled_project

QUICK = Wish(steps=20, start="scratch")


@pytest.fixture
def path(tmp_path, home) -> Path:
    return labelled_project(tmp_path / "tiny.annodb")


def test_a_version_is_trained_used_and_gone_back_from(path: Path, tmp_path: Path):
    output, replies = tmp_path / "out", []
    with Project.open(path) as project:
        suggest_project(project)
        version = train_project(project, QUICK, output, replies.append)
        assert version is not None
        assert trained.versions(project) == [version]
        assert (version.name, version.rival) == ("tiny@1", "news-en@1.1")
        assert sum(version.documents[part] for part in ("train", "dev", "held")) == 14
        assert {type(x) for x in replies} == {Began, Stepped, Trained}
        for folder in (output, version.path):
            assert suggest_project(project, str(folder)).model == "tiny@1"
        assert trained.current(project) == version.path
        # Used, it hides what the rules said; gone back from, it is hidden itself.
        assert trained.use(project, "tiny@1") == "tiny@1"
        assert read_mode(project).hidden == ("news-en@1.1",)
        with pytest.raises(InputError):
            trained.remove(project, 1)
        assert trained.use(project, "news-en") == "news-en@1.1"
        assert read_mode(project).hidden == ("tiny@1",)
        trained.remove(project, 1)
        assert trained.versions(project) == []
        assert not Path(version.path).exists()
    assert spacy.load(output / "model-best").meta["name"] == "tiny"
    _again_with_spacy_train(output, tmp_path / "again")


def _again_with_spacy_train(output: Path, again: Path) -> None:
    """spaCy's own command comes to the same weights."""
    command = [sys.executable, "-m", "spacy", "train", str(output / "config.cfg"), "-o", str(again)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    ours, theirs = (spacy.load(x / "model-best").get_pipe("ner") for x in (output, again))
    assert ours.model.to_bytes() == theirs.model.to_bytes()


def _left(path: Path) -> list[Path]:
    """Folders of pipelines and drafts."""
    homes = list((user_data() / "pipelines").rglob("*")) if user_data().exists() else []
    return [
        x for x in (*homes, *path.parent.iterdir()) if x.name.endswith(".part") or x.name == "1"
    ]


def test_stopping_leaves_nothing(path: Path, tmp_path: Path):
    with Project.open(path) as project:
        begun: list[object] = []
        output = tmp_path / "out"
        stopped = train_project(project, QUICK, output, begun.append, lambda: len(begun) > 1)
        assert stopped is None

        def interrupt(_reply: object) -> None:
            raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            train_project(project, QUICK, output, interrupt)
        assert trained.versions(project) == []
    assert not output.exists()
    assert _left(path) == []


def test_what_cannot_be_done_is_said_before_anything_is_written(path: Path, tmp_path: Path):
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("mine")
    with Project.open(path) as project:
        with pytest.raises(OutputError, match=r"mine\.txt"):
            train_project(project, QUICK, tmp_path / "full")
        project.set_setting("pipeline", str(tmp_path / "gone"))
        with pytest.raises(PipelineError, match="no such pipeline"):
            train_project(project, QUICK)
    assert _left(path) == []


def test_the_command_reports_in_lines_of_json(path: Path, capsys):
    options = ["--steps", "3", "--scratch", "--curve", "--json"]
    assert run(["train", str(path), *options]) == 0
    lines = [msgspec.json.decode(line) for line in capsys.readouterr().out.splitlines()]
    assert [x["type"] for x in lines if x["type"] != "Stepped"] == [
        "Began", *["CurvePoint"] * 4, "Trained", "Version",
    ]  # fmt: skip
    points = [x["documents"] for x in lines if x["type"] == "CurvePoint"]
    assert points == sorted(points)
    assert lines[-1]["curve"] == [
        {"type": "CurvePoint", "documents": x["documents"], "f1": x["f1"]}
        for x in lines if x["type"] == "CurvePoint"
    ]  # fmt: skip
    assert run(["train", str(path), "--layer", "nobody"]) == 1
    assert "There is no such layer" in capsys.readouterr().err


def test_too_little_to_train_on_is_one_sentence(tmp_path: Path, home, capsys):
    path = labelled_project(tmp_path / "small.annodb", finished=3)
    assert run(["train", str(path)]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("error: Training needs 10 different finished documents, 3 are there")
