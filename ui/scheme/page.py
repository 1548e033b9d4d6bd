"""The page of labels, relations and guidelines. It is built when it is first entered, so that
the window opens without it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from annotator.session import Changed
from ui.page import Command, Page
from ui.workspace import Workspace

if TYPE_CHECKING:
    from ui.scheme.desk import Desk

READING = "This project is open for reading only"
CHANGES = (
    "scheme_add",
    "scheme_up",
    "scheme_down",
    "scheme_rename",
    "scheme_merge",
    "scheme_delete",
    "scheme_attributes",
    "scheme_import",
)


class SchemePage(Page):
    """Holds the desk, with bars of its own in place of the window's."""

    id = "scheme"
    title = "Labels and guidelines"
    framed = False

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace: Workspace | None = None
        self._desk: Desk | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)

    @property
    def desk(self) -> Desk:
        """What stands on the page, made when first asked for."""
        if self._desk is None:
            from ui.scheme.desk import Desk

            self._desk = Desk()
            self._desk.said.connect(self.said)
            self._desk.action_wanted.connect(self.action_wanted)
            self._desk.pointed.connect(self.state_changed)
            self._layout.addWidget(self._desk)
            self._desk.show_workspace(self.workspace)
        return self._desk

    @property
    def busy(self) -> bool:
        """Whether labels are being counted."""
        return self._desk is not None and self._desk.busy

    def commands(self) -> Mapping[str, Command]:
        """Actions on the labels."""
        return {
            "undo": lambda: self._with(Workspace.undo),
            "redo": lambda: self._with(Workspace.redo),
            "scheme_add": lambda: self.desk.add(),
            "scheme_up": lambda: self.desk.shift(-1),
            "scheme_down": lambda: self.desk.shift(1),
            "scheme_rename": lambda: self.desk.rename(),
            "scheme_merge": lambda: self.desk.merge(),
            "scheme_delete": lambda: self.desk.delete(),
            "scheme_attributes": lambda: self.desk.edit_attributes(),
            "scheme_import": lambda: self.desk.import_scheme(),
            "scheme_export": lambda: self.desk.export_scheme(),
            "scheme_close": lambda: self.action_wanted.emit("scheme"),
        }

    def _with(self, act: Callable[[Workspace], object]) -> None:
        workspace = self.workspace
        if workspace is not None:
            self.desk.commit()
            workspace.attempt(lambda: act(workspace))

    def reasons(self) -> Mapping[str, str]:
        """Why labels cannot be changed now, and what the history says."""
        workspace = self.workspace
        if workspace is None:
            return {}
        reasons = workspace.history_reasons()
        if workspace.session.read_only:
            reasons |= dict.fromkeys(CHANGES, READING)
        return reasons

    def show_workspace(self, workspace: Workspace | None) -> None:
        """Show another project, or none."""
        self.workspace = workspace
        if self._desk is not None:
            self._desk.show_workspace(workspace)

    def take_change(self, event: Changed) -> None:
        """The scheme or the labels in use changed."""
        if self._desk is not None:
            self._desk.take_change(event)

    def enter(self) -> None:
        """The page was chosen."""
        self.desk.enter()

    def leave(self) -> None:
        """What was typed is kept."""
        if self._desk is not None:
            self._desk.leave()
