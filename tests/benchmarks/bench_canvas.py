"""Own-CPU milliseconds of what hands do, in the real window on a real project file.

Run it as `python tests/benchmarks/bench_canvas.py`; `--smoke` is a short run. Each figure is the
CPU time of the window's thread from a key, a click or a drag until the text is painted; waiting
for the disk is not in it. `after` is the worst that the window then does at one go: panels that
follow, slices of idle layout. The budget of every interaction is 16 ms at the 99.9th percentile,
and 60 ms to open 1 MB.
"""

import argparse
import gc
import os
import random
import statistics
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from time import thread_time
from typing import TYPE_CHECKING

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parents[2]))

from PySide6.QtCore import QEvent, QObject, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.changes import Change, Edit
from annotator.model import Relation, Span, make_annotator, make_document, new_id
from annotator.schemes import load_scheme
from annotator.store.project import Project
from annotator.text.tokens import rough_tokens

if TYPE_CHECKING:
    from ui.canvas.view import CanvasView

LABELS = ("PERSON", "ORG", "GPE", "DATE", "NORP")
MODEL, ANA = make_annotator("news-rules@1.0", "model"), make_annotator("ana")
RELATION = "meets"
BUDGET_MS, OPEN_MS = 16.0, 60.0
NONE, SHIFT, ALT, CTRL = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier,
)
ALTS = ALT | SHIFT
KEY = Qt.Key


@dataclass(frozen=True, slots=True)
class Size:
    """A document to measure: code points, spans and relations. `crowded` relations stand on one
    line; `one` makes it a single paragraph."""

    name: str
    length: int
    spans: int
    relations: int
    crowded: int = 0
    one: bool = False


SIZES = (
    Size("2 KB", 2_000, 20, 6),
    Size("50 KB", 50_000, 500, 150),
    Size("1 MB", 1_000_000, 10_000, 3_000),
    Size("1 MB, one paragraph", 1_000_000, 10_000, 3_000, one=True),
    Size("dense: 30 relations on a line", 20_000, 400, 120, crowded=30),
)


def words(chance: random.Random, many: int, syllables: int) -> list[str]:
    """Made-up words."""
    parts = [a + b for a in "bdfgklmnprstv" for b in ("a", "e", "i", "o", "u", "an", "er", "is")]
    return ["".join(chance.choices(parts, k=chance.randint(1, syllables))) for _ in range(many)]


