from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.errors import SchemeError
from annotator.scheme import Attribute, Label, Rule, Scheme, checked
from annotator.schemes import load_scheme, scheme_to_toml, starters

NAMES = ("blank", "conll-4", "news", "ontonotes-18", "relations-news")
IDS = st.text("ABCäß_", min_size=1, max_size=5)
PROSE = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]) | st.just("\n"), max_size=40
)


def test_the_starters_are_there() -> None:
    assert tuple(starters()) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_starter_is_complete(name: str) -> None:
    scheme = load_scheme(name)
    assert scheme.name
    assert scheme.of("span")
    for label in scheme.labels:
        assert label.name
        assert label.key
        assert label.description or label.kind == "document" or name == "blank"


@pytest.mark.parametrize("name", NAMES)
def test_a_starter_survives_being_written(name: str, tmp_path: Path) -> None:
    scheme = load_scheme(name)
    file = tmp_path / "own.toml"
    file.write_text(scheme_to_toml(scheme), encoding="utf-8")
    assert load_scheme(str(file)) == scheme


@st.composite
def schemes(draw: st.DrawFn) -> Scheme:
    spans = [
        Label(id, "span", description=draw(PROSE)) for id in sorted(draw(st.sets(IDS, min_size=1)))
    ]
    names = sorted(draw(st.sets(IDS, max_size=3)))
    joints = [Label(x, "relation", symmetric=draw(st.booleans())) for x in names]
    pairs = st.tuples(*[st.sampled_from(x or spans) for x in (joints, spans, spans)])
    found = draw(st.sets(pairs)) if joints else ()
    rules = [Rule(joint.id, head.id, tail.id) for joint, head, tail in found]
    ordered = sorted(rules, key=lambda rule: names.index(rule.label))
    return checked(Scheme((*spans, *joints), tuple(ordered), draw(PROSE), "own"))


@given(schemes())
def test_any_scheme_reads_back_as_it_was_written(
    tmp_path_factory: pytest.TempPathFactory, scheme: Scheme
) -> None:
    file = tmp_path_factory.getbasetemp() / "any.toml"
    file.write_text(scheme_to_toml(scheme), encoding="utf-8", newline="")
    assert load_scheme(str(file)) == scheme


def test_the_news_labels_are_those_of_the_embedded_pipeline() -> None:
    from annotator.suggest.pipelines import NEWS_LABELS

    assert {label.id for label in load_scheme("news").of("span")} == set(NEWS_LABELS)


def test_news_relations_join_what_they_should() -> None:
    news = load_scheme("news")
    assert news.allows("visits", "PERSON", "GPE")
    assert not news.allows("visits", "GPE", "PERSON")
    assert news.allows("acquires", "ORG", "ORG")
    assert news.allows("meets", "ORG", "PERSON")
    assert {x.title for x in news.of("relation")} >= {
        *("works for", "leads", "located in", "visits", "meets"),
        *("member of", "born in", "acquires", "part of", "when"),
    }


def test_coreference_joins_equals_in_either_direction() -> None:
    scheme = load_scheme("relations-news")
    same = scheme.get("relation", "same_as")
    assert same is not None
    assert same.symmetric
    assert same.transitive
    assert scheme.allows("same_as", "PERSON", "PERSON")
    assert not scheme.allows("same_as", "PERSON", "GPE")


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("[[span]\n", "no TOML file"),
        ("span = 3", "cannot be read"),
        ("[[span]]\nname = 'x'", "cannot be read"),
        ("[[span]]\nid = 'A'\ncolor = 'red'", "unknown field `color`"),
        ("[[spans]]\nid = 'A'", "spans"),
        ("[[span]]\nid = 'A'\nsymmetric = 'yes'", "cannot be read"),
        ("[[span]]\nid = 'A'\n[[span]]\nid = 'A'", "twice"),
        ("[[span]]\nid = 'A'\npairs = [['A', 'A']]", "pairs"),
        ("[[relation]]\nid = 'r'\npairs = [['A', 'B']]", "no label"),
        ("[[relation]]\nid = 'r'\npairs = [['A']]", "cannot be read"),
        ("name = ''", "has no labels"),
    ],
)
def test_a_broken_scheme_says_what_and_where(text: str, what: str, tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(SchemeError, match=what) as caught:
        load_scheme(str(file))
    assert "own" in caught.value.where
    assert caught.value.do


def test_a_scheme_that_is_not_there_names_those_that_are(tmp_path: Path) -> None:
    with pytest.raises(SchemeError, match="conll-4"):
        load_scheme("newz")
    with pytest.raises(SchemeError):
        load_scheme(str(tmp_path))


def test_attributes_survive_a_file(tmp_path: Path) -> None:
    labels = (Label("A", key="1", attributes=(Attribute("sure", ("yes", "no")), Attribute("x"))),)
    file = tmp_path / "s.toml"
    file.write_text(scheme_to_toml(Scheme(labels, name="s")), encoding="utf-8")
    assert load_scheme(str(file)) == Scheme(labels)
