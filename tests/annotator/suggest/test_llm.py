"""A language model as a suggester, against an address on this machine."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator import settings
from annotator.changes import Change, Edit
from annotator.cli.main import run
from annotator.errors import InputError, PipelineError
from annotator.flow import asking_llm
from annotator.flow.suggesting import missing
from annotator.model import LayerStatus, Span, layer_id, make_document, new_id
from annotator.scheme import Label, Scheme
from annotator.settings import Settings
from annotator.store.project import Project
from annotator.suggest.llm.aligning import Answer, Link, Quote, aligned, place_of
from annotator.suggest.llm.client import Client, Endpoint
from annotator.suggest.llm.prompt import Example, answer_to
from tests.support.language_model import language_model, said

TEXT = "Ada met Kim. Kim saw Ada in Oslo, 😀 said Ada."
SCHEME = Scheme(
    (Label("PERSON", name="Person"), Label("GPE"), Label("meets", "relation")),
    guidelines="# Person\n\nNo titles.",
)
ADA = {"quote": "Ada", "before": "", "occurrence": 1, "label": "PERSON"}
OSLO = {"quote": "Oslo", "before": "Ada in", "occurrence": 1, "label": "GPE"}


@pytest.fixture(autouse=True)
def local(home, monkeypatch):
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv("LLM_KEY", "secret-key")


@pytest.fixture
def project(tmp_path):
    with Project.create(tmp_path / "p.annodb", SCHEME) as made:
        texts = {"d1": TEXT, "d2": "Oslo, Kim."}
        made.add_documents([make_document(id, text, id=id) for id, text in texts.items()])
        yield made


def wishes(model, **more):
    known = Settings("ana", llm_url=model.url, llm_model="tiny/model", llm_key_variable="LLM_KEY")
    return replace(known, **more)


def patient(values, pauses):
    return Client(asking_llm.endpoint_of(values), pauses.append)


def stored(project, document):
    found = []
    for layer in project.layers(document):
        own = project.annotations(document, layer.annotator)
        found += [(s.start, s.end, s.label, s.origin) for s in own.spans.values()]
    return sorted(found)


def test_nothing_is_sent_before_this_person_agreed_to_this_address(project):
    with language_model(lambda _: said({"spans": []})) as model:
        values = wishes(model)
        for do in (
            lambda: None,
            lambda: asking_llm.agree(project, "ben", asking_llm.endpoint_of(values)),
            lambda: asking_llm.agree(project, "ana", Endpoint("http://other/v1", "tiny/model")),
            lambda: asking_llm.withdraw(project),
        ):
            do()
            with pytest.raises(InputError, match="has agreed"):
                asking_llm.suggest_by_llm(project, values)
        assert model.requests == []


def test_what_it_says_is_stored_as_a_models_layer_and_paid_for_once(project):
    def answer(body):
        text = body["messages"][-1]["content"]
        spans = [OSLO, {**ADA, "before": "Kim saw"}] if "Ada" in text else [OSLO]
        return said({"spans": spans, "relations": []}, (1000, 50))

    with language_model(answer) as model:
        values = wishes(model, llm_price_in=2.0, llm_price_out=8.0)
        asking_llm.agree(project, "ana", asking_llm.endpoint_of(values))
        report, usage = asking_llm.suggest_by_llm(project, values)
        origin = "tiny/model@1"
        at = TEXT.index("Oslo")
        assert stored(project, "d1") == [(21, 24, "PERSON", origin), (at, at + 4, "GPE", origin)]
        assert stored(project, "d2") == [(0, 4, "GPE", origin)]
        assert (report.documents, report.spans, report.failures) == (2, 3, [])
        assert (usage.requests, usage.tokens_in, usage.tokens_out) == (2, 2000, 100)
        assert asking_llm.cost(usage.tokens_in, usage.tokens_out, values).price == 0.0048
        path, headers, body = model.requests[0]
        assert path == "/v1/chat/completions"
        assert headers["Authorization"] == "Bearer secret-key"
        form = body["response_format"]["json_schema"]
        spans = form["schema"]["properties"]["spans"]["items"]["properties"]
        assert form["strict"]
        assert spans["label"]["enum"] == ["PERSON", "GPE"]
        assert "No titles." in body["messages"][0]["content"]
        asking_llm.suggest_by_llm(project, values)
        assert len(model.requests) == 2  # what it has read is not asked again
        asking_llm.suggest_by_llm(project, values, again=True)
        assert len(model.requests) == 4
    assert missing(project, origin) == []
    dump = project.path.read_bytes()
    assert b"secret-key" not in dump


def test_quotes_that_do_not_align_are_rejected_and_counted(project):
    wrong = [
        {**ADA, "quote": "Adam"},
        {**ADA, "quote": "Ad"},  # inside a word
        {**ADA, "label": "ORG"},
        {**ADA, "occurrence": 9},
        {**ADA, "quote": ""},
    ]
    with language_model(lambda _: said({"spans": [*wrong, ADA], "relations": []})) as model:
        values = wishes(model)
        asking_llm.agree(project, "ana", asking_llm.endpoint_of(values))
        report, usage = asking_llm.suggest_by_llm(project, values)
    assert stored(project, "d1") == [(0, 3, "PERSON", "tiny/model@1")]
    assert usage.rejected == 5 + 6
    assert report.spans == 1


def test_busy_and_failing_addresses_are_asked_again(project):
    answers = [
        (429, {"Retry-After": "7"}, b""),
        (500, {}, b"oops"),
        said("this is no JSON"),
        said('```json\n{"spans": []}\n```', None),
        said({"spans": [{"quote": 3}]}),
        said({"spans": "none"}),
    ]
    pauses = []
    with language_model(lambda _: answers.pop(0)) as model:
        values = wishes(model)
        asking_llm.agree(project, "ana", asking_llm.endpoint_of(values))
        client = patient(values, pauses)
        report, usage = asking_llm.suggest_by_llm(project, values, client=client)
    assert pauses == [7.0, 2.0]
    assert answers == []
    assert (report.documents, usage.requests) == (1, 4)
    assert usage.tokens_out > 40  # estimated where the address does not say
    (failure,) = report.failures
    assert failure.startswith("d2: tiny/model@1 failed (the answer is no JSON of the form asked")
    assert missing(project, "tiny/model@1") == ["d2"]


def test_an_address_that_never_answers_is_given_up(project):
    project.add_documents([make_document("d3", "Kim."), make_document("d4", "Ada.")])
    pauses = []
    with language_model(lambda _: None) as model:
        values = wishes(model)
        asking_llm.agree(project, "ana", asking_llm.endpoint_of(values))
        endpoint = replace(asking_llm.endpoint_of(values), timeout=0.05)
        with pytest.raises(PipelineError, match="3 documents in a row got no answer"):
            asking_llm.suggest_by_llm(project, values, client=Client(endpoint, pauses.append))
        assert len(model.requests) == 12
    assert pauses == [1.0, 2.0, 4.0] * 3


@pytest.mark.parametrize("status", [301, 401, 404])
def test_what_no_second_try_mends_stops_at_once(project, status):
    headers = {"Location": "http://127.0.0.1:1/elsewhere"} if status == 301 else {}
    with language_model(lambda _: (status, headers, b"secret-key")) as model:
        values = wishes(model)
        asking_llm.agree(project, "ana", asking_llm.endpoint_of(values))
        with pytest.raises(PipelineError, match=f"refuses \\(status {status}\\)") as caught:
            asking_llm.suggest_by_llm(project, values)
        assert len(model.requests) == 1
    assert "secret-key" not in str(caught.value)


def test_finished_work_is_shown_as_examples(project):
    ana = project.annotator("ana")
    status = LayerStatus(layer_id("d1", ana.id), "done")
    span = Span(new_id(), 8, 11, "PERSON")
    changes = (Change("d1", ana.id, None, span), Change("d1", ana.id, None, status))
    project.save(Edit(new_id(), "Label", changes, ana.id, "2026-01-01T00:00:00+00:00"))
    (example,) = asking_llm.brief_of(project).examples
    assert example == Example(TEXT, [(8, 11, "PERSON")], [])
    (quote,) = json.loads(answer_to(example))["spans"]
    assert quote == {"quote": "Kim", "before": "Ada met", "occurrence": 1, "label": "PERSON"}


def test_the_commands_agree_estimate_and_ask(project, capsys):
    project.close()
    path = str(project.path)
    with language_model(lambda _: said({"spans": [OSLO], "relations": []})) as model:
        assert run(["suggest", path, "--llm"]) == 1
        assert "this is no address of a language model" in capsys.readouterr().err
        address = ["--url", model.url, "--model", "m", "--price-in", "5"]
        assert run(["llm", path, *address]) == 0
        assert "Nothing is sent before somebody agrees" in capsys.readouterr().err
        assert run(["suggest", path, "--llm"]) == 1
        assert "--agree" in capsys.readouterr().err
        assert model.requests == []
        assert run(["llm", path, "--agree", "--json"]) == 0
        facts = json.loads(capsys.readouterr().out)
        assert facts["price"] > 0
        assert facts["agreed"].startswith("tester, ")
        assert run(["suggest", path, "--llm", "--json"]) == 0
        facts = json.loads(capsys.readouterr().out)
        assert (facts["spans"], facts["tokens_in"], facts["price"]) == (2, 200, 0.001)
    assert settings.load().llm_model == "m"


@pytest.mark.parametrize("url", ["", "ftp://x/v1", "file:///etc", "http://u:p@host/v1", "nonsense"])
def test_odd_addresses_are_refused(url):
    with pytest.raises(PipelineError, match="address of a language model"):
        Client(Endpoint(url, "m"))


def test_relations_join_quotes_by_their_place():
    quotes = [Quote("Oslo", "GPE"), Quote("Adam", "PERSON"), Quote("Kim", "PERSON", "", 1)]
    links = [Link(2, 0, "meets"), Link(0, 1, "meets"), Link(0, 9, "meets"), Link(2, 0, "eats")]
    found = aligned(TEXT, Answer(quotes, links), ["GPE", "PERSON"], ["meets"])
    ((head, tail),) = [(x.head, x.tail) for x in found.relations]
    assert (found.spans[head].label, found.spans[tail].label) == ("PERSON", "GPE")
    assert found.dropped == 4


WORDS = st.lists(st.sampled_from(["Ada", "Kim", "met", "😀", "e\u0301", ".", "\n"]), min_size=1)


@given(WORDS, st.data())
def test_what_answers_show_is_found_where_it_stands(words, data):
    text = " ".join(words)
    place = data.draw(st.integers(0, len(words) - 1))
    start = len(" ".join(words[:place])) + bool(place)
    end = start + len(words[place])
    if words[place].isspace():
        return
    (quote,) = json.loads(answer_to(Example(text, [(start, end, "X")])))["spans"]
    found = place_of(text, Quote(**quote))
    assert found is None or text[slice(*found)] == words[place]
    if words.count(words[place]) == 1:
        assert found == (start, end)
