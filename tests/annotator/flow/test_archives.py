"""Archives give what is in them, and nothing else."""

import gzip
import io
import json
import stat
import zipfile

import pytest

from annotator.errors import DiskFull, InputError
from annotator.flow.importing import import_files
from annotator.flow.looking import look_into
from annotator.formats.archives import Unpacking
from annotator.schemes import load_scheme
from annotator.store.project import Project
from tests.support.articles import HTML, RSS, docx, mail, pdf, zipped

LINE = {"text": "Kim in Oslo.", "spans": [{"start": 7, "end": 11, "label": "GPE"}]}
ANN = b"T1\tPERSON 0 3\tKim\n"


@pytest.fixture
def project(tmp_path):
    with Project.create(tmp_path / "p.annodb", load_scheme("news")) as made:
        yield made


def archive(tmp_path, members, name="a.zip"):
    path = tmp_path / name
    path.write_bytes(zipped(members))
    return path


def test_articles_and_labels_of_every_kind_come_out(project, tmp_path):
    path = archive(
        tmp_path,
        {
            "in/a.txt": b"World\nA title\nA text.\n",
            "in/page.html": HTML.encode(),
            "news.rss": RSS.encode(),
            "x.docx": docx(tmp_path / "x.docx").read_bytes(),
            "x.pdf": pdf(tmp_path / "x.pdf", ["Kim met Ada."]).read_bytes(),
            "x.eml": mail("Kim is here."),
            "x.csv": b"title,body\nRain,It rained in Bergen all day.\n",
            "x.jsonl": json.dumps(LINE).encode(),
            "brat/b.txt": b"Kim sings.",
            "brat/b.ann": ANN,
            "__MACOSX/._a.txt": b"x",
        },
    )
    look = look_into(project, [path])
    report = import_files(project, [path], annotator="ana")
    assert look.documents == report.documents == 10
    assert (report.spans, report.layers) == (2, 2)
    assert [str(x) for x in report.problems] == [
        "news.rss: entry 2: this entry holds no words; left out"
    ]


def test_a_packed_file_is_read_like_itself(project, tmp_path):
    path = tmp_path / "x.jsonl.gz"
    path.write_bytes(gzip.compress(json.dumps(LINE).encode()))
    assert import_files(project, [path], annotator="ana").spans == 1


def test_a_packed_file_is_read_in_a_named_format_too(project, tmp_path):
    path = archive(tmp_path, {"x.dat": b"title,body\nRain,It rained.\n"})
    report = import_files(project, [path], "columns", options={"text": "body"})
    assert report.documents == 1


def hostile() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name in ("../out.txt", "/abs.txt", "a/../../b.txt", "C:/x.txt", "..\\w.txt"):
            made.writestr(name, "Out.")
        link = zipfile.ZipInfo("link.txt")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        made.writestr(link, "/etc/passwd")
        made.writestr("inner.zip", zipped({"a.txt": b"Hidden."}))
        made.writestr("inner.gz", gzip.compress(b"Hidden."))
        made.writestr("good.txt", "A good text.")
    return out.getvalue()


def test_names_that_lead_out_links_and_inner_archives_are_told_and_left_out(project, tmp_path):
    folder = tmp_path / "inbox" / "deep"
    folder.mkdir(parents=True)
    path = folder / "bad.zip"
    path.write_bytes(hostile())
    before = set(tmp_path.rglob("*.txt"))
    report = import_files(project, [path])
    assert report.documents == 1
    assert len(report.problems) == 8
    assert sum("leads out" in x.what for x in report.problems) == 5
    assert sum("an archive in an archive" in x.what for x in report.problems) == 2
    assert sum("a link" in x.what for x in report.problems) == 1
    assert set(tmp_path.rglob("*.txt")) == before


