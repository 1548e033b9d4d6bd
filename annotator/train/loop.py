"""spaCy's own training, update by update, with the best weights kept on the disk."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from spacy.schemas import ConfigSchemaTraining
from spacy.training.initialize import init_nlp
from spacy.training.loop import (
    create_evaluation_callback,
    create_train_batches,
    train_while_improving,
    update_meta,
)
from spacy.util import load_config_from_str, registry, resolve_dot_names
from thinc.api import Config, fix_random_seed

from annotator.train.messages import Stepped

if TYPE_CHECKING:
    from spacy.language import Language


def learn(config: dict[str, Any], best: Path, told: Callable[[Stepped], object]) -> int:
    """Train after a configuration, just as `spacy train` does, and leave the best pipeline in a
    folder; returns the step that it is from."""
    nlp = init_nlp(load_config_from_str(Config(config).to_str(interpolate=False)))
    whole = nlp.config.interpolate()
    fix_random_seed(whole["training"]["seed"])  # once more, as `spacy train` does
    settings = registry.resolve(whole["training"], schema=ConfigSchemaTraining)
    train, dev = resolve_dot_names(whole, [settings["train_corpus"], settings["dev_corpus"]])
    frozen = settings["frozen_components"]
    steps = train_while_improving(
        nlp,
        settings["optimizer"],
        create_train_batches(nlp, train, settings["batcher"], settings["max_epochs"]),
        create_evaluation_callback(nlp, dev, settings["score_weights"]),
        dropout=settings["dropout"],
        accumulate_gradient=settings["accumulate_gradient"],
        patience=settings["patience"],
        max_steps=settings["max_steps"],
        eval_frequency=settings["eval_frequency"],
        exclude=frozen,
        annotating_components=settings["annotating_components"],
        before_update=None,
    )
    found, texts = 0, 0
    for batch, info, is_best in steps:
        texts += len(batch)
        loss = sum(info["losses"].values()) / max(1, texts)
        if is_best is not None:
            texts = 0
        if is_best:
            found = info["step"]
            update_meta(settings, nlp, info)
            with nlp.use_params(settings["optimizer"].averages):
                nlp.to_disk(best)
        told(
            Stepped(info["step"], settings["max_steps"], float(loss), info["score"], bool(is_best))
        )
    return found


def name_pipeline(nlp: "Language", name: str, version: str, description: str) -> None:
    """Give a pipeline its name in `meta.json`."""
    nlp.meta.update(name=name, version=version, description=description)
