"""Scores of entities from a beam, and none where none can be had."""

import spacy
from spacy.training import Example

from annotator.suggest.confidence import add_confidence
from annotator.suggest.run import suggest_many

TEXTS = (
    ("Ada met Kim in Oslo", [(0, 3, "P"), (8, 11, "P"), (15, 19, "G")]),
    ("Bob saw Rome and Paris", [(0, 3, "P"), (8, 12, "G"), (17, 22, "G")]),
)


def _trained():
    nlp = spacy.blank("en")
    ner = nlp.add_pipe("ner")
    for label in "PG":
        ner.add_label(label)
    made = [Example.from_dict(nlp.make_doc(text), {"entities": own}) for text, own in TEXTS]
    optimizer = nlp.initialize(lambda: made)
    for _ in range(12):
        nlp.update(made * 2, sgd=optimizer)
    return nlp


def _spans(nlp, text):
    ((_, found),) = suggest_many(nlp, [("d", text)])
    return found.spans


def test_entities_of_ner_are_the_same_with_scores():
    nlp, text = _trained(), "Ada saw Kim and Rome, but Paris met Bob in a far Xanadu"
    bare = _spans(nlp, text)
    assert {x.score for x in bare} == {None}
    assert add_confidence(nlp)
    scored = _spans(nlp, text)
    assert [(x.start, x.end, x.label) for x in scored] == [(x.start, x.end, x.label) for x in bare]
    known = [x.score for x in scored if x.score is not None]
    assert known
    assert all(0.0 <= x <= 1.0 for x in known)


def test_a_ruler_has_no_score_to_give():
    nlp = spacy.blank("en")
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "PET", "pattern": "Rex"}])
    assert not add_confidence(nlp)
    assert [x.score for x in _spans(nlp, "Good Rex")] == [None]
