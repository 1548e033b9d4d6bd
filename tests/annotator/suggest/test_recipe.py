"""How the embedded pipeline is made: examples keep their entities, training repeats itself."""

import gzip
import json
import random

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.suggest.news.lists import make
from annotator.suggest.recipe import augment, build, corpora, evaluate, gather, rounds, train
from annotator.suggest.recipe.corpora import Text
from annotator.suggest.recipe.invent import Inventor
from annotator.suggest.recipe.selftraining import labelled
from annotator.suggest.recipe.wire import Wire

LISTS = make(
    {"C": ["Norway", "Chad"], "N": ["Danes", "Malay"], "T": ["Oslo", "Lima"], "S": ["Bavaria"]},
    {"f": ["Ada", "Zoë"], "l": ["Lovelace", "Ruiz"], "t": [], "o": [], "p": [], "w": ["met"]},
)
NAMES = ("Ada Lovelace", "Oslo", "Norway", "UN", "Danes", "Ruiz")
LABELS = dict(zip(NAMES, ("PERSON", "LOC", "LOC", "ORG", "NORP", "PERSON"), strict=True))


def text_of(words):
    """A text of words and names, and where the names are."""
    text, entities = "", []
    for word in words:
        if word in LABELS:
            entities.append((len(text), len(text) + len(word), LABELS[word]))
        text += word + " "
    return Text(text, tuple(entities))


TEXTS = st.lists(
    st.sampled_from([*NAMES, "met", "’s", "n’t", "straße", "😀", "ﬁn", "of", "İ", "."]), max_size=15
).map(text_of)


def names(text):
    return [text.text[start:end] for start, end, _ in text.entities]


def outside(text):
    edges = [0, *(edge for start, end, _ in text.entities for edge in (start, end)), None]
    return [text.text[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True)]


@given(TEXTS)
def test_contracting_keeps_the_entities(text):
    changed = augment.contracted(text)
    assert names(changed) == names(text)
    assert " ’s" not in changed.text


@given(TEXTS, st.sampled_from([str.upper, str.lower, str.title]))
def test_another_case_keeps_length_and_places(text, case):
    changed = augment.recased(text, case)
    assert len(changed.text) == len(text.text)
    assert [name.casefold() for name in names(changed)] == [x.casefold() for x in names(text)]


@given(TEXTS)
def test_a_headline_keeps_places(text):
    changed = augment.headline(text)
    assert [name.casefold() for name in names(changed)] == [x.casefold() for x in names(text)]


@given(TEXTS, st.integers(0, 99))
def test_renaming_puts_names_where_the_entities_say(text, seed):
    rng = random.Random(seed)
    changed = augment.Renamer(Inventor(LISTS, rng, ["Acme Corp"]), LISTS, rng)(text)
    assert [label for *_, label in changed.entities] == [label for *_, label in text.entities]
    assert outside(changed) == outside(text)


@given(st.integers(0, 999))
def test_a_made_up_report_is_labelled_exactly(seed):
    rng = random.Random(seed)
    report = Wire(Inventor(LISTS, rng), rng).report()
    assert "{" not in report.text
    assert report.entities == tuple(sorted(report.entities))
    for name in names(report):
        assert name == name.strip() != ""


@given(st.lists(TEXTS, min_size=1, max_size=4), st.sampled_from([" ", "\n"]))
def test_joined_sentences_keep_their_entities(sentences, joint):
    one = augment.joined(sentences, joint)
    assert names(one) == [name for sentence in sentences for name in names(sentence)]
    whole = corpora.together(sentences)
    assert names(whole) == names(one)


