"""What an import did: how much came in, what was repaired, what was left out and why."""

from dataclasses import asdict
from pathlib import Path

import msgspec
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QFileDialog, QListWidget, QListWidgetItem, QWidget

from annotator.flow.importing import ImportReport
from ui.dialogs.findings import Finding, Findings
from ui.dialogs.frame import Dialog
from ui.panels.documents import figure
from ui.panels.look import Text, plain_tip, scaled
from ui.panels.parts import button

MOST_LINES = 5000  # of the list; the file has all


class ImportReportDialog(Dialog):
    """Counts first, then a line for each thing that was left out or repaired."""

    def __init__(self, report: ImportReport, parent: QWidget | None = None) -> None:
        super().__init__("Import report", "", 720, parent, 640)
        self._report = report
        self.findings = Findings()
        self.findings.show_findings(findings_of(report))
        self.lines = QListWidget()
        self.lines.setProperty("framed", True)
        self.lines.setAccessibleName("What was left out or repaired, by file and line")
        self.lines.setMinimumHeight(scaled(120))
        for line in lines_of(report)[:MOST_LINES]:
            item = QListWidgetItem(line)
            item.setToolTip(plain_tip(line))
            item.setSizeHint(QSize(0, scaled(26)))
            self.lines.addItem(item)
        self.save = button("Save as JSON…")
        self.save.setAutoDefault(False)
        self.body.addWidget(self.findings)
        self.body.addSpacing(4)
        self.body.addWidget(Text("By file and line", 13, bold=True))
        self.body.addWidget(self.lines, 1)
        self.footer.insertWidget(0, self.save)
        self.save.clicked.connect(self._ask_save)
        if len(lines_of(report)) > MOST_LINES:
            self.consequence.setText(f"The first {figure(MOST_LINES)}; the file has all.")

    def _ask_save(self) -> None:
        name, _ = QFileDialog.getSaveFileName(self, "Save the report", "import-report.json")
        if name:
            self.save_to(Path(name))

    def save_to(self, path: Path) -> None:
        """Write the report, as `annotator import --json` prints it."""
        try:
            path.write_bytes(as_json(self._report))
        except OSError as error:
            self.consequence.setText(f"This file cannot be written ({error.strerror}).")
        else:
            self.consequence.setText(f"Saved as {path.name}.")


def as_json(report: ImportReport) -> bytes:
    """All of the report."""
    facts = asdict(report)
    facts["problems"] = [str(problem) for problem in report.problems]
    facts["notices"] = [str(notice) for notice in report.notices]
    return msgspec.json.format(msgspec.json.encode(facts), indent=2) + b"\n"


def lines_of(report: ImportReport) -> list[str]:
    """What was left out, then what was repaired."""
    return [str(x) for x in (*report.problems, *report.notices)]


def findings_of(report: ImportReport) -> list[Finding]:
    """Losses before what went well."""
    found = []
    if report.problems:
        start = "At least " if report.untold else ""
        what = f"{start}{_many(len(report.problems), 'thing')} left out"
        found.append(Finding("danger", what, "Listed below with the reason. The rest came in."))
    if report.left_out:
        what = f"{_many(sum(report.left_out.values()), 'label')} left out as you wished"
        counts = (f"{label} {figure(count)}" for label, count in report.left_out.items())
        found.append(Finding("muted", what, " · ".join(counts)))
    if report.notices:
        what = f"{_many(len(report.notices), 'thing')} repaired, or worth a look"
        found.append(Finding("warning", what, "Listed below."))
    if report.new_labels:
        what = f"{_many(len(report.new_labels), 'label')} added to the scheme"
        found.append(Finding("muted", what, " · ".join(report.new_labels)))
    if report.duplicates:
        what = f"{_many(report.duplicates, 'article')} skipped"
        found.append(Finding("muted", what, "The project had them already."))
    parts = [_many(report.documents, "document")]
    parts += [_many(report.spans, "span")] if report.spans else []
    parts += [_many(report.relations, "relation")] if report.relations else []
    whose = f"Labels of {', '.join(report.annotators)}." if report.annotators else ""
    return [*found, Finding("success", f"{', '.join(parts)} imported", whose)]


def _many(count: int, noun: str) -> str:
    return f"{figure(count)} {noun}{'' if count == 1 else 's'}"
