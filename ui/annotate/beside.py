"""The column beside the text: into the fields of the inspector by key, and the guidelines."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from annotator.errors import EditRefused, OutsideScheme
from ui.inspection import example_colours, guideline_heading
from ui.page import Command
from ui.panels.columns import Columns
from ui.panels.inspector import Inspector
from ui.panels.side import Side
from ui.workspace import Workspace

if TYPE_CHECKING:
    from ui.panels.guidelines import GuidelinesPanel


class Beside(QObject):
    """Shows inspector or guidelines in `side`, and puts the keyboard into a field. `filled`
    brings the inspector up to date before that."""

    edit_wanted = Signal()

    def __init__(
        self,
        side: Side,
        inspector: Inspector,
        columns: Columns,
        text: QWidget,
        filled: Callable[[], None],
    ) -> None:
        super().__init__(side)
        self._side, self._inspector, self._columns = side, inspector, columns
        self._text, self._filled = text, filled
        self._workspace: Workspace | None = None
        self._guidelines: GuidelinesPanel | None = None

    def show_workspace(self, workspace: Workspace | None) -> None:
        """Stand beside another project's texts."""
        self._workspace = workspace
        self._side.turn(None)

    def commands(self) -> dict[str, Command]:
        """Actions of the table that lead beside the text."""
        inspector = self._inspector
        return {
            "edit_note": lambda: self._into(inspector.focus_note),
            "edit_attributes": lambda: self._into(inspector.focus_attributes),
            "edit_entity": self._focus_entity,
            "comment": lambda: self._reveal(inspector.focus_comment),
            "document_labels": self._focus_document_labels,
            "toggle_inspector": self._toggle_inspector,
            "guidelines": self._turn,
        }

    # ------------------------------------------------------------------ the guidelines

    @property
    def guidelines(self) -> "GuidelinesPanel":
        """The guidelines, made when they are first wanted."""
        if self._guidelines is None:
            from ui.panels.guidelines import GuidelinesPanel

            self._guidelines = GuidelinesPanel()
            self._guidelines.closed.connect(self._turn)
            self._guidelines.edit_wanted.connect(self.edit_wanted)
        return self._guidelines

    def refresh(self) -> None:
        """The scheme changed."""
        if self._side.reads:
            self._show()

    def _turn(self) -> None:
        """The guidelines at the label at hand, or back to the inspector."""
        if self._side.reads and not self._side.isHidden():
            self._side.turn(None)
            self._text.setFocus()
            return
        self._show()
        self._columns.reveal_inspector()
        self._side.turn(self.guidelines)
        self.guidelines.view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _show(self) -> None:
        workspace = self._workspace
        if workspace is not None:
            scheme = workspace.session.scheme
            heading = guideline_heading(workspace)
            self.guidelines.show_guidelines(scheme.guidelines, example_colours(scheme), heading)

    # ------------------------------------------------------------------ the inspector

    def _toggle_inspector(self) -> None:
        """The guidelines give way to it first."""
        if self._side.reads:
            self._side.turn(None)
            self._columns.reveal_inspector()
        else:
            self._columns.toggle_inspector()

    def _into(self, focus: Callable[[], object]) -> None:
        """Into a field of the current item."""
        workspace = self._workspace
        if workspace is not None and (workspace.span() or workspace.relation()) is None:
            raise EditRefused("No span is selected", do="Tab goes to the next one.")
        self._reveal(focus)

    def _reveal(self, focus: Callable[[], object]) -> None:
        self._side.turn(None)
        self._columns.reveal_inspector()
        self._filled()
        focus()

    def _focus_entity(self) -> None:
        if self._workspace is not None and self._workspace.relation() is not None:
            raise EditRefused("A relation is no entity", do="Tab goes to the next span.")
        self._into(self._inspector.focus_entity)

    def _focus_document_labels(self) -> None:
        if self._workspace is not None and not self._workspace.session.scheme.of("document"):
            raise OutsideScheme("The scheme has no document labels", do="Add one to the scheme.")
        self._reveal(self._inspector.focus_document_labels)
