"""Files of several people come together: nothing is lost, nothing comes twice."""

import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.assignment import Wish
from annotator.edits import layers, relations, spans
from annotator.errors import EditRefused, InputError, ProjectReadOnly, UserError
from annotator.flow.assigning import assign, plan_for
from annotator.flow.merging import MergeReport, merge_files
from annotator.flow.splitting import split_project
from annotator.model import Layer, Span, layer_id, make_annotator, make_document
from annotator.scheme import Label, Rule, Scheme, checked
from annotator.scheme_edits import rename_label
from annotator.session import Session
from annotator.store import people as store
from annotator.store.project import Project
from annotator.trash import put_in_trash
from tests.support.documents import MODEL, SCHEME
from tests.support.projects import NEWS

TEXT = "Ada met Kim in Oslo and Bo in Rome on day {}."
PEOPLE = ("ana", "ben", "cem")
# Where rows lie is no content; everything else is.
PLACES = {"document": "seq", "edit": "seq"}


def make(path: Path, count: int = 4) -> Path:
    """A project with documents that a model has looked at."""
    with Project.create(path, SCHEME) as project:
        docs = [make_document(f"n{i}", TEXT.format(i), id=f"d{i}") for i in range(count)]
        project.add_documents(docs)
        for doc in docs:
            project.set_suggestions(
                doc.id, NEWS, [Span(f"s{doc.id}", 8, 11, "PERSON", MODEL, 0.5)], []
            )
    return path


def content(path: Path, without: tuple[str, ...] = ("project",)) -> dict[str, list[object]]:
    """All rows of a file, in an order of their own."""
    with Project.open(path, read_only=True) as project:
        read = project.connection.execute
        tables = [
            name
            for (name,) in read("SELECT name FROM sqlite_schema WHERE type = 'table'")
            if not name.startswith(("_", "sqlite_", "document_search")) and name not in without
        ]
        found: dict[str, list[object]] = {}
        for table in tables:
            names = [row[1] for row in read(f"PRAGMA table_info({table})")]
            kept = ", ".join(f'"{name}"' for name in names if name != PLACES.get(table))
            found[table] = sorted(read(f"SELECT {kept} FROM {table}"), key=repr)  # noqa: S608
        return found


def work(path: Path, who: str, seed: int, documents: list[str], acts: int = 3) -> None:
    """Label at random, with undo and redo."""
    chance = random.Random(seed)
    session = Session(Project.open(path), who)
    for _ in range(acts):
        opened = session.open(chance.choice(documents))
        own = opened.own
        start = chance.randrange(30)
        try:
            match chance.randrange(7):
                case 0 if own.spans:
                    session.do(spans.delete(opened, [chance.choice(sorted(own.spans))]))
                case 1 if own.spans:
                    session.do(spans.set_note(opened, chance.choice(sorted(own.spans)), str(seed)))
                case 2:
                    session.undo()
                case 3:
                    session.redo()
                case 4 if len(own.spans) > 1:
                    head, tail = chance.sample(sorted(own.spans), 2)
                    session.do(relations.add_relation(opened, head, tail, "meets"))
                case 5:
                    session.do(layers.set_status(opened, "done"))
                case _:
                    session.do(spans.add_span(opened, start, start + 4, "PERSON"))
        except EditRefused:
            continue
        session.add_seconds(1.5)
    session.close()


def merge(path: Path, *others: Path, **more: object) -> MergeReport:
    with Project.open(path) as project:
        return merge_files(project, others, **more)  # type: ignore[arg-type]


def undo_everything(path: Path, who: str) -> None:
    """Whatever the history still offers can be undone and redone."""
    session = Session(Project.open(path), who)
    count = 0
    while session.undo():
        count += 1
    for _ in range(count):
        assert session.redo()
    session.close()


def parts(path: Path, folder: Path, *names: str) -> list[Path]:
    with Project.open(path) as project:
        return [Path(file) for file in split_project(project, folder, names).files]


def deal(path: Path, each: int = 1, calibration: int = 0) -> None:
    with Project.open(path) as project:
        assign(project, PEOPLE, plan_for(project, PEOPLE, Wish(each, 0.0, calibration, 1)))


@st.composite
def plans(draw: st.DrawFn) -> tuple[int, list[tuple[str, int]]]:
    jobs = st.tuples(st.sampled_from(PEOPLE), st.integers(0, 10**6))
    return draw(st.integers(1, 4)), draw(st.lists(jobs, max_size=5))


