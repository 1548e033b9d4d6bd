"""The reviewer's actions by the ids of the table, and when they cannot run."""

from collections.abc import Callable, Mapping

from ui.review.reviewing import Reviewing

ACTS: dict[str, Callable[[Reviewing], object]] = {
    "undo": Reviewing.undo,
    "redo": Reviewing.redo,
    "take_none": Reviewing.take_none,
    "edit_version": Reviewing.edit,
    "turn_version": Reviewing.turn,
    "decide_later": Reviewing.later,
    "keep_decision": Reviewing.keep,
    "reopen_decision": Reviewing.reopen,
    "next_conflict": Reviewing.next,
    "previous_conflict": Reviewing.back,
    "stop_editing": Reviewing.stop_editing,
    "end_right": lambda r: r.nudge("end", 1),
    "end_left": lambda r: r.nudge("end", -1),
    "start_right": lambda r: r.nudge("start", 1),
    "start_left": lambda r: r.nudge("start", -1),
    "end_right_character": lambda r: r.nudge("end", 1, "character"),
    "end_left_character": lambda r: r.nudge("end", -1, "character"),
}
TAKES = tuple(f"take_{n}" for n in range(1, 10))
# Letters and figures, which belong to the labels while a version of one's own is made.
DECIDING = (
    *TAKES,
    "take_none",
    "edit_version",
    "decide_later",
    "comment_decision",
    "keep_decision",
    "reopen_decision",
)
EDITING = (
    "turn_version",
    "end_right",
    "end_left",
    "start_right",
    "start_left",
    "end_right_character",
    "end_left_character",
)


def refusals(reviewing: Reviewing | None) -> Mapping[str, str]:
    """Why actions cannot run now, by their id."""
    if reviewing is None:
        ids = {*ACTS, *DECIDING, *EDITING, "go_on", "decide_in_bulk"}
        return dict.fromkeys(ids, "A reviewer or the lead decides about gold here")
    reasons: dict[str, str] = {}
    if reviewing.editing:
        reasons |= dict.fromkeys(DECIDING, "You are making a version of your own; Esc ends it")
    else:
        reasons |= dict.fromkeys(EDITING, "Make a version of your own first")
        reasons |= _without_people(reviewing)
        if not reviewing.current or reviewing.review is None:
            reasons |= dict.fromkeys(DECIDING, "No conflict is chosen")
            if reviewing.review is not None and reviewing.selection is not None:
                del reasons["edit_version"]
        elif reviewing.current not in reviewing.review.late:
            reasons["keep_decision"] = "Nothing has changed here since it was decided"
    history = reviewing.workspace.session.history
    if not history.done:
        reasons["undo"] = "There is nothing to undo"
    if not history.undone:
        reasons["redo"] = "There is nothing to redo"
    return reasons


def _without_people(reviewing: Reviewing) -> dict[str, str]:
    count = len(reviewing.review.names) if reviewing.review is not None else 0
    return {id: f"There is no annotator {n}" for n, id in enumerate(TAKES, start=1) if n > count}
