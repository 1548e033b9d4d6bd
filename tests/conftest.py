"""Tests run without a screen, away from the person's own files, in one language and one zone."""

import os
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

_home = tempfile.TemporaryDirectory(prefix="annotator-tests-")
_HOME = Path(_home.name)
_FOLDERS = {
    "HOME": _HOME,
    "USERPROFILE": _HOME,
    "APPDATA": _HOME / "config",
    "LOCALAPPDATA": _HOME / "data",
    "XDG_CONFIG_HOME": _HOME / "config",
    "XDG_DATA_HOME": _HOME / "data",
    "XDG_STATE_HOME": _HOME / "state",
    "XDG_CACHE_HOME": _HOME / "cache",
    "XDG_RUNTIME_DIR": _HOME / "run",
}
# Set as this file is imported, so before Qt reads any of them.
for _name, _folder in _FOLDERS.items():
    _folder.mkdir(mode=0o700, exist_ok=True)
    os.environ[_name] = str(_folder)
os.environ |= {
    "QT_QPA_PLATFORM": "offscreen",
    "LC_ALL": "C.UTF-8",
    "LANGUAGE": "en",
    "TZ": "UTC",
    "USER": "tester",
    "LOGNAME": "tester",
}
for _name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_SCALE_FACTOR", "QT_STYLE_OVERRIDE"):
    os.environ.pop(_name, None)
if hasattr(time, "tzset"):
    time.tzset()

import pytest  # noqa: E402
from hypothesis import settings  # noqa: E402

PATIENCE = 5  # seconds that a thread which was told to stop may take

# In checks of a change the examples are the same each time; by hand they are new ones.
settings.register_profile(
    "tests", deadline=None, database=None, derandomize=bool(os.environ.get("CI"))
)
settings.load_profile("tests")


def pytest_unconfigure() -> None:
    """Remove the home of this run."""
    _home.cleanup()


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of the test's own: no settings, no data."""
    for name, folder in _FOLDERS.items():
        own = tmp_path / "home" / folder.relative_to(_HOME)
        own.mkdir(mode=0o700, parents=True, exist_ok=True)
        monkeypatch.setenv(name, str(own))
    return tmp_path / "home"


@pytest.fixture(autouse=True)
def no_thread_is_left() -> Iterator[None]:
    """A test that leaves a thread behind would keep the program from ending, and fails."""
    before = set(threading.enumerate())
    yield
    left = [t for t in threading.enumerate() if t not in before and not t.daemon]
    for thread in left:
        thread.join(PATIENCE)
    alive = [thread.name for thread in left if thread.is_alive()]
    assert not alive, f"threads are left: {', '.join(alive)}"
