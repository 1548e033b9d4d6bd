import json

import pytest

from annotator.cli.main import run
from annotator.paths import seeds


@pytest.fixture
def project(tmp_path, capsys):
    path = tmp_path / "p.annodb"
    assert run(["new", str(path)]) == 0
    capsys.readouterr()
    return path


def test_the_main_job(project, tmp_path, capsys):
    assert run(["import", str(project), str(seeds() / "north-korea-visit.txt")]) == 0
    assert run(["suggest", str(project)]) == 0
    out = tmp_path / "out.jsonl"
    assert run(["export", str(project), str(out), "--layer", "each", "--status", "all"]) == 0
    (row,) = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    found = {(span["text"], span["label"]) for span in row["spans"]}
    wanted = {
        ("Vladimir Putin", "PERSON"), ("Kim Jong-un", "PERSON"), ("North Korea", "GPE"),
        ("Pyongyang", "GPE"), ("Russia", "GPE"), ("Ukraine", "GPE"), ("Andrey Belousov", "PERSON"),
        ("Denis Manturov", "PERSON"), ("Yuri Ushakov", "PERSON"), ("Lloyd Austin", "PERSON"),
        ("2000", "DATE"), ("US", "GPE"), ("Vladivostok", "GPE"),
    }  # fmt: skip
    assert wanted <= found
    assert any("White House" in text for text, _ in found)
    assert all(row["text"][s["start"] : s["end"]] == s["text"] for s in row["spans"])
    assert row["kind"] == "model"


def test_duplicates_are_skipped_unless_asked_for(project, capsys):
    article = str(seeds() / "north-korea-visit.txt")
    run(["import", str(project), article])
    run(["import", str(project), article, "--json"])
    text = capsys.readouterr().out
    report = json.loads(text[text.index("{") :])
    assert (report["documents"], report["duplicates"]) == (0, 1)
    assert run(["import", str(project), article, "--keep-duplicates"]) == 0
    run(["stats", str(project), "--json"])
    text = capsys.readouterr().out
    assert json.loads(text[text.rindex('{\n  "documents"') :])["documents"] == 2


@pytest.mark.parametrize(
    ("content", "why"),
    [(b"", "is empty"), (b"\x00\x01\xff\xfe\x00" * 99, "no text"), (None, "no such file")],
)
def test_bad_files_get_one_clear_line(project, tmp_path, capsys, content, why):
    path = tmp_path / "bad.txt"
    if content is not None:
        path.write_bytes(content)
    assert run(["import", str(project), str(path)]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("error: ")
    assert why in line


def test_a_bad_file_does_not_keep_the_others_out(project, tmp_path, capsys):
    (tmp_path / "a.txt").write_bytes(b"")
    (tmp_path / "b.txt").write_text("A good text.", encoding="utf-8")
    assert run(["import", str(project), str(tmp_path / "a.txt"), str(tmp_path / "b.txt")]) == 0
    said = capsys.readouterr()
    assert "a.txt: The file is empty; left out" in said.err
    assert "documents: 1" in said.out


def test_what_is_no_project_is_refused(tmp_path, capsys):
    path = tmp_path / "x.annodb"
    path.write_text("no database", encoding="utf-8")
    assert run(["stats", str(path)]) == 1
    assert run(["stats", str(tmp_path / "missing.annodb")]) == 1
    assert run(["stats"]) == 2
    lines = [x for x in capsys.readouterr().err.splitlines() if x.startswith("error:")]
    assert len(lines) == 2


def test_a_split_keeps_equal_texts_together(project, tmp_path):
    for number in range(40):
        (tmp_path / f"{number}.txt").write_text(f"Text number {number % 20}.", encoding="utf-8")
    names = [str(tmp_path / f"{number}.txt") for number in range(40)]
    run(["import", str(project), *names, "--keep-duplicates"])
    run(["suggest", str(project)])
    for _ in range(2):
        out = tmp_path / "out.jsonl"
        run(["export", str(project), str(out), "--layer", "each", "--split", "60/20/20"])
        parts = [(tmp_path / f"out.{p}.jsonl").read_text() for p in ("train", "dev", "test")]
    rows = [{json.loads(line)["text"] for line in part.splitlines()} for part in parts]
    assert sum(len(part.splitlines()) for part in parts) == 40
    assert not rows[0] & rows[1] | rows[0] & rows[2] | rows[1] & rows[2]
    assert all(rows)


def test_labels_are_renamed_in_and_out_and_a_dataset_is_written(project, tmp_path, capsys):
    source = tmp_path / "a.csv"
    source.write_text("title,body\nRain,Kim is in Oslo today.\n", encoding="utf-8")
    wish = ["--format", "columns", "--option", "text=body", "--option", "name=title"]
    assert run(["import", str(project), str(source), *wish]) == 0
    row = {"text": "Kim is in Oslo today.", "name": "Rain", "status": "done", "spans": [
        {"start": 0, "end": 3, "label": "PER"}, {"start": 10, "end": 14, "label": "MISC"},
    ]}  # fmt: skip
    labelled = tmp_path / "a.jsonl"
    labelled.write_text(json.dumps(row) + "\n", encoding="utf-8")
    capsys.readouterr()
    names = ["--map", "PER=PERSON", "--map", "MISC="]
    assert run(["import", str(project), str(labelled), *names, "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert (report["spans"], report["left_out"]) == (1, {"MISC": 1})
    out = tmp_path / "set"
    wish = ["--dataset", "--licence", "cc0-1.0", "--labels", "PERSON", "--map", "PERSON=P"]
    assert run(["export", str(project), str(out), *wish, "--unit", "sentence", "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["labels"] == {"spans": {"P": 1}}
    assert (out / "README.md").read_text(encoding="utf-8").startswith("---\n")
    assert run(["export", str(project), str(out), "--map", "x"]) == 2
    assert run(["export", str(project), str(out), "--labels", "X"]) == 1
