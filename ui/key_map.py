"""Which keys run which action: those of the table, unless the person has chosen others."""

from collections.abc import Iterable, Mapping

from PySide6.QtGui import QKeySequence

from ui.actions import ACTIONS, BY_ID, ActionRow
from ui.widgets.key_hint import key_text


def keys_of(row: ActionRow, own: Mapping[str, str]) -> tuple[str, ...]:
    """The keys of an action, in Qt's portable writing; `own` holds the person's by the action's
    id, where an empty text means none."""
    if row.id not in own:
        return row.keys
    return (own[row.id],) if own[row.id] else ()


def conflict(id: str, keys: str, own: Mapping[str, str], label_keys: Iterable[str] = ()) -> str:
    """Why an action cannot have these keys, as a sentence; empty if it can.

    Keys of the window hold everywhere; those of the text or of a page only there, so two pages
    may use the same. `label_keys` are those of the scheme's labels, which hold in the text.
    """
    wanted = BY_ID[id]
    sequence = QKeySequence(keys)
    if sequence.isEmpty():
        return "This key cannot be used. Choose another."
    if sequence.count() > 1:
        return "Press one combination of keys, not several after each other."
    for row in ACTIONS:
        if row.id != id and _meet(row, wanted) and sequence in map(QKeySequence, keys_of(row, own)):
            return f"{key_text(keys)} is “{row.title}”. Choose another, or clear that one first."
    if wanted.scope in ("window", "canvas") and sequence in map(QKeySequence, label_keys):
        return f"{key_text(keys)} is the key of a label. Choose another, or change the scheme."
    return ""


def _meet(one: ActionRow, other: ActionRow) -> bool:
    return one.scope == other.scope or "window" in (one.scope, other.scope)
