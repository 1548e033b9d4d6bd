"""The rounds of training: on what people annotated, then also on what the round before labels."""

import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import spacy

from annotator.suggest.pipelines import news_en
from annotator.suggest.recipe import build, corpora
from annotator.suggest.recipe.corpora import POSTS, SOURCES, Text
from annotator.suggest.recipe.gather import gather
from annotator.suggest.recipe.selftraining import labelled
from annotator.suggest.recipe.train import blank, material, train

if TYPE_CHECKING:
    from spacy.language import Language

    from annotator.suggest.news.lists import Lists

RAW_TIMES = 1


@dataclass(slots=True)
class Trained:
    """A pipeline with its rules, and what is told of each round."""

    nlp: "Language"
    rounds: list[dict[str, object]] = field(default_factory=list)


def lacking(folder: Path) -> list[str]:
    """The files that the recipe needs and the folder does not have."""
    files = [f"{file}.jsonl.gz" for file in corpora.files()]
    return [file for file in files if not (folder / file).is_file()]


def run(
    folder: Path, steps: Sequence[int], out: Path | None, keep: Path | None, go_on: Path | None
) -> None:
    """All rounds that `go_on`, a pipeline of an earlier run, has not had yet; writes what ships."""
    trained = _known(go_on) if go_on else _begun(folder)
    for number in range(len(trained.rounds), len(steps)):
        documents = labelled(trained.nlp, corpora.raw(folder)) if number else []
        with trained.nlp.select_pipes(disable=["hybrid"]):
            told = _round(trained.nlp, folder, steps[number], documents, number)
        trained = Trained(build.with_rules(trained.nlp), [*trained.rounds, told])
        if keep:
            _finish(trained, folder, keep / str(number + 1))
    _finish(trained, folder, out or news_en())


def _known(folder: Path) -> Trained:
    nlp = spacy.load(folder)
    return Trained(nlp, list(nlp.meta["training"]["rounds"]))


def _begun(folder: Path) -> Trained:
    nlp = blank(_lists(folder))
    nlp.add_pipe("hybrid")
    return Trained(nlp)


def _lists(folder: Path) -> "Lists":
    """The lists; posts are no model of which words are plain."""
    sources = [source for source in SOURCES if source.file not in POSTS]
    texts = [s.text for source in sources for d in corpora.training(folder, source) for s in d]
    return gather(spacy.blank("en"), texts + corpora.raw(folder))


def _round(
    nlp: "Language", folder: Path, steps: int, extra: list[list[Text]], number: int
) -> dict[str, object]:
    log: list[str] = []

    def tell(line: str) -> None:
        log.append(line)
        print(line, file=sys.stderr, flush=True)  # noqa: T201  the log of a long run

    begun = time.process_time()
    train(nlp, material(folder, extra, RAW_TIMES), steps, tell, number)
    return {
        "steps": steps,
        "self_labelled_documents": len(extra),
        "cpu_seconds": round(time.process_time() - begun),
        "recipe_sha256": build.fingerprint(),
        "log": log,
    }


def _finish(trained: Trained, folder: Path, out: Path) -> None:
    scores = build.measured(trained.nlp, folder)
    print(scores, file=sys.stderr, flush=True)  # noqa: T201  the log of a long run
    build.describe(trained.nlp, scores, trained.rounds, corpora.checksums(folder))
    build.write(trained.nlp, out)
