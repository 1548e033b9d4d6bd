"""Acting in a dialog that stops the caller until it closes."""

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication


def modal(kind: type, act: Callable[..., object]) -> list[object]:
    """Do something in the dialog of a kind that comes next, then close it; the list holds the
    dialog once it has come."""
    seen: list[object] = []
    clock = QTimer(QApplication.instance(), interval=5)

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, kind) and dialog.isActiveWindow():
            clock.stop()
            seen.append(dialog)
            try:
                act(dialog)
            finally:
                dialog.close()

    clock.timeout.connect(look)
    clock.start()
    return seen
