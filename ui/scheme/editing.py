"""What the page of labels does to the scheme: every change is an edit of the session."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from annotator.changes import Edit
from annotator.errors import EditRefused, SchemeError, UserError
from annotator.guidelines import with_section
from annotator.paths import user_schemes
from annotator.scheme import Label, Scheme, joined, replaced_by
from annotator.scheme_edits import change_scheme, delete_label, merge_labels, rename_label
from annotator.scheme_pairs import Pair, toggled, with_pairs
from annotator.scheme_rows import moved, new_label, with_field
from annotator.schemes import own_starters, save_scheme, starters
from annotator.session import Session
from annotator.store.usage import Spread, spread, usage
from ui.models.labels import TITLES, Column
from ui.workspace import Message, Workspace

Make = Callable[[Session], Edit]


class Editing(QObject):
    """Does edits on the workspace's session, asks before those that reach far, and says what
    was refused. `host` is the widget that dialogs belong to."""

    said = Signal(object)

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self._host = host
        self.workspace: Workspace | None = None

    @property
    def scheme(self) -> Scheme:
        """The project's labels."""
        return self.workspace.session.scheme if self.workspace else Scheme()

    @property
    def editable(self) -> bool:
        """Whether anything can be changed."""
        return self.workspace is not None and not self.workspace.session.read_only

    # ------------------------------------------------------------------ doing

    def do(self, make: Make, done: str = "") -> bool:
        """Make an edit and save it; `done` is said, with a way back. False when refused."""
        workspace = self.workspace
        if workspace is None:
            return False
        try:
            workspace.session.do(make(workspace.session))
        except (EditRefused, SchemeError) as error:
            self.said.emit(Message("warning", error.what, error.do))
            return False
        except UserError as error:
            self.said.emit(Message("danger", f"Not saved: {error.what}", error.do))
            return False
        if done:
            self.said.emit(Message("success", done, "", "Undo", workspace.undo))
        return True

    def change(self, make: Callable[[Scheme], Scheme], title: str, done: str = "") -> bool:
        """Change the scheme and nothing else."""
        return self.do(
            lambda session: change_scheme(session.project, make(session.scheme), title), done
        )

    def add(self, kind: str, after: str) -> str:
        """A new label; its id, empty when refused."""
        made: list[str] = []

        def make(scheme: Scheme) -> Scheme:
            fuller, label = new_label(scheme, kind, after)  # type: ignore[arg-type]  # a kind
            made.append(label.id)
            return fuller

        return made[0] if self.change(make, "Add a label") else ""

    def field(self, label: Label, column: Column, value: object) -> bool:
        """Another value in a field. Another id is asked about, once the cell is closed."""
        if column == "id":
            wanted = str(value)
            QTimer.singleShot(0, self, lambda: self.rename(label, wanted))
            return False
        title = f"{TITLES[column]} of {label.title}"
        return self.change(lambda scheme: with_field(scheme, label, column, value), title)

    def description(self, label: Label, text: str) -> None:
        """Say what a label means."""
        title = f"Description of {label.title}"
        self.change(lambda scheme: with_field(scheme, label, "description", text), title)

    def colour(self, label: Label, colour: str) -> None:
        """Give a label another colour."""
        title = f"Colour of {label.title}"
        self.change(lambda scheme: with_field(scheme, label, "colour", colour), title)

    def move(self, label: Label, to: int) -> bool:
        """Another place among the labels of its kind."""
        if 0 <= to < len(self.scheme.of(label.kind)):
            return self.change(lambda scheme: moved(scheme, label, to), f"Move {label.title}")
        return False

    # ------------------------------------------------------------------ pairs and guidelines

    def toggle_pairs(self, relation: Label, pairs: list[Pair]) -> None:
        """Allow pairs of labels, or close them."""
        title = f"Pairs of “{relation.title}”"
        self.change(lambda scheme: toggled(scheme, relation.id, pairs), title)

    def set_pairs(self, relation: Label, pairs: set[Pair]) -> None:
        """Allow just these pairs."""
        title = f"Pairs of “{relation.title}”"
        self.change(lambda scheme: with_pairs(scheme, relation.id, pairs), title)

    def write_section(self, label: Label, text: str) -> None:
        """Another guideline for a label."""

        def make(scheme: Scheme) -> Scheme:
            whole = with_section(scheme.guidelines, label, text)
            return Scheme(scheme.labels, scheme.rules, whole, scheme.name)

        self.change(make, f"Guideline of {label.title}")

    def write_guidelines(self, text: str) -> None:
        """Other guidelines as a whole."""
        self.change(
            lambda scheme: Scheme(scheme.labels, scheme.rules, text, scheme.name), "Guidelines"
        )

    # ------------------------------------------------------------------ what reaches far

    def rename(self, label: Label, wanted: str = "") -> None:
        """Another id for a label and for all that has it: told with the count first, unless
        nothing has it."""
        from ui.dialogs.label_changes import RenameDialog, counted

        workspace = self.workspace
        if workspace is None or label not in self.scheme.labels:
            return
        reach = self._reach(label)
        name = wanted
        if not wanted or reach != Spread():
            dialog = RenameDialog(label, reach, self._refusal(label), wanted, self._host)
            if not dialog.exec():
                return
            name = dialog.name
        words = f"{counted(label, reach)} renamed to {name}" if reach != Spread() else ""
        self.do(lambda session: rename_label(session.project, label.kind, label.id, name), words)

    def _refusal(self, label: Label) -> Callable[[str], str]:
        def why(name: str) -> str:
            try:
                workspace = self.workspace
                assert workspace is not None
                rename_label(workspace.session.project, label.kind, label.id, name)
            except (EditRefused, SchemeError) as error:
                return f"{error.what}. {error.do}".strip()
            return ""

        return why

    def merge(self, label: Label) -> None:
        """All that has a label gets another one, and the label goes."""
        self._move(label, self._reach(label), deleting=False)

    def delete(self, label: Label) -> None:
        """A label that nobody uses goes at once; else what has it moves to another."""
        reach = self._reach(label)
        if reach.people:
            self._move(label, reach, deleting=True)
            return
        self.do(
            lambda session: delete_label(session.project, label.kind, label.id),
            f"{label.title} deleted",
        )

    def _move(self, label: Label, reach: Spread, deleting: bool) -> None:
        from ui.dialogs.label_changes import MoveDialog, counted

        others = [other for other in self.scheme.of(label.kind) if other.id != label.id]
        if not others:
            why = "There is no other label that could take over"
            self.said.emit(Message("warning", why, "Add one first."))
            return
        dialog = MoveDialog(label, reach, others, deleting, self._host)
        if dialog.exec():
            goal = next(other for other in others if other.id == dialog.goal)
            self.do(
                lambda session: merge_labels(session.project, label.kind, label.id, goal.id),
                f"{counted(label, reach)} became {goal.title}",
            )

    def _reach(self, label: Label) -> Spread:
        assert self.workspace is not None
        return spread(self.workspace.session.project, label.kind, label.id)

    def attributes(self, label: Label) -> None:
        """Which attributes items of a label can have."""
        from ui.dialogs.attributes import AttributesDialog

        dialog = AttributesDialog(label.title, label.attributes, self._host)
        if dialog.exec() and dialog.attributes != label.attributes:
            title = f"Attributes of {label.title}"
            chosen = dialog.attributes
            self.change(lambda scheme: with_field(scheme, label, "attributes", chosen), title)

    # ------------------------------------------------------------------ files

    def ask_import(self) -> None:
        """Take labels from a starter scheme or a file."""
        from ui.dialogs.schemes import SchemesDialog

        dialog = SchemesDialog(starters() | own_starters(), self._effect, self._host)
        if dialog.exec() and dialog.scheme is not None:
            self.take(dialog.scheme, dialog.replaces)

    def take(self, other: Scheme, replace: bool) -> None:
        """Add the labels of another scheme, or put it in the place of this one."""
        wanted = self._after(other, replace)
        name = other.name or "the file"
        self.change(lambda _scheme: wanted, f"Import {name}", f"Labels of {name} imported")

    def _after(self, other: Scheme, replace: bool) -> Scheme:
        if not replace:
            return joined(self.scheme, other)
        assert self.workspace is not None
        used = usage(self.workspace.session.project)
        return replaced_by(self.scheme, other, [key for key, one in used.items() if one.people])

    def _effect(self, other: Scheme, replace: bool) -> str:
        from ui.dialogs.schemes import NOTHING

        before, after = self.scheme, self._after(other, replace)
        if after == before:
            return NOTHING
        come = len(after.by_id.keys() - before.by_id.keys())
        gone = len(before.by_id.keys() - after.by_id.keys())
        stay = len(after.by_id.keys() - other.by_id.keys()) if replace else 0
        parts = (f"{come} come", f"{gone} go" if gone else "", f"{stay} in use stay" * bool(stay))
        return ", ".join(part for part in parts if part) + ". Undo takes it back."

    def ask_export(self) -> None:
        """Save the labels as a file; in the folder that is offered they are a starter scheme."""
        from ui.dialogs.schemes import FILES

        assert self.workspace is not None
        stem = self.scheme.name or self.workspace.session.project.name
        path, _ = QFileDialog.getSaveFileName(
            self._host, "Save the labels", str(user_schemes() / f"{stem}.toml"), FILES
        )
        if not path:
            return
        target = Path(path)
        try:
            save_scheme(self.scheme, target if target.suffix else target.with_suffix(".toml"))
        except UserError as error:
            self.said.emit(Message("danger", error.what, f"{error.where} {error.do}".strip()))
            return
        kept = "New projects can begin with it." if target.parent == user_schemes() else ""
        self.said.emit(Message("success", f"Saved as {target.name}", kept))