def test_a_bomb_is_refused_and_the_rest_imported(project, tmp_path, monkeypatch):
    import annotator.formats.archives as archives

    monkeypatch.setattr(archives, "_HARMLESS", 8 << 20)
    bomb = tmp_path / "bomb.txt.gz"
    bomb.write_bytes(gzip.compress(bytes(32 << 20)))
    good = tmp_path / "good.txt"
    good.write_text("A good text.", encoding="utf-8")
    report = import_files(project, [bomb, good])
    assert report.documents == 1
    assert "unpacks to much more" in report.problems[0].what
    with pytest.raises(InputError, match="unpacks to much more"):
        import_files(project, [bomb])


@pytest.mark.parametrize(
    "content",
    [b"PK\x03\x04 no", b"\x1f\x8b no", zipped({"a.txt": b"x" * 999})[:-90]],
    ids=["zip", "gzip", "cut off"],
)
def test_damaged_archives_are_refused(project, tmp_path, content):
    path = tmp_path / "a.zip"
    path.write_bytes(content)
    with pytest.raises(InputError, match="damaged"):
        import_files(project, [path])


def test_an_encrypted_member_and_one_that_is_there_twice_are_told(project, tmp_path):
    data = bytearray(zipped({"a.txt": b"Words."}))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path = tmp_path / "a.zip"
    path.write_bytes(bytes(data))
    with pytest.raises(InputError, match="encrypted"):
        import_files(project, [path])
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("a.txt", "Words.")
        with pytest.warns(UserWarning, match="Duplicate"):
            made.writestr("a.txt", "Other words.")
    report = import_files(project, [path])
    assert (report.documents, len(report.problems)) == (1, 1)


def test_an_empty_archive_is_refused(project, tmp_path):
    with pytest.raises(InputError, match="nothing to import"):
        import_files(project, [archive(tmp_path, {})])


def test_a_look_into_a_large_archive_ends_early(project, tmp_path, monkeypatch):
    import annotator.flow.looking as looking

    monkeypatch.setattr(looking, "MOST_UNPACKED", 1 << 20)
    path = tmp_path / "x.jsonl.gz"
    lines = "".join(json.dumps({"text": f"Text {n} {'word ' * 900}"}) + "\n" for n in range(900))
    path.write_bytes(gzip.compress(lines.encode()))
    look = look_into(project, [path])
    assert not look.complete
    assert 100 < look.documents < 900
    assert not look.problems


def test_a_cancelled_import_writes_nothing_more(project, tmp_path):
    path = archive(tmp_path, {f"{n}.txt": b"Words." for n in range(3)})
    report = import_files(project, [path], cancelled=lambda: True)
    assert project.document_ids() == []
    assert report.documents == 0


def test_labels_are_renamed_or_left_out_on_their_way_in(project, tmp_path):
    row = {
        "text": "Kim visits Oslo.",
        "spans": [{"start": 0, "end": 3, "label": "Person", "token_end": 0},
                  {"start": 0, "end": 3, "label": "PERSON", "token_end": 0},
                  {"start": 11, "end": 15, "label": "Misc", "token_end": 2}],
    }  # fmt: skip
    path = tmp_path / "x.jsonl"
    path.write_text(json.dumps(row) + "\n", encoding="utf-8")
    report = import_files(project, [path], annotator="ana", labels={"Person": "PERSON", "Misc": ""})
    assert (report.spans, report.new_labels, report.left_out) == (1, [], {"Misc": 1})


def test_a_report_of_a_file_full_of_faults_stays_small(project, tmp_path, monkeypatch):
    import annotator.flow.importing as importing

    monkeypatch.setattr(importing, "MOST_TOLD", 5)
    path = tmp_path / "x.jsonl"
    path.write_text('{"text": "ok"}\n' + '{"oops"\n' * 20, encoding="utf-8")
    report = import_files(project, [path])
    assert (report.documents, len(report.problems), report.untold) == (1, 5, 15)


def test_a_full_disk_is_told_as_such_while_unpacking(tmp_path):
    resource = pytest.importorskip("resource")
    path = archive(tmp_path, {"a.txt": bytes(range(32, 127)) * 9000})
    (tmp_path / "out").mkdir()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, hard))
    try:
        with pytest.raises(DiskFull, match="no room"):
            list(Unpacking(path, tmp_path / "out").run())
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
