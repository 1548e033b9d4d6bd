"""The cells of WebAnno TSV into spans and relations: layers, chains, slots, numbers in brackets."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from annotator.formats.gathering import Gathering
from annotator.formats.uima import COREFERENCE, TOKEN, LayerMapping, short
from annotator.model import Range

_NUMBERED = re.compile(r"(.*)\[(\d{1,9})(?:_(\d{1,9}))?\]", re.DOTALL)
_LINK = re.compile(r"(.*)->(\d{1,9})-(\d{1,9})", re.DOTALL)
_VALUE = re.compile(r"\\(->|[\\\[\]|_;*tnr])")
_LETTERS = {"t": "\t", "n": "\n", "r": "\r"}
_STACKED = re.compile(r"((?:\\.|[^\\|]|\\$)*)(?:\||$)", re.DOTALL)
_SLOTS = re.compile(r"((?:\\.|[^\\;]|\\$)*)(?:;|$)", re.DOTALL)
_NONE, _NO_VALUE = "_", "*"
_ROLE, _BASE = "ROLE_", "BT_"
_Key = tuple[object, ...]


@dataclass(slots=True)
class Layer:
    """A layer of the header and its columns, from 0 after the word's."""

    kind: str
    type: str
    first: int
    columns: list[str]

    @property
    def base(self) -> str:
        """The type of the spans that a relation layer joins."""
        return next((x.removeprefix(_BASE) for x in self.columns if x.startswith(_BASE)), "")


@dataclass(slots=True)
class Row:
    """A word or a part of one, as the file has it."""

    line: int
    id: str
    start: int
    end: int
    surface: str
    cells: list[str]


@dataclass(slots=True)
class _Annotation:
    type: str
    start: int
    end: int
    features: dict[str, str] = field(default_factory=dict)


