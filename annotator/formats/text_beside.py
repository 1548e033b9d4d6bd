"""Texts that lie in a file of their own beside their annotations."""

from pathlib import Path

from annotator.errors import InputError
from annotator.formats.decoding import decode
from annotator.formats.opening import whole


def text_beside(path: Path, annotations: Path) -> tuple[str, tuple[str, ...]]:
    """The text as it lies on the disk, where a byte order mark counts, too, and what to say of it.

    Raises InputError if it is missing, or no text.
    """
    if not path.is_file():
        raise InputError(
            f"The text {path.name} is missing beside these annotations", str(annotations),
            "Put it there.",
        )  # fmt: skip
    data = whole(path)
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError:
        text, notice = decode(data, path)
        return text, (notice,) if notice else ()
