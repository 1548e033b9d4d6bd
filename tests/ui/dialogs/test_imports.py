"""The import dialog shows what files hold before anything is written."""

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent

from annotator.flow.looking import look_into
from annotator.schemes import load_scheme
from annotator.store.project import Project
from ui.dialogs.imports import FormatChoice, ImportDialog
from ui.dialogs.label_mapping import LabelChoice, proposed
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

    def look(paths, format, options, cancelled):
        with Project.open(path, read_only=True) as project:
            return look_into(project, paths, format or None, cancelled, options)

    formats = [FormatChoice("jsonl", "JSON Lines"), FormatChoice("text", "Plain text")]
    scheme = load_scheme("news")
    labels = [LabelChoice(x.kind, x.id, x.chip, x.title) for x in scheme.labels]
    made = ImportDialog(formats, ["ana"], look, label_colours_of(scheme), labels=labels)
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
    assert dialog.mapping.target("GPE") == "GPE"
    assert not dialog.labels.isVisible()
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


MANY = (
    '{"text":"Kim in Oslo, Thing.","spans":[{"start":0,"end":3,"label":"Person"},'
    '{"start":7,"end":11,"label":"GPE"},{"start":13,"end":18,"label":"Thing"}]}\n'
)


def shown(dialog):
    return sorted(label for _, label in dialog.preview.article.preview.spans)


def test_labels_are_matched_by_name_and_can_be_left_out(qtbot, dialog, tmp_path):
    path = tmp_path / "x.jsonl"
    path.write_text(MANY, encoding="utf-8")
    dialog.add_paths([path])
    wait(qtbot, dialog)
    assert dialog.choice.names == {"Person": "PERSON"}
    assert "1 label will be added to the scheme" in titles(dialog)
    assert shown(dialog) == ["GPE", "Person", "Thing"]
    box = dialog.mapping.box("Thing")
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_End)
    assert dialog.choice.names == {"Person": "PERSON", "Thing": ""}
    assert titles(dialog)[0] == "1 label will be left out"
    assert shown(dialog) == ["GPE", "Person"]


def test_what_was_chosen_for_a_label_stays_when_files_are_added(qtbot, dialog, files, tmp_path):
    path = tmp_path / "x.jsonl"
    path.write_text(MANY, encoding="utf-8")
    dialog.add_paths([path])
    wait(qtbot, dialog)
    box = dialog.mapping.box("Person")
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_End)
    dialog.add_paths(files[:1])
    wait(qtbot, dialog)
    assert dialog.choice.names["Person"] == ""


def test_columns_are_chosen_with_a_preview(qtbot, dialog, tmp_path):
    path = tmp_path / "news.csv"
    path.write_text("headline,body\nRain,It rained in Bergen all day.\n", encoding="utf-8")
    dialog.add_paths([path])
    wait(qtbot, dialog)
    assert dialog.preview.article.preview.text == "It rained in Bergen all day."
    assert dialog.choice.format == ""
    box = dialog.options.field("text")
    assert [box.itemText(n) for n in range(box.count())] == ["Recognise it", "headline", "body"]
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Down)
    wait(qtbot, dialog)
    assert dialog.preview.article.preview.text == "Rain"
    assert dialog.choice.format == "columns"
    assert dialog.choice.options == {"text": "headline"}
    assert dialog.preview.title.text() == "Preview · news 2"
    assert box is dialog.options.field("text")


def test_options_go_with_the_files_that_have_them(qtbot, dialog, files, tmp_path):
    path = tmp_path / "news.csv"
    path.write_text("headline,body\nRain,It rained in Bergen all day.\n", encoding="utf-8")
    dialog.add_paths([path])
    wait(qtbot, dialog)
    assert dialog.options.isVisible()
    dialog.add_paths(files)
    wait(qtbot, dialog)
    assert not dialog.options.isVisible()
    assert dialog.choice.options == {}


@pytest.mark.parametrize(
    ("label", "wanted"),
    [
        ("PERSON", "PERSON"),
        ("person", "PERSON"),
        ("Per", "PERSON"),
        ("Thing", "Thing"),
        ("Organization", "ORG"),
        ("Or", "Or"),
    ],
)
def test_a_label_is_proposed_by_id_chip_or_name(label, wanted):
    known = [
        LabelChoice("span", "ORG", "ORG", "Organisation"),
        LabelChoice("span", "PERSON", "PER", "Man"),
    ]
    assert proposed(label, known) == wanted