def test_articles_stand_outside_and_held_out_documents_are_left_out(tmp_path):
    rows = [
        {"id": id, "sentences": [{"text": "In the Hague.", "spans": [[3, 12, "LOC"]]}]}
        for id in ("news_korea", "news_other")
    ]
    with gzip.open(tmp_path / "gum_wikinews.jsonl.gz", "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows)
    source = corpora.SOURCES[0]
    ((sentence,),) = corpora.training(tmp_path, source)
    assert names(sentence) == ["Hague"]
    (text,) = corpora.development(tmp_path, "gum_wikinews")
    assert names(text) == ["Hague"]
    assert "uner_pud" not in {each.file for each in (*corpora.SOURCES, corpora.RAW)}
    assert rounds.lacking(tmp_path)[0] == "btc.jsonl.gz"


def test_lists_come_from_cldr_geonames_and_our_own_names():
    lists = gather.gather(spacy.blank("en"), ["the reading of a bath " * 9])
    assert "C" in lists.kinds_of("Norway")
    assert "T" in lists.kinds_of("Rotterdam")
    assert "S" in lists.kinds_of("Texas")
    assert "O" in lists.kinds_of("European Commission")
    assert "N" in lists.kinds_of("NORWEGIAN")
    assert {"Ada", "Zoë", "Zoe"} <= set(lists.words["f"])
    assert "reading" in lists.plain_words
    assert lists.kinds_of("the") == ""


DOCUMENTS = [[text_of(["Ada Lovelace", "met", "Danes", "."]), text_of(["UN", "met", "Oslo", "."])]]


def trained(steps):
    nlp = train.blank(LISTS)
    train.train(nlp, train.Material([(20, DOCUMENTS)]), steps, lambda _: None)
    return nlp


def test_training_repeats_itself_and_leaves_no_words_behind(tmp_path):
    first, second = trained(3), trained(3)
    weights = [nlp.get_pipe("ner").model.to_bytes() for nlp in (first, second)]
    assert weights[0] == weights[1]
    ready = build.with_rules(first)
    build.describe(ready, {"set": {"f_names": 1.0}}, [], {})
    folder = tmp_path / "rounds" / "1"
    build.write(ready, folder)
    nlp = spacy.load(folder)
    assert nlp.pipe_names == ["gazfeat", "ner", "hybrid"]
    assert nlp.get_pipe("gazfeat").lists == LISTS
    assert nlp.meta["name"] == "news-en"
    assert "Lovelace" not in nlp.vocab.strings
    text = "Ada Lovelace met Danes in Oslo."
    assert [str(ent) for ent in nlp(text).ents] == [str(ent) for ent in ready(text).ents]


@pytest.fixture
def ruled():
    nlp = spacy.blank("en")
    nlp.add_pipe("gazfeat").use(LISTS)
    ruler = nlp.add_pipe("entity_ruler", name="ner")
    ruler.add_patterns([{"pattern": "Oslo", "label": "LOC"}, {"pattern": "Ruiz", "label": "ORG"}])
    nlp.add_pipe("hybrid")
    return nlp


def test_scores_count_exact_spans_by_coarse_label(ruled):
    text = "Ruiz left Oslo. Oslo is cold."
    gold = Text(text, ((0, 4, "PERSON"), (10, 14, "LOC"), (16, 20, "LOC")))
    found = evaluate.scores(ruled, [gold])
    assert (found.labels["LOC"].right, found.labels["LOC"].found) == (2, 2)
    assert (found.names.right, found.names.found, found.names.gold) == (2, 2, 3)
    assert (found.blind.right, found.blind.f) == (2, 80.0)
    precise = evaluate.precisions(ruled, [[gold] * evaluate.FEWEST])
    assert precise == {"GPE model and list": round(31 / 32, 3)}


@settings(max_examples=20)
@given(st.lists(st.sampled_from(["Oslo is. ", "It\n", "Ruiz met. Oslo! ", "no ", "”? Oslo"])))
def test_self_labelled_sentences_hold_all_names(words):
    nlp = spacy.blank("en")
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns([{"pattern": "Oslo", "label": "LOC"}, {"pattern": "Ruiz", "label": "ORG"}])
    text = "".join(words)
    (sentences,) = labelled(nlp, [text])
    assert [name for each in sentences for name in names(each)] == [
        ent.text for ent in nlp(text).ents
    ]
