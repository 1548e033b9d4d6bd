"""Training by steps, the same result for the same seed, corpora and versions."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example
from spacy.util import load_config, load_model_from_config, registry
from thinc.util import fix_random_seed

from annotator.suggest.news.gazfeat import GazetteerFeatures
from annotator.suggest.news.lists import Lists
from annotator.suggest.recipe.augment import examples
from annotator.suggest.recipe.corpora import SOURCES, Text, training
from annotator.suggest.recipe.invent import Inventor
from annotator.suggest.recipe.wire import Wire

if TYPE_CHECKING:
    from thinc.optimizers import Optimizer

CONFIG = Path(__file__).parent / "config.cfg"
LABELS = ("PERSON", "ORG", "LOC", "NORP", "MISC")
OVERLOOKED = 0.12  # share of listed names that the model is not told of while it learns
SLOWER = 0.6  # the rate of learning of each round, of the one before it
TOLD_EVERY = 200  # steps
INVENTED = 0.06  # share of made-up reports
Documents = list[list[Text]]


@dataclass(slots=True)
class Material:
    """What a pass goes over: sources with how often they are read, and their documents."""

    parts: list[tuple[float, Documents]]

    def one_pass(self, rng: random.Random) -> Documents:
        """The documents of one pass; a source that is read half a time gives half of them."""
        chosen: Documents = []
        for times, documents in self.parts:
            whole, part = divmod(times, 1)
            chosen += documents * int(whole)
            chosen += rng.sample(documents, round(part * len(documents)))
        return chosen


def material(folder: Path, extra: Documents = (), times: float = 1) -> Material:  # type: ignore[assignment]
    """All annotated sources, and documents that the pipeline has labelled itself."""
    parts: list[tuple[float, Documents]] = [(s.times, training(folder, s)) for s in SOURCES]
    return Material([*parts, (times, list(extra))] if extra else parts)


def blank(lists: Lists) -> Language:
    """The pipeline before its training."""
    config = load_config(CONFIG)
    fix_random_seed(int(config["training"]["seed"]))
    nlp = load_model_from_config(config, auto_fill=True)
    part = cast("GazetteerFeatures", nlp.get_pipe("gazfeat"))
    part.use(lists)
    ner = cast("Any", nlp.get_pipe("ner"))
    for label in LABELS:
        ner.add_label(label)
    return nlp


def train(
    nlp: Language, material: Material, steps: int, tell: Callable[[str], None], number: int = 0
) -> None:
    """Train `ner` in place, over as many steps, with the averaged weights in the end; a later
    round, `number`, goes on from the weights."""
    settings = load_config(CONFIG)["training"]
    seed = int(settings["seed"]) + number
    rng = random.Random(seed)  # noqa: S311
    fix_random_seed(seed)
    settings["optimizer"]["learn_rate"]["total_steps"] = round(steps * 1.05)
    settings["optimizer"]["learn_rate"]["initial_rate"] *= SLOWER**number
    optimizer: Optimizer = registry.resolve({"o": settings["optimizer"]})["o"]
    if number:
        nlp.resume_training(sgd=optimizer)
    else:
        nlp.initialize(lambda: list(_few(nlp, material, rng)), sgd=optimizer)
    part = cast("GazetteerFeatures", nlp.get_pipe("gazfeat"))
    part.dropout, part.random = OVERLOOKED, random.Random(seed)  # noqa: S311
    batcher = registry.resolve({"b": settings["batcher"]})["b"]
    losses: dict[str, float] = {}
    words = 0
    for step, batch in enumerate(batcher(stream(nlp, material, rng)), 1):
        words += sum(len(each.predicted) for each in batch)
        nlp.update(
            batch,
            sgd=optimizer,
            drop=float(settings["dropout"]),
            losses=losses,
            annotates=["gazfeat"],
        )
        cast("Any", optimizer).step_schedules()
        if step % TOLD_EVERY == 0:
            tell(f"step {step} of {steps}: {words} words, loss {losses['ner'] / TOLD_EVERY:.1f}")
            losses.clear()
        if step == steps:
            break
    part.dropout = 0.0
    with nlp.use_params(optimizer.averages):
        weights = cast("Any", nlp.get_pipe("ner")).model.to_bytes()
    cast("Any", nlp.get_pipe("ner")).model.from_bytes(weights)


def stream(nlp: Language, material: Material, rng: random.Random) -> Iterator[Example]:
    """Examples without end, pass by pass."""
    lists = cast("GazetteerFeatures", nlp.get_pipe("gazfeat")).lists
    inventor = Inventor(lists, rng, _bodies(material))
    wire = Wire(inventor, rng)
    while True:
        for text in examples(material.one_pass(rng), inventor, lists, rng):
            yield example(nlp, text)
            if rng.random() < INVENTED:
                yield example(nlp, wire.report())


def _bodies(material: Material) -> list[str]:
    sentences = chain.from_iterable(
        document for times, documents in material.parts if times >= 1 for document in documents
    )
    return sorted({s.text[b:e] for s in sentences for b, e, label in s.entities if label == "ORG"})


def _few(nlp: Language, material: Material, rng: random.Random) -> Iterator[Example]:
    for _ in range(200):
        _, documents = rng.choice(material.parts)
        yield example(nlp, rng.choice(rng.choice(documents)))


def example(nlp: Language, text: Text) -> Example:
    """A text with the entities whose edges are edges of tokens, or are moved out to them."""
    doc = nlp.make_doc(text.text)
    gold = Doc(nlp.vocab, [t.text for t in doc], [bool(t.whitespace_) for t in doc])
    spans, end = [], 0
    for first, last, label in sorted(text.entities):
        span = gold.char_span(first, last, label=label, alignment_mode="expand")
        if span is not None and span.start >= end and not span[0].is_space:
            spans.append(span)
            end = span.end
    gold.set_ents(spans, default="outside")
    return Example(doc, gold)
