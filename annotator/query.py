"""The small language of the search over a project.

    kim                   texts with a word that begins so; several words: all of them
    "Kim Jong-un"         exactly these words
    label:PERSON,ORG      spans, relations and documents with one of these labels
    span:kim              labelled text that contains this
    text:kim              the same as kim alone
    note: kb: origin:     parts of a note, of a knowledge-base id, of an origin
    comment:              part of a comment on the document
    name:                 part of the document's name
    status:done           new, begun ("in progress"), done or skipped
    annotator:ana         whose labels and status; any: everybody's. Else one's own
    -label:DATE           not

Terms are joined by "and"; terms about a label, its text, note, kb and origin are about the same
span, and a text searched together with them has to stand in it.
"""

import re
from dataclasses import dataclass
from typing import Literal

from annotator.errors import PatternRefused

Field = Literal[
    "text", "label", "span", "note", "kb", "origin", "comment", "name", "status", "annotator"
]
FIELDS: tuple[Field, ...] = (
    "text", "label", "span", "note", "kb", "origin", "comment", "name", "status", "annotator"
)  # fmt: skip
OF_SPANS: tuple[Field, ...] = ("label", "span", "note", "kb", "origin")
_STATUSES = {
    "new": "new",
    "begun": "in progress",
    "open": "in progress",
    "progress": "in progress",
    "in progress": "in progress",
    "done": "done",
    "skipped": "skipped",
}
_TERM = re.compile(
    r"""(?P<no>-)?(?:(?P<field>[^\W\d_]+):)?(?:"(?P<quoted>[^"]*)"?|(?P<bare>[^\s"]+))|(?P<odd>\S)"""
)


@dataclass(frozen=True, slots=True)
class Term:
    """One condition: `field` has one of the `values`. `exact`: whole words as written."""

    field: Field
    values: tuple[str, ...]
    negated: bool = False
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """All terms have to hold."""

    terms: tuple[Term, ...] = ()

    def of(self, *fields: Field, negated: bool | None = None) -> tuple[Term, ...]:
        """The terms about some fields."""
        return tuple(
            term
            for term in self.terms
            if term.field in fields and (negated is None or term.negated is negated)
        )


def parse(text: str) -> Query:
    """The query that a person typed; empty for white space.

    Raises PatternRefused for a field or a status that there is not.
    """
    terms = []
    for match in _TERM.finditer(text):
        if match["odd"] or not (match["quoted"] or match["bare"] or "").strip(","):
            continue
        terms.append(_term(match))
    return Query(tuple(terms))


def _term(match: re.Match[str]) -> Term:
    name, quoted = (match["field"] or "text").lower(), match["quoted"] is not None
    if name not in FIELDS:
        raise PatternRefused(
            f"There is no field “{name}”", do=f"Fields are {', '.join(FIELDS)}. Quote plain text."
        )
    field: Field = name
    value = match["quoted"] if quoted else match["bare"]
    values = (value,) if quoted or field == "text" else tuple(x for x in value.split(",") if x)
    if field == "status":
        values = tuple(_status(value) for value in values)
    return Term(field, values, bool(match["no"]), quoted)


def _status(value: str) -> str:
    found = _STATUSES.get(value.lower())
    if found is None:
        raise PatternRefused(
            f"There is no status “{value}”", do="Statuses are new, begun, done and skipped."
        )
    return found
