"""Documents with finished layers, for the measures of agreement."""

from collections.abc import Mapping, Sequence

from hypothesis import strategies as st

from annotator.model import Relation, Span
from annotator.review.agreement.documents import Labelled, Marked
from annotator.text.tokens import Tokens

LENGTH = 24
WORDS = Tokens((start, start + 3) for start in range(0, LENGTH, 4))
LABELS = ("PER", "ORG", "LOC")


def span(start: int, end: int, label: str = "PER", id: str = "") -> Span:
    """A span whose id tells its place unless one is given."""
    return Span(id or f"{start}-{end}-{label}", start, end, label)


def layer(who: str, *spans: Span, relations: Sequence[Relation] = ()) -> Labelled:
    """Somebody's finished layer."""
    return Labelled(who, spans, tuple(relations))


def marked(id: str, *layers: Labelled, gold: Labelled | None = None) -> Marked:
    """A document of six words of three letters."""
    return Marked(id, f"article {id}", LENGTH, WORDS, layers, gold)


def rated(ratings: Mapping[str, Sequence[str]]) -> list[Marked]:
    """Tables of the literature: a rater's values, one a unit, "*" where there is none. Each
    unit is a document of one letter, and each value a label on it."""
    units = len(next(iter(ratings.values())))
    return [
        Marked(
            f"{unit:04}",
            "",
            1,
            Tokens([(0, 1)]),
            tuple(
                layer(who, span(0, 1, values[unit]))
                for who, values in ratings.items()
                if values[unit] != "*"
            ),
        )
        for unit in range(units)
    ]


_places = st.tuples(st.integers(0, LENGTH), st.integers(0, LENGTH)).map(sorted)


@st.composite
def _spans(draw: st.DrawFn) -> tuple[Span, ...]:
    found: dict[object, Span] = {}
    for start, end in draw(st.lists(_places, max_size=5)):
        if start == end:
            continue
        label = draw(st.sampled_from(LABELS))
        pieces = ((start, start + 1), (end - 1, end)) if draw(st.booleans()) else ()
        fragments = pieces if end - start > 2 else ()
        made = Span(f"s{len(found)}", start, end, label, fragments=fragments)
        found.setdefault(made.key, made)
    return tuple(found.values())


@st.composite
def labelled(draw: st.DrawFn, who: str) -> Labelled:
    """A layer with nested, stacked and discontinuous spans, and relations."""
    spans = draw(_spans())
    pairs = [(one.id, two.id) for one in spans for two in spans if one is not two]
    chosen = draw(st.lists(st.sampled_from(pairs), unique=True, max_size=3)) if pairs else []
    names = st.sampled_from(("visits", "meets"))
    relations = tuple(Relation(f"r{n}", draw(names), *pair) for n, pair in enumerate(chosen))
    return Labelled(who, spans, relations)


@st.composite
def corpora(draw: st.DrawFn, people: Sequence[str] = ("ana", "ben", "chloe")) -> list[Marked]:
    """Some documents that some of the people have finished, some with gold."""
    found = []
    for number in range(draw(st.integers(1, 3))):
        there = [who for who in people if draw(st.booleans())] or [people[0]]
        layers = tuple(draw(labelled(who)) for who in there)
        gold = draw(st.none() | labelled("gold"))
        found.append(Marked(f"d{number}", f"article {number}", LENGTH, WORDS, layers, gold))
    return found
