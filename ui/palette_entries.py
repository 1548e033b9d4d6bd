"""What the command palette offers: the actions and the documents."""

from ui.actions import ACTIONS
from ui.bindings import Bindings
from ui.dialogs.palette import PaletteEntry
from ui.document_list import DocumentList


def entries(bindings: Bindings, documents: DocumentList) -> list[PaletteEntry]:
    """Commands, refused ones with their reason, then the documents of the list."""
    commands = []
    for row in ACTIONS:
        if row.menu:
            action = bindings.actions[row.id]
            reason = "" if action.isEnabled() else action.toolTip()
            keys = bindings.keys_of(row.id)
            commands.append(
                PaletteEntry(
                    f"action:{row.id}",
                    row.title,
                    row.group,
                    keys,
                    row.icon,
                    action.isEnabled(),
                    reason,
                )
            )
    return [*commands, *documents.palette_entries()]
