"""Type systems of UIMA: which types derive from which, and what their features hold."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.errors import InputError
from annotator.formats.safe_xml import local, parsed
from annotator.formats.uima import CORE, ENTITY, IDENTIFIER, LABEL, RELATION, SENTENCE, TOKEN, VALUE
from annotator.formats.xml_writing import HEAD

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

TYPE_SYSTEM = "TypeSystem.xml"
METADATA = f"{CORE}.metadata.type.DocumentMetaData"
_NAMES = (TYPE_SYSTEM, "typesystem.xml")
_ENDINGS = (".typesystem.xml", "_typesystem.xml", "-typesystem.xml")
_ANNOTATION = "uima.tcas.Annotation"
_STRING, _BOOLEAN = "uima.cas.String", "uima.cas.Boolean"
_WRITTEN = (
    (METADATA, "uima.tcas.DocumentAnnotation", (
        ("documentTitle", _STRING), ("documentId", _STRING), ("isLastSegment", _BOOLEAN),
    )),
    (SENTENCE, _ANNOTATION, ()),
    (TOKEN, _ANNOTATION, ()),
    (ENTITY, _ANNOTATION, ((VALUE, _STRING), (IDENTIFIER, _STRING))),
    (RELATION, _ANNOTATION, (
        ("Governor", ENTITY), ("Dependent", ENTITY), (LABEL, _STRING),
    )),
)  # fmt: skip


@dataclass(slots=True)
class Types:
    """Supertypes, and ranges of features by type and name; both as far as they are declared."""

    supertypes: dict[str, str] = field(default_factory=dict)
    ranges: dict[str, dict[str, str]] = field(default_factory=dict)

    def lineage(self, type_name: str) -> Iterator[str]:
        """The type and those that it derives from."""
        seen: set[str] = set()
        while type_name and type_name not in seen:
            seen.add(type_name)
            yield type_name
            type_name = self.supertypes.get(type_name, "")

    def references(self, type_name: str) -> list[str]:
        """The features that name one annotation, in the order of their declaration."""
        return [
            name
            for one in reversed(list(self.lineage(type_name)))
            for name, range_ in self.ranges.get(one, {}).items()
            if _ANNOTATION in self.lineage(range_)
        ]


def types_beside(path: Path) -> Path | None:
    """The type system that lies beside a file."""
    names = (*(f"{path.stem}{x}" for x in _ENDINGS), *_NAMES)
    return next((x for name in names if (x := path.with_name(name)).is_file()), None)


def types_of(path: Path) -> Types:
    """What a file declares. Raises InputError if it cannot be read, or declares nothing."""
    root = parsed(path)
    if local(root.tag) != "typeSystemDescription":
        raise InputError("This is no type system of UIMA", str(path), "Choose another file.")
    found = Types()
    for one in root.iter():
        if local(one.tag) == "typeDescription":
            held = {local(x.tag): (x.text or "").strip() for x in one}
            name = held.get("name", "")
            found.supertypes[name] = held.get("supertypeName", "")
            found.ranges[name] = dict(_features(one))
    return found


def _features(one: "Element") -> Iterator[tuple[str, str]]:
    for x in one.iter():
        if local(x.tag) == "featureDescription":
            held = {local(y.tag): (y.text or "").strip() for y in x}
            yield held.get("name", ""), held.get("rangeTypeName", "")


def written_types() -> str:
    """The type system of the files that we write."""
    lines = [f'{HEAD}<typeSystemDescription xmlns="http://uima.apache.org/resourceSpecifier">']
    lines.append("<types>")
    for name, supertype, features in _WRITTEN:
        lines.append(f"<typeDescription><name>{name}</name><description/>")
        lines.append(f"<supertypeName>{supertype}</supertypeName><features>")
        lines += [
            f"<featureDescription><name>{feature}</name><description/>"
            f"<rangeTypeName>{range_}</rangeTypeName></featureDescription>"
            for feature, range_ in features
        ]
        lines.append("</features></typeDescription>")
    return "\n".join([*lines, "</types>", "</typeSystemDescription>", ""])
