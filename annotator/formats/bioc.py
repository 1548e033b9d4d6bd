"""BioC, the format of biomedical corpora, as XML and as JSON.

    <collection><source/><date/><key/>
      <document><id>Talks</id>
        <passage><offset>0</offset><text>Ada met Kim.</text>
          <annotation id="T1"><infon key="type">PERSON</infon>
            <location offset="0" length="3"/><text>Ada</text></annotation>…
          <relation id="R1"><infon key="type">meets</infon>
            <node refid="T1" role="head"/><node refid="T2" role="tail"/></relation>
        </passage></document></collection>

We count code points from the beginning of the document, and write one passage. Several locations
make one annotation of several parts. The infons of an annotation are its label (`type`), its
knowledge-base id (`identifier`), its note, and its attributes (`attribute:NAME`); others are read
as attributes, too. Document labels are an infon of the document, as a JSON array.
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO

import msgspec

from annotator.formats.base import Found, Look, Record, labels_only
from annotator.formats.bioc_reading import (
    ATTRIBUTE,
    KB_ID,
    LABELS,
    NOTE,
    TYPE,
    json_records,
    marked,
    xml_records,
)
from annotator.formats.json_items import keys_of
from annotator.formats.json_writing import write_object
from annotator.formats.restricting import XML_UNWRITABLE, restricted_all
from annotator.formats.xml_writing import HEAD, attribute, spelled, text
from annotator.model import Relation, Span

CARRIES_JSON = labels_only(
    discontinuous=True, attributes=True, notes=True, document_labels=True, kb_ids=True,
)  # fmt: skip
CARRIES = labels_only(
    discontinuous=True, attributes=True, notes=True, document_labels=True, kb_ids=True,
    unwritable=XML_UNWRITABLE,
)  # fmt: skip
_Raw = dict[str, object]
_FIELDS: _Raw = {"source": "Annotator", "date": "", "key": "", "infons": {}}
_ENDS = ("head", "tail")


def write(records: Iterable[Record], out: IO[bytes]) -> int:
    """A collection as XML; returns how many documents."""
    out.write(f"{HEAD}<collection><source>Annotator</source><date/><key/>\n".encode())
    count = 0
    for record in restricted_all(records, CARRIES):
        count += 1
        out.write(_document_xml(record).encode())
    out.write(b"</collection>\n")
    return count


def write_json(records: Iterable[Record], out: IO[bytes]) -> int:
    """A collection as JSON; returns how many documents."""
    return write_object(
        _FIELDS, "documents", map(_document, restricted_all(records, CARRIES_JSON)), out
    )


def read(path: Path) -> Iterator[Found]:
    """A record for each document, as XML. Raises InputError."""
    return xml_records(path, "import:bioc")


def read_json(path: Path) -> Iterator[Found]:
    """A record for each document, as JSON. Raises InputError."""
    return json_records(path, "import:bioc-json")


def _infons(item: Span | Relation) -> dict[str, str]:
    found = {TYPE: item.label}
    if isinstance(item, Span) and item.kb_id:
        found[KB_ID] = marked(item.kb_id)
    if item.note:
        found[NOTE] = item.note
    for name, value in item.attributes.items():
        found[f"{ATTRIBUTE}{name}"] = value
    return found


def _surface(text_: str, span: Span) -> str:
    return " ".join(text_[start:end] for start, end in span.ranges)


def _labels(record: Record) -> dict[str, str]:
    labels = [x.label for x in record.labels]
    return {LABELS: msgspec.json.encode(labels).decode()} if labels else {}


def _names(record: Record) -> Mapping[str, str]:
    return {x.id: f"T{number}" for number, x in enumerate(record.spans, 1)}


def _document(record: Record) -> _Raw:
    names = _names(record)
    passage: _Raw = {
        "offset": 0,
        "infons": {},
        "text": record.text,
        "sentences": [],
        "annotations": [
            {
                "id": names[x.id],
                "infons": _infons(x),
                "text": _surface(record.text, x),
                "locations": [{"offset": a, "length": b - a} for a, b in x.ranges],
            }
            for x in record.spans
        ],
        "relations": [
            {
                "id": f"R{number}",
                "infons": _infons(x),
                "nodes": [
                    {"refid": names[end], "role": role}
                    for role, end in zip(_ENDS, (x.head, x.tail), strict=True)
                ],
            }
            for number, x in enumerate(record.relations, 1)
        ],
    }
    return {
        "id": record.name,
        "infons": _labels(record),
        "passages": [passage],
        "annotations": [],
        "relations": [],
    }


def _document_xml(record: Record) -> str:
    names = _names(record)
    parts = [f"<document><id>{text(record.name)}</id>", _infons_xml(_labels(record))]
    parts.append(f"\n<passage><offset>0</offset><text>{text(record.text)}</text>\n")
    for x in record.spans:
        places = "".join(f'<location offset="{a}" length="{b - a}"/>' for a, b in x.ranges)
        parts.append(
            f'<annotation id="{names[x.id]}">{_infons_xml(_infons(x))}{places}'
            f"<text>{text(_surface(record.text, x))}</text></annotation>\n"
        )
    for number, relation in enumerate(record.relations, 1):
        nodes = "".join(
            f'<node refid="{names[end]}" role="{role}"/>'
            for role, end in zip(_ENDS, (relation.head, relation.tail), strict=True)
        )
        parts.append(
            f'<relation id="R{number}">{_infons_xml(_infons(relation))}{nodes}</relation>\n'
        )
    parts.append("</passage></document>\n")
    return "".join(parts)


def _infons_xml(infons: Mapping[str, str]) -> str:
    return "".join(
        f'<infon key="{attribute(spelled(key))}">{text(spelled(value))}</infon>'
        for key, value in infons.items()
    )


def recognise(look: Look) -> bool:
    """By the element that holds all, and what it has."""
    start = look.start[:4096]
    return b"<collection" in start and b"<document" in look.start and start[:1] == b"<"


def recognise_json(look: Look) -> bool:
    """By documents of passages."""
    outer, inner = keys_of(look)
    return bool({"documents", "PubTator3"} & outer and "passages" in inner) or (
        "passages" in outer and "offset" in inner
    )
