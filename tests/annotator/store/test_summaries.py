"""The list of documents: filters, statuses and counts."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.changes import Change, Edit
from annotator.model import LayerStatus, Rejection, layer_id, make_document
from annotator.store import summaries
from annotator.store.project import Project
from annotator.store.summaries import StatusCounts
from annotator.suggestion_mode import SuggestionMode, write_mode
from tests.support.documents import MODEL
from tests.support.projects import DOCUMENT, SUGGESTED, ana, make_project, span

OTHERS = (
    ("two", "Kim writes to Ångström."),
    ("three 100%", "Nothing here; a_b."),
    ("kimono", "Cloth"),
)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.open(make_project(tmp_path / "p.annodb")) as opened:
        opened.add_documents(make_document(name, text, id=name) for name, text in OTHERS)
        yield opened


def work(project: Project) -> None:
    """Two of five suggestions answered, one document skipped."""
    who = ana(project).id
    first = SUGGESTED[0]
    changes = (
        Change(DOCUMENT, who, None, span("own", first.start, first.end, first.label)),
        Change(DOCUMENT, who, None, Rejection("no", "GPE", SUGGESTED[2].ranges)),
        Change("two", who, None, LayerStatus(layer_id("two", who), "skipped")),
    )
    project.save(Edit("e", "Work", changes, who))
    project.add_seconds(DOCUMENT, who, 2.5)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", [DOCUMENT, "two", "three 100%", "kimono"]),
        ("  ", [DOCUMENT, "two", "three 100%", "kimono"]),
        ("kim", [DOCUMENT, "two", "kimono"]),
        ("writes kim", ["two"]),
        ("angstrom", ["two"]),
        ("%", ["three 100%"]),
        ("w", ["two"]),
        ('"', []),
        ("kim AND nothing", []),
        ("zebra", []),
    ],
)
def test_a_filter_finds_names_and_words(project: Project, text: str, found: list[str]) -> None:
    who = ana(project).id
    assert project.matching(text) == found
    assert [row.id for row in project.summaries(who, text)] == found


@pytest.mark.parametrize("few", [0, 5000])
def test_filtered_rows_say_the_same_as_the_whole_list(
    project: Project, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(summaries, "_FEW", few)
    work(project)
    who = ana(project).id
    whole = {row.id: row for row in project.summaries(who)}
    assert whole[DOCUMENT].suggestions == 3
    assert whole[DOCUMENT].seconds == 2.5
    assert whole["two"].suggestions is None
    assert project.summaries(who, "kim") == [whole[id] for id in (DOCUMENT, "two", "kimono")]
    assert [row.id for row in project.summaries(who, "kim", "skipped")] == ["two"]
    assert all(project.summary(who, id) == row for id, row in whole.items())


def test_counts_add_up(project: Project) -> None:
    work(project)
    counts = project.counts(ana(project).id)
    assert counts == StatusCounts(new=3, skipped=1)
    assert counts.total == 4


def test_an_unknown_document_has_no_row(project: Project) -> None:
    with pytest.raises(KeyError):
        project.summary(ana(project).id, "none")


def test_models_that_are_no_longer_shown_do_not_count(project):
    assert project.summary(ana(project).id, DOCUMENT).suggestions == len(SUGGESTED)
    write_mode(project, SuggestionMode(hidden=(MODEL,)))
    assert project.summary(ana(project).id, DOCUMENT).suggestions is None
