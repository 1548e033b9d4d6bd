"""The sheet of keys, the words about the program, and the report of a bug."""

import sys
import traceback
from types import TracebackType

from annotator import __version__
from ui.actions import GROUPS, by_group
from ui.main_window import MainWindow
from ui.page import Command


class Help:
    """Opens the dialogs that only tell something."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    def commands(self) -> dict[str, Command]:
        """Actions of the table that explain."""
        return {"show_keys": self.show_keys, "about": self.show_about}

    def show_keys(self) -> None:
        """The sheet of all keys."""
        from ui.dialogs.keys import KeyGroup, KeysDialog

        groups = [
            KeyGroup(group, tuple((row.title, row.keys[0]) for row in by_group(group) if row.keys))
            for group in GROUPS
        ]
        KeysDialog([group for group in groups if group.keys], self._window).exec()

    def show_about(self) -> None:
        """What this is."""
        from ui.dialogs.about import AboutDialog

        AboutDialog([("Version", __version__), ("Licence", "MIT")], self._window).exec()

    def report_bug(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """A bug of ours: on standard error, and as a text that can be copied."""
        from ui.dialogs.bug import BugDialog

        text = "".join(traceback.format_exception(kind, error, trace))
        sys.stderr.write(text)
        BugDialog(text, self._window).show()
