"""The pipeline whose weights are the beginning, made ready to learn labels that it does not
have."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from annotator.suggest.results import Suggested
from annotator.train.messages import Component, TrainingText

if TYPE_CHECKING:
    from spacy.language import Language

_ACTIONS = ("B", "I", "L", "U")


def resumable(nlp: "Language", component: Component, labels: Iterable[str]) -> str:
    """The name of the component that can be trained further for these labels; empty if there is
    none: a `spancat` cannot learn another label."""
    for name in nlp.pipe_names:
        if nlp.get_pipe_meta(name).factory != component:
            continue
        known = set(nlp.get_pipe(name).labels)  # type: ignore[attr-defined]
        if component == "ner" or known.issuperset(labels):
            return name
    return ""


def taught_labels(
    texts: Iterable[TrainingText],
    own: Mapping[str, Suggested],
    said: Mapping[str, Suggested],
    names: Mapping[str, str],
) -> dict[str, str]:
    """What the component has to say so that the pipeline says what people said, where components
    behind it make finer labels of its own: `own` is what it says, `said` what the pipeline makes
    of it. Found where the pipeline was right, by the label that is most frequent there."""
    met: dict[str, Counter[str]] = {}
    for text in texts:
        before = {(x.start, x.end): x.label for x in own[text.id].spans}
        after = {(x.start, x.end, names.get(x.label, x.label)) for x in said[text.id].spans}
        for start, end, label in text.spans:
            if (start, end, label) in after and (start, end) in before:
                met.setdefault(label, Counter())[before[start, end]] += 1
    best = {label: count.most_common(1)[0][0] for label, count in met.items()}
    return {label: other for label, other in best.items() if other != label}


def make_ready(
    nlp: "Language", name: str, labels: Iterable[str], texts: Sequence[TrainingText],
    said: Mapping[str, Suggested],
) -> None:  # fmt: skip
    """Let a component stand by itself and have all the labels; each new one starts from the
    weights of the old one that it `said` most often where people gave the new one."""
    for other in nlp.pipe_names:
        if name in getattr(nlp.get_pipe(other), "listening_components", ()):
            nlp.replace_listeners(other, name, ["model.tok2vec"])
    pipe: Any = nlp.get_pipe(name)
    wanted = set(labels)
    new = sorted(wanted - set(pipe.labels))
    if not new:
        return
    like = _alike(new, texts, said)
    for label in new:
        pipe.add_label(label)
    for label, old in like.items():
        _copy_weights(pipe, old, label, gives_way=old not in wanted)


def _alike(
    new: Iterable[str], texts: Sequence[TrainingText], said: Mapping[str, Suggested]
) -> dict[str, str]:
    met: dict[str, Counter[str]] = {label: Counter() for label in new}
    for text in texts:
        found = {(span.start, span.end): span.label for span in said[text.id].spans}
        for start, end, label in text.spans:
            if label in met and (start, end) in found:
                met[label][found[start, end]] += 1
    return {label: count.most_common(1)[0][0] for label, count in met.items() if count}


def _copy_weights(pipe: Any, old: str, new: str, gives_way: bool) -> None:
    """`gives_way`: the old label is no longer wanted, and of two equal ones the new one wins."""
    if not pipe.model.attrs.get("has_upper"):
        return
    moves = pipe.moves
    places = {moves.get_class_name(place): place for place in range(moves.n_moves)}
    upper = pipe.model.get_ref("upper")
    weights, bias = upper.get_param("W"), upper.get_param("b")
    for action in _ACTIONS:
        source, target = places.get(f"{action}-{old}"), places.get(f"{action}-{new}")
        if source is not None and target is not None:
            weights[target] = weights[source]
            bias[target] = bias[source]
            bias[source] -= float(gives_way)
