"""Suggestions of a language model for a project: the agreement, the estimate, the run.

The address and the name of the variable with the key are settings of the person; a project never
holds them as something to follow, only who agreed that its texts go to which address.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

import msgspec

from annotator.errors import InputError, PipelineError, ProjectCorrupt
from annotator.flow.suggesting import Storing, SuggestReport, missing
from annotator.guidelines import section
from annotator.model import Range, Relation, Span
from annotator.scheme import Label
from annotator.settings import Settings
from annotator.store.bulk import each_layer
from annotator.store.project import Project
from annotator.suggest.llm.client import Client, Endpoint, Unanswered, check
from annotator.suggest.llm.prompt import VERSION, Brief, Example
from annotator.suggest.llm.suggester import LlmSuggester, Usage, estimate
from annotator.suggest.results import normalise, tokens_of
from annotator.suggest.rules.pipeline import blank
from annotator.text.tokens import Tokens

_AGREED = "llm_agreement"
EXAMPLES, EXAMPLE = 3, 1_500  # how many, and code points of each
LOOKED_AT = 60  # finished documents among which examples are chosen
IN_A_ROW = 3  # documents without an answer after which the address is given up
Progress = Callable[[int, int], object]


class Agreement(msgspec.Struct, frozen=True):
    """Who agreed, when (ISO 8601 in UTC), that texts go to which address and model."""

    who: str
    when: str
    url: str
    model: str


@dataclass(frozen=True, slots=True)
class Cost:
    """Tokens, and what they cost at the prices of the settings; None without prices."""

    tokens_in: int
    tokens_out: int
    price: float | None


def endpoint_of(settings: Settings) -> Endpoint:
    """Where the person's settings say that the model is. Raises PipelineError."""
    endpoint = Endpoint(settings.llm_url, settings.llm_model, settings.llm_key_variable)
    check(endpoint)
    return endpoint


def model_name(endpoint: Endpoint) -> str:
    """`name@version` of the layer; the version is that of the prompt."""
    return f"{endpoint.model.replace('@', '-')}@{VERSION}"


def agreement(project: Project) -> Agreement | None:
    """Who agreed to what, if anybody did. Raises ProjectCorrupt."""
    stored = project.get_setting(_AGREED)
    try:
        return msgspec.json.decode(stored, type=Agreement) if stored else None
    except msgspec.DecodeError as error:
        raise ProjectCorrupt(
            "The agreement about the language model cannot be read",
            str(project.path),
            "Agree anew.",
        ) from error


def agree(project: Project, who: str, endpoint: Endpoint) -> Agreement:
    """Remember that the project's texts may go to an address."""
    when = datetime.now(UTC).isoformat(timespec="seconds")
    made = Agreement(who, when, endpoint.url, endpoint.model)
    project.set_setting(_AGREED, msgspec.json.encode(made).decode())
    return made


def withdraw(project: Project) -> None:
    """Nothing may be sent any more."""
    project.set_setting(_AGREED, "")


def check_agreed(project: Project, who: str, endpoint: Endpoint) -> None:
    """Raises InputError unless this person agreed to this address and model."""
    made = agreement(project)
    if made is None or (made.who, made.url, made.model) != (who, endpoint.url, endpoint.model):
        raise InputError(
            f"Nobody called {who} has agreed that texts of this project go to {endpoint.url} "
            f"({endpoint.model})",
            project.path.name,
            f"If they may: annotator llm {project.path.name} --agree",
        )


def brief_of(project: Project) -> Brief:
    """What the model is told: labels with their guidelines, and examples of finished work."""
    scheme = project.scheme
    labels = {x.id: _described(x, scheme.guidelines) for x in scheme.of("span")}
    relations = {x.id: _described(x, "") for x in scheme.of("relation")}
    return Brief(labels, relations, scheme.guidelines, list(_examples(project)))


def expected(project: Project, settings: Settings, brief: Brief, again: bool = False) -> Cost:
    """About what a run would cost, over the documents that the model has not read."""
    name = model_name(Endpoint(settings.llm_url, settings.llm_model))
    ids = project.document_ids() if again else missing(project, name)
    counts = [estimate(brief, len(project.document(id).text)) for id in ids]
    return cost(sum(x for x, _ in counts), sum(x for _, x in counts), settings)


