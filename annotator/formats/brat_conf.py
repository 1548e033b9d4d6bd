"""brat's `annotation.conf`: the label scheme of a folder.

    [entities]
    PERSON

    [relations]
    meets	Arg1:PERSON, Arg2:PERSON, <REL-TYPE>:symmetric

    [events]
    visit	Who:PERSON, Whom?:<ENTITY>

    [attributes]
    Sure	Arg:<ANY>, Value:high|low

Indented types are kinds of the one above, and `!` marks those that are no labels. Roles of events
become relation labels that go from the event's label.
"""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from annotator.formats.decoding import decode
from annotator.formats.opening import whole
from annotator.scheme import Label, LabelKind, Rule, Scheme

CONF = "annotation.conf"
_ANY = "<ENTITY>"
_UNSAFE = re.compile(r"[^A-Za-z0-9_:-]|_(?=u[0-9a-f]*_)")
_SPELLED = re.compile(r"_u([0-9a-f]{4,6})_")
_EMPTY = "_u_"
_SECTION = re.compile(r"\[(\w+)\]")
_MACRO = re.compile(r"(<[^>]+>)\s*=\s*(.*)")
_KINDS = ("entities", "relations", "events", "attributes")


def spelled(name: str, keep: str = "") -> str:
    """A name without what brat's names may not hold."""
    if not name:
        return _EMPTY
    safe = _UNSAFE.sub(_code, name)
    return safe if keep == ":" else safe.replace(":", "_u003a_")


def _code(match: re.Match[str]) -> str:
    return f"_u{ord(match[0]):04x}_"


def unspelled(name: str) -> str:
    """The inverse of `spelled`."""
    if name == _EMPTY:
        return ""
    return _SPELLED.sub(lambda x: chr(int(x[1], 16)) if _is_char(int(x[1], 16)) else x[0], name)


def _is_char(code: int) -> bool:
    return code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF


def written_conf(scheme: Scheme, attributes: Mapping[str, Iterable[str]]) -> str:
    """The scheme, and the attributes with their values as they were used."""
    lines = ["[entities]", *(spelled(x.id) for x in scheme.of("span")), "", "[relations]"]
    for label in scheme.of("relation"):
        ends = [(spelled(x.head), spelled(x.tail)) for x in scheme.rules if x.label == label.id]
        kinds = [x for x, said in (("symmetric", label.symmetric), ("transitive", label.transitive))
                 if said]  # fmt: skip
        more = f", <REL-TYPE>:{'-'.join(kinds)}" if kinds else ""
        for head, tail in ends or [(_ANY, _ANY)]:
            lines.append(f"{spelled(label.id)}\tArg1:{head}, Arg2:{tail}{more}")
    lines += ["", "[events]", "", "[attributes]"]
    for name, values in sorted(attributes.items()):
        said = sorted(spelled(x) for x in values if x != "true")
        lines.append(f"{spelled(name)}\tArg:<ANY>" + (f", Value:{'|'.join(said)}" if said else ""))
    return "\n".join(lines) + "\n"


def conf_of(path: Path) -> Scheme:
    """The scheme that a file declares. Raises InputError if it cannot be read."""
    text, _ = decode(whole(path), path)
    macros: dict[str, str] = {}
    rows: dict[str, list[tuple[str, str]]] = {x: [] for x in _KINDS}
    section = ""
    for line in text.splitlines():
        line = line.partition("#")[0].strip()
        found, macro = _SECTION.fullmatch(line), _MACRO.fullmatch(line)
        if found:
            section = found[1]
        elif macro:
            macros[macro[1]] = macro[2].strip()
        elif line and section in rows:
            name, _, about = line.replace("\t", " ").partition(" ")
            rows[section].append((name, about.strip()))
    return _scheme(rows, macros)


def _scheme(rows: Mapping[str, list[tuple[str, str]]], macros: Mapping[str, str]) -> Scheme:
    entities = [unspelled(name) for name, _ in rows["entities"] if not name.startswith("!")]
    events = [unspelled(name) for name, _ in rows["events"] if not name.startswith("!")]
    labels: dict[tuple[LabelKind, str], Label] = {}
    for id in (*entities, *events):
        labels.setdefault(("span", id), Label(id))
    groups = {_ANY: entities, "<EVENT>": events, "<ANY>": [*entities, *events]}
    rules: dict[Rule, None] = {}
    for name, about in rows["relations"]:
        _add_relation(unspelled(name), _arguments(about, macros), groups, labels, rules)
    for name, about in rows["events"]:
        for role, kinds in _arguments(about, macros).items():
            labels.setdefault(("relation", role), Label(role, "relation"))
            for tail in _types(kinds, groups):
                if not name.startswith("!") and ("span", tail) in labels:
                    rules[Rule(role, unspelled(name), tail)] = None
    return Scheme(tuple(labels.values()), tuple(rules))


def _add_relation(
    name: str,
    arguments: dict[str, str],
    groups: Mapping[str, list[str]],
    labels: dict[tuple[LabelKind, str], Label],
    rules: dict[Rule, None],
) -> None:
    if name.startswith("!") or not name:
        return
    about = arguments.pop("<REL-TYPE>", "")
    label = Label(
        name, "relation", symmetric="symmetric" in about, transitive="transitive" in about
    )
    labels.setdefault(("relation", name), label)
    ends = list(arguments.values())[:2]
    if len(ends) < 2 or ends == [_ANY, _ANY]:
        return
    for head in _types(ends[0], groups):
        for tail in _types(ends[1], groups):
            if ("span", head) in labels and ("span", tail) in labels:
                rules[Rule(name, head, tail)] = None


def _arguments(about: str, macros: Mapping[str, str]) -> dict[str, str]:
    """The role and the types of each argument; how often it may stand is left off."""
    for macro, value in macros.items():
        about = about.replace(macro, value)
    found: dict[str, str] = {}
    for part in about.split(","):
        role, sign, kinds = part.strip().partition(":")
        role = re.sub(r"[?*+]|\{[^}]*\}", "", role)
        if sign and role:
            found[role] = kinds.strip()
    return found


def _types(kinds: str, groups: Mapping[str, list[str]]) -> list[str]:
    return [x for kind in kinds.split("|") for x in groups.get(kind, [unspelled(kind.strip())])]
