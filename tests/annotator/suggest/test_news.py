"""The embedded English pipeline, as it ships, and the rules that it runs after its model."""

import json
import subprocess
import sys
import threading
import tomllib
from importlib import import_module
from pathlib import Path

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from annotator.paths import seeds
from annotator.suggest import pipelines
from annotator.suggest.news import gazfeat, hybrid, numbers
from annotator.suggest.news.lists import Lists, make
from annotator.suggest.results import normalise
from annotator.suggest.run import suggest_many
from annotator.suggest.worker import Worker

COMPONENTS = (gazfeat.make_gazfeat, hybrid.make_hybrid)  # imported, they are known to spaCy
ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def news():
    return pipelines.load(pipelines.find(""))


def found(nlp, text):
    ((_, result),) = suggest_many(nlp, [("d", text)])
    return [(text[span.start : span.end], span.label) for span in result.spans]


def test_the_default_pipeline_finds_the_names_of_the_sample(news):
    text = (seeds() / "north-korea-visit.txt").read_text(encoding="utf-8")
    spans = set(found(news, text))
    for name in ("Vladimir Putin", "Kim Jong-un", "Andrey Belousov", "Denis Manturov"):
        assert (name, "PERSON") in spans
    assert {("Yuri Ushakov", "PERSON"), ("Lloyd Austin", "PERSON"), ("2000", "DATE")} <= spans
    for name in ("North Korea", "Pyongyang", "Russia", "Ukraine", "US", "Vladivostok"):
        assert (name, "GPE") in spans
    assert spans & {("White House", "ORG"), ("White House", "FAC")}


def test_it_is_small_and_tells_where_it_comes_from():
    folder = pipelines.news_en()
    info = pipelines.find("news-en@1.1")
    assert info.source == "embedded"
    assert info.size <= 15_000_000
    meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    assert all(source["name"] and source["license"] for source in meta["sources"])
    assert meta["performance"]["uner_pud"]["f_names"] > 70
    assert not any(source["name"].startswith("Universal NER") for source in meta["sources"])
    strings = json.loads((folder / "vocab" / "strings.json").read_text(encoding="utf-8"))
    assert len(strings) < 2000  # those of the language alone, no word of the training texts


def test_plain_spacy_loads_it_by_its_entry_points():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    points = project["entry-points"]["spacy_factories"]
    config = spacy.util.load_config(pipelines.news_en() / "config.cfg")
    for part in config["nlp"]["pipeline"]:
        if part != "ner":
            module, _, name = points[part].partition(":")
            assert callable(getattr(import_module(module), name))
            assert spacy.Language.has_factory(part)
    assert config["training"]["annotating_components"] == ["gazfeat"]


def test_another_language_gets_its_own_embedded_pipeline():
    assert pipelines.find("news-en", "de").name == "news-rules"
    assert pipelines.find("", "fr").name == "news-rules"
    assert [info.name for info in pipelines.embedded("en")] == ["news-en", "news-rules"]


def test_the_worker_suggests_with_it():
    answers, done = {}, threading.Event()

    def take(document, suggested):
        answers[document] = suggested
        done.set()

    failures = []
    worker = Worker("news-en", "en", lambda _: None, take, failures.append)
    text = "Angela Merkel met François Hollande in Minsk."
    worker.request("d", text)
    assert done.wait(60)
    worker.stop()
    assert failures == []
    spans = {(text[s.start : s.end], s.label, s.score is None) for s in answers["d"].spans}
    assert ("Angela Merkel", "PERSON", False) in spans


@pytest.mark.parametrize("before", ["", "🙂🙂 ", "\r\n", "مرحبا ", "e\u0301 "])
def test_offsets_count_code_points(news, before):
    text = before + "President Emmanuel Macron flew to Berlin on 12 May 2024."
    spans = found(news, text)
    assert {("Emmanuel Macron", "PERSON"), ("Berlin", "GPE"), ("12 May 2024", "DATE")} <= set(spans)


