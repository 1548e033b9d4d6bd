"""The report of an import lists what was left out, and can be kept."""

import json

import pytest

from annotator.flow.importing import ImportReport
from annotator.formats.base import Problem
from ui.dialogs.import_report import ImportReportDialog

REPORT = ImportReport(
    documents=1200,
    spans=3,
    duplicates=2,
    annotators=["ana"],
    new_labels=["SHIP"],
    left_out={"MISC": 4},
    problems=[Problem("a.jsonl", 7, "the text is empty"), Problem("b.pdf", 0, "encrypted")],
    notices=[Problem("a.jsonl", 2, "counted in UTF-16 units: repaired")],
)


@pytest.fixture
def dialog(qtbot):
    made = ImportReportDialog(REPORT)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    return made


def test_counts_and_lines_are_shown(dialog):
    titles = [x.title for x in dialog.findings.shown]
    assert titles == [
        "2 things left out",
        "4 labels left out as you wished",
        "1 thing repaired, or worth a look",
        "1 label added to the scheme",
        "2 articles skipped",
        "1\u2009200 documents, 3 spans imported",
    ]
    lines = [dialog.lines.item(row).text() for row in range(dialog.lines.count())]
    assert lines[0] == "a.jsonl, line 7: the text is empty"
    assert len(lines) == 3


def test_the_report_is_kept_as_json(dialog, tmp_path):
    dialog.save_to(tmp_path / "r.json")
    found = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
    assert found["problems"] == ["a.jsonl, line 7: the text is empty", "b.pdf: encrypted"]
    assert dialog.consequence.text() == "Saved as r.json."
    dialog.save_to(tmp_path / "no" / "r.json")
    assert "cannot be written" in dialog.consequence.text()
