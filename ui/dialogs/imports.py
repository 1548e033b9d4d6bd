"""Choose what to import, as which format and into whose layer; see before what the files hold."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QListWidget,
    QVBoxLayout,
    QWidget,
)

from annotator.errors import UserError
from annotator.flow.looking import ImportLook, Preview, Problem
from ui.dialogs.asking import Asking
from ui.dialogs.findings import Finding, Findings
from ui.dialogs.format_options import FormatOptions, widen
from ui.dialogs.frame import Dialog
from ui.dialogs.label_mapping import LabelChoice, LabelMapping
from ui.dialogs.preview import Colours, PreviewPart
from ui.page import local_paths
from ui.panels.documents import figure
from ui.panels.look import Text, scaled
from ui.panels.parts import button, row_of

MOST_LINES = 4


@dataclass(frozen=True, slots=True)
class FormatChoice:
    """A format by the name of the command line, in words, what it is for, how its files end."""

    id: str
    name: str
    detail: str = ""
    ending: str = ""


@dataclass(frozen=True, slots=True)
class ImportChoice:
    """The answer; an empty `format` means recognise it, an empty `annotator` what files say.
    `options` are those of the format, `names` new names of labels, empty for those left out."""

    paths: tuple[Path, ...]
    format: str
    annotator: str
    keep_duplicates: bool
    options: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)


Look = Callable[[tuple[Path, ...], str, Mapping[str, str], Callable[[], bool]], ImportLook]


class ImportDialog(Dialog):
    """`choice` is the answer once accepted. `look` reads, in a thread, what files hold; it is
    given the paths, the format, its options and a function that says whether to stop. `labels`
    are those of the scheme."""

    def __init__(
        self,
        formats: Sequence[FormatChoice],
        annotators: Sequence[str],
        look: Look,
        colours: Colours,
        paths: Sequence[Path] = (),
        parent: QWidget | None = None,
        labels: Sequence[LabelChoice] = (),
    ) -> None:
        super().__init__("Import articles and labels", "Import", 960, parent, 680)
        self._look = look
        self._paths: list[Path] = []
        self._found = ImportLook()
        self.files = QListWidget()
        self.add_files = button("Add files…", small=True)
        self.add_folder = button("Add a folder…", small=True)
        self.remove = button("Remove", small=True)
        self.format = QComboBox()
        self.format.addItem("Recognise it", "")
        for choice in formats:
            self.format.addItem(choice.name, choice.id)
        self.recognised = Text("", 12, "success", wrap=True)
        self.annotator = QComboBox(editable=True)
        self.annotator.addItems(["", *annotators])
        self.duplicates = QCheckBox("Keep articles that the project has already")
        self.options = FormatOptions()
        self.labels = Text("", 12, "muted", wrap=True)
        self.mapping = LabelMapping(labels, colours)
        self.preview = PreviewPart(lambda label: colours(self.mapping.target(label)))
        self.findings = Findings()
        self.asking = Asking(self)
        self.setAcceptDrops(True)
        self._lay_out()
        self._connect()
        self.consequence.setText("Nothing is written until you import.")
        self.add_paths(paths)

    def _lay_out(self) -> None:
        self.files.setAccessibleName("Files and folders to import")
        self.files.setProperty("framed", True)
        self.files.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.files.setSelectionMode(QListWidget.SelectionMode.ExtendedSelection)
        self.files.setMinimumHeight(scaled(66))
        self.files.setMaximumHeight(scaled(96))
        self.format.setAccessibleName("Format")
        self.annotator.setAccessibleName("Labels go to")
        line = self.annotator.lineEdit()
        if line is not None:
            line.setPlaceholderText("Whom the files name")
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(8)
        form.addRow("Format", self.format)
        form.addRow("", self.recognised)
        whose = QFormLayout()
        whose.setHorizontalSpacing(16)
        whose.addRow("Labels go to", self.annotator)
        widen(form, self.format)
        widen(whose, self.annotator)
        left, right = QVBoxLayout(), QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(Text("Files and folders", 13, bold=True))
        left.addWidget(self.files)
        left.addWidget(row_of(self.add_files, self.add_folder, 1, self.remove, spacing=4))
        left.addLayout(form)
        left.addWidget(self.options)
        left.addLayout(whose)
        left.addWidget(self.duplicates)
        left.addSpacing(4)
        left.addWidget(Text("Labels in the files", 13, bold=True))
        left.addWidget(self.labels)
        left.addWidget(self.mapping)
        left.addStretch(1)
        right.setSpacing(8)
        right.addWidget(self.preview, 1)
        right.addWidget(self.findings)
        columns = QHBoxLayout()
        columns.setSpacing(20)
        columns.addLayout(left, 4)
        columns.addLayout(right, 5)
        self.body.addLayout(columns)

    def _connect(self) -> None:
        self.add_files.clicked.connect(self._ask_files)
        self.add_folder.clicked.connect(self._ask_folder)
        self.remove.clicked.connect(self._remove)
        delete = QShortcut(QKeySequence(Qt.Key.Key_Delete), self.files)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        delete.activated.connect(self._remove)
        self.files.itemSelectionChanged.connect(self._show_buttons)
        self.duplicates.toggled.connect(lambda _on: self._show_verb())
        self.format.currentIndexChanged.connect(lambda _place: self._ask_look())
        self.options.changed.connect(self._ask_look)
        self.mapping.changed.connect(self._show_mapped)
        self.asking.began.connect(lambda: self.findings.wait(True))
        self.asking.answered.connect(self._take_look)
        self.asking.refused.connect(self._take_refusal)
        self.finished.connect(lambda _result: self.asking.stop())

    @property
    def choice(self) -> ImportChoice:
        """What is chosen now."""
        return ImportChoice(
            tuple(self._paths),
            self._format(),
            self.annotator.currentText().strip(),
            self.duplicates.isChecked(),
            self.options.values,
            self.mapping.names,
        )

    def _format(self) -> str:
        """The format that was chosen; with options the one that they belong to."""
        named = str(self.format.currentData())
        return named or (self._found.format if self.options.values else "")

    def add_paths(self, paths: Sequence[Path]) -> None:
        """Add files or folders; those listed already are left out."""
        for path in paths:
            if path not in self._paths:
                self._paths.append(path)
                self.files.addItem(str(path))
                self.files.item(self.files.count() - 1).setSizeHint(QSize(0, scaled(28)))
        self._ask_look()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files may be dropped."""
        if local_paths(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Add what was dropped."""
        self.add_paths(local_paths(event.mimeData()))
        event.acceptProposedAction()

    def _remove(self) -> None:
        for item in self.files.selectedItems():
            row = self.files.row(item)
            self.files.takeItem(row)
            del self._paths[row]
        self._ask_look()

    def _show_buttons(self) -> None:
        self.remove.setEnabled(bool(self.files.selectedItems()))

    # ------------------------------------------------------------------ the look

    def _ask_look(self) -> None:
        self._show_buttons()
        self.verb.setText("Import")
        self.verb.setEnabled(bool(self._paths))
        if not self._paths:
            self.asking.forget()
            self._take_look(ImportLook())
            return
        paths, look = tuple(self._paths), self._look
        format, options = self._format(), self.options.values
        self.asking.ask(lambda _progress, cancelled: look(paths, format, options, cancelled))

    def _take_look(self, found: ImportLook) -> None:
        self._found = found
        self.recognised.setText(_recognised(found, bool(self.format.currentData())))
        self.recognised.updateGeometry()
        self.options.show_options(found.asked)
        self.mapping.show_labels(
            {
                "span": found.labels,
                "relation": found.relation_labels,
                "document": found.document_labels,
            }
        )
        self.labels.setText(_no_labels(found))
        self.labels.setVisible(bool(self.labels.text()))
        self._show_mapped()
        self.verb.setEnabled(bool(found.documents))

    def _show_mapped(self) -> None:
        """What depends on which label becomes which."""
        target = self.mapping.target
        self.preview.show_previews([_under(x, target) for x in self._found.previews])
        lines = findings_of(self._found)
        well = [x for x in lines if x.kind == "success"]
        mapped = self._mapped_findings()
        self.findings.show_findings([x for x in lines if x not in well] + mapped + well)
        self._show_verb()

    def _mapped_findings(self) -> list[Finding]:
        found, lines = self._found, []
        out = [label for label, name in self.mapping.names.items() if not name]
        counts = found.labels + found.relation_labels + found.document_labels
        if out:
            what = f"{_many(sum(counts[x] for x in out), 'label')} will be left out"
            why = f"{', '.join(out)}: choose a label at the left to keep them."
            lines.append(Finding("warning", what, why))
        if self.mapping.new:
            what = f"{_many(len(self.mapping.new), 'label')} will be added to the scheme"
            lines.append(Finding("muted", what, ", ".join(self.mapping.new)))
        return lines

    def _show_verb(self) -> None:
        self.verb.setText(_verb(self._found, self.duplicates.isChecked()))
        self.verb.updateGeometry()

    def _take_refusal(self, error: UserError) -> None:
        asked = self._found.asked
        self._take_look(ImportLook(format=self._found.format, asked=asked))
        detail = " · ".join(x for x in (error.where, error.do) if x)
        self.findings.show_findings([Finding("danger", f"{error.what}.", detail)])

    def _ask_files(self) -> None:
        names, _ = QFileDialog.getOpenFileNames(self, "Import files")
        self.add_paths([Path(name) for name in names])

    def _ask_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, "Import a folder")
        self.add_paths([Path(name)] if name else [])


def findings_of(found: ImportLook) -> list[Finding]:
    """What cannot be read first, then what needs a look, then what is well."""
    if not found.files and not found.problems:
        return [Finding("muted", "Add files or folders to see what they hold.")]
    lines = [_told("danger", x) for x in found.problems[:MOST_LINES]]
    if len(found.problems) > MOST_LINES:
        more = len(found.problems) - MOST_LINES
        lines.append(Finding("danger", f"{figure(more)} more cannot be read or are left out"))
    lines += [_told("warning", x) for x in found.notices[:MOST_LINES]]
    if len(found.notices) > MOST_LINES:
        lines.append(Finding("warning", f"{figure(len(found.notices) - MOST_LINES)} more notices"))
    if found.known:
        what = f"{_many(found.known, 'article')} the project has already"
        lines.append(Finding("muted", what, "Only their labels come in, unless you keep them."))
    if found.documents:
        start = "" if found.complete else "At least "
        parts = [_many(found.documents, "article")]
        parts += [_many(found.spans, "span")] if found.spans else []
        parts += [_many(found.relations, "relation")] if found.relations else []
        detail = "" if found.complete else "Only the beginning was looked at."
        lines.append(Finding("success", f"{start}{', '.join(parts)} can be read", detail))
    return lines


def _many(count: int, noun: str) -> str:
    return f"{figure(count)} {noun}{'' if count == 1 else 's'}"


def _told(kind: str, problem: Problem) -> Finding:
    place = f"{problem.file}, line {problem.line}" if problem.line else problem.file
    return Finding(kind, problem.what[:1].upper() + problem.what[1:], place)


def _recognised(found: ImportLook, named: bool) -> str:
    if named or not found.formats:
        return ""
    counts = found.formats.most_common()
    if len(counts) == 1:
        return f"✓ {counts[0][0]}"
    return "✓ " + ", ".join(f"{title} ({figure(count)})" for title, count in counts)


def _no_labels(found: ImportLook) -> str:
    if found.labels or found.relation_labels or found.document_labels:
        return ""
    return "None: these are bare texts." if found.documents else "None yet."


def _under(preview: Preview, target: Callable[[str], str]) -> Preview:
    """Without the spans that are left out."""
    return replace(preview, spans=tuple(x for x in preview.spans if target(x[1])))


def _verb(found: ImportLook, keep: bool) -> str:
    new = found.documents if keep else found.documents - found.known
    return f"Import {_many(new, 'article')}" if new and found.complete else "Import"
