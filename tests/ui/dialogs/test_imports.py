"""The import dialog shows what files hold before anything is written."""

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent

from annotator.flow.looking import look_into
from annotator.schemes import load_scheme
from annotator.store.project import Project
from ui.dialogs.imports import FormatChoice, ImportDialog
from ui.transfer import label_colours_of

LINE = '{"text":"Kim in Oslo.","spans":[{"start":7,"end":11,"label":"GPE"}]}\n'
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def files(tmp_path):
    (tmp_path / "a.jsonl").write_text(LINE, encoding="utf-8")
    (tmp_path / "b.txt").write_text("World\nA title\nA text.\n", encoding="utf-8")
    return [tmp_path / "a.jsonl", tmp_path / "b.txt"]


@pytest.fixture
def dialog(qtbot, tmp_path):
    path = tmp_path / "p.annodb"
    Project.create(path, load_scheme("news")).close()

    def look(paths, format, cancelled):
        with Project.open(path, read_only=True) as project:
            return look_into(project, paths, format or None, cancelled)

    formats = [FormatChoice("jsonl", "JSON Lines"), FormatChoice("text", "Plain text")]
    colours = label_colours_of(load_scheme("news"))
    made = ImportDialog(formats, ["ana"], look, colours)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    made.reject()


def wait(qtbot, dialog):
    qtbot.waitUntil(lambda: not dialog.asking.busy)


def titles(dialog):
    return [finding.title for finding in dialog.findings.shown]


def test_nothing_can_be_imported_until_files_are_chosen(qtbot, dialog):
    assert not dialog.verb.isEnabled()
    assert titles(dialog) == ["Add files or folders to see what they hold."]


def test_formats_counts_labels_and_the_first_document_are_shown(qtbot, dialog, files):
    dialog.add_paths([*files, files[0]])
    wait(qtbot, dialog)
    assert dialog.files.count() == 2
    assert dialog.verb.text() == "Import 2 articles"
    assert "Plain text" in dialog.recognised.text()
    assert dialog.labels.text() == "GPE 1"
    assert titles(dialog) == ["2 articles, 1 span can be read"]
    assert dialog.preview.article.preview.text == "Kim in Oslo."
    qtbot.mouseClick(dialog.preview.next, Qt.MouseButton.LeftButton)
    assert dialog.preview.article.preview.text.startswith("World")
    assert not dialog.preview.next.isEnabled()


def test_another_format_is_looked_at_again(qtbot, dialog, files):
    dialog.add_paths(files[:1])
    wait(qtbot, dialog)
    dialog.format.setFocus()
    qtbot.keyClick(dialog.format, Qt.Key.Key_End)
    wait(qtbot, dialog)
    assert dialog.choice.format == "text"
    assert dialog.labels.text() == "None: these are bare texts."


def test_delete_takes_a_file_off_the_list(qtbot, dialog, files):
    dialog.add_paths(files)
    wait(qtbot, dialog)
    dialog.files.setFocus()
    qtbot.keyClick(dialog.files, Qt.Key.Key_Home)
    qtbot.keyClick(dialog.files, Qt.Key.Key_Space)
    assert dialog.remove.isEnabled()
    qtbot.keyClick(dialog.files, Qt.Key.Key_Delete)
    wait(qtbot, dialog)
    assert dialog.choice.paths == (files[1],)
    assert dialog.verb.text() == "Import 1 article"


def test_a_file_that_cannot_be_read_is_told_first(qtbot, dialog, files, tmp_path):
    bad = tmp_path / "bad.jsonl"
    bad.write_text('{"text": "ok"}\n{"oops"\n', encoding="utf-8")
    dialog.add_paths([bad])
    wait(qtbot, dialog)
    kinds = [finding.kind for finding in dialog.findings.shown]
    assert kinds == ["danger", "success"]
    assert dialog.findings.shown[0].detail.endswith("line 2")


def test_files_can_be_dropped_and_ctrl_enter_imports(qtbot, dialog, files):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(files[0]))])
    none = Qt.KeyboardModifier.NoModifier
    drop = QDropEvent(
        QPointF(9, 9), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, none
    )
    dialog.dropEvent(drop)
    wait(qtbot, dialog)
    dialog.annotator.setFocus()
    qtbot.keyClicks(dialog.annotator, "Ben")
    with qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(dialog.annotator, Qt.Key.Key_Return, CTRL)
    assert dialog.choice.paths == (files[0],)
    assert dialog.choice.annotator == "Ben"


def test_escape_closes_and_ends_the_look(qtbot, dialog, files):
    dialog.add_paths(files * 3)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    wait(qtbot, dialog)
    assert not dialog.isVisible()