def cost(tokens_in: int, tokens_out: int, settings: Settings) -> Cost:
    """The price of so many tokens."""
    prices = (settings.llm_price_in, settings.llm_price_out)
    price = (tokens_in * prices[0] + tokens_out * prices[1]) / 1e6 if any(prices) else None
    return Cost(tokens_in, tokens_out, price)


def suggest_by_llm(
    project: Project,
    settings: Settings,
    again: bool = False,
    progress: Progress = lambda _done, _total: None,
    cancelled: Callable[[], bool] = lambda: False,
    client: Client | None = None,
    tokenize: bool = True,
) -> tuple[SuggestReport, Usage]:
    """Ask the model about the documents that it has not read, or with `again` about all. Each
    answer is stored as it comes, since it was paid for. Raises InputError without an agreement,
    and PipelineError when the address does not answer; what was stored stays. Tokens are stored
    with it unless they are left to the pipeline, which spares loading spaCy."""
    endpoint = endpoint_of(settings)
    check_agreed(project, settings.annotator_name, endpoint)
    name = model_name(endpoint)
    ids = project.document_ids() if again else missing(project, name)
    tokenizer = _tokenizer(project.language) if tokenize else None
    suggester = LlmSuggester(client or Client(endpoint), brief_of(project), tokenizer)
    storing = Storing(project, name, SuggestReport(name))
    failed = 0
    for done, id in enumerate(ids, 1):
        if cancelled():
            break
        try:
            found = suggester.suggest(project.document(id).text, cancelled)
        except Unanswered as error:
            storing.fail(id, str(error))
            failed += 1
            if failed == IN_A_ROW:
                raise PipelineError(
                    f"{failed} documents in a row got no answer ({error})",
                    endpoint.url,
                    "Try again later: what was answered is stored, and not asked again.",
                ) from None
            continue
        if found is None:
            break
        failed = 0
        storing.take(id, found)
        storing.flush()
        progress(done, len(ids))
    return storing.report, suggester.usage


def _tokenizer(language: str) -> Callable[[str], Tokens]:
    nlp = blank(language)
    return lambda text: tokens_of(nlp.make_doc(normalise(text)))


def _described(label: Label, guidelines: str) -> str:
    parts = (label.title, label.description, "" if not guidelines else section(guidelines, label))
    words = ". ".join(dict.fromkeys(" ".join(part.split()) for part in parts if part.strip()))
    return words[:600]


def _examples(project: Project) -> Iterator[Example]:
    """Beginnings of finished documents, gold before others: those that show the most labels that
    no earlier one shows."""
    kinds = {one.id: one.kind for one in project.annotators()}
    order = {"gold": 0, "person": 1}
    done = [x for x in each_layer(project) if x.status == "done" and kinds[x.annotator] in order]
    done.sort(key=lambda x: order[kinds[x.annotator]])  # stable: by document within
    chosen: dict[str, str] = {}
    for layer in done:
        chosen.setdefault(layer.document, layer.annotator)
    made = [_example(project, *pair) for pair in list(chosen.items())[:LOOKED_AT]]
    left, shown = [x for x in made if x.spans], set[str]()
    for _ in range(min(EXAMPLES, len(left))):
        best = max(left, key=lambda x: len({label for *_, label in x.spans} - shown))
        left.remove(best)
        shown |= {label for *_, label in best.spans}
        yield best


def _example(project: Project, document: str, annotator: str) -> Example:
    text = project.document(document).text
    end = _beginning(text)
    layer = project.annotations(document, annotator)
    spans: list[Span] = sorted(
        (x for x in layer.spans.values() if not x.fragments and x.end <= end),
        key=lambda x: (x.start, x.end),
    )
    places = {span.id: place for place, span in enumerate(spans)}
    links: list[Relation] = [
        x for x in layer.relations.values() if x.head in places and x.tail in places
    ]
    return Example(
        text[:end],
        [(x.start, x.end, x.label) for x in spans],
        [(places[x.head], places[x.tail], x.label) for x in links],
    )


def _beginning(text: str) -> int:
    """Where the example ends: after a line, or at a word."""
    if len(text) <= EXAMPLE:
        return len(text)
    cuts: Range = (text.rfind("\n", 0, EXAMPLE), text.rfind(" ", 0, EXAMPLE))
    return next((cut for cut in cuts if cut > EXAMPLE // 3), EXAMPLE)
