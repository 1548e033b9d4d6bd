"""spaCy's DocBin (`.spacy`): `doc.ents` without overlaps (the longest first), every span in
`doc.spans["sc"]`, document labels in `doc.cats`, and the whole record in
`doc.user_data["annotator"]`: ids, origins, fragments, relations.

Where the edge of a span lies inside a token, the token is cut there, so that no span is lost.
A span in several fragments stands only in the user data: spaCy has no such spans.
"""

import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache, partial
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import msgspec

from annotator.annotations import reading_order
from annotator.errors import InputError
from annotator.formats.base import Look, Problem, Record
from annotator.formats.opening import empty, refused
from annotator.model import (
    Comment,
    DocumentLabel,
    Kind,
    Range,
    Relation,
    Span,
    Status,
    new_id,
)
from annotator.text.tokens import Tokens

if TYPE_CHECKING:
    from spacy.tokens import Doc, DocBin
    from spacy.tokens import Span as DocSpan
    from spacy.vocab import Vocab

KEY = "annotator"
GROUP = "sc"
_ORIGIN = "import:spacy"
_ATTRIBUTES = ("ENT_IOB", "ENT_TYPE", "ENT_KB_ID")  # all that a doc of ours says of its tokens


class _Kept(msgspec.Struct):
    """What a doc cannot hold by itself."""

    id: str = ""
    name: str = ""
    source: str = ""
    meta: str = "{}"  # as JSON: it may hold numbers that a DocBin cannot
    annotated: bool = True
    annotator: str = ""
    kind: Kind = "person"
    status: Status = "done"
    seconds: float = 0.0
    tokens: list[tuple[int, int]] | None = None
    spans: tuple[Span, ...] = ()
    relations: tuple[Relation, ...] = ()
    labels: tuple[DocumentLabel, ...] = ()
    comments: tuple[Comment, ...] = ()


def write(records: Iterable[Record], out: IO[bytes]) -> int:
    """Write one DocBin; returns how many docs it holds."""
    import spacy
    from spacy.tokens import DocBin

    vocab = spacy.blank("xx").vocab  # a DocBin stores texts and labels, not the language
    store = DocBin(_ATTRIBUTES, store_user_data=True)
    with _known_coders():
        for record in records:
            _add(store, doc_of(record, vocab))
        out.write(store.to_bytes())
    return len(store)


def _add(store: "DocBin", doc: "Doc") -> None:
    """As `DocBin.add`, which asks each token for nine texts, of which a doc of ours has three."""
    attributes: list[int | str] = [*store.attrs]
    store.tokens.append(doc.to_array(attributes))
    spaces = doc.to_array("SPACY")
    store.spaces.append(spaces.reshape((len(doc), 1)).astype(bool))
    store.flags.append({"has_unknown_spaces": doc.has_unknown_spaces})
    store.cats.append(doc.cats)
    store.user_data.append(import_module("srsly").msgpack_dumps(doc.user_data))
    store.span_groups.append(doc.spans.to_bytes())
    store.strings.update(token.text for token in doc)
    for span in (*doc.spans[GROUP], *doc.ents):
        store.strings.update((span.label_, span.kb_id_))


@contextmanager
def _known_coders() -> Iterator[None]:
    """Have msgpack of srsly ask once how values are coded: it does so three times a doc, among all
    that is registered and installed, which takes longer than everything else."""
    coders = _coders()
    for registry, known in coders:
        registry.get_all = partial(dict, known)
    try:
        yield
    finally:
        for registry, _ in coders:
            vars(registry).pop("get_all", None)


@cache
def _coders() -> list[tuple[Any, dict[str, object]]]:
    """The registries of msgpack, which have no types, and what they know."""
    srsly = import_module("srsly.msgpack")
    return [(x, x.get_all()) for x in (srsly.msgpack_encoders, srsly.msgpack_decoders)]


def doc_of(record: Record, vocab: "Vocab") -> "Doc":
    """The record as a doc whose text is the record's, character for character."""
    from spacy.tokens import Doc
    from spacy.util import filter_spans

    whole = [span for span in sorted(record.spans, key=reading_order) if not span.fragments]
    words, spaces = _pieces(record.text, record.tokens, whole)
    doc = Doc(vocab, words=words, spaces=spaces)
    assert doc.text == record.text
    spans = _spans(doc, whole)
    doc.spans[GROUP] = spans
    doc.ents = tuple(filter_spans(spans))
    doc.cats = {label.label: 1.0 for label in record.labels}
    doc.user_data[KEY] = msgspec.to_builtins(_kept(record))
    doc.user_data["relations"] = _relations(record)
    return doc


def _spans(doc: "Doc", spans: Iterable[Span]) -> "list[DocSpan]":
    found = []
    for span in spans:
        there = doc.char_span(span.start, span.end, span.label, span.kb_id)
        assert there is not None
        found.append(there)
    return found


def _relations(record: Record) -> list[dict[str, object]]:
    """By the edges of the spans, for whoever reads the file without us."""
    ends = {x.id: (x.start, x.end, x.label) for x in record.spans}
    return [
        {"label": x.label, "head": ends[x.head], "tail": ends[x.tail]} for x in record.relations
    ]


