"""Agreement as plain values: what `annotator agreement --json` prints."""

from collections.abc import Mapping

from annotator.review.agreement.results import Agreement, Pair, Value

_PLACES = 6  # decimals: more would only show the rounding of sums


def facts(found: Agreement) -> dict[str, object]:
    """The measures, each with its interval under "intervals"; null where undefined."""
    return {
        "documents": found.documents,
        "left_out": found.left_out,
        "annotators": found.annotators,
        "pairs": [_pair(pair) for pair in found.pairs],
        "mean": {**_values(found.mean), "intervals": _intervals(found.mean)},
        **_values(found.corpus),
        "alpha_unitizing_by_label": {
            **_values(found.alpha_by_label),
            "intervals": _intervals(found.alpha_by_label),
        },
        "intervals": _intervals(found.corpus),
        "confusion": found.confusion.counts(),
        "against_gold": {pair.b: _against(pair) for pair in found.against_gold},
        "by_document": [
            {
                "id": document.id,
                "name": document.name,
                "annotators": document.annotators,
                **{name: _rounded(value) for name, value in document.measures.items()},
            }
            for document in found.by_document
        ],
        "seed": found.seed,
        "resamples": found.resamples,
        "notes": found.notes,
    }


def summary(found: Agreement) -> dict[str, object]:
    """The figures over all documents and people, without pairs, labels and documents."""
    values = {f"mean_{name}": value for name, value in found.mean.items()} | found.corpus
    return {
        "documents": found.documents,
        "annotators": found.annotators,
        **_values(values),
        "intervals": _intervals(values),
    }


def _pair(pair: Pair) -> dict[str, object]:
    return {"a": pair.a, "b": pair.b, **_compared(pair)}


def _against(pair: Pair) -> dict[str, object]:
    """The rows of the confusion are gold's labels."""
    return _compared(pair)


def _compared(pair: Pair) -> dict[str, object]:
    names = ("gold", "own") if pair.a == "gold" else ("a", "b")
    return {
        "documents": pair.documents,
        **_values(pair.measures),
        "by_label": {
            label: {
                **dict(zip(names, (row.first, row.second), strict=True)),
                **_values(row.measures),
                "intervals": _intervals(row.measures),
            }
            for label, row in pair.by_label.items()
        },
        "intervals": _intervals(pair.measures),
        "confusion": pair.confusion.counts(),
    }


def _values(values: Mapping[str, Value]) -> dict[str, float | None]:
    return {name: _rounded(value.value) for name, value in values.items()}


def _intervals(values: Mapping[str, Value]) -> dict[str, list[float]]:
    return {
        name: [round(edge, _PLACES) for edge in value.interval]
        for name, value in values.items()
        if value.interval is not None
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, _PLACES)
