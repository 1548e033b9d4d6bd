"""Documents of BioC, from XML or JSON, into records.

Offsets count code points, or what the passages tell by the texts of their annotations. Passages
are put where they say that they begin; what is between them is not in the file, and becomes line
ends. A passage may have its text in sentences.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from annotator.formats.base import LONGEST_TEXT, Found, Look, Problem, Record
from annotator.formats.gathering import Gathering, Said, told, usable
from annotator.formats.json_items import decoded, items, keys_of
from annotator.formats.loose import a_dict, a_list, a_text, an_int, dicts, texts
from annotator.formats.opening import beginning_of
from annotator.formats.places import Place, placed
from annotator.formats.safe_xml import elements, local
from annotator.formats.xml_writing import unspelled
from annotator.model import Range

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

TYPE, KB_ID, NOTE, LABELS, ATTRIBUTE = "type", "identifier", "note", "labels", "attribute:"
_TYPES = (TYPE, "Type", "entity_type", "label", "class", "semantic type", "relation type")
_KB_IDS = (KB_ID, "Identifier", "identifiers", "MESH", "MeSH", "NCBI Gene")
_HEADS = ("head", "arg1", "subject", "source", "agent", "governor", "e1", "entity1", "cause")
_KB, _NONE = "kb:", "-"
_WIDEST = 1000  # code points between two passages
_Raw = dict[str, object]


def xml_records(path: Path, origin: str) -> Iterator[Found]:
    """The documents of a file of XML. Raises InputError."""
    for number, element in enumerate(elements(path, "document"), 1):
        make = partial(_records, path, number, _from_xml(element), origin, 0)
        yield from told(path, 0, make)


def json_records(path: Path, origin: str) -> Iterator[Found]:
    """The documents of a file of JSON. Raises InputError."""
    outer, _ = keys_of(Look(path.name, beginning_of(path)))
    under = next((x for x in ("documents", "PubTator3") if x in outer), "")
    if beginning_of(path).lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"[":
        under = ""
    number = 0
    for line, data in items(path, under):
        problems: list[Problem] = []
        row = a_dict(decoded(data, _teller(problems, path, line)))
        yield from problems
        for document in dicts(row.get("documents")) if "documents" in row else [row] if row else []:
            number += 1
            yield from told(path, line, partial(_records, path, number, document, origin, line))


def _teller(problems: list[Problem], path: Path, line: int) -> Said:
    return lambda what: problems.append(Problem(path.name, line, what))


def _from_xml(element: "Element") -> _Raw:
    """An element in the shape that JSON has."""
    found: _Raw = {}
    infons: dict[str, str] = {}
    lists: dict[str, list[_Raw]] = {}
    for child in element:
        name = local(child.tag)
        if name == "infon":
            infons[unspelled(child.get("key") or "")] = unspelled(child.text or "")
        elif name in ("location", "node"):
            lists.setdefault(f"{name}s", []).append(dict(child.attrib))
        elif name in ("passage", "sentence", "annotation", "relation"):
            lists.setdefault(f"{name}s", []).append(_from_xml(child))
        elif name in ("id", "offset", "text"):
            found[name] = child.text or ""
    found.update(element.attrib, infons=infons, **lists)
    return found


@dataclass(slots=True)
class _Piece:
    """A text, where the file says that it begins, and where it begins in the document."""

    text: str
    offset: int
    raw: _Raw
    start: int = 0


def _pieces(document: _Raw, say: Said) -> Iterator[_Piece]:
    for passage in dicts(document.get("passages")):
        content = passage.get("text")
        sentences = dicts(passage.get("sentences"))
        offset = an_int(passage.get("offset"))
        if isinstance(content, str) and content:
            whole = {
                **passage,
                "annotations": [
                    y
                    for x in (passage, *sentences)
                    for y in a_list(x.get("annotations"))
                ],
                "relations": [
                    y for x in (passage, *sentences) for y in a_list(x.get("relations"))
                ],
            }  # fmt: skip
            yield _Piece(content, 0 if offset is None else offset, whole)
            continue
        for sentence in sentences:
            at = an_int(sentence.get("offset"))
            words = a_text(sentence.get("text"))
            if words:
                yield _Piece(words, (offset or 0) if at is None else at, sentence)
        if dicts(passage.get("annotations")) and not sentences:
            say("a passage has annotations, but no text: left out")


def _joined(pieces: Sequence[_Piece]) -> str:
    """The text of the document; sets where the pieces begin in it."""
    parts: list[str] = []
    at = 0
    for index, piece in enumerate(pieces):
        before = pieces[index - 1] if index else None
        gap = piece.offset if before is None else piece.offset - before.offset - len(before.text)
        if not 0 <= gap <= _WIDEST:
            gap = 1 if before is not None else 0
        parts += ["\n" * gap, piece.text]
        piece.start = at + gap
        at = piece.start + len(piece.text)
    return "".join(parts)


def _records(
    path: Path, number: int, document: _Raw, origin: str, line: int, say: Said
) -> list[Found]:
    pieces = list(_pieces(document, say))
    size = sum(len(x.text) + 1 for x in pieces)
    text = usable(_joined(pieces) if size < 2 * LONGEST_TEXT else None, say)
    if not text:
        return []
    gathering = Gathering(text, say, origin)
    _share_out(document, pieces)
    mentions: dict[str, str] = {}
    for piece in pieces:
        _add_annotations(gathering, piece, mentions)
    for scope in (*(x.raw for x in pieces), document):
        for raw in dicts(scope.get("relations")):
            _add_relation(gathering, raw, mentions, say)
    infons = texts(document.get("infons"))
    labels = _labels(infons)
    record = Record(
        a_text(document.get("id")).strip() or f"{path.stem} {number}",
        text,
        source=path.name,
        meta=dict(infons),
        status="done",
        spans=gathering.spans(),
        relations=gathering.relations(),
        labels=gathering.labels(labels),
        notices=tuple(dict.fromkeys(gathering.notices)),
        line=line,
    )
    return [record]


def _share_out(document: _Raw, pieces: Sequence[_Piece]) -> None:
    """Give the annotations of the whole document to the pieces in which they begin."""
    for raw in dicts(document.get("annotations")):
        at = [an_int(x.get("offset")) for x in dicts(raw.get("locations"))[:1]]
        start = at[0] if at and at[0] is not None else 0
        piece = max((x for x in pieces if x.offset <= start), key=lambda x: x.offset,
                    default=pieces[0])  # fmt: skip
        piece.raw = {**piece.raw, "annotations": [*a_list(piece.raw.get("annotations")), raw]}


def _add_annotations(gathering: Gathering, piece: _Piece, mentions: dict[str, str]) -> None:
    """The annotations of a piece. `mentions` learns the first one of each concept."""
    found = [
        (raw, ranges)
        for raw in dicts(piece.raw.get("annotations"))
        if (ranges := _ranges(raw, piece, gathering.say))
    ]
    places = [
        Place(x[0][0], x[-1][1], a_text(raw.get("text")) or None if len(x) == 1 else None)
        for raw, x in found
    ]
    answer = placed(piece.text, places)
    if answer.notice:
        gathering.notices.append(answer.notice)
    for raw, ranges in found:
        moved = [answer.convert(*x) for x in ranges]
        here = [(a + piece.start, b + piece.start) for a, b in moved]
        infons = texts(raw.get("infons"))
        label, kb_id, note, attributes = _said(infons, "annotation")
        key = a_text(raw.get("id"))
        if kb_id:
            mentions.setdefault(kb_id, key)
        gathering.span(
            key,
            label,
            here[0][0],
            here[-1][1],
            surface=a_text(raw.get("text")) or None,
            fragments=here if len(here) > 1 else (),
            note=note,
            kb_id=kb_id,
            attributes=attributes,
        )


def _ranges(raw: _Raw, piece: _Piece, say: Said) -> list[Range]:
    """The locations as the file has them, from the beginning of the piece."""
    found: list[Range] = []
    for place in dicts(raw.get("locations")):
        start, length = an_int(place.get("offset")), an_int(place.get("length"))
        if start is None or length is None:
            say(f"the annotation {a_text(raw.get('id'))} has no usable place: left out")
            return []
        found.append((start - piece.offset, start - piece.offset + length))
    if not found:
        say(f"the annotation {a_text(raw.get('id'))} has no place: left out")
    return sorted(found)


def _said(infons: dict[str, str], kind: str) -> tuple[str, str, str, dict[str, str]]:
    """Label, knowledge-base id, note and attributes of infons, which are used up."""
    label = next((x for x in (infons.pop(name, "") for name in _TYPES) if x), kind)
    kb_id = next((infons.pop(x) for x in _KB_IDS if infons.get(x, "") not in ("", _NONE)), "")
    if marked(kb_id.removeprefix(_KB)) == kb_id:
        kb_id = kb_id.removeprefix(_KB)
    note = infons.pop(NOTE, "")
    return label, kb_id, note, {k.removeprefix(ATTRIBUTE): v for k, v in infons.items()}


def marked(kb_id: str) -> str:
    """A knowledge-base id that cannot be taken for none, which PubTator writes as a dash."""
    return f"{_KB}{kb_id}" if kb_id == _NONE or kb_id.startswith(_KB) else kb_id


def _add_relation(gathering: Gathering, raw: _Raw, mentions: dict[str, str], say: Said) -> None:
    infons = texts(raw.get("infons"))
    nodes = [(a_text(x.get("refid")), a_text(x.get("role"))) for x in dicts(raw.get("nodes"))]
    if not nodes:  # some corpora relate concepts instead of their mentions
        named = [(name, x) for name, x in infons.items() if x in mentions]
        nodes = [(mentions[x], name) for name, x in named]
        for name, _ in named:
            del infons[name]
    if "relation" in infons and TYPE not in infons:
        infons[TYPE] = infons.pop("relation")
    label, _, note, attributes = _said(infons, "relation")
    if len(nodes) < 2:
        say(f"the relation {a_text(raw.get('id'))} has fewer than two ends: left out")
        return
    if len(nodes) == 2 and _is_head(nodes[1][1]) and not _is_head(nodes[0][1]):
        nodes.reverse()
    for tail, _ in nodes[1:]:
        gathering.relation(label, nodes[0][0], tail, note=note, attributes=attributes)


def _is_head(role: str) -> bool:
    return role.lower() in _HEADS


def _labels(infons: dict[str, str]) -> list[str]:
    """Document labels, which are taken out if they are what we write."""
    try:
        labels = msgspec.json.decode(infons.get(LABELS, "[]"), type=list[str])
    except (msgspec.DecodeError, UnicodeEncodeError):
        return []
    infons.pop(LABELS, None)
    return labels
