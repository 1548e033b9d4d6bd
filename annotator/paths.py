"""Where the application's own files and the user's lie."""

from pathlib import Path

import platformdirs

_HERE = Path(__file__).parent


def _shipped(name: str) -> Path:
    """A folder that ships with the application: in the package, or beside it in a checkout."""
    packaged = _HERE / "_data" / name
    return packaged if packaged.is_dir() else _HERE.parent / name


def resources() -> Path:
    """Icons, starter schemes, gazetteers, pipelines."""
    return _shipped("resources")


def seeds() -> Path:
    """The sample articles."""
    return _shipped("seeds")


def user_data() -> Path:
    """The user's data folder, made on first use."""
    return platformdirs.user_data_path("annotator", appauthor=False, ensure_exists=True)


def user_schemes() -> Path:
    """The person's own starter schemes; the folder may not exist yet."""
    return platformdirs.user_data_path("annotator", appauthor=False) / "schemes"


def user_settings() -> Path:
    """The settings file; it may not exist yet."""
    return platformdirs.user_config_path("annotator", appauthor=False) / "settings.toml"
