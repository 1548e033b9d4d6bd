from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator import settings
from annotator.errors import InputError, OutputError
from annotator.paths import user_settings
from annotator.settings import Settings

pytestmark = pytest.mark.usefixtures("home")

WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=20)
ANY = st.builds(
    Settings,
    annotator_name=WORDS,
    theme=st.sampled_from(["system", "light", "dark"]),
    zoom=st.floats(0.5, 4),
    reading_font=WORDS,
    column=st.integers(320, 1600),
    suggestion_threshold=st.floats(0, 1),
    show_key_strip=st.booleans(),
    pipeline=WORDS,
    recent_projects=st.lists(WORDS, max_size=4).map(tuple),
    keys=st.dictionaries(WORDS, WORDS, max_size=3),
)


@pytest.fixture(scope="module")
def module_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("settings")


@given(ANY)
def test_what_is_saved_is_loaded(module_home: Path, chosen: Settings) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CONFIG_HOME", str(module_home))
        settings.save(chosen)
        assert settings.load() == chosen


def test_without_a_file_everything_has_its_default() -> None:
    assert settings.load() == Settings()
    assert settings.load().annotator_name == "tester"


def test_a_file_may_name_some_settings_only() -> None:
    write('theme = "dark"\nzoom = 2\nof_a_later_version = true\n')
    assert settings.load() == Settings(theme="dark", zoom=2.0)


@pytest.mark.parametrize(
    "text",
    [
        'theme = "pink"',
        "zoom = 0",
        "suggestion_threshold = 1.5",
        'show_key_strip = "yes"',
        "recent_projects = 3",
        "keys = []",
        "theme = ",
    ],
)
def test_a_broken_file_is_told_and_left_alone(text: str) -> None:
    path = write(text)
    with pytest.raises(InputError) as caught:
        settings.load()
    assert caught.value.where == str(path)
    assert caught.value.do
    assert path.read_text(encoding="utf-8") == text


def test_a_file_that_is_no_text_is_told() -> None:
    write("").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InputError):
        settings.load()


def test_saving_leaves_no_draft() -> None:
    settings.save(Settings())
    settings.save(Settings(theme="dark"))
    assert [path.name for path in user_settings().parent.iterdir()] == ["settings.toml"]


def test_a_failed_save_keeps_the_old_file(monkeypatch: pytest.MonkeyPatch) -> None:
    settings.save(Settings(theme="dark"))
    user_settings().with_suffix(".part").mkdir()
    with pytest.raises(OutputError) as caught:
        settings.save(Settings(theme="light"))
    assert caught.value.where == str(user_settings())
    assert settings.load().theme == "dark"


def test_every_setting_has_a_type_a_default_and_a_sentence() -> None:
    for declared in fields(Settings):
        assert declared.metadata["doc"].endswith("."), declared.name
        assert getattr(Settings(), declared.name) is not None


def test_the_last_project_stands_first_and_once() -> None:
    chosen = Settings()
    for name in ("a", "b", "a", "c"):
        chosen = settings.with_recent(chosen, name)
    assert chosen.recent_projects == ("c", "a", "b")
    for number in range(20):
        chosen = settings.with_recent(chosen, str(number))
    assert len(chosen.recent_projects) == 8


def write(text: str) -> Path:
    path = user_settings()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path
