"""From the command to the painted article, and from a key to the repaint, in the real window.

Run it as `python tests/benchmarks/bench_start.py`; `--smoke` is a short run. The start is measured
in fresh processes, in turns with one that shows an empty PySide6 window; the keys in this one.
Budgets: 0.7 s and four times the empty window; 16 ms.
"""

import argparse
import gc
import os
import random
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from time import monotonic, perf_counter

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parents[2]))

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.flow.sample import sample_files
from annotator.model import Span, make_annotator, make_document, new_id
from annotator.schemes import load_scheme
from annotator.store.project import Project
from annotator.text.tokens import rough_tokens

ROOT = Path(__file__).parents[2]
MODEL = make_annotator("news-rules@1.0", "model")
PROSE = "the minister of Norway met Ana Kovač in Oslo on Monday and spoke for hours"
LABELS = ("PERSON", "ORG", "GPE", "DATE")
BUDGETS = {"start": 0.7, "ratio": 4.0, "key": 16.0}
# Both children end when all that is in the window has been painted; Linux, macOS and Windows
# have one monotonic clock for all processes.
EMPTY = """
import sys
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([])
window = QMainWindow()
window.resize(1366, 820)
window.show()
app.processEvents()
window.grab()
import time
print(time.monotonic(), time.process_time())
"""
OURS = """
import sys
from PySide6.QtWidgets import QApplication

def painted(*_):
    from time import monotonic, process_time
    from PySide6.QtCore import QEvent, QObject
    from ui.canvas.view import CanvasView
    window = next(x for x in QApplication.topLevelWidgets() if type(x).__name__ == "MainWindow")
    canvas = window.findChild(CanvasView)

    class Watch(QObject):
        seen = False
        def eventFilter(self, _watched, event):
            self.seen = self.seen or event.type() == QEvent.Type.Paint
            return False

    watch = Watch()
    canvas.viewport().installEventFilter(watch)
    while not (watch.seen and canvas.page is not None):
        QApplication.processEvents()
    now = monotonic(), process_time()
    assert canvas.page.content.spans
    print(*now, flush=True)
    window.close()
    return 0

QApplication.exec = painted
from ui.__main__ import main
sys.exit(main(["open", sys.argv[1]]))
"""


