"""Guidelines from files that nobody vouches for: shown as text, and nothing is loaded."""

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QTextDocument, QTextFormat
from pytestqt.qtbot import QtBot

from ui.panels.markdown import MarkdownView
from ui.theme.current import current
from ui.theme.label_colours import label_colours


@pytest.fixture
def view(qtbot: QtBot) -> MarkdownView:
    made = MarkdownView("Guidelines")
    qtbot.addWidget(made)
    return made


def colours(name: str):
    return label_colours(current().theme, name) if name == "PER" else None


@pytest.mark.parametrize(
    ("markdown", "words"),
    [
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("a <b onclick='x'>b</b>", "a <b onclick='x'>b</b>"),
        ("![here](file:///etc/passwd) and ![](http://example.org/x.png)", "here and "),
        ("<img src='http://example.org/x.png'>", "<img src='http://example.org/x.png'>"),
        ("- yes: [Ada 😀 L]{PER} and [x]{}", "✓\u2002Ada 😀 L and x"),
        ("- NO: [she]{}", "✗\u2002she"),
        ("# A *title*\n\nwith **words**", "A title\nwith words"),
        ("[a](http://example.org) `code`", "a code"),
    ],
)
def test_what_is_shown(view: MarkdownView, markdown: str, words: str) -> None:
    view.show_markdown(markdown, colours)
    assert view.toPlainText().strip() == words.strip()
    block = view.document().begin()
    while block.isValid():
        fragments = block.begin()
        while not fragments.atEnd():
            look = fragments.fragment().charFormat()
            assert not look.isImageFormat()
            assert look.objectType() != QTextFormat.ObjectTypes.ImageObject.value
            fragments += 1
        block = block.next()


def test_nothing_is_loaded(view: MarkdownView, tmp_path) -> None:
    (tmp_path / "x.png").write_bytes(b"secret")
    url = QUrl.fromLocalFile(str(tmp_path / "x.png"))
    kind = QTextDocument.ResourceType.ImageResource
    assert b"secret" not in bytes(view.document().resource(kind.value, url))


def test_an_example_has_the_colours_of_its_label(view: MarkdownView) -> None:
    view.show_markdown("[Ada]{PER} [she]{}", colours)
    fragments, seen = view.document().begin().begin(), {}
    while not fragments.atEnd():
        fragment = fragments.fragment()
        seen[fragment.text()] = fragment.charFormat()
        fragments += 1
    tint = label_colours(current().theme, "PER").tint
    assert seen["Ada"].background().color().name().upper() == tint
    assert seen["she"].fontStrikeOut()


def test_a_heading_is_gone_to(view: MarkdownView, qtbot: QtBot) -> None:
    view.resize(300, 200)
    with qtbot.waitExposed(view):
        view.show()
    view.show_markdown("# One\n" + "\n\ntext" * 80 + "\n\n# Two\n" + "\n\ntext" * 80, colours)
    assert view.go_to("Two")
    assert view.verticalScrollBar().value() > 500
    assert not view.go_to("Three")
    view.close()