WORDS = st.sampled_from(
    ["Putin", "US", "the", "’s", "‘", "-", "un", "Kim", "Jong", "University", "of", "Oslo", "2000",
     "$5", "million", "\n", "  ", "😀", "(", ")", ",", ".", "UN", "Mr.", "Ivanov", "AT", "CHICAGO",
     "3", "%"]
)  # fmt: skip


@given(st.lists(WORDS, max_size=25), st.sampled_from([" ", "", "\n"]))
def test_whatever_the_text_spans_lie_in_it_and_apart(news, words, joint):
    text = joint.join(words)
    ((_, result),) = suggest_many(news, [("d", text)])
    end = 0
    for span in result.spans:
        assert end <= span.start < span.end <= len(text)
        assert text[span.start : span.end].strip() == text[span.start : span.end]
        end = span.end


def test_codes_of_the_lists_do_not_stay_on_the_tokens(news):
    assert not any(token.tag_ for token in news("Putin flew to Berlin."))


LISTS = make(
    {"C": ["Norway", "Jordan"], "N": ["Norwegian"], "T": ["Oslo"],
     "O": ["United Nations", "UN", "ILO"], "E": ["World Cup"], "R": ["Middle East"], "P": ["F-16"]},
    {"f": ["Ada", "Jordan"], "l": ["Lovelace"], "t": [], "o": [], "p": [],
     "w": ["visits", "club", "today", "ilo"]},
)  # fmt: skip


@pytest.fixture(scope="module")
def rules():
    """The rules behind a model that says what a test wants it to say."""
    nlp = spacy.blank("en")
    nlp.add_pipe("gazfeat").use(LISTS)
    ruler = nlp.add_pipe("entity_ruler", name="ner")
    nlp.add_pipe("hybrid")

    def run(text, *said):
        ruler.clear()
        said = [*said, ("never said", "MISC")]  # a ruler without patterns warns
        ruler.add_patterns([{"pattern": words, "label": label} for words, label in said])
        return [(span.text, span.label_) for span in nlp(normalise(text)).ents]

    return run


