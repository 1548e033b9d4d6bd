"""The next document is read and its lines are broken before it is opened."""


def test_done_and_next_finds_the_lines_broken(desk, qtbot):
    canvas, workspace = desk.annotate.canvas, desk.workspace
    qtbot.waitUntil(lambda: bool(canvas.ahead.page and canvas.ahead.page._laid))
    ahead = canvas.ahead.page
    blocks = {index: laid.block for index, laid in ahead._laid.items()}
    workspace.finish()
    assert workspace.opened.document.name == "A bridge for Lagos"
    assert canvas.page.content.text == ahead.content.text
    assert all(canvas.page._laid[index].block is block for index, block in blocks.items())


def test_lines_of_another_width_are_not_taken_over(desk, qtbot):
    canvas, workspace = desk.annotate.canvas, desk.workspace
    qtbot.waitUntil(lambda: bool(canvas.ahead.page and canvas.ahead.page._laid))
    old = canvas.ahead.page._laid[0].block
    canvas.set_zoom(1.5)
    workspace.finish()
    assert canvas.page.laid(0).block is not old
    assert canvas.page.laid(0).block.width == canvas.page.width


def test_what_changed_meanwhile_is_seen(desk, qtbot):
    workspace = desk.workspace
    session, first = workspace.session, workspace.opened.document.id
    following = desk.annotate.list.next_open(first)
    session.read_ahead(following)
    session.open(following)
    workspace.select(0, 5)
    workspace.label("GPE")
    session.open(first)
    session.read_ahead(following)
    session.undo()
    assert not session.open(following).own.spans
