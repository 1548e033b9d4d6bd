"""spaCy's own checks and its training take what we write."""

import json
import random

import pytest
from spacy.cli.debug_data import debug_data
from spacy.cli.init_config import init_config
from spacy.training.initialize import init_nlp
from spacy.training.loop import train

from annotator.formats import spacy as format_
from annotator.formats.base import Record
from annotator.model import Span
from annotator.text.tokens import rough_tokens

STEPS, EVERY = 20, 10


def record(chance, number):
    name = chance.choice(["Ada", "Kim", "Ben", "Zoe\u0301"])
    place = chance.choice(["Oslo", "Rome", "Bergen"])
    text = f"😀 {name} went to {place} on day {number}."
    spans = tuple(
        Span(label, text.index(x), text.index(x) + len(x), label)
        for x, label in ((name, "PERSON"), (place, "GPE"))
    )
    return Record(str(number), text, tokens=rough_tokens(text), spans=spans)


@pytest.fixture
def config(tmp_path):
    chance = random.Random(1)
    found = init_config(lang="en", pipeline=["ner"], optimize="efficiency", silent=True)
    for part, numbers in (("train", range(120)), ("dev", range(120, 140))):
        with (tmp_path / f"{part}.spacy").open("wb") as out:
            format_.write([record(chance, x) for x in numbers], out)
        found["paths"][part] = str(tmp_path / f"{part}.spacy")
    found["training"] |= {
        "max_steps": STEPS,
        "eval_frequency": EVERY,
        "logger": {
            "@loggers": "spacy.ConsoleLogger.v3",
            "progress_bar": None,
            "console_output": False,
            "output_file": str(tmp_path / "log.jsonl"),
        },
    }
    return found


def test_debug_data_finds_no_fault(config, tmp_path, capsys):
    path = tmp_path / "config.cfg"
    config.to_disk(path)
    debug_data(path, no_format=True, silent=False)
    said = capsys.readouterr().out
    assert "120 training docs" in said
    assert "20 evaluation docs" in said
    assert "2 label(s)" in said
    assert "Good amount of examples for all labels" in said
    assert "No entities consisting of or starting/ending with whitespace" in said


def test_training_brings_the_loss_down(config, tmp_path):
    train(init_nlp(config))
    lines = (tmp_path / "log.jsonl").read_text(encoding="utf-8").splitlines()
    losses = [json.loads(x)["losses"]["ner"] for x in lines]
    assert len(losses) >= STEPS // EVERY
    assert losses[-1] / (STEPS - EVERY) < losses[0]
