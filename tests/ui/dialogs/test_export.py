"""The export dialog counts what would be lost before anything is written."""

import pytest
from PySide6.QtCore import Qt

from annotator.flow.looking import check_export
from annotator.flow.selecting import Selection
from annotator.model import Layer, Span, layer_id, make_document, new_id
from annotator.schemes import load_scheme
from annotator.store.project import Project
from ui.dialogs.export import ExportDialog
from ui.dialogs.imports import FormatChoice
from ui.dialogs.label_mapping import LabelChoice

FORMATS = [
    FormatChoice("jsonl", "JSON Lines", ending=".jsonl"),
    FormatChoice("spacy", "spaCy DocBin", ending=".spacy"),
]


@pytest.fixture
def project(tmp_path):
    with Project.create(tmp_path / "p.annodb", load_scheme("news")) as made:
        document = make_document("One", "Kim and his aide Yuri")
        made.add_documents([document], None)
        ana = made.annotator("ana")
        layer = Layer(layer_id(document.id, ana.id), document.id, ana.id, "in progress", 0.0)
        span = Span(new_id(), 0, 21, "PERSON", "human", fragments=((0, 3), (17, 21)))
        made.add_layers([(layer, [span])])
    return tmp_path / "p.annodb"


@pytest.fixture
def dialog(qtbot, project):
    def check(choice, cancelled):
        with Project.open(project, read_only=True) as opened:
            wanted = Selection(choice.layer, choice.status, names=choice.names, unit=choice.unit)
            split, seed, balance = choice.split, choice.seed, choice.balance
            return check_export(
                opened, choice.format, choice.layer, choice.status, wanted, split, seed, balance
            )

    layers = [("best", "The best"), ("ana", "ana"), ("nobody", "nobody")]
    labels = [LabelChoice("span", "PERSON", "PER", "Person"), LabelChoice("span", "ORG", "", "Org")]
    made = ExportDialog(FORMATS, layers, check, project.with_suffix(""), labels=labels)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    wait(qtbot, made)
    yield made
    made.reject()


def wait(qtbot, dialog):
    qtbot.waitUntil(lambda: not dialog.asking.busy)


def take(qtbot, dialog, box, key):
    box.setFocus()
    qtbot.keyClick(box, key)
    wait(qtbot, dialog)


def test_nothing_done_says_so_and_all_documents_help(qtbot, dialog):
    assert dialog.findings.shown[0].kind == "warning"
    assert not dialog.verb.isEnabled()
    take(qtbot, dialog, dialog.status, Qt.Key.Key_Down)
    assert dialog.findings.shown[0].title == "1 document will be written"
    assert dialog.verb.isEnabled()
    assert dialog.verb.text() == "Export"


def test_losses_are_counted_and_can_stop_the_export(qtbot, dialog):
    take(qtbot, dialog, dialog.status, Qt.Key.Key_Down)
    take(qtbot, dialog, dialog.formats, Qt.Key.Key_Down)
    assert dialog.findings.shown[0].title == "1 discontinuous spans"
    assert dialog.verb.text() == "Export with losses"
    qtbot.mouseClick(dialog.strict, Qt.MouseButton.LeftButton, pos=dialog.strict.rect().center())
    assert dialog.choice.strict
    assert not dialog.verb.isEnabled()


def test_the_proposed_name_follows_the_format_until_it_is_written_over(qtbot, dialog, project):
    assert dialog.target.text() == str(project.with_suffix(".jsonl"))
    take(qtbot, dialog, dialog.formats, Qt.Key.Key_Down)
    assert dialog.target.text() == str(project.with_suffix(".spacy"))
    dialog.target.selectAll()
    qtbot.keyClicks(dialog.target, "/elsewhere/x")
    take(qtbot, dialog, dialog.formats, Qt.Key.Key_Up)
    assert str(dialog.choice.target) == "/elsewhere/x"


def test_a_split_that_is_none_is_refused_where_it_is_typed(qtbot, dialog):
    take(qtbot, dialog, dialog.status, Qt.Key.Key_Down)
    qtbot.keyClicks(dialog.split, "80/x")
    assert not dialog.verb.isEnabled()
    assert "80/10/10" in dialog.consequence.text()
    qtbot.keyClick(dialog.split, Qt.Key.Key_Backspace)
    qtbot.keyClicks(dialog.split, "20")
    assert dialog.verb.isEnabled()
    assert dialog.choice.split == "80/20"


def test_a_layer_that_is_not_there_is_told(qtbot, dialog):
    take(qtbot, dialog, dialog.layer, Qt.Key.Key_End)
    assert dialog.findings.shown[0].kind == "danger"
    assert "nobody" in dialog.findings.shown[0].detail
    assert not dialog.verb.isEnabled()


def test_labels_are_left_out_and_renamed_and_counted_so(qtbot, dialog):
    take(qtbot, dialog, dialog.status, Qt.Key.Key_Down)
    dialog.choose_format("spacy")
    wait(qtbot, dialog)
    assert "Export with losses" in dialog.verb.text()
    assert not dialog.labels.isVisible()
    qtbot.mouseClick(dialog.choose_labels, Qt.MouseButton.LeftButton)
    assert dialog.labels.isVisible()
    box, field = dialog.labels.row("ORG")
    field.setFocus()
    qtbot.keyClicks(field, "FIRM")
    qtbot.keyClick(field, Qt.Key.Key_Tab)
    wait(qtbot, dialog)
    assert dialog.choice.names == {"ORG": "FIRM"}
    assert dialog.choose_labels.text() == "All labels, 1 renamed…"
    box, field = dialog.labels.row("PERSON")
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Space)
    wait(qtbot, dialog)
    assert dialog.choice.names == {"PERSON": "", "ORG": "FIRM"}
    assert not field.isEnabled()
    assert dialog.verb.text() == "Export"


def test_a_dataset_is_a_folder_with_a_licence(qtbot, dialog):
    ending = dialog.target.text()
    assert not dialog.licence.isEnabled()
    dialog.dataset.setFocus()
    qtbot.keyClick(dialog.dataset, Qt.Key.Key_Space)
    assert dialog.target.text() == ending.removesuffix(".jsonl")
    qtbot.keyClicks(dialog.licence, "cc0-1.0")
    assert (dialog.choice.dataset, dialog.choice.licence) == (True, "cc0-1.0")
    dialog.dataset.setFocus()
    qtbot.keyClick(dialog.dataset, Qt.Key.Key_Space)
    assert dialog.target.text() == ending
    assert dialog.choice.licence == ""


def test_balance_and_seed_belong_to_a_split(qtbot, dialog):
    assert not dialog.balance.isEnabled()
    take(qtbot, dialog, dialog.status, Qt.Key.Key_Down)
    qtbot.keyClicks(dialog.split, "80/0")
    wait(qtbot, dialog)
    assert dialog.findings.shown[-1].title == "train 1 · dev 0"
    assert dialog.balance.isEnabled()
    dialog.balance.setFocus()
    qtbot.keyClick(dialog.balance, Qt.Key.Key_Space)
    assert dialog.choice.balance
    dialog.seed.setFocus()
    qtbot.keyClicks(dialog.seed, "7x")
    assert dialog.choice.seed == 7
    dialog.seed.clear()
    assert dialog.choice.seed == 0
