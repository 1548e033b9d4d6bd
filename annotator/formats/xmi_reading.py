"""XMI of any type system into records, one for each text that a file holds."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.errors import InputError
from annotator.formats.base import Found, Record
from annotator.formats.gathering import Gathering, Said, told, usable
from annotator.formats.loose import an_int
from annotator.formats.safe_xml import local, parsed
from annotator.formats.uima import COREFERENCE, TOKEN, LayerMapping, mapping_of, short
from annotator.formats.xmi_types import Types, types_beside, types_of
from annotator.model import Range
from annotator.text.offsets import Utf16Map
from annotator.text.tokens import Tokens

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_ORIGIN = "import:xmi"
_ID = "{http://www.omg.org/XMI}id"
_CAS = "uima.cas"
_NO_NAMESPACE = "uima.noNamespace."
_OWN = frozenset(("sofa", "begin", "end", _ID))
_PAIRS = (
    ("Governor", "Dependent"), ("governor", "dependent"), ("source", "target"),
    ("Source", "Target"), ("head", "tail"), ("from", "to"), ("arg1", "arg2"), ("Arg1", "Arg2"),
)  # fmt: skip
_LONGEST_LIST = 100_000


@dataclass(slots=True)
class _Structure:
    """A feature structure: its type and its features as texts."""

    id: str
    type: str
    features: dict[str, str]

    @property
    def place(self) -> tuple[int, int] | None:
        """Begin and end in UTF-16 units, of an annotation."""
        start, end = an_int(self.features.get("begin")), an_int(self.features.get("end"))
        return None if start is None or end is None else (start, end)


@dataclass(slots=True)
class _Cas:
    """All that a file holds."""

    types: Types
    all: dict[str, _Structure] = field(default_factory=dict)
    sofas: list[_Structure] = field(default_factory=list)
    members: set[str] = field(default_factory=set)

    def named(self, value: str, depth: int = 0) -> list[_Structure]:
        """The structures that a feature names: one, several, or those of an array or list."""
        found: list[_Structure] = []
        for id in value.split()[:_LONGEST_LIST]:
            one = self.all.get(id)
            if one is None:
                return []
            if one.type == f"{_CAS}.FSArray" and not depth:
                found += self.named(one.features.get("elements", ""), 1)
            elif one.type == f"{_CAS}.NonEmptyFSList" and not depth:
                found += self._list(one)
            elif one.type.startswith(f"{_CAS}."):
                return []
            else:
                found.append(one)
        return found

    def _list(self, one: "_Structure | None") -> list[_Structure]:
        found: dict[str, _Structure] = {}
        seen: set[str] = set()
        while one is not None and "head" in one.features and one.id not in seen:
            seen.add(one.id)
            head = self.all.get(one.features["head"])
            if head is not None:
                found[head.id] = head
            one = self.all.get(one.features.get("tail", ""))
        return list(found.values())


def read(path: Path, *, types: str = "", label: str = "", typesystem: str = "") -> Iterator[Found]:
    """A record for each text. Raises InputError if the file or the type system cannot be read."""
    there = Path(typesystem) if typesystem else types_beside(path)
    cas = _cas(path, types_of(there) if there is not None else Types())
    mapping = mapping_of(types, label)
    for number, sofa in enumerate(cas.sofas):
        yield from told(path, 0, partial(_records, path, cas, sofa, number, mapping))


def _cas(path: Path, types: Types) -> _Cas:
    root = parsed(path)
    if local(root.tag) != "XMI":
        raise InputError("This is no XMI", str(path), "Choose another file.")
    cas = _Cas(types)
    for element in root:
        one = _structure(element)
        if one.type == f"{_CAS}.Sofa":
            cas.sofas.append(one)
        elif one.type == f"{_CAS}.View":
            cas.members.update(one.features.get("members", "").split())
        elif one.id:
            cas.all[one.id] = one
    return cas


def _structure(element: "Element") -> _Structure:
    namespace, _, name = element.tag.rpartition("}")
    package = namespace.lstrip("{").removeprefix("http:///").removesuffix(".ecore")
    type_name = f"{package.replace('/', '.')}.{name}".removeprefix(_NO_NAMESPACE).lstrip(".")
    features = dict(element.attrib)
    for child in element:
        said = features.get(local(child.tag))
        content = child.text or ""
        features[local(child.tag)] = content if said is None else f"{said}, {content}"
    return _Structure(features.get(_ID, ""), type_name, features)


def _records(
    path: Path, cas: _Cas, sofa: _Structure, number: int, mapping: LayerMapping, say: Said
) -> Sequence[Found]:
    text = usable(sofa.features.get("sofaString"), say)
    if not text:
        return []
    here = [x for x in cas.all.values() if x.features.get("sofa") == sofa.id and x.place]
    view = _View(cas, text, here, mapping)
    gathering = Gathering(text, say, _ORIGIN)
    view.give(gathering)
    title = next((x.features["documentTitle"] for x in here if "documentTitle" in x.features), "")
    more = f" {sofa.features.get('sofaID', number + 1)}" if len(cas.sofas) > 1 else ""
    record = Record(
        f"{title or path.stem}{more}",
        text,
        source=path.name,
        status="done",
        tokens=view.tokens,
        spans=gathering.spans(),
        relations=gathering.relations(),
        notices=tuple(gathering.notices),
    )
    return [record]


class _View:
    """The annotations of one text."""

    def __init__(
        self, cas: _Cas, text: str, here: Iterable[_Structure], mapping: LayerMapping
    ) -> None:
        self._cas = cas
        self._text = text
        self._mapping = mapping
        self._to_code_point = Utf16Map(text).to_code_point
        self._here = [x for x in here if not cas.members or x.id in cas.members]
        self._ids = {x.id for x in self._here}
        self.tokens = self._words()
        self._spans: dict[str, _Structure] = {}
        self._at: dict[object, str] = {}  # the first span of a place
        self._links: list[_Structure] = []
        for one in self._here:
            if mapping.wants(one.type):
                self._sort(one)

    def _words(self) -> Tokens | None:
        words = sorted(self._range(x) for x in self._here if short(x.type) == short(TOKEN))
        found: list[Range] = []
        for start, end in words:
            if (found[-1][1] if found else 0) <= start < end <= len(self._text):
                found.append((start, end))
        return Tokens(found) if found else None

    def _range(self, one: _Structure) -> Range:
        start, end = one.place or (0, 0)
        return self._to_code_point(start), self._to_code_point(end)

    def _sort(self, one: _Structure) -> None:
        if self._ends(one) is not None:
            self._links.append(one)
        else:
            self._spans[one.id] = one
            self._at.setdefault(one.place, one.id)

    def _ends(self, one: _Structure) -> tuple[str, str] | None:
        """The features that hold head and tail, if it is a relation."""
        for pair in _PAIRS:
            if all(self._cas.named(one.features.get(x, "")) for x in pair):
                return pair
        names = self._cas.types.references(one.type)
        both = len(names) == 2 and all(x in one.features for x in names)
        return (names[0], names[1]) if both else None

    def give(self, gathering: Gathering) -> None:
        """Spans, then what joins them."""
        for one in self._links:
            ends = self._ends(one)
            if ends is not None:
                keys = [self._end(one.features[x]) for x in ends]
                label, _, attributes = self._mapping.told(one.type, self._values(one, ends))
                gathering.relation(label, keys[0], keys[1], attributes=attributes)
        for one in list(self._spans.values()):
            references = self._references(one, gathering)
            label, kb_id, attributes = self._mapping.told(one.type, self._values(one, references))
            start, end = self._trimmed(*self._range(one))
            gathering.span(one.id, label, start, end, kb_id=kb_id, attributes=attributes)

    def _values(self, one: _Structure, but: Iterable[str]) -> Mapping[str, str]:
        without = {*_OWN, *but}
        return {name: x for name, x in one.features.items() if name not in without}

    def _end(self, value: str) -> str:
        """The span at the end of a relation; of a word its part of speech, else what stands
        there, else the word."""
        named = self._cas.named(value)
        one = named[0] if named else None
        is_word = one is not None and one.id in self._ids and short(one.type) == short(TOKEN)
        if one is None or one.id in self._spans or not is_word:
            return one.id if one is not None else ""
        word_class = one.features.get("pos", "")
        if word_class in self._spans:
            return word_class
        if one.place in self._at:
            return self._at[one.place]
        self._spans[one.id] = _Structure(one.id, TOKEN, {
            x: one.features[x] for x in ("begin", "end")
        })  # fmt: skip
        return one.id

    def _references(self, one: _Structure, gathering: Gathering) -> list[str]:
        """The features that name others, which become relations."""
        found: list[str] = []
        declared = {*self._cas.types.references(one.type), "next"}
        for name, value in one.features.items():
            if name in _OWN:
                continue
            others = self._cas.named(value) if value[:1].isdigit() else []
            if others and all("target" in x.features and not x.place for x in others):
                for x in others:
                    gathering.relation(
                        x.features.get("role") or name, one.id, self._end(x.features["target"])
                    )
            elif others and name in declared:
                label = one.features.get("referenceRelation") or COREFERENCE
                for x in others:
                    gathering.relation(label if name == "next" else name, one.id, x.id)
            else:
                continue
            found.append(name)
        return [*found, "referenceRelation"] if "next" in found else found

    def _trimmed(self, start: int, end: int) -> Range:
        """Without outer white space that belongs to no word, if there are words."""
        if self.tokens is None or not 0 <= start < end <= len(self._text):
            return start, end
        first, last = start, end
        while first < end and self._is_gap(first):
            first += 1
        while last > first and self._is_gap(last - 1):
            last -= 1
        return (first, last) if first < last else (start, end)

    def _is_gap(self, offset: int) -> bool:
        if self.tokens is None or not self._text[offset].isspace():
            return False
        index = bisect_right(self.tokens.starts, offset) - 1
        return index < 0 or self.tokens.ends[index] <= offset


def belongs(path: Path) -> Iterable[Path]:
    """The type system is read along."""
    there = types_beside(path) if path.suffix.lower() == ".xmi" else None
    return () if there is None else (there,)
