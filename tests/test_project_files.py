"""What stands in the project's own papers is true of the program."""

import json
import os
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

from annotator.edits import relations, spans, suggestions
from annotator.flow.exporting import export_project
from annotator.schemes import load_scheme, starters
from annotator.store.project import Project
from tests.support import tables
from tests.support.projects import make_project, start
from ui.theme.label_colours import PAIRS

ROOT = Path(__file__).parents[1]
README = tables.README.read_text(encoding="utf-8")
PAPERS = ("README.md", "ARCHITECTURE.md", "CHANGELOG.md")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", tables.TABLES)
def test_the_readme_has_each_table_as_the_program_has_it(name: str) -> None:
    assert tables.TABLES[name]() in README, "run `make docs`"


def test_every_placed_table_is_known() -> None:
    assert set(re.findall(r"<!-- table: (\w+) -->", README)) == set(tables.TABLES)
    assert tables.renewed(README) == README


@pytest.mark.parametrize("paper", PAPERS)
def test_links_lead_somewhere(paper: str) -> None:
    text = (ROOT / paper).read_text(encoding="utf-8")
    links = [link for link in re.findall(r"\]\(([^)#]+)\)", text) if "://" not in link]
    assert [link for link in links if not (ROOT / link).exists()] == []


@pytest.mark.parametrize("paper", PAPERS)
def test_make_targets_exist(paper: str) -> None:
    text = (ROOT / paper).read_text(encoding="utf-8")
    for target in re.findall(r"`make ([\w-]+)`|^make ([\w-]+)", text, re.MULTILINE):
        assert re.search(rf"^{''.join(target)}:", MAKEFILE, re.MULTILINE), target


def test_the_architecture_names_modules_that_exist() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    for name in re.findall(r"`((?:annotator|ui|tests)/[\w/]+)`", text):
        path = ROOT / name.rstrip("/")
        assert path.is_dir() or path.with_suffix(".py").is_file(), name


def test_the_architecture_names_every_table(tmp_path: Path) -> None:
    from sqlite_utils import Database

    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    path = tmp_path / "p.annodb"
    Project.create(path, load_scheme("blank")).close()
    database = Database(path)
    names = [n for n in database.table_names() if not n.startswith(("_", "sqlite_"))]
    database.close()
    told = [n for n in names if not re.match(r"document_search_", n)]
    assert "span" in told
    assert [name for name in told if f"`{name}`" not in text] == []


def test_every_field_of_our_json_lines_is_explained(tmp_path: Path) -> None:
    session = start(make_project(tmp_path / "p.annodb"))
    session.do(suggestions.accept(session.current, ["s1", "s3"]))
    head, tail = session.current.own.in_order()
    session.do(spans.set_note(session.current, head.id, "sure"))
    session.do(spans.set_kb_id(session.current, head.id, "Q7259"))
    session.do(spans.set_attribute(session.current, head.id, "sure", "yes"))
    session.do(spans.add_span(session.current, 0, 9, "PERSON", ((0, 2), (5, 9))))
    session.do(relations.add_relation(session.current, head.id, tail.id, "visits"))
    session.close()
    out = tmp_path / "out.jsonl"
    with Project.open(tmp_path / "p.annodb", read_only=True) as project:
        export_project(project, out, "jsonl", layer="each", status="all")
    records = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    named = set(re.findall(r"`(\w+)`", README))
    fields = {name for record in records for name in record}
    for part in ("tokens", "spans", "relations"):
        fields |= {name for r in records for item in r.get(part, []) for name in item}
    assert fields >= {"fragments", "kb_id", "head_span"}
    assert fields - named == set()


def test_the_readme_names_the_packages_that_are_looked_for() -> None:
    script = (ROOT / ".ci" / "system").read_text(encoding="utf-8")
    packages = set(re.findall(r"^ *need \S+ (\S+)", script, re.MULTILINE))
    for several in re.findall(r'missing="\$missing ([^"]+)"', script):
        packages |= set(several.split()) - {"$2"}
    assert len(packages) > 20
    assert sorted(packages - set(re.findall(r"[\w.-]+", README))) == []


def test_every_dependency_is_pinned_by_name_and_version_only() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").split()
    assert [line for line in lines if not re.fullmatch(r"[\w.-]+==[\w.]+", line)] == []
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    pinned = {_plain(line) for line in lines}
    assert [name for name in wanted if _plain(name) not in pinned] == []


def _plain(requirement: str) -> str:
    return re.split(r"[=<>!\[ ]", requirement)[0].lower().replace("_", "-")


def test_starter_schemes_use_colours_that_were_tested() -> None:
    for name in starters():
        for label in load_scheme(name).labels:
            assert label.colour in ("", *PAIRS), f"{name}: {label.id}"


@pytest.mark.parametrize("script", ["bench", "demo", "run", "system"])
def test_scripts_are_sound(script: str) -> None:
    path = ROOT / ".ci" / script
    assert script != "run" or os.access(path, os.X_OK)
    shell = path.read_text(encoding="utf-8").splitlines()[0].rpartition("/")[2].split()[-1]
    done = subprocess.run([shell, "-n", str(path)], capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert done.returncode == 0


def test_missing_system_packages_are_told_with_the_command(tmp_path: Path) -> None:
    """A machine that has nothing: no library is found, no font, and nobody is root."""
    tools = {"uname": "echo Linux", "id": "echo 1000", "ldconfig": ":", "python3": "exit 1"}
    for name, body in tools.items():
        tool = tmp_path / name
        tool.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
        tool.chmod(0o755)
    shell = shutil.which("sh")
    assert shell is not None
    done = subprocess.run(
        [shell, str(ROOT / ".ci" / "system")],
        env={"PATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "sudo apt-get install python3-venv" in done.stderr
    assert "libegl1 libgl1" in done.stderr
    assert "libxcb-cursor0" not in done.stderr
