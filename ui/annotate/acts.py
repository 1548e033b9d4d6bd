"""The workspace's actions by the ids of the table."""

from collections.abc import Callable

from ui.canvas.view import CanvasView
from ui.workspace import Workspace

_UNITS = {"left": "token", "right": "token", "up": "line", "down": "line"}

ACTS: dict[str, Callable[[Workspace], object]] = {
    "undo": Workspace.undo,
    "redo": Workspace.redo,
    "accept": Workspace.accept,
    "remove": Workspace.remove,
    "accept_all": Workspace.accept_all,
    "draw_relation": Workspace.draw_relation,
    "reverse": Workspace.reverse,
    "escape": Workspace.escape,
    "split": Workspace.split,
    "next_span": lambda w: w.step(1),
    "previous_span": lambda w: w.step(-1),
    "end_right": lambda w: w.nudge("end", 1),
    "end_left": lambda w: w.nudge("end", -1),
    "start_right": lambda w: w.nudge("start", 1),
    "start_left": lambda w: w.nudge("start", -1),
    "end_right_character": lambda w: w.nudge("end", 1, "character"),
    "end_left_character": lambda w: w.nudge("end", -1, "character"),
    "finish": lambda w: w.finish("done"),
    "skip": lambda w: w.finish("skipped"),
}


def caret_moves(canvas: CanvasView) -> dict[str, Callable[[], object]]:
    """The actions that move the caret or select with it."""
    return {
        f"{verb}_{where}": _move(canvas, where, verb == "select")
        for verb in ("move", "select")
        for where in ("left", "right", "up", "down", "line_start", "line_end")
    }


def _move(canvas: CanvasView, where: str, select: bool) -> Callable[[], object]:
    step = -1 if where in ("left", "up", "line_start") else 1
    unit = _UNITS.get(where, "line edge")
    return lambda: canvas.move_caret(step, unit, select)  # type: ignore[arg-type]  # a Unit
