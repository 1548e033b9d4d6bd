"""Whose turn a document is: what was assigned to somebody comes first in their list."""

import sqlite3
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from annotator.store.summaries import DocumentSummary

Turn = Literal["", "calibration", "assigned", "others"]


def turns_of(connection: sqlite3.Connection, person: str) -> tuple[dict[str, Turn], Turn]:
    """The turns of a person's own documents, and the turn of all others: empty if nothing is
    assigned to anybody, since everybody then has everything."""
    anything = connection.execute(
        "SELECT EXISTS (SELECT 1 FROM assignment WHERE held = 1)"
    ).fetchone()
    if not anything[0]:
        return {}, ""
    rows = connection.execute(
        "SELECT document, calibration FROM assignment WHERE annotator = ? AND held = 1", (person,)
    )
    return {id: "calibration" if first else "assigned" for id, first in rows}, "others"


def in_turn(found: "list[DocumentSummary]", mine: bool) -> "list[DocumentSummary]":
    """The calibration set, then the other own documents, then (unless only `mine` are wanted)
    the rest, each in its order."""
    if not found or not found[0].turn:
        return found
    turns: list[Turn] = ["calibration", "assigned"]
    if not mine:
        turns.append("others")
    return [row for turn in turns for row in found if row.turn == turn]
