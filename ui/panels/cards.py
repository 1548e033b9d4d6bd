"""What the panels show: plain values that the window fills in."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LabelCard:
    """A label as a row or chip; `position` in the scheme picks the colour when none is named.

    A label that may not be chosen now has `reason`.
    """

    id: str
    chip: str
    name: str = ""
    key: str = ""
    colour: str = ""
    position: int = 0
    count: int | None = None
    reason: str = ""

    @property
    def enabled(self) -> bool:
        """Whether the label may be chosen."""
        return not self.reason


@dataclass(frozen=True, slots=True)
class AttributeCard:
    """A property of an item; with `values`, those that the scheme offers."""

    name: str
    value: str = ""
    values: tuple[str, ...] = ()
    description: str = ""


@dataclass(frozen=True, slots=True)
class SpanCard:
    """The current span: `origin` names who made it ("news-en 1.2", "Ana Novak"), `verdict` what
    became of it ("accepted", "corrected", "by hand"), `place` is "12 of 34"."""

    id: str
    text: str
    label: LabelCard
    origin: str = ""
    verdict: str = ""
    score: float | None = None
    kb_id: str = ""
    kb_name: str = ""
    note: str = ""
    place: str = ""
    suggested: bool = False
    editable: bool = True
    attributes: tuple[AttributeCard, ...] = ()


@dataclass(frozen=True, slots=True)
class RelationItemCard:
    """The current relation: its label's name, and both ends with their labels."""

    id: str
    name: str
    head: str
    head_label: LabelCard
    tail: str
    tail_label: LabelCard
    symmetric: bool = False
    origin: str = ""
    verdict: str = ""
    score: float | None = None
    note: str = ""
    suggested: bool = False
    editable: bool = True
    attributes: tuple[AttributeCard, ...] = ()


@dataclass(frozen=True, slots=True)
class CommentCard:
    """A comment: who wrote it and when, in words; `about` quotes the span that it is on."""

    id: str
    text: str
    who: str
    when: str
    about: str = ""
    span: str = ""
    mine: bool = False


@dataclass(frozen=True, slots=True)
class RelationCard:
    """A relation seen from the current span; `text` and `label` are the other span's."""

    id: str
    name: str
    text: str
    label: LabelCard
    outgoing: bool = True
    suggested: bool = False


@dataclass(frozen=True, slots=True)
class GuidelineCard:
    """The guideline of a label; `text` is Markdown."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class DocumentLabelCard:
    """A label on the whole document, and whether it is set."""

    id: str
    name: str
    on: bool = False
