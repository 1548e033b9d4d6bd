"""Reading JSON Lines: our own records, Prodigy's, and bare texts."""

import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import cast, get_args

import msgspec

from annotator.errors import InputError
from annotator.formats.base import LONGEST_TEXT, Problem, Record
from annotator.formats.decoding import is_no_text
from annotator.formats.jsonl_items import Items, RawItems, Said
from annotator.formats.opening import head_of, refused
from annotator.model import Comment, DocumentLabel, Kind, Status, checksum, new_id

_Id = str | int | None
_TIME = re.compile(r"\d{4}-\d\d-\d\d_\d\d-\d\d-\d\d$")
_MARK = b"\xef\xbb\xbf"


class _Comment(msgspec.Struct):
    text: str
    id: str = ""
    created: str = ""
    span: str = ""


class _Line(RawItems, rename={"annotator_id": "_annotator_id", "session_id": "_session_id"}):
    """A record as it stands in the file, everything but the text optional."""

    text: str = ""
    id: _Id = None
    name: str | None = None
    sha256: str | None = None
    source: str | None = None
    meta: dict[str, object] | None = None
    annotator: str | None = None
    annotator_id: _Id = None
    session_id: _Id = None
    kind: Kind = "person"
    status: Status | None = None
    seconds: float | None = None
    labels: list[str] | None = None
    label_origins: dict[str, str] = msgspec.field(default_factory=dict)
    comments: list[_Comment] | None = None
    answer: str | None = None
    label: str | None = None
    accept: list[str] | None = None


_FIELDS = {field.encode_name: field.type for field in msgspec.structs.fields(_Line)}
_LISTS = frozenset(("tokens", "spans", "relations", "labels", "comments"))
_decode = msgspec.json.Decoder(_Line).decode


def read(path: Path) -> Iterator[Record | Problem]:
    """A record for each line that has a text, a problem for everything that was left out.

    Raises InputError if the file cannot be read, or is no text.
    """
    if is_no_text(head_of(path)):
        raise InputError("This is no JSON Lines file", str(path), "Choose another file.")
    with refused(path), path.open("rb") as file:
        for number, line in enumerate(file, 1):
            if number == 1:
                line = line.removeprefix(_MARK)
            if line.strip():
                yield from read_line(line, path, number)


def read_line(line: bytes, path: Path, number: int) -> Iterator[Record | Problem]:
    """The record of a line, after what was left out of it."""
    problems: list[Problem] = []

    def say(what: str) -> None:
        problems.append(Problem(path.name, number, what))

    record = _record(line, path, number, say)
    yield from problems
    if record is not None:
        yield record


def _record(line: bytes, path: Path, number: int, say: Said) -> Record | None:
    raw = _raw(line, say)
    if raw is None:
        return None
    if not raw.text:
        say("there is no text" if raw.spans is None else "the text is empty")
        return None
    if len(raw.text) > LONGEST_TEXT:
        say(f"the text is too long ({len(raw.text):,} characters, at most {LONGEST_TEXT:,})")
        return None
    items = Items(raw.text, raw, say)
    if raw.sha256 and raw.sha256 != checksum(raw.text):
        items.notices.append("the text differs from its checksum")
    return _whole(raw, items, path, number)


def _whole(raw: _Line, items: Items, path: Path, number: int) -> Record:
    annotated = _is_annotated(raw)
    refusal = raw.status is None and raw.answer == "reject"
    if refusal:
        items.notices.append(f"answered “{raw.answer}”: its labels are left out")
    skipped = refusal or raw.answer == "ignore"
    usual: Status = "skipped" if skipped else "done" if annotated else "new"
    return Record(
        _name(raw, path, number),
        raw.text,
        "" if raw.id is None else str(raw.id),
        path.name if raw.source is None and raw.name is None else raw.source or "",
        raw.meta or {},
        raw.annotator or _session(raw.annotator_id) or _session(raw.session_id),
        raw.kind,
        raw.status or usual,
        raw.seconds or 0.0,
        items.tokens(),
        () if refusal else items.spans(),
        () if refusal else items.relations(),
        () if refusal else _labels(raw),
        _comments(raw, items.new_ids),
        annotated,
        tuple(items.notices),
        number,
    )


def _session(id: _Id) -> str:
    """The name that Prodigy has of an annotator; the time of a session without one is none."""
    name = str(id or "")
    return "" if _TIME.search(name) else name


def _name(raw: _Line, path: Path, number: int) -> str:
    title = (raw.meta or {}).get("title")
    return raw.name or (title if isinstance(title, str) else "") or f"{path.stem} {number}"


def _is_annotated(raw: _Line) -> bool:
    given = (raw.annotator, raw.annotator_id, raw.status, raw.spans, raw.relations)
    more = (raw.labels, raw.comments, raw.answer, raw.accept)
    return any(value is not None for value in (*given, *more))


def _labels(raw: _Line) -> tuple[DocumentLabel, ...]:
    """Ours, and those of Prodigy's classification: `accept` lists what was chosen, `label` is
    the one that the answer is about."""
    chosen = list(raw.labels or ()) + list(raw.accept or ())
    if raw.label and raw.answer == "accept" and raw.accept is None and raw.spans is None:
        chosen.append(raw.label)
    origins = raw.label_origins
    default = "human" if raw.labels is not None and raw.status else "import:jsonl"
    return tuple(
        DocumentLabel(new_id(), label, origins.get(label, default))
        for label in dict.fromkeys(chosen)
        if label
    )


def _comments(raw: _Line, new_ids: dict[str, str]) -> tuple[Comment, ...]:
    """A comment on a span follows it under its new id."""
    return tuple(
        Comment(x.id or new_id(), x.text, x.created, new_ids.get(x.span, x.span))
        for x in raw.comments or ()
    )


def _raw(line: bytes, say: Said) -> _Line | None:
    """The line as it stands. Where something has the wrong type, that alone is left out."""
    try:
        return _decode(line)
    except msgspec.ValidationError:
        return _lenient(line, say)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        say(f"is not valid JSON ({_in_words(error)})")
        return None


def _lenient(line: bytes, say: Said) -> _Line | None:
    try:
        row = msgspec.json.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        say(f"is not valid JSON ({_in_words(error)})")
        return None
    if not isinstance(row, dict):
        say("is no record: it must be an object with a “text”")
        return None
    kept = {}
    for name in _FIELDS.keys() & row.keys():
        value = row[name]
        if name in _LISTS and isinstance(value, list):
            fits = partial(_fits, list[_item_type(name)], name, say)  # type: ignore[misc]  # runtime
            kept[name] = [item for item in value if fits([item])]
        elif _fits(_FIELDS[name], name, say, value):
            kept[name] = value
    return msgspec.convert(kept, _Line)


def _item_type(name: str) -> type:
    """The type of a list's items: `spans` is declared as `list[RawSpan] | None`."""
    options = get_args(_FIELDS[name]) or (_FIELDS[name],)
    return cast("type", get_args(options[0])[0])


def _fits(kind: object, name: str, say: Said, value: object) -> bool:
    try:
        msgspec.convert(value, cast("type", kind))
    except msgspec.ValidationError as error:
        say(f"something in “{name}” is left out ({error})")
        return False
    return True


def _in_words(error: Exception) -> str:
    if isinstance(error, UnicodeDecodeError):
        return f"byte {error.start + 1:,} is no UTF-8"
    if isinstance(error, RecursionError):
        return "it is nested too deeply"
    return str(error).removeprefix("JSON is malformed: ")
