"""The keys of the moment, in words."""

from collections.abc import Callable

from annotator.review.units import What
from ui.review.reviewing import Reviewing
from ui.widgets.key_hint import key_text


def key_hints(reviewing: Reviewing, keys: Callable[[str], str]) -> list[tuple[str, str]]:
    """The keys that serve the conflict at hand: (keys, what they do), at most seven."""
    return [(key, what) for key, what in _hints(reviewing, keys) if key]


def _hints(reviewing: Reviewing, keys: Callable[[str], str]) -> list[tuple[str, str]]:
    review, unit = reviewing.review, reviewing.unit()
    undo = (keys("undo"), "undo")
    if review is None or unit is None:
        return [(keys("next_conflict"), "next"), (keys("next_document"), "next document"), undo]
    if reviewing.editing:
        return [
            *_editing_moves(unit.what, keys),
            (keys("next_conflict"), "next"),
            (keys("stop_editing"), "back"),
            undo,
        ]
    found = [(keys("keep_decision"), "keep it")] if unit.place in review.late else []
    nothing = "no relation" if unit.what == "relation" else "nothing here"
    return [
        *found,
        (_takes(keys, len(review.names)), "take a version"),
        (keys("take_none"), nothing),
        (keys("edit_version"), "edit"),
        (keys("comment_decision"), "comment"),
        (keys("next_conflict"), "next conflict"),
        undo,
    ]


def _editing_moves(what: What, keys: Callable[[str], str]) -> list[tuple[str, str]]:
    if what == "relation":
        return [(keys("turn_version"), "turn round")]
    if what == "document":
        return []
    return [
        (_pair(keys("end_left"), keys("end_right")), "move the end"),
        (_pair(keys("start_left"), keys("start_right")), "the start"),
        (_pair(keys("select_left"), keys("select_right")), "select"),
    ]


def editing_hint(what: What, keys: Callable[[str], str]) -> str:
    """What may be done with a version of one's own, in one line."""
    after = f"{key_text(keys('next_conflict'))} keeps it."
    if what == "relation":
        turn = key_text(keys("turn_version"))
        return f"Your own: a label key gives another label, {turn} turns it round. {after}"
    if what == "document":
        return f"Your own: press the key of a label. {after}"
    return f"Your own: press a label key, move its edges, or select other words. {after}"


def _takes(keys: Callable[[str], str], count: int) -> str:
    first, last = keys("take_1"), keys(f"take_{min(count, 9)}")
    return f"{first}–{last}" if count > 1 else first


def _pair(left: str, right: str) -> str:
    stem = left.removesuffix("Left")
    return f"{stem}←→" if left.endswith("Left") and right == f"{stem}Right" else right
