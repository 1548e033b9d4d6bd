"""The lines of a text file one at a time, in UTF-8, whatever signs stand in them."""

from collections.abc import Iterator
from pathlib import Path

from annotator.errors import InputError
from annotator.formats.decoding import is_no_text
from annotator.formats.opening import head_of, refused

_LONGEST = 64 << 20  # bytes of a line
_MARK = b"\xef\xbb\xbf"


def lines_of(path: Path) -> Iterator[tuple[int, str]]:
    """Number (from 1) and text of each line, without its line end, which is LF or CRLF.

    Raises InputError if the file cannot be read, or is not UTF-8.
    """
    if is_no_text(head_of(path)):
        raise InputError("This is no text file", str(path), "Choose another file.")
    with refused(path), path.open("rb") as file:
        number = 0
        while data := file.readline(_LONGEST):
            number += 1
            if number == 1:
                data = data.removeprefix(_MARK)
            try:
                line = data.decode("utf-8")
            except UnicodeDecodeError as error:
                raise InputError(
                    f"Line {number:,} of this file is not UTF-8", str(path), "Save it as UTF-8."
                ) from error
            yield number, line.removesuffix("\n").removesuffix("\r")
