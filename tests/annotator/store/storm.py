"""Saves edits for ever, and says so after each: killed by test_kill."""

import sys
from pathlib import Path

from annotator.edits.layers import toggle_document_label
from annotator.edits.spans import add_span, delete
from annotator.errors import EditRefused
from tests.support.projects import start


def storm(path: Path) -> None:
    """Label, delete, tag, undo and redo."""
    session, number = start(path), 0
    length = len(session.current.document.text)
    while True:
        number += 1
        opened = session.current
        place = number * 7 % (length - 3)
        try:
            if len(opened.own.spans) > 20:
                edit = delete(opened, list(opened.own.spans))
            elif number % 5 == 0:
                edit = toggle_document_label(opened, "World")
            else:
                edit = add_span(opened, place, place + 3, "PERSON")
        except EditRefused:
            continue
        sys.stdout.write(f"{session.do(edit).id}\n")
        sys.stdout.flush()
        if number % 9 == 0:
            session.undo()
            session.redo()


if __name__ == "__main__":
    storm(Path(sys.argv[1]))
