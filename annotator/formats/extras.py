"""Parts of the program that not everybody installs."""

from importlib import import_module
from typing import Any

from annotator.errors import InputError


def needed(module: str, extra: str) -> Any:  # a module
    """The module. Raises InputError that names the extra if it is not installed."""
    try:
        return import_module(module)
    except ImportError as error:
        raise InputError(
            f'This needs a part that is not installed (pip install "annotator-desktop[{extra}]")',
            module.partition(".")[0],
            "Install it, then do it again.",
        ) from error
