"""Label Studio's labelling configuration: the label scheme as XML.

<View>
  <Labels name="label" toName="text"><Label value="PERSON" background="#1f77b4"/></Labels>
  <Relations><Relation value="meets"/></Relations>
  <Choices name="document" toName="text" choice="multiple"><Choice value="World"/></Choices>
  <Text name="text" value="$text"/>
</View>
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from annotator.errors import InputError
from annotator.formats.safe_xml import parsed
from annotator.scheme import Label, LabelKind, Scheme

_ENDING = ".config.xml"
_NAMES = ("config.xml", "label_config.xml", "labeling_config.xml")
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_KINDS: dict[str, LabelKind] = {
    "Labels/Label": "span",
    "HyperTextLabels/Label": "span",
    "Relations/Relation": "relation",
    "Choices/Choice": "document",
}


@dataclass(frozen=True, slots=True)
class Config:
    """The labels, and the field of a task that holds the text."""

    scheme: Scheme
    field: str = "text"


def beside(scheme: Scheme) -> Mapping[str, bytes]:
    """The configuration that shows what was exported."""
    view = Element("View")
    _group(view, "Labels", "Label", scheme, "span", {"name": "label", "toName": "text"})
    _group(view, "Relations", "Relation", scheme, "relation", {})
    if scheme.of("document"):
        settings = {"name": "document", "toName": "text", "choice": "multiple"}
        _group(view, "Choices", "Choice", scheme, "document", settings)
    SubElement(view, "Text", {"name": "text", "value": "$text"})
    indent(view)
    return {_ENDING: tostring(view, encoding="utf-8") + b"\n"}


def _group(
    view: Element, tag: str, inner: str, scheme: Scheme, kind: LabelKind, settings: dict[str, str]
) -> None:
    group = SubElement(view, tag, settings)
    for label in scheme.of(kind):
        found = {"value": label.id}
        if kind == "span" and _COLOUR.fullmatch(label.colour):
            found["background"] = label.colour
        SubElement(group, inner, found)


def config_file(path: Path) -> Path | None:
    """The configuration that lies beside a file of tasks."""
    stem = path.name.removesuffix(path.suffix)
    for name in (f"{stem}{_ENDING}", *_NAMES):
        there = path.with_name(name)
        if there.is_file() and there != path:
            return there
    return None


def config_of(path: Path) -> Config | None:
    """The configuration beside a file of tasks, if there is one."""
    there = config_file(path)
    return config_of_file(there) if there is not None else None


def config_of_file(path: Path) -> Config:
    """What a configuration declares. Raises InputError if it cannot be read."""
    root = parsed(path)
    if root.tag != "View":
        raise InputError(
            "This is no labelling configuration of Label Studio", str(path), "Choose another file."
        )
    labels: dict[tuple[LabelKind, str], Label] = {}
    for parent in root.iter():
        if parent.tag == "Choices" and (parent.get("perRegion") or "").lower() == "true":
            continue
        for child in parent:
            kind = _KINDS.get(f"{parent.tag}/{child.tag}")
            id = (child.get("alias") or child.get("value") or "").strip()
            if kind is not None and id:
                name = (child.get("value") or "").strip()
                colour = child.get("background") or ""
                colour = colour if _COLOUR.fullmatch(colour) else ""
                label = Label(id, kind, name="" if name == id else name, colour=colour)
                labels.setdefault((kind, id), label)
    shown = next((x.get("value") or "" for x in root.iter() if x.tag in ("Text", "HyperText")), "")
    return Config(Scheme(tuple(labels.values())), shown.removeprefix("$") or "text")
