"""The spaCy configuration of a training: what `spacy train` needs to do the same again."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from annotator.suggest.relations.component import FACTORY
from annotator.suggest.renaming import FACTORY as RENAME
from annotator.train.docs import GROUP
from annotator.train.messages import Component

if TYPE_CHECKING:
    from spacy.language import Language

FEWEST_WORDS, FEWEST_MORE, MOST_WORDS = 100, 300, 1000  # a batch; from weights at least more
BATCHES = 60  # an epoch, within these limits: few texts give small batches
EPOCHS, EPOCHS_MORE = 25, 10  # from nothing, and from weights that know something
FEWEST_STEPS, MOST_STEPS = 100, 4000
EVALUATIONS = 20
PATIENCE = 6  # evaluations without a better one
_MATRIX = {
    "@architectures": "spacy.Tok2Vec.v2",
    "embed": {
        "@architectures": "spacy.MultiHashEmbed.v2",
        "width": 96,
        "attrs": ["NORM", "PREFIX", "SUFFIX", "SHAPE"],
        "rows": [5000, 1000, 2500, 2500],
        "include_static_vectors": False,
    },
    "encode": {
        "@architectures": "spacy.MaxoutWindowEncoder.v2",
        "width": 96,
        "depth": 4,
        "window_size": 1,
        "maxout_pieces": 3,
    },
}


@dataclass(frozen=True, slots=True)
class Setting:
    """What a configuration depends on. `resumed` is the component of `start` that goes on
    learning, empty if a new one is made; `longest` is the most tokens of a span; `renamed` leads
    from labels of `start` to those that the texts have in their place."""

    component: Component
    language: str
    words: int
    seed: int
    steps: int = 0
    start: "Language | None" = None
    resumed: str = ""
    relations: bool = False
    symmetric: tuple[str, ...] = ()
    longest: int = 1
    renamed: dict[str, str] = field(default_factory=dict)

    @property
    def batch(self) -> int:
        """Words of a batch."""
        least = FEWEST_MORE if self.resumed else FEWEST_WORDS
        return min(MOST_WORDS, max(least, self.words // BATCHES))

    @property
    def most_steps(self) -> int:
        """The most updates: so many times through the texts, within limits."""
        epochs = EPOCHS_MORE if self.resumed else EPOCHS
        usual = max(1, self.words // self.batch) * epochs
        return self.steps or min(MOST_STEPS, max(FEWEST_STEPS, usual))


def configuration(setting: Setting, train: str, dev: str, start: str) -> dict[str, Any]:
    """The configuration, with the paths of the data and of the pipeline to start from."""
    components = _components(setting)
    config: dict[str, Any] = {
        "paths": {"train": train, "dev": dev, "start": start or None},
        "system": {"seed": setting.seed, "gpu_allocator": None},
        "nlp": {"lang": setting.language, "pipeline": list(components), "batch_size": 64},
        "components": components,
        "corpora": {name: _corpus(name) for name in ("train", "dev")},
        "training": _training(setting, list(components)),
    }
    if start:
        copied = {"tokenizer": "${paths.start}", "vocab": "${paths.start}"}
        before = {"@callbacks": "spacy.copy_from_base_model.v1", **copied}
        config["initialize"] = {"before_init": before}
    return config


def _components(setting: Setting) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if setting.resumed and setting.start is not None:
        for name in setting.start.pipe_names:
            if not setting.relations or setting.start.get_pipe_meta(name).factory != FACTORY:
                found[name] = {"source": "${paths.start}"}
        if setting.renamed:
            name = f"{RENAME}_{len(found)}"  # there may be one from an earlier training
            found[name] = {"factory": RENAME, "names": dict(sorted(setting.renamed.items()))}
    else:
        found[setting.component] = _ner() if setting.component == "ner" else _spancat(setting)
    if setting.relations:
        symmetric = list(setting.symmetric)
        found[FACTORY] = {"factory": FACTORY, "symmetric": symmetric, "group": GROUP}
    return found


def _ner() -> dict[str, Any]:
    model = {
        "@architectures": "spacy.TransitionBasedParser.v2",
        "state_type": "ner",
        "extra_state_tokens": False,
        "hidden_width": 64,
        "maxout_pieces": 2,
        "use_upper": True,
        "nO": None,
        "tok2vec": _MATRIX,
    }
    return {"factory": "ner", "model": model}


def _spancat(setting: Setting) -> dict[str, Any]:
    model = {
        "@architectures": "spacy.SpanCategorizer.v1",
        "reducer": {"@layers": "spacy.mean_max_reducer.v1", "hidden_size": 128},
        "scorer": {"@layers": "spacy.LinearLogistic.v1", "nO": None, "nI": None},
        "tok2vec": _MATRIX,
    }
    suggester = {
        "@misc": "spacy.ngram_range_suggester.v1",
        "min_size": 1,
        "max_size": setting.longest,
    }
    return {
        "factory": "spancat",
        "spans_key": GROUP,
        "threshold": 0.5,
        "model": model,
        "suggester": suggester,
    }


def _corpus(name: str) -> dict[str, Any]:
    return {"@readers": "spacy.Corpus.v1", "path": "${paths." + name + "}", "max_length": 0}


def _training(setting: Setting, names: list[str]) -> dict[str, Any]:
    learning = {setting.resumed or setting.component, *([FACTORY] if setting.relations else ())}
    score = "ents_f" if setting.component == "ner" else f"spans_{GROUP}_f"
    weights = {score: 0.75, "rel_f": 0.25} if setting.relations else {score: 1.0}
    steps = setting.most_steps
    every = max(1, steps // EVALUATIONS)
    rate = {
        "@schedules": "warmup_linear.v1",
        "warmup_steps": max(1, steps // 10),
        "total_steps": 2 * steps,
        "initial_rate": 0.001,
    }
    batcher = {
        "@batchers": "spacy.batch_by_words.v1",
        "size": setting.batch,
        "tolerance": 0.2,
        "discard_oversize": False,
    }
    optimizer = {
        "@optimizers": "Adam.v1",
        "L2_is_weight_decay": True,
        "L2": 0.01,
        "grad_clip": 1.0,
        "use_averages": True,
        "learn_rate": rate,
    }
    return {
        "seed": "${system.seed}",
        "gpu_allocator": "${system.gpu_allocator}",
        "train_corpus": "corpora.train",
        "dev_corpus": "corpora.dev",
        "dropout": 0.15,
        "max_epochs": 0,
        "max_steps": steps,
        "eval_frequency": every,
        "patience": PATIENCE * every,
        "frozen_components": [name for name in names if name not in learning],
        "annotating_components": _before(setting, names),
        "batcher": batcher,
        "optimizer": optimizer,
        "score_weights": weights,
    }


def _before(setting: Setting, names: list[str]) -> list[str]:
    """Components without weights that stand before the one that learns: it reads what they write,
    such as gazetteer features."""
    if not setting.resumed or setting.start is None:
        return []
    pipes = names[: names.index(setting.resumed)]
    return [x for x in pipes if not getattr(setting.start.get_pipe(x), "is_trainable", False)]