def _kept(record: Record) -> _Kept:
    return _Kept(
        record.id,
        record.name,
        record.source,
        msgspec.json.encode(record.meta).decode(),
        record.annotated,
        record.annotator,
        record.kind,
        record.status,
        record.seconds,
        None if record.tokens is None else list(record.tokens),
        record.spans,
        record.relations,
        record.labels,
        record.comments,
    )


def _pieces(
    text: str, tokens: Tokens | None, spans: Iterable[Span]
) -> tuple[list[str], list[bool]]:
    """Words, and whether a space follows each. Cut at every token and span edge; one space after
    a word belongs to it, as spaCy has it, unless a span's edge says otherwise."""
    begin = {span.start for span in spans}
    end = {span.end for span in spans}
    token_edges = {edge for token in tokens or () for edge in token}
    edges = sorted({0, len(text)} | begin | end | token_edges)
    words: list[str] = []
    spaces: list[bool] = []
    for start, stop in pairwise(edges):
        follows = bool(words) and start not in begin and text[start - 1] != " "
        if follows and text[start] == " " and not (stop == start + 1 and stop in end):
            spaces[-1] = True
            start += 1
        if start < stop:
            words.append(text[start:stop])
            spaces.append(False)
    return words, spaces


def read(path: Path) -> Iterator[Record | Problem]:
    """A record a doc: what we wrote into it, else its entities, its span groups and its
    categories. Raises InputError for a file that is no DocBin."""
    import spacy

    store = _opened(path)
    docs = store.get_docs(spacy.blank("xx").vocab)
    for number in range(1, len(store) + 1):
        try:
            with _known_coders():
                doc = next(docs)
            yield _record(doc, path, number)
        except (ValueError, KeyError, TypeError, StopIteration) as error:
            yield Problem(path.name, 0, f"the docs from number {number} on cannot be read: {error}")
            return


def _opened(path: Path) -> "DocBin":
    from spacy.tokens import DocBin

    with refused(path):
        data = path.read_bytes()
    if not data:
        raise empty(path)
    try:
        return DocBin(store_user_data=True).from_bytes(data)
    except (zlib.error, ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError(
            "This is no spaCy DocBin, or it is damaged", str(path), "Choose another file."
        ) from error


def _record(doc: "Doc", path: Path, number: int) -> Record:
    kept = _ours(doc)
    if kept is None:
        return _foreign(doc, path, number)
    return Record(
        kept.name,
        doc.text,
        kept.id,
        kept.source,
        msgspec.json.decode(kept.meta, type=dict[str, object]),
        kept.annotator,
        kept.kind,
        kept.status,
        kept.seconds,
        None if kept.tokens is None else Tokens(kept.tokens),
        kept.spans,
        kept.relations,
        kept.labels,
        kept.comments,
        kept.annotated,
    )


def _ours(doc: "Doc") -> _Kept | None:
    try:
        kept = msgspec.convert(doc.user_data.get(KEY), _Kept)
    except msgspec.ValidationError:
        return None
    return kept if _fits(kept, len(doc.text)) else None


def _fits(kept: _Kept, size: int) -> bool:
    """Whether it is what we write: the file may have been made or changed by others."""
    ids = {x.id for x in kept.spans}
    keys = {x.key for x in kept.spans}
    return (
        len(ids) == len(keys) == len(kept.spans)
        and len({x.key for x in kept.relations}) == len(kept.relations)
        and all(x.head in ids and x.tail in ids for x in kept.relations)
        and all(x.label and _is_place((x.start, x.end), x.ranges, size) for x in kept.spans)
        and (not kept.tokens or _is_place((0, size), kept.tokens, size, whole=False))
    )


def _is_place(hull: Range, ranges: Sequence[Range], size: int, whole: bool = True) -> bool:
    """Whether the ranges are sorted, disjoint and not empty, within the text and the hull, and
    with `whole` as long as it."""
    last = hull[0]
    for start, end in ranges:
        if not last <= start < end:
            return False
        last = end
    exact = (ranges[0][0], last) == hull
    return hull[0] >= 0 and last <= hull[1] <= size and (exact or not whole)


def _foreign(doc: "Doc", path: Path, number: int) -> Record:
    everything = [*doc.ents, *(span for group in doc.spans.values() for span in group)]
    found: dict[object, Span] = {}
    for x in everything:
        if x.label_ and x.start_char < x.end_char:
            span = Span(new_id(), x.start_char, x.end_char, x.label_, _ORIGIN, kb_id=x.kb_id_)
            found.setdefault(span.key, span)
    labels = tuple(
        DocumentLabel(new_id(), label, _ORIGIN) for label, share in doc.cats.items() if share >= 0.5
    )
    return Record(
        f"{path.stem} {number}",
        doc.text,
        source=path.name,
        status="done",
        tokens=Tokens((t.idx, t.idx + len(t)) for t in doc if not t.is_space),
        spans=tuple(found.values()),
        labels=labels,
        annotated=bool(found or labels),
    )


def recognise(look: Look) -> bool:
    """By its ending: the bytes are any zlib stream's."""
    return look.suffix == ".spacy"
