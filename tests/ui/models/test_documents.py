from ui.models.documents import DocumentRow, DocumentsModel, size_text


def test_the_model_is_a_proper_list(qtmodeltester, qapp):
    model = DocumentsModel()
    model.set_rows([DocumentRow("a", "First"), DocumentRow("b", "Second")])
    qtmodeltester.check(model)


def test_an_updated_row_is_announced_where_it_stands(qtbot):
    model = DocumentsModel()
    rows = {id: DocumentRow(id, id.upper()) for id in "ab"}
    model.show_ids(["a", "b"], rows.__getitem__)
    with qtbot.waitSignal(model.dataChanged) as told:
        rows["b"] = DocumentRow("b", "Second", status="done")
        model.row_changed("b")
    assert told.args[0].row() == 1
    assert model.row(1).status == "done"


def test_a_document_that_is_not_listed_has_no_row(qapp):
    model = DocumentsModel()
    model.set_rows([DocumentRow("a", "First")])
    assert (model.row_of("a"), model.row_of("z")) == (0, -1)


def test_the_caption_says_section_size_and_time():
    row = DocumentRow("a", "First", "World", 2100, seconds=372)
    assert row.caption == "World · 2 KB · 6 min"
    assert DocumentRow("a", "First", error="text differs").caption == "text differs"


def test_sizes_are_never_nought():
    assert [size_text(x) for x in (0, 3, 1_500_000)] == ["", "1 KB", "1.5 MB"]
