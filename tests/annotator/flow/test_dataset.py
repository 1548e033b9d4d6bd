"""An export as a dataset: chosen labels, sentences, parts, a data card, the same bytes again."""

import hashlib
import json
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from annotator.errors import InputError, OutputError
from annotator.flow.exporting import export_project
from annotator.flow.importing import import_files
from annotator.flow.looking import check_export
from annotator.flow.selecting import Selection
from annotator.formats.table import writers
from annotator.schemes import load_scheme
from annotator.store.project import Project

WORDS = [f"word{n}" for n in range(900)]


def rows(count: int = 60) -> list[dict[str, object]]:
    chance = random.Random(4)
    found: list[dict[str, object]] = []
    for number in range(count):
        body = " ".join(chance.choices(WORDS, k=60))
        text = f"Kim met Ada in Oslo. The {body}. Then Kim left {number}."
        spans = [
            {"start": 0, "end": 3, "label": "PERSON", "token_end": 0, "id": f"a{number}"},
            {"start": 8, "end": 11, "label": "PERSON", "token_end": 2, "id": f"b{number}"},
            {"start": 15, "end": 19, "label": "GPE", "token_end": 4, "id": f"c{number}"},
        ]
        last = text.rindex("Kim")
        spans.append({"start": last, "end": last + 3, "label": "PERSON", "id": f"d{number}"})
        if number % 6 == 0:
            spans.append({"start": 21, "end": 24, "label": "EVENT", "id": f"e{number}"})
        ends = {x["id"]: x for x in spans}
        relations = [
            {
                "head_span": ends[f"{a}{number}"],
                "child_span": ends[f"{b}{number}"],
                "label": "meets",
            }
            for a, b in (("a", "b"), ("d", "b"))
        ]
        found.append({"text": text, "spans": spans, "relations": relations, "status": "done",
                      "seconds": 30, "name": f"Report {number}"})  # fmt: skip
    return found


@pytest.fixture
def project(request, tmp_path):
    count = getattr(request, "param", 60)
    source = tmp_path / "in.jsonl"
    source.write_text("".join(json.dumps(x) + "\n" for x in rows(count)), encoding="utf-8")
    with Project.create(tmp_path / "p.annodb", load_scheme("news")) as made:
        report = import_files(made, [source], annotator="ana")
        assert (report.relations, report.problems) == (2 * count, [])
        yield made


def lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(x) for x in path.read_text(encoding="utf-8").splitlines()]


def labels(found):
    return {span["label"] for line in found for span in line["spans"]}


def test_only_some_labels_under_other_names(project, tmp_path):
    report = export_project(
        project, tmp_path / "x.jsonl", labels=["PERSON", "GPE"], names={"GPE": "LOC"}
    )
    found = lines(tmp_path / "x.jsonl")
    assert labels(found) == {"PERSON", "LOC"}
    assert report.left_out == {"EVENT": 10, "meets": 120}
    assert report.labels == {"spans": {"LOC": 60, "PERSON": 180}}
    assert "relations" not in {key for line in found for key in line if line[key]}


def test_a_label_left_out_takes_its_relations_along(project, tmp_path):
    report = export_project(project, tmp_path / "x.jsonl", names={"PERSON": ""})
    assert report.left_out == {"PERSON": 180, "meets": 120}
    assert (report.spans, report.relations) == (70, 0)


@pytest.mark.parametrize("wish", [{"labels": ["NOPE"]}, {"names": {"NOPE": "X"}}, {"unit": "word"}])
def test_what_there_is_not_is_refused(project, tmp_path, wish):
    with pytest.raises(InputError, match=r"no such (label|unit)"):
        export_project(project, tmp_path / "x.jsonl", **wish)


def test_sentences_hold_their_spans_and_tell_what_is_lost(project, tmp_path):
    report = export_project(project, tmp_path / "x.jsonl", unit="sentence")
    found = lines(tmp_path / "x.jsonl")
    assert (report.documents, report.records, len(found)) == (60, 180, 180)
    assert found[0]["text"] == "Kim met Ada in Oslo."
    assert found[0]["meta"]["sentence"] == 1
    for line in found:
        for span in line["spans"]:
            assert line["text"][span["start"] : span["end"]] == span["text"]
    texts = [span["text"] for line in found for span in line["spans"]]
    assert (texts.count("Kim"), texts.count("Ada"), texts.count("Oslo")) == (120, 60, 60)
    assert report.losses == {"relations between sentences": 60}
    assert len({line["id"] for line in found}) == 180
    check = check_export(project, "jsonl", "best", "done", Selection(unit="sentence"))
    assert check.losses == report.losses
    with pytest.raises(OutputError, match="relations between sentences"):
        export_project(project, tmp_path / "y.jsonl", unit="sentence", strict=True)
    assert not (tmp_path / "y.jsonl").exists()


def copied(project, tmp_path, count=30):
    """Near-copies of the first documents, by another agency."""
    more = []
    for row in rows(count):
        text = str(row["text"]) + " Reporting by AFP."
        more.append({"text": text, "spans": row["spans"][:1], "status": "done"})
    source = tmp_path / "copies.jsonl"
    source.write_text("".join(json.dumps(x) + "\n" for x in more), encoding="utf-8")
    import_files(project, [source], annotator="ana")


