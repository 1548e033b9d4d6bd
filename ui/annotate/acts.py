"""The workspace's actions by the ids of the table."""

from collections.abc import Callable
from functools import partial

from annotator.navigate import Step
from ui.canvas.caret import Unit
from ui.canvas.view import CanvasView
from ui.workspace import Workspace

ZOOM_STEP = 0.1
_MOVES: dict[str, tuple[Step, Unit]] = {
    "left": (-1, "token"),
    "right": (1, "token"),
    "up": (-1, "line"),
    "down": (1, "line"),
    "line_start": (-1, "line edge"),
    "line_end": (1, "line edge"),
    "sentence_left": (-1, "sentence"),
    "sentence_right": (1, "sentence"),
    "paragraph_up": (-1, "paragraph"),
    "paragraph_down": (1, "paragraph"),
    "page_up": (-1, "page"),
    "page_down": (1, "page"),
    "text_start": (-1, "text"),
    "text_end": (1, "text"),
}

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
    "add_part": Workspace.add_part,
    "take_part": Workspace.take_part,
    "next_relation": lambda w: w.step_relation(1),
    "previous_relation": lambda w: w.step_relation(-1),
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
        f"{verb}_{where}": partial(canvas.move_caret, step, unit, verb == "select")
        for verb in ("move", "select")
        for where, (step, unit) in _MOVES.items()
    }


def zooms(canvas: CanvasView) -> dict[str, Callable[[], object]]:
    """The actions that change the size of the text."""
    return {
        "zoom_in": lambda: canvas.set_zoom(canvas.zoom + ZOOM_STEP),
        "zoom_out": lambda: canvas.set_zoom(canvas.zoom - ZOOM_STEP),
        "zoom_reset": lambda: canvas.set_zoom(1.0),
    }
