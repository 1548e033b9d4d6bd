"""Measures the embedded English pipelines: F1 on the development sets, words/s, time to ready.

Run as `python tests/benchmarks/bench_pipeline.py CORPORA_FOLDER [PIPELINE...]`. F1 counts exact
spans with their label, type-blind ones with any label; labels are those of the corpora. Words/s
are of one core, tokenising included; the time to ready is from the start of the worker process.
Budgets of `news-en`: 73 and 85 on PUD, ORG 58; 12,000 words/s; 2.0 s; 15 MB.
"""

import argparse
import gzip
import json
import os
import sys
import threading
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from annotator.suggest import pipelines
from annotator.suggest.recipe import corpora, evaluate
from annotator.suggest.run import suggest_batch
from annotator.suggest.worker import Worker

SETS = {"uner_pud": "PUD", "gum_wikinews": "GUM news, held out"}
TEXTS = 200
TIMES = 3
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "BLIS_NUM_THREADS", "MKL_NUM_THREADS")


def words_a_second(nlp, folder: Path) -> float:  # type: ignore[no-untyped-def]
    """Over raw news, in process seconds; the first text is read before, and not counted."""
    with gzip.open(folder / "wikinews_raw.jsonl.gz", "rt", encoding="utf-8") as lines:
        texts = [(str(i), json.loads(line)["text"]) for i, line in enumerate(lines) if i <= TEXTS]
    list(suggest_batch(nlp, texts[:1]))
    start = time.process_time()
    for _ in suggest_batch(nlp, texts[1:]):
        continue
    return sum(len(text.split()) for _, text in texts[1:]) / (time.process_time() - start)


def seconds_to_ready(pipeline: str) -> float:
    """The best of a few starts of the worker process."""
    best = float("inf")
    for _ in range(TIMES):
        ready = threading.Event()
        worker = Worker(pipeline, "en", lambda _, e=ready: e.set(), lambda *_: None, print)
        start = time.perf_counter()
        worker.request("d", "Ada met Kim in Oslo.")
        if not ready.wait(60):
            sys.exit("the worker did not get ready")
        best = min(best, time.perf_counter() - start)
        worker.stop()
    return best


def main() -> None:
    """Print a table for each development set, then speed, start and size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("pipelines", nargs="*", default=[pipelines.NEWS_RULES, pipelines.NEWS_EN])
    options = parser.parse_args()
    if not options.folder.is_dir():
        parser.exit(1, f"error: there is no such folder: {options.folder}\n")
    os.environ |= dict.fromkeys(THREADS, "1")  # before the first pipeline loads numpy
    loaded = {name: pipelines.find(name) for name in options.pipelines}
    models = {name: pipelines.load(info) for name, info in loaded.items()}
    for file, title in SETS.items():
        texts = corpora.development(options.folder, file)
        print(f"{title}: {len(texts)} documents")
        for name, nlp in models.items():
            found = evaluate.scores(nlp, texts)
            rows = "  ".join(f"{label} {row.f:.1f}" for label, row in found.labels.items())
            names, blind = found.names.f, found.blind.f
            print(f"  {name:12} names {names:.1f}  type-blind {blind:.1f}  ({rows})")
    for name, nlp in models.items():
        speed, ready = words_a_second(nlp, options.folder), seconds_to_ready(name)
        size = loaded[name].size / 1e6
        print(f"{name:12} {speed:,.0f} words/s, ready after {ready:.2f} s, {size:.1f} MB")


if __name__ == "__main__":
    main()
