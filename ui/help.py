"""The sheet of keys, and the words about the program."""

from typing import TYPE_CHECKING

from annotator import __version__
from ui.actions import BY_ID, GROUPS, by_group
from ui.key_map import conflict, keys_of
from ui.main_window import MainWindow
from ui.page import Command
from ui.preferences import Preferences

if TYPE_CHECKING:
    from ui.dialogs.keys import KeyRow


class Help:
    """Opens the dialogs that only tell something."""

    def __init__(self, window: MainWindow, preferences: Preferences) -> None:
        self._window = window
        self._preferences = preferences

    def commands(self) -> dict[str, Command]:
        """Actions of the table that explain."""
        return {"show_keys": self.show_keys, "about": self.show_about}

    def show_keys(self) -> None:
        """The sheet of all keys, in which they can be changed."""
        from ui.dialogs.keys import KeysDialog

        KeysDialog(self.key_rows, self.change_key, self._window).exec()

    def key_rows(self) -> list["KeyRow"]:
        """Every action with the keys that hold now."""
        from ui.dialogs.keys import KeyRow

        own = self._preferences.values.keys
        return [
            KeyRow(row.id, row.group, row.title, keys_of(row, own), row.id in own)
            for group in GROUPS
            for row in by_group(group)
        ]

    def change_key(self, id: str, keys: str | None) -> str:
        """Bind an action to other keys, to none ("") or to its own (None), and remember it.
        Returns why that cannot be, else an empty text."""
        own = dict(self._preferences.values.keys)
        before = own.pop(id, None)
        wanted = keys_of(BY_ID[id], {}) if keys is None else (keys,) if keys else ()
        for key in wanted:
            refusal = conflict(id, key, own, self._label_keys())
            if refusal:
                return refusal
        if keys is not None and (keys,) != BY_ID[id].keys:
            own[id] = keys
        if own.get(id) != before:
            self._preferences.change(keys=own)
            self._window.bindings.set_keys(own)
        return ""

    def _label_keys(self) -> list[str]:
        workspace = self._window.workspace
        labels = workspace.session.scheme.of("span") if workspace else ()
        return [label.key for label in labels if label.key]

    def show_about(self) -> None:
        """What this is."""
        from ui.dialogs.about import AboutDialog

        AboutDialog([("Version", __version__), ("Licence", "MIT")], self._window).exec()
