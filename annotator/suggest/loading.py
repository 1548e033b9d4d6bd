"""A pipeline made ready to suggest: on a GPU if it wants one, with scores if they are wished."""

from pathlib import Path
from typing import TYPE_CHECKING

from annotator.suggest.pipelines import PipelineInfo, load

if TYPE_CHECKING:
    from spacy.language import Language


def ready(info: PipelineInfo, scores: bool = False) -> "Language":
    """The pipeline. With `scores`, the entities of a `ner` get them, which takes more time.
    Raises PipelineError."""
    if _is_transformer(info):
        import spacy

        spacy.prefer_gpu()  # type: ignore[attr-defined]  # False without one: then it is slow
    nlp = load(info)
    if scores:
        from annotator.suggest.confidence import add_confidence

        add_confidence(nlp)
    return nlp


def _is_transformer(info: PipelineInfo) -> bool:
    """Whether a component of the pipeline is a transformer, by its configuration."""
    config = Path(info.path) / "config.cfg"
    return bool(info.path) and "transformer" in config.read_text(encoding="utf-8", errors="replace")
