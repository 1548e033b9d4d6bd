"""What the program has said is saved is saved, however it dies."""

import random
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from annotator.changes import undoing
from annotator.store.project import Project
from tests.support.projects import DOCUMENT, make_project, start

ROOT = Path(__file__).parents[3]
LANES, ROUNDS = 2, 25


def killed(path: Path, chance: random.Random) -> list[str]:
    """The ids that a child reported before it was killed in the middle of its work."""
    command = [sys.executable, "-m", "tests.annotator.store.storm", str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT) as child:
        assert child.stdout is not None
        heard = child.stdout.read(chance.randint(1, 1200))
        child.kill()
        heard += child.stdout.read()
    return [line.decode() for line in heard.split(b"\n")[:-1]]


def journal(project: Project) -> dict[str, int]:
    return dict(project.connection.execute("SELECT id, state FROM edit"))


def rounds(path: Path, seed: int) -> int:
    chance, total = random.Random(seed), set[str]()
    for _ in range(ROUNDS):
        total.update(killed(path, chance))
        with Project.open(path) as project:
            assert total <= journal(project).keys()
            assert project.check() == []
    return len(total)


def test_reported_edits_survive_fifty_kills(tmp_path: Path) -> None:
    paths = [make_project(tmp_path / f"p{n}.annodb") for n in range(LANES)]
    with ThreadPoolExecutor(LANES) as pool:
        reported = list(pool.map(rounds, paths, range(LANES)))
    assert all(number >= ROUNDS for number in reported)
    for path in paths:
        session = start(path)
        own = session.current.own
        replayed = {item.id: item for item in own.items()}
        for edit in reversed(session.history.done[-50:]):
            for change in undoing(edit):
                own.apply(change)
        for edit in session.history.done[-50:]:
            for change in edit.changes:
                own.apply(change)
        assert {item.id: item for item in own.items()} == replayed
        assert session.current.document.id == DOCUMENT
        session.close()
