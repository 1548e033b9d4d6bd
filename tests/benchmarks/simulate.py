"""Simulated annotation: an annotator who knows the truth corrects 100 documents in order, and the
keys are counted, with no suggestions, with a pipeline's, with the memory as well, and with a
pipeline that is trained anew every 20 documents.

Run as `python tests/benchmarks/simulate.py CORPORA_FOLDER [--corpus NAME] [--plot FILE.svg]`. The
costs of the acts stand in tests/support/simulation.py.
"""

import argparse
import gzip
import json
import random
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from annotator.flow import trained
from annotator.flow.suggesting import suggest_project
from annotator.flow.training import Wish, train_project
from annotator.memory.memory import Memory
from annotator.model import make_document
from annotator.scheme import Label, Scheme, checked
from annotator.session import Session
from annotator.store.project import Project
from tests.support.plot import Line, plot
from tests.support.simulation import Cost, Place, Simulated, total

DOCUMENTS = 100
EVERY = 20
OWN = {"PERSON": "HUMAN", "ORG": "BODY", "LOC": "PLACE", "NORP": "PEOPLE", "MISC": "THING"}
SEED = 0
WAYS = ("nothing", "pipeline", "pipeline + memory", "+ training every 20")
SHORT = 150  # words; shorter documents of a corpus are put together
# The documents of a corpus that the embedded pipeline has not learnt from; else all.
HELD_OUT = {
    "gum_wikinews": (
        *("news_homeopathic", "news_iodine", "news_nasa", "news_sensitive", "news_afghan"),
        *("news_korea", "news_hackers", "news_taxes", "interview_cyclone", "interview_gaming"),
        *("interview_hill", "interview_libertarian"),
    )
}


@dataclass(slots=True)
class Way:
    """How one of the four ways went: a cost a document, and what training said."""

    name: str
    costs: list[Cost] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def windows(self) -> list[Cost]:
        """The costs of every 20 documents."""
        return [total(self.costs[at : at + EVERY]) for at in range(0, len(self.costs), EVERY)]


def documents(path: Path, words: int = 0) -> Iterator[tuple[str, list[Place]]]:
    """Texts put together again; those of a few sentences several at a time. With `words`, long
    ones are cut into pieces of about so many."""
    text, gold = "", []
    wanted = HELD_OUT.get(path.name.partition(".")[0], ())
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in map(json.loads, lines):
            for sentence in line["sentences"] if not wanted or line["id"] in wanted else ():
                at = len(text)
                gold += [(at + a, at + b, label) for a, b, label in sentence["spans"]]
                text += sentence["text"] + "\n"
                if words and len(text.split()) >= words:
                    yield text, gold
                    text, gold = "", []
            if len(text.split()) >= (words / 2 or SHORT):
                yield text, gold
                text, gold = "", []
    if text:
        yield text, gold


def simulate(way: int, chosen: list[tuple[str, list[Place]]], pipeline: str, folder: Path) -> Way:
    """Correct all documents in one way."""
    found = Way(WAYS[way])
    path = folder / f"way{way}.annodb"
    labels = sorted({label for _, gold in chosen for *_, label in gold})
    scheme = checked(Scheme(tuple(Label(label) for label in labels)))
    with Project.create(path, scheme) as project:
        project.add_documents(make_document(f"{n:03}", text) for n, (text, _) in enumerate(chosen))
        if way:
            suggest_project(project, pipeline)
        session = Session(project, "simulated")
        if way > 1:
            session.remember(Memory())
        annotator = Simulated(session)
        for place, (id, (_, gold)) in enumerate(zip(project.document_ids(), chosen, strict=True)):
            if way == 3 and place and place % EVERY == 0:
                found.notes.append(_train(project))
            found.costs.append(annotator.annotate(id, gold))
        session.opened = None
    return found


def _train(project: Project) -> str:
    """Train, and use what is better, as the window offers it."""
    version = train_project(project, Wish())
    assert version is not None
    old = version.old.f1 if version.old else 0.0
    if version.is_better:
        trained.use(project, version.name)
        suggest_project(project)
    verdict = "used" if version.is_better else "left"
    return f"{version.name}: F1 {100 * version.new.f1:.1f}, before {100 * old:.1f}, {verdict}"


def table(ways: list[Way]) -> str:
    """Keys per span and F1 in windows of 20 documents."""
    ends = [EVERY * (n + 1) for n in range(len(ways[0].windows()))]
    head = "".join(f"{f'to {end}':>14}" for end in ends)
    lines = [f"{'keys per span / F1':<22}{head}{'all':>14}"]
    for way in ways:
        cells = [*way.windows(), total(way.costs)]
        row = "".join(f"{c.keys_per_span:>7.2f} {100 * c.f1:>6.1f}" for c in cells)
        lines.append(f"{way.name:<22}{row}")
        lines += [f"    {note}" for note in way.notes]
    return "\n".join(lines)


def picture(ways: list[Way], title: str) -> str:
    """Both figures over the documents."""
    ends = [EVERY * (n + 1) for n in range(len(ways[0].windows()))]
    keys = [Line(w.name, ends, [c.keys_per_span for c in w.windows()]) for w in ways]
    f1 = [Line(w.name, ends, [100 * c.f1 for c in w.windows()]) for w in ways[1:]]
    return plot(title, [("Keys per gold span", keys), ("F1 of the suggestions", f1)])


def main() -> None:
    """Print the table and write the plot."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--corpus", default="uner_pud")
    parser.add_argument("--pipeline", default="", help="a name or a folder; the embedded one")
    parser.add_argument("--cut", type=int, default=0, help="into pieces of about so many words")
    parser.add_argument("--documents", type=int, default=DOCUMENTS)
    parser.add_argument("--ways", default="0123")
    parser.add_argument(
        "--own-labels", action="store_true", help="under labels that no pipeline gives"
    )
    parser.add_argument("--plot", type=Path)
    options = parser.parse_args()
    chosen = list(documents(options.folder / f"{options.corpus}.jsonl.gz", options.cut))
    random.Random(SEED).shuffle(chosen)
    chosen = chosen[: options.documents]
    if options.own_labels:
        chosen = [(text, [(a, b, OWN[x]) for a, b, x in gold]) for text, gold in chosen]
    spans = sum(len(gold) for _, gold in chosen)
    words = sum(len(text.split()) for text, _ in chosen)
    print(
        f"{options.corpus}: {len(chosen)} documents, {words:,} words, {spans:,} spans", flush=True
    )
    ways = []
    with tempfile.TemporaryDirectory() as folder:
        for way in map(int, options.ways):
            ways.append(simulate(way, chosen, options.pipeline, Path(folder)))
            print(table(ways[-1:]), flush=True)
    print(table(ways))
    if options.plot:
        own = ", labels of one's own" if options.own_labels else ""
        title = f"Simulated annotation of {len(chosen)} documents ({options.corpus}{own})"
        options.plot.write_text(picture(ways, title), encoding="utf-8")


if __name__ == "__main__":
    main()
