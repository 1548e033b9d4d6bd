"""What every two-way format must show: what was written reads back as the format declares it,
and no file whatever makes a reader raise anything but a UserError."""

import io
import tempfile
from collections.abc import Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from annotator.annotations import reading_order
from annotator.errors import UserError
from annotator.formats.base import Found, Problem, Record
from annotator.formats.folders import Folder
from annotator.formats.restricting import restricted
from annotator.formats.table import FORMATS, named
from annotator.scheme import Label, Rule, Scheme
from tests.support.records import records

SCHEME = Scheme(
    (
        Label("PERSON"),
        Label("ORG", description="Firms", colour="#112233"),
        Label("Ort é"),
        Label("leads", "relation"),
        Label("PERSON", "relation"),
        Label("ORG", "relation"),
        Label("Ort é", "relation"),
        Label("World", "document"),
    ),
    (Rule("leads", "PERSON", "ORG"),),
)


def row_of(name):
    return named(name, FORMATS)


@contextmanager
def folder():
    with tempfile.TemporaryDirectory(prefix="annotator-") as name:
        yield Path(name)


def put(name: str, some: Sequence[Record], where: Path, scheme: Scheme = SCHEME, **options) -> Path:
    """Write records in a format; the file to read."""
    row = row_of(name)
    if row.write_folder is not None:
        files = Folder(where)
        row.write_folder(iter(some), files, scheme, **options)
        return where
    path = where / f"data{row.suffixes[0]}"
    with path.open("wb") as out:
        row.write(iter(some), out, **options, **({"scheme": scheme} if row.wants_scheme else {}))
    for ending, content in (row.beside(scheme) if row.beside else {}).items():
        (where / f"data{ending}").write_bytes(content)
    return path


def written(name: str, some: Sequence[Record], **options) -> bytes:
    out = io.BytesIO()
    row_of(name).write(iter(some), out, **options)
    return out.getvalue()


def take(name: str, path: Path, **options) -> list[Found]:
    """What a format reads from a file, or from the files of a folder that are its own."""
    row = row_of(name)
    if path.is_dir():
        files = [x for x in sorted(path.iterdir()) if x.suffix in row.suffixes]
        along = {other for x in files for other in row.belongs(x)}
        files = [x for x in files if x not in along]
    else:
        files = [path] if path.stat().st_size or path.suffix == ".ann" else []
    return [found for file in files for found in row.read(file, **options)]


def kept(record: Record, name: str) -> Record:
    """The record as the format declares that it holds it, in the canonical form."""
    return canonical(restricted(record, row_of(name).carries, f"import:{name}")[0], name)


def canonical(record: Record, name: str) -> Record:
    """Without what files give anew: ids that the format does not hold, lines, notices."""
    carries = row_of(name).carries
    spans = sorted(record.spans, key=reading_order)
    spans.sort(key=lambda x: (x.start, -x.end, x.label, x.ranges))
    ids = {x.id: x.id if carries.span_ids else str(i) for i, x in enumerate(spans)}
    relations = [
        replace(
            x, id=x.id if carries.span_ids else "", head=ids[x.head], tail=ids[x.tail],
            attributes=dict(x.attributes),
        )
        for x in record.relations
    ]  # fmt: skip
    return replace(
        record,
        id=record.id if carries.ids else "",
        name=record.name if carries.names else "",
        source=record.source if carries.sources else "",
        meta=record.meta if carries.meta else {},
        annotator=record.annotator if carries.annotators else "",
        kind=record.kind if carries.kinds else "person",
        seconds=record.seconds if carries.status == "all" else 0.0,
        tokens=record.tokens if carries.tokens or carries.text != "exact" else None,
        spans=tuple(replace(x, id=ids[x.id], attributes=dict(x.attributes)) for x in spans),
        relations=tuple(sorted(relations, key=lambda x: (x.head, x.tail, x.label))),
        labels=tuple(
            sorted((replace(x, id="") for x in record.labels), key=lambda x: x.label)
        ),
        notices=(),
        line=0,
    )  # fmt: skip


def check_round_trip(name: str, record: Record, **options) -> None:
    with folder() as where:
        found = take(name, put(name, [record], where, **options), **options)
    expected = kept(record, name)
    assert [str(x) for x in found if isinstance(x, Problem)] == []
    back = [canonical(x, name) for x in found if isinstance(x, Record)]
    assert back == ([expected] if expected.text else [])
    assert all(not x.notices for x in found if isinstance(x, Record))


def round_trip(name: str, **options):
    """A test that random records survive the format."""

    @given(records())
    def test(record):
        check_round_trip(name, record, **options)

    return test


def several(name: str):
    """A test that several records of a file come back in their order."""

    @given(st.lists(records(), min_size=1, max_size=3, unique_by=lambda x: x.text))
    def test(some):
        with folder() as where:
            found = take(name, put(name, some, where))
        back = [canonical(x, name) for x in found if isinstance(x, Record)]
        expected = [x for x in (kept(x, name) for x in some) if x.text]
        if row_of(name).write_folder is not None:  # read in the order of the files' names
            back.sort(key=repr)
            expected.sort(key=repr)
        assert back == expected

    return test


@st.composite
def damaged(draw, whole: bytes):
    """Bytes of a file with some cut out, put in, or changed."""
    data = bytearray(whole)
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(data)))
        end = min(start + draw(st.integers(0, 9)), len(data))
        data[start:end] = draw(
            st.binary(max_size=4)
            | st.sampled_from([b"-1", b"99999999999999999999", b"null", b"[", b"\t", b"\n", b'"'])
        )
    return bytes(data)


def fuzz(name: str, *samples: bytes, suffix: str = "", beside=None):
    """A test that whatever a file holds, the reader gives records that fit their text, tells
    problems, or raises a UserError."""

    @given(st.data())
    def test(data):
        strategy = st.binary(max_size=200)
        if samples:
            strategy |= st.sampled_from(samples).flatmap(damaged)
        content = data.draw(strategy)
        with folder() as where:
            path = where / f"data{suffix or row_of(name).suffixes[0]}"
            path.write_bytes(content)
            for other, text in (beside or {}).items():
                (where / other).write_bytes(text)
            check_survives(name, path)

    return test


def check_survives(name: str, path: Path) -> None:
    found: list[Found] = []
    with suppress(UserError):
        found += take(name, path)
    for record in found:
        if isinstance(record, Record):
            check_sound(record)


def check_sound(record: Record) -> None:
    """What the store would refuse must not come out of a reader."""
    assert record.text
    record.text.encode()
    size = len(record.text)
    ids = {x.id for x in record.spans}
    assert len(ids) == len(record.spans) == len({x.key for x in record.spans})
    assert len({x.key for x in record.relations}) == len(record.relations)
    for span in record.spans:
        assert span.label
        assert 0 <= span.start < span.end <= size
        assert len(span.fragments) != 1
        for start, end in span.ranges:
            assert 0 <= start < end <= size
    for relation in record.relations:
        assert relation.label
        assert {relation.head, relation.tail} <= ids
    if record.tokens is not None:
        last = 0
        for start, end in record.tokens:
            assert last <= start < end <= size
            last = end
