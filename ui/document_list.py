"""The list of documents: rows from the project, filter, order of work and progress."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from itertools import filterfalse
from typing import Any

from PySide6.QtCore import QObject

from annotator.session import Session
from annotator.store.summaries import DocumentSummary
from ui.dialogs.matching import PaletteEntry
from ui.models.documents import DocumentRow, DocumentsModel
from ui.panels.documents import DocumentsPanel, Progress
from ui.queue_order import ORDERS, QueueOrder
from ui.workspace import Workspace

FINISHED = ("done", "skipped")
ENOUGH = 3
FEW = 20
ORDER = "document_order"
_RANKS = {"in progress": 0, "new": 1, "skipped": 2, "done": 3}
_ICONS = {
    "new": "status-new",
    "in progress": "status-in-progress",
    "done": "status-done",
    "skipped": "status-skipped",
}
_KEYS: dict[str, Callable[[DocumentSummary], Any] | None] = {
    "imported": None,
    "name": lambda row: row.name.casefold(),
    "suggestions": lambda row: -(row.suggestions or 0),
    "size": lambda row: row.size,
    "status": lambda row: _RANKS[row.status],
}


class DocumentList(QObject):
    """Keeps the panel equal to the project; says which document is next."""

    def __init__(self, panel: DocumentsPanel, model: DocumentsModel, parent: QObject) -> None:
        super().__init__(parent)
        self.panel, self.model = panel, model
        self._workspace: Workspace | None = None
        self._ids: list[str] = []
        self._rows: dict[str, DocumentSummary] = {}
        self._names: list[str] = []
        self._places: dict[str, int] = {}
        self._finished: set[str] = set()
        self._worked: dict[str, float] = {}
        self._trash: dict[str, tuple[str, int]] = {}
        self._text, self._status = "", "all"
        self._order = "imported"
        self.queue = QueueOrder(self)
        self.queue.changed.connect(self.reload)
        panel.filter_changed.connect(self._filter)
        panel.status_filter_changed.connect(self._filter_status)
        panel.order_chosen.connect(self.set_order)

    def show_project(self, workspace: Workspace | None) -> None:
        """List the documents of a project for its annotator."""
        self._workspace = workspace
        self._text, self._status = "", "all"
        stored = workspace.session.project.get_setting(ORDER, "imported") if workspace else ""
        self._order = stored if stored in _KEYS or stored in ORDERS else "imported"
        self.panel.show_order(self._order)
        self.panel.forget_filter()
        self.queue.forget()
        self.reload()
        self.work_out()

    def set_order(self, order: str) -> None:
        """Sort the documents; the project keeps the order. Rows stay where they are while people
        work, and are sorted again when the list is read again."""
        self._order = order
        workspace = self._workspace
        if workspace is not None and not workspace.session.read_only:
            workspace.attempt(lambda: workspace.session.project.set_setting(ORDER, order))
        self.queue.forget()
        if order in ORDERS:
            self.work_out()
        else:
            self._sort()
            self._show()

    def work_out(self) -> None:
        """Work the order out anew, if it is one that depends on suggestions or texts; until that
        is done the rows stay where they are."""
        if self._workspace is not None and self._order in ORDERS:
            self.queue.work_out(self._workspace, self._order)

    def reload(self) -> None:
        """Read all rows again."""
        workspace = self._workspace
        rows = workspace.session.project.summaries(workspace.session.who.id) if workspace else []
        self._rows = {row.id: row for row in rows}
        self._sort()
        self._finished = {row.id for row in rows if row.status in FINISHED}
        self._worked = {row.id: row.seconds for row in rows if _tells_time(row)}
        project = workspace.session.project if workspace else None
        self._trash = {id: (name, size) for id, name, size in project.in_trash()} if project else {}
        if self._status == "trash" and not self._trash:
            self.panel.choose_status("all")
        self._show()

    def _sort(self) -> None:
        """Put the rows, which are held as they were imported, into the order chosen."""
        key = _KEYS.get(self._order, lambda row: self.queue.place(row.id))
        rows = self._rows.values()
        self._ids = [row.id for row in (sorted(rows, key=key) if key else rows)]
        self._places = {id: place for place, id in enumerate(self._ids)}
        self._names = [self._rows[id].name.casefold() for id in self._ids]

    def refresh_all(self, documents: Collection[str]) -> None:
        """Read some rows again: one by one where they are few."""
        if len(documents) > FEW:
            self.reload()
            return
        for document in documents:
            self.refresh(document)

    def refresh(self, document: str) -> None:
        """Read one row again."""
        old = self._rows.get(document)
        if self._workspace is None or old is None:
            return
        found = self._read(self._workspace.session, old)
        if found == old:
            return
        self._rows[document] = found
        self._finished.discard(document)
        if found.status in FINISHED:
            self._finished.add(document)
        self._worked.pop(document, None)
        if _tells_time(found):
            self._worked[document] = found.seconds
        self.model.row_changed(document)
        self._show_counts()

    def _read(self, session: Session, old: DocumentSummary) -> DocumentSummary:
        """A row as it is now. Of the open document the session knows what is open; to count it
        in the file takes long where there are many spans."""
        opened = session.opened
        if opened is None or opened.document.id != old.id or old.suggestions is None:
            return session.project.summary(session.who.id, old.id)
        mine = (x for x in session.project.layers(old.id) if x.annotator == session.who.id)
        seconds = next((layer.seconds for layer in mine), 0.0)
        return replace(
            old,
            status=opened.own.status,
            seconds=seconds,
            suggestions=len(opened.suggestions.spans),
            comments=len(session.comments()),
        )

    def ids(self) -> list[str]:
        """All documents in order, whatever the filter."""
        return self._ids

    def shown_ids(self) -> list[str]:
        """The documents that the filter lets through, in order; none of the trash."""
        count = self.model.rowCount() if self._status != "trash" else 0
        return [self.model.row(place).id for place in range(count)]

    def selected_ids(self) -> list[str]:
        """The documents that are selected in the list; none of the trash."""
        return self.panel.selected() if self._status != "trash" else []

    def position(self, document: str) -> int:
        """1-based place of a document among all; 0 if unknown."""
        return self._places.get(document, -1) + 1

    def summary(self, document: str) -> DocumentSummary | None:
        """The row of a document."""
        return self._rows.get(document)

    def beside(self, document: str, step: int) -> str:
        """The next or previous document of the shown list; empty at its end."""
        count = self.model.rowCount() if self._status != "trash" else 0
        here = self.model.row_of(document)
        place = here + step if here >= 0 else 0
        return self.model.row(place).id if 0 <= place < count else ""

    def next_open(self, document: str) -> str:
        """The next unfinished document after this one, from the top if need be."""
        count, start = len(self._ids), self.position(document)
        ring = (self._ids[(start + step) % count] for step in range(count))
        found = (id for id in ring if id not in self._finished and id != document)
        return next(found, "")

    def unfinished(self) -> list[str]:
        """Documents that are neither done nor skipped."""
        return list(filterfalse(self._finished.__contains__, self._ids))

    def unlooked(self) -> list[str]:
        """Documents that no model has looked at yet."""
        return [id for id in self._ids if self._rows[id].suggestions is None]

    def palette_entries(self) -> list[PaletteEntry]:
        """The documents as the command palette lists them."""
        return [
            PaletteEntry(
                f"document:{row.id}",
                row.name,
                _palette_detail(row),
                icon=_ICONS[row.status],
                group="Documents",
            )
            for row in map(self._rows.__getitem__, self._ids)
        ]

    @property
    def in_trash(self) -> bool:
        """Whether the documents in the trash are listed."""
        return self._status == "trash"

    @property
    def trashed(self) -> Collection[str]:
        """The documents that are in the trash."""
        return self._trash.keys()

    def _filter(self, text: str) -> None:
        self._text = text
        self._show()

    def _filter_status(self, status: str) -> None:
        self._status = status
        self._show()

    def _show(self) -> None:
        if self._status == "trash":
            self.model.show_ids([*self._trash], self._trashed_row)
        else:
            self.model.show_ids(self._shown_ids(), lambda id: _row(self._rows[id], self.why(id)))
        opened = self._workspace.opened if self._workspace else None
        self.panel.set_current(opened.document.id if opened else "")
        self._show_counts()

    def _shown_ids(self) -> Sequence[str]:
        ids = self._ids
        if self._text.strip() and self._workspace is not None:
            found = set(self._workspace.session.project.holding(self._text))
            part = self._text.strip().casefold()
            named = zip(ids, self._names, strict=True)
            ids = [id for id, name in named if part in name or id in found]
        if self._status == "done":
            ids = list(filter(self._finished.__contains__, ids))
        elif self._status == "open":
            ids = list(filterfalse(self._finished.__contains__, ids))
        return ids

    def why(self, document: str) -> str:
        """Why an unfinished document stands where it does, in the orders that have a reason."""
        return "" if document in self._finished else self.queue.reason(document)

    def _trashed_row(self, id: str) -> DocumentRow:
        name, size = self._trash[id]
        return DocumentRow(id, name, "In the trash", size)

    def _show_counts(self) -> None:
        from statistics import median

        total, done = len(self._ids), len(self._finished)
        self.panel.set_counts(total, total - done, done, len(self._trash))
        worked = self._worked.values()
        left = median(worked) * (total - done) if len(worked) >= ENOUGH else None
        self.panel.set_progress(Progress(done, total, left))


def _tells_time(row: DocumentSummary) -> bool:
    return row.status == "done" and row.seconds > 1


def _row(summary: DocumentSummary, reason: str) -> DocumentRow:
    return DocumentRow(
        summary.id,
        summary.name,
        summary.section,
        summary.size,
        summary.status,
        summary.seconds,
        summary.suggestions,
        comments=summary.comments,
        reason=reason,
    )


def _palette_detail(summary: DocumentSummary) -> str:
    count = summary.suggestions
    left = f"{count} suggestion{'s' if count > 1 else ''}" if count else ""
    return " · ".join(x for x in (summary.section, left) if x)
