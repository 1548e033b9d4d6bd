"""The list of documents: rows from the project, filter, order of work and progress."""

from collections.abc import Callable, Collection
from typing import Any

from PySide6.QtCore import QObject

from annotator.store.summaries import DocumentSummary
from ui.dialogs.matching import PaletteEntry
from ui.models.documents import DocumentRow, DocumentsModel
from ui.panels.documents import DocumentsPanel, Progress
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
        self._all: list[DocumentSummary] = []
        self._text, self._status = "", "all"
        self._order = "imported"
        panel.filter_changed.connect(self._filter)
        panel.status_filter_changed.connect(self._filter_status)
        panel.order_chosen.connect(self.set_order)

    def show_project(self, workspace: Workspace | None) -> None:
        """List the documents of a project for its annotator."""
        self._workspace = workspace
        self._text, self._status = "", "all"
        stored = workspace.session.project.get_setting(ORDER, "imported") if workspace else ""
        self._order = stored if stored in _KEYS else "imported"
        self.panel.show_order(self._order)
        self.panel.forget_filter()
        self.reload()

    def set_order(self, order: str) -> None:
        """Sort the documents; the project keeps the order. Rows stay where they are while people
        work, and are sorted again when the list is read again."""
        self._order = order
        workspace = self._workspace
        if workspace is not None and not workspace.session.read_only:
            workspace.attempt(lambda: workspace.session.project.set_setting(ORDER, order))
        self.reload()

    def reload(self) -> None:
        """Read all rows again."""
        workspace = self._workspace
        rows = workspace.session.project.summaries(workspace.session.who.id) if workspace else []
        key = _KEYS[self._order]
        self._all = sorted(rows, key=key) if key else rows
        self._show()

    def refresh_all(self, documents: Collection[str]) -> None:
        """Read some rows again: one by one where they are few."""
        if len(documents) > FEW:
            self.reload()
            return
        for document in documents:
            self.refresh(document)

    def refresh(self, document: str) -> None:
        """Read one row again."""
        if self._workspace is None:
            return
        session = self._workspace.session
        found = session.project.summary(session.who.id, document)
        self._all = [found if row.id == document else row for row in self._all]
        self.model.update_row(document, _row(found))
        self._show_counts()

    def ids(self) -> list[str]:
        """All documents in order, whatever the filter."""
        return [row.id for row in self._all]

    def position(self, document: str) -> int:
        """1-based place of a document among all; 0 if unknown."""
        ids = self.ids()
        return ids.index(document) + 1 if document in ids else 0

    def summary(self, document: str) -> DocumentSummary | None:
        """The row of a document."""
        return next((row for row in self._all if row.id == document), None)

    def beside(self, document: str, step: int) -> str:
        """The next or previous document of the shown list; empty at its end."""
        shown = [self.model.row(place).id for place in range(self.model.rowCount())]
        if document not in shown:
            return shown[0] if shown else ""
        place = shown.index(document) + step
        return shown[place] if 0 <= place < len(shown) else ""

    def next_open(self, document: str) -> str:
        """The next unfinished document after this one, from the top if need be."""
        ids = self.ids()
        start = ids.index(document) + 1 if document in ids else 0
        ring = [*self._all[start:], *self._all[:start]]
        found = (r.id for r in ring if r.status not in FINISHED and r.id != document)
        return next(found, "")

    def unfinished(self) -> list[str]:
        """Documents that are neither done nor skipped."""
        return [row.id for row in self._all if row.status not in FINISHED]

    def unlooked(self) -> list[str]:
        """Documents that no model has looked at yet."""
        return [row.id for row in self._all if row.suggestions is None]

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
            for row in self._all
        ]

    def _filter(self, text: str) -> None:
        self._text = text
        self._show()

    def _filter_status(self, status: str) -> None:
        self._status = status
        self._show()

    def _show(self) -> None:
        rows = self._all
        if self._text and self._workspace is not None:
            session = self._workspace.session
            found = set(session.project.matching(self._text))
            rows = [row for row in rows if row.id in found]
        if self._status != "all":
            rows = [r for r in rows if (r.status in FINISHED) == (self._status == "done")]
        self.model.set_rows([_row(row) for row in rows])
        opened = self._workspace.opened if self._workspace else None
        self.panel.set_current(opened.document.id if opened else "")
        self._show_counts()

    def _show_counts(self) -> None:
        from statistics import median

        done = sum(row.status in FINISHED for row in self._all)
        self.panel.set_counts(len(self._all), len(self._all) - done, done)
        worked = [row.seconds for row in self._all if row.status == "done" and row.seconds > 1]
        left = median(worked) * (len(self._all) - done) if len(worked) >= ENOUGH else None
        self.panel.set_progress(Progress(done, len(self._all), left))


def _row(summary: DocumentSummary) -> DocumentRow:
    return DocumentRow(
        summary.id,
        summary.name,
        summary.section,
        summary.size,
        summary.status,
        summary.seconds,
        summary.suggestions,
        comments=summary.comments,
    )


def _palette_detail(summary: DocumentSummary) -> str:
    count = summary.suggestions
    left = f"{count} suggestion{'s' if count > 1 else ''}" if count else ""
    return " · ".join(x for x in (summary.section, left) if x)
