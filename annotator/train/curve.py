"""What a learning curve says: whether more documents would help."""

from collections.abc import Sequence
from itertools import pairwise

from annotator.train.messages import CurvePoint

WORTH = 0.01  # F1 that the last part of the documents must have brought


def slope(points: Sequence[CurvePoint]) -> float | None:
    """F1 that the last doubling of the documents brought, by interpolation between the points
    (documents on a logarithmic scale would hardly differ over one doubling); None where the
    points do not reach over one."""
    if len(points) < 2:
        return None
    last, half = points[-1], points[-1].documents / 2
    for one, other in pairwise(points):
        if one.documents <= half <= other.documents and one.documents < other.documents:
            share = (half - one.documents) / (other.documents - one.documents)
            return last.f1 - (one.f1 + share * (other.f1 - one.f1))
    return None


def advice(points: Sequence[CurvePoint]) -> str:
    """The answer to "do we need more documents?", in a sentence."""
    gain = slope(points)
    if gain is None:
        return "There are too few documents to say whether more would help."
    last = points[-1].documents
    figure = f"{100 * gain:+.1f} F1"
    if gain >= WORTH:
        return f"The last doubling, to {last:,} documents, brought {figure}: more would help."
    return f"The last doubling, to {last:,} documents, brought {figure}: more would hardly help."
