"""Numbers as CSV: read back as they were, and nothing that a spreadsheet would run."""

import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.flow.insight_tables import Table, csv_text, harmless, tables_of
from annotator.flow.insights import insights_of
from annotator.flow.sample import make_sample
from annotator.store.project import Project


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    path = tmp_path_factory.mktemp("sample") / "review.annodb"
    make_sample(path, "review")
    with Project.open(path, read_only=True) as project:
        return insights_of(project)


def test_every_tile_has_a_table_with_a_cell_for_each_column(found):
    tables = tables_of(found)
    for name, table in tables.items():
        assert table.rows, name
        assert {len(row) for row in table.rows} == {len(table.columns)}, name


def test_the_tables_say_what_was_measured(found):
    tables = tables_of(found)
    pair = found.agreement.pairs[0]
    first = dict(zip(tables["agreement"].columns, tables["agreement"].rows[0], strict=True))
    assert (first["annotator"], first["other"]) == (pair.a, pair.b)
    assert first["f1_exact"] == pair.measures["f1_exact"].value
    assert (first["f1_exact_low"], first["f1_exact_high"]) == pair.measures["f1_exact"].interval
    done = sum(row[1] for row in tables["progress"].rows)
    assert done == sum(sum(row[1:]) for row in tables["days"].rows)
    assert sum(row[1] for row in tables["documents"].rows) == found.work.documents
    assert sum(row[2] for row in tables["confusion"].rows) == len(found.agreement.confusion.pairs)
    assert sum(row[1] for row in tables["labels"].rows) == sum(
        person.spans for person in found.work.people
    )


cells = st.one_of(st.text(st.characters(codec="utf-8", exclude_characters="\r")), st.integers())


@given(st.lists(st.tuples(cells, cells), min_size=1))
def test_no_cell_is_a_formula_and_words_stay(rows):
    table = Table("x", ("a", "b"), tuple(rows))
    read = list(csv.reader(StringIO(csv_text([table]), newline="")))[1:]
    for row, back in zip(rows, (x for x in read), strict=True):
        for cell, written in zip(row, back, strict=True):
            if isinstance(cell, int):
                assert written == str(cell)
            else:
                assert not written.startswith(("=", "+", "-", "@", "\t", "\r"))
                assert written in (cell, f"'{cell}")


@pytest.mark.parametrize("text", ["=1+1", "+x", "-x", "@SUM(A1)", "\tx", "\rx"])
def test_what_would_run_is_quoted(text):
    assert harmless(text) == f"'{text}"


def test_several_tables_stand_under_their_titles():
    tables = [Table("One", ("a",), ((1,),)), Table("=Two", ("b",), ((None,), (0.5,)))]
    assert csv_text(tables) == 'One\na\n1\n\n\'=Two\nb\n""\n0.5\n'
