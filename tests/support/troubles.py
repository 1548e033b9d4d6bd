"""A pipeline with a component that can go wrong in each way, in a package of its own: another
process finds it by its entry point, as it finds those that people install."""

import importlib
import sys
from pathlib import Path

import pytest
import spacy

_CODE = """
import os, threading
from spacy.language import Language
from spacy.tokens import Doc

@Language.component("troubles")
def troubles(doc):
    if "BOOM" in doc.text:
        raise ValueError("no such thing")
    if "HANG" in doc.text:
        threading.Event().wait()
    if "CRASH" in doc.text:
        os._exit(3)
    if "LONG" in doc.text:
        longer = Doc(doc.vocab, words=[t.text for t in doc] + ["Rex", "Rex"])
        longer.set_ents([longer.char_span(len(longer.text) - 4, len(longer.text) - 1, label="PET")])
        return longer
    return doc
"""


def make_troubles(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the pipeline `en_pets@0.0.0`: PET for Rex, and troubles on demand."""
    site = folder / "site"
    facts = site / "troubles-1.0.dist-info"
    facts.mkdir(parents=True)
    (site / "troubles_of_tests.py").write_text(_CODE)
    (facts / "METADATA").write_text("Metadata-Version: 2.1\nName: troubles\nVersion: 1.0\n")
    (facts / "entry_points.txt").write_text(
        "[spacy_factories]\ntroubles = troubles_of_tests:troubles\n"
    )
    monkeypatch.setenv("PYTHONPATH", str(site))
    monkeypatch.syspath_prepend(str(site))
    sys.modules.pop("troubles_of_tests", None)
    importlib.import_module("troubles_of_tests")
    nlp = spacy.blank("en", meta={"name": "pets"})
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "PET", "pattern": "Rex"}])
    nlp.add_pipe("troubles")
    nlp.to_disk(folder / "pets")
    return folder / "pets"
