"""Building the embedded pipeline for a language."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language

# No limit of our own: the rules need memory in proportion to the text only.
MAX_CHARACTERS = 2**31


def blank(language: str) -> "Language":
    """The tokenizer of a language; of no language in particular where spaCy has none."""
    import spacy

    try:
        nlp = spacy.blank(language)
    except (ImportError, ValueError):
        nlp = spacy.blank("xx")
    nlp.max_length = MAX_CHARACTERS
    return nlp


def build(language: str) -> "Language":
    """The embedded pipeline, ready to run; where CLDR knows the language only."""
    import annotator.suggest.rules.component  # noqa: F401  registers the component with spaCy

    nlp = blank(language)
    nlp.add_pipe("news_rules", config={"language": language})
    return nlp
