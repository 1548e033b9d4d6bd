"""Random actions of the table, label keys and clicks on the real window and a real file.

Nothing may raise, screen, session and file must agree, and undo must lead back to the start.
Nor may the window collect objects. `ANNOTATOR_MONKEY` sets the number of actions, 500 unless it
is set; `ANNOTATOR_MONKEY_SEED` another sequence.
"""

import os
import random
from collections import Counter

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtWidgets import QApplication

from annotator.model import Relation, Span, make_document, new_id
from annotator.schemes import load_scheme
from annotator.session import Session
from annotator.store.project import Project
from ui.actions import ACTIONS
from ui.main_window import MainWindow
from ui.shown import content
from ui.theme.apply import apply
from ui.theme.tokens import LIGHT
from ui.workspace import Workspace

STEPS = int(os.environ.get("ANNOTATOR_MONKEY", "500"))
SEED = int(os.environ.get("ANNOTATOR_MONKEY_SEED", "1"))
CHECK = 100
SPARE = 60  # objects that the window may have more, such as rows that another state shows
PROSE = "Ada Lovelace 😀 met Kim Jong-un in Oslo on Monday; والتقى الوزير in Müncheṅ. "


@pytest.fixture
def project_path(tmp_path):
    path = tmp_path / "p.annodb"
    with Project.create(path, load_scheme("news")) as project:
        model = project.annotator("news@1.0", "model")
        for number in range(4):
            text = f"Title {number}\n" + (PROSE * 3 + "\r\n") * 5
            document = make_document(f"Document {number}", text)
            project.add_documents([document], None)
            project.set_suggestions(document.id, model, *suggested(text))
    return path


def suggested(text):
    spans, relations = [], []
    for word, label in (("Ada Lovelace", "PERSON"), ("Kim Jong-un", "PERSON"), ("Oslo", "GPE")):
        at = text.find(word)
        while at >= 0:
            spans.append(Span(new_id(), at, at + len(word), label, "news@1.0", 0.9))
            at = text.find(word, at + 1)
    people = [span for span in spans if span.label == "PERSON"]
    relations.append(Relation(new_id(), "meets", people[0].id, people[-1].id, "news@1.0", 0.5))
    return spans, relations


@pytest.fixture
def window(qtbot, project_path):
    apply(QApplication.instance(), LIGHT)
    made = MainWindow()
    qtbot.addWidget(made)
    workspace = Workspace(Session(Project.open(project_path, exclusive=True), "ana"), made)
    made.show_workspace(workspace)
    with qtbot.waitExposed(made):
        made.show()
    made.open_document(made.annotate.list.ids()[0])
    yield made
    workspace.session.close()


def everything(project_path):
    """All that people did, as the file has it."""
    with Project.open(project_path, read_only=True) as project:
        people = [x for x in project.annotators() if x.kind == "person"]
        return {
            (document, person.name): state(project.annotations(document, person.id))
            for document in project.document_ids()
            for person in people
        }


def state(annotations):
    return annotations.status, sorted(annotations.items(), key=lambda item: item.id)


def shown(window):
    page = window.annotate.canvas.page
    return page.spans, page.relations


def check(window, project_path):
    opened = window.workspace.opened
    if opened is None:
        assert window.annotate.canvas.page is None
        assert window.annotate.list.ids() == []
        return
    fresh = content(opened)
    assert shown(window) == (
        {span.id: span for span in fresh.spans},
        {relation.id: relation for relation in fresh.relations},
    )
    stored = everything(project_path)[(opened.document.id, "ana")]
    assert stored == state(opened.own)


def alive(window):
    """How many objects the window has, without those that are to be deleted."""
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return len(window.findChildren(QObject))


def act(window, qtbot, chance, ids, labels):
    kind = chance.random()
    if kind < 0.6:
        window.run(chance.choice(ids))
    elif kind < 0.8:
        window.workspace.attempt(lambda: window.workspace.label(chance.choice(labels)))
    else:
        view = window.annotate.canvas.viewport()
        begin = QPoint(chance.randrange(view.width()), chance.randrange(view.height()))
        end = begin + QPoint(chance.randrange(-200, 200), chance.randrange(-60, 60))
        qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=begin)
        qtbot.mouseMove(view, end)
        qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=end)


IN_DIALOGS = {"label_all", "remove_all"}  # the application asks first


@pytest.mark.parametrize("seed", [SEED])
def test_random_actions_leave_screen_session_and_file_equal(window, qtbot, project_path, seed):
    chance = random.Random(seed)
    ids = [*sorted(window.annotate.commands()), *("undo", "redo") * 4]
    edits = {row.id for row in ACTIONS if row.needs == "edit"}
    assert edits - IN_DIALOGS <= {*ids}
    labels = [label.id for label in load_scheme("news").labels if label.kind != "document"]
    before = everything(project_path)
    reasons = Counter()
    window.workspace.changed.connect(lambda event: reasons.update([event.reason]))
    objects = 0
    for step in range(STEPS):
        act(window, qtbot, chance, ids, labels)
        if step % CHECK == CHECK - 1:
            QApplication.processEvents()
            check(window, project_path)
            objects = objects or alive(window)
    assert alive(window) <= objects + SPARE
    assert reasons["edit"] > STEPS / 50
    while window.workspace.session.undo() is not None:
        pass
    assert everything(project_path) == before
    check(window, project_path)
