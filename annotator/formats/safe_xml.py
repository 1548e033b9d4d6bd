"""XML of strangers: parsed without entities of their own, external files, or endless depth."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.errors import InputError
from annotator.formats.opening import head_of, refused

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_LARGEST = 256 << 20  # bytes of a file that is held as a whole
_DEEPEST = 500


def parsed(path: Path) -> "Element":
    """The whole of a file. Raises InputError for what cannot be read, or is no sound XML."""
    from defusedxml.ElementTree import parse

    head_of(path)
    with refused(path):
        if path.stat().st_size > _LARGEST:
            raise InputError("This file is too large", str(path), "Split it.")
    with _told(path), path.open("rb") as file:
        root = parse(file).getroot()
    assert root is not None
    return root


def elements(path: Path, *tags: str) -> "Iterator[Element]":
    """The elements of these names, each as soon as it is complete; what is before them is
    forgotten. Raises InputError, possibly after some were given."""
    from defusedxml.ElementTree import iterparse

    head_of(path)
    with _told(path), path.open("rb") as file:
        open_: list[Element] = []
        for event, element in iterparse(file, ("start", "end")):
            if event == "start":
                open_.append(element)
                if len(open_) > _DEEPEST:
                    raise InputError("This XML is nested too deeply", str(path), "Check the file.")
                continue
            open_.pop()
            if local(element.tag) in tags:
                yield element
                element.clear()
                if open_:
                    open_[-1].remove(element)


def local(tag: str) -> str:
    """The name without its namespace."""
    return tag.rpartition("}")[2]


@contextmanager
def _told(path: Path) -> Iterator[None]:
    from xml.etree.ElementTree import ParseError

    from defusedxml.common import DefusedXmlException

    with refused(path):
        try:
            yield
        except DefusedXmlException as error:
            raise InputError(
                "This XML declares entities, which are not read", str(path), "Remove them first."
            ) from error
        except (ParseError, UnicodeDecodeError, LookupError, ValueError) as error:
            raise InputError(
                f"This is no sound XML ({error})", str(path), "Check the file."
            ) from error
