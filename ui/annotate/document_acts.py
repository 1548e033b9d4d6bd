"""What is done to the documents that are selected in the list."""

from collections.abc import Callable, Mapping

from annotator.changes import Edit, Trashing
from annotator.marking import mark
from annotator.model import Status
from annotator.session import Session
from annotator.trash import put_in_trash, restore
from ui.document_list import DocumentList
from ui.page import Command
from ui.workspace import Message, Workspace

MENU = ("mark_done", "mark_skipped", "mark_open", "trash_documents", "restore_documents")


class DocumentActs:
    """Commands on the selected documents, or on the open one where none is selected."""

    def __init__(self, list: DocumentList) -> None:
        self._list = list
        self._workspace: Workspace | None = None

    def show_workspace(self, workspace: Workspace | None) -> None:
        """Act in another project."""
        self._workspace = workspace

    def commands(self) -> Mapping[str, Command]:
        """The commands by the ids of the table."""
        return {
            "mark_done": lambda: self._mark("done"),
            "mark_skipped": lambda: self._mark("skipped"),
            "mark_open": lambda: self._mark("in progress"),
            "trash_documents": lambda: self._act(
                lambda session, ids: put_in_trash(session.project, ids), "put into the trash"
            ),
            "restore_documents": self.restore,
            "show_trash": lambda: self._list.panel.choose_status("trash"),
        }

    def reasons(self) -> Mapping[str, str]:
        """In the trash there is nothing but to restore."""
        if self._list.in_trash:
            there = "This document is in the trash"
            return {id: there for id in MENU if id != "restore_documents"}
        reasons = {"restore_documents": "Only documents in the trash can be restored"}
        return reasons if self._list.trashed else {**reasons, "show_trash": "The trash is empty"}

    def restore(self) -> None:
        """Take the selected documents out of the trash."""
        self._act(lambda session, ids: restore(session.project, ids), "restored")

    def _mark(self, status: Status) -> None:
        self._act(lambda s, ids: mark(s.project, s.who, ids, status), f"marked as {status}")

    def _act(self, make: Callable[[Session, list[str]], Edit], done: str) -> None:
        workspace = self._workspace
        if workspace is None:
            return
        ids = self._list.panel.selected()
        if not ids and workspace.opened is not None:
            ids = [workspace.opened.document.id]

        def act() -> None:
            session = workspace.session
            edit = session.do(make(session, ids))
            count = len(edit.changes) or sum(
                len(x.documents) for x in edit.beyond if isinstance(x, Trashing)
            )
            noun = "document" if count == 1 else "documents"
            workspace.said.emit(
                Message("success", f"{count:,} {noun} {done}", "", "Undo", workspace.undo)
            )

        workspace.attempt(act)
