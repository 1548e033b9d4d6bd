"""Where a doc carries scores of its entities; known without spaCy."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc

KEY = "annotator_entity_scores"


def scores_of(doc: "Doc") -> Mapping[tuple[int, int, str], float]:
    """Scores by first token, end and label; empty where there are none."""
    found = doc.user_data.get(KEY)
    return found if isinstance(found, dict) else {}
