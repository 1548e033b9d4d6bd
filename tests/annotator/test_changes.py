from hypothesis import given
from hypothesis import strategies as st

from annotator.changes import (
    Change,
    Edit,
    changes_from_json,
    changes_to_json,
    inverted,
    undoing,
)
from annotator.model import (
    STATUSES,
    Comment,
    DocumentLabel,
    Item,
    LayerStatus,
    Rejection,
    Relation,
    Span,
)

WORDS = st.text(max_size=8)
NUMBERS = st.integers(0, 500)
RANGES = st.lists(st.tuples(NUMBERS, NUMBERS), max_size=3).map(tuple)
SCORES = st.none() | st.floats(0, 1)
NAMES = st.dictionaries(WORDS, WORDS, max_size=2)
GROUPS: tuple[st.SearchStrategy[Item], ...] = (
    st.builds(Span, WORDS, NUMBERS, NUMBERS, WORDS, WORDS, SCORES, WORDS, WORDS, NAMES, RANGES),
    st.builds(Relation, WORDS, WORDS, WORDS, WORDS, WORDS, SCORES, WORDS, NAMES),
    st.builds(Rejection, WORDS, WORDS, RANGES, RANGES, WORDS),
    st.builds(DocumentLabel, WORDS, WORDS, WORDS),
    st.builds(LayerStatus, WORDS, st.sampled_from(STATUSES)),
    st.builds(Comment, WORDS, WORDS, WORDS, WORDS),
)


@st.composite
def changes(draw: st.DrawFn) -> Change:
    group = draw(st.sampled_from(GROUPS))
    before, after = draw(
        st.one_of(st.tuples(group, group), st.tuples(st.none(), group), st.tuples(group, st.none()))
    )
    return Change(draw(WORDS), draw(WORDS), before, after)


LISTS = st.lists(changes(), min_size=1, max_size=4).map(tuple)


@given(LISTS)
def test_the_journal_reads_back_what_it_wrote(made: tuple[Change, ...]) -> None:
    assert changes_from_json(changes_to_json(made)) == made


@given(changes())
def test_taking_back_twice_changes_nothing(change: Change) -> None:
    assert inverted(inverted(change)) == change
    assert inverted(change).kind == change.kind


@given(LISTS)
def test_an_edit_is_undone_from_its_end(made: tuple[Change, ...]) -> None:
    edit = Edit("e", "Add", made)
    assert undoing(edit) == tuple(inverted(change) for change in made[::-1])
    assert undoing(Edit("e", "Add", undoing(edit))) == made


def test_a_change_speaks_of_the_side_that_exists() -> None:
    old, new = Span("s", 0, 3, "PERSON"), Span("s", 0, 3, "ORG")
    assert Change("d", "a", old, new).item is new
    assert Change("d", "a", old, None).item is old
    assert Change("d", "a", None, LayerStatus("l", "done")).kind == "status"
