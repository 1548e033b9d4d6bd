"""Token classification for Hugging Face: words and IOB2 tags, as JSON Lines or as Parquet.

    {"id": "0", "tokens": ["Ada", "met", "Kim"], "ner_tags": ["B-PERSON", "O", "B-PERSON"]}

In Parquet the tags are numbers, and the schema names them as `datasets` does (`ClassLabel`).
Read are both, and lines with numbers where the names stand in a `label_names` beside them.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import IO, Any

import msgspec

from annotator.formats.base import Found, Look, Record, labels_only
from annotator.formats.extras import needed
from annotator.formats.gathering import Gathering, Said, told, usable
from annotator.formats.json_items import decoded, items, keys_of
from annotator.formats.json_writing import write_lines
from annotator.formats.loose import a_dict, a_list, a_text, an_int
from annotator.formats.parquet_files import parquet_file
from annotator.formats.restricting import restricted_all
from annotator.formats.tagging import OUTSIDE, in_words, tagged, tags
from annotator.formats.words import Words
from annotator.scheme import Scheme
from annotator.text.tokens import Tokens

CARRIES = labels_only(overlap=False, relations=False, text="words")
_ORIGIN = "import:huggingface"
_PARQUET = "import:huggingface-parquet"
_BATCH = 1000
_WORDS = ("tokens", "words")
_TAGS = ("ner_tags", "tags", "labels", "ner")


def write(records: Iterable[Record], out: IO[bytes]) -> int:
    """One line a document; returns how many."""
    rows = enumerate(restricted_all(records, CARRIES))
    return write_lines(
        ({"id": str(n), "tokens": _words(x), "ner_tags": _tags(x)} for n, x in rows), out
    )


def _words(record: Record) -> list[str]:
    return [record.text[start:end] for start, end in record.tokens or ()]


def _tags(record: Record) -> list[str]:
    places = list(record.tokens or ())
    spans = [(*in_words(places, x.start, x.end), x.label) for x in record.spans]
    return tags(len(places), spans)


def write_parquet(records: Iterable[Record], out: IO[bytes], *, scheme: Scheme) -> int:
    """One row a document; the names of the tags come from the scheme. Returns how many."""
    pyarrow = needed("pyarrow", "parquet")
    parquet = needed("pyarrow.parquet", "parquet")
    names = [OUTSIDE, *(f"{x}-{label.id}" for label in scheme.of("span") for x in "BI")]
    number = {name: index for index, name in enumerate(names)}
    schema = pyarrow.schema(
        [
            ("id", pyarrow.string()),
            ("tokens", pyarrow.list_(pyarrow.string())),
            ("ner_tags", pyarrow.list_(pyarrow.int64())),
        ],
        metadata={"huggingface": _features(names)},
    )
    count = 0
    with parquet.ParquetWriter(out, schema) as writer:
        for batch in _batches(restricted_all(records, CARRIES)):
            rows = [
                {
                    "id": str(count + index),
                    "tokens": _words(record),
                    "ner_tags": [number[x] for x in _tags(record)],
                }
                for index, record in enumerate(batch)
            ]
            writer.write_table(pyarrow.Table.from_pylist(rows, schema=schema))
            count += len(batch)
    return count


def _features(names: Sequence[str]) -> bytes:
    """What `datasets` reads the types from."""
    text = {"dtype": "string", "_type": "Value"}
    features = {
        "id": text,
        "tokens": {"feature": text, "_type": "Sequence"},
        "ner_tags": {"feature": {"names": names, "_type": "ClassLabel"}, "_type": "Sequence"},
    }
    return msgspec.json.encode({"info": {"features": features}})


def _batches(records: Iterable[Record]) -> Iterator[list[Record]]:
    batch: list[Record] = []
    for record in records:
        batch.append(record)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def read(path: Path) -> Iterator[Found]:
    """A record a line. Raises InputError."""
    for line, data in items(path):
        yield from told(path, line, partial(_decoded, path, line, data))


def _decoded(path: Path, line: int, data: bytes, say: Said) -> Sequence[Found]:
    row = a_dict(decoded(data, say))
    return _records(path, line, row, [], _ORIGIN, say) if row else []


def read_parquet(path: Path) -> Iterator[Found]:
    """A record a row. Raises InputError."""
    file = parquet_file(path)
    names = _names(file)
    number = 0
    for batch in file.iter_batches(_BATCH):
        for row in batch.to_pylist():
            number += 1
            yield from told(path, number, partial(_records, path, number, row, names, _PARQUET))


def _names(file: Any) -> list[str]:  # pyarrow has no types
    """The names of the tags that the schema gives."""
    about = (file.schema_arrow.metadata or {}).get(b"huggingface", b"{}")
    try:
        info = a_dict(a_dict(msgspec.json.decode(about)).get("info"))
    except (msgspec.DecodeError, UnicodeDecodeError):
        return []
    features = a_dict(info.get("features"))
    for name in _TAGS:
        feature = a_dict(features.get(name))
        inner = a_dict(feature.get("feature")) or feature
        if inner.get("names"):
            return [a_text(x) for x in a_list(inner["names"])]
    return []


def _records(
    path: Path, line: int, row: dict[str, object], names: list[str], origin: str, say: Said
) -> Sequence[Found]:
    given = next((a_list(row[x]) for x in _WORDS if row.get(x)), [])
    found = next((a_list(row[x]) for x in _TAGS if row.get(x)), [])
    names = [a_text(x) for x in a_list(row.get("label_names"))] or names
    words = Words()
    places = words.sentence(a_text(x) for x in given)
    text = usable(words.text, say)
    if not text:
        return []
    if len(found) != len(places):
        say(f"has {len(places)} words and {len(found)} tags: its labels are left out")
        found = []
    gathering = Gathering(text, say, origin)
    for number, (first, last, label) in enumerate(tagged([_tag(x, names) for x in found])):
        gathering.span(number, label, places[first][0], places[last - 1][1])
    record = Record(
        f"{path.stem} {a_text(row.get('id')) or line}",
        text,
        source=path.name,
        status="done",
        tokens=Tokens(x for x in places if x[0] < x[1]),
        spans=gathering.spans(),
        line=line,
    )
    return [record]


def _tag(value: object, names: list[str]) -> str:
    number = an_int(value) if not isinstance(value, str) else None
    if number is None:
        return a_text(value)
    if 0 <= number < len(names):
        return names[number]
    return f"B-{number}" if number else OUTSIDE


def recognise(look: Look) -> bool:
    """By words and tags."""
    outer, _ = keys_of(look)
    return bool(outer & set(_WORDS)) and bool(outer & set(_TAGS)) and "text" not in outer


def recognise_parquet(_look: Look) -> bool:
    """Its columns stand at its end: the format of tables tells them apart."""
    return False
