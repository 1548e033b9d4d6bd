"""W3C Web Annotations into records: one for each text and creator of a file.

The text is a file beside the annotations that the source names, by its last part; nothing else is
opened. Where there is no position, the quote is looked for with what stands around it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from urllib.parse import unquote, urlsplit

from annotator.formats.base import Found, Record
from annotator.formats.gathering import Gathering, Said, told, usable
from annotator.formats.json_items import whole_value
from annotator.formats.loose import a_dict, a_list, a_text, an_int, dicts
from annotator.formats.text_beside import text_beside
from annotator.formats.w3c_terms import NAME
from annotator.model import Comment, Range, new_id

_ORIGIN = "import:w3c"
_HOLDERS = ("first", "items", "rows", "annotations", "@graph")
_LABELS = ("tagging", "classifying")
_NOTES = ("commenting", "describing", "replying", "questioning")
_DEEPEST = 8
_MOST_PLACES = 2  # of a quote; more are not counted
_Raw = dict[str, object]


@dataclass(slots=True)
class _Bodies:
    """What the bodies of an annotation say, by their purpose."""

    labels: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    attributes: dict[str, str] = field(default_factory=dict)
    kb_id: str = ""
    links: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Annotation:
    """An annotation with the one who made it, and its targets."""

    raw: _Raw
    creator: str
    bodies: _Bodies
    targets: list[_Raw]

    @property
    def ids(self) -> list[str]:
        """The annotations or texts that its targets name."""
        return [a_text(x.get("id") or x.get("source")) for x in self.targets]


def read(path: Path) -> Iterator[Found]:
    """A record for each text and creator. Raises InputError."""
    value = whole_value(path)
    creator = _name(a_dict(value).get("creator"))
    found = list(_annotations(value, creator, 0))
    sources = _sources(path, found)
    texts: dict[Path | str, list[_Annotation]] = {}
    for source, some in sources.items():
        text_path = _text_path(path, source, only=len(sources) == 1)
        texts.setdefault(text_path or source, []).extend(some)
    for text, some in texts.items():
        yield from told(path, 0, partial(_records, path, text, some, creator))


def _annotations(value: object, creator: str, depth: int) -> Iterator[_Annotation]:
    """The annotations of a list, page or collection."""
    if depth > _DEEPEST:
        return
    for one in dicts(value) if isinstance(value, list) else [a_dict(value)]:
        if "target" in one:
            who = _name(one.get("creator")) or a_text(one.get("user"))
            yield _Annotation(one, who or creator, _bodies(one), _targets(one))
            continue
        for name in _HOLDERS:
            if name in one:
                who = _name(one.get("creator")) or creator
                yield from _annotations(one[name], who, depth + 1)


def _name(creator: object) -> str:
    """The name of a person or program, or its id."""
    if isinstance(creator, list):
        creator = creator[0] if creator else ""
    if isinstance(creator, dict):
        names = (creator.get("name"), creator.get("nickname"), creator.get("id"))
        return next((a_text(x) for x in names if a_text(x)), "")
    return a_text(creator)


def _bodies(one: _Raw) -> _Bodies:
    found = _Bodies()
    motivation = a_text(one.get("motivation"))
    body = one.get("body")
    for x in body if isinstance(body, list) else [body]:
        raw = x if isinstance(x, dict) else {"value": x}
        value = a_text(raw.get("value"))
        purpose = a_text(raw.get("purpose")) or motivation
        link = a_text(raw.get("source") or raw.get("id"))
        if NAME in raw:
            found.attributes[a_text(raw[NAME])] = value
        elif purpose == "linking" and link:
            found.links.append(link)
        elif purpose == "identifying" and (value or link):
            found.kb_id = value or link
        elif value and purpose in _NOTES:
            found.notes.append(value)
        elif value:
            found.labels.append(value)
    found.labels += [a_text(x) for x in a_list(one.get("tags")) if a_text(x)]
    if "body" not in one and a_text(one.get("text")):
        found.notes.append(a_text(one.get("text")))
    return found


def _targets(one: _Raw) -> list[_Raw]:
    target = one.get("target")
    return [
        x if isinstance(x, dict) else {"id": x}
        for x in (target if isinstance(target, list) else [target])
    ]


def _parts(target: _Raw) -> list[_Raw]:
    """The parts of a target that go together."""
    return dicts(target.get("items")) or [target]


def _source(one: _Annotation, target: _Raw) -> str:
    """The text that a target is in."""
    source = _parts(target)[0].get("source")
    if isinstance(source, dict):
        source = source.get("id")
    uri = one.raw.get("uri")
    return a_text(source) or a_text(uri) or a_text(target.get("id"))


def _sources(path: Path, found: Sequence[_Annotation]) -> dict[str, list[_Annotation]]:
    """The annotations by the text that they are on; relations go with the text of their ends."""
    by_id: dict[str, str] = {}
    for one in found:
        source = next((_source(one, x) for x in one.targets if _selectors(x)), "")
        if source and a_text(one.raw.get("id")):
            by_id[a_text(one.raw.get("id"))] = source
    sources: dict[str, list[_Annotation]] = {}
    for one in found:
        first = one.targets[0] if one.targets else {}
        named = by_id.get(a_text(first.get("id"))) or _source(one, first)
        sources.setdefault(named, []).append(one)
    return sources or {f"{path.stem}.txt": []}


def _selectors(target: _Raw) -> list[_Raw]:
    """The selectors of a target, also those that refine others."""
    found: list[_Raw] = []
    for part in _parts(target):
        selector = part.get("selector")
        waiting = dicts(selector) if isinstance(selector, list) else [a_dict(selector)]
        for _ in range(_DEEPEST):
            found += [x for x in waiting if x]
            waiting = [a_dict(x.get("refinedBy")) for x in waiting if x.get("refinedBy")]
    return found


def _records(
    path: Path, text_path: Path | str, found: list[_Annotation], creator: str, say: Said
) -> Iterator[Found]:
    if isinstance(text_path, str):
        say(f"the text {text_path or '(no source)'} is not beside these annotations: "
            f"{len(found):,} are left out")  # fmt: skip
        return
    text, notices = text_beside(text_path, path)
    if not usable(text, say):
        return
    by_creator: dict[str, list[_Annotation]] = {}
    for one in found:
        by_creator.setdefault(one.creator, []).append(one)
    for who, some in (by_creator or {creator: []}).items():
        gathering = Gathering(text, say, _ORIGIN)
        labels, comments = _gather(gathering, some)
        yield Record(
            text_path.stem,
            text,
            source=text_path.name,
            annotator=who,
            status="done",
            spans=gathering.spans(),
            relations=gathering.relations(),
            labels=gathering.labels(labels),
            comments=comments,
            notices=(*notices, *gathering.notices),
        )


def _text_path(path: Path, source: str, *, only: bool) -> Path | None:
    """The text that a source names, if it lies beside the annotations."""
    try:
        name = unquote(urlsplit(source).path).replace("\\", "/").rpartition("/")[2]
        named = path.with_name(name) if name and "\0" not in name else None
        own = path.with_suffix(".txt") if only else None
        for one in (named, own):
            if one is not None and one != path and one.is_file():
                return one
    except (ValueError, OSError):
        return None
    return None


def _gather(
    gathering: Gathering, found: Sequence[_Annotation]
) -> tuple[list[str], tuple[Comment, ...]]:
    """Spans and relations to the gathering; labels and comments of the whole text."""
    labels: list[str] = []
    comments: list[str] = []
    for one in found:
        placed = [x for x in one.targets if _selectors(x)]
        for target in placed:
            _add_span(gathering, one, target)
        if placed:
            continue
        ends = [*one.ids, *one.bodies.links]
        if len(ends) > 1:
            label = (one.bodies.labels or ["linking"])[0]
            for tail in ends[1:]:
                gathering.relation(
                    label, ends[0], tail,
                    note="\n".join(one.bodies.notes), attributes=one.bodies.attributes,
                )  # fmt: skip
        else:
            labels += one.bodies.labels
            comments += one.bodies.notes
    return labels, tuple(Comment(new_id(), x, "") for x in comments)


def _add_span(gathering: Gathering, one: _Annotation, target: _Raw) -> None:
    ranges: list[Range] = []
    exact = ""
    for part in _parts(target):
        selectors = _selectors(part)
        quote = next((x for x in selectors if isinstance(x.get("exact"), str)), {})
        exact = a_text(quote.get("exact"))
        place = next((x for x in selectors if an_int(x.get("start")) is not None), None)
        if place is not None:
            start, end = an_int(place.get("start")), an_int(place.get("end"))
            ranges.append((start or 0, -1 if end is None else end))
        elif (found := _quoted(gathering, quote)) is not None:
            ranges.append(found)
        else:
            return
    ranges.sort()
    bodies = one.bodies
    id = a_text(one.raw.get("id"))
    for number, label in enumerate(bodies.labels or [a_text(one.raw.get("motivation")) or "mark"]):
        gathering.span(
            id if number == 0 else (id, number),
            label,
            ranges[0][0],
            ranges[-1][1],
            surface=exact or None,
            fragments=ranges if len(ranges) > 1 else (),
            note="\n".join(bodies.notes),
            kb_id=bodies.kb_id,
            attributes=bodies.attributes,
        )


def _quoted(gathering: Gathering, quote: _Raw) -> Range | None:
    """Where a quote stands, if there is one place for it. What is odd is told."""
    exact, text = a_text(quote.get("exact")), gathering.text
    prefix, suffix = a_text(quote.get("prefix")), a_text(quote.get("suffix"))
    if not exact:
        gathering.say("an annotation has neither position nor quote: left out")
        return None
    pattern = re.compile(f"(?<={re.escape(prefix)}){re.escape(exact)}(?={re.escape(suffix)})")
    found = [x.span() for x, _ in zip(pattern.finditer(text), range(_MOST_PLACES), strict=False)]
    if len(found) != 1:
        many = "more than once" if found else "nowhere"
        gathering.say(f"the quote “{exact[:40]}” stands {many} in the text: left out")
        return None
    return found[0]


def belongs(path: Path) -> Iterable[Path]:
    """The text of the same name is read along."""
    return (path.with_suffix(".txt"),) if path.suffix.lower() == ".jsonld" else ()
