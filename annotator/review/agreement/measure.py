"""All measures of agreement over a set of documents, with their intervals."""

from collections.abc import Callable, Collection, Iterable, Sequence
from itertools import combinations

import numpy as np

from annotator.review.agreement import formulas, pairs, tokens, unitizing
from annotator.review.agreement.bootstrap import (
    RESAMPLES,
    Draws,
    draws,
    interval,
    resampled,
    whole,
)
from annotator.review.agreement.confusion import confusion, together
from annotator.review.agreement.documents import Marked
from annotator.review.agreement.formulas import Array
from annotator.review.agreement.results import Agreement, Label, OfDocument, Pair, Value
from annotator.review.agreement.table import Flags, Table, table

Progress = Callable[[int, int], object]

NO_SPANS = "neither has a span"
NO_RELATIONS = "neither has a relation"
ONE_CATEGORY = "all tokens have one and the same category, so chance alone agrees fully"
NO_UNITS = "there are no spans"
NO_DOCUMENTS = "no document has two finished layers"


def measure(
    documents: Iterable[Marked],
    symmetric: Collection[str] = (),
    seed: int = 0,
    resamples: int = RESAMPLES,
    progress: Progress = lambda _done, _total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Agreement | None:
    """Measure everything; None when it was cancelled. `symmetric` are the labels of relations
    without a direction. The order of the documents changes nothing."""
    ordered = sorted(documents, key=lambda document: document.id)
    work = _Work(table(ordered), symmetric, seed, resamples)
    people = range(len(work.table.names) - 1)
    asked = [*combinations(people, 2), *((len(people), who) for who in people)]
    for done, pair in enumerate(asked):
        if cancelled():
            return None
        progress(done, len(asked) + 1)
        work.compare(pair)
    return work.result()


class _Work:
    """Holds what the pairs share, and collects what they give."""

    def __init__(self, spans: Table, symmetric: Collection[str], seed: int, resamples: int) -> None:
        self.table = spans
        self.symmetric = symmetric
        self.seed, self.resamples = seed, resamples
        self.categories = tokens.categories(spans)
        self.said = pairs.relations_of(spans, symmetric)
        self.gold = len(spans.names) - 1
        layers = spans.present[: self.gold].sum(0)
        self.several: Flags = layers > 1
        self.single = int((layers == 1).sum())
        self.judged: Flags = spans.present[self.gold] & (layers > 0)
        self.drawn = {several: self._draw(several) for several in (True, False)}
        self.notes: dict[str, str] = {}
        self.pairs: list[Pair] = []
        self.against: list[Pair] = []
        self.resampled: dict[str, list[Array]] = {name: [] for name in pairs.F1}
        self.singly: dict[str, list[Array]] = {name: [] for name in pairs.F1}

    def _draw(self, several: bool) -> Draws | None:
        """With fewer than two documents there is nothing to draw from."""
        size = int((self.several if several else self.judged).sum())
        return draws(size, self.seed, self.resamples) if size > 1 else None

    def compare(self, pair: tuple[int, int]) -> None:
        """Measure a pair, unless they have no document in common."""
        one, two = pair
        gold = one == self.gold
        documents = self.table.present[one] & self.table.present[two]
        if not documents.any():
            return
        sums = pairs.pair_sums(
            self.table, self.categories, self.said, self.symmetric, pair, documents
        )
        drawn = self.drawn[not gold]
        if drawn is not None:
            kept = documents[self.judged if gold else self.several]
            drawn = drawn[:, kept] if kept.sum() > 1 else None
        if gold:
            self.against.append(self._pair(pair, documents, sums, drawn))
        else:
            self.pairs.append(self._pair(pair, documents, sums, drawn))
            self._keep(sums, documents)

    def _pair(
        self, pair: tuple[int, int], documents: Flags, sums: pairs.PairSums, drawn: Draws | None
    ) -> Pair:
        a, b = (self.table.names[who] for who in pair)
        gold = pair[0] == self.gold
        formula = pairs.against if gold else pairs.measures
        total = whole(sums)
        again = resampled(sums, drawn) if drawn is not None else None
        values = formula(total)
        varied = formula(again) if again is not None else {}
        if not gold:
            for name in pairs.F1:
                size = (self.resamples,)
                self.resampled[name].append(varied.get(name, np.full(size, np.nan)))
        found = {name: _value(x[0], varied.get(name)) for name, x in values.items()}
        self._explain(f"{a} × {b}", found)
        return Pair(
            a,
            b,
            int(documents.sum()),
            found,
            self._labels(total, again),
            confusion(self.table, pair, documents),
        )

    def _labels(self, total: pairs.PairSums, again: pairs.PairSums | None) -> dict[str, Label]:
        values = pairs.by_label(total)
        varied = pairs.by_label(again) if again is not None else {}
        found = {}
        for index, label in enumerate(self.table.labels):
            first, second = int(total.first[0, index]), int(total.second[0, index])
            if first or second:
                found[label] = Label(
                    first,
                    second,
                    {
                        name: _value(x[0, index], _column(varied.get(name), index))
                        for name, x in values.items()
                    },
                )
        return found

    def _keep(self, sums: pairs.PairSums, documents: Flags) -> None:
        """What the pair has in each document, for the means by document."""
        values = pairs.measures(sums)
        for name in pairs.F1:
            each = np.full(len(documents), np.nan)
            each[documents] = values[name]
            self.singly[name].append(each)

    def _explain(self, where: str, values: dict[str, Value]) -> None:
        for name, value in values.items():
            if value.value is None:
                self.notes[f"{where}: {name}"] = _reason(name)

    def result(self) -> Agreement:
        """Everything, with what concerns all annotators at once."""
        corpus, labels, single = self._corpus()
        mean = self._mean()
        if self.several.any():
            self._explain("mean", mean)
            self._explain("corpus", corpus)
        else:
            self.notes["corpus"] = NO_DOCUMENTS
        return Agreement(
            int(self.several.sum()),
            self.single,
            self.table.names[: self.gold],
            tuple(self.pairs),
            mean,
            corpus,
            labels,
            together(self.table, [pair.confusion for pair in self.pairs]),
            tuple(self.against),
            self._documents(single),
            self.seed,
            self.resamples,
            self.notes,
        )

    def _mean(self) -> dict[str, Value]:
        found = {}
        for name in pairs.F1:
            values = [pair.measures[name].value for pair in self.pairs]
            defined = [value for value in values if value is not None]
            varied = _mean_of(self.resampled[name]) if self.drawn[True] is not None else None
            mean = float(np.mean(defined)) if defined else np.nan
            found[name] = _value(mean, varied)
        return found

    def _corpus(self) -> tuple[dict[str, Value], dict[str, Value], dict[str, Array]]:
        """Over all people: the values, alpha_u by label, and the values of each document."""
        on_tokens = tokens.of_all(self.table, self.categories, self.several)
        units = unitizing.of_all(self.table, self.several)
        drawn = self.drawn[True]
        values, labels = _of_all(whole(on_tokens), whole(units))
        varied: dict[str, Array] = {}
        varied_labels = None
        if drawn is not None:
            varied, varied_labels = _of_all(resampled(on_tokens, drawn), resampled(units, drawn))
        corpus = {name: _value(x[0], varied.get(name)) for name, x in values.items()}
        by_label = {
            label: _value(labels[0, index], _column(varied_labels, index))
            for index, label in enumerate(self.table.labels)
            if not np.isnan(labels[0, index])
        }
        return corpus, by_label, _of_all(on_tokens, units)[0]

    def _documents(self, single: dict[str, Array]) -> tuple[OfDocument, ...]:
        means = {name: _mean_of(self.singly[name]) for name in pairs.F1 if self.singly[name]}
        found = []
        for place, index in enumerate(np.flatnonzero(self.several)):
            document = self.table.documents[index]
            measures = {name: _number(x[index]) for name, x in means.items()}
            measures |= {name: _number(x[place]) for name, x in single.items()}
            who = tuple(sorted(layer.who for layer in document.layers))
            found.append(OfDocument(document.id, document.name, who, measures))
        return tuple(found)


def _of_all(
    on_tokens: tokens.AllOnTokens, units: formulas.Unitizing
) -> tuple[dict[str, Array], Array]:
    alpha, by_label = formulas.alpha_unitizing(units)
    fleiss = formulas.fleiss_kappa(on_tokens.agreement, on_tokens.items, on_tokens.categories)
    nominal = formulas.alpha_nominal(on_tokens.disagreement, on_tokens.categories)
    values = {"fleiss_kappa": fleiss, "alpha_nominal": nominal, "alpha_unitizing": alpha}
    return values, by_label


def _mean_of(values: Sequence[Array]) -> Array:
    """The mean of those that are defined; nan where none is."""
    stacked = np.array(values)
    defined = ~np.isnan(stacked)
    return formulas.ratio(np.where(defined, stacked, 0).sum(0), defined.sum(0))


def _column(values: Array | None, index: int) -> Array | None:
    return None if values is None else values[:, index]


def _value(value: float, varied: Array | None) -> Value:
    number = _number(value)
    if number is None or varied is None:
        return Value(number)
    return Value(number, interval(varied))


def _number(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


def _reason(name: str) -> str:
    if name.startswith("relation"):
        return NO_RELATIONS
    if name in ("cohen_kappa", "fleiss_kappa", "alpha_nominal"):
        return ONE_CATEGORY
    return NO_UNITS if name == "alpha_unitizing" else NO_SPANS
