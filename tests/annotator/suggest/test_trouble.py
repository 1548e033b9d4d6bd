"""What goes wrong in foreign pipelines and their process is told by name, and costs no more."""

import os
import random
import signal
import threading
from pathlib import Path

import pytest

from annotator.errors import PipelineError
from annotator.flow.suggesting import missing, suggest_project
from annotator.model import make_document
from annotator.scheme import Label, Scheme
from annotator.store.project import Project
from annotator.suggest import pipelines
from annotator.suggest.run import BATCH_TEXTS, suggest_many
from annotator.suggest.worker import KILLED_STARTS, Worker
from tests.support.troubles import make_troubles

GOOD = "Good dog Rex."
SCHEME = Scheme((Label("ANIMAL"), Label("ORG")))


class Asked:
    """A worker and all that it said; `done` when everything asked for is answered."""

    def __init__(self, pipeline: str, texts: dict[str, str], hang_seconds: float = 120.0):
        self.results, self.failures = {}, {}
        self.done = threading.Event()
        self._missing = set(texts)
        self.worker = Worker(
            pipeline, "en", lambda _info: None, self.result, self.failure, hang_seconds=hang_seconds
        )
        for document, text in texts.items():
            self.worker.request(document, text)

    def result(self, document, found):
        self.results[document] = [(x.start, x.end, x.label) for x in found.spans]
        self._answered(document)

    def failure(self, failure):
        self.failures[failure.document] = failure.what
        if not failure.document:
            self.done.set()
        self._answered(failure.document)

    def _answered(self, document):
        self._missing.discard(document)
        if not self._missing:
            self.done.set()

    def wait(self):
        try:
            assert self.done.wait(60)
        finally:
            self.worker.stop()


def test_errors_other_texts_crashes_and_hanging_are_told_with_the_pipelines_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    pipeline = make_troubles(tmp_path, monkeypatch)
    texts = {"a": GOOD, "boom": "BOOM", "b": GOOD, "long": "LONG", "crash": "CRASH", "c": GOOD}
    asked = Asked(str(pipeline), {**texts, "hang": "HANG", "d": GOOD}, hang_seconds=1.0)
    asked.wait()
    assert asked.results == {x: [(9, 12, "PET")] for x in "abcd"}
    assert asked.failures == {
        "boom": "pets@0.0.0 failed (ValueError: no such thing)",
        "long": "pets@0.0.0 failed (it changed the text, so its spans lie outside)",
        "crash": "pets@0.0.0 ended over the document again",
        "hang": "pets@0.0.0 took too long over the document",
    }


class Killing(Asked):
    """Kills the process at random moments: seven times in a row as it starts, then some answers
    later, and so on."""

    def __init__(self, texts: dict[str, str], seed: int):
        self.kills = 0
        self._random = random.Random(seed)
        self._until, self._last = 0, None
        self._alive = threading.Event()
        self._alive.set()
        super().__init__("news-rules", texts)

    def result(self, document, found):
        self._until -= 1
        if self._until == 0:
            self._kill()
            self._alive.set()
        super().result(document, found)

    def go_through(self, rounds: int):
        for _ in range(rounds):
            assert self._alive.wait(60)
            self._alive.clear()
            self._until = self._random.randint(2, 12)
            for _ in range(KILLED_STARTS - 1):
                while self.worker.process_id in (None, self._last):
                    assert not self.done.wait(0.001)
                self._kill()

    def _kill(self):
        self._last = self.worker.process_id
        os.kill(self._last, signal.SIGKILL)
        self.kills += 1


def test_a_process_killed_thirty_times_loses_nothing_and_blocks_nothing():
    texts = {str(number): f"Ada Lovelace met Kim in Oslo, {number}." for number in range(90)}
    nlp = pipelines.load(pipelines.find("news-rules"))
    killing = Killing(texts, seed=4)
    killing.go_through(4)
    killing.wait()
    assert killing.failures == {}
    assert killing.kills >= 30
    for document, found in suggest_many(nlp, texts.items()):
        spans = [(x.start, x.end, x.label) for x in found.spans]
        assert killing.results.pop(document) == spans
    assert killing.results == {}


def test_a_cancelled_batch_that_takes_long_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    pipeline = make_troubles(tmp_path, monkeypatch)
    asked = Asked(str(pipeline), {"first": GOOD})
    asked.worker.request("hang", "HANG")
    assert asked.done.wait(60)
    asked.done.clear()
    asked.worker.cancel_background()
    asked._missing = {"next"}
    asked.worker.request("next", GOOD)
    asked.wait()
    assert asked.results == {"first": [(9, 12, "PET")], "next": [(9, 12, "PET")]}
    assert asked.failures == {}


def test_the_command_leaves_out_what_fails_and_counts_labels_without_a_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    pipeline = str(make_troubles(tmp_path, monkeypatch))
    with Project.create(tmp_path / "p.annodb", SCHEME) as project:
        texts = (("good", GOOD), ("bad", "BOOM"), ("other", "LONG"))
        project.add_documents([make_document(name, text, id=name) for name, text in texts])
        report = suggest_project(project, pipeline)
        assert report.failures == [
            "bad: pets@0.0.0 failed (ValueError: no such thing)",
            "other: pets@0.0.0 failed (it changed the text, so its spans lie outside)",
        ]
        assert (report.documents, report.spans, report.left_out) == (1, 0, {"PET": 1})
        again = suggest_project(project, pipeline, names={"PET": "ANIMAL"})
        assert (again.spans, again.left_out) == (1, {})
        assert suggest_project(project, pipeline).spans == 1  # it is remembered
        silent = suggest_project(project, pipeline, names={"PET": ""})
        assert (silent.spans, silent.left_out) == (0, {})


def test_a_crash_in_one_of_several_processes_is_told_and_what_was_done_is_stored(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    pipeline = str(make_troubles(tmp_path, monkeypatch))
    with Project.create(tmp_path / "p.annodb", SCHEME) as project:
        texts = [GOOD] * (BATCH_TEXTS * 6) + ["CRASH"]
        project.add_documents([make_document(f"D{n}", x) for n, x in enumerate(texts)])
        with pytest.raises(PipelineError, match=r"this document or a later one: D\d+"):
            suggest_project(project, pipeline, jobs=2)
        assert 0 < len(missing(project, "pets@0.0.0")) < len(texts)