@settings(max_examples=25)
@given(plans(), st.booleans(), st.booleans())
def test_merging_what_was_split_changes_nothing(
    plan: tuple[int, list[tuple[str, int]]], blind: bool, dealt: bool
) -> None:
    count, jobs = plan
    with TemporaryDirectory() as folder:
        path = make(Path(folder) / "p.annodb", count)
        for who, seed in jobs:
            work(path, who, seed, [f"d{i}" for i in range(count)])
        with Project.open(path) as project:
            store.set_blind(project, blind)
        if dealt:
            deal(path, calibration=1)
        before = content(path, ())
        files = parts(path, Path(folder) / "parts", *(() if dealt else PEOPLE))
        with Project.open(path, read_only=True) as project:
            assert project.check() == []
        report = merge(path, *files)
        assert content(path, ()) == before
        assert (report.backup, report.disputed) == ("", [])


def rounds(folder: Path, jobs: list[tuple[str, int, int]]) -> tuple[Path, list[Path]]:
    """A project, and copies of it in which the same people worked apart."""
    path = make(folder / "p.annodb", 2)
    work(path, "ana", 1, ["d0", "d1"])
    files = [folder / f"copy{i}.annodb" for i in range(3)]
    with Project.open(path) as project:
        for file in files:
            project.backup(file)
    for who, file, seed in jobs:
        work([path, *files][file], who, seed, ["d0", "d1"])
    return path, files


JOBS = st.lists(
    st.tuples(st.sampled_from(PEOPLE[:2]), st.integers(0, 3), st.integers(0, 10**6)), max_size=8
)


@settings(max_examples=40)
@given(JOBS, st.permutations([0, 1, 2]))
def test_in_any_order_and_twice_the_same(
    jobs: list[tuple[str, int, int]], order: list[int]
) -> None:
    with TemporaryDirectory() as folder:
        path, files = rounds(Path(folder), jobs)
        other = Path(folder) / "other.annodb"
        with Project.open(path) as project:
            project.backup(other)
        for file in files:
            merge(path, file)
        once = content(path)
        for file in files:
            assert merge(path, file).backup == ""
        assert content(path) == once
        for place in order:
            merge(other, files[place])
        assert content(other) == once
        with Project.open(path) as project:
            assert project.check() == []
        for who in PEOPLE[:2]:
            undo_everything(path, who)
        assert content(path)["span"] == once["span"]


@settings(max_examples=25)
@given(JOBS)
def test_every_state_of_every_layer_is_still_there(jobs: list[tuple[str, int, int]]) -> None:
    with TemporaryDirectory() as folder:
        path, files = rounds(Path(folder), jobs)
        heads = {file: texts(file) for file in (path, *files)}
        merge(path, *files)
        after = texts(path)
        known = journal(path)
        for file, layers_ in heads.items():
            for (document, who), found in layers_.items():
                kept = [
                    s for (d, name), s in after.items() if d == document and name.startswith(who)
                ]
                later = after[(document, who)]
                assert found in kept or all(item in later or item[0] in known for item in found), (
                    file
                )


def texts(path: Path) -> dict[tuple[str, str], set[tuple[object, ...]]]:
    """Spans with notes by document and person."""
    with Project.open(path, read_only=True) as project:
        people = {a.id: a.name for a in project.annotators() if a.kind == "person"}
        found: dict[tuple[str, str], set[tuple[object, ...]]] = {}
        for document in project.document_ids():
            for layer in project.layers(document):
                if layer.annotator in people:
                    own = project.annotations(document, layer.annotator).spans.values()
                    items = {(s.start, s.end, s.label, s.note) for s in own}
                    found[(document, people[layer.annotator])] = items
        return found


def journal(path: Path) -> str:
    with Project.open(path, read_only=True) as project:
        return "".join(x for (x,) in project.connection.execute("SELECT changes FROM edit"))


def label(path: Path, who: str, place: int, document: str = "d0", label: str = "PERSON") -> None:
    session = Session(Project.open(path), who)
    session.do(spans.add_span(session.open(document), place, place + 3, label))
    session.close()


def own(path: Path, who: str, document: str = "d0") -> list[tuple[int, str]]:
    with Project.open(path, read_only=True) as project:
        found = project.annotations(document, make_annotator(who).id)
        return [(span.start, span.label) for span in found.in_order()]


def copy(path: Path, name: str) -> Path:
    other = path.with_name(f"{name}.annodb")
    with Project.open(path) as project:
        project.backup(other)
    return other


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make(tmp_path / "p.annodb")


