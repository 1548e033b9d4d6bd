"""A classifier of relations as a spaCy component: `nlp.add_pipe("relation_pairs")` after whatever
finds the spans. It looks at all pairs whose labels were seen related and that stand near enough."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from spacy.language import Language
from spacy.pipeline import TrainablePipe
from spacy.scorer import PRFScore
from spacy.tokens import Doc
from spacy.training import Example
from spacy.util import registry
from spacy.vocab import Vocab
from thinc.api import (
    HashEmbed,
    Linear,
    Logistic,
    Maxout,
    Model,
    Optimizer,
    chain,
    list2ragged,
    reduce_mean,
    set_dropout_rate,
    with_array,
)

from annotator.suggest.relations.facts import End, RelationFact, facts_of, put
from annotator.suggest.relations.pairs import Pair, end_of, pairs_of, seen_in, spans_of

if TYPE_CHECKING:
    from spacy.tokens import Span

FACTORY = "relation_pairs"
SEED = 7  # of the hashing; else it would depend on what was made before in the process
FAR = 100  # the most tokens between two ends that are ever looked at
_USUAL = 0.99  # the share of the distances seen that is covered
Scored = tuple[list[Pair], Any]


def build_model(width: int = 64, rows: int = 5000, n_o: int | None = None) -> Model[Any, Any]:
    """Hashed facts, their mean, one hidden layer, and a probability a label."""
    return chain(
        list2ragged(),
        with_array(HashEmbed(width, rows, seed=SEED)),
        reduce_mean(),
        Maxout(width, width, nP=2, normalize=True, dropout=0.0),
        Linear(n_o, width),
        Logistic(),
    )


class RelationClassifier(TrainablePipe):  # type: ignore[misc]  # compiled: known to mypy as Any
    """`threshold` is the least probability of a relation that is put on the doc; of a relation in
    `symmetric` the end that stands first is the head."""

    def __init__(
        self, vocab: Vocab, model: Model[Any, Any], name: str, threshold: float,
        symmetric: Sequence[str], group: str,
    ) -> None:  # fmt: skip
        self.vocab, self.model, self.name = vocab, model, name
        self.cfg: dict[str, Any] = {
            "labels": [],
            "allowed": [],
            "most_between": 0,
            "threshold": threshold,
            "symmetric": sorted(symmetric),
            "group": group,
        }
        self.scorer = score_relations

    @property
    def labels(self) -> tuple[str, ...]:
        """The relations that it tells apart."""
        return tuple(self.cfg["labels"])

    @property
    def label_data(self) -> list[str]:
        """The same, for `spacy init labels`."""
        return list(self.labels)

    def _pairs(self, spans: Iterable["Span"]) -> list[Pair]:
        allowed = frozenset((head, tail) for head, tail in self.cfg["allowed"])
        return pairs_of(spans, allowed, self.cfg["most_between"])

    def predict(self, docs: Iterable[Doc]) -> list[Scored]:
        """The pairs of each doc, and the probabilities of the labels for each pair."""
        found: list[Scored] = []
        for doc in docs:
            pairs = self._pairs(spans_of(doc, self.cfg["group"])) if self.labels else []
            seen = [seen_in(doc, pair) for pair in pairs]
            found.append((pairs, self.model.predict(seen) if pairs else []))
        return found

    def set_annotations(self, docs: Iterable[Doc], scores: list[Scored]) -> None:
        """Put the relations on the docs."""
        for doc, (pairs, probabilities) in zip(docs, scores, strict=True):
            put(doc, self._facts(pairs, probabilities))

    def _facts(self, pairs: Sequence[Pair], probabilities: Any) -> Iterator[RelationFact]:
        for pair, row in zip(pairs, probabilities, strict=True):
            head, tail = pair.ends
            for label, value in zip(self.labels, row, strict=True):
                backwards = label in self.cfg["symmetric"] and head > tail
                if value >= self.cfg["threshold"] and not backwards:
                    yield RelationFact(label, head, tail, round(float(value), 4))

    def update(
        self, examples: Iterable[Example], *, drop: float = 0.0,
        sgd: Optimizer | None = None, losses: dict[str, float] | None = None,
    ) -> dict[str, float]:  # fmt: skip
        """Learn from the spans and relations of the references, by squared error."""
        losses = {} if losses is None else losses
        losses.setdefault(self.name, 0.0)
        seen, truths = [], []
        for example in examples:
            doc = example.reference
            for pair, truth in self._truths(doc):
                seen.append(seen_in(doc, pair))
                truths.append(truth)
        if not seen:
            return losses
        set_dropout_rate(self.model, drop)
        guesses, backprop = self.model.begin_update(seen)
        gradient = guesses - np.array(truths, dtype="float32")
        backprop(gradient)
        if sgd is not None:
            self.finish_update(sgd)
        losses[self.name] += float((gradient**2).sum())
        return losses

    def _truths(self, doc: Doc) -> Iterator[tuple[Pair, list[float]]]:
        """The candidates of a gold doc. One without any relation known is no evidence against:
        it may come from a model that knows none."""
        facts = _both_ways(facts_of(doc), self.cfg["symmetric"])
        if "relations" not in doc.user_data:
            return
        for pair in self._pairs(spans_of(doc, self.cfg["group"])):
            yield pair, [float((label, *pair.ends) in facts) for label in self.labels]

    def initialize(
        self, get_examples: Callable[[], Iterable[Example]], *,
        nlp: Language | None = None,  # noqa: ARG002  spaCy's signature
        labels: Sequence[str] | None = None,
    ) -> None:  # fmt: skip
        """Take labels, pairs of span labels and distances from the gold relations."""
        docs = [example.reference for example in get_examples()]
        found = {label for doc in docs for label, *_ in facts_of_all(doc, self.cfg["symmetric"])}
        self.cfg["labels"] = sorted({*found, *(labels or ())})
        self._take_pairs(docs)
        sample = [np.array([1], dtype="uint64")]
        self.model.get_ref("output").set_dim("nO", max(1, len(self.labels)))
        self.model.initialize(X=sample)

    def _take_pairs(self, docs: Iterable[Doc]) -> None:
        allowed: set[tuple[str, str]] = set()
        gaps: list[int] = []
        for doc in docs:
            spans = {end_of(span): span for span in spans_of(doc, self.cfg["group"])}
            for _, head, tail in facts_of_all(doc, self.cfg["symmetric"]):
                if head in spans and tail in spans:
                    allowed.add((head[2], tail[2]))
                    gaps.append(Pair(spans[head], spans[tail]).gap)
        gaps.sort()
        self.cfg["allowed"] = sorted(allowed)
        usual = gaps[min(len(gaps) - 1, int(_USUAL * len(gaps)))] if gaps else 0
        self.cfg["most_between"] = min(FAR, usual)


def _both_ways(
    facts: Iterable[RelationFact], symmetric: Sequence[str]
) -> set[tuple[str, End, End]]:
    found = {(fact.label, fact.head, fact.tail) for fact in facts}
    return found | {(label, tail, head) for label, head, tail in found if label in symmetric}


def facts_of_all(doc: Doc, symmetric: Sequence[str]) -> set[tuple[str, End, End]]:
    """The relations of a doc by label and ends, symmetric ones in both directions."""
    return _both_ways(facts_of(doc), symmetric)


def score_relations(examples: Iterable[Example], **_options: Any) -> dict[str, Any]:
    """Precision, recall and F of relations with both ends and the label right; `rel_per_type`."""
    kinds: dict[str, PRFScore] = {}
    total = PRFScore()
    for example in examples:
        if "relations" not in example.reference.user_data:
            continue
        gold = {(x.label, x.head, x.tail) for x in facts_of(example.reference)}
        guessed = {(x.label, x.head, x.tail) for x in facts_of(example.predicted)}
        total.score_set(guessed, gold)
        for label in {x[0] for x in gold | guessed}:
            one = kinds.setdefault(label, PRFScore())
            one.score_set({x for x in guessed if x[0] == label}, {x for x in gold if x[0] == label})
    return {
        "rel_p": total.precision,
        "rel_r": total.recall,
        "rel_f": total.fscore,
        "rel_per_type": {label: one.to_dict() for label, one in sorted(kinds.items())},
    }


@registry.architectures("annotator.RelationPairs.v1")  # type: ignore[untyped-decorator]
def relation_pairs_model(width: int, rows: int) -> Model[Any, Any]:
    """The model of the component; its number of labels is known when it is initialised."""
    model = build_model(width, rows)
    model.set_ref("output", model.layers[-2])
    return model


@Language.factory(
    FACTORY,
    assigns=["doc.user_data"],
    default_config={
        "model": {"@architectures": "annotator.RelationPairs.v1", "width": 64, "rows": 5000},
        "threshold": 0.5,
        "symmetric": [],
        "group": "sc",
    },
    default_score_weights={"rel_f": 1.0, "rel_p": 0.0, "rel_r": 0.0, "rel_per_type": None},
)
def make_relation_pairs(
    nlp: Language, name: str, model: Model[Any, Any], threshold: float,
    symmetric: list[str], group: str,
) -> RelationClassifier:  # fmt: skip
    """The component."""
    return RelationClassifier(nlp.vocab, model, name, threshold, symmetric, group)
