"""Measures the embedded English rules: precision of each kind of rule, recall by label, words/s.

Run as `python tests/benchmarks/bench_rules.py CORPORA_FOLDER [--write]`; with `--write` the
precisions become the scores that the pipeline shows.
"""

import argparse
import gzip
import json
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from annotator.suggest import pipelines
from annotator.suggest.rules import words
from annotator.suggest.run import suggest_batch

CORPORA = ("gum_wikinews", "wikigold")
# The corpora have coarser labels, and neither dates nor sums.
COARSE = {
    "PERSON": "PERSON",
    "ORG": "ORG",
    "GPE": "LOC",
    "LOC": "LOC",
    "FAC": "LOC",
    "NORP": "NORP",
    "EVENT": "MISC",
    "PRODUCT": "MISC",
}
FEWEST = 10
Gold = set[tuple[int, int, str]]


def documents(path: Path) -> Iterator[tuple[str, Gold]]:
    """Texts put together again: a new line after a sentence that has no full stop."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            text, gold = "", set()
            for sentence in json.loads(line)["sentences"]:
                for start, end, label in sentence["spans"]:
                    gold.add((start + len(text), end + len(text), label))
                text += sentence["text"]
                text += " " if text.rstrip()[-1:] in '.!?"”' else "\n"
            yield text, gold


def measure(folder: Path) -> dict[str, object]:
    """Counts by kind of rule and by coarse label."""
    nlp = pipelines.load(pipelines.find(pipelines.NEWS_RULES))
    kinds: dict[str, Counter[str]] = {}
    labels: dict[str, Counter[str]] = {}
    corpora = {}
    for name in CORPORA:
        count = size = 0
        for text, gold in documents(folder / f"{name}.jsonl.gz"):
            count, size = count + 1, size + len(text.split())
            _score(nlp, text, gold, kinds, labels)
        corpora[name] = {"documents": count, "words": size}
    return {"corpora": corpora, "kinds": kinds, "labels": labels}


def _score(nlp, text, gold, kinds, labels) -> None:  # type: ignore[no-untyped-def]
    doc = nlp(text)
    group = doc.spans["sc"]
    for span, kind in zip(group, group.attrs["kinds"], strict=True):
        coarse = COARSE.get(span.label_)
        if coarse is None:
            continue
        right = (span.start_char, span.end_char, coarse) in gold
        for table, key in ((kinds, kind), (labels, coarse)):
            table.setdefault(key, Counter()).update(found=1, right=right)
    for *_, label in gold:
        labels.setdefault(label, Counter()).update(gold=1)


def speed(folder: Path) -> float:
    """Words of raw news a second, on one core, tokenising included."""
    nlp = pipelines.load(pipelines.find(pipelines.NEWS_RULES))
    with gzip.open(folder / "wikinews_raw.jsonl.gz", "rt", encoding="utf-8") as lines:
        texts = [(str(i), json.loads(line)["text"]) for i, line in enumerate(lines) if i < 200]
    start = time.perf_counter()
    for _ in suggest_batch(nlp, texts):
        continue
    return sum(len(text.split()) for _, text in texts) / (time.perf_counter() - start)


def main() -> None:
    """Print the table; with --write, keep the precisions as scores."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    if not options.folder.is_dir():
        parser.exit(1, f"error: there is no such folder: {options.folder}\n")
    found = measure(options.folder)
    for title in ("kinds", "labels"):
        for key, row in sorted(found[title].items()):
            precision = row["right"] / max(1, row["found"])
            recall = f"  R {row['right'] / row['gold']:.2f}" if row["gold"] else ""
            print(f"{key:22} {row['right']:5}/{row['found']:5}  P {precision:.2f}{recall}")
    print(f"{speed(options.folder):,.0f} words/s")
    if options.write:
        _write(found)


def _write(found: dict[str, object]) -> None:
    rules = {
        kind: {"precision": round(row["right"] / row["found"], 3), **row}
        for kind, row in sorted(found["kinds"].items())
        if row["found"] >= FEWEST
    }
    measured = datetime.now(UTC).date().isoformat()
    data = {"measured": measured, "corpora": found["corpora"], "rules": rules}
    text = json.dumps(data, indent=1) + "\n"
    (words.folder() / "scores.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
