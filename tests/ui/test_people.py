"""Roles, assignment, and one file a person, in the whole program on real files."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from annotator.edits.spans import add_span
from annotator.model import make_annotator, make_document
from annotator.scheme import Label, Scheme, extended
from annotator.schemes import load_scheme
from annotator.session import Session
from annotator.store import people as store
from annotator.store.project import Project
from tests.support.dialogs import modal
from ui.application import Application
from ui.dialogs.merge import MergedDialog, MergeDialog
from ui.dialogs.people import PeopleDialog

KEYS, MODS = Qt.Key, Qt.KeyboardModifier
WAIT = 20_000
COUNT = 10


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "desk.annodb"
    with Project.create(path, load_scheme("news")) as project:
        texts = [
            make_document(f"d{n}", f"Ada met Kim in town {n}.", id=f"d{n}") for n in range(COUNT)
        ]
        project.add_documents(texts, None)
        store.add_people(project, ["ana", "ben"])
        project.set_setting("pipeline", "")
    return path


@pytest.fixture
def program(qtbot: QtBot, path: Path) -> Iterator[Application]:
    made = Application(QApplication.instance(), "light", "ana")
    qtbot.addWidget(made.window)
    made.preferences.change(pipeline="")
    made.window.show()
    assert made.open_project(path)
    yield made
    made.window.close()


def assigned(path: Path) -> dict[str, int]:
    with Project.open(path, read_only=True) as project:
        called = {one.id: one.name for one in project.annotators()}
        found: dict[str, int] = {}
        for one in store.assignments(project):
            found[called[one.annotator]] = found.get(called[one.annotator], 0) + 1
        return found


def idle(qtbot: QtBot, program: Application) -> None:
    qtbot.waitUntil(lambda: not program.jobs.running, timeout=WAIT)


def test_documents_are_dealt_after_a_preview_and_taken_back(
    qtbot: QtBot, program: Application, path: Path
) -> None:
    def deal(dialog: PeopleDialog) -> None:
        dialog.name.setFocus()
        QTest.keyClicks(dialog.name, "Cem")
        QTest.keyClick(dialog.name, KEYS.Key_Return)
        assert dialog.ticked == ("ana", "ben", "Cem")
        dialog.overlap.setValue(50)
        dialog.calibration.setValue(2)
        qtbot.waitUntil(dialog.verb.isEnabled, timeout=WAIT)
        assert dialog.found.text().endswith("6 documents go to several people; 0 to nobody.")
        assert dialog.consequence.text() == "18 added. No label is touched."
        QTest.mouseClick(dialog.verb, Qt.MouseButton.LeftButton)

    seen = modal(PeopleDialog, deal)
    program.window.run("people")
    assert seen
    idle(qtbot, program)
    assert assigned(path) == {"ana": 6, "ben": 6, "Cem": 6}
    message = program.window.toast.message
    assert message is not None
    assert message.title == "10 documents assigned"
    assert message.run is not None
    message.run()
    assert assigned(path) == {}


def test_selected_documents_by_hand_and_nobody_ticked(
    qtbot: QtBot, program: Application, path: Path
) -> None:
    def hand(dialog: PeopleDialog) -> None:
        for tick in dialog.ticks.values():
            tick.setChecked(False)
        qtbot.waitUntil(lambda: dialog.found.text().startswith("Nobody would get"), timeout=WAIT)
        assert not dialog.verb.isEnabled()
        dialog.ticks["ben"].setChecked(True)
        words = [dialog.scope.itemText(row) for row in range(dialog.scope.count())]
        assert words[1] == "2 documents selected in the list, to everybody ticked"
        dialog.scope.setCurrentIndex(1)
        qtbot.waitUntil(dialog.verb.isEnabled, timeout=WAIT)
        dialog.verb.click()

    view = program.window.annotate.documents.view
    for row, mods in ((3, MODS.NoModifier), (4, MODS.ControlModifier)):
        place = view.visualRect(view.model().index(row, 0)).center()
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, mods, place)
    modal(PeopleDialog, hand)
    program.window.run("people")
    idle(qtbot, program)
    assert assigned(path) == {"ben": 2}


def test_roles_and_blindness_hold_at_once(qtbot: QtBot, program: Application, path: Path) -> None:
    def change(dialog: PeopleDialog) -> None:
        role = dialog.roles["ana"]
        role.setFocus()
        QTest.keyClick(role, KEYS.Key_End)
        dialog.blind.click()

    modal(PeopleDialog, change)
    program.window.run("people")
    with Project.open(path, read_only=True) as project:
        assert store.role_of(project, make_annotator("ana").id) == "lead"
        assert not store.is_blind(project)
    assert program.window.status.identity._role == "lead"


def test_who_does_not_lead_only_looks(qtbot: QtBot, program: Application, path: Path) -> None:
    workspace = program.window.workspace
    assert workspace is not None
    store.set_role(workspace.session.project, "ben", "lead")

    def look(dialog: PeopleDialog) -> None:
        assert (
            dialog.found.text() == "Only a lead assigns here, splits and merges. Here that is ben."
        )
        assert not dialog.verb.isEnabled()
        assert not dialog.roles["ana"].isEnabled()
        assert not dialog.split.isEnabled()

    assert modal(PeopleDialog, look) == []
    program.window.run("people")
    program.window.run("split_project")
    assert program.window.toast.message is not None
    assert "Only a lead" in program.window.toast.message.title


def work(path: Path, who: str, label: str = "PERSON") -> None:
    """Somebody labels the first word of the first document of a file."""
    with Project.open(path) as project:
        session = Session(project, who)
        if session.scheme.get("span", label) is None:
            project.set_scheme(extended(session.scheme, [label]))
            session.reload_scheme()
        session.open(project.document_ids()[0])
        session.do(add_span(session.current, 0, 3, label))
        session.changed.disconnect()


def test_split_work_and_merge_with_a_label_of_their_own(
    qtbot: QtBot, program: Application, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "parts"
    folder.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))

    def split(dialog: PeopleDialog) -> None:
        qtbot.waitUntil(dialog.verb.isEnabled, timeout=WAIT)
        dialog.split.click()

    modal(PeopleDialog, split)
    program.window.run("people")
    idle(qtbot, program)
    parts = sorted(folder.glob("*.annodb"))
    assert [part.name for part in parts] == ["desk - ana.annodb", "desk - ben.annodb"]
    assert program.window.toast.message is not None
    assert program.window.toast.message.title == "2 files written, for ana, ben"
    work(parts[0], "ana")
    work(parts[1], "ben", "HUMAN")
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(x) for x in parts], ""))

    def map_labels(dialog: MergeDialog) -> None:
        choice = dialog.choices["HUMAN"]
        choice.setCurrentIndex(choice.findData("PERSON"))
        dialog.verb.click()

    asked = modal(MergeDialog, map_labels)
    told: list[str] = []
    done = modal(
        MergedDialog,
        lambda dialog: told.extend(
            label.text() for label in dialog.findChildren(type(dialog.consequence))
        ),
    )
    program.window.run("merge_projects")
    qtbot.waitUntil(lambda: bool(asked) and bool(done), timeout=WAIT)
    idle(qtbot, program)
    assert "HUMAN became PERSON" in told
    assert told.count("1 new layer, 1 span") == 2
    with Project.open(path, read_only=True) as project:
        for who in ("ana", "ben"):
            own = project.annotations(project.document_ids()[0], make_annotator(who).id)
            assert [span.label for span in own.spans.values()] == ["PERSON"]
    assert list(path.parent.glob("*before merge*"))


def test_a_broken_file_is_told_and_nothing_is_merged(
    qtbot: QtBot, program: Application, tmp_path: Path, path: Path
) -> None:
    bad = tmp_path / "bad.annodb"
    bad.write_bytes(b"no database" * 100)
    program.people.look([bad])
    idle(qtbot, program)
    assert program.window.toast.message is not None
    assert program.window.toast.message.kind == "danger"


def test_the_preview_of_a_merge_knows_what_was_mapped_before(path: Path, tmp_path: Path) -> None:
    from annotator.flow.merge_preview import preview
    from annotator.flow.merging import merge_files

    other = tmp_path / "other.annodb"
    with Project.open(path) as project:
        project.backup(other)
    with Project.open(other) as theirs:
        labels = (*theirs.scheme.labels, Label("HUMAN", key="z"))
        theirs.set_scheme(Scheme(labels, theirs.scheme.rules, "Other words."))
    with Project.open(path) as project:
        (before,) = preview(project, [other])
        assert [label.id for label in before.unknown] == ["HUMAN"]
        assert before.differences == ("The guidelines differ; those of this project stay",)
        merge_files(project, [other], {"HUMAN": "PERSON"})
        (after,) = preview(project, [other])
        assert after.unknown == ()