def test_two_states_of_a_layer_are_both_kept_and_told(path: Path) -> None:
    label(path, "ana", 0)
    other = copy(path, "other")
    label(path, "ana", 8)
    label(other, "ana", 15)
    report = merge(path, other)
    assert report.disputed == ["n0: ana"]
    assert Path(report.backup).exists()
    assert own(path, "ana") == [(0, "PERSON"), (15, "PERSON")]
    assert own(path, "ana (other state)") == [(0, "PERSON"), (8, "PERSON")]
    assert merge(path, other).disputed == []
    label(other, "ana", 24)
    assert merge(path, other).disputed == []
    assert own(path, "ana") == [(0, "PERSON"), (15, "PERSON"), (24, "PERSON")]
    assert own(path, "ana (other state)") == [(0, "PERSON"), (8, "PERSON")]


def test_a_state_that_has_gone_on_replaces_the_older_one_without_a_word(path: Path) -> None:
    deal(path)
    with Project.open(path) as project:
        mine = {one.document for one in store.assignments(project) if one.annotator == ANA}
    document = min(mine)
    (file,) = parts(path, path.parent / "parts", "ana")
    for place in (0, 8):
        label(file, "ana", place, document)
        report = merge(path, file)
        assert (report.disputed, report.files[0].notices) == ([], [])
    assert own(path, "ana", document) == [(0, "PERSON"), (8, "PERSON")]


def test_what_an_import_added_is_not_lost_to_a_later_edit(path: Path) -> None:
    label(path, "ana", 0)
    other = copy(path, "other")
    with Project.open(path) as project:
        layer = Layer(layer_id("d0", ANA), "d0", ANA, "in progress")
        project.add_layers([(layer, [Span("imported", 8, 11, "PERSON")])])
    label(other, "ana", 15)
    merge(path, other)
    both = {tuple(own(path, name)) for name in ("ana", "ana (other state)")}
    assert both == {
        ((0, "PERSON"), (15, "PERSON")),
        ((0, "PERSON"), (8, "PERSON")),
    }


def test_documents_are_matched_by_their_text(path: Path) -> None:
    other = path.with_name("other.annodb")
    with Project.create(other, SCHEME) as project:
        project.add_documents([make_document("elsewhere", TEXT.format(2), id="other id")])
    label(other, "ben", 0, "other id")
    report = merge(path, other)
    assert (report.files[0].documents, report.files[0].matched) == (0, 1)
    assert own(path, "ben", "d2") == [(0, "PERSON")]
    session = Session(Project.open(path), "ben")
    session.open("d2")
    assert session.undo()
    assert not session.current.own.spans
    session.close()


def test_new_documents_come_with_their_search_index(path: Path) -> None:
    other = path.with_name("other.annodb")
    with Project.create(other, SCHEME) as project:
        project.add_documents([make_document("new", "A walk in Ulan Bator.", id="new")])
    merge(path, other)
    with Project.open(path) as project:
        assert project.matching("ulan") == ["new"]
        assert project.check() == []
        assert project.document_ids()[-1] == "new"


def test_one_id_in_two_layers_stays_two_spans(path: Path) -> None:
    """Who imports the same file as somebody else has items of the same ids."""
    other = copy(path, "other")
    for file, who in ((path, "ana"), (other, "ben")):
        with Project.open(file) as project:
            person = project.annotator(who)
            layer = Layer(layer_id("d0", person.id), "d0", person.id, "done")
            project.add_layers([(layer, [Span("same", 0, 3, "PERSON")])])
    merge(path, other)
    once = content(path)
    assert own(path, "ana") == own(path, "ben") == [(0, "PERSON")]
    merge(path, other)
    assert content(path) == once


OTHER_SCHEME = checked(
    Scheme(
        (
            Label("PERSON", short="PER", name="Human being"),
            Label("TOWN"),
            Label("RIVER"),
            Label("flows", "relation"),
        ),
        (Rule("flows", "RIVER", "TOWN"),),
        "Label every town.",
    )
)


def relabelled(path: Path) -> Path:
    other = copy(path, "other")
    with Project.open(other) as project:
        project.set_scheme(OTHER_SCHEME)
    label(other, "ben", 15, label="TOWN")
    label(other, "ben", 30, label="RIVER")
    return other


def test_new_labels_come_with_a_notice(path: Path) -> None:
    report = merge(path, relabelled(path)).files[0]
    assert report.new_labels == ["TOWN", "RIVER", "flows"]
    assert any("Human being" in notice for notice in report.notices)
    assert any("guidelines" in notice for notice in report.notices)
    with Project.open(path) as project:
        assert project.scheme.get("span", "TOWN")
        assert project.scheme.allows("flows", "RIVER", "TOWN")
        assert not project.scheme.allows("flows", "TOWN", "RIVER")
        assert project.scheme.get("span", "PERSON") == SCHEME.get("span", "PERSON")