@pytest.mark.parametrize("balance", [False, True])
def test_near_copies_are_in_one_part(project, tmp_path, balance):
    before = export_project(project, tmp_path / "a.jsonl", split="60/20/20")
    old = {x["text"]: part for part in before.parts for x in lines(tmp_path / f"a.{part}.jsonl")}
    copied(project, tmp_path)
    report = export_project(project, tmp_path / "b.jsonl", split="60/20/20", balance=balance)
    parts = {x["text"]: part for part in report.parts for x in lines(tmp_path / f"b.{part}.jsonl")}
    assert len(parts) == 90
    assert report.near_duplicates == 60
    for text, part in parts.items():
        assert parts.get(text.removesuffix(" Reporting by AFP."), part) == part
    if not balance:
        assert {text: parts[text] for text in old} == old


def test_a_balanced_split_gives_each_label_its_shares(project, tmp_path):
    report = export_project(project, tmp_path / "x.jsonl", split="50/30/20", balance=True)
    assert report.parts == {"train": 30, "dev": 18, "test": 12}
    assert {part: x["EVENT"] for part, x in report.part_labels.items()} == {
        "train": 5, "dev": 3, "test": 2,
    }  # fmt: skip


def test_a_dataset_has_a_card_a_manifest_and_checksums(project, tmp_path):
    out = tmp_path / "news"
    report = export_project(
        project, out, split="80/10/10", dataset=True, licence="cc-by-4.0", balance=True
    )
    names = {x.name for x in out.iterdir()}
    assert names == {"train.jsonl", "dev.jsonl", "test.jsonl", "README.md", "manifest.json"}
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    for name, sha256 in manifest["files"].items():
        assert hashlib.sha256((out / name).read_bytes()).hexdigest() == sha256
    assert set(manifest["files"]) == names - {"manifest.json"}
    assert manifest["seconds"] == {"ana": 1800.0}
    assert manifest["licence"] == "cc-by-4.0"
    _, front, body = (out / "README.md").read_text(encoding="utf-8").split("---\n", 2)
    facts = yaml.safe_load(front)
    assert facts["license"] == "cc-by-4.0"
    assert facts["size_categories"] == ["n<1K"]
    assert [x["split"] for x in facts["configs"][0]["data_files"]] == [
        "train",
        "validation",
        "test",
    ]
    assert "| `PERSON` | 180 |" in body
    assert "30 min" in body
    assert report.manifest == str(out / "manifest.json")


def test_a_dataset_is_written_over_itself_but_over_nothing_else(project, tmp_path):
    out = tmp_path / "news"
    export_project(project, out, dataset=True)
    export_project(project, out, dataset=True, split="50/50")
    assert not (out / "data.jsonl").exists()
    (out / "mine.txt").write_text("x", encoding="utf-8")
    with pytest.raises(OutputError, match=r"other files \(mine.txt\)"):
        export_project(project, out, dataset=True)
    assert (out / "train.jsonl").exists()


def test_a_cancelled_dataset_leaves_nothing(project, tmp_path):
    before = set(tmp_path.iterdir())
    for split in (None, "50/50"):
        report = export_project(
            project, tmp_path / "news", dataset=True, split=split, cancelled=lambda: True
        )
        assert report.cancelled
    assert set(tmp_path.iterdir()) == before


EXPORT = """
import sys
from pathlib import Path
from tests.annotator.flow.test_dataset import export_everything
export_everything(Path(sys.argv[1]), Path(sys.argv[2]))
"""


def export_everything(path: Path, out: Path) -> None:
    out.mkdir()
    with Project.open(path, read_only=True) as opened:
        for row in writers():
            wish = {"split": "60/40", "balance": True, "dataset": True}
            export_project(opened, out / row.name, row.name, **wish)
        names = {"GPE": "LOC"}
        export_project(opened, out / "brat.zip", "brat", unit="sentence", names=names)


@pytest.mark.parametrize("project", [12], indirect=True)
def test_every_format_gives_the_same_bytes_again(project, tmp_path):
    """Also in another process, in another time zone, with other hashes."""
    export_everything(project.path, tmp_path / "1")
    environment = {**os.environ, "PYTHONHASHSEED": "1", "TZ": "UTC+3"}
    command = [sys.executable, "-c", EXPORT, str(project.path), str(tmp_path / "2")]
    subprocess.run(command, check=True, env=environment, cwd=Path(__file__).parents[3])
    found = []
    for out in (tmp_path / "1", tmp_path / "2"):
        files = (x for x in sorted(out.rglob("*")) if x.is_file())
        found.append({str(x.relative_to(out)): x.read_bytes() for x in files})
    assert len(found[0]) > 3 * len(writers())
    assert found[0].keys() == found[1].keys()
    assert [x for x in found[0] if found[0][x] != found[1][x]] == []


@pytest.mark.parametrize("project", [12], indirect=True)
def test_renamed_labels_are_written_in_every_format(project, tmp_path):
    for row in writers():
        report = export_project(
            project, tmp_path / row.name, row.name, dataset=True,
            names={"GPE": "ORT", "EVENT": "", "meets": "trifft"},
        )  # fmt: skip
        assert report.labels["spans"] == {"ORT": 12, "PERSON": 36}, row.name