@pytest.mark.parametrize(
    ("text", "said", "wanted"),
    [
        ("“Oslo” is", [("“Oslo”", "LOC")], [("Oslo", "GPE")]),
        ("Ada Lovelace Visits", [("Ada Lovelace Visits", "PERSON")], [("Ada Lovelace", "PERSON")]),
        ("Mayor Ada Lovelace", [("Mayor Ada Lovelace", "PERSON")], [("Ada Lovelace", "PERSON")]),
        ("Durham 114", [("Durham 114", "ORG")], [("Durham", "ORG"), ("114", "CARDINAL")]),
        ("Kim Jong-un", [("Kim Jong", "PERSON")], [("Kim Jong-un", "PERSON")]),
        ("a Kim Il-era gun", [("Kim Il", "PERSON")], [("Kim Il", "PERSON")]),
        ("Norway won", [("Norway", "ORG")], [("Norway", "GPE")]),
        ("Jordan won", [("Jordan", "PERSON")], [("Jordan", "PERSON")]),
        ("a Norwegian said", [("Norwegian", "MISC")], [("Norwegian", "NORP")]),
        ("they left Norway", [], [("Norway", "GPE")]),
        ("the UN said", [], [("UN", "ORG")]),
        ("Mr Blix said", [("Blix", "LOC")], [("Blix", "PERSON")]),
        ("Lake Como", [("Lake Como", "LOC")], [("Lake Como", "LOC")]),
        ("Gardermoen Airport", [("Gardermoen Airport", "LOC")], [("Gardermoen Airport", "FAC")]),
        ("Middle East", [("Middle East", "LOC")], [("Middle East", "LOC")]),
        ("the World Cup", [("World Cup", "MISC")], [("World Cup", "EVENT")]),
        ("an F-16 fell", [("F-16", "MISC")], [("F-16", "PRODUCT")]),
        ("“Hunger” is a", [("Hunger", "MISC")], [("Hunger", "WORK_OF_ART")]),
        ("Esperanto", [("Esperanto", "MISC")], [("Esperanto", "MISC")]),
        ("in Norwegian", [("Norwegian", "LANGUAGE")], [("Norwegian", "LANGUAGE")]),
        ("the band Rex", [("Rex", "PET")], [("Rex", "PET")]),
        ("North Norwegian", [("North Norwegian", "LOC")], [("North Norwegian", "NORP")]),
        ("Marine Directorate", [("Marine Directorate", "PERSON")], [("Marine Directorate", "ORG")]),
        ("Bank of Fun", [("Bank of Fun", "LOC")], [("Bank of Fun", "ORG")]),
        ("the agency GCHQ said", [("GCHQ", "PERSON")], [("GCHQ", "ORG")]),
        ("a GDP of", [("GDP", "MISC")], [("GDP", "MISC")]),
        ("environmental group Mar Vivo", [("Mar Vivo", "PERSON")], [("Mar Vivo", "ORG")]),
        ("founder of Hack Forums", [("Hack Forums", "MISC")], [("Hack Forums", "ORG")]),
        ("analysts at Peel Hunt", [("Peel Hunt", "LOC")], [("Peel Hunt", "ORG")]),
        ("a Zuxo spokeswoman", [("Zuxo", "PERSON")], [("Zuxo", "ORG")]),
        ("Minch, a firm that", [("Minch", "LOC")], [("Minch", "ORG")]),
        ("Minch, a firm chief, left", [("Minch", "LOC")], [("Minch", "GPE")]),
        ("the Palace of Ajuda", [("Palace of Ajuda", "LOC")], [("Palace of Ajuda", "FAC")]),
        ("Tarlo explains", [("Tarlo", "MISC")], [("Tarlo", "PERSON")]),
        ("Emperor Meiji", [("Meiji", "MISC")], [("Meiji", "PERSON")]),
        ("Ada Gold", [("Ada Gold", "MISC")], [("Ada Gold", "PERSON")]),
        ("the river Nestus", [("Nestus", "MISC")], [("Nestus", "GPE")]),
        ("South Tower", [("South Tower", "ORG")], [("South Tower", "FAC")]),
        ("OSLO (UN) It", [("OSLO", "ORG")], [("OSLO", "GPE"), ("UN", "ORG")]),
        ("OSLO 1996-08-22", [("OSLO", "ORG")], [("OSLO", "GPE"), ("1996-08-22", "DATE")]),
        ("OSLO 74 -", [("OSLO", "ORG")], [("OSLO", "ORG"), ("74", "CARDINAL")]),
        ("a School of Kelp and Sea", [("School of", "ORG")], [("School of Kelp", "ORG")]),
        ("Front for the Sea of Minch", [("Front", "ORG")], [("Front for the Sea of Minch", "ORG")]),
        ("a Board of UN", [("Board", "ORG"), ("UN", "ORG")], [("Board", "ORG"), ("UN", "ORG")]),
        ("Board for Oslo", [("Board", "ORG"), ("Oslo", "LOC")], [("Board for Oslo", "ORG")]),
        ("the Mar Gazette", [("Mar Gazette", "LOC")], [("Mar Gazette", "ORG")]),
        ("at Mar-SA", [("Mar-SA", "MISC")], [("Mar-SA", "MISC")]),
        ("the Banco Mar", [("Banco Mar", "PERSON")], [("Banco Mar", "ORG")]),
        ("any VAT or G.D.P. fell", [("VAT", "ORG"), ("G.D.P.", "ORG")], []),
        ("the Minch Marathon", [("Minch Marathon", "ORG")], [("Minch Marathon", "EVENT")]),
        ("Cyclone Minch", [("Cyclone Minch", "ORG")], [("Cyclone Minch", "EVENT")]),
        ("the Siege of Minch", [("Siege of Minch", "ORG")], [("Siege of Minch", "EVENT")]),
        ("Board of Elections", [("Board of Elections", "ORG")], [("Board of Elections", "ORG")]),
        ("its spokesman Olu Oba", [("Olu Oba", "ORG")], [("Olu Oba", "PERSON")]),
        ("its spokesman Olu Club", [("Olu Club", "ORG")], [("Olu Club", "ORG")]),
        ("a Minch Mar spokesman", [("Minch Mar", "LOC")], [("Minch Mar", "ORG")]),
        ("Lovelace shares fell", [("Lovelace", "PERSON")], [("Lovelace", "ORG")]),
        ("a Lovelace spokesman", [("Lovelace", "PERSON")], [("Lovelace", "PERSON")]),
        ("the Zuxo news agency", [("Zuxo", "MISC")], [("Zuxo", "ORG")]),
        ("as the ILO said", [], [("ILO", "ORG")]),
        ("THE ILO CAME", [], []),
    ],
)  # fmt: skip
def test_rules_after_the_model(rules, text, said, wanted):
    assert rules(text, *said) == wanted