def test_labels_are_mapped_and_the_map_is_remembered(path: Path) -> None:
    other = relabelled(path)
    report = merge(path, other, names={"TOWN": "GPE"})
    assert report.files[0].new_labels == ["RIVER", "flows"]
    assert own(path, "ben") == [(15, "GPE"), (30, "RIVER")]
    once = content(path)
    assert merge(path, other).backup == ""
    assert content(path) == once
    undo_everything(path, "ben")
    assert own(path, "ben") == [(15, "GPE"), (30, "RIVER")]


def test_labels_that_become_one_leave_one_span(path: Path) -> None:
    other = copy(path, "other")
    with Project.open(other) as project:
        project.set_scheme(checked(Scheme((Label("GPE"), Label("TOWN"), Label("PERSON")))))
    label(other, "ben", 15, label="TOWN")
    label(other, "ben", 15, label="GPE")
    merge(path, other, names={"TOWN": "GPE"})
    assert own(path, "ben") == [(15, "GPE")]
    undo_everything(path, "ben")
    assert merge(path, other).backup == ""


@pytest.mark.parametrize("names", [{"NOWHERE": "GPE"}, {"TOWN": "NOWHERE"}])
def test_a_map_to_nowhere_is_refused(path: Path, names: dict[str, str]) -> None:
    other = relabelled(path)
    before = content(path, ())
    with pytest.raises(InputError) as caught:
        merge(path, other, names=names)
    assert caught.value.do
    assert content(path, ()) == before


def test_the_fuller_run_of_a_model_stays(path: Path) -> None:
    other = copy(path, "other")
    more = [Span(f"m{i}", i, i + 2, "PERSON", MODEL) for i in range(3)]
    with Project.open(other) as project:
        project.set_suggestions("d0", NEWS, more, [])
    back = copy(path, "back")
    merge(path, other)
    merge(other, back)
    for file in (path, other):
        with Project.open(file) as project:
            assert len(project.annotations("d0", NEWS.id).spans) == 3


def test_the_later_word_about_roles_and_assignments_holds(path: Path) -> None:
    deal(path)
    with Project.open(path) as project:
        store.set_role(project, "ana", "annotator")
    (file,) = parts(path, path.parent / "parts", "ana")
    with Project.open(path) as project:
        store.set_role(project, "ana", "lead")
        store.set_assignments(project, ())
    merge(path, file)
    with Project.open(path) as project:
        assert store.assignments(project) == []
        assert store.roles(project) == {ANA: "lead"}


ANA = make_annotator("ana").id


def foreign_text(file: Path) -> None:
    file.write_text("no project", encoding="utf-8")


def another_text(file: Path) -> None:
    with Project.create(file, SCHEME) as project:
        project.add_documents([make_document("n0", "Something else.", id="d0")])


def span_outside(file: Path) -> None:
    make(file)
    label(file, "ben", 0)
    with Project.open(file) as project:
        project.connection.execute("UPDATE span SET \"end\" = 9999 WHERE origin = 'human'")


def text_changed(file: Path) -> None:
    make(file)
    with Project.open(file) as project:
        project.connection.execute("DROP TRIGGER document_text_never_changes")
        project.connection.execute("UPDATE document SET text = 'x' || text WHERE id = 'd1'")


def broken_journal(file: Path) -> None:
    make(file)
    label(file, "ben", 0)
    with Project.open(file) as project:
        project.connection.execute("UPDATE edit SET changes = '[{\"d\": 1}'")


@pytest.mark.parametrize(
    "spoil", [foreign_text, another_text, span_outside, text_changed, broken_journal]
)
def test_a_spoilt_file_changes_nothing(path: Path, spoil: Callable[[Path], None]) -> None:
    bad = path.with_name("bad.annodb")
    spoil(bad)
    before = content(path, ())
    with pytest.raises(UserError) as caught:
        merge(path, bad)
    assert str(bad) in caught.value.where
    assert caught.value.do
    assert content(path, ()) == before
    assert not list(path.parent.glob("*before merge*"))


def test_what_cannot_be_merged_is_refused(path: Path) -> None:
    with pytest.raises(InputError, match="itself"):
        merge(path, path)
    with pytest.raises(InputError):
        merge(path)
    other = copy(path, "other")
    with Project.open(path, read_only=True) as project, pytest.raises(ProjectReadOnly):
        merge_files(project, [other])


