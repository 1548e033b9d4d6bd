"""What labels cost is counted while somebody works, and kept on this machine."""

import json

from PySide6.QtCore import Qt

from annotator.cli.main import run
from annotator.effort import Effort, effort_on

KEY, SHIFT = Qt.Key, Qt.KeyboardModifier.ShiftModifier


def test_strokes_are_counted_for_spans_and_for_relations(desk, qtbot, capsys):
    canvas, workspace = desk.annotate.canvas, desk.workspace
    path = workspace.session.project.path
    for key in (KEY.Key_Tab, KEY.Key_Return, KEY.Key_Return):
        qtbot.keyClick(canvas, key)
    assert desk.annotate.effort.counted == Effort(span_strokes=3, spans=2)
    canvas.put_caret(canvas.page.content.text.index("Ada"))
    qtbot.keyClick(canvas, KEY.Key_Right, SHIFT)
    qtbot.keyClick(canvas, KEY.Key_1)
    qtbot.keyClick(canvas, KEY.Key_R)
    qtbot.keyClick(canvas, KEY.Key_M)
    assert desk.annotate.effort.counted == Effort(5, 3, 2, 1)
    assert effort_on(path) == Effort()
    desk.open_document(desk.annotate.list.ids()[1])
    assert effort_on(path) == Effort(5, 3, 2, 1)
    assert run(["stats", str(path), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["effort"] == {
        "span_strokes": 5,
        "spans": 3,
        "relation_strokes": 2,
        "relations": 1,
    }
    desk.run("mode_insights")
    assert desk.insights.effort.text() == "1.7 strokes a span · 2.0 a relation"
    qtbot.waitUntil(lambda: not desk.insights.busy)