def seconds(code: str, *arguments: str) -> tuple[float, float]:
    """From the start of a process until it says that it has painted, and how much of that was
    its own CPU time. Modules are compiled, as they are once a program was installed and run."""
    settings = {key: x for key, x in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    settings["PYTHONPYCACHEPREFIX"] = os.environ["XDG_CACHE_HOME"]
    begun = monotonic()
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=ROOT,
        env=settings,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        sys.exit(done.stderr)
    now, cpu = map(float, done.stdout.split()[:2])
    return now - begun, cpu


def sample(path: Path) -> None:
    """A project of the sample articles, with stored highlights."""
    from annotator.flow.importing import import_files
    from annotator.flow.suggesting import suggest_project

    with Project.create(path, load_scheme("news")) as project:
        import_files(project, sample_files())
        suggest_project(project)


def large(path: Path, length: int, spans: int) -> None:
    """A project of one document of about so many code points, with suggestions."""
    chance = random.Random(5)
    words = PROSE.split()
    text = ""
    while len(text) < length:
        text += " ".join(chance.choices(words, k=chance.randint(40, 160))) + ".\n"
    tokens = rough_tokens(text)
    ranges = list(tokens)
    found = []
    for first in sorted(chance.sample(range(0, len(ranges) - 4, 4), spans)):
        start, end = ranges[first][0], ranges[first + chance.randint(0, 2)][1]
        found.append(Span(new_id(), start, end, chance.choice(LABELS), MODEL.name, 0.9))
    document = make_document("Large", text)
    with Project.create(path, load_scheme("news")) as project:
        project.add_documents([document], {document.id: tokens})
        project.set_suggestions(document.id, MODEL, found, ())


class Paints(QObject):
    """Counts the paint events of a widget."""

    count = 0

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802
        self.count += event.type() == QEvent.Type.Paint
        return False


def keys(path: Path, presses: int) -> dict[str, list[float]]:
    """Milliseconds from a key until all that it changed is painted, by what the key does."""
    from ui.application import Application
    from ui.canvas.view import CanvasView

    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    application = Application(app, "light", "ana")
    window = application.window
    window.resize(1366, 820)
    window.show()
    assert application.open_project(path)
    canvas = window.findChild(CanvasView)
    assert canvas is not None
    canvas.setFocus()
    for _ in range(20):
        app.processEvents()
    gc.collect()
    gc.freeze()
    paints = Paints()
    canvas.viewport().installEventFilter(paints)

    def press(key: Qt.Key, held: Qt.KeyboardModifier) -> float:
        before, begun = paints.count, perf_counter()
        QTest.keyClick(canvas, key, held)
        while paints.count == before and perf_counter() - begun < 1:
            app.processEvents()
        return (perf_counter() - begun) * 1000

    none, shift = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
    times: dict[str, list[float]] = {}
    for _ in range(presses):
        times.setdefault("next suggestion", []).append(press(Qt.Key.Key_Tab, none))
        times.setdefault("accept it", []).append(press(Qt.Key.Key_Return, none))
    press(Qt.Key.Key_Escape, none)
    canvas.put_caret(0)
    for number in range(presses):
        times.setdefault("select a token", []).append(press(Qt.Key.Key_Right, shift))
        if number % 4 == 3:
            times.setdefault("label it", []).append(press(Qt.Key.Key_1, none))
            press(Qt.Key.Key_Escape, none)
            press(Qt.Key.Key_Right, none)
    window.close()
    app.processEvents()
    return times


def line(name: str, values: list[float], unit: str, budget: float | None = None) -> None:
    """One row of the report: median, 99th percentile, worst."""
    ordered = sorted(values)
    tail = ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]
    middle = statistics.median(values)
    over = "" if budget is None or middle <= budget else f"  OVER {budget:g} {unit}"
    print(f"  {name:<30}{middle:8.2f}{tail:8.2f}{ordered[-1]:8.2f} {unit}{over}")


def main() -> None:
    """Print the report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--smoke", action="store_true", help="a short run")
    options = parser.parse_args()
    runs, presses = (1, 4) if options.smoke else (7, 100)
    with tempfile.TemporaryDirectory(prefix="annotator-bench-") as home:
        for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
            os.environ[name] = home  # away from the person's own settings
        os.environ["XDG_CACHE_HOME"] = f"{home}/cache"
        report(Path(home), runs, presses)


def report(folder: Path, runs: int, presses: int) -> None:
    """Measure, and print."""
    article, document = folder / "sample.annodb", folder / "large.annodb"
    sample(article)
    large(document, 50_000, 500)
    print(f"{'':<32}{'median':>8}{'p99':>8}{'worst':>8}")
    for code in (EMPTY, OURS):
        seconds(code, str(article))  # from now on what they read is in the system's cache
    empty, ours = [], []
    for _ in range(runs):
        empty.append(seconds(EMPTY))
        ours.append(seconds(OURS, str(article)))
    line("an empty PySide6 window", [x for x, _ in empty], "s")
    line("command to painted article", [x for x, _ in ours], "s", BUDGETS["start"])
    for which, name in enumerate(("as a ratio", "as a ratio of CPU time")):
        ratios = [a[which] / b[which] for a, b in zip(ours, empty, strict=True)]
        line(name, ratios, "", BUDGETS["ratio"])
    line("CPU time of the empty window", [x for _, x in empty], "s")
    line("CPU time to painted article", [x for _, x in ours], "s")
    for name, times in keys(document, presses).items():
        line(f"key to repaint: {name}", times, "ms", BUDGETS["key"])


if __name__ == "__main__":
    main()
