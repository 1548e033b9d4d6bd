"""The embedded rules, pipelines from folders, and the worker process."""

import os
import signal
import threading
from pathlib import Path

import pytest
import spacy

from annotator.errors import PipelineError
from annotator.suggest import pipelines
from annotator.suggest.run import suggest_many
from annotator.suggest.worker import Worker, WorkerFailure

SENTENCE = (
    "Russian President Vladimir Putin met Kim Jong-un in Pyongyang in 2000. Notably, Putin left."
)


def found(nlp, text):
    ((_, result),) = suggest_many(nlp, [("d", text)])
    assert all(not text[s:e].isspace() for s, e in result.tokens)
    return [(text[span.start : span.end], span.label) for span in result.spans]


@pytest.fixture(scope="module")
def rules():
    return pipelines.load(pipelines.find("news-rules"))


@pytest.mark.parametrize("before", ["", "🙂🙂 ", "\r\n", "مرحبا ", "e\u0301 "])
def test_names_and_offsets(rules, before):
    assert found(rules, before + SENTENCE) == [
        ("Russian", "NORP"),
        ("Vladimir Putin", "PERSON"),
        ("Kim Jong-un", "PERSON"),
        ("Pyongyang", "GPE"),
        ("2000", "DATE"),
        ("Putin", "PERSON"),
    ]


def test_odd_apostrophe_is_no_part_of_the_name(rules):
    assert found(rules, "It is Russia‘s plan.") == [("Russia", "GPE")]


def test_german_countries_and_dates():
    nlp = pipelines.load(pipelines.find("news-rules", "de"))
    assert found(nlp, "Er kam am 12. Mai 2024 nach Frankreich.") == [
        ("12. Mai 2024", "DATE"),
        ("Frankreich", "GPE"),
    ]


def test_folder_with_a_pipeline(tmp_path: Path):
    nlp = spacy.blank("en")
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "PET", "pattern": "Rex"}])
    nlp.to_disk(tmp_path / "pets")
    info = pipelines.find(str(tmp_path / "pets"))
    assert info.labels == ("PET",)
    assert found(pipelines.load(info), "Good Rex") == [("Rex", "PET")]


def test_broken_folder(tmp_path: Path):
    with pytest.raises(PipelineError, match=r"config\.cfg is missing"):
        pipelines.find(str(tmp_path))


class Listener:
    def __init__(self, wanted: int):
        self.results, self.failures, self.wanted = {}, [], wanted
        self.ready, self.done = threading.Event(), threading.Event()

    def result(self, document, suggested):
        self.results[document] = suggested
        if len(self.results) == self.wanted:
            self.done.set()

    def failure(self, failure: WorkerFailure):
        self.failures.append(failure)
        self.done.set()

    def worker(self, pipeline="news-rules"):
        return Worker(pipeline, "en", lambda _: self.ready.set(), self.result, self.failure)


def test_killed_worker_loses_no_request():
    listener = Listener(60)
    worker = listener.worker()
    for number in range(60):
        worker.request(str(number), SENTENCE * 20)
    assert listener.ready.wait(30)
    os.kill(worker.process_id, signal.SIGKILL)
    assert listener.done.wait(30)
    worker.stop()
    assert len(listener.results) == 60
    assert listener.failures == []


def test_missing_pipeline_is_told():
    listener = Listener(1)
    worker = listener.worker("no-such")
    worker.request("d", "x")
    assert listener.done.wait(30)
    worker.stop()
    assert listener.failures[0].what == "there is no such pipeline"
