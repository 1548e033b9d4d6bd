"""Own-CPU and wall milliseconds of the canvas: open, page, jump, hit, add a span.

Run it as `python tests/benchmarks/bench_canvas.py`; the budget of every interaction is 16 ms.
"""

import gc
import os
import random
import statistics
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parents[2]))

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QPixmap
from PySide6.QtWidgets import QApplication

from annotator.text.tokens import rough_tokens
from ui.canvas.content import CanvasContent, ShownRelation, ShownSpan
from ui.canvas.view import CanvasView

PROSE = "the minister of Norway met Ana Kovač in Oslo on Monday and spoke for hours"
LABELS = ("PERSON", "ORG", "GPE", "DATE", "NORP")
BUDGET_MS = 16.0


@dataclass(frozen=True, slots=True)
class Size:
    """A document to measure: code points, spans and relations."""

    name: str
    length: int
    spans: int
    relations: int


SIZES = (
    Size("2 KB", 2_000, 20, 6),
    Size("50 KB", 50_000, 500, 150),
    Size("1 MB", 1_000_000, 10_000, 3_000),
)


def document(size: Size, seed: int = 7) -> CanvasContent:
    """A text of paragraphs of 40 to 160 words; a third of the relations leave theirs."""
    chance = random.Random(seed)
    paragraphs, length = [], 0
    while length < size.length:
        paragraphs.append(" ".join(chance.choices(PROSE.split(), k=chance.randint(40, 160))) + ".")
        length += len(paragraphs[-1]) + 1
    text = "\n".join(paragraphs)[: size.length]
    tokens = rough_tokens(text)
    ranges = list(tokens)
    spans = []
    for number, first in enumerate(sorted(chance.sample(range(len(ranges) - 5), size.spans))):
        last = first + chance.randint(0, 3)
        label = chance.choice(LABELS)
        place = (ranges[first][0], ranges[last][1])
        style = "suggested" if number % 4 == 0 else "own"
        spans.append(ShownSpan(f"s{number}", (place,), label, label[:4], style, label))
    relations = []
    for number in range(size.relations):
        head = chance.randrange(len(spans))
        far = number % 3 == 0
        tail = (
            chance.randrange(len(spans))
            if far
            else min(head + chance.randint(1, 4), len(spans) - 1)
        )
        if head != tail:
            relations.append(ShownRelation(f"r{number}", f"s{head}", f"s{tail}", "leads"))
    return CanvasContent(text, tokens, tuple(spans), tuple(relations))


def timed(actions: Sequence[Callable[[], None]], view: CanvasView, target: QPixmap) -> list[float]:
    """Milliseconds of each action together with the repaint that follows from it."""
    result = []
    for action in actions:
        begun = perf_counter()
        action()
        view.viewport().render(target)
        result.append((perf_counter() - begun) * 1000)
        QApplication.processEvents()
    return result


def line(name: str, values: Sequence[float]) -> str:
    """One row of the report."""
    ordered = sorted(values)
    tail = ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]
    worst = ordered[-1]
    mark = "" if worst <= BUDGET_MS else "  over 16 ms"
    return f"  {name:<14}{statistics.median(values):8.2f}{tail:8.2f}{worst:8.2f}{mark}"


def hover(view: CanvasView, x: float, y: float) -> None:
    """The mouse moves over the text."""
    point, none = QPointF(x, y), Qt.MouseButton.NoButton
    event = QMouseEvent(
        QEvent.Type.MouseMove, point, point, none, none, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(view.viewport(), event)


def measure(size: Size) -> list[str]:
    """The rows of one size."""
    content, chance = document(size), random.Random(1)
    view, target = CanvasView(), QPixmap(1100, 900)
    view.resize(1100, 900)
    view.show()
    QApplication.processEvents()
    bar, length = view.verticalScrollBar(), len(content.text)
    opened = timed([lambda: view.set_content(content)] * 3, view, target)
    gc.collect()
    gc.freeze()
    paged = timed([lambda: bar.setValue(bar.value() + 850)] * 60, view, target)
    back = timed([lambda: bar.setValue(bar.value() - 850)] * 60, view, target)
    places = [chance.randrange(length - 9) for _ in range(60)]
    jumped = timed([lambda at=at: view.scroll_to(at, at + 5) for at in places], view, target)
    ends = timed([lambda: bar.setValue(bar.maximum()), lambda: bar.setValue(0)] * 5, view, target)
    points = [(chance.uniform(0, 1000), chance.uniform(0, 880)) for _ in range(200)]
    hits = timed([lambda p=p: hover(view, *p) for p in points], view, target)
    added = timed(_additions(view, content), view, target)
    carets = timed([lambda: view.move_caret(1, "token", True)] * 100, view, target)
    rows = [f"{size.name}: {size.spans} spans, {size.relations} relations"]
    rows.append(f"  {'ms':<14}{'median':>8}{'p99':>8}{'worst':>8}")
    figures = {
        "open + paint": opened, "page down": paged, "page up": back, "jump": jumped,
        "end, start": ends, "hover, hit": hits, "add a span": added, "select a token": carets,
    }  # fmt: skip
    rows += [line(name, values) for name, values in figures.items()]
    view.set_content(None)
    view.deleteLater()
    return rows


def _additions(view: CanvasView, content: CanvasContent) -> list[Callable[[], None]]:
    """Spans added one after another to what is in view."""
    ranges = [place for place in content.tokens if place[0] < 1500]
    result = []
    for number in range(60):
        place = ranges[number * 3 % len(ranges)]
        span = ShownSpan(f"new{number}", (place,), "ORG", "ORG", "own", "ORG")
        result.append(lambda span=span: view.refresh([(None, span)]))
    return result


def main() -> None:
    """Print the report."""
    app = QApplication.instance() or QApplication([])
    for size in SIZES:
        sys.stdout.write("\n".join(measure(size)) + "\n")
    app.quit()


if __name__ == "__main__":
    main()