def test_names_are_consistent_over_a_document(rules):
    text = "Grace Hopper left. Hopper and Hopper’s ship, the Acme Hopper club; Grace came."
    spans = rules(text, ("Grace Hopper", "PERSON"), ("Grace", "LOC"))
    assert [label for name, label in spans if name == "Hopper"] == ["PERSON", "PERSON"]
    assert ("Grace", "PERSON") in spans


def test_a_name_that_the_words_around_explain_is_explained_everywhere(rules):
    text = "Minch Kelp grows. Minch Kelp, a company in Skye, ate. Karim El Fassi ate. El Fassi ate."
    said = [("Minch Kelp", "PERSON"), ("Karim El Fassi", "PERSON"), ("El Fassi", "ORG")]
    assert rules(text, *said) == [
        *[("Minch Kelp", "ORG")] * 2,
        *[("Karim El Fassi", "PERSON"), ("El Fassi", "PERSON")],
    ]


@pytest.mark.parametrize(
    ("text", "said", "wanted"),
    [
        ("The Kelp Sea Trust (KST) ate. KST slept.", [("Kelp Sea Trust", "ORG")], ["ORG", "ORG"]),
        (
            "The Kelp Sea Centre (KSC) ate. KSC slept.",
            [("Kelp Sea Centre", "LOC"), ("KSC", "ORG")],
            ["GPE", "GPE"],
        ),
        (
            "Trust of the Kelp Bed (TKB). TKB",
            [("Trust of the Kelp Bed", "ORG")],
            ["ORG", "ORG"],
        ),
        ("A keen sea trade (KST) grew. KST slept.", [("KST", "ORG")], []),
        ("A keen sea trade (KPT) grew. KPT slept.", [("KPT", "ORG")], ["ORG", "ORG"]),
        ("The Keen Sea Trade (KST) grew. KST slept.", [("KST", "ORG")], ["ORG", "ORG"]),
    ],
)
def test_a_short_form_in_brackets_means_what_the_long_one_does(rules, text, said, wanted):
    short = text[text.index("(") + 1 : text.index(")")]
    assert [label for name, label in rules(text, *said) if name == short] == wanted


def test_what_it_knows_can_be_written_and_read(tmp_path):
    LISTS.write(tmp_path)
    assert Lists.read(tmp_path) == LISTS
    before = (tmp_path / "lists.json.gz").read_bytes()
    LISTS.write(tmp_path)
    assert (tmp_path / "lists.json.gz").read_bytes() == before


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("It fell 5 percent to $3 million.", [("5 percent", "PERCENT"), ("$3 million", "MONEY")]),
        ("At 5:30 p.m. on Monday", [("5:30 p.m.", "TIME"), ("Monday", "DATE")]),
        ("since 2000, as", [("2000", "DATE")]),
        ("2000 people ran 12 km", [("2000", "CARDINAL"), ("12 km", "QUANTITY")]),
        ("the first of three", [("first", "ORDINAL"), ("three", "CARDINAL")]),
        ("a 24-year-old", [("24-year-old", "DATE")]),
        ("two weeks ago", [("two weeks ago", "DATE")]),
        ("Windows95 and F-16", []),
        ("twenty-one hours", [("twenty-one hours", "TIME")]),
    ],
)
def test_numbers(text, wanted):
    assert [(text[start:end], label) for start, end, label in numbers.find(text)] == wanted


def test_the_window_s_process_does_not_load_it():
    code = (
        "import sys; from annotator.suggest import pipelines; pipelines.find('');"
        "sys.exit('spacy' in sys.modules or 'numpy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