def labelled(size: Size, chance: random.Random) -> tuple[str, list[Span], list[Relation]]:
    """A text of paragraphs of about 100 words, its names labelled, and relations, a third of
    which leave their paragraph."""
    plain, share = words(chance, 4000, 3), size.spans / (size.length / 6.1)
    names = [x.title() for x in words(chance, max(12, size.spans // 5), 4)]
    parts, spans, length = [], [], 0
    while length < size.length or len(spans) < size.crowded // 3:
        named = chance.random() < share or len(spans) < size.crowded // 3
        word = chance.choice(names if named else plain)
        if named:
            label = "PERSON" if size.crowded else LABELS[len(word) % len(LABELS)]
            spans.append(Span(new_id(), length, length + len(word), label))
        end = chance.random()
        parts.append(word + (". " if end < 0.06 else "\n" if end < 0.07 and not size.one else " "))
        length += len(parts[-1])
    pairs: set[tuple[int, int]] = set()
    while len(pairs) < size.crowded:
        pairs.add((chance.randrange(size.crowded // 3), chance.randrange(size.crowded // 3)))
        pairs = {pair for pair in pairs if pair[0] != pair[1]}
    while len(pairs) < size.relations:
        head = chance.randrange(len(spans))
        near = min(head + chance.randint(1, 4), len(spans) - 1)
        tail = chance.randrange(len(spans)) if len(pairs) % 3 == 0 else near
        if head != tail:
            pairs.add((head, tail))
    relations = [Relation(new_id(), RELATION, spans[a].id, spans[b].id) for a, b in pairs]
    return "".join(parts), spans, relations


def make_project(path: Path, size: Size) -> None:
    """A project with the document to measure, a short one, and suggestions for a quarter."""
    text, spans, relations = labelled(size, random.Random(7))
    document, other = make_document("Measured", text), make_document("Other", "Nothing here.")
    linked = {end for relation in relations for end in (relation.head, relation.tail)}
    offered = [s for n, s in enumerate(spans) if n % 4 == 0 and s.id not in linked]
    theirs = {span.id for span in offered}
    own = [*(s for s in spans if s.id not in theirs), *relations]
    changes = tuple(Change(document.id, ANA.id, None, item) for item in own)
    with Project.create(path, load_scheme("news")) as project:
        project.add_documents([document, other], {document.id: rough_tokens(text)})
        project.annotator(ANA.name)
        project.set_suggestions(document.id, project.annotator(MODEL.name, "model"), offered, ())
        project.save(Edit(new_id(), "Labelled before", changes, ANA.id, "2026-01-01"))


class Paints(QObject):
    """Counts the paint events of a widget."""

    count = 0

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802
        self.count += event.type() == QEvent.Type.Paint
        return False


class Hands:
    """Acts in a window, and keeps the milliseconds by what was done."""

    def __init__(self, path: Path, who: str = ANA.name) -> None:
        from ui.application import Application
        from ui.garbage import collect_seldom

        app = QApplication.instance() or QApplication([])
        assert isinstance(app, QApplication)
        self.app = app
        self.application = Application(app, "light", who)
        self.window = self.application.window
        self.window.resize(1366, 820)
        self.window.show()
        assert self.application.open_project(path)
        self.paints = Paints()
        self.look_at(self.window.annotate.canvas)
        self.times: dict[str, list[float]] = defaultdict(list)
        self.after: dict[str, float] = defaultdict(float)
        self.rest(200)
        collect_seldom()

    def look_at(self, canvas: "CanvasView") -> None:
        """Press keys in a canvas, and wait for its paint events."""
        self.canvas = canvas
        canvas.viewport().installEventFilter(self.paints)

    def rest(self, turns: int = 12) -> float:
        """Let the window do what waits; returns the longest that it took at one go, in ms."""
        longest = 0.0
        for _ in range(turns):
            begun = thread_time()
            self.app.processEvents()
            longest = max(longest, (thread_time() - begun) * 1000)
        return longest

    def time(self, name: str, act: Callable[[], object]) -> None:
        """Measure an act until the text is painted."""
        before, begun = self.paints.count, thread_time()
        act()
        for _ in range(4):
            self.app.sendPostedEvents()  # paints; timers, whose work comes after, do not run
            if self.paints.count > before:
                break
            self.app.processEvents()
        self.times[name].append((thread_time() - begun) * 1000)
        self.after[name] = max(self.after[name], self.rest(3))

    def key(self, name: str, key: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
        """Measure a key."""
        self.time(name, lambda: QTest.keyClick(self.canvas, key, held))

    def move(self, x: float, y: float) -> None:
        """The mouse moves over the text."""
        point, none = QPointF(x, y), Qt.MouseButton.NoButton
        event = QMouseEvent(QEvent.Type.MouseMove, point, point, none, none, NONE)
        QApplication.sendEvent(self.canvas.viewport(), event)
        self.canvas.viewport().update()

    def close(self) -> None:
        """Close the window and the project."""
        self.window.close()
        self.rest()


def measure(hands: Hands, rounds: int) -> None:
    """Everything, `rounds` times."""
    window, canvas, chance = hands.window, hands.canvas, random.Random(1)
    measured, other = window.annotate.list.ids()
    for _ in range(max(3, rounds // 50)):
        window.open_document(other)
        hands.rest()
        hands.time("open", lambda: window.open_document(measured))
        hands.rest(60)
    bar, length = canvas.verticalScrollBar(), len(canvas.page.content.text)
    for _ in range(rounds):
        step = 850 if bar.value() < bar.maximum() else -bar.maximum()
        hands.time("page", lambda s=step: bar.setValue(bar.value() + s))
    for _ in range(rounds):
        at = chance.randrange(length - 9)
        hands.time("jump", lambda at=at: (canvas.scroll_to(at, at + 5), canvas.viewport().update()))
    for _ in range(rounds):
        x, y = chance.uniform(0, 1000), chance.uniform(0, 600)
        hands.time("hit-test, hover", lambda x=x, y=y: hands.move(x, y))
    edits(hands, rounds, chance, length)


def edits(hands: Hands, rounds: int, chance: random.Random, length: int) -> None:
    """Spans, edges, relations and undo, all over the text."""
    canvas, workspace = hands.canvas, hands.window.workspace
    assert workspace is not None
    assert canvas.page is not None
    for number in range(rounds):
        if number % 10 == 0:
            at = chance.randrange(length - 400) if length > 4000 else 0
            canvas.put_caret(at)
            canvas.scroll_to(at, at + 1)
            hands.rest(30)
        hands.key("caret, select a token", KEY.Key_Right)
        hands.key("caret, select a token", KEY.Key_Right, SHIFT)
        before = len(canvas.page.spans)
        hands.key("add span", KEY.Key_6)
        if len(canvas.page.spans) > before:
            hands.key("move edge", KEY.Key_Right, ALT)
            hands.key("move edge", KEY.Key_Left, ALT)
        hands.key("next span", KEY.Key_Tab)
        hands.key("next span", KEY.Key_Tab, SHIFT)
        span = workspace.span()
        if span is not None and span.label != "PERSON":
            hands.key("relabel", KEY.Key_1)
        hands.key("draw relation", KEY.Key_R)
        if workspace.at.drawing:
            hands.key("add relation", KEY.Key_M)
            hands.key("escape", KEY.Key_Escape)
        hands.key("undo", KEY.Key_Z, CTRL)
        hands.key("undo", KEY.Key_Z, CTRL)


def rows(size: Size, hands: Hands) -> Iterable[str]:
    """The report of one size."""
    yield f"{size.name}: {size.spans} spans, {size.relations} relations"
    yield from figures_of(hands)


def figures_of(hands: Hands) -> Iterable[str]:
    """A row for each thing that was done."""
    yield f"  {'own-CPU ms':<24}{'n':>6}{'median':>9}{'p99':>9}{'p99.9':>9}{'worst':>9}{'after':>9}"
    for name, values in hands.times.items():
        ordered = sorted(values)
        tails = [ordered[min(len(ordered) - 1, int(len(ordered) * x))] for x in (0.99, 0.999)]
        budget = OPEN_MS if name == "open" else BUDGET_MS
        over = f"  over {budget:g}" if tails[1] > budget else ""
        figures = (statistics.median(values), *tails, ordered[-1], hands.after[name])
        yield f"  {name:<24}{len(values):>6}" + "".join(f"{x:9.2f}" for x in figures) + over


def main() -> None:
    """Print the report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--smoke", action="store_true", help="a short run")
    parser.add_argument("--rounds", type=int, default=500, help="how often each is done")
    parser.add_argument("--only", default="", help="sizes whose names begin so")
    options = parser.parse_args()
    rounds = 3 if options.smoke else options.rounds
    with tempfile.TemporaryDirectory(prefix="annotator-bench-") as home:
        for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
            os.environ[name] = home  # away from the person's own settings
        for number, size in enumerate(SIZES):
            if size.name.startswith(options.only):
                path = Path(home) / f"{number}.annodb"
                make_project(path, size)
                hands = Hands(path)
                measure(hands, rounds)
                hands.close()
                print("\n".join(rows(size, hands)), flush=True)
                gc.unfreeze()


if __name__ == "__main__":
    main()
