"""Relations that a pipeline suggests, from the doc to the model's layer; and our classifier."""

import random

import pytest
import spacy
from spacy.tokens import Doc
from spacy.training import Example

from annotator.intake import label_map, model_items
from annotator.suggest import messages
from annotator.suggest.relations.component import score_relations
from annotator.suggest.relations.facts import KEY, RelationFact, facts_of, put
from annotator.suggest.relations.pairs import pairs_of, spans_of
from annotator.suggest.results import SuggestedRelation, suggested
from tests.support.documents import SCHEME

NLP = spacy.blank("en")
PATTERNS = (
    ("{PERSON} flew to {GPE} on Monday.", "visits"),
    ("{PERSON} met nobody in {GPE}.", ""),
    ("{PERSON} never liked {GPE} much.", ""),
    ("Yesterday {PERSON} went on to {GPE}.", "visits"),
)
NAMES = {"PERSON": ("Ada", "Kim", "Mary Low"), "GPE": ("Oslo", "Lagos", "Bonn")}


def _doc(pattern: str, relation: str, names: dict[str, str]) -> Doc:
    text = pattern.format(**names)
    doc = NLP.make_doc(text)
    ends = {label: (text.index(name), text.index(name) + len(name), label)
            for label, name in names.items()}  # fmt: skip
    doc.ents = tuple(filter(None, (doc.char_span(*end) for end in ends.values())))
    put(doc, [RelationFact(relation, ends["PERSON"], ends["GPE"])] if relation else [])
    return doc


def _docs(number: int, seed: int) -> list[Doc]:
    draw = random.Random(seed)
    names = [{label: draw.choice(all) for label, all in NAMES.items()} for _ in range(number)]
    return [_doc(*draw.choice(PATTERNS), each) for each in names]


def _example(doc: Doc) -> Example:
    bare = NLP.make_doc(doc.text)
    bare.ents = tuple(bare.char_span(x.start_char, x.end_char, x.label_) for x in doc.ents)
    return Example(bare, doc)


@pytest.fixture(scope="module")
def trained() -> spacy.language.Language:
    nlp = spacy.blank("en")
    import annotator.suggest.relations.component  # noqa: F401  registers it

    nlp.add_pipe("relation_pairs")
    docs = _docs(40, 1)
    optimizer = nlp.initialize(lambda: [_example(doc) for doc in docs])
    for _ in range(20):
        nlp.update([_example(doc) for doc in docs], sgd=optimizer, drop=0.1)
    return nlp


def test_the_classifier_learns_which_words_make_a_relation(trained, tmp_path):
    scores = trained.evaluate([_example(doc) for doc in _docs(30, 2)])
    assert scores["rel_f"] == 1.0
    trained.to_disk(tmp_path / "nlp")
    again = spacy.load(tmp_path / "nlp")
    doc = _doc(*PATTERNS[3], {"PERSON": "Ada", "GPE": "Bonn"})
    here, there = (
        facts_of(nlp.get_pipe("relation_pairs")(_example(doc).predicted))
        for nlp in (trained, again)
    )
    assert here == there
    assert here


def test_suggested_relations_reach_the_layer_under_the_rules_of_the_scheme():
    doc = _doc("{PERSON} flew to {GPE}.", "visits", {"PERSON": "Ada", "GPE": "Oslo"})
    ends = [(0, 3, "PERSON"), (12, 16, "GPE")]
    put(doc, [
        RelationFact("visits", ends[0], ends[1], 0.75),
        RelationFact("visits", ends[1], ends[0], 0.9),  # the scheme has it the other way only
        RelationFact("invented", ends[0], ends[1], 0.9),
        RelationFact("visits", ends[0], (0, 4, "GPE"), 0.9),  # no such span
    ])  # fmt: skip
    found = suggested(doc)
    assert SuggestedRelation(0, 1, "visits", 0.75) in found.relations
    assert len(found.relations) == 3
    assert messages.suggested_of(messages.answer("d", found)).relations == found.relations
    spans, relations = model_items(SCHEME, label_map(SCHEME), "m@1", found)
    (relation,) = relations
    by_id = {span.id: span for span in spans}
    assert (relation.label, relation.score, relation.origin) == ("visits", 0.75, "m@1")
    assert (by_id[relation.head].label, by_id[relation.tail].label) == ("PERSON", "GPE")


@pytest.mark.parametrize("foreign", ["text", [1, 2], [{"label": 1}], {"head": 3}])
def test_what_other_programs_keep_there_is_no_relation(foreign):
    doc = NLP.make_doc("Ada flew.")
    doc.user_data[KEY] = foreign
    assert suggested(doc).relations == ()


def test_pairs_stand_near_and_have_labels_that_go_together():
    doc = _doc("{PERSON} flew to {GPE}.", "", {"PERSON": "Ada", "GPE": "Oslo"})
    spans = spans_of(doc, "sc")
    one_way = frozenset({("PERSON", "GPE")})
    assert [pair.ends for pair in pairs_of(spans, one_way, 2)] == [
        ((0, 3, "PERSON"), (12, 16, "GPE"))
    ]
    assert pairs_of(spans, one_way, 1) == []
    assert pairs_of(spans, frozenset({("GPE", "GPE")}), 9) == []


def test_scores_count_both_ends_and_the_label():
    gold = _doc("{PERSON} flew to {GPE}.", "visits", {"PERSON": "Ada", "GPE": "Oslo"})
    example = _example(gold)
    put(example.predicted, [RelationFact("visits", (0, 3, "PERSON"), (12, 16, "ORG"), 0.9)])
    assert score_relations([example])["rel_f"] == 0.0
    put(example.predicted, facts_of(gold))
    assert score_relations([example])["rel_f"] == 1.0


def test_two_of_them_hash_alike_whatever_was_made_before():
    """Else a training could not be done again in another process."""
    import annotator.suggest.relations.component  # noqa: F401  registers it

    seeds = []
    for _ in range(2):
        model = spacy.blank("en").add_pipe("relation_pairs").model
        seeds.append([node.attrs["seed"] for node in model.walk() if "seed" in node.attrs])
    assert seeds[0] == seeds[1]
    assert seeds[0]
