"""When the search for reference cycles runs: not between a key and its effect.

Nearly everything goes when it is no longer referred to; the search is for the rest. Over a long
document it takes up to a quarter of a second, so what is old is left alone and what is new is
looked through while hands rest.
"""

import gc

YOUNG = 3000  # new objects for which a search takes about a millisecond


def collect_seldom() -> None:
    """Leave what there is alone, and search seldom from here on."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)
    gc.enable()


def leave_alone() -> None:
    """Search never again among what is there now: a long document has come."""
    gc.freeze()


def collect_young() -> None:
    """Search among what is new, if that is not little; called while hands rest."""
    if gc.get_count()[0] > YOUNG:
        gc.collect(0)
