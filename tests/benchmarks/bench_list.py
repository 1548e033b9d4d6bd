"""A project of 100,000 documents in the real window: opening it, filtering it, and its memory.

Run it as `python tests/benchmarks/bench_list.py`; `--smoke` is a short run. CPU time of
the window's thread; budgets: 50 ms from a key in the filter to the list, and 400 MB for the window.
"""

import argparse
import os
import statistics
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import thread_time

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parents[2]))

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from annotator.model import make_document
from annotator.schemes import load_scheme
from annotator.store.project import Project

WORDS = ("talks", "port", "glacier", "museum", "relay", "fund", "plant", "vote", "train", "law")
BUDGET_MS, BUDGET_MB = 50.0, 400


def make_project(path: Path, count: int) -> None:
    """Short documents whose names are of three words and a number."""
    size, words = len(WORDS), WORDS
    names = (
        f"{words[n % size]} {words[n // size % size]} {words[n // 7 % size]} {n}"
        for n in range(count)
    )
    with Project.create(path, load_scheme("news")) as project:
        project.add_documents((make_document(name, f"About the {name}.") for name in names), None)


def memory_mb() -> float:
    """What this process holds in memory now; 0 where the system does not say."""
    status = Path("/proc/self/status")
    if not status.exists():
        return 0.0
    line = next(x for x in status.read_text().splitlines() if x.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


def timed(act: Callable[[], object]) -> float:
    """Milliseconds of an act and all that follows from it."""
    begun = thread_time()
    act()
    QApplication.processEvents()
    return (thread_time() - begun) * 1000


def main() -> None:
    """Print the report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--smoke", action="store_true", help="a short run")
    count = 2_000 if parser.parse_args().smoke else 100_000
    with tempfile.TemporaryDirectory(prefix="annotator-bench-") as home:
        for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
            os.environ[name] = home  # away from the person's own settings
        path = Path(home) / "p.annodb"
        make_project(path, count)
        report(path, count)


def report(path: Path, count: int) -> None:
    """Measure, and print."""
    from ui.application import Application

    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    application = Application(app, "light", "ana")
    window = application.window
    window.resize(1366, 820)
    window.show()
    opening = timed(lambda: application.open_project(path))
    page = window.annotate
    model, panel = page.model, page.documents
    print(f"{count:,} documents; open the project: {opening:.0f} ms of CPU time")
    keys = []
    for letter in "museum vote\blaw 99\bglacier port\bzzz\b":
        act = panel.field.clear if letter == "\b" else lambda x=letter: type_into(panel.field, x)
        keys += [key_to_list(act, panel)]
    line("filter: key to list", keys)
    chips = [timed(lambda x=x: panel.choose_status(x)) for x in ("open", "done", "all") * 5]
    line("status chip to list", chips)
    orders = [timed(lambda x=x: page.list.set_order(x)) for x in ("name", "size", "imported")]
    line("another order", orders)
    moved = [timed(lambda: window.run("next_document")) for _ in range(20)]
    line("next document", moved)
    assert model.rowCount() == count
    memory = memory_mb()
    print(f"  memory of the window{memory:14.0f} MB{'  OVER' if memory > BUDGET_MB else ''}")
    window.close()


def key_to_list(act: Callable[[], object], panel: object) -> float:
    """Milliseconds from a key in the filter until the list is painted, without the pause in
    which a further key is awaited."""
    begun = thread_time()
    act()
    panel._delay.stop()  # type: ignore[attr-defined]
    panel._delay.timeout.emit()  # type: ignore[attr-defined]
    QApplication.processEvents()
    return (thread_time() - begun) * 1000


def type_into(field: QWidget, text: str) -> None:
    """Press keys in a field."""
    QTest.keyClicks(field, text)


def line(name: str, values: list[float]) -> None:
    """One row: median and worst."""
    middle, worst = statistics.median(values), max(values)
    over = f"  over {BUDGET_MS:g}" if middle > BUDGET_MS else ""
    print(f"  {name:<22}{middle:9.1f}{worst:9.1f} ms{over}")


if __name__ == "__main__":
    main()
