"""W3C Web Annotations as JSON-LD: a collection for each layer, the text in a file beside.

    {"@context": "http://www.w3.org/ns/anno.jsonld", "id": "Talks.jsonld",
     "type": "AnnotationCollection", "creator": {"type": "Person", "name": "ana"}, "total": 3,
     "first": {"type": "AnnotationPage", "items": [
       {"id": "urn:uuid:…", "type": "Annotation", "motivation": "tagging",
        "body": [{"type": "TextualBody", "purpose": "tagging", "value": "PERSON"}],
        "target": {"source": "Talks.txt", "selector": [
          {"type": "TextPositionSelector", "start": 0, "end": 3},
          {"type": "TextQuoteSelector", "exact": "Ada", "prefix": "", "suffix": " met"}]}}, …
       {"id": "urn:uuid:…", "type": "Annotation", "motivation": "linking",
        "body": [{"type": "TextualBody", "purpose": "tagging", "value": "meets"},
                 {"type": "SpecificResource", "purpose": "linking", "source": "urn:uuid:TAIL"}],
        "target": "urn:uuid:HEAD"}]}}

Positions count code points, as the recommendation has it. A span of several parts has a target of
the type Composite. A note is a body that comments, an attribute one that describes and has a name
of schema.org, a knowledge-base id one that identifies, and a document label classifies the text.
"""

import re
from collections.abc import Iterable, Iterator
from urllib.parse import quote

from annotator.formats.base import Files, Look, Record, labels_only
from annotator.formats.folders import Names
from annotator.formats.json_items import keys_of
from annotator.formats.json_writing import write_nested
from annotator.formats.restricting import by_document, restricted
from annotator.formats.w3c_reading import belongs as belongs
from annotator.formats.w3c_reading import read as read
from annotator.formats.w3c_terms import CONTEXT, NAME
from annotator.model import Relation, Span
from annotator.scheme import Scheme

CARRIES = labels_only(
    discontinuous=True, attributes=True, notes=True, document_labels=True, kb_ids=True,
    annotators=True, several_layers=True,
)  # fmt: skip
_Raw = dict[str, object]
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_CONTEXT_LENGTH = 32  # code points of prefix and suffix
_MARKS = (b'"http://www.w3.org/ns/anno', b'"TextQuoteSelector"', b'"TextPositionSelector"')


def write(records: Iterable[Record], files: Files, scheme: Scheme) -> int:  # noqa: ARG001
    """A text for each document, and a collection for each layer; returns how many layers."""
    names = Names()
    count = 0
    for layers in by_document(records):
        text_name = ""
        for record in layers:
            kept, _ = restricted(record, CARRIES, "")
            stem = names.of(record.name, record.annotator if len(layers) > 1 else "")
            if not text_name:
                text_name = f"{stem}.txt"
                with files.open(text_name) as out:
                    out.write(kept.text.encode())
            collection: _Raw = {
                "@context": CONTEXT,
                "id": quote(f"{stem}.jsonld"),
                "type": "AnnotationCollection",
                "label": record.name,
                "total": len(kept.spans) + len(kept.relations) + len(kept.labels),
            }
            if kept.annotator:
                kind = "Software" if record.kind == "model" else "Person"
                collection["creator"] = {"type": kind, "name": kept.annotator}
            page = {"type": "AnnotationPage", "startIndex": 0}
            with files.open(f"{stem}.jsonld") as out:
                inner = ("first", page, "items")
                write_nested(collection, inner, _items(kept, quote(text_name)), out)
            count += 1
    return count


def _items(record: Record, source: str) -> Iterator[_Raw]:
    for span in record.spans:
        yield {
            "id": _iri(span.id),
            "type": "Annotation",
            "motivation": "tagging",
            "body": _bodies(span),
            "target": _target(record.text, span, source),
        }
    for relation in record.relations:
        tail = {"type": "SpecificResource", "purpose": "linking", "source": _iri(relation.tail)}
        yield {
            "id": _iri(relation.id),
            "type": "Annotation",
            "motivation": "linking",
            "body": [*_bodies(relation), tail],
            "target": _iri(relation.head),
        }
    for number, label in enumerate(record.labels):
        yield {
            "id": f"#label{number}",
            "type": "Annotation",
            "motivation": "classifying",
            "body": [_body("classifying", label.label)],
            "target": source,
        }


def _iri(id: str) -> str:
    return f"urn:uuid:{id}" if _UUID.fullmatch(id) else f"#{quote(id)}"


def _body(purpose: str, value: str) -> _Raw:
    return {"type": "TextualBody", "purpose": purpose, "value": value}


def _bodies(item: Span | Relation) -> list[_Raw]:
    found = [_body("tagging", item.label)]
    if isinstance(item, Span) and item.kb_id:
        found.append(_body("identifying", item.kb_id))
    if item.note:
        found.append(_body("commenting", item.note))
    found += [{**_body("describing", x), NAME: name} for name, x in item.attributes.items()]
    return found


def _target(text: str, span: Span, source: str) -> _Raw:
    parts: list[_Raw] = [
        {
            "source": source,
            "selector": [
                {"type": "TextPositionSelector", "start": start, "end": end},
                {
                    "type": "TextQuoteSelector",
                    "exact": text[start:end],
                    "prefix": text[max(start - _CONTEXT_LENGTH, 0) : start],
                    "suffix": text[end : end + _CONTEXT_LENGTH],
                },
            ],
        }
        for start, end in span.ranges
    ]
    return parts[0] if len(parts) == 1 else {"type": "Composite", "items": parts}


def recognise(look: Look) -> bool:
    """By its ending, its context, or its selectors."""
    if look.start[:1] not in (b"{", b"["):
        return False
    outer, inner = keys_of(look)
    there = look.suffix == ".jsonld" or "@context" in outer or "selector" in inner
    return there and any(x in look.head for x in _MARKS)
