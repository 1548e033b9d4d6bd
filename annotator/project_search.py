"""Running a query over the project: hits with their surroundings, in the order of documents."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Literal

from annotator.model import Annotator
from annotator.query import OF_SPANS, Query, Term
from annotator.scheme import LabelKind, Scheme
from annotator.store.project import Project
from annotator.store.querying import Conditions, Place, documents, places, texts_of
from annotator.text.matching import Wanted, find, found_in
from annotator.text.surroundings import surroundings

LIMIT = 1000  # hits
PER_DOCUMENT = 50  # hits of a text in one document

FoundKind = Literal["text", "span", "relation", "document"]


@dataclass(frozen=True, slots=True)
class Found:
    """A hit: a stretch of text, a span, a relation (at its head), or a document as a whole (an
    empty range). `item` is the id of the span or relation, `who` its annotator's name."""

    kind: FoundKind
    document: str
    name: str
    start: int
    end: int
    text: str = ""
    before: str = ""
    after: str = ""
    label: str = ""
    item: str = ""
    who: str = ""


@dataclass(frozen=True, slots=True)
class Results:
    """What was found; `more` if the search ended at its limit."""

    hits: tuple[Found, ...] = ()
    more: bool = False


def run(
    project: Project,
    who: Annotator,
    query: Query,
    limit: int = LIMIT,
    cancelled: Callable[[], bool] = lambda: False,
) -> Results:
    """Search as `who`, whose labels and statuses are meant unless the query names another
    annotator. Models' suggestions are found only under the model's name."""
    if not query.terms:
        return Results()
    search = _Search(project, who, query)
    found: list[Found] = []
    for hit in search.hits():
        if cancelled() or len(found) >= limit:
            return Results(tuple(found), more=len(found) >= limit)
        found.append(hit)
    return Results(tuple(found))


class _Search:
    def __init__(self, project: Project, who: Annotator, query: Query) -> None:
        self.project, self.query = project, query
        people = self._annotators(who)
        self.names = {person.id: person.name for person in people}
        self.about_spans = bool(query.of(*OF_SPANS, negated=False))
        self.texts = [_wanted(term) for term in query.of("text", negated=False)]
        self.conditions = Conditions(
            annotators=tuple(self.names),
            text=tuple((x.values[0], x.exact, x.negated) for x in query.of("text")),
            name=_pairs(query.of("name")),
            status=_pairs(query.of("status")),
            comment=_pairs(query.of("comment")),
            labels=tuple((self._ids(term), term.negated) for term in query.of("label")),
            note=_pairs(query.of("note")),
            kb=_pairs(query.of("kb")),
            origin=_pairs(query.of("origin")),
        )

    def _annotators(self, who: Annotator) -> list[Annotator]:
        named = {name.lower() for term in self.query.of("annotator") for name in term.values}
        everybody = [who, *(x for x in self.project.annotators() if x.id != who.id)]
        if not named:
            return [who]
        if "any" in named:
            return [x for x in everybody if x.kind != "model"]
        return [x for x in everybody if x.name.lower() in named]

    def _ids(self, term: Term) -> tuple[tuple[LabelKind, str], ...]:
        return label_ids(self.project.scheme, term.values)

    def hits(self) -> Iterator[Found]:
        """What the conditions leave, with the texts of their documents."""
        if not self.names:
            return
        if self.about_spans:
            yield from self._places()
        elif self.texts:
            for id, name, text in texts_of(self.project, documents(self.project, self.conditions)):
                yield from self._text_hits(id, name, text)
        else:
            for id, name in documents(self.project, self.conditions):
                yield Found("document", id, name, 0, 0)

    def _text_hits(self, id: str, name: str, text: str) -> Iterator[Found]:
        """Only where all the texts are."""
        if all(found_in(wanted, text) for wanted in self.texts):
            ranges = sorted({place for wanted in self.texts for place in find(wanted, text)})
            for start, end in islice(ranges, PER_DOCUMENT):
                before, after = surroundings(text, start, end)
                yield Found("text", id, name, start, end, text[start:end], before, after)

    def _places(self) -> Iterator[Found]:
        spoken = [_contained(term) for term in self.query.of("span")]
        for place, text in places(self.project, self.conditions):
            quoted = text[place.start : place.end]
            if not all(
                any(found_in(wanted, quoted) for wanted in choice) is not negated
                for choice, negated in spoken
            ):
                continue
            if self.texts and not _touched(self.texts, place, text):
                continue
            yield self._found(place, text, quoted)

    def _found(self, place: Place, text: str, quoted: str) -> Found:
        before, after = surroundings(text, place.start, place.end)
        return Found(
            place.kind,
            place.document,
            place.name,
            place.start,
            place.end,
            quoted,
            before if quoted else "",
            after if quoted else "",
            place.label,
            place.item,
            self.names.get(place.annotator, ""),
        )


def label_ids(scheme: Scheme, names: Iterable[str]) -> tuple[tuple[LabelKind, str], ...]:
    """The labels that a person may mean: by id, chip or title, in either case."""
    wanted = {name.lower() for name in names}
    return tuple(
        (label.kind, label.id)
        for label in scheme.labels
        if wanted & {label.id.lower(), label.chip.lower(), label.title.lower()}
    )


def _wanted(term: Term) -> Wanted:
    """A word that begins so, or exactly these words."""
    text = term.values[0]
    if term.exact:
        return Wanted(text, whole=True)
    return Wanted(text)


def _contained(term: Term) -> tuple[tuple[Wanted, ...], bool]:
    return tuple(Wanted(value, whole=term.exact) for value in term.values), term.negated


def _touched(texts: Iterable[Wanted], place: Place, text: str) -> bool:
    """Whether each text stands in the place or overlaps it."""
    return all(
        any(start < place.end and end > place.start for start, end in find(wanted, text))
        for wanted in texts
    )


def _pairs(terms: Iterable[Term]) -> tuple[tuple[tuple[str, ...], bool], ...]:
    return tuple((term.values, term.negated) for term in terms)
