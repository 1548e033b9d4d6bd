"""Faults of the program: told once each, in a dialog, wherever they are raised."""

import sys
import threading
import traceback
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from ui.dialogs.bug import BugDialog


class Bugs(QObject):
    """Hooks for what nobody catches, in any thread. The dialog comes when the event is over: a
    fault in a paint event comes again with the next one, and a window that opened inside it
    would be painted into the middle of the other."""

    _found = Signal(str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._told: set[str] = set()
        self._dialog: BugDialog | None = None
        self._found.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Take what is not caught from now on."""
        sys.excepthook = self.report
        threading.excepthook = self._report_thread

    def report(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """A fault: on standard error each time, in the dialog once."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        text = "".join(traceback.format_exception(kind, error, trace))
        sys.stderr.write(text)
        _let_go(error)
        if text not in self._told:
            self._told.add(text)
            self._found.emit(text)

    def _report_thread(self, found: threading.ExceptHookArgs) -> None:
        if found.exc_value is not None and found.exc_type is not SystemExit:
            self.report(found.exc_type, found.exc_value, found.exc_traceback)

    def _show(self, text: str) -> None:
        from ui.dialogs.bug import BugDialog

        if self._dialog is not None and self._dialog.isVisible():
            self._dialog.add(text)
            return
        self._dialog = BugDialog(text, self._window)
        self._dialog.show()


def _let_go(error: BaseException | None) -> None:
    """Drop what the frames of a fault hold: a painter that outlives its event ends the
    program."""
    while error is not None:
        traceback.clear_frames(error.__traceback__)
        error = error.__cause__ or error.__context__
