"""The format that ARCHITECTURE.md shows is a real one: installed, listed, read, written."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
TABBED = "Ada met 😀 Kim.\t0 3 PERSON;10 13 PERSON\nBare.\t\nBad.\t2 99 PERSON;x;0 3 ORG\n"


@pytest.fixture
def site(tmp_path):
    """A folder of packages with the example, as pip would leave it."""
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    section = text.partition("## A format of another package")[2]
    code = re.search(r"```python\n(.*?)```", section, re.DOTALL)
    assert code is not None
    folder = tmp_path / "site"
    facts = folder / "tabbed-1.0.dist-info"
    facts.mkdir(parents=True)
    (folder / "tabbed.py").write_text(code[1], encoding="utf-8")
    (facts / "METADATA").write_text("Metadata-Version: 2.1\nName: tabbed\nVersion: 1.0\n")
    (facts / "entry_points.txt").write_text("[annotator.formats]\ntabbed = tabbed:ROW\n")
    return folder


def run(site: Path, *arguments: str) -> str:
    """Run `annotator` with the folder among those of installed packages."""
    start = (
        f"import sys; sys.path[:0] = [{str(site)!r}, {str(ROOT)!r}]\n"
        "from annotator.cli.main import run; sys.exit(run(sys.argv[1:]))"
    )
    command = [sys.executable, "-c", start, *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def test_the_example_is_listed_read_and_written(site, tmp_path):
    listed = json.loads(run(site, "formats", "--json"))["tabbed"]
    assert (listed["read"], listed["write"], listed["title"]) == (True, True, "Tabbed lines")
    source, out = tmp_path / "in.tabbed", tmp_path / "out.tabbed"
    source.write_text(TABBED, encoding="utf-8")
    project = str(tmp_path / "p.annodb")
    run(site, "new", project)
    report = json.loads(run(site, "import", project, str(source), "--annotator", "ana", "--json"))
    assert (report["documents"], report["spans"]) == (3, 3)
    assert [re.sub(r".*, line", "line", x)[:6] for x in report["problems"]] == ["line 3"] * 2
    run(site, "export", project, str(out), "--format", "tabbed")
    assert out.read_text(encoding="utf-8") == TABBED.replace("2 99 PERSON;x;", "")


def test_a_package_that_is_broken_is_listed_with_the_reason(site):
    (site / "tabbed.py").write_text("import nothing_of_this_name\n", encoding="utf-8")
    title = json.loads(run(site, "formats", "--json"))["tabbed"]["title"]
    assert "cannot be loaded" in title
    assert "nothing_of_this_name" in title
