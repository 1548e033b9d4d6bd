"""The records of a JSON file one at a time, without holding the others: of an array, of an array
in an object, of values one after another, and of JSON Lines."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import msgspec

from annotator.errors import InputError
from annotator.formats.base import Look
from annotator.formats.decoding import is_no_text
from annotator.formats.gathering import Said
from annotator.formats.opening import head_of, refused

LARGEST = 256 << 20  # bytes of one record
_CHUNK = 1 << 20
_MARK = b"\xef\xbb\xbf"
_PIECE = re.compile(rb'"([^"\\]*+(?:\\.[^"\\]*+)*+)"|[{}\[\]]|"', re.DOTALL)
_KEYS = re.compile(rb'[{}\[\],:]|"([^"\\]*+(?:\\.[^"\\]*+)*+)"|[^\s{}\[\],:"]+|"', re.DOTALL)


def items(path: Path, under: str = "") -> Iterator[tuple[int, bytes]]:
    """The line (from 1) and the bytes of each record; the last one is cut where the file ends in
    the middle. `under` names the array of an object whose items are wanted.

    Raises InputError if the file cannot be read, is no text, or holds a record that is too long.
    """
    head = head_of(path)
    if is_no_text(head):
        raise InputError("This is no JSON file", str(path), "Choose another file.")
    with refused(path), path.open("rb") as file:
        if not under and _is_lines(file):
            yield from _lines(file)
        else:
            file.seek(len(_MARK) if head.startswith(_MARK) else 0)
            yield from _Scan(file, path, under).items()


def _is_lines(file: IO[bytes]) -> bool:
    """Whether the first line is a record by itself: then a bad line costs that line only."""
    first = b""
    while not first.strip():
        line = file.readline(LARGEST)
        if not line:
            return False
        first = line.removeprefix(_MARK)
    whole_file = not file.readline().strip() and not file.read(1)
    file.seek(0)
    start = first.lstrip()[:1]
    if start == b"[" and whole_file:
        return False
    if start not in b"{[":
        return True
    try:
        msgspec.json.decode(first, type=msgspec.Raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return start == b"{" and _opens_again(file)
    return True


def _opens_again(file: IO[bytes]) -> bool:
    """Whether the second line opens a record, too: then the first is a broken one."""
    file.readline()
    second = file.readline(_CHUNK)
    file.seek(0)
    return second.startswith(b"{")


def _lines(file: IO[bytes]) -> Iterator[tuple[int, bytes]]:
    for number, line in enumerate(file, 1):
        if number == 1:
            line = line.removeprefix(_MARK)
        if line.strip():
            yield number, line


class _Scan:
    """Finds where records begin and end by counting brackets outside of strings."""

    def __init__(self, file: IO[bytes], path: Path, under: str) -> None:
        self._file = file
        self._path = path
        self._under = under.encode()
        self._buffer = b""
        self._line = 1
        self._depth = 0
        self._wanted = -1  # depth at which records stand
        self._string = b""
        self._at = 0  # in the buffer, up to where it was looked at
        self._begun = -1  # where the record begins that is being read

    def items(self) -> Iterator[tuple[int, bytes]]:
        """The records with their lines."""
        more = self._more()
        while more:
            yield from self._whole_ones()
            more = self._more()
        if self._begun >= 0:
            yield self._record(len(self._buffer))

    def _more(self) -> bool:
        """Forget what was read, and read on."""
        more = self._file.read(_CHUNK)
        keep = self._begun if self._begun >= 0 else self._at
        self._line += self._buffer.count(b"\n", 0, keep)
        self._buffer = self._buffer[keep:] + more
        self._at -= keep
        self._begun = min(self._begun, 0)
        if len(self._buffer) > LARGEST:
            raise InputError(
                "A record of this file is too long", f"{self._path}, line {self._line}",
                "Check the file.",
            )  # fmt: skip
        return bool(more)

    def _record(self, end: int) -> tuple[int, bytes]:
        line = self._line + self._buffer.count(b"\n", 0, self._begun)
        return line, self._buffer[self._begun : end]

    def _whole_ones(self) -> Iterator[tuple[int, bytes]]:
        """The records that end in what was read."""
        for piece in _PIECE.finditer(self._buffer, self._at):
            sign = piece[0]
            if sign == b'"':  # a string that is not complete yet
                self._at = piece.start()
                return
            self._at = piece.end()
            if sign[:1] == b'"':
                self._string = piece[1]
            elif sign in b"{[":
                if self._opened(sign):
                    self._begun = piece.start()
            elif self._closed():
                yield self._record(self._at)
                self._begun = -1
        self._at = len(self._buffer)

    def _opened(self, sign: bytes) -> bool:
        """Whether a record begins here."""
        self._depth += 1
        if self._wanted < 0:
            if self._depth == 1 and not (self._under and sign == b"{"):
                self._wanted = 1 if sign == b"[" else 0
            elif self._depth == 2 and sign == b"[" and self._string == self._under:
                self._wanted = 2
        return self._depth == self._wanted + 1 and self._wanted >= 0

    def _closed(self) -> bool:
        """Whether a record ends here."""
        self._depth -= 1
        if self._depth < self._wanted and self._under:
            self._wanted = -1
        return 0 <= self._wanted == self._depth


def decoded(data: bytes, say: Said) -> object:
    """The value, or None, which is told."""
    try:
        return msgspec.json.decode(data)
    except RecursionError:
        say("is not valid JSON (it is nested too deeply)")
    except UnicodeDecodeError as error:
        say(f"is not valid JSON (byte {error.start + 1:,} is no UTF-8)")
    except msgspec.DecodeError as error:
        say(f"is not valid JSON ({str(error).removeprefix('JSON is malformed: ')})")
    return None


def whole_value(path: Path) -> object:
    """The value of a file that is one. Raises InputError if it is none, or is too large."""
    if is_no_text(head_of(path)):
        raise InputError("This is no JSON file", str(path), "Choose another file.")
    with refused(path):
        if path.stat().st_size > LARGEST:
            raise InputError("This file is too large", str(path), "Split it.")
        data = path.read_bytes().removeprefix(_MARK)
    problems: list[str] = []
    value = decoded(data, problems.append)
    if problems:
        raise InputError(f"This file {problems[0]}", str(path), "Check the file.")
    return value


def keys_of(look: Look) -> tuple[frozenset[str], frozenset[str]]:
    """The keys of the first object of a JSON file, as far as they stand in its first bytes, and
    those of the objects in it. Both are empty for what is no JSON."""
    levels: dict[int, set[str]] = {1: set(), 2: set()}
    if look.start[:1] in (b"{", b"["):
        for depth, name in _names(look.start):
            levels.setdefault(depth, set()).add(name)
    return frozenset(levels[1]), frozenset(levels[2])


def _names(start: bytes) -> Iterator[tuple[int, str]]:
    """The keys of the first object that is no empty one, each with how deep in objects it is."""
    open_: list[bytes] = []
    objects = 0
    named = False
    last = b""
    for piece in _KEYS.finditer(start):
        sign = piece[0]
        if sign in (b"{", b"["):
            open_.append(sign)
            objects += sign == b"{"
        elif sign in (b"}", b"]") and open_:
            objects -= open_.pop() == b"{"
            if not objects and named:
                return
        elif sign == b":" and objects:
            named = True
            yield objects, last.decode("utf-8", "replace")
        elif sign == b'"':
            return
        last = piece[1] or b""
