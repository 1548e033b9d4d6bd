"""The index never hides a text that holds a match."""

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.model import make_document
from annotator.store.project import Project
from annotator.store.searching import candidates, index_phrase, texts
from annotator.text.matching import Wanted, found_in
from tests.support.documents import SCHEME

PIECES = st.sampled_from(
    ["Kim", "kím", "Jong", "ÅNG", "A\u030angström", "straße", "İzmir", "ſ", "Kelvin K", "co-op",
     "U.S.", "北京", "हिन्दी", "1²", "a_b", "naïve", "Ö", "½", "'s", "fi", "ﬁ", "Ǆ", "ᾳ", "\ue000"]
)  # fmt: skip
TEXT = st.lists(PIECES | st.sampled_from([" ", "\n", "-", "“", "\u00a0", "\u200b"])).map("".join)


@given(st.lists(TEXT, min_size=1, max_size=5), st.data(), st.booleans(), st.booleans())
@settings(max_examples=60, deadline=None)
def test_every_text_with_a_match_is_read(
    contents: list[str], data: st.DataObject, case: bool, accents: bool
) -> None:
    joined = "".join(contents)
    start = data.draw(st.integers(0, len(joined)))
    word = joined[start : start + data.draw(st.integers(1, 9))] or "Kim"
    wanted = Wanted(word, case=case, accents=accents, whole=True)
    with TemporaryDirectory() as folder, Project.create(Path(folder) / "p.annodb", SCHEME) as p:
        p.add_documents(make_document(f"{i}", text or ".", id=f"{i}")
                        for i, text in enumerate(contents))  # fmt: skip
        read = {id for id, _, _ in texts(p, wanted)}
        matching = {f"{i}" for i, text in enumerate(contents) if found_in(wanted, text)}
        assert matching <= read


def test_the_index_spares_reading(tmp_path: Path) -> None:
    with Project.create(tmp_path / "p.annodb", SCHEME) as project:
        project.add_documents(
            make_document(f"{i}", "Kim left." if i % 10 == 0 else "Nobody left.", id=f"{i}")
            for i in range(50)
        )
        assert candidates(project, Wanted("kim", whole=True)) == 5
        assert candidates(project, Wanted("kim")) == 50
        assert [id for id, _, _ in texts(project, Wanted("kim", whole=True), ["10", "11"])] == [
            "10"
        ]
    assert index_phrase(Wanted("北京", whole=True)) == ""
    assert index_phrase(Wanted("k.m", pattern=True, whole=True)) == ""
