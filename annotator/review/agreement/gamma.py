"""Gamma, which aligns and compares at once: an extra, for its library is large and slow.

Mathet, Widlöcher and Métivier (2015), "The unified and holistic method gamma for
inter-annotator agreement measure and alignment", by pygamma-agreement. Each document is a
continuum of its own; the corpus has the mean over the documents in which gamma is defined.
"""

import logging
from collections.abc import Callable, Sequence
from importlib import import_module

from annotator.errors import MissingExtra
from annotator.review.agreement.bootstrap import RESAMPLES, draws, interval
from annotator.review.agreement.documents import Marked
from annotator.review.agreement.results import Value

SAMPLES = 30  # chance continua a document; the library draws more where they vary much
Progress = Callable[[int, int], object]


def gamma(
    documents: Sequence[Marked],
    seed: int = 0,
    progress: Progress = lambda _done, _total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Value | None:
    """The mean of gamma with its interval; None when cancelled. Seconds a document.

    Raises MissingExtra if pygamma-agreement is not installed.
    """
    import numpy as np

    several = sorted((x for x in documents if len(x.layers) > 1), key=lambda x: x.id)
    found = []
    for done, document in enumerate(several):
        if cancelled():
            return None
        progress(done, len(several))
        if any(span.start < span.end for layer in document.layers for span in layer.spans):
            found.append(_of_document(document, seed))
    if not found:
        return Value(None)
    values = np.array(found)
    if len(values) < 2:
        return Value(float(values[0]))
    drawn = draws(len(values), seed, RESAMPLES).astype(np.float64)
    return Value(float(values.mean()), interval(drawn @ values / len(values)))


def _of_document(document: Marked, seed: int) -> float:
    try:
        core, library = import_module("pyannote.core"), import_module("pygamma_agreement")
        solver = import_module("cvxopt.glpk")
    except ImportError as error:
        raise MissingExtra(
            "Gamma needs a library that is not installed",
            "pygamma-agreement",
            'Install it with: python -m pip install "annotator-desktop[gamma]".',
        ) from error
    import numpy as np

    continuum = library.Continuum()
    for layer in document.layers:
        continuum.add_annotator(layer.who)
        for start, end, label in sorted({(x.start, x.end, x.label) for x in layer.spans}):
            if start < end:
                continuum.add(layer.who, core.Segment(start, end), label)
    state = np.random.get_state()
    level = logging.root.manager.disable
    # It draws from numpy's global generator, and its solver has something to say at every step.
    solver.options["msg_lev"] = "GLP_MSG_OFF"
    np.random.seed(seed)
    logging.disable(logging.WARNING)
    try:
        result = continuum.compute_gamma(
            library.CombinedCategoricalDissimilarity(), n_samples=SAMPLES
        )
        return float(result.gamma)
    finally:
        logging.disable(level)
        np.random.set_state(state)
