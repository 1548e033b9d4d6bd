"""What two annotators have in common: sums by document, and the measures made of them."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from annotator.review.agreement import formulas, spans, tokens
from annotator.review.agreement.documents import Labelled, Marked
from annotator.review.agreement.formulas import Array
from annotator.review.agreement.relations import Joined, joined, lenient
from annotator.review.agreement.table import Flags, Table

F1 = ("f1_exact", "f1_overlap", "f1_unlabelled", "relation_f1", "relation_f1_lenient")
Said = Mapping[tuple[int, int], set[Joined]]


@dataclass(frozen=True, slots=True)
class PairSums:
    """By document; spans also by label: how many each has, and how many are the same."""

    first: Array
    second: Array
    exact: Array
    overlap: Array
    places: Array
    first_relations: Array
    second_relations: Array
    relations: Array
    relations_lenient: Array
    agreed: Array
    first_tokens: Array
    second_tokens: Array


def relations_of(table: Table, symmetric: Collection[str]) -> dict[tuple[int, int], set[Joined]]:
    """What the relations say, by annotator and document, where there are any."""
    found = {}
    for index, document in enumerate(table.documents):
        for who, layer in _layers(table, document):
            if layer.relations:
                found[who, index] = joined(layer, symmetric)
    return found


def _layers(table: Table, document: Marked) -> Iterator[tuple[int, Labelled]]:
    for layer in document.layers:
        yield table.names.index(layer.who), layer
    if document.gold is not None:
        yield len(table.names) - 1, document.gold


def pair_sums(
    table: Table,
    categories: tokens.Categories,
    said: Said,
    symmetric: Collection[str],
    pair: tuple[int, int],
    documents: Flags,
) -> PairSums:
    """The sums over some documents, which both of the pair have finished."""
    one, two = pair
    mine, theirs = table.rows(one, documents), table.rows(two, documents)
    on_tokens = tokens.of_pair(categories, one, two, documents)
    return PairSums(
        table.counts(mine, documents),
        table.counts(theirs, documents),
        table.counts(spans.exact(table, mine, theirs)[0], documents),
        table.counts(spans.by_overlap(table, mine, theirs, True)[0], documents),
        table.counts(spans.same_place(table, mine, theirs)[0], documents).sum(-1),
        *_relations(said, symmetric, pair, documents),
        on_tokens.agreed,
        on_tokens.first,
        on_tokens.second,
    )


def _relations(
    said: Said, symmetric: Collection[str], pair: tuple[int, int], documents: Flags
) -> tuple[Array, Array, Array, Array]:
    """How many each has, how many are the same, and how many with lenient ends."""
    counts = np.zeros((4, len(documents)))
    for document in np.flatnonzero(documents):
        first = said.get((pair[0], int(document)), set())
        second = said.get((pair[1], int(document)), set())
        if first or second:
            same = len(first & second)
            loosely = lenient(first, second, symmetric) if first and second else 0
            counts[:, document] = (len(first), len(second), same, loosely)
    first_counts, second_counts, same_counts, loose_counts = counts[:, documents]
    return first_counts, second_counts, same_counts, loose_counts


def measures(sums: PairSums) -> dict[str, Array]:
    """The measures of the pair (...)."""
    first, second = sums.first.sum(-1), sums.second.sum(-1)
    ends = sums.first_relations, sums.second_relations
    return {
        "f1_exact": formulas.f1(sums.exact.sum(-1), first, second),
        "f1_overlap": formulas.f1(sums.overlap.sum(-1), first, second),
        "f1_unlabelled": formulas.f1(sums.places, first, second),
        "relation_f1": formulas.f1(sums.relations, *ends),
        "relation_f1_lenient": formulas.f1(sums.relations_lenient, *ends),
        "cohen_kappa": formulas.cohen_kappa(sums.agreed, sums.first_tokens, sums.second_tokens),
    }


def against(sums: PairSums) -> dict[str, Array]:
    """The measures of one annotator, the second, against gold, the first."""
    gold, own, exact = sums.first.sum(-1), sums.second.sum(-1), sums.exact.sum(-1)
    return {
        "precision": formulas.ratio(exact, own),
        "recall": formulas.ratio(exact, gold),
        **measures(sums),
    }


def by_label(sums: PairSums) -> dict[str, Array]:
    """F1 of each label (..., labels)."""
    return {
        "f1_exact": formulas.f1(sums.exact, sums.first, sums.second),
        "f1_overlap": formulas.f1(sums.overlap, sums.first, sums.second),
    }
