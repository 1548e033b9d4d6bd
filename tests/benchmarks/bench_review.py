"""Own-CPU milliseconds of a reviewer's keys, in the real window on a real project file.

Run it as `python tests/benchmarks/bench_review.py`; `--smoke` is a short run. One document of
1 MB with three people's layers of 10,000 spans each; a sixth of them are in conflict.
Each figure is the CPU time of this process from a key until the text is painted; waiting for the
disk is not in it. Keys come 50 ms apart. `after` is the worst that the window then does at one
go. The budget is 16 ms.
"""

import argparse
import os
import random
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from time import process_time, sleep, thread_time

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parents[2]))

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from annotator.model import Layer, Relation, Span, layer_id, make_document
from annotator.schemes import load_scheme
from annotator.store.people import set_role
from annotator.store.project import Project
from annotator.text.tokens import rough_tokens
from tests.benchmarks.bench_canvas import CTRL, NONE, SIZES, Hands, figures_of, labelled

PEOPLE, REVIEWER = ("Ana Novak", "Ben Kaya", "Chloé Lam"), "Mira Rossi"
SLIPS = 0.045  # for each of three people; with relations about 2,000 conflicts
KEY = Qt.Key
PACE_MS = 50  # between keys: faster than hands, and time for what follows a paint


def slipped(spans: Sequence[Span], by: int, chance: random.Random) -> list[Span]:
    """A layer with the slips that people make: an edge, a label, or nothing."""
    found = []
    for span in spans:
        own = replace(span, id=f"{by}{span.id[1:]}")
        dice = chance.random() / SLIPS
        if dice < 1 / 3:
            own = replace(own, end=own.end - 1) if own.end - own.start > 2 else own
        elif dice < 2 / 3:
            own = replace(own, label="EVENT")
        elif dice < 1:
            continue
        found.append(own)
    return found


def make_project(path: Path) -> None:
    """The document of 1 MB with three finished layers and relations."""
    size = next(size for size in SIZES if size.name == "1 MB")
    chance = random.Random(7)
    text, spans, relations = labelled(size, chance)
    document = make_document("Measured", text)
    with Project.create(path, load_scheme("news")) as project:
        project.add_documents([document], {document.id: rough_tokens(text)})
        for number, name in enumerate(PEOPLE):
            who = project.annotator(name)
            own = slipped(spans, number, chance)
            there = {span.id for span in own}
            links = [_link(x, number) for x in relations if chance.random() > SLIPS / 3]
            links = [x for x in links if {x.head, x.tail} <= there]
            row = Layer(layer_id(document.id, who.id), document.id, who.id, "done")
            project.add_layers([(row, [*own, *links])])
        set_role(project, REVIEWER, "lead")


def _link(relation: Relation, by: int) -> Relation:
    ids = (f"{by}{id[1:]}" for id in (relation.id, relation.head, relation.tail))
    id, head, tail = ids
    return replace(relation, id=id, head=head, tail=tail)


def measure(hands: Hands, rounds: int) -> None:
    """Take versions, decide for nothing, edit, comment, go back, undo."""
    window = hands.window
    begun, spent = process_time(), thread_time()
    window.run("mode_review")
    worst = (thread_time() - spent) * 1000
    while window.review.busy or window.review.reviewing.current == "":
        sleep(0.001)  # not qWait, which would do the work unseen
        worst = max(worst, hands.rest(1))
    review = window.review.desk_review
    conflicts = len(review.comparison.conflicts)
    total, own = (process_time() - begun) * 1000, (thread_time() - spent) * 1000
    print(f"1 MB, three layers of 10,000 spans, {conflicts} conflicts; opened in {total:.0f} ms, of"
          f" the window's thread {own:.0f} ms, at most {worst:.0f} ms at one go")  # fmt: skip
    hands.look_at(window.review.canvas)
    hands.rest(200)

    def key(name: str, key: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
        QTest.qWait(PACE_MS)
        hands.key(name, key, held)

    for number in range(rounds):
        key("take a version", (KEY.Key_1, KEY.Key_2, KEY.Key_3)[number % 3])
        key("nothing here", KEY.Key_0)
        key("next", KEY.Key_Return)
        key("back", KEY.Key_Backspace)
        key("edit", KEY.Key_E)
        key("own label", KEY.Key_6)
        key("own edge", KEY.Key_Right, Qt.KeyboardModifier.AltModifier)
        key("next after own", KEY.Key_Return)
        key("later", KEY.Key_D)
        key("undo", KEY.Key_Z, CTRL)


def main() -> None:
    """Print the report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--smoke", action="store_true", help="a short run")
    parser.add_argument("--rounds", type=int, default=100, help="how often each is done")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="annotator-bench-") as home:
        for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
            os.environ[name] = home  # away from the person's own settings
        path = Path(home) / "review.annodb"
        make_project(path)
        hands = Hands(path, REVIEWER)
        measure(hands, 3 if options.smoke else options.rounds)
        hands.close()
        print("\n".join(figures_of(hands)), flush=True)


if __name__ == "__main__":
    main()
