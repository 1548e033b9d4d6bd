"""At twice the text size nothing is clipped in a window of 1366 by 820."""

from itertools import pairwise

import pytest
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel

from annotator.model import Relation, Span, make_document, new_id
from annotator.schemes import load_scheme
from annotator.session import Session
from annotator.store.project import Project
from ui.main_window import MainWindow
from ui.theme.apply import apply
from ui.theme.tokens import LIGHT
from ui.workspace import Workspace

TEXT = (
    "World\nAda Lovelace of Analytical Ltd met Kim Jong-un in Oslo on Monday. "
    + "Then it rained. " * 9
)


@pytest.fixture
def large(qtbot, qapp, tmp_path):
    """The real window with text at 200 %."""
    qapp.setProperty("annotator_font_scale", 2.0)
    apply(qapp, LIGHT)
    path = tmp_path / "p.annodb"
    with Project.create(path, load_scheme("news")) as project:
        document = make_document("A name that is far too long for any bar of any window " * 2, TEXT)
        project.add_documents([document], None)
        model = project.annotator("news@1.0", "model")
        words = {"Ada Lovelace": "PERSON", "Kim Jong-un": "PERSON", "Oslo": "GPE"}
        spans = [
            Span(new_id(), TEXT.index(x), TEXT.index(x) + len(x), label, model.name, 0.9)
            for x, label in words.items()
        ]
        ends = [(0, 1, "meets"), (0, 2, "visits"), (1, 2, "leads")]
        relations = [
            Relation(new_id(), label, spans[a].id, spans[b].id, model.name, 0.9)
            for a, b, label in ends
        ]
        project.set_suggestions(document.id, model, spans, relations)
    window = MainWindow()
    window.resize(1366, 820)
    qtbot.addWidget(window)
    workspace = Workspace(Session(Project.open(path), "ana"), window)
    window.show_workspace(workspace)
    with qtbot.waitExposed(window):
        window.show()
    window.open_document(window.annotate.list.ids()[0])
    workspace.step(1)
    QApplication.processEvents()
    yield window
    workspace.session.close()
    qapp.setProperty("annotator_font_scale", None)
    apply(qapp, LIGHT)


def test_no_label_or_button_is_smaller_than_its_text(large):
    window = large
    assert (window.width(), window.height()) == (1366, 820)
    clipped = []
    for widget in window.findChildren(QLabel) + window.findChildren(QAbstractButton):
        if not widget.isVisible() or not widget.text():
            continue
        least = widget.minimumSizeHint()
        if widget.height() < least.height() or widget.width() < least.width():
            clipped.append((widget.text(), widget.size(), least))
    assert clipped == []
    edge = window.rect()
    for bar in (window.toolbar, window.status, window.annotate.bar):
        for part in bar.findChildren(QAbstractButton):
            if part.isVisible():
                assert edge.contains(part.mapTo(window, part.rect().bottomRight()))


def test_labels_of_relations_have_room_in_their_lanes(large):
    page = large.annotate.canvas.page
    rows = [row for index in range(len(page.paragraphs)) for row in page.laid(index).rows]
    arcs = [arc for row in rows for arc in row.arcs]
    assert len(arcs) >= 3
    high = QFontMetricsF(page.at.label).capHeight() + 2 * QFontMetricsF(page.at.label).descent()
    for row in rows:
        lanes = sorted({arc.y for arc in row.arcs})
        assert all(other - one >= high for one, other in pairwise(lanes))
        assert all(row.top <= arc.label.top() for arc in row.arcs if arc.label)
        tops = [chip.rect.top() for chip in row.chips]
        assert all(arc.y + high / 2 <= min(tops) for arc in row.arcs)
    assert page.at.lane > 33