def test_a_file_of_an_earlier_version_is_read_and_left_alone(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from annotator.store import schema

    other = copy(path, "other")
    label(other, "ben", 0)
    before = other.read_bytes()
    later = (*schema.STEPS, ("m999", ("CREATE TABLE later (x TEXT) STRICT",)))
    monkeypatch.setattr(schema, "STEPS", later)
    monkeypatch.setattr(schema, "VERSION", len(later))
    merge(path, other)
    assert own(path, "ben") == [(0, "PERSON")]
    assert other.read_bytes() == before


def test_cancelled_nothing_of_the_file_is_there(path: Path) -> None:
    other = copy(path, "other")
    label(other, "ben", 0)
    before = content(path, ())
    report = merge(path, other, cancelled=lambda: True)
    assert report.cancelled
    assert content(path, ()) == before


KILLED = """
import os, sys
from pathlib import Path
from annotator.flow.merging import merge_files
from annotator.store.merging import run as steps
from annotator.store.project import Project

def dies(*_):
    os._exit(9)

steps.hold_edits = dies
with Project.open(Path(sys.argv[1])) as project:
    merge_files(project, [Path(sys.argv[2])])
"""


def test_killed_half_way_nothing_of_the_file_is_there(path: Path) -> None:
    other = copy(path, "other")
    label(other, "ben", 0)
    before = content(path, ())
    root = Path(__file__).parents[3]
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(path), str(other)], cwd=root, check=False
    )
    assert done.returncode == 9
    assert content(path, ()) == before
    merge(path, other)
    assert own(path, "ben") == [(0, "PERSON")]


def test_every_table_is_merged_or_stays_with_its_file(path: Path) -> None:
    """A new table needs a decision: does it go along when files are split and merged?"""
    from annotator.store.rawrows import MOVED, STAYING

    with Project.open(path) as project:
        rows = project.connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
        names = {n for (n,) in rows if not n.startswith(("_", "sqlite_", "document_search"))}
    assert names == {*MOVED, *STAYING}


def test_layers_and_annotations_survive(path: Path) -> None:
    """Relations, notes, document labels and rejections come along, and are found again."""
    other = copy(path, "other")
    session = Session(Project.open(other), "ben")
    opened = session.open("d0")
    for place in (0, 8):
        session.do(spans.add_span(opened, place, place + 3, "PERSON"))
    head, tail = (span.id for span in opened.own.in_order())
    session.do(relations.add_relation(opened, head, tail, "meets"))
    session.do(layers.toggle_document_label(opened, "World"))
    session.do(spans.set_note(opened, head, "sure"))
    items = sorted(map(repr, opened.own.items()))
    session.close()
    merge(path, other)
    with Project.open(path) as project:
        found = project.annotations("d0", make_annotator("ben").id)
        assert sorted(map(repr, found.items())) == items
        assert found.status == "in progress"


def test_a_label_that_was_renamed_here_meanwhile(path: Path) -> None:
    """The other file still has the old name: its labels come under the new one."""
    label(path, "ana", 0)
    other = copy(path, "other")
    label(other, "ana", 8)
    label(other, "ben", 15)
    rename(path, "PERSON", "HUMAN")
    report = merge(path, other)
    assert report.disputed == []
    assert report.files[0].new_labels == []
    assert own(path, "ana") == [(0, "HUMAN"), (8, "HUMAN")]
    assert own(path, "ben") == [(15, "HUMAN")]
    assert merge(path, other).backup == ""


def test_a_label_that_was_renamed_there_keeps_its_name_here(path: Path) -> None:
    label(path, "ana", 0)
    other = copy(path, "other")
    rename(other, "PERSON", "HUMAN")
    label(other, "ana", 8, label="HUMAN")
    report = merge(path, other)
    assert (report.disputed, report.files[0].new_labels) == ([], [])
    assert report.files[0].notices == ["HUMAN became PERSON"]
    assert own(path, "ana") == [(0, "PERSON"), (8, "PERSON")]
    assert merge(path, other).backup == ""


def rename(path: Path, old: str, new: str) -> None:
    session = Session(Project.open(path), "lead")
    session.do(rename_label(session.project, "span", old, new))
    session.close()


def test_documents_in_the_trash_stay_there(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.annodb"
    with Project.create(other, SCHEME) as project:
        docs = [make_document("a", "One.", id="a"), make_document("b", "Two.", id="b")]
        project.add_documents(docs)
    session = Session(Project.open(other), "ben")
    session.do(put_in_trash(session.project, ["b"]))
    session.close()
    merge(path, other)
    with Project.open(path) as project:
        assert "a" in project.document_ids()
        assert "b" not in project.document_ids()
        assert [id for id, _, _ in project.in_trash()] == ["b"]