class Annotations:
    """What the cells say, by keys: the number of an annotation, else its layer, row and place in
    the cell."""

    def __init__(
        self, rows: Sequence[Row], places: Mapping[str, Range], mapping: LayerMapping
    ) -> None:
        self._all = rows
        self._places = places
        self._mapping = mapping
        self._spans: dict[_Key, _Annotation] = {}
        self._rows: dict[str, _Key] = {}  # the first annotation of a row
        self._relations: list[tuple[str, dict[str, str], _Key, _Key]] = []
        self._slots: list[tuple[str, _Key, str]] = []
        self._links: dict[tuple[str, int], dict[int, tuple[_Key, str]]] = {}

    def take_layer(self, layer: Layer) -> None:
        """A layer of spans or chains."""
        take = self._take_span if layer.kind == "SP" else self._take_link
        for row in self._all:
            cells = row.cells[layer.first : layer.first + len(layer.columns)]
            if all(x in (_NONE, "") for x in cells):
                continue
            stacks = [[] if x == _NONE else _split(_STACKED, x) for x in cells]
            for index in range(max(map(len, stacks), default=0)):
                values = [x[index] if index < len(x) else _NO_VALUE for x in stacks]
                take(layer, row, index, values)

    def _take_span(self, layer: Layer, row: Row, index: int, values: list[str]) -> None:
        number = 0
        features: dict[str, str] = {}
        slots: list[tuple[list[str], list[str]]] = []
        for column, (name, value) in enumerate(zip(layer.columns, values, strict=False)):
            if name.startswith(_ROLE):
                targets = values[column + 1] if column + 1 < len(values) else ""
                role, found = _numbered(value)
                slots.append((_split(_SLOTS, role), _split(_SLOTS, targets)))
            elif column and layer.columns[column - 1].startswith(_ROLE):
                continue
            else:
                value, found = _numbered(value)
                features[name] = "" if value == _NO_VALUE else _unescaped(value)
            number = number or found
        key: _Key = (number,) if number else (layer.type, row.id, index)
        self._add(key, layer.type, row, features)
        for roles, targets_ in slots:
            for role, target in zip(roles, targets_, strict=False):
                if target not in (_NONE, _NO_VALUE, ""):
                    named = "" if role == _NO_VALUE else _unescaped(role)
                    self._slots.append((named or short(layer.type), key, target))

    def _add(self, key: _Key, type_name: str, row: Row, features: dict[str, str]) -> None:
        start, end = self._places[row.id]
        there = self._spans.setdefault(key, _Annotation(type_name, start, end, features))
        there.start, there.end = min(there.start, start), max(there.end, end)
        self._rows.setdefault(row.id, key)

    def _take_link(self, layer: Layer, row: Row, _index: int, values: list[str]) -> None:
        named = dict(zip(layer.columns, values, strict=False))
        link = _LINK.fullmatch(named.get("referenceRelation", ""))
        if link is None:
            return
        label, _ = _numbered(named.get("referenceType", _NO_VALUE))
        features = {} if label == _NO_VALUE else {"referenceType": _unescaped(label)}
        chain, element = int(link[2]), int(link[3])
        key: _Key = (layer.type, "chain", chain, element)
        self._add(key, layer.type, row, features)
        relation = "" if link[1] == _NO_VALUE else _unescaped(link[1])
        self._links.setdefault((layer.type, chain), {})[element] = (key, relation)

    def take_relations(self, layer: Layer) -> None:
        """A layer of relations: the row is the tail, the last cell names the head."""
        for row in self._all:
            cells = row.cells[layer.first : layer.first + len(layer.columns)]
            stacks = [[] if x == _NONE else _split(_STACKED, x) for x in cells]
            for index in range(max(map(len, stacks), default=0)):
                values = [x[index] if index < len(x) else _NO_VALUE for x in stacks]
                named = dict(zip(layer.columns, values, strict=False))
                end = named.pop(f"{_BASE}{layer.base}", "")
                features = {k: "" if x == _NO_VALUE else _unescaped(x) for k, x in named.items()}
                self._take_relation(layer, row, features, end)

    def _take_relation(self, layer: Layer, row: Row, features: dict[str, str], end: str) -> None:
        match = _NUMBERED.fullmatch(end)
        unit, head, tail = (match[1], int(match[2]), int(match[3] or 0)) if match else (end, 0, 0)
        one, other = self._end(layer, unit, head), self._end(layer, row.id, tail)
        self._relations.append((layer.type, features, one, other))

    def _end(self, layer: Layer, unit: str, number: int) -> _Key:
        """The span at the end of a relation; where there is none on that row, the word."""
        if number:
            return (number,)
        key: _Key = (layer.base, unit, 0)
        if key in self._spans:
            return key
        if unit in self._rows:
            return self._rows[unit]
        place = self._places.get(unit)
        if place is not None:
            self._spans[key] = _Annotation(TOKEN, *place)
        return key

    def give(self, gathering: Gathering) -> None:
        """Everything as spans and relations."""
        self._resolve_slots()
        for key, x in self._spans.items():
            label, kb_id, attributes = self._mapping.told(x.type, x.features)
            gathering.span((key,), label, x.start, x.end, kb_id=kb_id, attributes=attributes)
        for chain in self._links.values():
            elements = [chain[x] for x in sorted(chain)]
            for (one, label), (other, _) in pairwise(elements):
                gathering.relation(label or COREFERENCE, one, other)
        for type_name, features, head, tail in self._relations:
            label, _, attributes = self._mapping.told(type_name, features)
            gathering.relation(label, head, tail, attributes=attributes)

    def _resolve_slots(self) -> None:
        for role, host, target in self._slots:
            match = _NUMBERED.fullmatch(target)
            unit = match[1] if match else target
            key: _Key = (int(match[2]),) if match else self._rows.get(unit, (unit,))
            self._relations.append((role, {"value": role}, host, key))


def _numbered(value: str) -> tuple[str, int]:
    """The value and the number that is behind it, or 0."""
    match = _NUMBERED.fullmatch(value) if value.endswith("]") else None
    return (match[1], int(match[2])) if match else (value, 0)


def _unescaped(value: str) -> str:
    return _VALUE.sub(lambda x: _LETTERS.get(x[1], x[1]), value) if "\\" in value else value


def _split(pattern: re.Pattern[str], cell: str) -> list[str]:
    if "\\" not in cell:
        return cell.split("|" if pattern is _STACKED else ";")
    found = [x[1] for x in pattern.finditer(cell)]
    return found[:-1] if len(found) > 1 and not found[-1] else found
