"""The simulated annotator of the benchmark: it ends with the truth, and counts what it pressed."""

from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.memory.memory import Memory
from annotator.model import Span, make_document, new_id
from annotator.session import Session
from annotator.store.project import Project
from tests.support.documents import SCHEME
from tests.support.simulation import Cost, Simulated

TEXT = "Ada Lovelace met Kim Novak in Oslo on Monday and Kim flew to Lagos"
WORDS = TEXT.split()
STARTS = [len(" ".join(WORDS[:n])) + bool(n) for n in range(len(WORDS))]
PLACES = st.tuples(st.integers(0, len(WORDS) - 1), st.integers(1, 3)).map(
    lambda x: (STARTS[x[0]], STARTS[min(len(WORDS), x[0] + x[1]) - 1]
               + len(WORDS[min(len(WORDS), x[0] + x[1]) - 1]))
)  # fmt: skip
SPANS = st.dictionaries(PLACES, st.sampled_from(["PERSON", "GPE", "DATE"]), max_size=6).map(
    lambda found: {(start, end, label) for (start, end), label in found.items()}
)


def _work(path, gold, offered, memory: bool = False) -> tuple[Cost, set]:
    with Project.create(path, SCHEME) as project:
        project.add_documents([make_document("one", TEXT, id="d")])
        spans = [Span(new_id(), *x, "news@1.0", 0.9) for x in sorted(offered)]
        project.set_suggestions("d", project.annotator("news@1.0", "model"), spans, [])
        session = Session(project, "ana")
        if memory:
            session.remember(Memory())
        cost = Simulated(session).annotate("d", gold)
        own = session.current.own
        assert own.status == "done"
        assert not session.current.suggestions.spans
        return cost, {(s.start, s.end, s.label) for s in own.spans.values()}


@settings(max_examples=25)
@given(SPANS, SPANS, st.booleans())
def test_it_ends_with_the_truth_whatever_was_suggested(tmp_path_factory, gold, offered, memory):
    path = tmp_path_factory.mktemp("work") / "p.annodb"
    cost, found = _work(path, gold, offered, memory)
    assert found == gold
    assert (cost.gold, cost.right) == (len(gold), len(gold & offered))


def test_what_each_act_costs(tmp_path):
    ada, kim, oslo = (0, 12, "PERSON"), (17, 26, "PERSON"), (30, 34, "GPE")
    for number, (gold, offered, keys) in enumerate((
        ({ada}, {ada}, 1),  # accepted
        ({ada}, {(0, 12, "GPE")}, 1),  # relabelled
        (set(), {ada}, 1),  # rejected
        ({ada}, set(), 3),  # two tokens selected, and a label
        ({ada, kim, oslo}, {kim}, 3 + 1 + 2),
        ({kim}, {(17, 20, "PERSON")}, 2),  # an edge moved, and Tab
    )):  # fmt: skip
        cost, found = _work(tmp_path / f"{number}.annodb", gold, offered)
        assert (found, cost.keys) == (gold, keys), number
